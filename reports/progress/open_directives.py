"""The directives of a scope that are not settled: for its pages, its papers and the home page of who has to answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from chodon_thidua.lib import clock
from chodon_thidua.lib.text import running_count
from reports.directive_workflow import (
    DIRECTIVE_STATE_LABELS,
    SETTLED,
    TO_ANSWER,
    TO_DECIDE,
    UNSETTLED,
    DirectiveState,
)
from reports.models import Directive
from targets.models import Period
from units.enums import Role
from units.models import Unit, User
from units.selectors.mergers import successors_by

# The state of a report whose look a state of a directive has.
BADGES = {
    DirectiveState.OPEN: "DRAFT",
    DirectiveState.ANSWERED: "SUBMITTED",
    DirectiveState.REPEATED: "RETURNED",
    DirectiveState.ACCEPTED: "APPROVED",
    DirectiveState.WITHDRAWN: "NONE",
}


@dataclass(frozen=True, slots=True)
class DirectiveLine:
    """One directive as it stands on a day, in words.

    Shape: `acting_unit` has to answer it: the unit that it was given to, or what that has been merged into since. A
    settled directive stays with the unit that it was given to.
    """

    directive: Directive
    day: date
    acting_unit: Unit

    @property
    def former_text(self) -> str:
        """“giao cho Xã Ngọc Phái trước sáp nhập”; empty where the unit is still the one that it was given to."""
        is_same = self.acting_unit.pk == self.directive.unit_id
        return "" if is_same else f"giao cho {self.directive.unit.name} trước sáp nhập"

    @property
    def state(self) -> DirectiveState:
        return DirectiveState(self.directive.state)

    @property
    def state_label(self) -> str:
        return DIRECTIVE_STATE_LABELS[self.state]

    @property
    def badge(self) -> str:
        return BADGES[self.state]

    @property
    def days_late(self) -> int:
        """Whole days since the answer was due; 0 once it was given."""
        return max((self.day - self.directive.due_on).days, 0) if self.state in TO_ANSWER else 0

    @property
    def due_text(self) -> str:
        """“quá hạn 3 ngày”, “hôm nay là hạn cuối”, “còn 5 ngày”; empty where no answer is awaited."""
        if self.state not in TO_ANSWER:
            return ""
        if self.days_late:
            return f"quá hạn {self.days_late} ngày"
        days = (self.directive.due_on - self.day).days
        return f"còn {days} ngày" if days else "hôm nay là hạn cuối"

    @property
    def awaits_decision(self) -> bool:
        return self.state in TO_DECIDE

    @property
    def is_settled(self) -> bool:
        return self.state in SETTLED

    @property
    def subject(self) -> str:
        """The indicator that it is about; of a unit as a whole its work in the period."""
        indicator = self.directive.indicator
        return indicator.name if indicator else f"Kết quả {self.directive.period.title}"


@dataclass(frozen=True, slots=True)
class OpenDirectives:
    """Shape: `lines` are those that are late first, the latest of them first, then by the day by which they are due."""

    lines: tuple[DirectiveLine, ...] = ()

    @property
    def overdue(self) -> tuple[DirectiveLine, ...]:
        return tuple(line for line in self.lines if line.days_late)

    @property
    def answered(self) -> tuple[DirectiveLine, ...]:
        return tuple(line for line in self.lines if line.awaits_decision)

    @property
    def sentence(self) -> str:
        """“03 chỉ đạo, yêu cầu giải trình chưa xong: 01 quá hạn, 01 chờ lãnh đạo xem xét”; empty without any."""
        if not self.lines:
            return ""
        count_labels = ((len(self.overdue), "quá hạn"), (len(self.answered), "chờ lãnh đạo xem xét"))
        parts = ", ".join(f"{running_count(count)} {what}" for count, what in count_labels if count)
        text = f"{running_count(len(self.lines))} chỉ đạo, yêu cầu giải trình chưa xong"
        return f"{text}: {parts}" if parts else text


def directive_lines(directives: Iterable[Directive]) -> tuple[DirectiveLine, ...]:
    """Puts directives into words. Queries: those of `successors_by` for what is not settled."""
    today, rows = clock.today(), tuple(directives)
    successors = successors_by(today, (row.unit_id for row in rows if row.state in UNSETTLED))
    return tuple(DirectiveLine(row, today, successors.get(row.unit_id, row.unit)) for row in rows)


def acting_unit(directive: Directive) -> Unit:
    """Returns the unit that the directive was given to, or what that has been merged into by today.

    Queries: those of `successors_by`.
    """
    return successors_by(clock.today(), [directive.unit_id]).get(directive.unit_id, directive.unit)


def directives_with_names() -> QuerySet[Directive]:
    """Selects directives with everything that a line of them names."""
    return Directive.objects.select_related("unit", "issuer", "period__plan", "indicator", "by")


def open_directives(scope: Unit, period: Period) -> OpenDirectives:
    """Reads what is not settled for the unit and all below it, given in the period or before it in the same plan.

    What was given to a unit that has been merged into one of them is theirs. Queries: 1, and those of
    `directive_lines`, whatever the number of units and directives.
    """
    within = Unit.objects.below_or_merged([scope.pk], clock.today()).order_by().values("pk")
    directives = directives_with_names().filter(
        unit__in=within, state__in=UNSETTLED, period__plan=period.plan_id, period__ordinal__lte=period.ordinal
    )
    lines = directive_lines(directives)
    return OpenDirectives(tuple(sorted(lines, key=lambda line: (-line.days_late, line.directive.due_on))))


def directives_to_answer(user: User) -> OpenDirectives:
    """Reads what the person has to answer as a reporter, for units that were merged into theirs too.

    Queries: 1, and those of `directive_lines`; none for whoever reports for no unit.
    """
    own = {membership.unit_id for membership in user.current_memberships if membership.role == Role.REPORTER}
    if not own:
        return OpenDirectives()
    within = Unit.objects.below_or_merged(own, clock.today()).order_by().values("pk")
    lines = directive_lines(directives_with_names().filter(unit__in=within, state__in=TO_ANSWER))
    return OpenDirectives(tuple(line for line in lines if line.acting_unit.pk in own))
