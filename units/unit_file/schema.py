"""The entries of a file of units, as the format describes them."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, validates_schema

from chodon_thidua.lib.files.file_fields import ChoiceEntry, DayEntry, EntryList, LineEntry, NestedEntry, UnreadEntry
from chodon_thidua.lib.files.file_schema import EntrySchema, as_entry
from units.enums import UnitKind

CODE = 20
KIND_MEANING = (
    "loại đơn vị; `HAMLET` là mọi cấp dưới xã: thôn, tổ dân phố, ấp, bản, buôn, khu phố; `DEPARTMENT` cả trạm, trường"
)


class UnitSchema(EntrySchema):
    heading = "Đơn vị"
    is_named = True

    code = LineEntry(CODE, required=True, metadata={"meaning": "mã đơn vị", "example": '"02053"'})
    name = LineEntry(200, required=True, metadata={"meaning": "tên đầy đủ", "example": '"Xã Ngọc Phái"'})
    short_name = LineEntry(
        100,
        load_default="",
        metadata={"meaning": "tên ngắn; không ghi là tên bỏ chữ “Xã”, “Huyện”…", "example": '"Ngọc Phái"'},
    )
    kind = ChoiceEntry(UnitKind.values, required=True, metadata={"meaning": KIND_MEANING, "example": '"COMMUNE"'})
    parent = LineEntry(
        CODE, load_default=None, metadata={"meaning": "mã đơn vị cấp trên, đứng trước trong tệp", "example": '"064"'}
    )
    valid_from = DayEntry(load_default=None, metadata={"meaning": "có hiệu lực từ ngày", "example": '"2025-07-01"'})
    valid_to = DayEntry(load_default=None, metadata={"meaning": "có hiệu lực đến hết ngày", "example": '"2025-06-30"'})

    @validates_schema
    def check_days(self, data: Mapping[str, Any], **_: Any) -> None:
        if data["valid_from"] and data["valid_to"] and data["valid_from"] > data["valid_to"]:
            raise ValidationError({"valid_to": ["phải từ “valid_from” trở đi"]})


class SuccessionSchema(EntrySchema):
    heading = "Sáp nhập"
    is_named = True

    predecessor = LineEntry(CODE, required=True, metadata={"meaning": "mã đơn vị cũ", "example": '"02053"'})
    successor = LineEntry(CODE, required=True, metadata={"meaning": "mã đơn vị nhận", "example": '"02020"'})
    on = DayEntry(required=True, metadata={"meaning": "từ ngày", "example": '"2025-07-01"'})

    def name_of(self, raw: Any, number: int) -> str:
        return f"Sáp nhập {as_entry(raw).get('predecessor') or f'thứ {number}'}"


class UnitFileSchema(EntrySchema):
    heading = "Tệp đơn vị"

    units = EntryList(
        NestedEntry(UnitSchema), required=True, metadata={"meaning": "các đơn vị, cấp trên trước cấp dưới"}
    )
    successions = EntryList(NestedEntry(SuccessionSchema), load_default=list, metadata={"meaning": "các lần sáp nhập"})
    note = UnreadEntry(metadata={"meaning": "ghi cho người đọc tệp, không nạp"})
