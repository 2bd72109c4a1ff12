"""The file of a programme: what is read, and each refusal in its sentence."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from chodon_thidua.lib.files.json_files import read_json
from targets.enums import Comparator, OverYears
from targets.programme_file import ProgrammeFileError, read_programme
from targets.programme_file.schema import ProgrammeSchema, ProgrammeTargetSchema, ProgrammeYearSchema
from tests.reports.programmes import raw_programme, raw_target

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
WHERE = "Mục tiêu M01 (Rừng trồng mới M01)"


def year(number: int, value: str = "18", **changes: Any) -> dict[str, Any]:
    return {"year": number, "value": value} | changes


def test_a_whole_file_is_read() -> None:
    target = raw_target(path=["200", 400, "600", "800", "1000"], years=[year(2021, "771.9", source="Niên giám")])
    file = read_programme(raw_programme(target, note={"any": "thing"}))
    assert (file.document_number, file.issued_on, file.owner) == ("20/CTr-UBND", date(2021, 3, 15), "064")
    (row,) = file.targets
    assert (row.plan, row.plan_year, row.indicator) == ("15/KH-UBND", 2022, "CT01")
    assert (row.over_years, row.comparator, row.target) == (OverYears.SUM, Comparator.AT_LEAST, 1000)
    assert list(row.path) == [200, 400, 600, 800, 1000]
    (typed,) = row.years
    assert (typed.year, typed.value, typed.source, typed.definition_label) == (
        2021, Decimal("771.9"), "Niên giám", None,
    )  # fmt: skip
    assert typed.with_definition("chuẩn mới").definition_label == "chuẩn mới"


def test_a_definition_of_its_own_stays() -> None:
    target = raw_target(years=[year(2021, definition_label="chuẩn cũ"), year(2022, definition_label="")])
    rows = read_programme(raw_programme(target)).targets[0].years
    assert [row.with_definition("chuẩn mới").definition_label for row in rows] == ["chuẩn cũ", ""]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"last_year": 2020}, "Chương trình: “last_year” năm cuối 2020 trước năm đầu 2021."),
        ({"first_year": "hai"}, "Chương trình: “first_year” phải là số nguyên từ 1990 đến 2100, không phải “hai”."),
        ({"issued_on": "15/03/2021"}, "Chương trình: “issued_on” phải là ngày có thật"),
        ({"owner": ""}, "Chương trình: “owner” không được để trống."),
        ({"targets": {}}, "Chương trình: “targets” phải là danh sách"),
        ({"title": None}, "Chương trình: thiếu “title”."),
        ({"titel": "x"}, "Chương trình: không có mục “titel” trong quy cách tệp. Có phải “title”?"),
    ],
)
def test_a_programme_is_refused(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ProgrammeFileError) as refusal:
        read_programme(raw_programme(**changes))
    assert any(problem.startswith(sentence) for problem in refusal.value.problems), refusal.value.problems


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"over_years": "MEAN"}, f"{WHERE}: “over_years” phải là một trong SUM, LAST, AVERAGE, GROWTH"),
        ({"comparator": None}, f"{WHERE}: “comparator” phải có khi có “target”."),
        ({"target": None}, f"{WHERE}: “target” phải có khi có “comparator”."),
        ({"target": "1.000"}, f"{WHERE}: “target” “1.000” có hai cách hiểu"),
        ({"plan_year": 2026}, f"{WHERE}: “plan_year” không thuộc giai đoạn 2021–2025."),
        ({"path": [1, 2, 1000]}, f"{WHERE}: “path” phải có 5 mức, mỗi năm một mức."),
        ({"path": [1, 2, 3, 4, 5]}, f"{WHERE}: “path” mức của năm cuối phải bằng “target”."),
        ({"path": [5, 4, 6, 7, 1000]}, f"{WHERE}: “path” mức cộng dồn không được giảm."),
        ({"path": [1], "target": None, "comparator": None}, f"{WHERE}: “path” chỉ có khi có “target”."),
        ({"years": [year(2021), year(2021)]}, f"{WHERE}, số năm 2021: “year” 2021 được ghi hai lần."),
        ({"years": [year(2019)]}, f"{WHERE}, số năm 2019: “year” 2019 không thuộc giai đoạn 2021–2025."),
        ({"years": [{"year": 2021}]}, f"{WHERE}, số năm 2021: thiếu “value”."),
        ({"years": [{"value": "1"}]}, f"{WHERE}, số năm thứ 1: thiếu “year”."),
        (
            {"over_years": "GROWTH", "years": [year(2021, "-100")]},
            f"{WHERE}, số năm 2021: “value” tốc độ tăng phải trên −100 %.",
        ),
    ],
)
def test_a_target_is_refused(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ProgrammeFileError) as refusal:
        read_programme(raw_programme(raw_target(**changes)))
    assert any(problem.startswith(sentence) for problem in refusal.value.problems), refusal.value.problems


def test_levels_may_fall_where_years_do_not_add_up() -> None:
    target = raw_target(over_years="LAST", comparator="<=", target="3", path=[9, 8, 6, 4, 3])
    assert read_programme(raw_programme(target)).targets[0].path == (9, 8, 6, 4, 3)


def test_every_mistake_is_told_at_once() -> None:
    wrong = raw_target(plan_year=2030, years=[year(2021), year(2021)])
    with pytest.raises(ProgrammeFileError) as refusal:
        read_programme(raw_programme(raw_target(), wrong, issued_on="nay"))
    assert [problem.partition(": ")[2] for problem in refusal.value.problems[1:]] == [
        "“code” mã bị lặp.",
        "“plan_year” không thuộc giai đoạn 2021–2025.",
        "“year” 2021 được ghi hai lần.",
    ]


@pytest.mark.parametrize("raw", [None, [], "x", 5, {"targets": [None, 3, {"years": "x"}]}, {"targets": [{}]}])
def test_no_file_stops_the_reader(raw: Any) -> None:
    with pytest.raises(ProgrammeFileError):
        read_programme(raw)


def test_the_page_of_the_format_is_that_of_the_schema(capsys) -> None:
    call_command("load_programme", format=True)
    page = (FIXTURES / "programme-format.md").read_text(encoding="utf-8")
    assert page.endswith(capsys.readouterr().out)


def test_the_examples_of_the_page_are_read() -> None:
    for schema in (ProgrammeSchema(), ProgrammeTargetSchema(), ProgrammeYearSchema()):
        for name, field in schema.fields.items():
            if example := field.metadata.get("example"):
                assert field.deserialize(read_json(f"[{example}]".encode())[0]) is not None, name


def test_the_example_of_the_demo_says_that_it_is_made_up() -> None:
    file = read_programme(read_json((FIXTURES / "programme-2021-2025.json").read_bytes()))
    assert "minh họa" in file.title
    assert all(row.source for target in file.targets for row in target.years)
