"""The entries inside an indicator: its parts, who reports it, its figures of last year. Pure."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from marshmallow import ValidationError, validates_schema

from chodon_thidua.lib.files.file_fields import ChoiceEntry, EntryList, LineEntry, NumberEntry
from chodon_thidua.lib.files.file_schema import EntrySchema
from targets.enums import OverTime, PartRole
from targets.plan_format.entry_errors import CODE, entry_metadata
from targets.plan_format.file_rhythm import OrdinalEntry


class PartSchema(EntrySchema):
    heading = "số phải nhập"

    role = ChoiceEntry(
        PartRole, required=True, metadata=entry_metadata("tử số (hoặc số lượng) hay mẫu số", '"NUMERATOR"')
    )
    label = LineEntry(200, required=True, metadata=entry_metadata("tên số phải nhập", '"Dân số trung bình"'))
    unit_of_measure = LineEntry(40, required=True, metadata=entry_metadata("đơn vị tính", '"người"'))
    over_time = ChoiceEntry(
        OverTime,
        required=True,
        metadata=entry_metadata(
            "`SUM`: cộng các kỳ; `LAST`: lấy số mới nhất; `AVERAGE`: bình quân các kỳ; `MAXIMUM`: mức cao nhất",
            '"LAST"',
        ),
    )
    minimum = NumberEntry(
        load_default=Decimal(0), metadata=entry_metadata("nhỏ hơn thì cảnh báo; không ghi thì là 0", '"0"')
    )
    maximum = NumberEntry(load_default=None, metadata=entry_metadata("lớn hơn thì cảnh báo", '"100"'))

    @validates_schema
    def check_bounds(self, data: Mapping[str, Any], **_: Any) -> None:
        if data["maximum"] is not None and data["minimum"] > data["maximum"]:
            raise ValidationError({"maximum": ["nhỏ hơn “minimum”"]})


class ReporterSchema(EntrySchema):
    heading = "Đơn vị nhập số liệu"

    units = EntryList(LineEntry(CODE), load_default=list, metadata=entry_metadata("mã các đơn vị nhập", '["TCKH"]'))
    kinds = EntryList(
        LineEntry(CODE), load_default=list, metadata=entry_metadata("mọi đơn vị thuộc các loại này", '["COMMUNE"]')
    )


class BaselineSchema(EntrySchema):
    heading = "số liệu năm trước"

    unit = LineEntry(CODE, required=True, metadata=entry_metadata("mã đơn vị", '"064"'))
    ordinal = OrdinalEntry(required=True, metadata=entry_metadata("lũy kế đến kỳ nào của năm trước", "5"))
    value = NumberEntry(load_default=None, metadata=entry_metadata("giá trị; hoặc ghi đủ tử số và mẫu số", '"112880"'))
    numerator = NumberEntry(load_default=None, metadata=entry_metadata("tử số", '"35.5"'))
    denominator = NumberEntry(load_default=None, metadata=entry_metadata("mẫu số", '"2465"'))
    definition_label = LineEntry(
        120, load_default="", metadata=entry_metadata("chuẩn áp dụng nếu khác năm nay", '"chuẩn cũ"')
    )
    source = LineEntry(300, load_default="", metadata=entry_metadata("nguồn", '"Niên giám 2021"'))
