"""Tests of what a period can become and what that would mean, in words. No database."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.coordination.periods.period_reports import PeriodReports
from reports.coordination.periods.period_transitions import period_transitions
from reports.enums import ReportState
from reports.models import Report
from targets.enums import PeriodState
from targets.models import Period
from tests.reports.builders import moment
from units.models import Unit

SENT = moment()
States = list[ReportState | None]
STATES = [None, *ReportState]


def reports_in(*states: ReportState | None) -> PeriodReports:
    """Builds the reports of as many units, each in one state or not begun."""
    units = [Unit(pk=n, name=f"Xã {n}") for n in range(1, len(states) + 1)]
    reports = {
        unit.pk: Report(unit=unit, state=state, first_submitted_at=None if state == ReportState.DRAFT else SENT)
        for unit, state in zip(units, states, strict=True)
        if state
    }
    approved = {pk for pk, report in reports.items() if report.state == ReportState.APPROVED}
    return PeriodReports(units, reports, approved)


def meanings(state: PeriodState, *states: ReportState | None) -> dict[PeriodState, str]:
    period = Period(name="Quý III", state=state, due_on=date(2022, 9, 16))
    return {one.state: one.meaning for one in period_transitions(period, reports_in(*states))}


@pytest.mark.parametrize(
    ("state", "states", "possible"),
    [
        (PeriodState.UPCOMING, [None], [PeriodState.OPEN]),
        (PeriodState.OPEN, [None], [PeriodState.LOCKED, PeriodState.UPCOMING]),
        (PeriodState.OPEN, [None, ReportState.DRAFT], [PeriodState.LOCKED]),  # a unit has begun
        (PeriodState.OPEN, [ReportState.APPROVED], [PeriodState.LOCKED]),
        (PeriodState.LOCKED, [ReportState.APPROVED], [PeriodState.OPEN]),
        (PeriodState.LOCKED, [], [PeriodState.OPEN]),
    ],
)
def test_a_period_can_become(state: PeriodState, states: States, possible: list[PeriodState]) -> None:
    assert list(meanings(state, *states)) == possible


@pytest.mark.parametrize(
    ("states", "meaning"),
    [
        ([ReportState.APPROVED] * 2, "Mọi đơn vị đã được duyệt. Sau này vẫn mở lại được."),
        (
            [None, ReportState.DRAFT, ReportState.APPROVED],
            "2 đơn vị chưa nộp sẽ không nhập được nữa. Sau này vẫn mở lại được.",
        ),
        (
            [None, ReportState.RETURNED],
            "1 đơn vị chưa nộp và 1 đơn vị phải gửi lại sẽ không nhập được nữa. Sau này vẫn mở lại được.",
        ),
        (
            [ReportState.SUBMITTED, ReportState.RETURNED],
            "1 đơn vị phải gửi lại sẽ không nhập được nữa. 1 báo cáo chờ duyệt vẫn duyệt được; nếu trả lại thì phải mở "
            "riêng cho đơn vị mới sửa được. Sau này vẫn mở lại được.",
        ),
    ],
)
def test_locking_says_whom_it_shuts_out(states: States, meaning: str) -> None:
    assert meanings(PeriodState.OPEN, *states)[PeriodState.LOCKED] == meaning


def test_opening_says_for_how_many_and_until_when() -> None:
    opening = meanings(PeriodState.UPCOMING, None, None)[PeriodState.OPEN]
    assert opening == "2 đơn vị nhập và gửi được số liệu, hạn gửi 16/09/2022."
    again = meanings(PeriodState.LOCKED, None, ReportState.APPROVED)[PeriodState.OPEN]
    assert "Cả 2 đơn vị lại nhập được; báo cáo đã duyệt vẫn giữ nguyên." in again


def test_the_button_repeats_what_it_does() -> None:
    period = Period(name="Quý III", state=PeriodState.OPEN)
    labels = [(one.label, one.confirm_label) for one in period_transitions(period, reports_in(None))]
    assert labels == [
        ("Khóa Quý III", "Đồng ý khóa Quý III"),
        ("Đưa Quý III về “Chưa mở”", "Đồng ý đưa Quý III về “Chưa mở”"),
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(STATES), max_size=6))
def test_every_unit_is_counted_once(states: list[ReportState | None]) -> None:
    """Silent, sent back, in review and approved are all units, and none is in two of them."""
    reports = reports_in(*states)
    groups = [reports.silent_units, reports.units_after_return, reports.units_in_review, reports.approved_units]
    assert sorted(unit.pk for group in groups for unit in group) == [unit.pk for unit in reports.obliged_units]
    sent = [unit for unit in reports.obliged_units if unit not in reports.silent_units]
    assert reports.submitting_units == sent


def test_a_correction_counts_as_sent_back_and_still_as_approved() -> None:
    """The latest revision is open again while the approved one still counts."""
    reports = reports_in(ReportState.RETURNED)
    corrected = PeriodReports(reports.obliged_units, reports.latest_reports, {1})
    assert corrected.units_after_return == corrected.approved_units == corrected.obliged_units
