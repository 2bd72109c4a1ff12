"""The made-up nation: as many units and years as were asked for, with totals that are those of its figures."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from chodon_thidua.lib import clock
from reports.models import Figure, Report, ReportEvent, RollUp
from reports.progress.overview import plan_overview
from targets.enums import PeriodState, Status
from targets.models import Plan
from targets.selectors import plan_view
from tests.factories import UnitFactory
from tests.reports.builders import moment
from units.enums import UnitKind
from units.models import Unit, User
from units.startup_checks import DEMO_PASSWORD
from units.visibility import visible_units_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings) -> None:
    settings.DEMO = True


def simulate(*options: str) -> str:
    stdout_text = StringIO()
    with clock.at(moment()):
        call_command("simulate", *options, stdout=stdout_text)
    return stdout_text.getvalue()


def test_a_nation_has_its_levels_its_years_and_true_totals(demo: None) -> None:
    output = simulate("--units", "16", "--years", "2")
    assert output == f"Đã mô phỏng {Unit.objects.count()} đơn vị, 2 năm, {Figure.objects.count()} số liệu.\n"
    kinds = (UnitKind.PROVINCE, UnitKind.DISTRICT, UnitKind.COMMUNE)
    assert [Unit.objects.filter(kind=kind).count() for kind in kinds] == [1, 1, 16]
    assert list(Plan.objects.order_by("year").values_list("year", "status")) == [(2021, "CLOSED"), (2022, "ACTIVE")]
    assert ReportEvent.objects.filter(action="APPROVE").count() == Report.objects.filter(state="APPROVED").count()
    assert RollUp.objects.exists()
    with clock.at(moment()):
        call_command("rebuild_rollup", "--check", stdout=StringIO())
        visible_units = visible_units_of(User.objects.get(username="lanhdao"))
        view = plan_view(visible_units, year=2022)
        assert view
        period = view.opened_periods[-1]
        assert period
        assert (period.ordinal, period.state) == (3, PeriodState.OPEN)
        result = plan_overview(visible_units, view, period, view.plan.owner, pending=True)
    rows = {row.code: row.assessment for row in result.rows}
    assert (rows["CT03"].aggregate.assigned, rows["CT03"].aggregate.covered) == (16, 15)  # one has still to type
    assert rows["CT03"].same_period  # of the year before
    assert rows["CT08"].status in (Status.NOT_DUE, Status.ON_TRACK, Status.AT_RISK, Status.BEHIND, Status.NO_DATA)


@pytest.mark.parametrize(("rhythm", "opened"), [("2", 2), ("12", 9)])
def test_a_nation_reports_in_another_rhythm(demo: None, rhythm: str, opened: int) -> None:
    """It is as far in its year as by quarters, and its totals up the tree are those of its figures."""
    simulate("--units", "3", "--years", "1", "--rhythm", rhythm)
    with clock.at(moment()):
        call_command("rebuild_rollup", "--check", stdout=StringIO())
        view = plan_view(visible_units_of(User.objects.get(username="lanhdao")), year=2022)
    assert view
    assert [period.ordinal for period in view.opened_periods] == list(range(1, opened + 1))
    assert view.opened_periods[-1].state == PeriodState.OPEN


def test_the_same_nation_comes_every_time(demo: None) -> None:
    simulate("--units", "3", "--years", "1")
    numbers = list(Figure.objects.order_by("pk").values_list("numerator", "denominator")[:20])
    assert len(set(numbers)) > 10
    assert all(numerator is not None for numerator, _ in numbers)
    assert all(user.check_password(DEMO_PASSWORD) for user in User.objects.all())


def test_nothing_is_made_up_beside_what_people_entered(demo: None, settings) -> None:
    UnitFactory.create()
    with pytest.raises(CommandError, match="chỉ mô phỏng vào cơ sở dữ liệu trống"):
        simulate()
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO=true"):
        simulate()
    with pytest.raises(CommandError, match="phải là số nguyên dương"):
        simulate("--units", "0")
