"""Units side by side on one line: which values are too old to be ranked among the others. Pure."""

from collections.abc import Mapping

from targets.calculation.assessment import Assessment
from targets.calculation.types import UnitId
from targets.enums import LAST_QUARTER


def outdated_units(line: Mapping[UnitId, Assessment]) -> set[UnitId]:
    """Those whose whole value is older than the latest due period, or than the newest value on the line.

    In FINAL the quarters stand in: a value of quarter IV is no older than one of the whole year.
    """
    values = {unit: one for unit, one in line.items() if one.value is not None}
    newest = max((min(one.aggregate.newest or 0, LAST_QUARTER) for one in values.values()), default=0)
    return {
        unit
        for unit, one in values.items()
        if one.aggregate.is_old(one.spec) or (one.aggregate.newest is not None and one.aggregate.newest < newest)
    }
