"""Tests of what a row and a report say about themselves: what is missing, what is asked, where to go on."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from reports.entry.entry_page import EntryPage
from reports.entry.entry_row import EntryRow
from reports.models import Figure
from reports.warning_rules.figure_warning import FigureWarning, WarningGrade, WarningKind
from targets.enums import Measure
from targets.models import Indicator

ODD = FigureWarning(WarningKind.CHANGE, "numerator", "Gấp 3 lần quý trước")
EXTRAORDINARY = FigureWarning(WarningKind.LIMIT, "numerator", "Vượt mức cả nước", WarningGrade.CONFIRM)
AMOUNT, RATIO, LIST = Measure.AMOUNT, Measure.RATIO, Measure.RECOGNITION


def number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def row(measure: Measure = AMOUNT, *numbers: str | None, warnings=(), is_due: bool = True, **figure) -> EntryRow:
    """Makes a row as it is read; without numbers and values there is no figure."""
    labels = [("numerator", "Sản lượng lương thực"), ("denominator", "Dân số trung bình")]
    values = [number(value) for value in numbers] + [None] * (2 - len(numbers))
    indicator = Indicator(pk=7, code="CT02", measure=measure)
    stored = None
    if numbers or figure:
        stored = Figure(indicator=indicator, numerator=values[0], denominator=values[1], version=1, **figure)
    parts = [
        SimpleNamespace(name=name, label=label, value=value)
        for (name, label), value in zip(labels[: 2 if measure == RATIO else 1], values, strict=False)
    ]
    entry_row = EntryRow(indicator, stored, is_due, tuple(parts), unit=1, references=None)
    entry_row.warnings = warnings
    return entry_row


def report(*rows: EntryRow) -> EntryPage:
    return EntryPage(None, None, None, "", rows=list(rows))


@pytest.mark.parametrize(
    ("line", "is_complete", "missing_parts"),
    [
        (row(AMOUNT), False, ()),
        (row(AMOUNT, "0"), True, ()),
        (row(AMOUNT, None, note="Chờ số."), False, ()),
        (row(AMOUNT, None, not_applicable=True, note="Không có rừng."), True, ()),
        (row(RATIO, "5", "2465"), True, ()),
        (row(RATIO, "5"), False, ("Dân số trung bình",)),
        (row(RATIO, None, "2465"), False, ("Sản lượng lương thực",)),
        # A row that nobody has begun is missing as a whole; none of its parts is named.
        (row(RATIO, None, None, note="Chờ số."), False, ()),
    ],
)
def test_what_a_row_still_needs(line, is_complete, missing_parts):
    assert (line.is_complete, line.missing_parts) == (is_complete, missing_parts)


@pytest.mark.parametrize(
    ("line", "place"),
    [
        (row(AMOUNT), "o-CT02-numerator"),
        (row(AMOUNT, "3"), "chi-tieu-7"),
        (row(RATIO), "o-CT02-numerator"),
        (row(RATIO, "5"), "o-CT02-denominator"),
        (row(RATIO, None, "2465"), "o-CT02-numerator"),
        (row(LIST), "chi-tieu-7"),
    ],
)
def test_a_link_leads_to_the_first_empty_input(line, place):
    assert line.first_empty_input == place


@pytest.mark.parametrize(
    ("line", "unexplained", "is_unconfirmed"),
    [
        (row(AMOUNT, "3"), 0, False),
        (row(AMOUNT, "3", warnings=(ODD,)), 1, False),
        (row(AMOUNT, "3", warnings=(ODD,), note="Mưa lũ."), 0, False),
        (row(AMOUNT, "3", warnings=(EXTRAORDINARY,)), 1, True),
        # A note that was there before the number explains what is odd, but confirms nothing very unusual.
        (row(AMOUNT, "3", warnings=(ODD, EXTRAORDINARY), note="Mưa lũ."), 1, True),
        (row(AMOUNT, "3", warnings=(EXTRAORDINARY,), note="Đúng.", confirmed={"numerator": "4"}), 1, True),
    ],
)
def test_which_warnings_are_explained(line, unexplained, is_unconfirmed):
    assert (line.unexplained_count, line.is_unconfirmed) == (unexplained, is_unconfirmed)


def test_a_note_on_these_very_numbers_confirms_them():
    line = row(AMOUNT, "3", warnings=(EXTRAORDINARY,), note="Đúng.")
    line.figure.confirmed = line.figure.numbers
    assert (line.unexplained_count, line.is_unconfirmed) == (0, False)


@pytest.mark.parametrize(
    ("line", "has_number", "count_text", "estimate"),
    [
        (row(LIST), False, "", ""),
        (row(LIST, "0"), True, "0", ""),
        (row(AMOUNT, None, full_year_estimate=Decimal("1234.5")), False, "", "1.234,5"),
        (row(AMOUNT, "12"), True, "12", ""),
    ],
)
def test_the_numbers_of_a_row_as_text(line, has_number, count_text, estimate):
    assert (line.has_number, line.count_text, line.estimate) == (has_number, count_text, estimate)


def test_a_report_counts_what_is_due_and_asks_about_everything():
    page = report(
        row(AMOUNT, "3", warnings=(ODD,)),
        row(RATIO, "5"),
        row(AMOUNT),
        row(AMOUNT, "3", warnings=(ODD, EXTRAORDINARY), is_due=False, note="Mưa lũ."),
        row(AMOUNT, is_due=False),
    )
    assert (len(page.due_rows), page.complete_count, len(page.missing_rows)) == (3, 1, 2)
    assert (page.warning_count, page.unexplained_count, len(page.unconfirmed_rows)) == (3, 2, 1)


def test_a_report_without_rows_is_missing_nothing():
    page = report()
    assert (page.due_rows, page.missing_rows, page.complete_count, page.warning_count) == ([], [], 0, 0)
    assert (page.last_change, page.row("CT02")) == (None, None)


def test_a_row_is_found_by_its_code():
    line = row(AMOUNT, "3")
    assert report(line).row("CT02") is line
