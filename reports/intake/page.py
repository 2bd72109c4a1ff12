"""One kind of import by Excel, as the views use it: who may open it, its template, its reader, and its writer."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Generic

from django.urls import reverse

from chodon_thidua.lib.refusals import Conflict, InvalidInput, Refusal
from reports.excel.document_names import plan_template_name
from reports.excel.file_names import FileName
from reports.intake.kit.filled_rows import ChangeT, WorkbookIntake
from reports.intake.kit.reading import IntakeReader
from reports.intake.services import template_record
from targets.selectors.coordinator_plan import administered_plan_or_404
from units.models import User


class IntakePage(ABC, Generic[ChangeT]):
    """One kind of import, for a person and an address; raises Http404 for whoever may not open it.

    `preview` is the template of its changes. `answered_refusals` of the service are answered on the page, with the
    preview where `keeps_preview`.
    """

    title: ClassVar[str]
    preview: ClassVar[str]
    answered_refusals: ClassVar[tuple[type[Refusal], ...]] = (Conflict, InvalidInput)
    keeps_preview: ClassVar[bool] = True

    @abstractmethod
    def reader(self) -> IntakeReader[Any, ChangeT]: ...

    @abstractmethod
    def take_template(self, at: datetime) -> tuple[bytes, FileName]:
        """The workbook to fill in, with its name; that it was taken out is recorded.

        Raises: StateRefusal where nothing can be filled in.
        """

    @abstractmethod
    def write(self, intake: WorkbookIntake[ChangeT], reason: str) -> int:
        """Writes all changes and returns their number.

        Raises: Refusal; then nothing was written.
        """

    @abstractmethod
    def context(self) -> Mapping[str, Any]:
        """The texts of the page: `facts`, `lead`, `back_url` and `back_label`, and what its preview needs."""

    @abstractmethod
    def url(self, step: str = "") -> str:
        """The address of the page, or of its step “_template” or “_confirm”."""

    def done_text(self, count: int, file_name: str) -> str:
        """The sentence about what was written; `count` is 0 where all of it was stored already."""
        return f"Đã ghi {count} số liệu từ tệp “{file_name}”." if count else "Số liệu của tệp đã được ghi từ trước."

    @abstractmethod
    def done_url(self) -> str:
        """The page to which people come after the changes were written."""


class PlanIntakePage(IntakePage[ChangeT]):
    """An import about a whole plan, for its coordinator; the names of its addresses begin with `name`.

    Shape: `lead` may name `{noun}`, the word for a period of the plan.
    """

    name: ClassVar[str]
    lead: ClassVar[str]
    file_title: ClassVar[str]
    list_page: ClassVar[str]
    list_label: ClassVar[str]

    def __init__(self, user: User, **address: Any) -> None:
        self.user, self.view = user, administered_plan_or_404(user, address["year"])

    @abstractmethod
    def template_file(self, at: datetime) -> bytes: ...

    def take_template(self, at: datetime) -> tuple[bytes, FileName]:
        content, name = self.template_file(at), plan_template_name(self.view, self.file_title)
        template_record(actor=self.user, subject=self.view.plan, file=name.plain)
        return content, name

    def context(self) -> Mapping[str, Any]:
        plan = self.view.plan
        return {
            "facts": [f"Kế hoạch {plan.document_number} năm {plan.year}"],
            "lead": self.lead.format(noun=self.view.rhythm.noun),
            "back_url": self.done_url(),
            "back_label": self.list_label,
        }

    def url(self, step: str = "") -> str:
        return reverse(f"reports:{self.name}{step}", args=[self.view.plan.year])

    def done_url(self) -> str:
        return reverse(self.list_page, args=[self.view.plan.year])
