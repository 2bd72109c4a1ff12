"""Units side by side on one line: which values are too old to be ranked among the others. Pure."""

from collections.abc import Mapping

from targets.calculation.assessment import Assessment
from targets.calculation.types import UnitId


def outdated_units(line: Mapping[UnitId, Assessment]) -> set[UnitId]:
    """Returns those whose whole value is older than the latest due period, or than the newest value on the line.

    In FINAL the regular periods stand in: a value of the last of them is no older than one of the whole year.
    """
    values = {unit: assessment for unit, assessment in line.items() if assessment.value is not None}
    newest = max((min(row.aggregate.newest or 0, row.spec.last) for row in values.values()), default=0)
    return {
        unit
        for unit, assessment in values.items()
        if assessment.aggregate.is_old(assessment.spec)
        or (assessment.aggregate.newest is not None and assessment.aggregate.newest < newest)
    }
