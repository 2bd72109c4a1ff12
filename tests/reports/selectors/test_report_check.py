"""Tests of a unit's answers before a reviewer opens them, and of the history in which they stand. No database."""

from decimal import Decimal

import pytest

from reports.enums import ReportAction
from reports.models import Figure
from reports.selectors.history import HistoryStep, ReportHistory
from reports.selectors.report_check import ReportCheck
from reports.selectors.report_contents.field_changes import FieldChange
from reports.selectors.report_contents.indicator_answer import IndicatorAnswer
from reports.warning_rules.figure_warning import FigureWarning, WarningGrade, WarningKind
from targets.enums import PartRole
from targets.models import Indicator, IndicatorPart
from tests.reports.builders import moment

AMOUNT = Indicator(name="Rừng trồng mới", measure="AMOUNT", unit_of_measure="ha")
RATE = Indicator(name="Hộ nghèo", measure="RATIO", unit_of_measure="%")
RATE_PARTS = {
    PartRole.NUMERATOR: IndicatorPart(role="NUMERATOR", label="Hộ nghèo", unit_of_measure="hộ"),
    PartRole.DENOMINATOR: IndicatorPart(role="DENOMINATOR", label="Số hộ", unit_of_measure="hộ"),
}
EXPLAIN, CONFIRM = (FigureWarning(WarningKind.CHANGE, "numerator", "Khác thường", grade) for grade in WarningGrade)


def answer(indicator: Indicator = AMOUNT, *warnings: FigureWarning, is_due: bool = True, **values) -> IndicatorAnswer:
    """Builds the answer with these values; without any, nothing was entered."""
    figure = Figure(indicator=indicator, **values) if values else None
    return IndicatorAnswer(indicator, figure, is_due, RATE_PARTS if indicator is RATE else {}, warnings)


@pytest.mark.parametrize(
    ("one", "text", "is_complete"),
    [
        (answer(), "chưa có số liệu", False),
        (answer(numerator=Decimal("116000.5")), "116.000,5 ha", True),
        (answer(numerator=Decimal(0)), "0 ha", True),
        (answer(note="Chưa có"), "chưa có số liệu", False),
        (answer(not_applicable=True, note="Không có rừng"), "không áp dụng", True),
        (answer(RATE, numerator=Decimal(3), denominator=Decimal(1200)), "3 hộ / 1.200 hộ", True),
        (answer(RATE, numerator=Decimal(3)), "3 hộ / chưa có số liệu", False),
        (answer(RATE, denominator=Decimal(1200)), "chưa có số liệu / 1.200 hộ", False),
        (answer(RATE, not_applicable=True, note="Xã mới"), "không áp dụng", True),
    ],
)
def test_empty_zero_and_not_applicable_are_three_answers(one: IndicatorAnswer, text: str, is_complete: bool) -> None:
    assert (one.text, one.is_complete, one.is_missing) == (text, is_complete, not is_complete)


def test_what_is_not_due_is_never_missing() -> None:
    assert not answer(is_due=False).is_missing
    assert not answer(RATE, is_due=False, numerator=Decimal(3)).is_missing


@pytest.mark.parametrize(
    ("one", "unexplained", "is_unconfirmed"),
    [
        (answer(AMOUNT, numerator=Decimal(5)), 0, False),
        (answer(AMOUNT, EXPLAIN, EXPLAIN, numerator=Decimal(5)), 2, False),
        (answer(AMOUNT, EXPLAIN, EXPLAIN, numerator=Decimal(5), note="Mưa lũ"), 0, False),  # one note explains all
        (answer(AMOUNT, EXPLAIN, CONFIRM, numerator=Decimal(5), note="Mưa lũ"), 1, True),  # a note is no confirmation
        (answer(AMOUNT, CONFIRM, numerator=Decimal(5)), 1, True),
    ],
)
def test_a_note_explains_and_only_a_confirmation_settles_what_is_very_unusual(
    one: IndicatorAnswer, unexplained: int, is_unconfirmed: bool
) -> None:
    assert (one.unexplained_count, one.is_unconfirmed) == (unexplained, is_unconfirmed)


def test_a_confirmation_holds_for_the_numbers_and_the_note_it_was_given_for() -> None:
    one = answer(AMOUNT, EXPLAIN, CONFIRM, numerator=Decimal(5), note="Đúng")
    one.figure.confirmed = one.figure.numbers
    assert (one.unexplained_count, one.is_unconfirmed, one.extraordinary_count) == (0, False, 1)
    one.figure.numerator = Decimal(6)
    assert (one.unexplained_count, one.is_unconfirmed) == (1, True)


def test_a_report_adds_up_what_its_answers_leave_open() -> None:
    check = ReportCheck((answer(), answer(AMOUNT, EXPLAIN, CONFIRM, numerator=Decimal(5)), answer(is_due=False)))
    counts = (check.missing_count, check.warning_count, check.unexplained_count, check.extraordinary_count)
    assert (counts, check.is_clean) == ((1, 2, 2, 1), False)
    assert ReportCheck((answer(numerator=Decimal(5)), answer(is_due=False))).is_clean
    assert ReportCheck().is_clean


def step(action: ReportAction | None, *changes: FieldChange, comment: str = "") -> HistoryStep:
    return HistoryStep(action, moment(), "Nông Văn Thẩm", "", "", comment, changes)


def change(before: str, after: str, field: str = "Số liệu", code: str = "CT01") -> FieldChange:
    return FieldChange(code, "Rừng trồng mới", field, before, after)


def test_reasons_stay_through_every_round_the_newest_first() -> None:
    first, second = step(ReportAction.RETURN, comment="Sai."), step(ReportAction.REOPEN, comment="Thiếu.")
    history = ReportHistory([step(ReportAction.SUBMIT), first, step(ReportAction.SUBMIT), second, step(None)])
    assert history.return_steps == [second, first]


RETURN, SUBMIT = step(ReportAction.RETURN), step(ReportAction.SUBMIT)


@pytest.mark.parametrize(
    ("steps", "changes"),
    [
        ([step(ReportAction.CHANGE, change("1", "2")), SUBMIT], {}),  # never sent back
        ([step(ReportAction.CHANGE, change("1", "2")), RETURN], {}),  # nothing since
        (
            [RETURN, step(ReportAction.CHANGE, change("2", "3")), step(ReportAction.CHANGE, change("3", "5")), SUBMIT],
            {"CT01": [change("2", "5")]},  # from the first value to the last
        ),
        (
            [RETURN, step(ReportAction.CHANGE, change("2", "3")), step(ReportAction.CHANGE, change("3", "2")), SUBMIT],
            {"CT01": []},  # back where it was
        ),
        (
            [RETURN, step(ReportAction.CHANGE, change("2", "3"), change("trống", "Đúng", "Ghi chú"))],
            {"CT01": [change("2", "3"), change("trống", "Đúng", "Ghi chú")]},
        ),
        (
            [
                RETURN,
                step(ReportAction.CHANGE, change("trống", "a.pdf", "Minh chứng")),
                step(ReportAction.CHANGE, change("trống", "b.pdf", "Minh chứng")),
            ],
            {"CT01": [change("trống", "a.pdf", "Minh chứng"), change("trống", "b.pdf", "Minh chứng")]},
        ),
        (
            [RETURN, step(ReportAction.CHANGE, change("1", "2")), RETURN, step(ReportAction.CHANGE, change("2", "3"))],
            {"CT01": [change("2", "3")]},  # only the last round
        ),
    ],
)
def test_what_changed_since_the_last_return(steps: list[HistoryStep], changes: dict[str, list[FieldChange]]) -> None:
    assert ReportHistory(steps).changes_after_return == changes
