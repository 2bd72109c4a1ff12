"""Plans of months and half-years by file: what is read, every mistake in words, and what is stored."""

import copy
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from reports.demo.plan_rhythm import plan_in_rhythm
from targets.models import Baseline, Indicator, Period, Plan
from targets.plan_file import PlanFileError, read_plan
from targets.rhythm import Rhythm
from targets.services import plan_load
from tests.stored_rows import built_once

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
QUARTERLY = json.loads((FIXTURES / "plan-15-2022.json").read_text(encoding="utf-8"))
HALF_YEARS, QUARTERS, MONTHS = Rhythm
MONTHLY, HALF_YEARLY = plan_in_rhythm(QUARTERLY, MONTHS), plan_in_rhythm(QUARTERLY, HALF_YEARS)
CT03 = "Chỉ tiêu CT03 (Diện tích rừng trồng mới)"


# The same plan in another rhythm


def test_a_quarterly_plan_is_left_as_it_is() -> None:
    assert plan_in_rhythm(QUARTERLY, QUARTERS) == QUARTERLY
    assert read_plan(QUARTERLY).rhythm is QUARTERS


@pytest.mark.parametrize("rhythm", Rhythm)
def test_any_rhythm_makes_a_plan_that_is_right(rhythm: Rhythm) -> None:
    plan = read_plan(plan_in_rhythm(QUARTERLY, rhythm))
    assert plan.rhythm is rhythm
    assert [period.ordinal for period in plan.periods] == list(rhythm.ordinals)
    assert [period.name for period in plan.periods] == list(rhythm.usual_names.values())


def test_months_begin_where_the_quarters_do() -> None:
    """Decree 09/2019: January runs from 15/12 to 14/01; the whole year comes thirteenth."""
    january, february, *_, december, year = read_plan(MONTHLY).periods
    assert (january.starts_on, january.ends_on) == (date(2021, 12, 15), date(2022, 1, 14))
    assert (february.starts_on, february.due_on) == (date(2022, 1, 15), date(2022, 2, 16))
    assert (december.ordinal, december.ends_on) == (12, date(2022, 12, 14))
    assert (year.ordinal, year.name, year.starts_on) == (13, "Cả năm", date(2022, 1, 1))


@pytest.mark.parametrize(
    ("raw", "code", "due"),
    [
        (MONTHLY, "CT02", list(MONTHS.ordinals)),
        (MONTHLY, "CT01", [6, 9, 12, 13]),
        (MONTHLY, "CT04", [13]),
        (HALF_YEARLY, "CT02", [1, 2, 3]),
        (HALF_YEARLY, "CT01", [1, 2, 3]),
        (HALF_YEARLY, "CT11", [3]),  # quarter III ends with no half-year
    ],
)
def test_what_is_due_moves_to_the_period_that_ends_with_its_quarter(raw: Any, code: str, due: list[int]) -> None:
    row = next(row for row in read_plan(raw).indicators if row.code == code)
    assert list(row.due) == due


@pytest.mark.parametrize("raw", [MONTHLY, HALF_YEARLY])
def test_a_profile_passes_through_the_steps_of_the_quarters(raw: Any) -> None:
    rhythm = read_plan(raw).rhythm
    quarterly = {row.code: row.profile for row in read_plan(QUARTERLY).indicators if row.profile}
    profiles = {row.code: row.profile for row in read_plan(raw).indicators if row.profile}
    assert profiles.keys() == quarterly.keys()
    for code, profile in profiles.items():
        assert profile is not None
        assert list(profile) == sorted(profile)
        for ordinal, step in enumerate(profile, 1):
            if quarter := rhythm.ordinal_in(QUARTERS, ordinal):
                assert step == (quarterly[code] or ())[quarter - 1]


# Mistakes


def problems(change: Callable[[dict[str, Any]], Any], raw: Any = MONTHLY) -> list[str]:
    changed = copy.deepcopy(raw)
    change(changed)
    with pytest.raises(PlanFileError) as refusal:
        read_plan(changed)
    return refusal.value.problems


def entry(raw: dict[str, Any], code: str = "CT03") -> dict[str, Any]:
    found: dict[str, Any] = next(row for row in raw["indicators"] if row["code"] == code)
    return found


def swap_days(raw: dict[str, Any]) -> None:
    raw["periods"][3]["name"], raw["periods"][4]["name"] = "Tháng 5", "Tháng 4"
    for name in ("starts_on", "ends_on", "due_on"):
        third, fourth = raw["periods"][3], raw["periods"][4]
        third[name], fourth[name] = fourth[name], third[name]


MISTAKES: list[tuple[Any, Callable[[dict[str, Any]], Any], list[str]]] = [
    (
        QUARTERLY,
        lambda raw: raw.update(rhythm=3),
        ["Kế hoạch: “rhythm” phải là 2, 4 hoặc 12, không phải số 3."],
    ),
    (
        QUARTERLY,
        lambda raw: raw.update(rhythm="hằng tháng"),
        ["Kế hoạch: “rhythm” phải là 2, 4 hoặc 12, không phải “hằng tháng”."],
    ),
    (MONTHLY, lambda raw: raw["periods"].pop(3), ["Kế hoạch: phải có đúng 13 kỳ, thứ tự 1 đến 13."]),
    (HALF_YEARLY, lambda raw: raw["periods"].pop(0), ["Kế hoạch: phải có đúng ba kỳ, thứ tự 1 đến 3."]),
    (
        MONTHLY,
        lambda raw: raw["periods"][12].update(ordinal=14),
        ["Kỳ 14 (Cả năm): “ordinal” phải là số nguyên từ 1 đến 13, không phải số 14."],
    ),
    (
        MONTHLY,
        lambda raw: entry(raw).update(profile_percent=[22, 48, 72, 100]),
        [
            f"{CT03}: “profile_percent” phải là 12 tỷ lệ lũy kế không giảm, "
            "ví dụ [8, 15, 22, 30, 39, 48, 57, 65, 72, 81, 90, 100]."
        ],
    ),
    (
        HALF_YEARLY,
        lambda raw: entry(raw).update(profile_percent=[22, 48, 72, 100]),
        [f"{CT03}: “profile_percent” phải là hai tỷ lệ lũy kế không giảm, ví dụ [48, 100]."],
    ),
    (
        MONTHLY,
        lambda raw: entry(raw).update(due=[2, 14]),
        [f"{CT03}: “due”, thứ 2: phải là số nguyên từ 1 đến 13, không phải số 14."],
    ),
    (
        HALF_YEARLY,
        lambda raw: entry(raw).update(due=[1, 4]),
        [f"{CT03}: “due”, thứ 2: phải là số nguyên từ 1 đến 3, không phải số 4."],
    ),
    (
        HALF_YEARLY,
        lambda raw: entry(raw).update(last_year=[{"unit": "064", "ordinal": 5, "value": 1}]),
        [f"{CT03}, số liệu năm trước thứ 1: “ordinal” phải là số nguyên từ 1 đến 3, không phải số 5."],
    ),
    (
        MONTHLY,
        swap_days,
        [
            "Kỳ 4 (Tháng 5): “starts_on” 15/04/2022 bỏ cách ngày so với tháng trước "
            "(tháng trước đến 14/03/2022, tháng này phải từ 15/03/2022).",
            "Kỳ 5 (Tháng 4): “starts_on” 15/03/2022 trùng với tháng trước "
            "(tháng trước đến 14/05/2022, tháng này phải từ 15/05/2022).",
            "Kỳ 6 (Tháng 6): “starts_on” 15/05/2022 bỏ cách ngày so với tháng trước "
            "(tháng trước đến 14/04/2022, tháng này phải từ 15/04/2022).",
        ],
    ),
]


@pytest.mark.parametrize(("raw", "change", "sentences"), MISTAKES)
def test_a_mistake_is_told_with_its_indicator_or_period(raw: Any, change: Any, sentences: list[str]) -> None:
    assert problems(change, raw) == sentences


def test_one_file_says_nothing_of_the_next() -> None:
    """The rhythm of a file is forgotten once it was read, even with mistakes in it."""
    problems(lambda raw: raw["periods"].pop())
    assert read_plan(QUARTERLY).rhythm is QUARTERS


# Loading


def load_units() -> None:
    call_command("load_units", FIXTURES / "units-064.json", verbosity=0)


@pytest.fixture
def units(db: None) -> None:
    built_once(load_units)


def load(raw: Any) -> Plan:
    return plan_load(file=read_plan(raw)).plan


@pytest.mark.parametrize("raw", [MONTHLY, HALF_YEARLY])
def test_a_plan_of_any_rhythm_is_stored_whole(units: None, raw: Any) -> None:
    plan = Plan.objects.get(pk=load(raw).pk)
    rhythm = Rhythm(raw["rhythm"])
    assert plan.rhythm is rhythm
    periods = list(Period.objects.filter(plan=plan).order_by("ordinal"))
    assert [period.ordinal for period in periods] == list(rhythm.ordinals)
    assert [period.is_final for period in periods] == [False] * rhythm.last + [True]
    assert plan_load(file=read_plan(raw)).changes == ()
    profile = Indicator.objects.get(plan=plan, code="CT02").profile
    assert profile is None or len(profile) == rhythm.last


def test_a_mistake_writes_nothing(units: None, tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(MONTHLY | {"periods": MONTHLY["periods"][:12]}), encoding="utf-8")
    with pytest.raises(CommandError, match="phải có đúng 13 kỳ"):
        call_command("load_plan", file)
    assert not Plan.objects.exists()


def test_a_plan_without_figures_gets_another_rhythm_by_its_corrected_file(units: None) -> None:
    plan = load(QUARTERLY)
    quarterly = sorted(Baseline.objects.values_list("indicator__code", "unit__code", "ordinal"))
    result = plan_load(file=read_plan(MONTHLY))
    changes = {str(change) for change in result.changes}
    assert any("số kỳ trong năm" in change and "12" in change for change in changes)
    assert (result.plan, Plan.objects.get().rhythm) == (plan, MONTHS)
    assert Period.objects.filter(plan=plan).count() == 13
    monthly = sorted(Baseline.objects.values_list("indicator__code", "unit__code", "ordinal"))
    assert monthly == [(code, unit, QUARTERS.ordinal_in(MONTHS, at)) for code, unit, at in quarterly]
    plan_load(file=read_plan(QUARTERLY))
    assert sorted(Baseline.objects.values_list("indicator__code", "unit__code", "ordinal")) == quarterly
