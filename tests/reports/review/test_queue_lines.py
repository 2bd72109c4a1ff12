"""The lines of the queue and the rows under review, without a database: what comes first, and what waits."""

from decimal import Decimal
from typing import Any

import pytest

from reports.enums import ReportState
from reports.models import Figure, Report
from reports.review.queue_items import GROUP_OF, GROUPS, QueueItem
from reports.review.review_row import ReviewRow
from reports.review.review_rows import warnings_first
from reports.selectors.report_check import ReportCheck
from reports.selectors.report_contents.indicator_answer import IndicatorAnswer
from reports.warning_rules.figure_warning import FigureWarning, WarningGrade, WarningKind
from targets.models import Indicator
from units.models import Unit

SENT_ONCE = [state for state in ReportState if state != ReportState.DRAFT]
ODD, EXTRAORDINARY = (FigureWarning(WarningKind.CHANGE, "numerator", "Khác thường", grade) for grade in WarningGrade)
FOREST = Indicator(name="Trồng rừng", measure="AMOUNT", unit_of_measure="ha")


def answer(*warnings: FigureWarning, note: str = "", is_due: bool = True, number: int | None = 5) -> IndicatorAnswer:
    figure = None if number is None else Figure(indicator=FOREST, numerator=Decimal(number), note=note)
    return IndicatorAnswer(FOREST, figure, is_due, {}, warnings)


def item(state: ReportState | None = None, *answers: IndicatorAnswer, late: int = 0, own: bool = False) -> QueueItem:
    report = None if state is None else Report(state=state)
    return QueueItem(Unit(pk=1), report, late, is_own=own, check=ReportCheck(answers))


@pytest.mark.parametrize(
    ("own", "group"),
    [
        (item(), "NOT_SENT"),
        (item(late=1), "LATE"),
        (item(ReportState.SUBMITTED), "WAITING"),
        (item(ReportState.SUBMITTED, late=5), "WAITING"),  # late, but now it is the reviewer's turn
        (item(ReportState.RETURNED, late=5), "RETURNED"),
        (item(ReportState.REOPENED), "REOPENED"),
        (item(ReportState.APPROVED), "APPROVED"),
    ],
)
def test_a_unit_stands_where_the_next_step_is(own: QueueItem, group: str) -> None:
    assert own.group == group


def test_every_state_of_a_sent_report_has_its_group_and_no_group_is_without_a_name() -> None:
    assert GROUP_OF.keys() == set(SENT_ONCE)
    assert {*GROUP_OF.values(), "LATE", "NOT_SENT"} == GROUPS.keys()
    assert next(iter(GROUPS)) == "WAITING"  # what the reviewer can do comes first


@pytest.mark.parametrize(
    ("own", "approvable"),
    [
        (item(ReportState.SUBMITTED), True),
        (item(ReportState.SUBMITTED, answer()), True),
        (item(ReportState.SUBMITTED, answer(number=0)), True),
        (item(ReportState.SUBMITTED, answer(ODD, note="Đo lại")), True),
        (item(ReportState.SUBMITTED, answer(ODD)), False),
        (item(ReportState.SUBMITTED, answer(EXTRAORDINARY, note="Đo lại")), False),  # never together with others
        (item(ReportState.SUBMITTED, answer(number=None)), False),
        (item(ReportState.SUBMITTED, answer(number=None, is_due=False)), True),
        (item(ReportState.SUBMITTED, answer(), own=True), False),
        *((item(state), False) for state in SENT_ONCE if state != ReportState.SUBMITTED),
        (item(), False),
    ],
)
def test_only_a_clean_report_of_others_is_approved_together_with_more(own: QueueItem, approvable: bool) -> None:
    assert own.approvable is approvable


def row(*warnings: FigureWarning, note: str = "") -> ReviewRow:
    nothing: Any = None
    return ReviewRow(answer(*warnings, note=note), (), (), nothing, nothing, (), (), is_flagged=False)


@pytest.mark.parametrize(
    ("own", "urgency"),
    [
        (row(), 2),
        (row(note="Đo lại"), 2),
        (row(ODD, note="Đo lại"), 1),
        (row(ODD), 0),
        (row(EXTRAORDINARY, note="Đo lại"), 0),
        (row(ODD, EXTRAORDINARY), 0),
    ],
)
def test_what_nobody_has_explained_is_looked_at_first(own: ReviewRow, urgency: int) -> None:
    assert own.urgency == urgency


def test_rows_with_warnings_come_first_and_are_counted_the_rest_stays_in_order() -> None:
    plain, explained, open_row, last = row(), row(ODD, note="Đo lại"), row(ODD), row()
    rows = warnings_first([plain, explained, open_row, last])
    assert [own.answer for own in rows] == [open_row.answer, explained.answer, plain.answer, last.answer]
    assert [own.warning_place for own in rows] == [1, 2, 0, 0]
    assert rows[0].next_warning == 2
