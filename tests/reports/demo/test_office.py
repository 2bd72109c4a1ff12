"""The demo tells a true story: published figures, every state, events in order and before the due dates."""

from collections import Counter
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from reports.demo.office import load_demo
from reports.enums import ReportAction, ReportState
from reports.models import Figure, Recognition, Report, ReportEvent
from reports.progress.overview import plan_overview
from reports.selectors.scope import plan_scope
from targets.enums import PeriodState, Status
from targets.models import Baseline
from tests.factories import UserFactory
from tests.stored_rows import built_once
from units.models import User


@pytest.mark.django_db
def test_the_demo_is_loaded_only_where_it_belongs(settings):
    with pytest.raises(CommandError, match="DEMO=true"):
        call_command("load_demo")
    settings.DEMO = True
    UserFactory.create()
    with pytest.raises(CommandError, match="đã có dữ liệu thật"):
        call_command("load_demo")
    assert User.objects.count() == 1


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """Loaded once for this module and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield built_once(load_demo)
        transaction.set_rollback(True)


@pytest.fixture
def assessments_of(demo):
    def read(ordinal, pending=False):
        scope = plan_scope(User.objects.get(username="lanhdao"), year=None, plan_id=None, ordinal=ordinal, code="")
        overview = plan_overview(scope.visible_units, scope.view, scope.period, scope.unit, pending=pending)
        return {row.code: row.assessment for row in overview.rows}

    return read


def test_published_forest_of_april(assessments_of):
    row = assessments_of(2)["CT03"]
    assert (row.value, row.status, row.percent_shown) == (577, Status.EXCEEDED, Decimal("101.2"))
    assert assessments_of(3)["CT03"].status == Status.EXCEEDED


def test_published_grain_of_june(assessments_of):
    grain = sum(contribution.numerator for contribution in assessments_of(2)["CT01"].totals.contributions)
    assert grain == 10280 + 4520


@pytest.mark.parametrize(("code", "value"), [("CT01", "500"), ("CT02", "112880"), ("CT03", "771.9")])
def test_published_year_ends_of_2021(demo, code, value):
    row = Baseline.objects.get(indicator__code=code, unit=demo.plan.owner, ordinal=5)
    assert row.value == Decimal(value)
    assert "minh họa" not in row.source


def test_everything_else_says_that_it_is_made_up(demo):
    figures = Figure.objects.exclude(indicator__measure="RECOGNITION").values_list("source", flat=True)
    assert {source.split(":")[0] for source in figures} == {"Số liệu minh họa"}
    press_sources = {"Báo chí, 08/12/2021: thu đến 08/12/2021"}
    assert {row.source for row in Baseline.objects.exclude(unit=demo.plan.owner)} - press_sources == {
        "Số liệu minh họa"
    }


def test_the_year_so_far(demo):
    states = {p.ordinal: p.state for p in demo.plan.periods.all()}
    assert states == {
        1: PeriodState.LOCKED,
        2: PeriodState.LOCKED,
        3: PeriodState.OPEN,
        4: PeriodState.UPCOMING,
        5: PeriodState.UPCOMING,
    }
    for ordinal in (1, 2):
        assert set(Report.objects.filter(period__ordinal=ordinal).values_list("state", flat=True)) == {
            ReportState.APPROVED
        }
    third = Counter(Report.objects.filter(period__ordinal=3).values_list("state", flat=True))
    assert third == {"APPROVED": 7, "SUBMITTED": 10, "RETURNED": 1, "DRAFT": 3}
    assert not Report.objects.filter(period__ordinal=3, unit__code="02053").exists()


def test_all_status_words_have_work_to_do(assessments_of):
    assert {row.status for row in assessments_of(2).values()} >= {
        Status.EXCEEDED,
        Status.ON_TRACK,
        Status.AT_RISK,
        Status.NOT_DUE,
    }
    assert {row.status for row in assessments_of(1).values()} >= {Status.BEHIND}
    assert {row.status for row in assessments_of(3).values()} >= {Status.NO_DATA}


def test_pending_reports_count_only_when_asked(assessments_of):
    assert len(assessments_of(3, pending=True)["CT07"].totals.covered) == 13
    assert len(assessments_of(3)["CT07"].totals.covered) == 6


def test_events_are_true_and_in_order(demo):
    for report in Report.objects.all():
        events = list(report.events.all())
        moments = [event.at for event in events]
        assert moments == sorted(moments)
        assert events[0].action == ReportAction.CREATE
        if report.first_submitted_at:
            assert timezone.localtime(report.first_submitted_at).date() <= report.period.due_on
            assert ReportEvent.objects.filter(
                report=report, action=ReportAction.SUBMIT, at=report.first_submitted_at
            ).exists()
    assert ReportEvent.objects.get(action=ReportAction.RETURN).comment
    assert max(ReportEvent.objects.values_list("at", flat=True)).date().isoformat() == "2022-09-14"


def test_no_decision_is_signed_after_its_figure(demo):
    assert Recognition.objects.exists()
    assert all(item.decided_on <= item.figure.as_of for item in Recognition.objects.select_related("figure"))


def test_accounts(demo):
    assert {"quantri", "lanhdao", "thamdinh", "nhap-02053", "nhap-tckh"} <= set(demo.people)
    assert len(demo.people) == 31
    assert all(user.is_demo and user.check_password("thi-dua-2022") for user in User.objects.all())
    assert not User.objects.filter(must_change_password=True).exists()
