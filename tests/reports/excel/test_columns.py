"""Numbers with their words in the format, and the room that text takes."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from reports.cells import Cell
from reports.excel import fitting
from reports.excel.pen import number_format
from reports.papers.summary import columns
from reports.papers.table import number, words
from targets.models import Period, Plan

VN = "[$-42A]"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("577", f'{VN}#,##0;{VN}"−"#,##0'),
        ("116.000", f'{VN}#,##0;{VN}"−"#,##0'),
        ("85,71", f'{VN}#,##0.00;{VN}"−"#,##0.00'),
        ("≥ 80,5", f'{VN}"≥ "#,##0.0;{VN}"≥ −"#,##0.0'),
        ("giảm ≥ 2,0 điểm", f'{VN}"giảm ≥ "#,##0.0" điểm";{VN}"giảm ≥ −"#,##0.0" điểm"'),
        ("giảm", '"giảm"'),
        ("−37 điểm", f'{VN}#,##0" điểm";{VN}"−"#,##0" điểm"'),
        ("+0,97 điểm", f'{VN}"+"#,##0.00" điểm";{VN}"−"#,##0.00" điểm";{VN}#,##0.00" điểm"'),
    ],
)
def test_the_format_shows_the_words_of_the_screen(text: str, expected: str) -> None:
    assert number_format(text) == expected


def test_a_number_stays_a_number_and_nothing_stays_empty() -> None:
    entry = number(Cell("giảm ≥ 2,0 điểm", Decimal("2.000000")))
    assert (repr(entry.value), entry.text) == ("Decimal('2')", "giảm ≥ 2,0 điểm")
    assert repr(number(Cell("0", Decimal("0.000000"))).value) == "Decimal('0')"
    # A difference that stands in for a percentage is no number of its column.
    assert number(Cell("+3 điểm")).value is None
    assert number(Cell()).value is None


@pytest.mark.parametrize(
    ("typed", "written"),
    [("=1+1", "'=1+1"), ("- một\n- hai", "– một\n- hai"), ("≥ 2 xã", "≥ 2 xã"), ("\x07chuông", "chuông"), ("", None)],
)
def test_what_people_wrote_is_text(typed: str, written: str | None) -> None:
    assert words(typed).safe == written


@pytest.mark.parametrize(
    ("ordinal", "expected"), [(1, "Thực hiện quý I"), (4, "Thực hiện quý IV"), (5, "Thực hiện quý")]
)
def test_headings_name_years_and_quarter(ordinal: int, expected: str) -> None:
    seen = SimpleNamespace(plan=Plan(year=2022), period=Period(ordinal=ordinal))
    assert [column.heading for column in columns(seen)] == [
        "TT",
        "Chỉ tiêu",
        "ĐVT",
        "Thực hiện 2021",
        "Kế hoạch 2022",
        expected,
        "Lũy kế",
        "Cùng kỳ 2021",
        "Ước TH năm",
        "So KH (%)",
        "So cùng kỳ (%)",
        "Đánh giá",
        "Đơn vị chủ trì",
        "Ghi chú, nguồn",
    ]


def test_accents_take_no_room() -> None:
    assert fitting.text_points("ngưỡng cửa", 11) == fitting.text_points("nguong cua", 11)
    assert fitting.text_points("Đ", 11) > fitting.text_points("đ", 11) > fitting.text_points("l", 11)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("ngắn", 1),
        ("", 1),
        ("hai\ndòng", 2),
        ("một hai ba bốn năm sáu bảy tám chín mười", 3),
        ("m" * 40, 6),  # a word longer than the column goes on below
    ],
)
def test_lines_are_counted_as_they_wrap(text: str, lines: int) -> None:
    assert fitting.line_count(text, 14, 11) == lines


def test_bold_and_larger_text_need_more_room() -> None:
    plain = fitting.column_width("giảm ≥ 2,0 điểm", 11)
    assert plain < fitting.column_width("giảm ≥ 2,0 điểm", 11, bold=True) < fitting.column_width("giảm ≥ 2,0 điểm", 14)
    assert fitting.line_count("giảm ≥ 2,0 điểm", plain, 11) == 1


def test_no_row_is_higher_than_excel_allows() -> None:
    assert fitting.row_height(1, 11) < fitting.row_height(2, 11) < fitting.row_height(1000, 11) == 409
