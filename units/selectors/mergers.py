"""The units that others have become by merging."""

from collections.abc import Iterable
from datetime import date

from units.models import Unit, UnitSuccession


def successors_by(day: date, units: Iterable[int]) -> dict[int, Unit]:
    """Finds by id the unit that each has become by the day, after all its mergers.

    A unit that has not merged is not in it. Queries: 1, and 1 more for each merger in a row; none without units.
    """
    steps: dict[int, Unit] = {}
    edge = set(units)
    starts = frozenset(edge)
    while edge:
        mergers = UnitSuccession.objects.filter(predecessor__in=edge, on__lte=day).select_related("successor")
        new_steps = {merger.predecessor_id: merger.successor for merger in mergers}
        steps |= new_steps
        edge = {unit.pk for unit in new_steps.values()} - steps.keys()
    return {unit: _last(steps, steps[unit]) for unit in starts & steps.keys()}


def _last(steps: dict[int, Unit], unit: Unit) -> Unit:
    while unit.pk in steps:
        unit = steps[unit.pk]
    return unit
