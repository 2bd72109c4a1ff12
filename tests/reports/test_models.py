"""Tests of every rule on reports, figures, recognitions, evidence and events, in validation and in the database."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import RestrictedError

from reports.enums import DECIDED_STATES, ReportAction, ReportState
from reports.models import Evidence, Figure, Recognition, Report, ReportEvent, Snapshot
from targets.enums import Measure, PeriodKind, TargetBasis
from targets.models import Field, Indicator, Period, Plan
from tests.constraints import assert_accepted, assert_refused
from tests.factories import UnitFactory, UserFactory
from units.models import Unit, User

pytestmark = pytest.mark.django_db

NOON = datetime(2022, 9, 15, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def unit() -> Unit:
    commune = UnitFactory.create(name="Xã Ngọc Phái")
    return commune


@pytest.fixture
def plan(unit: Unit) -> Plan:
    return Plan.objects.create(
        document_number="15/KH-UBND", issued_on=date(2022, 1, 26), title="Kế hoạch", year=2022, owner=unit
    )


@pytest.fixture
def period(plan: Plan) -> Period:
    days = {"starts_on": date(2022, 6, 15), "ends_on": date(2022, 9, 14), "due_on": date(2022, 9, 16)}
    return Period.objects.create(plan=plan, ordinal=3, kind=PeriodKind.REGULAR, name="Quý III", **days)


@pytest.fixture
def indicator(plan: Plan) -> Indicator:
    field = Field.objects.create(plan=plan, code="KT", name="Kinh tế", order=1)
    shape = {"measure": Measure.AMOUNT, "unit_of_measure": "ha", "basis": TargetBasis.LEVEL}
    return Indicator.objects.create(plan=plan, field=field, code="CT03", name="Trồng rừng", order=3, **shape)


@pytest.fixture
def person() -> User:
    user = UserFactory.create()
    return user


@pytest.fixture
def report(unit: Unit, period: Period) -> Report:
    return Report.objects.create(unit=unit, period=period)


@pytest.fixture
def figure(report: Report, indicator: Indicator, person: User) -> Figure:
    return Figure.objects.create(report=report, indicator=indicator, changed_at=NOON, changed_by=person)


def test_a_unit_has_each_revision_of_a_period_once(report: Report) -> None:
    assert_refused(Report(unit=report.unit, period=report.period), "Báo cáo lần này đã có.")
    assert_accepted(Report(unit=report.unit, period=report.period, revision=2))
    assert_accepted(Report(unit=UnitFactory.create(), period=report.period))
    assert str(Report.objects.get(pk=report.pk)) == "Xã Ngọc Phái – Quý III (lần 1)"


def test_a_report_in_another_state_is_refused(unit: Unit, period: Period) -> None:
    assert_refused(Report(unit=unit, period=period, state="LOST"), "Trạng thái báo cáo không hợp lệ.")


SUBMITTED = "Báo cáo đã gửi phải ghi lúc gửi và người gửi; báo cáo đang nhập thì không."
REVIEWED = "Báo cáo đã duyệt, bị trả lại hoặc mở lại phải ghi người thẩm định và lúc thẩm định; báo cáo khác thì không."


def in_state(unit: Unit, period: Period, state: ReportState) -> Report:
    """Makes a report in the state, with every field that the state asks for."""
    report = Report(unit=unit, period=period, state=state)
    if state != ReportState.DRAFT:
        report.first_submitted_at = report.submitted_at = NOON
        report.submitted_by = UserFactory.create()
    if state in DECIDED_STATES:
        report.reviewed_at, report.reviewed_by = NOON + HOUR, UserFactory.create()
    return report


@pytest.mark.parametrize("state", list(ReportState))
def test_a_report_in_each_state(unit: Unit, period: Period, state: ReportState) -> None:
    assert_accepted(in_state(unit, period, state))


@pytest.mark.parametrize("state", list(ReportState))
@pytest.mark.parametrize("field", ["first_submitted_at", "submitted_at", "submitted_by"])
def test_who_sent_and_when_is_all_there_or_not_at_all(
    unit: Unit, period: Period, state: ReportState, field: str
) -> None:
    report = in_state(unit, period, state)
    there = getattr(report, field) is not None
    value = UserFactory.create() if field.endswith("_by") else NOON
    setattr(report, field, None if there else value)
    assert_refused(report, SUBMITTED)


@pytest.mark.parametrize("state", list(ReportState))
@pytest.mark.parametrize("field", ["reviewed_at", "reviewed_by"])
def test_who_reviewed_and_when_is_all_there_or_not_at_all(
    unit: Unit, period: Period, state: ReportState, field: str
) -> None:
    report = in_state(unit, period, state)
    there = getattr(report, field) is not None
    value = UserFactory.create() if field.endswith("_by") else NOON
    setattr(report, field, None if there else value)
    assert_refused(report, REVIEWED)


def test_nobody_approves_what_they_sent(unit: Unit, period: Period) -> None:
    report = in_state(unit, period, ReportState.APPROVED)
    report.reviewed_by = report.submitted_by
    assert_refused(report, "Không ai được duyệt báo cáo do chính mình gửi.")


def test_the_first_sending_comes_first(unit: Unit, period: Period) -> None:
    report = in_state(unit, period, ReportState.SUBMITTED)
    report.first_submitted_at = NOON + HOUR
    assert_refused(report, "Lần gửi đầu không thể sau lần gửi gần nhất.")
    report.first_submitted_at = NOON - HOUR
    assert_accepted(report)


@pytest.mark.parametrize("field", ["unit", "period", "submitted_by", "reviewed_by"])
def test_what_a_report_names_stays(unit: Unit, period: Period, field: str) -> None:
    report = in_state(unit, period, ReportState.APPROVED)
    report.save()
    with pytest.raises(RestrictedError):
        getattr(report, field).delete()


def test_a_report_has_one_figure_for_an_indicator(figure: Figure) -> None:
    again = Figure(report=figure.report, indicator=figure.indicator, changed_at=NOON, changed_by=UserFactory.create())
    assert_refused(again, "Chỉ tiêu này đã có số liệu trong báo cáo.")


NOT_APPLICABLE = "“Không áp dụng” thì để trống số liệu và phải ghi chú lý do."


@pytest.mark.parametrize(
    "changes",
    [{}, {"note": " "}, {"note": "x", "numerator": 0}, {"note": "x", "denominator": 0}, {"numerator": 1}],
)
def test_not_applicable_has_a_note_and_no_number(figure: Figure, changes: dict[str, Any]) -> None:
    for name, value in {"not_applicable": True, **changes}.items():
        setattr(figure, name, value)
    assert_refused(figure, NOT_APPLICABLE)


@pytest.mark.parametrize(
    "changes",
    [
        {"not_applicable": True, "note": "Xã không có rừng"},
        {},
        {"numerator": Decimal(0)},
        {"numerator": Decimal("577.5"), "denominator": None},
        {"denominator": Decimal(100)},
        {"numerator": Decimal(85), "denominator": Decimal(100), "note": "x", "full_year_estimate": Decimal(90)},
    ],
)
def test_empty_zero_half_filled_and_not_applicable_are_four_things(figure: Figure, changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        setattr(figure, name, value)
    assert_accepted(figure)
    stored = Figure.objects.get()
    assert {name: getattr(stored, name) for name in changes} == changes


def make_recognition(figure: Figure, **changes: Any) -> Recognition:
    fields: dict[str, Any] = {"assessed_year": 2022, "decision_number": "1/QĐ-UBND", "decided_on": date(2023, 4, 28)}
    return Recognition(figure=figure, **fields | changes)


@pytest.mark.parametrize("named", [False, True])
@pytest.mark.parametrize("text", ["", " ", "Trường Tiểu học Ngọc Phái"])
def test_a_decision_recognises_a_unit_or_something_else(figure: Figure, named: bool, text: str) -> None:
    recognition = make_recognition(figure, subject_unit=figure.report.unit if named else None, subject_text=text)
    if named != bool(text.strip()):
        assert_accepted(recognition)
        assert str(recognition).endswith("1/QĐ-UBND")
    else:
        assert_refused(recognition, "Chọn một đơn vị, hoặc ghi tên đối tượng được công nhận, không ghi cả hai.")


@pytest.mark.parametrize("size", [0, 10 * 1024 * 1024 + 1])
def test_evidence_has_contents_within_ten_megabytes(figure: Figure, size: int) -> None:
    evidence = Evidence(
        figure=figure, file="x", name="x.pdf", sha256="0" * 64, by=figure.changed_by, at=NOON, size=size
    )
    assert_refused(evidence, "Tệp minh chứng phải có nội dung và không quá 10 MB.")
    evidence.size = 1 if size == 0 else size - 1
    assert_accepted(evidence)


def make_event(report: Report, actor: User, **changes: Any) -> ReportEvent:
    fields: dict[str, Any] = {"action": ReportAction.SUBMIT, "at": NOON, "to_state": ReportState.SUBMITTED}
    return ReportEvent(report=report, actor=actor, **fields | changes)


@pytest.mark.parametrize("action", list(ReportAction))
@pytest.mark.parametrize("comment", ["", " ", "Số liệu rừng chưa khớp"])
def test_who_returns_or_reopens_gives_a_reason(
    report: Report, person: User, action: ReportAction, comment: str
) -> None:
    event = make_event(report, person, action=action, comment=comment)
    if action in {ReportAction.RETURN, ReportAction.REOPEN} and not comment.strip():
        assert_refused(event, "Trả lại hoặc mở lại báo cáo phải ghi lý do.")
    else:
        assert_accepted(event)


def make_snapshot(period: Period, person: User) -> Snapshot:
    fields = {
        "data": "APPROVED",
        "file": "x.xlsx",
        "sha256": "0" * 64,
        "numbers": {"rows": []},
        "by": person,
        "at": NOON,
    }
    return Snapshot(plan=period.plan, period=period, scope=period.plan.owner, **fields)


def test_a_snapshot_tells_its_moment_in_vietnamese_time(period: Period, person: User) -> None:
    snapshot = make_snapshot(period, person)
    assert_accepted(snapshot)
    assert str(snapshot) == "Quý III/2022 – Xã Ngọc Phái – 12:00 15/09/2022"


@pytest.mark.parametrize("kind", ["event", "snapshot"])
def test_the_story_and_the_snapshots_are_never_changed(report: Report, person: User, kind: str) -> None:
    record = make_event(report, person) if kind == "event" else make_snapshot(report.period, person)
    record.save()
    rows = type(record)._default_manager.all()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        rows.update(at=NOON + HOUR)
    assert rows.get().at == NOON


@pytest.mark.postgresql
@pytest.mark.parametrize("kind", ["event", "snapshot"])
def test_the_story_and_the_snapshots_are_never_deleted(report: Report, person: User, kind: str) -> None:
    record = make_event(report, person) if kind == "event" else make_snapshot(report.period, person)
    record.save()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        record.delete()


def test_a_report_with_a_story_is_never_deleted(report: Report, person: User, figure: Figure) -> None:
    make_event(report, person).save()
    with pytest.raises(RestrictedError):
        report.delete()
