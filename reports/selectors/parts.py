"""The numbers that a unit types for an indicator, beside what it reported before."""

from decimal import Decimal

from reports.selectors.figures import Reported
from reports.selectors.overview import assess_indicator
from targets.enums import FINAL_ORDINAL, LAST_QUARTER, OverTime, PartRole
from targets.models import Indicator, Period
from targets.selectors import PlanView, Structure
from targets.totals import Contribution, UnitId, part_to_date


def quarters_to_date(
    view: PlanView, promised: Structure, reported: Reported, indicator: Indicator, unit: UnitId
) -> Contribution | None:
    """What the unit's four quarters come to, each part by its own rule; None while a part is unknown."""
    last_quarter = view.period(LAST_QUARTER)
    if last_quarter is None:
        return None
    judged = assess_indicator(promised, reported, indicator, unit, [unit], last_quarter)
    return judged.totals.contributions[0] if len(judged.totals.contributions) == 1 else None


def parts_before(
    view: PlanView, promised: Structure, reported: Reported, indicator: Indicator, unit: UnitId, period: Period
) -> dict[PartRole, Decimal | None]:
    """The parts of the quarter before; for the whole year those of the four quarters to date."""
    if period.ordinal == FINAL_ORDINAL:
        to_date = quarters_to_date(view, promised, reported, indicator, unit)
        return {role: getattr(to_date, role.lower()) for role in PartRole} if to_date else {}
    earlier = reported.figures.get((indicator.pk, unit, period.ordinal - 1))
    return {role: getattr(earlier, role.lower()) for role in PartRole} if earlier else {}


def part_standing(
    reported: Reported, indicator: Indicator, unit: UnitId, role: PartRole, over_time: str, ordinal: int
) -> Decimal | None:
    """What is offered instead of typing it again: the latest earlier reading of a part that keeps its value."""
    if over_time != OverTime.LAST:
        return None
    own = {
        at: getattr(figure, role.lower())
        for (pk, who, at), figure in reported.figures.items()
        if pk == indicator.pk and who == unit and at < ordinal
    }
    standing = part_to_date(OverTime.LAST, own, ordinal - 1)
    return standing.value if standing else None
