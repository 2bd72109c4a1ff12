"""The entries of an indicator in a plan's file, and the rules between them. Pure."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from marshmallow import validates_schema

from chodon_thidua.lib.files.file_fields import (
    ChoiceEntry,
    EntryList,
    FlagEntry,
    IntegerEntry,
    LineEntry,
    NestedEntry,
    NumberEntry,
    TextEntry,
    UnitCodeMap,
)
from chodon_thidua.lib.files.file_schema import EntrySchema, as_entry
from targets.enums import BaselineKind, Comparator, Measure, TargetBasis
from targets.plan_format.entry_errors import CODE, entry_metadata, raise_errors
from targets.plan_format.file_rhythm import OrdinalEntry, file_rhythm
from targets.plan_format.indicator_entries import BaselineSchema, PartSchema, ReporterSchema
from targets.plan_format.target_entries import AllocationEntry
from targets.plan_rules import measure_rules, number_list, target_rules
from targets.rhythm import Rhythm

PROFILE_EXAMPLES = {
    Rhythm.HALF_YEARS: [48, 100],
    Rhythm.QUARTERS: [22, 48, 72, 100],
    Rhythm.MONTHS: [8, 15, 22, 30, 39, 48, 57, 65, 72, 81, 90, 100],
}


class IndicatorSchema(EntrySchema):
    heading = "Chỉ tiêu"
    is_named = True

    code = LineEntry(CODE, required=True, metadata=entry_metadata("mã, duy nhất trong kế hoạch", '"CT01"'))
    field = LineEntry(10, required=True, metadata=entry_metadata("mã lĩnh vực trong `fields`", '"KT"'))
    name = LineEntry(300, required=True, metadata=entry_metadata("tên chỉ tiêu", '"Diện tích rừng trồng mới"'))
    quote = TextEntry(load_default="", metadata=entry_metadata("nguyên văn trong kế hoạch"))
    measure = ChoiceEntry(
        Measure,
        required=True,
        metadata=entry_metadata(
            "`AMOUNT` số lượng; `RATIO` tử số ÷ mẫu số; `RECOGNITION` đếm quyết định công nhận; "
            "`STATE` trạng thái; `TEXT` nội dung bằng lời; `ALL_OF` gộp các chỉ tiêu con",
            '"AMOUNT"',
        ),
    )
    unit_of_measure = LineEntry(40, required=True, metadata=entry_metadata("đơn vị tính", '"ha"'))
    additive = FlagEntry(
        load_default=None,
        metadata=entry_metadata("số của các đơn vị có cộng được không; không ghi thì theo đơn vị tính", "false"),
    )
    decimals = IntegerEntry(0, 6, load_default=0, metadata=entry_metadata("số chữ số thập phân khi hiển thị", "1"))
    scale = NumberEntry(
        load_default=Decimal(1), metadata=entry_metadata("hệ số nhân của tỷ số, lớn hơn 0 (tấn → kg: 1000)", '"1000"')
    )
    basis = ChoiceEntry(
        TargetBasis,
        load_default=None,
        metadata=entry_metadata(
            "`LEVEL` mức; `RISE` tăng, `FALL` giảm so với kỳ gốc; `GROWTH` tốc độ tăng (%) so với kỳ gốc", '"LEVEL"'
        ),
    )
    baseline_kind = ChoiceEntry(
        BaselineKind,
        load_default=None,
        metadata=entry_metadata(
            "kỳ gốc của `RISE`, `FALL`, `GROWTH`: cuối năm trước hay cùng kỳ năm trước", '"SAME_PERIOD"'
        ),
    )
    definition_label = LineEntry(
        120, load_default="", metadata=entry_metadata("chuẩn, định nghĩa áp dụng", '"chuẩn 2021–2025"')
    )
    comparator = ChoiceEntry(
        Comparator,
        load_default=None,
        metadata=entry_metadata("so với `target`; `in` trong khoảng, `~` khoảng chừng, `=` đúng bằng", '">="'),
    )
    target = NumberEntry(
        load_default=None,
        metadata=entry_metadata("chỉ tiêu cả năm, hoặc mức dưới; không đánh giá thì bỏ trống", '"570"'),
    )
    upper = NumberEntry(
        load_default=None, metadata=entry_metadata("mức trên của `in`; mức phấn đấu của `>`, `>=`", '"600"')
    )
    tolerance = NumberEntry(
        load_default=None, metadata=entry_metadata("sai số cho phép của `~`, lớn hơn 0; phải ghi rõ", '"0.2"')
    )
    target_words = LineEntry(
        300, load_default="", metadata=entry_metadata("mục tiêu bằng lời của `TEXT`", '"xuất siêu"')
    )
    states = EntryList(
        LineEntry(60, required=True),
        load_default=list,
        metadata=entry_metadata(
            "tên các trạng thái của `STATE`, từ 0; `target` là số của trạng thái", '["Chưa lập", "Đã duyệt"]'
        ),
    )
    breakdown_of = LineEntry(
        CODE, load_default="", metadata=entry_metadata("là số “trong đó” của chỉ tiêu nào, chỉ để theo dõi", '"CT01"')
    )
    lead = LineEntry(CODE, load_default="", metadata=entry_metadata("mã đơn vị chủ trì", '"NNPTNT"'))
    leads = EntryList(
        LineEntry(CODE),
        load_default=list,
        metadata=entry_metadata(
            "mã các đơn vị cùng chủ trì, theo thứ tự; đơn vị ghi ở `lead` đứng đầu", '["NNPTNT", "HKL"]'
        ),
    )
    note = TextEntry(load_default="", metadata=entry_metadata("ghi chú"))
    due = EntryList(
        OrdinalEntry(),
        load_default=list,
        metadata=entry_metadata("các kỳ phải có số liệu, tăng dần", "[2, 4, 5]"),
    )
    profile_percent = EntryList(
        NumberEntry(),
        load_default=None,
        metadata=entry_metadata(
            "tiến độ chuẩn: tỷ lệ lũy kế (%) của từng kỳ trước “Cả năm”, không giảm", "[22, 48, 72, 100]"
        ),
    )
    numerator_within_denominator = FlagEntry(
        load_default=False, metadata=entry_metadata("tử số không được lớn hơn mẫu số", "true")
    )
    named_units = EntryList(
        LineEntry(CODE), load_default=list, metadata=entry_metadata("đơn vị nêu tên trong kế hoạch", '["02053"]')
    )
    parts = EntryList(
        NestedEntry(PartSchema), load_default=list, metadata=entry_metadata("các số phải nhập: tử số rồi mẫu số")
    )
    reporters = NestedEntry(ReporterSchema, load_default=dict, metadata=entry_metadata("ai nhập số liệu"))
    allocations = UnitCodeMap(
        keys=LineEntry(CODE),
        values=AllocationEntry(),
        load_default=dict,
        metadata=entry_metadata("phân bổ cho từng đơn vị: một số, hoặc [mức dưới, mức trên]", '{"02053": "26"}'),
    )
    last_year = EntryList(NestedEntry(BaselineSchema), load_default=list, metadata=entry_metadata("số liệu năm trước"))
    children = EntryList(
        NestedEntry(lambda: IndicatorSchema(exclude=("children", "breakdown_of")), metadata={"described_above": True}),
        load_default=list,
        metadata=entry_metadata("chỉ tiêu con của `ALL_OF`, cùng quy cách, không có `children`, `breakdown_of`"),
    )

    @validates_schema(pass_original=True, skip_on_field_errors=False)
    def check_entries(self, data: Mapping[str, Any], original_data: Any, **_: Any) -> None:
        entry_names = {name for name, value in as_entry(original_data).items() if value is not None}
        measure = data.get("measure")
        raise_errors(dict([*target_rules(data, entry_names), *(measure_rules(data, entry_names) if measure else [])]))

    @validates_schema(skip_on_field_errors=False)
    def check_lists(self, data: Mapping[str, Any], **_: Any) -> None:
        sentences = {}
        due, profile = (number_list(data.get(name)) for name in ("due", "profile_percent"))
        if due and due != sorted(set(due)):
            sentences["due"] = "phải tăng dần, không lặp"
        rhythm = file_rhythm()
        if profile and (len(profile) != rhythm.last or profile != sorted(profile) or profile[0] < 0):
            example = PROFILE_EXAMPLES[rhythm]
            sentences["profile_percent"] = f"phải là {rhythm.count} tỷ lệ lũy kế không giảm, ví dụ {example}"
        if "scale" in data and not 0 < data["scale"] < 10**9:
            sentences["scale"] = "phải lớn hơn 0 và dưới 1.000.000.000"
        raise_errors(sentences)
