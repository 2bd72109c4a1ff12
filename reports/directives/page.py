"""The page of one directive: what was asked, every round of answers, and what the person may do."""

from dataclasses import dataclass

from django.http import Http404

from reports.directive_workflow import DirectiveAction
from reports.directives.directive_list import visible_directives
from reports.directives.permissions import check_can_answer, check_can_decide
from reports.models import Directive, DirectiveEvent, DirectiveFile
from reports.permissions import is_allowed
from reports.progress.open_directives import DirectiveLine, directive_lines
from units.models import User
from units.selectors.people import reporters_of


@dataclass(frozen=True, slots=True)
class DirectivePage:
    """Shape: `events` oldest first, each with its files; `recipients` report for the unit that has to answer."""

    line: DirectiveLine
    events: tuple[DirectiveEvent, ...]
    recipients: tuple[User, ...]
    may_answer: bool
    may_repeat: bool
    may_accept: bool
    may_withdraw: bool

    @property
    def directive(self) -> Directive:
        return self.line.directive

    @property
    def may_decide(self) -> bool:
        return self.may_repeat or self.may_accept or self.may_withdraw

    @property
    def unit_address(self) -> str:
        return self.directive.unit.address_on(self.directive.period.ends_on)


def directive_of_person(user: User, pk: int) -> Directive:
    """Finds a directive within the person's scope. Queries: 1.

    Raises: Http404.
    """
    directive = visible_directives(user).filter(pk=pk).first()
    if directive is None:
        raise Http404("Không có chỉ đạo này trong phạm vi của anh/chị.")
    return directive


def directive_page(user: User, directive: Directive) -> DirectivePage:
    """Reads everything about a directive.

    Queries: 3, those of `successors_by`, and for a leader 2 for each of three decisions; whatever the number of rounds
    and files.
    """
    events = directive.events.select_related("actor").prefetch_related("files")

    def may_decide(action: DirectiveAction) -> bool:
        return is_allowed(check_can_decide, user, directive, action)

    line = directive_lines([directive])[0]
    return DirectivePage(
        line=line,
        events=tuple(events),
        recipients=tuple(reporters_of([line.acting_unit.pk]).get(line.acting_unit.pk, ())),
        may_answer=is_allowed(check_can_answer, user, directive),
        may_repeat=may_decide(DirectiveAction.REPEAT),
        may_accept=may_decide(DirectiveAction.ACCEPT),
        may_withdraw=may_decide(DirectiveAction.WITHDRAW),
    )


def directive_file_of_person(user: User, pk: int, item: int) -> DirectiveFile:
    """Finds a file of an answer within the person's scope. Queries: 2.

    Raises: Http404.
    """
    file = DirectiveFile.objects.filter(pk=item, event__directive=directive_of_person(user, pk)).first()
    if file is None:
        raise Http404("Không có tệp này trong phạm vi của anh/chị.")
    return file
