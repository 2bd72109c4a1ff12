"""A plan file is read as a whole, and every mistake in it is named."""

import codecs
import copy
import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from chodon_thidua.lib.files.json_files import JsonFileError, read_json
from targets.enums import Comparator, Measure, OverTime
from targets.plan_file import PlanFileError, read_plan
from targets.plan_format.indicator_entries import PartSchema
from targets.plan_format.indicator_schema import IndicatorSchema
from targets.plan_format.period_entries import PeriodSchema
from targets.plan_rows import TargetEnds

PLAN = json.loads((Path(__file__).resolve().parents[2] / "fixtures/plan-15-2022.json").read_text(encoding="utf-8"))


NAMES = {one["code"]: one["name"] for one in PLAN["indicators"]}
CT01, CT02, CT03, CT12 = (f"Chỉ tiêu {code} ({NAMES[code]})" for code in ("CT01", "CT02", "CT03", "CT12"))


def problems(change):
    raw = copy.deepcopy(PLAN)
    change(raw)
    with pytest.raises(PlanFileError) as refusal:
        read_plan(raw)
    return refusal.value.problems


def test_reads_the_plan_of_2022():
    plan = read_plan(PLAN)
    by_code = {row.code: row for top in plan.indicators for row in (top, *top.children)}
    assert len(plan.indicators) == 15
    assert len(by_code) == 21
    assert [p.ordinal for p in plan.periods] == [1, 2, 3, 4, 5]
    assert by_code["CT01"].comparator == Comparator.ABOVE
    assert by_code["CT01"].scale == 1000
    assert [part.over_time for part in by_code["CT01"].parts] == [OverTime.SUM, OverTime.LAST]
    assert by_code["CT12"].measure == Measure.ALL_OF
    assert by_code["CT12"].target is None
    assert by_code["CT05"].named_units == ("02053", "02038")


@pytest.mark.parametrize("code", ["CT03", "CT07"])
def test_allocations_of_amounts_add_up_to_the_headline(code):
    row = next(row for row in read_plan(PLAN).indicators if row.code == code)
    assert sum(ends.value for ends in row.allocations.values()) == row.target.value
    assert len(row.allocations) == 20


def test_names_every_mistake_at_once():
    def spoil(raw):
        del raw["year"]
        raw["indicators"][0]["measure"] = "RATE"
        raw["indicators"][1]["target"] = "116.000,5"

    assert problems(spoil) == [
        "Kế hoạch: thiếu “year”.",
        f"{CT01}: “measure” phải là một trong AMOUNT, RATIO, RECOGNITION, STATE, TEXT, ALL_OF, không phải “RATE”.",
        f"{CT02}: “target” không hiểu số “116.000,5”; viết như 116000 hoặc 80.5 (dấu chấm trước phần lẻ).",
    ]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda raw: raw["periods"].pop(), "Kế hoạch: phải có đúng năm kỳ, thứ tự 1 đến 5."),
        (
            lambda raw: raw["indicators"][1].update(code="CT01"),
            f"Chỉ tiêu CT01 ({NAMES['CT02']}): “code” mã bị lặp.",
        ),
        (
            lambda raw: raw["indicators"][0].update(field="ZZ"),
            f"{CT01}: “field” “ZZ” không có trong danh sách “fields”.",
        ),
        (
            lambda raw: raw["indicators"][0].update(parts=raw["indicators"][0]["parts"][:1]),
            f"{CT01}: “parts” không khớp với cách tính (AMOUNT: tử số; RATIO: tử số rồi mẫu số; loại khác: không có).",
        ),
        (
            lambda raw: raw["indicators"][11].update(children=[]),
            f"{CT12}: “children” phải có ở chỉ tiêu ALL_OF.",
        ),
        (lambda raw: raw["indicators"][2].pop("basis"), f"{CT03}: “basis” phải có (chỉ ALL_OF mới không có)."),
        (
            lambda raw: raw["indicators"][2].pop("reporters"),
            f"{CT03}: “reporters” phải nêu đơn vị nhập số liệu, ở “units” hoặc “kinds”.",
        ),
        (
            lambda raw: raw["indicators"][2].update(additive="no"),
            f"{CT03}: “additive” phải là true hoặc false (không trong ngoặc kép), không phải “no”.",
        ),
    ],
)
def test_refuses(change, sentence):
    assert problems(change) == [sentence]


def test_reads_decimals_exactly():
    assert next(row for row in read_plan(PLAN).indicators if row.code == "CT04").target == TargetEnds(Decimal("80.5"))


def set_in(raw, path, value):
    """Writes a value at a path such as “indicators.2.target”."""
    *above, last = path.split(".")
    for step in above:
        raw = raw[int(step) if isinstance(raw, list) else step]
    raw[int(last) if isinstance(raw, list) else last] = value


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        ("indicators.2.profil_percent", [1], f"{CT03}: không có mục “profil_percent” trong quy cách tệp. "
         "Có phải “profile_percent”?"),
        ("indicators.2.allocation", {}, f"{CT03}: không có mục “allocation” trong quy cách tệp. "
         "Có phải “allocations”?"),
        ("indicators.2.weight", 5, f"{CT03}: không có mục “weight” trong quy cách tệp."),
        ("indicators.2.parts.0.unit", "ha", f"{CT03}, số phải nhập thứ 1: không có mục “unit” trong quy cách tệp."),
        ("weights", {}, "Kế hoạch: không có mục “weights” trong quy cách tệp."),
        ("year", "hai nghìn", "Kế hoạch: “year” phải là số nguyên từ 2000 đến 2100, không phải “hai nghìn”."),
        ("year", True, "Kế hoạch: “year” phải là số nguyên từ 2000 đến 2100, không phải true."),
        ("year", Decimal("2022.5"), "Kế hoạch: “year” phải là số nguyên từ 2000 đến 2100, không phải số 2.022,5."),
        ("issued_on", "2022-13-40", "Kế hoạch: “issued_on” phải là ngày có thật dạng 2022-01-31 (năm-tháng-ngày), "
         "không phải “2022-13-40”."),
        ("issued_on", 20220126, "Kế hoạch: “issued_on” phải là ngày có thật dạng 2022-01-31 (năm-tháng-ngày), "
         "không phải số 20.220.126."),
        ("owner", 64, "Kế hoạch: “owner” phải là chữ trong ngoặc kép, không phải số 64."),
        ("title", "", "Kế hoạch: “title” không được để trống."),
        ("document_number", "x" * 61, "Kế hoạch: “document_number” dài quá 60 ký tự."),
        ("indicators", "CT01", "Kế hoạch: “indicators” phải là danh sách trong dấu [ ], không phải “CT01”."),
        ("indicators.2", "CT03", "Chỉ tiêu thứ 3: phải là một mục trong dấu { }."),
        ("periods.1", [], "Kỳ 2: phải là một mục trong dấu { }."),
        ("indicators.2.name", 5, "Chỉ tiêu CT03 (5): “name” phải là chữ trong ngoặc kép, không phải số 5."),
        ("indicators.2.name", None, "Chỉ tiêu CT03: thiếu “name”."),
        ("indicators.2.target", True, f"{CT03}: “target” phải là số, không phải true."),
        ("indicators.2.target", "95,2", f"{CT03}: “target” không hiểu số “95,2”; viết như 116000 hoặc 80.5 "
         "(dấu chấm trước phần lẻ)."),
        ("indicators.2.target", "116.000", f"{CT03}: “target” “116.000” có hai cách hiểu; viết 116000 hoặc 116.0000."),
        ("indicators.2.target", Decimal("1e999"), f"{CT03}: “target” có quá 14 chữ số trước dấu phẩy."),
        ("indicators.2.target", Decimal("Infinity"), f"{CT03}: “target” có quá 14 chữ số trước dấu phẩy."),
        ("indicators.2.target", "1.1234567", f"{CT03}: “target” có quá 6 chữ số sau dấu phẩy."),
        ("indicators.2.decimals", -1, f"{CT03}: “decimals” phải là số nguyên từ 0 đến 6, không phải số −1."),
        ("indicators.2.scale", "0", f"{CT03}: “scale” phải lớn hơn 0 và dưới 1.000.000.000."),
        ("indicators.2.due", "1,2", f"{CT03}: “due” phải là danh sách trong dấu [ ], không phải “1,2”."),
        ("indicators.2.due", [2, 9], f"{CT03}: “due”, thứ 2: phải là số nguyên từ 1 đến 5, không phải số 9."),
        ("indicators.2.due", [2, 1], f"{CT03}: “due” phải tăng dần, không lặp."),
        ("indicators.2.profile_percent", [22, 48, 100], f"{CT03}: “profile_percent” phải là bốn tỷ lệ lũy kế "
         "không giảm, ví dụ [22, 48, 72, 100]."),
        ("indicators.2.baseline_kind", "YEAR_END",
         f"{CT03}: “baseline_kind” chỉ dùng khi “basis” là RISE, FALL hay GROWTH."),
        ("indicators.2.basis", "RISE", f"{CT03}: “baseline_kind” phải có khi “basis” là RISE, FALL hay GROWTH."),
        ("indicators.2.comparator", None, f"{CT03}: “comparator” phải có khi có “target”."),
        ("indicators.2.numerator_within_denominator", "true", f"{CT03}: “numerator_within_denominator” phải là true "
         "hoặc false (không trong ngoặc kép), không phải “true”."),
        ("indicators.2.allocations.02053", "x", f"{CT03}: “allocations”, “02053”: không hiểu số “x”; viết như "
         "116000 hoặc 80.5 (dấu chấm trước phần lẻ)."),
        ("indicators.2.allocations", [], f"{CT03}: “allocations” phải là các cặp “mã”: giá trị trong dấu {{ }}, "
         "không phải danh sách [ ]."),
        ("indicators.2.parts.0.maximum", "-1", f"{CT03}, số phải nhập thứ 1: “maximum” nhỏ hơn “minimum”."),
        ("indicators.11.children.0.children", [], "Chỉ tiêu CT12a (Tỷ lệ tuyển quân): không có mục “children” "
         "trong quy cách tệp."),
        ("fields.1.code", "KT", "Lĩnh vực KT (Văn hóa - xã hội): “code” mã bị lặp."),
    ],
)  # fmt: skip
def test_each_mistake_is_a_sentence(path, value, sentence):
    assert sentence in problems(lambda raw: set_in(raw, path, value))


@pytest.mark.parametrize(
    ("ordinal", "days", "sentence"),
    [
        (1, {"starts_on": "2021-11-30"}, "Kỳ 1 (Quý I): “starts_on” 30/11/2021 nằm ngoài kỳ cả năm "
         "(phải từ 01/12/2021 đến 31/12/2022)."),
        (2, {"starts_on": "2022-03-10"}, "Kỳ 2 (Quý II): “starts_on” 10/03/2022 trùng với quý trước (quý trước đến "
         "14/03/2022, quý này phải từ 15/03/2022)."),
        (2, {"starts_on": "2022-03-17"}, "Kỳ 2 (Quý II): “starts_on” 17/03/2022 bỏ cách ngày so với quý trước "
         "(quý trước đến 14/03/2022, quý này phải từ 15/03/2022)."),
        (3, {"due_on": "2022-09-13"}, "Kỳ 3 (Quý III): “due_on” 13/09/2022 trước ngày cuối kỳ 14/09/2022: hạn gửi phải "
         "từ ngày cuối kỳ trở đi."),
        (3, {"ends_on": "2022-06-01"}, "Kỳ 3 (Quý III): “ends_on” 01/06/2022 trước ngày đầu kỳ 15/06/2022."),
        (5, {"ends_on": "2022-11-30"}, "Kỳ 4 (Quý IV): “ends_on” 14/12/2022 sau ngày cuối của kỳ cả năm 30/11/2022."),
        (5, {"ends_on": "2023-01-31"}, "Kỳ 5 (Cả năm): “ends_on” 31/01/2023 quá một năm kể từ ngày đầu kỳ 01/01/2022."),
    ],
)  # fmt: skip
def test_days_of_periods_belong_to_the_year_and_follow_each_other(ordinal, days, sentence):
    assert problems(lambda raw: raw["periods"][ordinal - 1].update(days))[:1] == [sentence]


CALENDAR = (("2022-01-01", "2022-03-31"), ("2022-04-01", "2022-06-30"), ("2022-07-01", "2022-09-30"),
            ("2022-10-01", "2022-12-31"), ("2022-01-01", "2022-12-31"))  # fmt: skip
JULY = (("2021-07-01", "2021-09-30"), ("2021-10-01", "2021-12-31"), ("2022-01-01", "2022-03-31"),
        ("2022-04-01", "2022-06-30"), ("2021-07-01", "2022-06-30"))  # fmt: skip
MID_MONTH = (("2021-06-15", "2021-09-14"), ("2021-09-15", "2021-12-14"), ("2021-12-15", "2022-03-14"),
             ("2022-03-15", "2022-06-14"), ("2021-07-01", "2022-06-30"))  # fmt: skip
LEAP = (("2023-07-01", "2023-09-30"), ("2023-10-01", "2023-12-31"), ("2024-01-01", "2024-03-31"),
        ("2024-04-01", "2024-06-30"), ("2023-07-01", "2024-06-30"))  # fmt: skip
TWO_YEARS = (*JULY[:4], ("2021-07-01", "2022-07-02"))


@pytest.mark.parametrize(
    ("year", "spans", "sentences"),
    [
        (2022, CALENDAR, []),
        (2021, JULY, []),
        (2022, JULY, []),
        (2022, MID_MONTH, []),
        (2023, LEAP, []),
        (2023, CALENDAR, ["Kỳ 5 (Cả năm): “ends_on” 01/01/2022 – 31/12/2022 không có ngày nào thuộc năm 2023 của kế "
                          "hoạch."]),
        (2023, JULY, ["Kỳ 5 (Cả năm): “ends_on” 01/07/2021 – 30/06/2022 không có ngày nào thuộc năm 2023 của kế "
                      "hoạch."]),
        (2022, TWO_YEARS, ["Kỳ 5 (Cả năm): “ends_on” 02/07/2022 quá một năm kể từ ngày đầu kỳ 01/07/2021."]),
        (2022, (*JULY[:4], CALENDAR[4]), [
            "Kỳ 1 (Quý I): “starts_on” 01/07/2021 nằm ngoài kỳ cả năm (phải từ 01/12/2021 đến 31/12/2022).",
            "Kỳ 2 (Quý II): “starts_on” 01/10/2021 nằm ngoài kỳ cả năm (phải từ 01/01/2022 đến 31/12/2022).",
        ]),
        (2022, (*CALENDAR[:4], JULY[4]), [
            "Kỳ 3 (Quý III): “starts_on” 01/07/2022 nằm ngoài kỳ cả năm (phải từ 01/07/2021 đến 30/06/2022).",
            "Kỳ 3 (Quý III): “ends_on” 30/09/2022 sau ngày cuối của kỳ cả năm 30/06/2022.",
            "Kỳ 4 (Quý IV): “starts_on” 01/10/2022 nằm ngoài kỳ cả năm (phải từ 01/07/2021 đến 30/06/2022).",
            "Kỳ 4 (Quý IV): “ends_on” 31/12/2022 sau ngày cuối của kỳ cả năm 30/06/2022.",
        ]),
    ],
)  # fmt: skip
def test_a_year_starts_on_any_day_and_holds_its_quarters(year, spans, sentences):
    raw = copy.deepcopy(PLAN) | {"year": year}
    for period, (first, last) in zip(raw["periods"], spans, strict=True):
        period |= {"starts_on": first, "ends_on": last, "due_on": last}
    if sentences:
        with pytest.raises(PlanFileError) as refusal:
            read_plan(raw)
        assert refusal.value.problems == sentences
    else:
        assert read_plan(raw).periods[4].starts_on == date.fromisoformat(spans[4][0])


@pytest.mark.parametrize("raw", [[], "x", 5, None, True, [PLAN]])
def test_another_shape_is_a_sentence(raw):
    with pytest.raises(PlanFileError) as refusal:
        read_plan(raw)
    assert refusal.value.problems[0] == "Kế hoạch: phải là một mục trong dấu { }."


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["code", "unit", "x"]), inner),
    max_leaves=5,
)
PATHS = [
    "year", "owner", "periods", "periods.0", "periods.0.starts_on", "fields", "fields.0", "fields.0.code", "indicators",
    "indicators.0", "indicators.11.children", "indicators.11.children.0.field",
    *(f"indicators.2.{name}" for name in PLAN["indicators"][2]),
    "indicators.2.parts.0", "indicators.2.parts.0.minimum", "indicators.0.last_year.0",
]  # fmt: skip


@given(st.sampled_from(PATHS), JSON)
def test_no_shape_breaks_the_reader(path, value):
    raw = copy.deepcopy(PLAN)
    set_in(raw, path, value)
    problems = []
    try:
        read_plan(raw)
    except PlanFileError as refusal:
        problems = refusal.problems or ["nothing is said"]
    english = re.compile(r"nothing is said|[Nn]ot a valid|[Ii]nvalid|[Mm]issing|[Uu]nknown|[Ff]ield may")
    assert [sentence for sentence in problems if english.search(sentence)] == []


@pytest.mark.parametrize(
    ("entry_text", "number"), [("95.2", "95.2"), ('"95.2"', "95.2"), ("1e2", "100"), ("-0.125", "-0.125")]
)
def test_numbers_are_read_exactly_with_and_without_quotation_marks(entry_text, number):
    raw = copy.deepcopy(PLAN)
    raw["indicators"][2]["target"] = read_json(f"[{entry_text}]".encode())[0]
    assert read_plan(raw).indicators[2].target == TargetEnds(Decimal(number))


TEXT = json.dumps(PLAN, ensure_ascii=False)


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.replace("\n", "\r\n").encode(),
        f"\u200b{TEXT}\u00a0".encode(),
        TEXT.replace('"target"', '"target\u200b"').encode(),
    ],
)
def test_whatever_notepad_writes_is_read(content):
    assert read_plan(read_json(content)) == read_plan(PLAN)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Tệp rỗng."),
        (b"\xef\xbb\xbf \n", "Tệp rỗng."),
        (b'{"title": "Th\xe0nh ph\xf4\xec"}', "Tệp không phải văn bản Unicode. Mở bằng Notepad"),
        (b'{"a": 1,\n "b" 2}', "dòng 2, cột 6, gặp “2”: thiếu dấu hai chấm sau tên mục."),
        (b'{"a": 1\n "b": 2}', 'dòng 2, cột 2, gặp “"”: thiếu dấu phẩy giữa hai mục, hoặc thiếu dấu đóng } hay ].'),
        ("{“a”: 1}".encode(), "dòng 1, cột 2, gặp ““”: tên mục phải trong ngoặc kép thẳng, hoặc thừa dấu phẩy."),
        (b'{"a": }', "dòng 1, cột 7, gặp “}”: thiếu một giá trị, hoặc chữ không nằm trong ngoặc kép."),
        (b'{"a": "x', 'dòng 1, cột 7, gặp “"”: thiếu ngoặc kép đóng của phần chữ bắt đầu ở đây.'),
        (b'{"a": "x\ny"}', "có chỗ xuống dòng hoặc dấu Tab trong ngoặc kép."),
        (b'{"a": "C:\\x"}', "dấu \\ trong ngoặc kép phải viết thành"),
        (b"{} {}", "dòng 1, cột 4, gặp “{”: còn nội dung thừa sau dấu đóng cuối cùng."),
        (b"[NaN]", "“NaN” không phải là số; mục chưa có số thì bỏ trống cả mục."),
        (b"[-Infinity]", "“-Infinity” không phải là số"),
        (
            b'{"code": "CT01", "a": 1, "a\xe2\x80\x8b": 2}',
            "Mục “a” (của “CT01”) được ghi hai lần",
        ),
        (b"[" * 100_000, "Tệp có các dấu { } hoặc [ ] lồng nhau quá sâu."),
    ],
)
def test_broken_json_is_told_in_words(content, sentence):
    with pytest.raises(JsonFileError) as refusal:
        read_json(content)
    assert sentence in str(refusal.value)
    assert len(refusal.value.problems) == 1


@pytest.mark.parametrize(
    "number", ["9" * 100_000, "1e" + "9" * 30, "-1e-999999999999999999999", "1" + "0" * 5000 + ".5"]
)
def test_no_number_stops_the_reader(number):
    raw = copy.deepcopy(PLAN)
    raw["indicators"][2]["target"] = raw["year"] = read_json(f"[{number}]".encode())[0]
    with pytest.raises(PlanFileError, match="“year” phải là số nguyên"):
        read_plan(raw)


def test_the_page_of_the_format_is_that_of_the_schema(capsys):
    call_command("load_plan", format=True)
    page = (Path(__file__).resolve().parents[2] / "fixtures/plan-format.md").read_text(encoding="utf-8")
    assert page.endswith(capsys.readouterr().out)


def test_the_examples_of_the_page_are_read():
    """Checks that the entry can be read with each example written into the plan of 2022."""
    for schema in (IndicatorSchema(), PartSchema(), PeriodSchema()):
        for name, field in schema.fields.items():
            if example := field.metadata.get("example"):
                assert field.deserialize(read_json(f"[{example}]".encode())[0]) is not None, name
