"""The one form of the entry page: all of its rows, the remarks, and the reason for sending less than everything."""

from django.http import QueryDict

from chodon_thidua.lib.refusals import Conflict, StateRefusal
from reports.entry.button_values import offered_input_names, suggested_values, with_offered_values
from reports.entry.entry_page import EntryPage
from reports.entry.inputs.figure_form import FigureForm
from reports.entry.inputs.figure_saving import OK
from reports.entry.inputs.input_states import InputDraft
from reports.entry.remarks_form import RemarksForm
from units.http import posted_version
from units.models import User


class EntryForm(RemarksForm):
    """The input of a whole report. Shape: `rows` in the order of the page."""

    def __init__(self, page: EntryPage, data: QueryDict | None = None, *, sending: bool = False) -> None:
        super().__init__(page, with_offered_values(page, data) if data else {})
        self.sending = sending
        self.rows = [FigureForm(page, row, self.data or None) for row in page.rows]

    def save(self, actor: User) -> bool:
        """Saves every row that is valid and the remarks, each by itself; returns whether nothing was refused.

        Queries: those of each row that was changed.
        Raises: Refusal.
        """
        for row in self.rows:
            row.save(actor)
            if row.state_refusal:
                self.refusal = row.state_refusal
                return False
        try:
            self.save_remarks(actor)
        except StateRefusal as refusal:
            self.refusal = refusal
        return self.status == OK

    @property
    def status(self) -> int:
        """The HTTP status: 409 when anything was changed or closed in the meantime, 422 when anything is invalid."""
        if self.refusal:
            return self.refusal.status
        statuses = {OK, *(row.status for row in self.rows)} | ({Conflict.status} if self.remarks_conflict else set())
        return Conflict.status if Conflict.status in statuses else max(statuses)

    @property
    def failed_rows(self) -> list[FigureForm]:
        return [row for row in self.rows if row.status != OK]

    @property
    def has_changes(self) -> bool:
        """Checks whether the input differs from what the report has."""
        return bool(self.unsaved_remarks) or any(row.has_changes for row in self.rows)

    @property
    def seen_version(self) -> int:
        """The version of the report on the person's screen."""
        return posted_version(self.data.get("version"))

    @property
    def version(self) -> int:
        """The version of the report as stored; a new one will start with 1."""
        return self.page.report.version if self.page.report else 1

    @property
    def drafts(self) -> list[InputDraft]:
        """All inputs of the report with their stored values, for a browser that still keeps something for them."""
        own = InputDraft("remarks", "Khó khăn, nguyên nhân, kiến nghị", self.stored_remarks)
        return [*(draft for row in self.rows for draft in row.drafts), own]

    @property
    def incomplete_reason(self) -> str:
        stored_reason = self.page.report.incomplete_reason if self.page.report else ""
        return self.data.get("incomplete_reason", stored_reason)

    @property
    def focus_row(self) -> FigureForm | None:
        """The row whose own button was pressed, to which the page returns."""
        button_codes = {
            name.rpartition("-")[0] for name in self.data if name.endswith(("-mine", "-theirs", "-confirm"))
        }
        if isinstance(self.data, QueryDict):
            filled_names = [*offered_input_names(self.data), *suggested_values(self.data)]
            button_codes |= {name.rpartition("-")[0] for name in filled_names}
        return next((row for row in self.rows if row.row.code in button_codes), None)

    def with_page(self, page: EntryPage) -> "EntryForm":
        """Returns the form for a page that was read again: saved input as stored, the rest as typed."""
        fresh = EntryForm(page, sending=self.sending)
        fresh.data, fresh.refusal = self.data, self.refusal
        fresh.remarks_conflict, fresh.remarks_saved_at = self.remarks_conflict, self.remarks_saved_at
        fresh.rows = [row.with_page(page) for row in self.rows]
        return fresh
