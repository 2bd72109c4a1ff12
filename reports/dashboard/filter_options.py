"""The choices above a page: periods, units, fields, kinds of data, statuses."""

from collections.abc import Iterator
from dataclasses import dataclass

from reports.enums import DATA_LABELS, DataKind
from reports.progress.filters import APPROVED, PENDING, ProgressFilter
from reports.progress.overview import PlanOverview
from reports.progress.units.unit_groups import in_groups
from reports.selectors.scope import PlanScope
from targets.enums import PERIOD_STATE_LABELS, STATUS_LABELS, PeriodState
from units.models import Unit
from units.visibility import UnitSurroundings, VisibleUnits


@dataclass(frozen=True, slots=True)
class FilterOption:
    """One entry of a list to choose from."""

    value: str
    label: str
    is_chosen: bool


def period_options(scope: PlanScope) -> list[FilterOption]:
    """Every period of the plan with its state."""
    return [
        FilterOption(
            str(period.ordinal),
            f"{period.name} ({PERIOD_STATE_LABELS[PeriodState(period.state)].lower()})",
            period.ordinal == scope.period.ordinal,
        )
        for period in scope.view.periods
    ]


def unit_options(scope: PlanScope, around: UnitSurroundings) -> list[FilterOption]:
    """The units to go to that exist in the period, indented as in the tree."""
    return [
        FilterOption(unit.address_on(scope.period.ends_on), "\u2003" * depth + unit.name, unit == scope.unit)
        for depth, unit in _nearby_units(scope.visible_units, around)
        if scope.period.has(unit)
    ]


def field_options(filters: ProgressFilter, overview: PlanOverview) -> list[FilterOption]:
    """The fields of the indicators that concern the scope."""
    return [FilterOption(field.code, field.name, field.code == filters.field_code) for field, _ in overview.by_field()]


def data_options(filters: ProgressFilter) -> list[FilterOption]:
    """Approved figures alone, or those that wait for review too."""
    labels = {APPROVED: DATA_LABELS[DataKind.APPROVED], PENDING: DATA_LABELS[DataKind.PENDING]}
    return [FilterOption(value, label, (value == PENDING) == filters.pending) for value, label in labels.items()]


def status_options(filters: ProgressFilter) -> list[FilterOption]:
    return [FilterOption(str(status), label, status == filters.status) for status, label in STATUS_LABELS.items()]


def _nearby_units(visible_units: VisibleUnits, around: UnitSurroundings) -> Iterator[tuple[int, Unit]]:
    """Yields the units to go to, with their depth, in the order of the tree: those above, beside these, right below.

    Communes come before the departments beside them.
    """
    above = {unit.pk for unit in around.chain}

    def walk(unit: Unit, depth: int) -> Iterator[tuple[int, Unit]]:
        yield depth, unit
        if unit.pk in above:
            for child in in_groups(around.children.get(unit.pk, ()), lambda child: child):
                yield from walk(child, depth + 1)

    for root in visible_units.roots:
        yield from walk(visible_units.own[root], 0)
