"""One row of the entry page is saved: what was refused, and how the row stands then."""

from collections.abc import Mapping
from typing import Any, Self

from django.utils import timezone

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import Conflict, InvalidInput, StateRefusal
from reports.entry.entry_page import EntryPage
from reports.entry.entry_row import EntryRow
from reports.entry.inputs.figure_fields import FigureFields
from reports.models import Figure
from reports.services.figure_values import figure_values
from reports.services.figures import figure_confirm, figure_save
from units.models import User

OK = 200


class FigureSaving(FigureFields):
    """The inputs of one row with what becomes of them.

    Shape: `saved_figure` is the figure as it was written; `conflict` and `state_refusal` are why it was not.
    """

    def __init__(self, page: EntryPage, row: EntryRow, data: Mapping[str, Any] | None = None) -> None:
        self.saved_figure: Figure | None = None
        self.conflict: Conflict | None = None
        self.state_refusal: StateRefusal | None = None
        super().__init__(page, row, data)

    def save(self, actor: User) -> bool:
        """Saves the figure where it differs from what is stored; returns whether nothing was refused.

        Raises: Refusal.
        """
        if self.page.closing_reason:
            self.state_refusal = StateRefusal(self.page.closing_reason)
        elif self.is_bound and self.is_valid():
            self._save(actor)
        return self.status == OK

    def _save(self, actor: User) -> None:
        address = self.page.address
        figure_key: dict[str, Any] = {
            "unit": address.unit,
            "period": address.period,
            "indicator": self.row.indicator,
            "actor": actor,
        }
        version = self.seen_version
        try:
            if self.values() != figure_values(self.row.figure):
                figure = figure_save(**figure_key, values=self.values(), seen_version=version)
                self.saved_figure, version = figure if figure.pk else None, figure.version
            if f"{self.row.code}-confirm" in self.data:
                self.saved_figure = figure_confirm(**figure_key, seen_version=version)
        except InvalidInput as refusal:
            for name, sentence in refusal.errors.items():
                self.add_error(name if name in self.fields else None, sentence)
        except Conflict as refusal:
            self.conflict = refusal
        except StateRefusal as refusal:
            self.state_refusal = refusal

    def with_page(self, page: EntryPage) -> Self:
        """Returns the row for a page that was read again: as stored when it was saved, as typed when it was refused."""
        row = page.row(self.row.code) or self.row
        if page.closing_reason and self.is_bound:
            fresh = type(self)(page, row, self.data)
            fresh.state_refusal = self.state_refusal
            return fresh
        if self.status == OK:
            return type(self)(page, row)
        self.page, self.row = page, row
        return self

    @property
    def state(self) -> str:
        """One of conflict, closed, invalid and saved; empty while there is no figure."""
        if self.conflict:
            return "conflict"
        if self.state_refusal:
            return "closed"
        if self.is_bound and self.errors:
            return "invalid"
        return "saved" if self.row.figure else ""

    @property
    def status(self) -> int:
        """The HTTP status of an answer about this row alone."""
        return {"conflict": 409, "closed": 409, "invalid": 422}.get(self.state, OK)

    @property
    def state_text(self) -> str:
        texts = {
            "conflict": "Đã có người sửa – số của anh/chị chưa được lưu",
            "closed": f"Chưa lưu được. {self.state_refusal or ''}",
            "invalid": "Ghi lý do rồi mới lưu" if self._awaits_note else "Không hợp lệ – chưa lưu",
        }
        return texts.get(self.state) or self._saved_text

    @property
    def _awaits_note(self) -> bool:
        """Checks whether all that is missing is the note that “không áp dụng” asks for: nothing typed is wrong."""
        return set(self.errors) == {"note"} and not (self["note"].value() or "").strip()

    @property
    def _saved_text(self) -> str:
        figure = self.row.figure
        if figure is None:
            return "Chưa nhập" if self.row.is_due else ""
        at = timezone.localtime(figure.changed_at)
        text = f"đã lưu {at:%H:%M}" if at.date() == clock.today() else f"đã lưu {at:%H:%M %d/%m/%Y}"
        if figure.not_applicable:
            return f"{text}: không áp dụng"
        return f"{text} – còn thiếu: {', '.join(self.row.missing_parts)}" if self.row.missing_parts else text
