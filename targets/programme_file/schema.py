"""The format of a programme's file: every entry with its meaning, and the rules that hold between entries.

`fixtures/programme-format.md` is written from it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from marshmallow import ValidationError, validates_schema

from chodon_thidua.lib.files.file_fields import (
    ChoiceEntry,
    DayEntry,
    EntryList,
    IntegerEntry,
    LineEntry,
    NestedEntry,
    NumberEntry,
    UnreadEntry,
)
from chodon_thidua.lib.files.file_schema import EntrySchema, as_entry
from targets.enums import Comparator, OverYears
from targets.kind_rules import end_rules
from targets.plan_format.entry_errors import CODE, entry_metadata, raise_errors

FIRST_YEAR, LAST_YEAR = 1990, 2100
LEAST_GROWTH = -100  # percent
Errors = dict[Any, Any]


class ProgrammeYearSchema(EntrySchema):
    heading = "số của năm trước khi dùng phần mềm"

    def name_of(self, raw: Any, number: int) -> str:
        return f"số năm {as_entry(raw).get('year') or f'thứ {number}'}"

    year = IntegerEntry(FIRST_YEAR, LAST_YEAR, required=True, metadata=entry_metadata("năm", "2021"))
    value = NumberEntry(required=True, metadata=entry_metadata("giá trị của riêng năm đó", '"112880"'))
    definition_label = LineEntry(
        120, load_default=None, metadata=entry_metadata("chuẩn áp dụng nếu khác chỉ tiêu", '"chuẩn cũ"')
    )
    source = LineEntry(300, load_default="", metadata=entry_metadata("nguồn", '"Niên giám 2021"'))


class ProgrammeTargetSchema(EntrySchema):
    heading = "Mục tiêu"
    is_named = True

    code = LineEntry(CODE, required=True, metadata=entry_metadata("mã, duy nhất trong chương trình", '"M01"'))
    name = LineEntry(300, required=True, metadata=entry_metadata("tên mục tiêu", '"Trồng rừng 2021–2025"'))
    plan = LineEntry(
        60, required=True, metadata=entry_metadata("số văn bản của kế hoạch năm có chỉ tiêu", '"15/KH-UBND"')
    )
    plan_year = IntegerEntry(
        FIRST_YEAR, LAST_YEAR, required=True, metadata=entry_metadata("năm của kế hoạch đó", "2022")
    )
    indicator = LineEntry(
        CODE,
        required=True,
        metadata=entry_metadata("mã chỉ tiêu của kế hoạch đó; các năm khác theo chỉ tiêu năm trước, năm sau", '"CT03"'),
    )
    over_years = ChoiceEntry(
        OverYears,
        required=True,
        metadata=entry_metadata(
            "`SUM` cộng các năm; `LAST` mức của năm mới nhất; `AVERAGE` bình quân cộng; "
            "`GROWTH` tốc độ tăng bình quân (nhân các năm, %)",
            '"SUM"',
        ),
    )
    comparator = ChoiceEntry(Comparator, load_default=None, metadata=entry_metadata("so với `target`", '">="'))
    target = NumberEntry(
        load_default=None, metadata=entry_metadata("mục tiêu cả giai đoạn; không đánh giá thì bỏ trống", '"2850"')
    )
    upper = NumberEntry(
        load_default=None,
        metadata=entry_metadata("mức trên của `in`, hoặc mức phấn đấu của `>`, `>=`: Vượt khi trên mức này", '"3000"'),
    )
    tolerance = NumberEntry(load_default=None, metadata=entry_metadata("sai số của `~`: `target` ± số này", '"0.2"'))
    path = EntryList(
        NumberEntry(),
        load_default=list,
        metadata=entry_metadata("lộ trình: mức phải đạt đến hết từng năm, năm cuối bằng `target`", "[20, 40, 60]"),
    )
    years = EntryList(
        NestedEntry(ProgrammeYearSchema),
        load_default=list,
        metadata=entry_metadata("số của các năm mà phần mềm không có kế hoạch"),
    )

    @validates_schema
    def check_target(self, data: Mapping[str, Any], **_: Any) -> None:
        sentences = {}
        if (data["target"] is None) != (data["comparator"] is None):
            missing, there = ("target", "comparator") if data["target"] is None else ("comparator", "target")
            sentences[missing] = f"phải có khi có “{there}”"
        if data["path"] and data["target"] is not None and data["path"][-1] != data["target"]:
            sentences["path"] = "mức của năm cuối phải bằng “target”"
        if data["path"] and data["target"] is None:
            sentences["path"] = "chỉ có khi có “target”"
        if data["over_years"] == OverYears.SUM and data["path"] != sorted(data["path"]):
            sentences["path"] = "mức cộng dồn không được giảm"
        given = {name for name in ("target", "upper", "tolerance") if data[name] is not None}
        raise_errors(dict(end_rules(data, given)) | sentences)

    @validates_schema
    def check_growth(self, data: Mapping[str, Any], **_: Any) -> None:
        if data["over_years"] == OverYears.GROWTH:
            too_low = {
                place: {"value": ["tốc độ tăng phải trên −100 %"]}
                for place, row in enumerate(data["years"])
                if row["value"] <= LEAST_GROWTH
            }
            if too_low:
                raise ValidationError({"years": too_low})


class ProgrammeSchema(EntrySchema):
    heading = "Chương trình"
    is_named = True

    document_number = LineEntry(60, required=True, metadata=entry_metadata("số văn bản", '"20/CTr-UBND"'))
    issued_on = DayEntry(required=True, metadata=entry_metadata("ngày ban hành", '"2021-03-15"'))
    title = LineEntry(300, required=True, metadata=entry_metadata("tên chương trình", '"Chương trình 2021–2025"'))
    owner = LineEntry(CODE, required=True, metadata=entry_metadata("mã đơn vị ban hành", '"064"'))
    first_year = IntegerEntry(FIRST_YEAR, LAST_YEAR, required=True, metadata=entry_metadata("năm đầu", "2021"))
    last_year = IntegerEntry(FIRST_YEAR, LAST_YEAR, required=True, metadata=entry_metadata("năm cuối", "2025"))
    targets = EntryList(
        NestedEntry(ProgrammeTargetSchema), required=True, metadata=entry_metadata("các mục tiêu, theo thứ tự")
    )
    note = UnreadEntry(metadata=entry_metadata("ghi cho người đọc tệp, không nạp"))

    @validates_schema(skip_on_field_errors=False)
    def check_years(self, data: Mapping[str, Any], **_: Any) -> None:
        """The term, and years of targets outside it or given twice."""
        first, last = data.get("first_year"), data.get("last_year")
        if first is None or last is None:
            return
        if last < first:
            raise_errors({"last_year": f"năm cuối {last} trước năm đầu {first}"})
        codes: set[str] = set()
        errors: Errors = {}
        for place, target in enumerate(data.get("targets", ())):
            if own := dict(_target_errors(target, range(first, last + 1), codes)):
                errors[place] = own
        if errors:
            raise ValidationError({"targets": errors})


def _target_errors(target: Mapping[str, Any], term: range, codes: set[str]) -> Iterator[tuple[str, Any]]:
    """Yields what is wrong with an entry of a target within its programme, as far as the target could be read."""
    code, path = target.get("code"), target.get("path")
    if code in codes:
        yield "code", ["mã bị lặp"]
    codes.add(code or "")
    if path and len(path) != len(term):
        yield "path", [f"phải có {len(term)} mức, mỗi năm một mức"]
    if target.get("plan_year", term[0]) not in term:
        yield "plan_year", [f"không thuộc giai đoạn {term[0]}–{term[-1]}"]
    if years := dict(_year_errors(target.get("years", ()), term)):
        yield "years", years


def _year_errors(rows: Any, term: range) -> Iterator[tuple[int, Errors]]:
    used_years: set[int] = set()
    for place, row in enumerate(rows):
        year = row.get("year")
        if year is None:
            continue
        if year not in term:
            yield place, {"year": [f"{year} không thuộc giai đoạn {term[0]}–{term[-1]}"]}
        elif year in used_years:
            yield place, {"year": [f"{year} được ghi hai lần"]}
        used_years.add(year)
