"""Loading a plan whose target is growth on last year, which needs last year's figure."""

import copy

import pytest

from targets.models import Baseline, Indicator
from targets.plan_file import PlanFileError, read_plan
from targets.services import plan_load
from tests.stored_rows import built_once
from tests.targets.plan_examples import RAW
from tests.targets.test_plan_load import load_plan, load_units

pytestmark = pytest.mark.django_db


@pytest.fixture
def units(db):
    built_once(load_units)


@pytest.fixture
def plan(db):
    return built_once(load_plan)


GROWTH_ENTRY = {"basis": "GROWTH", "baseline_kind": "SAME_PERIOD", "target": "6.5", "last_year": []}


def with_growth(**changes):
    """The real plan with growth on last year as the target of its first amount."""
    raw = copy.deepcopy(RAW)
    first = next(entry for entry in raw["indicators"] if entry["measure"] == "AMOUNT")
    first |= GROWTH_ENTRY | {"allocations": {}} | changes
    return raw, first["code"]


def test_growth_on_a_year_that_nobody_knows_is_refused(units):
    raw, code = with_growth()
    with pytest.raises(PlanFileError) as refusal:
        plan_load(file=read_plan(raw))
    assert [f"Chỉ tiêu {code} " in problem for problem in refusal.value.problems] == [True]
    assert "cần số năm trước" in refusal.value.problems[0]


@pytest.mark.parametrize("source", ["file", "stored", "predecessor"])
def test_growth_is_loaded_where_last_year_is_known(plan, source):
    row = {"unit": plan.owner.code, "ordinal": 5, "value": "923", "source": "Niên giám 2021"}
    raw, code = with_growth(**({"last_year": [row]} if source == "file" else {}))
    indicator = Indicator.objects.get(plan=plan, code=code)
    indicator.baselines.all().delete()
    if source == "stored":
        Baseline.objects.create(indicator=indicator, unit=plan.owner, ordinal=5, value=923, source="Niên giám 2021")
    if source == "predecessor":
        Indicator.objects.filter(pk=indicator.pk).update(predecessor=Indicator.objects.exclude(pk=indicator.pk).first())
    assert plan_load(file=read_plan(raw), correct=True).changes
    indicator.refresh_from_db()
    assert indicator.basis == "GROWTH"
