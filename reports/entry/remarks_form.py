"""The remarks of a report on the entry page: saved when they are left, both texts side by side after a conflict."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import Conflict, Refusal, StateRefusal
from chodon_thidua.lib.text import normalise
from reports.entry.entry_page import EntryPage
from reports.services.remarks import remarks_save
from units.http import posted_version
from units.models import User


class RemarksForm:
    """The input for difficulties, causes and proposals.

    Shape: `refusal` is why the report as a whole was not changed or sent.
    """

    def __init__(self, page: EntryPage, data: Mapping[str, Any]) -> None:
        self.page, self.data = page, data
        self.refusal: Refusal | None = None
        self.remarks_conflict: Conflict | None = None
        self.remarks_saved_at: datetime | None = None

    def save_remarks(self, actor: User) -> None:
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
