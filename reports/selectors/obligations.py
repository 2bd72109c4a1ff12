"""The indicators that a unit is asked to report in a period, and those that its report lacks."""

from django.db.models import QuerySet

from reports.models import Figure, Report
from targets.models import Indicator, Period, Target
from targets.selectors.mergers import merger_records, plan_mergers
from units.models import Unit


def units_acting_as(unit: Unit, period: Period) -> set[int]:
    """Returns the unit with those whose duties it has taken over in the period; empty when it has none itself.

    Queries: 1, and 1 more where there were mergers.
    """
    rows = merger_records(period.ends_on)
    periods = list(Period.objects.filter(plan=period.plan_id).order_by()) if rows else [period]
    mergers, ordinal = plan_mergers(periods, rows), period.ordinal
    mergers.spans[unit.pk] = (unit.valid_from, unit.valid_to)
    if unit.pk not in mergers.reporting_units([unit.pk], ordinal):
        return set()
    return mergers.group(unit.pk, ordinal)


def indicators_to_enter(unit: Unit, period: Period) -> dict[int, Indicator]:
    """Returns the indicators that the unit enters in the period, by id, in the plan's order.

    Queries: 2, and 1 more where there were mergers.
    """
    indicators = Indicator.objects.filter(pk__in=_targets(unit, period).values("indicator"))
    return {indicator.pk: indicator for indicator in indicators.select_related("field", "parent")}


def enters_indicator(unit: Unit, period: Period, indicator: Indicator) -> bool:
    """Checks whether the unit enters the indicator in the period.

    Queries: 1 for a duty of its own, 2 or 3 more where it may have come, or gone, by a merger.
    """
    own = Target.objects.filter(indicator=indicator, unit=unit, reports=True)
    merged_on = list(own.values_list("unit__successions__on", flat=True))
    # A unit is merged once at most. Before that, and if it existed all the time, it reports for itself.
    lasts = unit.is_valid_on(period.starts_on) and unit.is_valid_on(period.ends_on)
    if merged_on and lasts and (merged_on[0] is None or merged_on[0] > period.ends_on):
        return True
    return _targets(unit, period).filter(indicator=indicator).exists()


def _targets(unit: Unit, period: Period) -> QuerySet[Target]:
    return Target.objects.filter(indicator__plan=period.plan_id, reports=True, unit__in=units_acting_as(unit, period))


def missing_indicators(report: Report) -> list[Indicator]:
    """Returns the indicators due in the report's period without a whole figure.

    Queries: 3, and 1 more where there were mergers.
    """
    complete = {
        f.indicator_id for f in Figure.objects.filter(report=report).select_related("indicator") if is_complete(f)
    }
    return [
        i
        for i in indicators_to_enter(report.unit, report.period).values()
        if report.period.ordinal in i.due and i.pk not in complete
    ]


def is_complete(figure: Figure) -> bool:
    """Checks whether the figure is whole: not applicable, or with every part, or with its words."""
    if figure.not_applicable:
        return True
    if figure.indicator.has_text:
        return bool(figure.text_value)
    return figure.numerator is not None and (not figure.indicator.has_denominator or figure.denominator is not None)
