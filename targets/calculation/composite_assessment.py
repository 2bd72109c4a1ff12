"""The assessment of a composite by its children, and the coverage of its units. Pure."""

from collections.abc import Sequence

from targets.calculation.aggregate import FigureAggregate
from targets.calculation.assessment import Assessment
from targets.calculation.types import IndicatorRules, ScopeTotals
from targets.enums import Reason, Status

# Worst first: the status of a composite before the year is closed is the first that one of its children has.
WORST_FIRST = (
    Status.MISSED,
    Status.BEHIND,
    Status.AT_RISK,
    Status.NO_DATA,
    Status.ON_TRACK,
    Status.NOT_DUE,
    Status.MET,
    Status.EXCEEDED,
)


def assess_composite(
    spec: IndicatorRules, children: Sequence[Assessment], aggregate: FigureAggregate, totals: ScopeTotals | None = None
) -> Assessment:
    """Assesses a composite by its children alone; `aggregate` counts the units that reported all of them."""
    assessed_children = [child for child in children if child.status != Status.NOT_ASSESSED]
    is_year_closed = bool(assessed_children) and all(child.is_year_closed for child in assessed_children)
    statuses = {child.status for child in assessed_children}
    if not assessed_children:
        worst = status = Status.NOT_ASSESSED
    elif is_year_closed:
        worst = next((s for s in (Status.MISSED, Status.NO_DATA, Status.NOT_DUE) if s in statuses), Status.MET)
        status = Status.NO_DATA if worst == Status.NOT_DUE else worst
    else:
        worst = status = next(s for s in WORST_FIRST if s in statuses)
    reasons = (child.reason for child in children if child.status == worst)
    reason = next(reasons, Reason.YEAR_CLOSED if is_year_closed else None)
    return Assessment(
        spec=spec,
        aggregate=aggregate,
        totals=totals or ScopeTotals(aggregate.ordinal, ()),
        status=status,
        reason=reason,
        is_year_closed=is_year_closed,
        provisional=any(child.provisional for child in children),
        satisfied=bool(assessed_children) and all(child.satisfied for child in assessed_children),
        children=tuple(children),
    )


def composite_totals(children: Sequence[tuple[IndicatorRules, ScopeTotals]], ordinal: int) -> ScopeTotals:
    """Returns the coverage of a composite: a unit is silent when it is silent in any child that was due."""
    assigned = tuple(sorted({unit for _, child in children for unit in child.assigned}))
    due = [child for spec, child in children if spec.last_regular_due(ordinal) is not None]
    silent_units = {unit for child in due or [child for _, child in children] for unit in child.silent}
    return ScopeTotals(
        ordinal=ordinal,
        assigned=assigned,
        covered=tuple(unit for unit in assigned if unit not in silent_units),
        silent=tuple(unit for unit in assigned if unit in silent_units),
        has_figures=any(child.has_figures for _, child in children),
    )
