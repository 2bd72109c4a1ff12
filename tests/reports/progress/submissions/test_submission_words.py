"""The reports that units owe, counted and in words, without a database: who is late, silent, or has to send again."""

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chodon_thidua.lib import clock
from reports.dashboard.units.unit_periods import UnitPeriod
from reports.enums import ReportState
from reports.meeting.notes import as_sentence, shorten
from reports.meeting.snapshots.missing_reports import missing_reports
from reports.meeting.submission_lines import branch_line, unit_line
from reports.models import Report
from reports.progress.attention import AttentionSummary, IndicatorConcern
from reports.progress.submissions.counts import returned_reports, submission_counts
from reports.progress.submissions.obligations import ReportObligation, obligations_at
from reports.progress.submissions.unsent import BranchSubmissions, UnsentReport, unsent_report
from reports.selectors.report_contents.report_data import ReportData
from reports.submission_counts import SubmissionCounts
from targets.enums import PeriodState
from targets.models import Period
from tests.reports.builders import moment
from tests.reports.selectors.figure_references import COMMUNE, OLD, UNITS, ReferencePlan
from units.models import Unit

DRAFT, SUBMITTED, RETURNED, REOPENED, APPROVED = ReportState
DUE_ON = date(2022, 9, 16)
UNIT = Unit(pk=COMMUNE, code="02053", name="Xã Ngọc Phái", short_name="Ngọc Phái", sort_key="1")
OTHER = Unit(pk=OLD, code="02038", name="Xã Quảng Bạch", short_name="Quảng Bạch", sort_key="2")


def report(state: ReportState = SUBMITTED, sent: datetime | None = None, **fields: Any) -> Report:
    plain = {"unit_id": COMMUNE, "first_submitted_at": sent, "submitted_at": sent}
    return Report(state=state, **plain | fields)


def obligation(own: Report | None = None, days_late: int = 0, unit: Unit = UNIT) -> ReportObligation:
    is_sent = own is not None and own.first_submitted_at is not None
    return ReportObligation(unit, own, days_late, on_time=is_sent and not days_late)


def period(ordinal: int = 3, state: PeriodState = PeriodState.OPEN) -> Period:
    return Period(pk=ordinal, ordinal=ordinal, name="Quý III", due_on=DUE_ON, state=state)


@pytest.mark.parametrize(
    ("own", "sent", "again"),
    [
        (None, False, False),
        (report(DRAFT), False, False),
        (report(SUBMITTED, moment(15)), True, False),
        (report(APPROVED, moment(15)), True, False),
        (report(RETURNED, moment(15)), True, True),  # the first sending counts, though it came back
        (report(REOPENED, moment(15)), True, True),
    ],
)
def test_a_report_is_sent_once_and_for_all_and_may_have_to_be_sent_again(
    own: Report | None, sent: bool, again: bool
) -> None:
    assert (obligation(own).sent, obligation(own).to_send_again) == (sent, again)


@pytest.mark.parametrize(
    ("own", "state", "label"),
    [
        (None, "NONE", "Chưa nhập"),
        (report(DRAFT), "DRAFT", "Đang nhập"),
        (report(RETURNED), "RETURNED", "Bị trả lại"),
        (report(REOPENED), "REOPENED", "Mở lại để đính chính"),
    ],
)
def test_a_report_that_is_missing_says_how_far_it_is(own: Report | None, state: str, label: str) -> None:
    line = unsent_report(obligation(own, 2))
    assert (line.state, line.state_label, line.days_late) == (state, label, 2)
    of_unit = UnitPeriod(period(), "02053", obligation(own), 0, 0, 0, 0)
    assert (of_unit.state, of_unit.state_label) == (state, label)


def test_a_period_in_which_a_unit_is_asked_for_nothing_has_no_deadline() -> None:
    line = UnitPeriod(period(state=PeriodState.UPCOMING), "02053", None, 0, 0, 0, 0)
    assert (line.deadline, line.state, line.is_upcoming) == (None, "NONE", True)
    assert not UnitPeriod(period(), "02053", None, 0, 0, 0, 0).is_upcoming


# Who owes, of a plan


def counted(own: Report | None, *, ordinal: int = 3, joins: Any = None, corrected: Any = None) -> SubmissionCounts:
    plan_data = ReferencePlan(joins=joins or {}).plan_data()
    latest = {} if own is None else {(own.unit_id, own.period_id or 3): own}
    report_data = ReportData(latest=latest, corrected=corrected or {})
    at = next(row for row in plan_data.periods if row.ordinal == ordinal)
    at.due_on = DUE_ON
    with clock.at(moment(18)):
        return submission_counts(plan_data, report_data, UNITS, at)


@pytest.mark.parametrize(
    ("own", "numbers"),
    [
        (None, (1, 0, 0, 0, 0)),
        (report(DRAFT), (1, 0, 0, 0, 0)),
        (report(SUBMITTED, moment(16, hour=23)), (1, 1, 0, 1, 0)),  # to the last hour of the day
        (report(SUBMITTED, moment(17, hour=0)), (1, 1, 0, 0, 0)),
        (report(APPROVED, moment(1)), (1, 1, 0, 1, 0)),
        (report(RETURNED, moment(15)), (1, 1, 1, 1, 1)),
        (report(RETURNED, moment(17)), (1, 1, 1, 0, 1)),
    ],
)
def test_reports_are_counted_by_how_far_they_are(own: Report | None, numbers: tuple[int, ...]) -> None:
    counts = counted(own)
    assert (
        counts.obligations,
        counts.senders,
        counts.to_send_again,
        counts.on_time,
        counts.returned_reports,
    ) == numbers
    assert counts.silent == counts.obligations - counts.senders


def test_a_report_of_an_earlier_quarter_that_came_back_is_still_to_send() -> None:
    own = report(RETURNED, moment(15), period_id=2)
    assert (counted(own).returned_reports, counted(own).to_send_again) == (1, 0)
    assert counted(own, ordinal=1).returned_reports == 0  # it was not owed by then


def test_a_report_of_a_merged_unit_is_its_successors_to_send() -> None:
    own = report(RETURNED, moment(15), unit_id=OLD, period_id=2)
    plan_data = ReferencePlan(joins={OLD: 3}).plan_data()
    data = ReportData(latest={(OLD, 2): own})
    third = plan_data.periods[2]
    assert returned_reports(plan_data, data, [COMMUNE], third) == [(OLD, 2, own)]
    assert returned_reports(ReferencePlan().plan_data(), data, [COMMUNE], third) == []


def test_an_indicator_in_correction_is_noted_until_later_periods() -> None:
    assert counted(None, corrected={(COMMUNE, 2): {10}}).corrected == {10}
    assert counted(None, corrected={(COMMUNE, 4): {10}}).corrected == frozenset()
    assert counted(None, corrected={(99, 2): {10}}).corrected == frozenset()


def test_nobody_owes_what_is_not_due() -> None:
    plan_data = ReferencePlan().plan_data()
    with clock.at(moment(18)):
        assert [own.unit.pk for own in obligations_at(plan_data, ReportData(), UNITS, plan_data.periods[2])] == [
            COMMUNE
        ]
        assert obligations_at(plan_data, ReportData(), {}, plan_data.periods[2]) == []
        plan_data.targets[10][COMMUNE].reports = False
        assert obligations_at(plan_data, ReportData(), UNITS, plan_data.periods[2]) == []


# A summary of what needs a decision


def summary(**fields: Any) -> AttentionSummary:
    nothing: Any = dict.fromkeys(("concerns", "silent", "late_senders", "returned", "remarks", "below"), ())
    return AttentionSummary(**nothing | {"submissions": SubmissionCounts()} | fields)


def silent(days_late: int) -> UnsentReport:
    return UnsentReport(UNIT, "NONE", "Chưa nhập", days_late)


def branch(days_late: int = 0, unit: Unit = OTHER, **counts: int) -> BranchSubmissions:
    return BranchSubmissions(unit, SubmissionCounts(**counts), days_late, unit.code)


@pytest.mark.parametrize(
    ("counts", "text"),
    [
        ({}, "0/0 đơn vị đã nộp, 0 đúng hạn"),
        ({"obligations": 25, "senders": 19, "on_time": 17}, "19/25 đơn vị đã nộp, 17 đúng hạn"),
        (
            {"obligations": 25, "senders": 19, "on_time": 17, "to_send_again": 1},
            "19/25 đơn vị đã nộp (1 phải gửi lại), 17 đúng hạn",
        ),
    ],
)
def test_who_has_sent_in_one_line(counts: dict[str, int], text: str) -> None:
    assert summary(submissions=SubmissionCounts(**counts)).sent_text == text


CONCERN: Any = IndicatorConcern(None, ("Chậm.",), "NN&PTNT")  # the row is not looked at


@pytest.mark.parametrize(
    ("fields", "sentence", "is_empty"),
    [
        ({}, "", True),
        ({"silent": (silent(0),)}, "", True),  # there is still time
        ({"silent": (silent(0), silent(2))}, "01 đơn vị quá hạn", False),
        ({"concerns": (CONCERN, CONCERN)}, "02 chỉ tiêu", False),
        ({"submissions": SubmissionCounts(returned_reports=3)}, "03 báo cáo phải gửi lại", False),
        (
            {
                "concerns": (CONCERN,),
                "silent": (silent(1),),
                "below": (branch(2, obligations=12, senders=2),),
                "submissions": SubmissionCounts(returned_reports=1),
            },
            "01 chỉ tiêu, 11 đơn vị quá hạn, 01 báo cáo phải gửi lại",
            False,
        ),
        ({"remarks": ((UNIT, "Thiếu vốn."),)}, "", False),
    ],
)
def test_all_that_needs_action_in_one_sentence(fields: dict[str, Any], sentence: str, is_empty: bool) -> None:
    own = summary(**fields)
    assert (own.sentence, own.is_empty) == (sentence, is_empty)


def test_branches_are_named_by_what_they_still_owe() -> None:
    late, silent_branch, done = (
        branch(0, obligations=3, senders=3, on_time=1),
        branch(2, obligations=3, senders=1, on_time=1),
        branch(0, obligations=3, senders=3, on_time=3, returned_reports=1),
    )
    own = summary(below=(late, silent_branch, done))
    assert own.silent_below == own.overdue_below == (silent_branch,)
    assert own.late_below == (late,)
    assert own.returned_below == (done,)


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_waiting_counts_reports_to_send_for_the_first_time_or_again(total: int, sent: int, again: int) -> None:
    sent, again = min(sent, total), min(again, sent, total)
    counts = SubmissionCounts(obligations=total, senders=sent, to_send_again=again)
    assert summary(submissions=counts).waiting_count == total - sent + again


# Biểu 03


def submission_line(
    own: ReportObligation, returns: int = 0, counting: bool = False, state: Any = PeriodState.OPEN
) -> Any:
    at = period(state=state)
    counting_reports = {(COMMUNE, 3): own.report} if counting else {}
    overview: Any = SimpleNamespace(period=at, report_data=ReportData(counting_reports=counting_reports))
    with clock.at(moment(18)):
        return unit_line(overview, own, {(COMMUNE, 3): returns})


@pytest.mark.parametrize(
    ("own", "state", "sent_on", "days", "notes"),
    [
        (obligation(None, 2), "Chưa nhập", None, 2, "Trễ 2 ngày."),
        (obligation(report(DRAFT), 2), "Đang nhập", None, 2, "Trễ 2 ngày."),
        (obligation(report(SUBMITTED, moment(15))), "Chờ duyệt", date(2022, 9, 15), 0, ""),
        (obligation(report(SUBMITTED, moment(17)), 1), "Chờ duyệt", date(2022, 9, 17), 1, ""),
        (
            obligation(report(SUBMITTED, moment(15), submitted_at=moment(17))),
            "Chờ duyệt",
            date(2022, 9, 15),
            0,
            "Gửi lại ngày 17/09/2022.",
        ),
        (
            obligation(report(APPROVED, moment(15), reviewed_at=moment(16))),
            "Đã duyệt",
            date(2022, 9, 15),
            0,
            "Duyệt ngày 16/09/2022.",
        ),
        (obligation(report(RETURNED, moment(15))), "Bị trả lại", date(2022, 9, 15), 0, "Phải gửi lại."),
        (
            obligation(report(SUBMITTED, moment(15), on_behalf_at=moment(14), incomplete_reason="Chờ kiểm kê")),
            "Chờ duyệt",
            date(2022, 9, 15),
            0,
            "Nhập thay đơn vị. Gửi thiếu: Chờ kiểm kê.",
        ),
    ],
)
def test_a_line_says_when_it_was_sent_and_what_became_of_it(
    own: ReportObligation, state: str, sent_on: date | None, days: int, notes: str
) -> None:
    line = submission_line(own, returns=2)
    assert (line.state, line.sent_on, line.days_late, line.notes, line.returns) == (state, sent_on, days, notes, 2)


def test_a_report_reopened_for_correction_still_counts() -> None:
    assert submission_line(obligation(report(REOPENED, moment(15))), counting=True).notes == "Đang đính chính."


def test_without_a_report_there_is_nothing_late_before_the_due_day() -> None:
    line = submission_line(obligation(None, 0), state=PeriodState.UPCOMING)
    assert (line.days_late, line.notes) == (None, "Chưa đến kỳ.")


@pytest.mark.parametrize(
    ("counts", "state", "notes"),
    [
        ({"obligations": 20, "senders": 18, "on_time": 15}, "18/20 đã nộp", "15 đơn vị đúng hạn, 3 trễ, 2 chưa nộp."),
        (
            {"obligations": 20, "senders": 20, "on_time": 20, "to_send_again": 1},
            "20/20 đã nộp",
            "20 đơn vị đúng hạn, 0 trễ, 0 chưa nộp. 1 đơn vị phải gửi lại.",
        ),
    ],
)
def test_a_branch_is_counted_in_one_line(counts: dict[str, int], state: str, notes: str) -> None:
    line = branch_line(branch(**counts))
    assert (line.state, line.notes, line.sent_on, line.returns) == (state, notes, None, None)


# What frozen numbers would not count


def test_what_is_not_counted_is_named_by_what_it_waits_for() -> None:
    waiting, again = obligation(report(SUBMITTED, moment(15))), obligation(report(RETURNED, moment(15)), unit=OTHER)
    own = summary(silent=(silent(1),), submissions=SubmissionCounts(obligations=3, senders=2, to_send_again=1))
    for pending, labels in (
        (False, ["chưa nộp", "phải gửi lại", "chờ duyệt, chưa được tính"]),
        (True, ["chưa nộp", "phải gửi lại"]),
    ):
        overview: Any = SimpleNamespace(obligations=[waiting, again], pending=pending)
        groups = missing_reports(overview, own)
        assert [group.label for group in groups] == labels
        assert [group.names for group in groups][:2] == [("Ngọc Phái",), ("Quảng Bạch",)]
    assert missing_reports(SimpleNamespace(obligations=[], pending=False), summary()) == []


def test_branches_stand_for_the_units_below_them() -> None:
    below = (branch(1, obligations=9, senders=4, to_send_again=2), branch(0, UNIT, obligations=2, senders=2))
    own = summary(below=below, submissions=SubmissionCounts(obligations=11, senders=6, to_send_again=2))
    groups = missing_reports(SimpleNamespace(obligations=[], pending=True), own)
    assert [(group.label, group.names, group.count) for group in groups] == [
        ("chưa nộp", ("Quảng Bạch (5)",), 5),
        ("phải gửi lại", ("Quảng Bạch (2)",), 2),
    ]


# Notes on paper


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Mưa lũ", "Mưa lũ."),
        ("Mưa lũ.", "Mưa lũ."),
        ("Mưa lũ!", "Mưa lũ!"),
        ("Vì sao?", "Vì sao?"),
        ("Mưa\nlũ  lớn", "Mưa lũ lớn."),
        ("a" * 300, f"{'a' * 200}…"),
        (f"{'từ ' * 100}", f"{'từ ' * 66}".rstrip() + "…"),
    ],
)
def test_a_note_is_one_sentence_of_bounded_length(text: str, sentence: str) -> None:
    assert as_sentence(text) == sentence


@given(st.text(alphabet="aă \n\t.,<b>", max_size=300), st.integers(1, 80))
def test_a_cut_note_is_the_beginning_of_what_was_written(text: str, longest: int) -> None:
    short, line = shorten(text, longest), " ".join(text.split())
    assert len(short) <= longest + 1
    assert "\n" not in short
    assert line == short or line.startswith(short.removesuffix("…"))
