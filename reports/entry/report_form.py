"""The one form of the entry page: all of its rows, the remarks, and the reason for sending less than everything."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from chodon_thidua.lib import clock
from chodon_thidua.lib.numbers import input_text
from chodon_thidua.lib.refusals import Conflict, Refusal, StateRefusal
from chodon_thidua.lib.text import normalise
from reports.entry.figure_form import OK, FigureForm
from reports.entry.input_states import InputDraft
from reports.entry.page import EntryPage
from reports.services.remarks import remarks_save
from units.http import posted_version
from units.models import User


class EntryForm:
    """The input of a whole report.

    Shape: `rows` in the order of the page; `refusal` is why the report as a whole was not changed or sent.
    """

    def __init__(self, page: EntryPage, data: QueryDict | None = None, *, sending: bool = False) -> None:
        self.page, self.sending = page, sending
        self.data: Mapping[str, Any] = _with_offered_values(page, data) if data else {}
        self.rows = [FigureForm(page, row, self.data or None) for row in page.rows]
        self.refusal: Refusal | None = None
        self.remarks_conflict: Conflict | None = None
        self.remarks_saved_at: datetime | None = None

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
            self._save_remarks(actor)
        except StateRefusal as refusal:
            self.refusal = refusal
        return self.status == OK

    def _save_remarks(self, actor: User) -> None:
        sent_remarks = self.data.get("remarks")
        if sent_remarks is None or "remarks-theirs" in self.data or normalise(sent_remarks) == self.stored_remarks:
            return
        if self.page.closing_reason:
            raise StateRefusal(self.page.closing_reason)
        try:
            remarks_save(
                unit=self.page.address.unit,
                period=self.page.address.period,
                actor=actor,
                remarks=sent_remarks,
                seen_version=posted_version(self.data.get("remarks-mine") or self.data.get("remarks_version")),
            )
            self.remarks_saved_at = clock.now()
        except Conflict as conflict:
            self.remarks_conflict = conflict

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
    def differs(self) -> bool:
        """Checks whether the input differs from what the report has."""
        return bool(self.unsaved_remarks) or any(row.differs for row in self.rows)

    @property
    def seen_version(self) -> int:
        """The version of the report on the person's screen."""
        return posted_version(self.data.get("version"))

    @property
    def version(self) -> int:
        """The version of the report as stored; a new one will start with 1."""
        return self.page.report.version if self.page.report else 1

    @property
    def stored_remarks(self) -> str:
        return self.page.report.remarks if self.page.report else ""

    @property
    def remarks(self) -> str:
        """The text of the input for remarks: as stored, after a conflict as typed."""
        return self.data.get("remarks", "") if self.remarks_conflict else self.stored_remarks

    @property
    def unsaved_remarks(self) -> str:
        """The remarks that a report closed in the meantime did not take."""
        sent_remarks = normalise(self.data.get("remarks", "")) if self.page.closing_reason else ""
        return "" if sent_remarks == self.stored_remarks else sent_remarks

    @property
    def remarks_version(self) -> int:
        """The version of the remarks that the page sends; after a conflict the stale one until the person chooses."""
        if self.remarks_conflict:
            return posted_version(self.data.get("remarks_version"))
        return self.stored_remarks_version

    @property
    def stored_remarks_version(self) -> int:
        return self.page.report.remarks_version if self.page.report else 0

    @property
    def remarks_state(self) -> str:
        """One of conflict, closed and saved, as `FigureForm.state`; empty while there are no remarks."""
        if self.remarks_conflict:
            return "conflict"
        if self.refusal and self.page.closing_reason:
            return "closed"
        return "saved" if self.stored_remarks or self.remarks_saved_at else ""

    @property
    def remarks_state_text(self) -> str:
        at = self.remarks_saved_at
        texts = {
            "conflict": "Đã có người sửa – nội dung của anh/chị chưa được lưu",
            "closed": f"Chưa lưu được. {self.refusal}",
            "saved": f"đã lưu {timezone.localtime(at):%H:%M}" if at else "đã lưu",
        }
        return texts.get(self.remarks_state, "")

    @property
    def drafts(self) -> list[InputDraft]:
        """All inputs of the report with their stored values, for a browser that still keeps something for them."""
        reason = self.page.report.incomplete_reason if self.page.report else ""
        own = [
            InputDraft("remarks", "Khó khăn, nguyên nhân, kiến nghị", self.stored_remarks),
            InputDraft("incomplete_reason", "Lý do gửi thiếu", reason),
        ]
        return [draft for row in self.rows for draft in row.drafts] + own

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
            filled_names = [*_offered_input_names(self.data), *_suggested_values(self.data)]
            button_codes |= {name.rpartition("-")[0] for name in filled_names}
        return next((row for row in self.rows if row.row.code in button_codes), None)

    def against(self, page: EntryPage) -> "EntryForm":
        """Returns the form for a page that was read again: saved input as stored, the rest as typed."""
        fresh = EntryForm(page, sending=self.sending)
        fresh.data, fresh.refusal = self.data, self.refusal
        fresh.remarks_conflict, fresh.remarks_saved_at = self.remarks_conflict, self.remarks_saved_at
        fresh.rows = [row.against(page) for row in self.rows]
        return fresh


def _offered_input_names(data: QueryDict) -> list[str]:
    """Returns the names of inputs that a button fills with an earlier number; one button may name several."""
    return [name for names in data.getlist("previous") for name in names.split()]


def _suggested_values(data: QueryDict) -> dict[str, str]:
    """Returns the inputs that a button fills with another reading, with that reading: “CT03-numerator=2,1”."""
    pairs = (text.partition("=") for text in data.getlist("fill"))
    return {name: value for name, _, value in pairs if name in data}


def _with_offered_values(page: EntryPage, data: QueryDict) -> QueryDict:
    """Copies what was sent and fills in what the buttons offer: another reading; where empty an earlier figure or 0."""
    data = data.copy()
    for name, value in _suggested_values(data).items():
        data[name] = value
    offers = {
        f"{row.code}-{part.name}": Decimal(0) if part.may_be_nothing else part.carry_over
        for row in page.rows
        for part in row.parts
    }
    for name in _offered_input_names(data):
        offer = offers.get(name)
        if offer is not None and not data.get(name):
            data[name] = input_text(offer)
    return data
