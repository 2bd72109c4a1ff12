"""Several units that lead an indicator: from the plan's file to the tables, its correction, and the migration."""

import copy
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.db.models import RestrictedError
from django.test.utils import CaptureQueriesContext

from targets.enums import TargetsAuditAction
from targets.models import Indicator, IndicatorLead, Plan
from targets.plan_file import PlanFileError, read_plan, unit_mentions
from targets.selectors import PlanView, read_plan_data
from targets.services import plan_load
from targets.services.plan_loading import plan_check
from tests.constraints import assert_accepted, assert_refused
from tests.factories import UnitFactory
from tests.stored_rows import built_once
from tests.targets.test_plan_load import RAW, load_plan
from units.models import AuditEvent, Unit

pytestmark = pytest.mark.django_db
migration = import_module("targets.migrations.0007_indicator_leads")


@pytest.fixture
def stored_plan(db: None) -> Plan:
    return built_once(load_plan)


def file_with(**entries: Any) -> dict[str, Any]:
    """The plan's file with other entries of its first indicator, which the real one has led by NNPTNT."""
    raw = copy.deepcopy(RAW)
    raw["indicators"][0] |= entries
    return raw


def lead_codes(code: str = "CT01") -> list[str]:
    return [unit.code for unit in Indicator.objects.get(code=code).lead_units]


@pytest.mark.parametrize(
    ("lead", "leads", "expected"),
    [
        ("NNPTNT", None, ("NNPTNT",)),
        (None, ["NNPTNT"], ("NNPTNT",)),
        (None, ["TCKH", "NNPTNT"], ("TCKH", "NNPTNT")),  # the order of the plan, not of the alphabet
        ("NNPTNT", ["TCKH", "HKL"], ("NNPTNT", "TCKH", "HKL")),
        ("NNPTNT", ["TCKH", "NNPTNT"], ("NNPTNT", "TCKH")),  # named twice, leading once
        (None, ["TCKH", "TCKH"], ("TCKH",)),
        ("", [], ()),
        (None, None, ()),
        (" NNPTNT ", [" TCKH"], ("NNPTNT", "TCKH")),
    ],
)
def test_a_file_names_one_unit_or_several(lead: str | None, leads: list[str] | None, expected: tuple[str, ...]) -> None:
    raw = file_with(lead=lead, leads=leads)
    assert read_plan(raw).indicators[0].leads == expected
    mentions = {code for where, code in unit_mentions(raw) if where.startswith("Chỉ tiêu CT01 ")}
    assert set(expected) <= mentions


@pytest.mark.parametrize(
    ("entries", "sentence"),
    [
        ({"leads": "NNPTNT"}, "“leads” phải là danh sách trong dấu [ ], không phải “NNPTNT”."),
        ({"leads": [5]}, "“leads”, thứ 1: phải là chữ trong ngoặc kép, không phải số 5."),
        ({"lead": ["NNPTNT"]}, "“lead” phải là chữ trong ngoặc kép, không phải danh sách [ ]."),
        ({"leads": ["x" * 21]}, "“leads”, thứ 1: dài quá 20 ký tự."),
    ],
)
def test_what_is_no_list_of_codes_is_refused_with_its_indicator(entries: dict[str, Any], sentence: str) -> None:
    with pytest.raises(PlanFileError) as refusal:
        read_plan(file_with(**entries))
    name = RAW["indicators"][0]["name"]
    assert refusal.value.problems == [f"Chỉ tiêu CT01 ({name}): {sentence}"]


def test_every_unknown_unit_is_named_with_its_indicator(stored_plan: Plan) -> None:
    raw = file_with(lead="NOPE", leads=["TCKH", "GONE"])
    raw["indicators"][1]["leads"] = ["LOST"]
    with pytest.raises(PlanFileError) as refusal:
        plan_check(raw=raw)
    assert [(sentence.split(" (")[0], sentence.split("“")[1][:4]) for sentence in refusal.value.problems] == [
        ("Chỉ tiêu CT01", "NOPE"), ("Chỉ tiêu CT01", "GONE"), ("Chỉ tiêu CT02", "LOST"),
    ]  # fmt: skip
    raw["weights"] = {}  # with a mistake that keeps the file from being read at all they are named too
    with pytest.raises(PlanFileError) as refusal:
        plan_check(raw=raw)
    text = "\n".join(refusal.value.problems)
    assert all(code in text for code in ("NOPE", "GONE", "LOST", "weights"))
    assert lead_codes() == ["NNPTNT"]


def test_a_corrected_file_sets_them_anew_and_says_so(stored_plan: Plan) -> None:
    kept = list(IndicatorLead.objects.exclude(indicator__code="CT01").order_by("pk").values_list())
    result = plan_load(file=read_plan(file_with(lead="TCKH", leads=["NNPTNT"])))
    assert [str(change) for change in result.changes] == ["Chỉ tiêu CT01, đơn vị chủ trì: NNPTNT → TCKH, NNPTNT"]
    assert lead_codes() == ["TCKH", "NNPTNT"]
    event = AuditEvent.objects.filter(action=TargetsAuditAction.PLAN_CORRECTED).latest("pk")
    assert (event.before, event.after["Chỉ tiêu CT01, đơn vị chủ trì"]) == (
        {"Chỉ tiêu CT01, đơn vị chủ trì": "NNPTNT"}, "TCKH, NNPTNT",
    )  # fmt: skip
    # Another order is another first one; the rows of other indicators stay the rows that they were.
    again = plan_load(file=read_plan(file_with(lead=None, leads=["NNPTNT", "TCKH"])))
    assert [change.after for change in again.changes] == ["NNPTNT, TCKH"]
    assert list(IndicatorLead.objects.exclude(indicator__code="CT01").order_by("pk").values_list()) == kept
    none = plan_load(file=read_plan(file_with(lead=None)))
    assert [str(change) for change in none.changes] == ["Chỉ tiêu CT01, đơn vị chủ trì: NNPTNT, TCKH → (trống)"]


def test_the_same_leads_written_in_another_way_change_nothing(stored_plan: Plan) -> None:
    before = list(IndicatorLead.objects.order_by("pk").values_list())
    assert plan_load(file=read_plan(file_with(lead=None, leads=["NNPTNT"]))).changes == ()
    assert list(IndicatorLead.objects.order_by("pk").values_list()) == before


def test_rules_of_the_table(indicator: Indicator) -> None:
    first, second = UnitFactory.create(name="Phòng A"), UnitFactory.create(name="Phòng B")
    assert_accepted(IndicatorLead(indicator=indicator, unit=first, order=1))
    assert_refused(IndicatorLead(indicator=indicator, unit=first, order=2), "Đơn vị đã chủ trì chỉ tiêu này.")
    assert_refused(IndicatorLead(indicator=indicator, unit=second, order=1), "Thứ tự này đã có đơn vị chủ trì khác.")
    assert_accepted(IndicatorLead(indicator=indicator, unit=second, order=2))
    assert [str(lead) for lead in indicator.leads.all()] == ["CT03 – Phòng A", "CT03 – Phòng B"]
    with pytest.raises(RestrictedError):
        second.delete()
    indicator.delete()
    assert not IndicatorLead.objects.exists()


@pytest.mark.parametrize("several", [False, True])
def test_the_leads_of_a_plan_are_read_with_the_units_that_it_names(stored_plan: Plan, several: bool) -> None:
    if several:
        plan_load(file=read_plan(file_with(leads=["TCKH", "HKL", "VP"])))
    view = PlanView(stored_plan, list(stored_plan.periods.all()))
    with CaptureQueriesContext(connection) as queries:
        plan_data = read_plan_data(view, [stored_plan.owner_id])
    assert len(queries) == 6
    short_names = {unit.code: unit.short_name for unit in Unit.objects.all()}
    codes = {row.code: lead_codes(row.code) for row in plan_data.indicators.values()}
    assert codes["CT01"] == ["NNPTNT", *(["TCKH", "HKL", "VP"] if several else [])]
    for pk, row in plan_data.indicators.items():
        names = [lead.short_name for lead in plan_data.leads.get(pk, ())]
        assert names == [short_names[code] for code in codes[row.code]], row.code
    # Units to be recognised, which the same query reads, are no leads, and leads are not to be recognised.
    recognised = next(pk for pk, row in plan_data.indicators.items() if row.code == "CT05")
    recognised_names = {plan_data.unit_names[unit] for unit in plan_data.specs[recognised].named_subjects}
    assert recognised_names == {"Ngọc Phái", "Quảng Bạch"}


class OldModels:
    """The models between the two steps of the migration: an indicator still has the column of its only lead."""

    def __init__(self, leads: dict[int, int]) -> None:
        self.leads = leads
        self.Indicator = SimpleNamespace(objects=self)

    def get_model(self, app: str, name: str) -> Any:
        return IndicatorLead if name == "IndicatorLead" else self.Indicator

    def filter(self, **wanted: Any) -> "OldModels":
        self.wanted = wanted
        return self

    def order_by(self, *_: str) -> "OldModels":
        return self

    def values_list(self, *_: str) -> list[tuple[int, int]]:
        return sorted(self.leads.items())

    def update(self, *, lead_id: int) -> None:
        self.leads[self.wanted["pk"]] = lead_id


def test_the_only_lead_becomes_the_first_and_the_first_the_only_one_again(stored_plan: Plan) -> None:
    plan_load(file=read_plan(file_with(leads=["TCKH", "HKL"])))
    old = OldModels({})
    migration.first_becomes_the_lead(old, None)
    codes = dict(Unit.objects.values_list("pk", "code"))
    by_indicator = {Indicator.objects.get(pk=pk).code: codes[unit] for pk, unit in old.leads.items()}
    expected = {
        row["code"]: row["lead"]
        for top in RAW["indicators"]
        for row in (top, *top.get("children", ()))
        if row.get("lead")
    }
    assert by_indicator == expected
    IndicatorLead.objects.all().delete()
    migration.lead_becomes_the_first(old, None)
    assert {lead.indicator.code: lead.unit.code for lead in IndicatorLead.objects.all()} == expected
    assert set(IndicatorLead.objects.values_list("order", flat=True)) == {1}
