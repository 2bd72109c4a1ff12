"""The units that a plan names in its indicators: those to be recognised, and those that lead."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import F, PositiveSmallIntegerField, Value

from targets.calculation.types import Subject, UnitId
from targets.models import Indicator, IndicatorLead

NO_LEAD = Value(0, PositiveSmallIntegerField())
COLUMNS = ("indicator_id", "unit_id", "unit__name", "unit__short_name", "place")


class LeadNames(NamedTuple):
    """The names of a unit that leads an indicator."""

    name: str
    short_name: str


@dataclass(frozen=True, slots=True)
class NamedUnits:
    """Shape: `subjects` and `leads` by indicator, leads in the plan's order; `names` of subjects, short, by unit."""

    subjects: dict[int, set[Subject]] = field(default_factory=dict)
    names: dict[UnitId, str] = field(default_factory=dict)
    leads: dict[int, tuple[LeadNames, ...]] = field(default_factory=dict)


def read_named_units(indicators: Iterable[int]) -> NamedUnits:
    """Reads who is named in these indicators. Queries: 1."""
    through = Indicator.named_units.through.objects.filter(indicator__in=indicators)
    subject_rows = through.annotate(place=NO_LEAD).values_list(*COLUMNS)
    lead_rows = IndicatorLead.objects.filter(indicator__in=indicators).annotate(place=F("order")).order_by()
    subjects: dict[int, set[Subject]] = defaultdict(set)
    leads: dict[int, list[tuple[int, LeadNames]]] = defaultdict(list)
    names: dict[UnitId, str] = {}
    for indicator, unit, name, short_name, place in subject_rows.union(lead_rows.values_list(*COLUMNS), all=True):
        if place:
            leads[indicator].append((place, LeadNames(name, short_name)))
        else:
            subjects[indicator].add(unit)
            names[unit] = short_name
    in_order = {indicator: tuple(one for _, one in sorted(rows)) for indicator, rows in leads.items()}
    return NamedUnits(subjects, names, in_order)
