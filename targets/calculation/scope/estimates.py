"""The units' own estimates of the full year, passed on through mergers. Pure."""

from decimal import Decimal

from targets.calculation.scope.answers import is_not_applicable
from targets.calculation.scope.readings import ScopeReadings
from targets.calculation.types import ZERO, UnitId


def unit_estimates(scope: ScopeReadings) -> dict[UnitId, Decimal]:
    """Returns each unit's latest full-year estimate; those of merged units count until their successor's first."""
    if not scope.year.has_estimates and not scope.mergers:
        return {}
    if not scope.mergers:
        own = ((unit, scope.standing(unit).estimate) for unit in sorted(scope.units))
        return {unit: estimate.value for unit, estimate in own if estimate is not None}
    estimates = {
        unit: _estimate_after_mergers(scope, unit) for unit in sorted({scope.acting(unit) for unit in scope.units})
    }
    return {unit: value for unit, value in estimates.items() if value is not None}


def _estimate_after_mergers(scope: ScopeReadings, unit: UnitId) -> Decimal | None:
    """Returns the unit's estimate plus those of the units merged into it, unless it has made one since the merger.

    None when the unit, or one merged into it, gave no estimate; a unit whose latest answer is “không áp dụng” need not
    give one, nor need a unit that was founded by the merger.
    """
    own = scope.standing(unit).estimate
    predecessors = scope.direct_predecessors(unit)
    is_founded_by_merger = bool(predecessors) and not scope.existed_before_merger(unit)
    estimate = own.value if own else ZERO if is_founded_by_merger else None
    for old in predecessors:
        if estimate is None or (own and own.source >= scope.mergers[old].ordinal):
            continue
        earlier = _estimate_after_mergers(scope, old)
        is_excused = is_not_applicable(scope, [old])
        estimate = None if earlier is None and not is_excused else estimate + (earlier or ZERO)
    return estimate
