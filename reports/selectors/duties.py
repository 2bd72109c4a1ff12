"""What a unit is asked to report in a period, and what it still lacks."""

from reports.models import Figure, Report
from targets.enums import LAST_QUARTER, Measure
from targets.models import Indicator, Period, Target
from units.models import Unit, UnitSuccession


def units_acting_as(unit: Unit, period: Period) -> set[int]:
    """The unit with all that were merged into it before the period; empty when it was itself merged away.

    A duty passes on from the first period that starts on or after the merger.  Queries: 1.
    """
    starts = dict(
        Period.objects.filter(plan=period.plan_id, ordinal__lte=min(period.ordinal, LAST_QUARTER)).values_list(
            "ordinal", "starts_on"
        )
    )
    merged = dict(
        UnitSuccession.objects.filter(on__lte=max(starts.values())).values_list("predecessor_id", "successor_id")
    )
    if unit.pk in merged:
        return set()
    acting = {unit.pk}
    while more := {old for old, new in merged.items() if new in acting} - acting:
        acting |= more
    return acting


def duties_of(unit: Unit, period: Period) -> dict[int, Indicator]:
    """Indicators that the unit enters in the period, by id, in the plan's order.

    Queries: 3.
    """
    targets = Target.objects.filter(
        indicator__plan=period.plan_id, reports=True, unit__in=units_acting_as(unit, period)
    )
    indicators = Indicator.objects.filter(pk__in=targets.values("indicator")).select_related("field", "lead", "parent")
    return {indicator.pk: indicator for indicator in indicators}


def missing_figures(report: Report) -> list[Indicator]:
    """Indicators due in the report's period without a whole figure.

    Queries: 4.
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
