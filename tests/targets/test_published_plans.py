"""Real plans of other offices: read, loaded, and judged beside their owners' own verdicts."""

import csv
import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command

from targets.calculation.assessment import ManualJudgement
from targets.calculation.types import FigureReading
from targets.enums import STATUS_LABELS, Measure, Status
from targets.models import Indicator, Target
from targets.plan_file import read_plan
from targets.plan_rows import PlanFile
from targets.services import plan_load
from tests.targets.calculation_builders import CLOSED, assess_readings
from tests.targets.plan_specs import goal_of, rows_of, rules_of

FOLDER = Path(__file__).parent / "published"
VERDICTS = list(csv.DictReader((FOLDER / "verdicts.csv").read_text(encoding="utf-8").splitlines()))
STATUSES = {label: status for status, label in STATUS_LABELS.items()}


def read(name: str) -> PlanFile:
    return read_plan(json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")))


PLANS = {name: read(name) for name in ("nation-2019", "hue-2019", "tam-phuoc-2022")}
KNOWN = [pytest.param(row, id=f"{row['plan']}-{row['code']}") for row in VERDICTS]


def status_of(verdict: dict[str, str]) -> Status:
    """The status of the year from the published result; a result in words has its owner's judgement."""
    plan = PLANS[verdict["plan"]]
    row = rows_of(plan)[verdict["code"]]
    spec, judgement = rules_of(row, plan.year), None
    reading = FigureReading(1, 5)
    if spec.measure == Measure.TEXT:
        reading = FigureReading(1, 5, text=verdict["result"])
        judgement = ManualJudgement(STATUSES[verdict["owner"]], "Theo nghị quyết.", "Chính phủ", datetime.now(tz=UTC))
    elif verdict["result"]:
        reading = FigureReading(1, 5, Decimal(verdict["result"]))
    status: Status = assess_readings(spec, [reading], CLOSED, goal_of(row, row.target), [1], judgement=judgement).status
    return status


@pytest.mark.parametrize("verdict", KNOWN)
def test_the_verdict_is_the_owners_or_the_reason_stands_beside_it(verdict: dict[str, str]) -> None:
    assert STATUS_LABELS[status_of(verdict)] == verdict["ours"]
    assert bool(verdict["reason"]) == (verdict["owner"] not in ("", verdict["ours"]))


def test_every_target_of_the_nation_has_a_verdict() -> None:
    assert {row["code"] for row in VERDICTS if row["plan"] == "nation-2019"} == rows_of(PLANS["nation-2019"]).keys()


@pytest.mark.parametrize(("plan", "wholes"), [("nation-2019", 12), ("hue-2019", 15), ("tam-phuoc-2022", 14)])
def test_parts_are_no_targets_of_their_own(plan: str, wholes: int) -> None:
    """The province counts fourteen: it takes the fall of the birth rate and the growth of the population for one."""
    rows = PLANS[plan].indicators
    assert sum(not row.breakdown_of for row in rows) == wholes


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "units"), [("hue-2019", "hue-units"), ("tam-phuoc-2022", "tam-phuoc-units")])
def test_a_plan_of_another_office_is_loaded_as_it_was_written(name: str, units: str) -> None:
    call_command("load_units", FOLDER / f"{units}.json", verbosity=0)
    plan = plan_load(file=PLANS[name]).plan
    stored = {row.code: row for row in Indicator.objects.filter(plan=plan).select_related("breakdown_of")}
    assert stored.keys() == rows_of(PLANS[name]).keys()
    for row in PLANS[name].indicators:
        whole = stored[row.code].breakdown_of
        assert (whole.code if whole else "") == row.breakdown_of
        if whole:
            assert stored[row.code].order > whole.order
        if row.target:
            target = Target.objects.get(indicator=stored[row.code], unit=plan.owner)
            assert (target.value, target.upper) == (row.target.value, row.target.upper)


@pytest.mark.django_db
def test_a_plan_that_is_loaded_again_changes_nothing() -> None:
    call_command("load_units", FOLDER / "tam-phuoc-units.json", verbosity=0)
    first = plan_load(file=PLANS["tam-phuoc-2022"]).plan
    before = list(Target.objects.order_by("pk").values()), list(Indicator.objects.order_by("pk").values())
    again = plan_load(file=PLANS["tam-phuoc-2022"], correct=True).plan
    assert again == first
    assert (list(Target.objects.order_by("pk").values()), list(Indicator.objects.order_by("pk").values())) == before
