"""Units side by side on one line: which values are too old to be ranked among the others. Pure."""

from collections.abc import Mapping

from targets.calculation.assessment import Assessment
from targets.calculation.types import UnitId
from targets.enums import LAST_QUARTER


def outdated_units(line: Mapping[UnitId, Assessment]) -> set[UnitId]:
    """Returns those whose whole value is older than the latest due period, or than the newest value on the line.

    In FINAL the quarters stand in: a value of quarter IV is no older than one of the whole year.
    """
    values = {unit: assessment for unit, assessment in line.items() if assessment.value is not None}
    newest = max((min(assessment.aggregate.newest or 0, LAST_QUARTER) for assessment in values.values()), default=0)
    return {
        unit
        for unit, assessment in values.items()
        if assessment.aggregate.is_old(assessment.spec)
        or (assessment.aggregate.newest is not None and assessment.aggregate.newest < newest)
    }
