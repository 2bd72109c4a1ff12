"""Loading a plan and moving its periods."""

import copy
import dataclasses
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import InvalidInput, Refusal, StateRefusal
from reports.models import Figure, Report, RollUp
from targets.enums import PeriodState
from targets.models import Baseline, Indicator, Period, Plan, Target
from targets.plan_file import PlanFileError, read_plan
from targets.plan_rows import BaselineRow
from targets.policies import check_period_open
from targets.selectors.changes.plan_contents import plan_contents
from targets.services import baseline_set, period_exception_grant, period_set_state, plan_load
from targets.services.plan_loading import PlanLoadResult
from tests.factories import MembershipFactory
from tests.reports.builders import make_office, moment
from tests.stored_rows import built_once
from tests.targets.model_rows import is_open
from units.enums import Role
from units.models import AuditEvent, Unit, User
from units.services import audit_record

pytestmark = pytest.mark.django_db
FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
RAW = json.loads((FIXTURES / "plan-15-2022.json").read_text(encoding="utf-8"))


def load_units() -> None:
    call_command("load_units", FIXTURES / "units-064.json", verbosity=0)


def load_plan() -> Plan:
    load_units()
    return plan_load(file=read_plan(RAW)).plan


@pytest.fixture
def units(db):
    built_once(load_units)


@pytest.fixture
def plan(db):
    return built_once(load_plan)


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
    assert plan_load(file=read_plan(RAW)) == PlanLoadResult(plan, created=False)
    assert list(Target.objects.order_by("pk").values()) == before


def test_unknown_units_are_all_named_and_nothing_is_written(units):
    raw = copy.deepcopy(RAW)
    raw["indicators"][0]["lead"] = "NOPE"
    raw["indicators"][1]["reporters"] = {"units": ["GONE"]}
    with pytest.raises(PlanFileError) as refusal:
        plan_load(file=read_plan(raw))
    assert [sentence.split(" (")[0] for sentence in refusal.value.problems] == ["Chỉ tiêu CT01", "Chỉ tiêu CT02"]
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


# A file that is loaded again


@pytest.fixture
def path(tmp_path):
    return tmp_path / "plan.json"


def load(path, raw, capsys, **options):
    """Returns the command's answer to a file with these contents."""
    path.write_text(json.dumps(raw, ensure_ascii=False), encoding="utf-8")
    capsys.readouterr()
    call_command("load_plan", path, **options)
    return capsys.readouterr().out.splitlines()


def corrected(**changes):
    raw = copy.deepcopy(RAW)
    raw["title"] = "Kế hoạch năm 2022 (đính chính)"
    raw["periods"][0]["due_on"] = "2022-03-20"
    third = raw["indicators"][2]
    third.update({"target": "600", "name": "Diện tích rừng trồng mới tập trung", "due": [4, 5]} | changes)
    third["allocations"]["02053"] = "56"
    del raw["indicators"][14]
    raw["indicators"].append(raw["indicators"][1] | {"code": "CT99", "name": "Chỉ tiêu thêm"})
    return raw


def test_a_plan_without_figures_is_corrected_by_its_file(path, plan, capsys):
    period, indicator = plan.periods.get(ordinal=1), Indicator.objects.get(code="CT03")
    target = Target.objects.get(indicator=indicator, unit__code="02053")
    gone = Indicator.objects.get(code=RAW["indicators"][14]["code"])
    checked = load(path, corrected(), capsys, check=True)
    assert Indicator.objects.get(code="CT03").name == "Diện tích rừng trồng mới"
    lines = load(path, corrected(), capsys)
    assert checked[0] == f"Kế hoạch 15/KH-UBND (2022): sẽ sửa {len(lines) - 1} mục; chưa ghi gì."
    assert lines[0] == f"Kế hoạch 15/KH-UBND (2022): đã sửa {len(lines) - 1} mục theo tệp."
    assert checked[1:] == lines[1:]
    assert set(lines) >= {
        f"- Kế hoạch, tên kế hoạch: {RAW['title']} → Kế hoạch năm 2022 (đính chính)",
        "- Quý I, hạn gửi: 16/03/2022 → 20/03/2022",
        "- Chỉ tiêu CT03, tên: Diện tích rừng trồng mới → Diện tích rừng trồng mới tập trung",
        "- Chỉ tiêu CT03, đơn vị 064, chỉ tiêu giao: 570 → 600",
        f"- Chỉ tiêu CT03, đơn vị 02053, chỉ tiêu giao: {RAW['indicators'][2]['allocations']['02053']} → 56",
        f"- Chỉ tiêu {gone.code}: bỏ",
        "- Chỉ tiêu CT99: thêm mới",
    }
    assert len(lines) == 12
    # The same rows: what refers to them holds.
    assert plan.periods.get(ordinal=1) == period
    assert Indicator.objects.get(code="CT03") == indicator
    assert Target.objects.get(pk=target.pk).value == 56
    assert not Indicator.objects.filter(pk=gone.pk).exists()
    event = AuditEvent.objects.get(action="PLAN_CORRECTED")
    assert event.object_id == str(plan.pk)
    key = "Chỉ tiêu CT03, đơn vị 064, chỉ tiêu giao"
    assert (event.before[key], event.after[key]) == ("570", "600")
    assert load(path, corrected(), capsys) == ["Kế hoạch 15/KH-UBND (2022) đã có, không thay đổi gì."]
    assert AuditEvent.objects.filter(action="PLAN_CORRECTED").count() == 1


def test_a_corrected_plan_is_the_one_that_a_first_load_makes(path, plan, capsys):
    load(path, corrected(), capsys)
    second = plan_contents(Plan.objects.get())
    Plan.objects.all().delete()
    load(path, corrected(), capsys)
    first = plan_contents(Plan.objects.get())
    gone = f"Chỉ tiêu {RAW['indicators'][14]['code']}"
    assert {key: text for key, text in second.items() if not key[0].startswith(gone)} == first


def test_what_the_pages_have_written_since_stays(units, path, capsys):
    bare = copy.deepcopy(RAW)
    del bare["indicators"][2]["allocations"]
    load(path, bare, capsys)
    target = Target.objects.get(indicator__code="CT03", unit__code="02053")
    Target.objects.filter(pk=target.pk).update(value=26, comparator=">=")
    assert load(path, bare, capsys) == ["Kế hoạch 15/KH-UBND (2022) đã có, không thay đổi gì."]
    assert load(path, bare | {"title": "Khác"}, capsys)[1:] == [f"- Kế hoạch, tên kế hoạch: {RAW['title']} → Khác"]
    target.refresh_from_db()
    assert target.value == 26


def test_with_figures_a_plan_is_no_longer_corrected():
    with clock.at(moment()):
        office = make_office(communes=1, indicators=("AMOUNT",))
        office.enter("CT01", 5)
        plan, indicator = Plan.objects.get(), Indicator.objects.get()
        before = plan_contents(plan)
        file = read_plan(copy.deepcopy(RAW) | {"owner": plan.owner.code, "indicators": []})
        for change in ({}, {"title": "Khác"}):
            changed_file = dataclasses.replace(file, document_number=plan.document_number, **change)
            with pytest.raises(StateRefusal, match=r"đã có số liệu báo cáo .* sửa trên các trang của kế hoạch"):
                plan_load(file=changed_file)
        assert plan_contents(plan) == before
        assert Indicator.objects.get() == indicator


def test_with_one_figure_not_even_the_title_is_corrected(path, plan, capsys):
    commune, period = Unit.objects.get(code="02053", valid_to__isnull=False), Period.objects.get(ordinal=1)
    report = Report.objects.create(unit=commune, period=period)
    assert len(load(path, RAW | {"title": "Khác"}, capsys)) == 2  # an empty report holds nothing back
    MembershipFactory(unit=commune, role=Role.REPORTER)
    by = User.objects.get()
    forest = Indicator.objects.get(code="CT03")
    Figure.objects.create(report=report, indicator=forest, numerator=5, changed_at=clock.now(), changed_by=by)
    with pytest.raises(CommandError, match="đã có số liệu báo cáo"):
        load(path, RAW | {"title": "Khác nữa"}, capsys)
    assert Plan.objects.get().title == "Khác"
    again = "Kế hoạch 15/KH-UBND (2022) đã có, không thay đổi gì."
    assert load(path, RAW | {"title": "Khác"}, capsys) == [again]


def test_the_same_contents_laid_out_otherwise_are_the_file_that_was_loaded_last(path, plan, capsys):
    Indicator.objects.filter(code="CT03").update(name="Đã sửa trên trang")
    turned = json.loads(json.dumps(RAW), object_hook=lambda entry: dict(reversed(entry.items())))
    assert load(path, turned, capsys) == ["Kế hoạch 15/KH-UBND (2022) đã có, không thay đổi gì."]


def test_the_mark_of_a_file_does_not_hang_on_what_is_read_of_it(plan):
    """A later version reads more of the same file."""
    hashed = AuditEvent.objects.get(action="PLAN_LOADED").after["sha256"]
    assert hashed == read_plan(RAW).sha256
    assert hashed == dataclasses.replace(read_plan(RAW), indicators=()).sha256


@pytest.mark.parametrize("check", [True, False])
def test_a_plan_of_which_no_file_is_recorded_is_not_corrected_unasked(path, plan, capsys, check):
    by_earlier_version = {"document_number": "15/KH-UBND", "year": 2022}
    audit_record(actor=None, action="PLAN_LOADED", obj=Plan.objects.get(), after=by_earlier_version)
    same = ["Kế hoạch 15/KH-UBND (2022) đã có, không thay đổi gì."]
    assert load(path, RAW, capsys, check=check) == same
    Indicator.objects.filter(code="CT03").update(name="Đã sửa trên trang")
    before = plan_contents(Plan.objects.get())
    first, *changes = load(path, RAW, capsys, check=check)
    assert first.startswith("Kế hoạch 15/KH-UBND (2022) đã có, khác tệp 1 mục; chưa ghi gì. Không rõ lần trước nạp")
    assert changes == ["- Chỉ tiêu CT03, tên: Đã sửa trên trang → Diện tích rừng trồng mới"]
    assert plan_contents(Plan.objects.get()) == before
    assert not AuditEvent.objects.filter(action="PLAN_CORRECTED").exists()
    assert load(path, RAW, capsys, correct=True)[1:] == changes
    assert Indicator.objects.get(code="CT03").name == "Diện tích rừng trồng mới"
    Indicator.objects.filter(code="CT03").update(name="Đã sửa trên trang")
    assert load(path, RAW, capsys) == same  # now it is recorded


def test_a_rolled_up_plan_is_corrected_too(path, plan, capsys):
    call_command("rebuild_rollup", verbosity=0)
    assert RollUp.objects.filter(indicator__code=RAW["indicators"][14]["code"]).exists()
    load(path, corrected(), capsys)
    call_command("rebuild_rollup", verbosity=0)
    call_command("rebuild_rollup", check=True)


@pytest.mark.parametrize("check", [True, False])
def test_every_problem_is_told_at_once_with_units_and_model_rules(units, path, capsys, check):
    raw = copy.deepcopy(RAW)
    raw["weights"] = {}
    raw["indicators"][0]["lead"] = "NOPE"
    raw["indicators"][1]["target"] = True
    raw["indicators"][1]["reporters"] = {"units": ["GONE"]}
    raw["indicators"][2]["allocations"]["99999"] = "1"
    with pytest.raises(CommandError) as refusal:
        load(path, raw, capsys, check=check)
    first, *problems = str(refusal.value).splitlines()
    assert first == "Không nạp được kế hoạch, chưa ghi gì:"
    day = "31/12/2022"
    names = [one["name"] for one in RAW["indicators"]]
    assert [problem.partition(f" {day}")[0].partition(" còn hiệu lực")[0] for problem in problems] == [
        f"Chỉ tiêu CT02 ({names[1]}): “target” phải là số, không phải true.",
        "Kế hoạch: không có mục “weights” trong quy cách tệp.",
        f"Chỉ tiêu CT01 ({names[0]}): không có đơn vị mã “NOPE”",
        f"Chỉ tiêu CT02 ({names[1]}): không có đơn vị mã “GONE”",
        f"Chỉ tiêu CT03 ({names[2]}): không có đơn vị mã “99999”",
    ]
    assert not Plan.objects.exists()


def test_what_only_the_models_refuse_names_its_indicator(units):
    file = read_plan(RAW)
    broken = dataclasses.replace(file.indicators[0], decimals=9)
    worse = dataclasses.replace(file.indicators[1], unit_of_measure="x" * 41)
    with pytest.raises(PlanFileError) as refusal:
        plan_load(file=dataclasses.replace(file, indicators=(broken, worse)))
    assert [problem.partition(": ")[0] for problem in refusal.value.problems] == [
        f"Chỉ tiêu {row.code} ({row.name})" for row in (broken, worse)
    ]
    assert not Plan.objects.exists()


def test_the_command_checks_without_writing(units, path, capsys):
    assert load(path, RAW, capsys, check=True) == [
        "Kế hoạch 15/KH-UBND (2022): tệp đúng quy cách, nạp được; chưa ghi gì."
    ]
    assert not Plan.objects.exists()


def test_the_command_needs_a_file():
    with pytest.raises(CommandError, match="Hãy nêu tệp kế hoạch"):
        call_command("load_plan")


# Periods


def test_lock_records_who_and_when_and_says_so(plan, admin):
    period = period_set_state(period=plan.periods.get(ordinal=1), state=PeriodState.OPEN, actor=admin)
    commune = Unit.objects.get(code="02053")
    assert is_open(period, commune, date(2022, 3, 1))
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
    assert is_open(period, commune, until)
    assert not is_open(period, commune, date(until.year + 1, 1, 1))
    assert not is_open(period, other, until)


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
        row = BaselineRow("02053", 5, value, None, None, "", "Niên giám")
        baseline_set(indicator=indicator, unit=unit, row=row, actor=admin)
    assert Baseline.objects.get(indicator=indicator, unit=unit).value == 12
    newest = AuditEvent.objects.filter(action="BASELINE_SET").first()
    assert (Decimal(newest.before["value"]), Decimal(newest.after["value"])) == (10, 12)
    with pytest.raises(InvalidInput, match="đủ tử số và mẫu số"):
        baseline_set(
            indicator=indicator, unit=unit, row=BaselineRow("02053", 4, None, Decimal(1), None, "", ""), actor=admin
        )
