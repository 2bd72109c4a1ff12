"""Loading a plan and moving its periods."""

import copy
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from chodon_thidua.lib import clock
from chodon_thidua.lib.errors import InvalidInput, Refusal, StateRefusal
from targets.enums import PeriodState
from targets.models import Baseline, Indicator, Period, Plan, Target
from targets.planfile import LastYearRow, PlanFileError, read_plan
from targets.policies import check_period_open, period_is_open
from targets.services import baseline_set, period_exception_grant, period_set_state, plan_load
from tests.factories import MembershipFactory
from units.enums import Role
from units.models import AuditEvent, Unit

pytestmark = pytest.mark.django_db
FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
RAW = json.loads((FIXTURES / "plan-15-2022.json").read_text(encoding="utf-8"))


@pytest.fixture
def units():
    call_command("load_units", FIXTURES / "units-064.json", verbosity=0)


@pytest.fixture
def plan(units):
    return plan_load(file=read_plan(RAW))[0]


@pytest.fixture
def admin(plan):
    return MembershipFactory(unit=plan.owner, role=Role.ADMINISTRATOR).user


def test_loads_the_whole_plan(plan):
    assert Indicator.objects.filter(plan=plan, parent=None).count() == 15
    assert Indicator.objects.filter(plan=plan).count() == 21
    assert plan.periods.count() == 5
    assert {p.state for p in plan.periods.all()} == {PeriodState.UPCOMING}
    reporting = Unit.objects.filter(targets__reports=True).distinct()
    assert sorted(unit.code for unit in reporting if not unit.code.isdigit()) == [
        "BCHQS", "CA", "GDDT", "HKL", "NNPTNT", "TCKH", "TTYT", "VP",
    ]  # fmt: skip
    assert reporting.count() == 28
    headline = Target.objects.get(indicator__code="CT03", unit=plan.owner)
    assert (headline.comparator, headline.value, headline.reports) == (">=", Decimal(570), False)
    one_department = Target.objects.get(indicator__code="CT04", unit__code="HKL")
    assert (one_department.value, one_department.reports) == (Decimal("80.5"), True)


def test_a_second_load_changes_nothing(plan):
    before = list(Target.objects.order_by("pk").values())
    assert plan_load(file=read_plan(RAW)) == (plan, False)
    assert list(Target.objects.order_by("pk").values()) == before


def test_unknown_units_are_all_named_and_nothing_is_written(units):
    raw = copy.deepcopy(RAW)
    raw["indicators"][0]["lead"] = "NOPE"
    raw["indicators"][1]["reporters"] = {"units": ["GONE"]}
    with pytest.raises(PlanFileError) as refusal:
        plan_load(file=read_plan(raw))
    assert [sentence.split(":")[0] for sentence in refusal.value.problems] == ["Chỉ tiêu CT01", "Chỉ tiêu CT02"]
    assert not Plan.objects.exists()


def test_command_says_what_is_wrong(units, tmp_path):
    wrong = tmp_path / "plan.json"
    wrong.write_text("{", encoding="utf-8")
    with pytest.raises(CommandError, match="không phải JSON hợp lệ"):
        call_command("load_plan", wrong)
    with pytest.raises(CommandError, match="Không đọc được tệp"):
        call_command("load_plan", tmp_path / "none.json")
    wrong.write_text(json.dumps(RAW | {"owner": "999"}), encoding="utf-8")
    with pytest.raises(CommandError, match="không có đơn vị mã “999”"):
        call_command("load_plan", wrong)


def test_command_is_repeatable(units, capsys):
    call_command("load_plan", FIXTURES / "plan-15-2022.json")
    call_command("load_plan", FIXTURES / "plan-15-2022.json")
    assert capsys.readouterr().out.splitlines() == [
        "Kế hoạch 15/KH-UBND (2022): đã nạp.",
        "Kế hoạch 15/KH-UBND (2022) đã có, không thay đổi gì.",
    ]


def test_lock_records_who_and_when_and_says_so(plan, admin):
    period = period_set_state(period=plan.periods.get(ordinal=1), state=PeriodState.OPEN, actor=admin)
    commune = Unit.objects.get(code="02053")
    assert period_is_open(period, commune, date(2022, 3, 1))
    period = period_set_state(period=period, state=PeriodState.LOCKED, actor=admin)
    with pytest.raises(
        StateRefusal, match=f"Quý I đã khóa \\({admin.full_name} khóa lúc .*Quản trị kế hoạch có thể mở lại"
    ):
        check_period_open(period, commune, date(2022, 3, 1))
    assert AuditEvent.objects.filter(action="PERIOD_STATE", actor=admin).count() == 2
    with pytest.raises(StateRefusal, match="đã ở trạng thái này"):
        period_set_state(period=period, state=PeriodState.LOCKED, actor=admin)


def test_only_the_plan_administrator_moves_periods(plan):
    leader = MembershipFactory(unit=plan.owner, role=Role.LEADER).user
    with pytest.raises(Refusal, match="quản trị kế hoạch"):
        period_set_state(period=plan.periods.get(ordinal=1), state=PeriodState.OPEN, actor=leader)
    assert plan.periods.get(ordinal=1).state == PeriodState.UPCOMING


def test_exception_opens_a_locked_period_to_one_unit_until_a_day(plan, admin):
    period = period_set_state(period=plan.periods.get(ordinal=1), state=PeriodState.LOCKED, actor=admin)
    commune, other = Unit.objects.get(code="02053"), Unit.objects.get(code="02032")
    until = clock.today()
    with pytest.raises(InvalidInput, match="lý do"):
        period_exception_grant(period=period, unit=commune, until=until, reason=" ", actor=admin)
    period_exception_grant(period=period, unit=commune, until=until, reason="Đính chính", actor=admin)
    assert period_is_open(period, commune, until)
    assert not period_is_open(period, commune, date(until.year + 1, 1, 1))
    assert not period_is_open(period, other, until)


def test_period_command(plan, admin, capsys):
    call_command("period_state", "15/KH-UBND", "2022", "1", "OPEN", by=admin.username)
    assert capsys.readouterr().out == "Quý I/2022: Đang mở.\n"
    with pytest.raises(CommandError, match="đã ở trạng thái này"):
        call_command("period_state", "15/KH-UBND", "2022", "1", "OPEN", by=admin.username)
    with pytest.raises(CommandError, match="Không có tài khoản"):
        call_command("period_state", "15/KH-UBND", "2022", "1", "LOCKED", by="ai-do")
    assert Period.objects.get(plan=plan, ordinal=1).state == PeriodState.OPEN


def test_last_year_row_is_written_over_with_its_history(plan, admin):
    indicator, unit = Indicator.objects.get(code="CT03"), Unit.objects.get(code="02053")
    for value in (Decimal(10), Decimal(12)):
        row = LastYearRow("02053", 5, value, None, None, "", "Niên giám")
        baseline_set(indicator=indicator, unit=unit, row=row, actor=admin)
    assert Baseline.objects.get(indicator=indicator, unit=unit).value == 12
    newest = AuditEvent.objects.filter(action="BASELINE_SET").first()
    assert (Decimal(newest.before["value"]), Decimal(newest.after["value"])) == (10, 12)
    with pytest.raises(InvalidInput, match="đủ tử số và mẫu số"):
        baseline_set(
            indicator=indicator, unit=unit, row=LastYearRow("02053", 4, None, Decimal(1), None, "", ""), actor=admin
        )
