"""What a unit is asked to report in a period, and what it still lacks."""

from django.db.models import QuerySet

from reports.models import Figure, Report
from targets.enums import LAST_QUARTER, Measure
from targets.models import Indicator, Period, Target
from units.models import Unit, UnitSuccession


def units_acting_as(unit: Unit, period: Period) -> set[int]:
    """The unit with all that were merged into it before the period; empty when it was itself merged away.

    A duty passes on from the first period that starts on or after the merger.
    Queries: 1, and 1 more where there were mergers.
    """
    successions = list(
        UnitSuccession.objects.filter(on__lte=period.ends_on).values_list("predecessor_id", "successor_id", "on")
    )
    if not successions:
        return {unit.pk}
    quarters = Period.objects.filter(plan=period.plan_id, ordinal__lte=min(period.ordinal, LAST_QUARTER))
    latest = max(quarters.values_list("starts_on", flat=True))
    merged = {old: new for old, new, on in successions if on <= latest}
    if unit.pk in merged:
        return set()
    acting = {unit.pk}
    while more := {old for old, new in merged.items() if new in acting} - acting:
        acting |= more
    return acting


def duties_of(unit: Unit, period: Period) -> dict[int, Indicator]:
    """Indicators that the unit enters in the period, by id, in the plan's order.

    Queries: 2, and 1 more where there were mergers.
    """
    asked = Indicator.objects.filter(pk__in=_targets(unit, period).values("indicator"))
    return {indicator.pk: indicator for indicator in asked.select_related("field", "lead", "parent")}


def is_asked(unit: Unit, period: Period, indicator: Indicator) -> bool:
    """Whether the unit enters the indicator in the period.

    Queries: 1 for a duty of its own, 2 or 3 more where it may have come, or gone, by a merger.
    """
    own = Target.objects.filter(indicator=indicator, unit=unit, reports=True)
    merged_on = list(own.values_list("unit__successions__on", flat=True))
    # A unit merges once at most; one that has not, or not yet, does its own duties.
    if merged_on and (merged_on[0] is None or merged_on[0] > period.ends_on):
        return True
    return _targets(unit, period).filter(indicator=indicator).exists()


def _targets(unit: Unit, period: Period) -> QuerySet[Target]:
    return Target.objects.filter(indicator__plan=period.plan_id, reports=True, unit__in=units_acting_as(unit, period))


def missing_figures(report: Report) -> list[Indicator]:
    """Indicators due in the report's period without a whole figure.

    Queries: 3, and 1 more where there were mergers.
    """
    whole = {f.indicator_id for f in Figure.objects.filter(report=report).select_related("indicator") if is_whole(f)}
    return [
        i
        for i in duties_of(report.unit, report.period).values()
        if report.period.ordinal in i.due and i.pk not in whole
    ]


def is_whole(figure: Figure) -> bool:
    """Whether the figure answers: not applicable, or every part given."""
    if figure.not_applicable:
        return True
    return figure.numerator is not None and (
        figure.indicator.measure != Measure.RATIO or figure.denominator is not None
    )
