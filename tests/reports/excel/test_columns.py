"""Numbers with their words in the format, and the room that text takes."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from reports.excel import text_metrics
from reports.excel.cell_values import CellValue, number_value, text_value
from reports.excel.number_formats import format_of, number_format
from reports.meeting.summary_table import summary_columns
from reports.progress.texts.number_cells import NumberCell
from targets.enums import PeriodKind
from targets.models import Period, Plan
from targets.rhythm import Rhythm
from targets.selectors import PlanView

VN = "[$-42A]"


@pytest.mark.parametrize(
    ("text", "cell_format"),
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
def test_the_format_shows_the_words_of_the_screen(text: str, cell_format: str) -> None:
    assert number_format(text) == cell_format


def test_a_number_stays_a_number_and_nothing_stays_empty() -> None:
    entry = number_value(NumberCell("giảm ≥ 2,0 điểm", Decimal("2.000000")))
    assert (repr(entry.value), entry.text) == ("Decimal('2')", "giảm ≥ 2,0 điểm")
    assert repr(number_value(NumberCell("0", Decimal("0.000000"))).value) == "Decimal('0')"
    # A difference that stands in for a percentage is no number of its column.
    assert number_value(NumberCell("+3 điểm")).value is None
    assert number_value(NumberCell()).value is None


@pytest.mark.parametrize(
    ("raw_text", "cell_text"),
    [("=1+1", "'=1+1"), ("- một\n- hai", "– một\n- hai"), ("≥ 2 xã", "≥ 2 xã"), ("\x07chuông", "chuông"), ("", None)],
)
def test_what_people_wrote_is_text(raw_text: str, cell_text: str | None) -> None:
    assert text_value(raw_text).safe == cell_text


def calendar_of(
    names: dict[int, str],
    first: date = date(2022, 1, 1),
    last: date = date(2022, 12, 31),
    rhythm: Rhythm = Rhythm.QUARTERS,
) -> PlanView:
    """The plan of 2022; its whole year runs from the first day to the last."""
    plan = Plan(year=2022, rhythm=rhythm)
    kinds = {ordinal: PeriodKind.FINAL if ordinal == rhythm.final else PeriodKind.REGULAR for ordinal in names}
    return PlanView(
        plan,
        [Period(plan=plan, ordinal=o, kind=kinds[o], name=n, starts_on=first, ends_on=last) for o, n in names.items()],
    )


QUARTERLY = {1: "Quý I", 3: "9 tháng", 4: "Quý IV", 5: "Cả năm"}


@pytest.mark.parametrize(
    ("rhythm", "ordinal", "heading", "to_date"),
    [
        (Rhythm.QUARTERS, 1, "Thực hiện quý I", "Lũy kế"),
        (Rhythm.QUARTERS, 3, "Thực hiện 9 tháng", "Lũy kế"),
        (Rhythm.QUARTERS, 4, "Thực hiện quý IV", "Lũy kế"),
        (Rhythm.QUARTERS, 5, "Thực hiện quý", "Lũy kế"),
        (Rhythm.MONTHS, 1, "Thực hiện tháng 1", "Lũy kế"),
        (Rhythm.MONTHS, 6, "Thực hiện tháng 6", "Lũy kế 6 tháng"),
        (Rhythm.MONTHS, 9, "Thực hiện tháng 9", "Lũy kế 9 tháng"),
        (Rhythm.MONTHS, 13, "Thực hiện tháng", "Lũy kế"),
        (Rhythm.HALF_YEARS, 1, "Thực hiện 6 tháng đầu năm", "Lũy kế"),
        (Rhythm.HALF_YEARS, 3, "Thực hiện kỳ", "Lũy kế"),
    ],
)
def test_headings_name_years_and_period(rhythm: Rhythm, ordinal: int, heading: str, to_date: str) -> None:
    view = calendar_of(QUARTERLY if rhythm is Rhythm.QUARTERS else rhythm.usual_names, rhythm=rhythm)
    overview = SimpleNamespace(plan_data=view, period=view.period(ordinal))
    assert [column.heading for column in summary_columns(overview)] == [
        "TT",
        "Chỉ tiêu",
        "ĐVT",
        "Thực hiện 2021",
        "Kế hoạch 2022",
        heading,
        to_date,
        "Cùng kỳ 2021",
        "Ước TH năm",
        "So KH (%)",
        "So cùng kỳ (%, điểm)",
        "Đánh giá",
        "Đơn vị chủ trì",
        "Ghi chú, nguồn",
    ]


@pytest.mark.parametrize(
    ("first", "last", "years", "last_years"),
    [
        (date(2022, 1, 1), date(2022, 12, 31), "2022", "2021"),
        (date(2021, 12, 15), date(2022, 12, 14), "2022", "2021"),  # as Decree 09/2019 counts a year
        (date(2022, 7, 1), date(2023, 6, 30), "2022–2023", "2021–2022"),
        (date(2021, 10, 1), date(2022, 9, 30), "2021–2022", "2020–2021"),
    ],
)
def test_a_plan_is_of_the_years_in_which_it_runs(first: date, last: date, years: str, last_years: str) -> None:
    view = calendar_of({5: "Cả năm"}, first, last)
    assert (view.years, view.last_years) == (years, last_years)
    overview = SimpleNamespace(plan_data=view, period=view.period(5))
    headings = [column.heading for column in summary_columns(overview)]
    assert [f"Thực hiện {last_years}", f"Kế hoạch {years}", f"Cùng kỳ {last_years}"] == [
        headings[3],
        headings[4],
        headings[7],
    ]


@pytest.mark.parametrize(
    ("ordinal", "name", "first", "last", "title"),
    [
        (3, "Quý III", date(2022, 6, 15), date(2022, 9, 14), "Quý III năm 2022"),
        (1, "Quý I", date(2021, 12, 15), date(2022, 3, 14), "Quý I năm 2022"),
        (5, "Cả năm", date(2022, 1, 1), date(2022, 12, 31), "Cả năm 2022"),
        (2, "6 tháng đầu năm", date(2022, 1, 1), date(2022, 6, 30), "6 tháng đầu năm 2022"),
        (2, "Đợt 2/2022", date(2022, 4, 1), date(2022, 6, 30), "Đợt 2/2022"),
        (3, "Quý III", date(2023, 1, 1), date(2023, 3, 31), "Quý III năm kế hoạch 2022–2023"),
        (5, "Cả năm", date(2022, 7, 1), date(2023, 6, 30), "Cả năm 2022–2023"),
    ],
)
def test_a_period_is_called_by_its_own_name(ordinal: int, name: str, first: date, last: date, title: str) -> None:
    assert calendar_of({ordinal: name}, first, last).periods[0].title == title


def test_accents_take_no_room() -> None:
    assert text_metrics.text_points("ngưỡng cửa", 11) == text_metrics.text_points("nguong cua", 11)
    assert text_metrics.text_points("Đ", 11) > text_metrics.text_points("đ", 11) > text_metrics.text_points("l", 11)


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
    assert text_metrics.line_count(text, 14, 11) == lines


def test_bold_and_larger_text_need_more_room() -> None:
    plain = text_metrics.column_width("giảm ≥ 2,0 điểm", 11)
    assert (
        plain
        < text_metrics.column_width("giảm ≥ 2,0 điểm", 11, bold=True)
        < text_metrics.column_width("giảm ≥ 2,0 điểm", 14)
    )
    assert text_metrics.line_count("giảm ≥ 2,0 điểm", plain, 11) == 1


def test_no_row_is_higher_than_excel_allows() -> None:
    assert text_metrics.row_height(1, 11) < text_metrics.row_height(2, 11) < text_metrics.row_height(1000, 11) == 409


@pytest.mark.parametrize(
    ("text", "value", "negative_section"),
    [
        ("lên 4 bậc", -4, '[$-42A]"lên "#,##0" bậc"'),  # the words say which way it goes
        ("kém 4 bậc", 4, '[$-42A]"kém −"#,##0" bậc"'),
        ("−4", -4, '[$-42A]"−"#,##0'),
        ("+4", 4, '[$-42A]"−"#,##0'),
    ],
)
def test_a_negative_number_has_a_sign_only_where_its_text_has_one(text: str, value: int, negative_section: str) -> None:
    assert format_of(CellValue(Decimal(value), text)).split(";")[1] == negative_section
