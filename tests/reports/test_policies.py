"""Tests of what the state of a report allows, and of the sentences that say why not; without a database."""

from datetime import date

import pytest

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import StateRefusal
from reports.enums import ReportAction, ReportState
from reports.models import Report
from reports.policies import change_access, check_transition, state_sentence
from targets.enums import PeriodState
from targets.models import Period
from tests.reports.builders import moment
from units.models import Unit, User

UNIT = Unit(code="02053", name="Xã Ngọc Phái")
SENDER, REVIEWER = User(full_name="Lý Thị Ba"), User(full_name="Nông Văn Thẩm")


def period(state: PeriodState = PeriodState.OPEN) -> Period:
    return Period(ordinal=3, name="Quý III", state=state, starts_on=date(2022, 6, 15), ends_on=date(2022, 9, 14))


def report(state: ReportState) -> Report:
    written = Report(state=state, unit=UNIT, period=period())
    if state != ReportState.DRAFT:
        written.submitted_at, written.submitted_by = moment(14), SENDER
    if state in (ReportState.RETURNED, ReportState.APPROVED):
        written.reviewed_at, written.reviewed_by = moment(15, hour=8), REVIEWER
    return written


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (ReportState.DRAFT, "Báo cáo đang ở trạng thái “Đang nhập”."),
        (ReportState.RETURNED, "Báo cáo đang ở trạng thái “Bị trả lại”."),
        (ReportState.SUBMITTED, "Báo cáo đã được Lý Thị Ba gửi lúc "),
        (ReportState.APPROVED, "Báo cáo đã được Nông Văn Thẩm duyệt lúc "),
    ],
)
def test_the_sentence_names_who_did_the_last_step(state, sentence):
    with clock.at(moment()):
        assert state_sentence(report(state)).startswith(sentence)


@pytest.mark.parametrize(
    ("state", "way_out"),
    [
        (ReportState.SUBMITTED, "cán bộ thẩm định có thể trả lại để sửa."),
        (ReportState.APPROVED, "cán bộ thẩm định có thể mở lại để đính chính."),
    ],
)
def test_a_closed_report_says_who_can_open_it(state, way_out):
    with clock.at(moment()):
        reason, exception = change_access(report(state), period(), UNIT)
    assert reason.endswith(way_out)
    assert exception is None


@pytest.mark.parametrize("state", [None, ReportState.DRAFT, ReportState.RETURNED])
def test_an_unsent_report_of_an_open_period_takes_changes(state):
    assert change_access(state and report(state), period(), UNIT) == ("", None)


def test_a_period_that_has_not_begun_takes_none():
    reason, exception = change_access(None, period(PeriodState.UPCOMING), UNIT)
    assert "chưa mở" in reason
    assert exception is None


@pytest.mark.parametrize(
    ("state", "action", "words"),
    [
        (ReportState.APPROVED, ReportAction.CHANGE, "Không thể sửa số liệu lúc này."),
        (ReportState.SUBMITTED, ReportAction.SUBMIT, "Không thể gửi báo cáo lúc này."),
        (ReportState.DRAFT, ReportAction.APPROVE, "Không thể duyệt lúc này."),
        (ReportState.RETURNED, ReportAction.REOPEN, "Không thể mở lại để đính chính lúc này."),
    ],
)
def test_a_refused_step_is_named_in_the_sentence(state, action, words):
    written = report(state)
    with clock.at(moment()), pytest.raises(StateRefusal) as refusal:
        check_transition(written, action)
    with clock.at(moment()):
        assert str(refusal.value) == f"{state_sentence(written)} {words}"
