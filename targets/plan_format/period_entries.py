"""The entries of a period and of a field. Pure."""

from collections.abc import Mapping
from typing import Any

from marshmallow import validates_schema

from chodon_thidua.lib.files.file_fields import DayEntry, LineEntry
from chodon_thidua.lib.files.file_schema import EntrySchema, as_entry
from targets.plan_format.entry_errors import entry_metadata, raise_errors
from targets.plan_format.file_rhythm import OrdinalEntry
from targets.plan_rules import day_text


class PeriodSchema(EntrySchema):
    heading = "Kỳ"
    is_named = True

    ordinal = OrdinalEntry(
        required=True,
        metadata=entry_metadata("thứ tự từ đầu năm; số cuối là cả năm: 5 sau bốn quý, 13 sau 12 tháng", "1"),
    )
    name = LineEntry(
        60, required=True, metadata=entry_metadata("tên kỳ: “Quý I”, “Tháng 7”, “6 tháng đầu năm”, “Cả năm”", '"Quý I"')
    )
    starts_on = DayEntry(required=True, metadata=entry_metadata("ngày đầu kỳ", '"2021-12-15"'))
    ends_on = DayEntry(required=True, metadata=entry_metadata("số liệu tính đến hết ngày", '"2022-03-14"'))
    due_on = DayEntry(required=True, metadata=entry_metadata("hạn gửi báo cáo", '"2022-03-16"'))

    def name_of(self, raw: Any, number: int) -> str:
        own = as_entry(raw)
        return f"Kỳ {own.get('ordinal', number)}" + (f" ({own['name']})" if isinstance(own.get("name"), str) else "")

    @validates_schema(skip_on_field_errors=False)
    def check_days(self, data: Mapping[str, Any], **_: Any) -> None:
        first, last, due = (data.get(name) for name in ("starts_on", "ends_on", "due_on"))
        sentences = {}
        if first and last and first > last:
            sentences["ends_on"] = f"{day_text(last)} trước ngày đầu kỳ {day_text(first)}"
        if last and due and due < last:
            sentences["due_on"] = (
                f"{day_text(due)} trước ngày cuối kỳ {day_text(last)}: hạn gửi phải từ ngày cuối kỳ trở đi"
            )
        raise_errors(sentences)


class FieldSchema(EntrySchema):
    heading = "Lĩnh vực"
    is_named = True

    code = LineEntry(10, required=True, metadata=entry_metadata("mã lĩnh vực, chỉ tiêu nhắc lại ở `field`", '"KT"'))
    name = LineEntry(120, required=True, metadata=entry_metadata("tên lĩnh vực", '"Kinh tế"'))
