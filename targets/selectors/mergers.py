"""Mergers of units as a plan sees them: from which of its periods on figures and duties pass on, and who is there."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from targets.calculation.types import UnitId, UnitMerger
from targets.models import Period
from targets.selectors.plan_mergers import PlanMergers
from units.models import UnitSuccession

# What was merged earlier than so many days before a plan begins has no figures of the year before.
YEAR_BEFORE = timedelta(days=400)


class MergerRecord(NamedTuple):
    """One merger, with the days of the successor."""

    predecessor: UnitId
    successor: UnitId
    on: date
    valid_from: date | None
    valid_to: date | None


def merger_records(last_day: date) -> list[MergerRecord]:
    """The mergers of any unit up to a day. Queries: 1."""
    names = ("predecessor_id", "successor_id", "on", "successor__valid_from", "successor__valid_to")
    rows = UnitSuccession.objects.filter(on__lte=last_day).order_by()
    return [MergerRecord(*row) for row in rows.values_list(*names)]


def plan_mergers(periods: Sequence[Period], rows: Iterable[MergerRecord] | None = None) -> PlanMergers:
    """The mergers up to the end of a plan's periods. Queries: 1; none without periods, or with the rows given."""
    result = PlanMergers({period.ordinal: period for period in periods})
    if not periods:
        return result
    first_day, last_day = min(p.starts_on for p in periods), max(p.ends_on for p in periods)
    for old, new, on, valid_from, valid_to in merger_records(last_day) if rows is None else rows:
        ordinal = merger_ordinal(on, periods)
        if ordinal is None:
            continue
        result.add_merger(old, UnitMerger(new, ordinal))
        result.spans[new] = (valid_from, valid_to)
        if valid_from is not None and valid_from >= on:
            result.begins[new] = min(ordinal, result.begins.get(new, ordinal))
        result.recent = result.recent or first_day - YEAR_BEFORE < on <= first_day
    return result


def merger_ordinal(on: date, periods: Sequence[Period]) -> int | None:
    """The first regular period that starts on the day of a merger or later, else FINAL while it lasts; then None."""
    starting = [period.ordinal for period in periods if not period.is_final and period.starts_on >= on]
    if starting:
        return min(starting)
    return next((p.ordinal for p in periods if p.is_final and p.ends_on >= on), None)
