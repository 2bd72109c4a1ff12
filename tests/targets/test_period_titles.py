"""The titles of periods and of plan years, which need not be those of the calendar."""

from datetime import date

import pytest

from targets.period_titles import name_last_year, period_title, years_text
from targets.rhythm import Rhythm

HALF_YEARS, QUARTERS, MONTHS = Rhythm


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "back", "text"),
    [
        (date(2022, 1, 1), date(2022, 12, 31), 0, "2022"),
        (date(2021, 12, 15), date(2022, 12, 14), 0, "2022"),  # a month that reaches into the year before
        (date(2021, 12, 15), date(2022, 12, 14), 1, "2021"),
        (date(2022, 7, 1), date(2023, 6, 30), 0, "2022–2023"),
        (date(2022, 7, 1), date(2023, 6, 30), 1, "2021–2022"),
        (date(2021, 12, 1), date(2022, 11, 30), 0, "2022"),
        (date(2021, 11, 30), date(2022, 11, 29), 0, "2021–2022"),
        (date(2022, 2, 1), date(2023, 1, 31), 0, "2022"),
        (date(2022, 2, 2), date(2023, 2, 2), 0, "2022–2023"),
    ],
)
def test_a_year_is_named_after_the_calendar_year_it_mostly_is(starts_on, ends_on, back, text):
    assert years_text(2022, starts_on, ends_on, back=back) == text


# Of a plan of 2022: months of a calendar year, by Decree 09/2019, of a year from July on and from September on.
TITLES = [
    (QUARTERS, 1, "Quý I", date(2021, 12, 15), date(2022, 3, 14), "Quý I năm 2022", "Quý I/2021"),
    (QUARTERS, 3, "Quý III", date(2022, 7, 1), date(2022, 9, 30), "Quý III năm 2022", "Quý III/2021"),
    (QUARTERS, 4, "Quý IV", date(2022, 10, 1), date(2022, 12, 31), "Quý IV năm 2022", "Quý IV/2021"),
    (QUARTERS, 2, "Đợt 2/2022", date(2022, 4, 1), date(2022, 6, 30), "Đợt 2/2022", "Đợt 2/2022/2021"),
    (QUARTERS, 5, "Cả năm", date(2022, 1, 1), date(2022, 12, 31), "Cả năm 2022", "Cả năm 2021"),
    (QUARTERS, 1, "Quý I", date(2022, 7, 1), date(2022, 9, 30), "Quý I năm kế hoạch 2022–2023", "Quý I/2021"),
    (QUARTERS, 3, "Quý III", date(2023, 1, 1), date(2023, 3, 31), "Quý III năm kế hoạch 2022–2023", "Quý III/2021"),
    (QUARTERS, 1, "Quý I", date(2021, 10, 1), date(2021, 12, 31), "Quý I năm kế hoạch 2021–2022", "Quý I/2021"),
    (QUARTERS, 5, "Cả năm", date(2022, 7, 1), date(2023, 6, 30), "Cả năm 2022–2023", "Cả năm 2021"),
    # Periods of another length than a quarter do not move the year.
    (QUARTERS, 1, "Quý I", date(2022, 1, 1), date(2022, 4, 30), "Quý I năm 2022", "Quý I/2021"),
    (QUARTERS, 1, "Quý I", date(2021, 12, 1), date(2022, 1, 31), "Quý I năm 2022", "Quý I/2021"),
    (
        HALF_YEARS,
        1,
        "6 tháng đầu năm",
        date(2022, 1, 1),
        date(2022, 6, 30),
        "6 tháng đầu năm 2022",
        "6 tháng đầu năm 2021",
    ),
    (
        HALF_YEARS,
        2,
        "6 tháng cuối năm",
        date(2022, 6, 15),
        date(2022, 12, 14),
        "6 tháng cuối năm 2022",
        "6 tháng cuối năm 2021",
    ),
    (HALF_YEARS, 1, "Nửa đầu", date(2022, 1, 1), date(2022, 6, 30), "Nửa đầu năm 2022", "Nửa đầu/2021"),
    (
        HALF_YEARS,
        1,
        "6 tháng đầu năm",
        date(2022, 7, 1),
        date(2022, 12, 31),
        "6 tháng đầu năm kế hoạch 2022–2023",
        "6 tháng đầu năm 2021",
    ),
    (HALF_YEARS, 3, "Cả năm", date(2022, 1, 1), date(2022, 12, 31), "Cả năm 2022", "Cả năm 2021"),
    (MONTHS, 1, "Tháng 1", date(2021, 12, 15), date(2022, 1, 14), "Tháng 1 năm 2022", "Tháng 1/2021"),
    (MONTHS, 7, "Tháng 7", date(2022, 7, 1), date(2022, 7, 31), "Tháng 7 năm 2022", "Tháng 7/2021"),
    (MONTHS, 12, "Tháng 12", date(2022, 11, 15), date(2022, 12, 14), "Tháng 12 năm 2022", "Tháng 12/2021"),
    (MONTHS, 13, "Cả năm", date(2022, 1, 1), date(2022, 12, 31), "Cả năm 2022", "Cả năm 2021"),
    (MONTHS, 1, "Tháng 7", date(2022, 7, 1), date(2022, 7, 31), "Tháng 7 năm 2022", "Tháng 7/2021"),
    (MONTHS, 7, "Tháng 1", date(2023, 1, 1), date(2023, 1, 31), "Tháng 1 năm 2023", "Tháng 1/2022"),
    (MONTHS, 7, "Tháng 1", date(2022, 12, 15), date(2023, 1, 14), "Tháng 1 năm 2023", "Tháng 1/2022"),
    (MONTHS, 12, "Tháng 8", date(2023, 8, 1), date(2023, 8, 31), "Tháng 8 năm 2023", "Tháng 8/2022"),
]


@pytest.mark.parametrize(("rhythm", "ordinal", "name", "first", "last", "title", "last_year"), TITLES)
def test_a_period_has_a_title_of_its_own_year(
    rhythm: Rhythm, ordinal: int, name: str, first: date, last: date, title: str, last_year: str
) -> None:
    assert period_title(rhythm, ordinal, name, 2022, first, last) == title
    assert name_last_year(rhythm, ordinal, name, 2022, last, "2021") == last_year
