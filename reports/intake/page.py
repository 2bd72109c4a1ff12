"""A way in by Excel, as the views see it: who may open it, its template, its reader, and what writes its changes."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Generic, TypeVar

from django.urls import reverse

from chodon_thidua.lib.refusals import Conflict, InvalidInput, Refusal
from reports.excel.downloads import FileName, plan_template_name
from reports.intake.kit.reading import ChangeT, IntakeReader, WorkbookIntake
from reports.intake.services import WorkbookSource, template_record
from targets.selectors.coordinator_plan import administered_plan_or_404
from targets.selectors.plan_views import PlanView
from units.models import User

SourceT = TypeVar("SourceT")  # the data from which the templates of the page are made


class IntakePage(ABC, Generic[SourceT, ChangeT]):
    """One way in. The names of its addresses begin with `name`; `preview` is the template of its changes.

    `answered_refusals` of the service are answered on the page, with the preview where `keeps_preview`.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    preview: ClassVar[str]
    answered_refusals: ClassVar[tuple[type[Refusal], ...]] = (Conflict, InvalidInput)
    keeps_preview: ClassVar[bool] = True

    @abstractmethod
    def open(self, user: User, **address: Any) -> SourceT:
        """The data at an address.

        Raises: Http404 for who may not open it.
        """

    @abstractmethod
    def reader(self, source: SourceT) -> IntakeReader[Any, ChangeT]: ...

    @abstractmethod
    def template(self, source: SourceT, user: User, at: datetime) -> tuple[bytes, FileName]:
        """The workbook to fill in, with its name.

        Raises: StateRefusal where nothing can be filled in.
        """

    @abstractmethod
    def record_template(self, source: SourceT, user: User, file: str) -> None: ...

    @abstractmethod
    def write(self, source: SourceT, intake: WorkbookIntake[ChangeT], user: User, reason: str) -> int:
        """Writes all changes and returns their number.

        Raises: Refusal; then nothing was written.
        """

    @abstractmethod
    def context(self, source: SourceT, user: User) -> Mapping[str, Any]:
        """The texts of the page: `facts`, `lead`, `back_url` and `back_label`, and what its preview needs."""

    @abstractmethod
    def url(self, source: SourceT, step: str = "") -> str:
        """The address of the page, or of its step “_template” or “_confirm”."""

    @abstractmethod
    def done_url(self, source: SourceT) -> str:
        """The page to which people come after the changes were written."""


class PlanPage(IntakePage[PlanView, ChangeT]):
    """A way in for the coordinator of a plan, about the whole of it."""

    lead: ClassVar[str]
    file_title: ClassVar[str]
    list_page: ClassVar[str]
    list_label: ClassVar[str]

    def open(self, user: User, **address: Any) -> PlanView:
        return administered_plan_or_404(user, address["year"])

    @abstractmethod
    def template_file(self, view: PlanView, by: str, at: datetime) -> bytes: ...

    def template(self, source: PlanView, user: User, at: datetime) -> tuple[bytes, FileName]:
        return self.template_file(source, user.full_name, at), plan_template_name(source, self.file_title)

    def record_template(self, source: PlanView, user: User, file: str) -> None:
        template_record(actor=user, subject=source.plan, file=file)

    def context(self, source: PlanView, user: User) -> Mapping[str, Any]:
        return {
            "facts": [f"Kế hoạch {source.plan.document_number} năm {source.plan.year}"],
            "lead": self.lead,
            "back_url": self.done_url(source),
            "back_label": self.list_label,
        }

    def url(self, source: PlanView, step: str = "") -> str:
        return reverse(f"reports:{self.name}{step}", args=[source.plan.year])

    def done_url(self, source: PlanView) -> str:
        return reverse(self.list_page, args=[source.plan.year])


def workbook_source(intake: WorkbookIntake[Any], scope: str = "") -> WorkbookSource:
    return WorkbookSource(intake.name, intake.sha256, scope)
