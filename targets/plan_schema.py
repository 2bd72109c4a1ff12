"""The format of a plan's file: every entry with its meaning, and the rules that hold between entries. Pure.

`fixtures/plan-format.md` is written from it.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from marshmallow import ValidationError, validates_schema

from chodon_thidua.lib.files.file_fields import (
    ChoiceEntry,
    DayEntry,
    EntryList,
    FlagEntry,
    IntegerEntry,
    LineEntry,
    NestedEntry,
    NumberEntry,
    TextEntry,
    UnitCodeMap,
    UnreadEntry,
)
from chodon_thidua.lib.files.file_schema import EntrySchema, as_entry
from targets.enums import (
    FINAL_ORDINAL,
    LAST_QUARTER,
    BaselineKind,
    Comparator,
    Measure,
    OverTime,
    PartRole,
    TargetBasis,
)
from targets.plan_rules import (
    Errors,
    calendar_rules,
    code_errors,
    day_text,
    list_entries,
    measure_rules,
    number_list,
    target_rules,
)

CODE, FIRST_YEAR, LAST_YEAR = 20, 2000, 2100
ALL_PERIODS = list(range(1, FINAL_ORDINAL + 1))


def entry_metadata(meaning: str, example: str = "") -> dict[str, Any]:
    return {"meaning": meaning, "example": example}


def raise_errors(sentences: Mapping[str, str]) -> None:
    """Raises a ValidationError with the sentences by the names of their entries; raises nothing without any."""
    if sentences:
        raise ValidationError({name: [sentence] for name, sentence in sentences.items()})


class PeriodSchema(EntrySchema):
    heading = "Kỳ"
    is_named = True

    ordinal = IntegerEntry(
        1, FINAL_ORDINAL, required=True, metadata=entry_metadata("thứ tự: 1–4 là bốn quý, 5 là cả năm", "1")
    )
    name = LineEntry(60, required=True, metadata=entry_metadata("tên kỳ", '"Quý I"'))
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


class PartSchema(EntrySchema):
    heading = "số phải nhập"

    role = ChoiceEntry(
        PartRole, required=True, metadata=entry_metadata("tử số (hoặc số lượng) hay mẫu số", '"NUMERATOR"')
    )
    label = LineEntry(200, required=True, metadata=entry_metadata("tên số phải nhập", '"Dân số trung bình"'))
    unit_of_measure = LineEntry(40, required=True, metadata=entry_metadata("đơn vị tính", '"người"'))
    over_time = ChoiceEntry(
        OverTime, required=True, metadata=entry_metadata("`SUM`: cộng các quý; `LAST`: lấy số mới nhất", '"LAST"')
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
    ordinal = IntegerEntry(
        1, FINAL_ORDINAL, required=True, metadata=entry_metadata("lũy kế đến kỳ nào của năm trước", "5")
    )
    value = NumberEntry(load_default=None, metadata=entry_metadata("giá trị; hoặc ghi đủ tử số và mẫu số", '"112880"'))
    numerator = NumberEntry(load_default=None, metadata=entry_metadata("tử số", '"35.5"'))
    denominator = NumberEntry(load_default=None, metadata=entry_metadata("mẫu số", '"2465"'))
    definition_label = LineEntry(
        120, load_default="", metadata=entry_metadata("chuẩn áp dụng nếu khác năm nay", '"chuẩn cũ"')
    )
    source = LineEntry(300, load_default="", metadata=entry_metadata("nguồn", '"Niên giám 2021"'))


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
            "`ALL_OF` gộp các chỉ tiêu con",
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
        metadata=entry_metadata("`LEVEL` mức; `RISE` tăng, `FALL` giảm so với kỳ gốc", '"LEVEL"'),
    )
    baseline_kind = ChoiceEntry(
        BaselineKind,
        load_default=None,
        metadata=entry_metadata("kỳ gốc của `RISE`, `FALL`: cuối năm trước hay cùng kỳ năm trước", '"SAME_PERIOD"'),
    )
    definition_label = LineEntry(
        120, load_default="", metadata=entry_metadata("chuẩn, định nghĩa áp dụng", '"chuẩn 2021–2025"')
    )
    comparator = ChoiceEntry(Comparator, load_default=None, metadata=entry_metadata("so với `target`", '">="'))
    target = NumberEntry(
        load_default=None, metadata=entry_metadata("chỉ tiêu cả năm; không đánh giá thì bỏ trống", '"570"')
    )
    lead = LineEntry(CODE, load_default="", metadata=entry_metadata("mã đơn vị chủ trì", '"NNPTNT"'))
    note = TextEntry(load_default="", metadata=entry_metadata("ghi chú"))
    due = EntryList(
        IntegerEntry(1, FINAL_ORDINAL),
        load_default=list,
        metadata=entry_metadata("các kỳ phải có số liệu, tăng dần", "[2, 4, 5]"),
    )
    profile_percent = EntryList(
        NumberEntry(),
        load_default=None,
        metadata=entry_metadata("tiến độ chuẩn: bốn tỷ lệ lũy kế (%) không giảm", "[22, 48, 72, 100]"),
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
        values=NumberEntry(),
        load_default=dict,
        metadata=entry_metadata("phân bổ cho từng đơn vị", '{"02053": "26"}'),
    )
    last_year = EntryList(NestedEntry(BaselineSchema), load_default=list, metadata=entry_metadata("số liệu năm trước"))
    children = EntryList(
        NestedEntry(lambda: IndicatorSchema(exclude=("children",)), metadata={"described_above": True}),
        load_default=list,
        metadata=entry_metadata("chỉ tiêu con của `ALL_OF`, cùng quy cách, không có `children`"),
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
        if profile and (len(profile) != LAST_QUARTER or profile != sorted(profile) or profile[0] < 0):
            sentences["profile_percent"] = "phải là bốn tỷ lệ lũy kế không giảm, ví dụ [22, 48, 72, 100]"
        if "scale" in data and not 0 < data["scale"] < 10**9:
            sentences["scale"] = "phải lớn hơn 0 và dưới 1.000.000.000"
        raise_errors(sentences)


class PlanSchema(EntrySchema):
    heading = "Kế hoạch"
    is_named = True

    document_number = LineEntry(60, required=True, metadata=entry_metadata("số văn bản", '"15/KH-UBND"'))
    issued_on = DayEntry(required=True, metadata=entry_metadata("ngày ban hành", '"2022-01-26"'))
    title = LineEntry(300, required=True, metadata=entry_metadata("tên kế hoạch", '"Kế hoạch năm 2022"'))
    year = IntegerEntry(FIRST_YEAR, LAST_YEAR, required=True, metadata=entry_metadata("năm của kế hoạch", "2022"))
    owner = LineEntry(CODE, required=True, metadata=entry_metadata("mã đơn vị ban hành", '"064"'))
    periods = EntryList(NestedEntry(PeriodSchema), required=True, metadata=entry_metadata("năm kỳ báo cáo"))
    fields = EntryList(  # type: ignore[assignment]  # what the file calls them; the class takes it away
        NestedEntry(FieldSchema), required=True, metadata=entry_metadata("các lĩnh vực, theo thứ tự")
    )
    indicators = EntryList(
        NestedEntry(IndicatorSchema), required=True, metadata=entry_metadata("các chỉ tiêu, theo thứ tự")
    )
    note = UnreadEntry(metadata=entry_metadata("ghi cho người đọc tệp, không nạp"))
    issuer = UnreadEntry(metadata=entry_metadata("ghi cho người đọc tệp, không nạp"))
    allocation_note = UnreadEntry(metadata=entry_metadata("ghi cho người đọc tệp, không nạp"))
    basis_documents = UnreadEntry(metadata=entry_metadata("ghi cho người đọc tệp, không nạp"))
    movements = UnreadEntry(metadata=entry_metadata("ghi cho người đọc tệp, không nạp"))
    indices = UnreadEntry(metadata=entry_metadata("ghi cho người đọc tệp, không nạp"))
    tasks = UnreadEntry(metadata=entry_metadata("ghi cho người đọc tệp, không nạp"))

    @validates_schema(skip_on_field_errors=False)
    def check_periods(self, data: Mapping[str, Any], **_: Any) -> None:
        periods = data.get("periods")
        if periods is None:
            return
        ordinals: list[Any] = [period.get("ordinal") for period in periods if isinstance(period, dict)]
        if None not in ordinals and sorted(ordinals) != ALL_PERIODS:
            raise ValidationError("phải có đúng năm kỳ, thứ tự 1 đến 5")
        errors: Errors = {}
        for place, name, sentence in calendar_rules(periods, data.get("year")):
            errors.setdefault(place, {}).setdefault(name, []).append(sentence)
        if errors:
            raise ValidationError({"periods": errors})

    @validates_schema(pass_original=True, skip_on_field_errors=False)
    def check_codes(self, data: Mapping[str, Any], original_data: Any, **_: Any) -> None:
        """Codes used twice, and fields that no indicator may name."""
        fields, indicators = (list_entries(as_entry(original_data).get(name)) for name in ("fields", "indicators"))
        errors: Errors = {}
        field_places: dict[str, int] = {}
        for place, field in fields:
            if field_places.setdefault(str(field.get("code")), place) != place:
                errors.setdefault("fields", {})[place] = {"code": ["mã bị lặp"]}
        indicator_codes: set[str] = set()
        for place, top in indicators:
            own = code_errors(top, field_places, indicator_codes)
            for child_place, child in list_entries(top.get("children")):
                if inner := code_errors(child, field_places, indicator_codes):
                    own.setdefault("children", {})[child_place] = inner
            if own:
                errors.setdefault("indicators", {})[place] = own
        if errors:
            raise ValidationError(errors)
