"""The format of a plan's file: every entry with its meaning, and the rules that hold between entries. Pure.

`fixtures/plan-format.md` is written from it.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from marshmallow import ValidationError, validates_schema

from chodon_thidua.lib.files.file_fields import (
    Anything,
    ByCode,
    Choice,
    Day,
    Exact,
    Flag,
    Line,
    ListOf,
    One,
    Text,
    Whole,
)
from chodon_thidua.lib.files.file_schema import Entry, as_entry
from targets.enums import FINAL_ORDINAL, LAST_QUARTER, BaselineKind, Basis, Comparator, Measure, OverTime, PartRole
from targets.plan_rules import (
    Errors,
    calendar_rules,
    code_errors,
    day,
    entries,
    measure_rules,
    target_rules,
    whole_list,
)

CODE, FIRST_YEAR, LAST_YEAR = 20, 2000, 2100
ALL_PERIODS = list(range(1, FINAL_ORDINAL + 1))


def about(meaning: str, example: str = "") -> dict[str, Any]:
    return {"meaning": meaning, "example": example}


def refuse(sentences: Mapping[str, str]) -> None:
    """Raise the sentences by the names of their entries; none for none."""
    if sentences:
        raise ValidationError({name: [sentence] for name, sentence in sentences.items()})


class PeriodSchema(Entry):
    heading = "Kỳ"
    is_named = True

    ordinal = Whole(1, FINAL_ORDINAL, required=True, metadata=about("thứ tự: 1–4 là bốn quý, 5 là cả năm", "1"))
    name = Line(60, required=True, metadata=about("tên kỳ", '"Quý I"'))
    starts_on = Day(required=True, metadata=about("ngày đầu kỳ", '"2021-12-15"'))
    ends_on = Day(required=True, metadata=about("số liệu tính đến hết ngày", '"2022-03-14"'))
    due_on = Day(required=True, metadata=about("hạn gửi báo cáo", '"2022-03-16"'))

    def name_of(self, raw: Any, number: int) -> str:
        own = as_entry(raw)
        return f"Kỳ {own.get('ordinal', number)}" + (f" ({own['name']})" if isinstance(own.get("name"), str) else "")

    @validates_schema(skip_on_field_errors=False)
    def check_days(self, data: Mapping[str, Any], **_: Any) -> None:
        first, last, due = (data.get(name) for name in ("starts_on", "ends_on", "due_on"))
        sentences = {}
        if first and last and first > last:
            sentences["ends_on"] = f"{day(last)} trước ngày đầu kỳ {day(first)}"
        if last and due and due < last:
            sentences["due_on"] = f"{day(due)} trước ngày cuối kỳ {day(last)}: hạn gửi phải từ ngày cuối kỳ trở đi"
        refuse(sentences)


class FieldSchema(Entry):
    heading = "Lĩnh vực"
    is_named = True

    code = Line(10, required=True, metadata=about("mã lĩnh vực, chỉ tiêu nhắc lại ở `field`", '"KT"'))
    name = Line(120, required=True, metadata=about("tên lĩnh vực", '"Kinh tế"'))


class PartSchema(Entry):
    heading = "số phải nhập"

    role = Choice(PartRole, required=True, metadata=about("tử số (hoặc số lượng) hay mẫu số", '"NUMERATOR"'))
    label = Line(200, required=True, metadata=about("tên số phải nhập", '"Dân số trung bình"'))
    unit_of_measure = Line(40, required=True, metadata=about("đơn vị tính", '"người"'))
    over_time = Choice(
        OverTime, required=True, metadata=about("`SUM`: cộng các quý; `LAST`: lấy số mới nhất", '"LAST"')
    )
    minimum = Exact(load_default=Decimal(0), metadata=about("nhỏ hơn thì cảnh báo; không ghi thì là 0", '"0"'))
    maximum = Exact(load_default=None, metadata=about("lớn hơn thì cảnh báo", '"100"'))

    @validates_schema
    def check_bounds(self, data: Mapping[str, Any], **_: Any) -> None:
        if data["maximum"] is not None and data["minimum"] > data["maximum"]:
            raise ValidationError({"maximum": ["nhỏ hơn “minimum”"]})


class ReportersSchema(Entry):
    heading = "Đơn vị nhập số liệu"

    units = ListOf(Line(CODE), load_default=list, metadata=about("mã các đơn vị nhập", '["TCKH"]'))
    kinds = ListOf(Line(CODE), load_default=list, metadata=about("mọi đơn vị thuộc các loại này", '["COMMUNE"]'))


class LastYearSchema(Entry):
    heading = "số liệu năm trước"

    unit = Line(CODE, required=True, metadata=about("mã đơn vị", '"064"'))
    ordinal = Whole(1, FINAL_ORDINAL, required=True, metadata=about("lũy kế đến kỳ nào của năm trước", "5"))
    value = Exact(load_default=None, metadata=about("giá trị; hoặc ghi đủ tử số và mẫu số", '"112880"'))
    numerator = Exact(load_default=None, metadata=about("tử số", '"35.5"'))
    denominator = Exact(load_default=None, metadata=about("mẫu số", '"2465"'))
    definition_label = Line(120, load_default="", metadata=about("chuẩn áp dụng nếu khác năm nay", '"chuẩn cũ"'))
    source = Line(300, load_default="", metadata=about("nguồn", '"Niên giám 2021"'))


class IndicatorSchema(Entry):
    heading = "Chỉ tiêu"
    is_named = True

    code = Line(CODE, required=True, metadata=about("mã, duy nhất trong kế hoạch", '"CT01"'))
    field = Line(10, required=True, metadata=about("mã lĩnh vực trong `fields`", '"KT"'))
    name = Line(300, required=True, metadata=about("tên chỉ tiêu", '"Diện tích rừng trồng mới"'))
    quote = Text(load_default="", metadata=about("nguyên văn trong kế hoạch"))
    measure = Choice(
        Measure,
        required=True,
        metadata=about(
            "`AMOUNT` số lượng; `RATIO` tử số ÷ mẫu số; `RECOGNITION` đếm quyết định công nhận; "
            "`ALL_OF` gộp các chỉ tiêu con",
            '"AMOUNT"',
        ),
    )
    unit_of_measure = Line(40, required=True, metadata=about("đơn vị tính", '"ha"'))
    additive = Flag(
        load_default=None,
        metadata=about("số của các đơn vị có cộng được không; không ghi thì theo đơn vị tính", "false"),
    )
    decimals = Whole(0, 6, load_default=0, metadata=about("số chữ số thập phân khi hiển thị", "1"))
    scale = Exact(load_default=Decimal(1), metadata=about("hệ số nhân của tỷ số, lớn hơn 0 (tấn → kg: 1000)", '"1000"'))
    basis = Choice(
        Basis, load_default=None, metadata=about("`LEVEL` mức; `RISE` tăng, `FALL` giảm so với kỳ gốc", '"LEVEL"')
    )
    baseline_kind = Choice(
        BaselineKind,
        load_default=None,
        metadata=about("kỳ gốc của `RISE`, `FALL`: cuối năm trước hay cùng kỳ năm trước", '"SAME_PERIOD"'),
    )
    definition_label = Line(120, load_default="", metadata=about("chuẩn, định nghĩa áp dụng", '"chuẩn 2021–2025"'))
    comparator = Choice(Comparator, load_default=None, metadata=about("so với `target`", '">="'))
    target = Exact(load_default=None, metadata=about("chỉ tiêu cả năm; không đánh giá thì bỏ trống", '"570"'))
    lead = Line(CODE, load_default="", metadata=about("mã đơn vị chủ trì", '"NNPTNT"'))
    note = Text(load_default="", metadata=about("ghi chú"))
    due = ListOf(
        Whole(1, FINAL_ORDINAL), load_default=list, metadata=about("các kỳ phải có số liệu, tăng dần", "[2, 4, 5]")
    )
    profile_percent = ListOf(
        Exact(),
        load_default=None,
        metadata=about("tiến độ chuẩn: bốn tỷ lệ lũy kế (%) không giảm", "[22, 48, 72, 100]"),
    )
    numerator_within_denominator = Flag(load_default=False, metadata=about("tử số không được lớn hơn mẫu số", "true"))
    named_units = ListOf(Line(CODE), load_default=list, metadata=about("đơn vị nêu tên trong kế hoạch", '["02053"]'))
    parts = ListOf(One(PartSchema), load_default=list, metadata=about("các số phải nhập: tử số rồi mẫu số"))
    reporters = One(ReportersSchema, load_default=dict, metadata=about("ai nhập số liệu"))
    allocations = ByCode(
        keys=Line(CODE),
        values=Exact(),
        load_default=dict,
        metadata=about("phân bổ cho từng đơn vị", '{"02053": "26"}'),
    )
    last_year = ListOf(One(LastYearSchema), load_default=list, metadata=about("số liệu năm trước"))
    children = ListOf(
        One(lambda: IndicatorSchema(exclude=("children",)), metadata={"described_above": True}),
        load_default=list,
        metadata=about("chỉ tiêu con của `ALL_OF`, cùng quy cách, không có `children`"),
    )

    @validates_schema(pass_original=True, skip_on_field_errors=False)
    def check_entries(self, data: Mapping[str, Any], original_data: Any, **_: Any) -> None:
        entry_names = {name for name, value in as_entry(original_data).items() if value is not None}
        measure = data.get("measure")
        refuse(dict([*target_rules(data, entry_names), *(measure_rules(data, entry_names) if measure else [])]))

    @validates_schema(skip_on_field_errors=False)
    def check_lists(self, data: Mapping[str, Any], **_: Any) -> None:
        sentences = {}
        due, profile = (whole_list(data.get(name)) for name in ("due", "profile_percent"))
        if due and due != sorted(set(due)):
            sentences["due"] = "phải tăng dần, không lặp"
        if profile and (len(profile) != LAST_QUARTER or profile != sorted(profile) or profile[0] < 0):
            sentences["profile_percent"] = "phải là bốn tỷ lệ lũy kế không giảm, ví dụ [22, 48, 72, 100]"
        if "scale" in data and not 0 < data["scale"] < 10**9:
            sentences["scale"] = "phải lớn hơn 0 và dưới 1.000.000.000"
        refuse(sentences)


class PlanSchema(Entry):
    heading = "Kế hoạch"
    is_named = True

    document_number = Line(60, required=True, metadata=about("số văn bản", '"15/KH-UBND"'))
    issued_on = Day(required=True, metadata=about("ngày ban hành", '"2022-01-26"'))
    title = Line(300, required=True, metadata=about("tên kế hoạch", '"Kế hoạch năm 2022"'))
    year = Whole(FIRST_YEAR, LAST_YEAR, required=True, metadata=about("năm của kế hoạch", "2022"))
    owner = Line(CODE, required=True, metadata=about("mã đơn vị ban hành", '"064"'))
    periods = ListOf(One(PeriodSchema), required=True, metadata=about("năm kỳ báo cáo"))
    fields = ListOf(  # type: ignore[assignment]  # what the file calls them; the class takes it away
        One(FieldSchema), required=True, metadata=about("các lĩnh vực, theo thứ tự")
    )
    indicators = ListOf(One(IndicatorSchema), required=True, metadata=about("các chỉ tiêu, theo thứ tự"))
    note = Anything(metadata=about("ghi cho người đọc tệp, không nạp"))
    issuer = Anything(metadata=about("ghi cho người đọc tệp, không nạp"))
    allocation_note = Anything(metadata=about("ghi cho người đọc tệp, không nạp"))
    basis_documents = Anything(metadata=about("ghi cho người đọc tệp, không nạp"))
    movements = Anything(metadata=about("ghi cho người đọc tệp, không nạp"))
    indices = Anything(metadata=about("ghi cho người đọc tệp, không nạp"))
    tasks = Anything(metadata=about("ghi cho người đọc tệp, không nạp"))

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
        fields, indicators = (entries(as_entry(original_data).get(name)) for name in ("fields", "indicators"))
        errors: Errors = {}
        field_places: dict[str, int] = {}
        for place, field in fields:
            if field_places.setdefault(str(field.get("code")), place) != place:
                errors.setdefault("fields", {})[place] = {"code": ["mã bị lặp"]}
        indicator_codes: set[str] = set()
        for place, top in indicators:
            own = code_errors(top, field_places, indicator_codes)
            for child_place, child in entries(top.get("children")):
                if inner := code_errors(child, field_places, indicator_codes):
                    own.setdefault("children", {})[child_place] = inner
            if own:
                errors.setdefault("indicators", {})[place] = own
        if errors:
            raise ValidationError(errors)
