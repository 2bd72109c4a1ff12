"""The form that freezes the numbers of a meeting."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from chodon_thidua.lib import clock
from chodon_thidua.lib.fields import DayField, LineField
from reports.meeting.official_header import MeetingOccasion
from reports.meeting.snapshots.services import snapshot_freeze
from reports.meeting.snapshots.snapshot_numbers import read_snapshot_content
from reports.meeting.workbook.workbook_file import meeting_workbook_bytes
from reports.models import Snapshot
from reports.progress.filters import ProgressFilter
from reports.selectors.scope import PlanScope
from units.forms.service_form import ServiceForm
from units.models import User

LONGEST_NAME = Snapshot._meta.get_field("meeting_name").max_length


class FreezeForm(ServiceForm):
    """Names the meeting; `item` is the number of the snapshot to come, so that the same form makes only one."""

    snapshot: Snapshot | None = None
    meeting_name = LineField(
        label="Tên cuộc họp", max_length=LONGEST_NAME, error_messages={"required": "Hãy ghi tên cuộc họp."}
    )
    meeting_on = DayField(label="Ngày họp", error_messages={"required": "Hãy ghi ngày họp."})

    def __init__(
        self, filters: ProgressFilter, scope: PlanScope, item: UUID, data: Mapping[str, Any] | None = None
    ) -> None:
        self.filters, self.scope, self.item = filters, scope, item
        super().__init__(data, auto_id="%s", initial={"meeting_on": f"{clock.today():%d/%m/%Y}"})

    @property
    def meeting_help(self) -> str:
        period = self.scope.view.rhythm.example
        return f"Ví dụ: Họp giao ban thi đua {period}. Ghi ở đầu mọi biểu của bản đã chốt."

    def apply(self, actor: User) -> None:
        """Reads the papers from one state of the data and stores them."""
        occasion = MeetingOccasion(self.cleaned_data["meeting_name"], self.cleaned_data["meeting_on"])
        content = read_snapshot_content(
            self.scope,
            occasion=occasion,
            pending=self.filters.pending,
            field_code=self.filters.field_code,
            write=meeting_workbook_bytes,
        )
        self.snapshot = snapshot_freeze(
            item=self.item,
            documents=content.documents,
            actor=actor,
            content=content.content,
            numbers=content.numbers,
        )
