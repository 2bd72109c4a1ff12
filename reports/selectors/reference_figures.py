"""Figures beside which others are checked: those of other units of the same kind, and other rows of the report."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from reports.models import Figure
from reports.selectors.reference_numbers.peer_figures import PeerFigures, read_peer_figures
from reports.selectors.report_contents.report_data import ReportData
from reports.warning_rules.composite_rules import ChildNumber
from reports.warning_rules.figure_warning import OtherNumber
from targets.calculation.types import FigureReading, UnitId
from targets.enums import PartRole
from targets.models import Period
from targets.selectors import PlanData
from units.models import Unit

Place = tuple[int, PartRole]  # of a number in a report: its indicator and part
# Each figure of a report once for each part of its indicator, in the order of the report's rows.
NUMBERS_BY_PART = (
    Figure.objects.filter(version__gt=0)
    .order_by("indicator__order", "indicator__code", "-indicator__parts__role")
    .values_list("indicator_id", "indicator__parts__role", "indicator__parts__label", "numerator", "denominator")
)


@dataclass(slots=True)
class ReferenceFigures:
    """Everything that the figures of a period are compared with.

    Shape: `row_neighbours` by unit are those above and below it in a sheet of several units, where a number may slip
    to the next row. With `is_single` the figures of one indicator were read: the other rows of a report are then read
    when a number may be theirs; `children` by unit are those of its composite, by indicator, and
    `breakdowns` the whole of which it is a part, with all parts.
    """

    plan_data: PlanData
    report_data: ReportData
    period: Period
    units: Mapping[UnitId, Unit]
    peers: PeerFigures
    row_neighbours: Mapping[UnitId, Collection[UnitId]] = field(default_factory=dict)
    is_single: bool = False
    children: dict[UnitId, dict[int, ChildNumber]] = field(default_factory=dict)
    breakdowns: dict[UnitId, dict[int, ChildNumber]] = field(default_factory=dict)
    _earlier_numbers: dict[UnitId, list[tuple[Place, OtherNumber]]] = field(default_factory=dict)
    _last_year: dict[int, dict[UnitId, dict[int, FigureReading]]] = field(default_factory=dict)
    _joined: dict[UnitId, list[UnitId]] | None = None

    @property
    def previous_ordinal(self) -> int:
        """The ordinal of the period before; of the last regular one for the whole year."""
        return self.period.ordinal - 1

    def period_name(self, ordinal: int) -> str:
        return self.plan_data.period_names[ordinal]

    def others(self, unit: UnitId, place: Place) -> list[OtherNumber]:
        """Returns the earlier numbers of the unit's other rows, and of the same row of the units above and below it."""
        own = [number for at, number in self._earlier(unit) if at != place]
        return own + [
            number for unit in self.row_neighbours.get(unit, ()) for at, number in self._earlier(unit) if at == place
        ]

    def adjacent(self, unit: UnitId, place: Place) -> list[OtherNumber]:
        """Returns the earlier numbers right above and below the place."""
        numbers = self._earlier(unit)
        here = next((n for n, (at, _) in enumerate(numbers) if at == place), None)
        if here is None:
            return []
        return [number for _, number in (*numbers[max(here - 1, 0) : here], *numbers[here + 1 : here + 2])]

    def merged_units(self, unit: UnitId) -> list[UnitId]:
        """Returns the units that count under this one in the period."""
        if self._joined is None:
            self._joined = {}
            for old in self.plan_data.mergers:
                acting = self.plan_data.acting(old, self.period.ordinal)
                if acting != old:
                    self._joined.setdefault(acting, []).append(old)
        return self._joined.get(unit, [])

    def prior_readings(self, indicator: int) -> Mapping[UnitId, Mapping[int, FigureReading]]:
        """Returns what units reported for last year's indicator, by unit and ordinal; `indicator` is this year's."""
        if indicator not in self._last_year:
            by_unit: dict[UnitId, dict[int, FigureReading]] = {}
            for baseline in self.report_data.last_year.get(indicator, ()):
                by_unit.setdefault(baseline.unit, {})[baseline.ordinal] = baseline
            self._last_year[indicator] = by_unit
        return self._last_year[indicator]

    def _other_number(self, name: str, value: Decimal) -> OtherNumber:
        return OtherNumber(f"{name} {self.period_name(self.previous_ordinal)}", value)

    def _earlier(self, unit: UnitId) -> list[tuple[Place, OtherNumber]]:
        """The numbers of the unit's report before this one, in the order of its rows."""
        if unit not in self._earlier_numbers:
            numbers = self._read_other_rows(unit) if self.is_single else self._numbers_before(unit)
            self._earlier_numbers[unit] = list(numbers)
        return self._earlier_numbers[unit]

    def _read_other_rows(self, unit: UnitId) -> Iterator[tuple[Place, OtherNumber]]:
        """Queries: 1; none where there is no such report."""
        report = self.report_data.latest.get((unit, self.previous_ordinal))
        for pk, role, label, *values in NUMBERS_BY_PART.filter(report=report) if report else ():
            if role and (value := values[list(PartRole).index(PartRole(role))]) is not None:
                yield (pk, PartRole(role)), self._other_number(f"“{label}”", value)

    def _numbers_before(self, unit: UnitId) -> Iterator[tuple[Place, OtherNumber]]:
        whose = f"{self.units[unit].name}, " if self.row_neighbours else ""
        for pk in self.plan_data.indicators:
            figure = self.report_data.figures.get((pk, unit, self.previous_ordinal))
            for role, part in self.plan_data.parts.get(pk, {}).items() if figure else ():
                value = getattr(figure, role.lower())
                if value is not None:
                    yield (pk, role), self._other_number(f"{whose}“{part.label}”", value)


def reference_figures(
    plan_data: PlanData,
    report_data: ReportData,
    period: Period,
    units: Iterable[Unit],
    *,
    in_rows: bool = False,
    is_single: bool = False,
) -> ReferenceFigures:
    """Reads what the units' figures are compared with; `in_rows` when the units stand below each other in one sheet.

    Queries: 1; with `is_single`, where one indicator was read, 1 more when a number may be that of another row.
    """
    by_id = {unit.pk: unit for unit in units}
    peers = read_peer_figures(period, by_id.values(), list(plan_data.parts), in_rows=in_rows)
    order = list(by_id)
    neighbours = {unit: (*order[max(n - 1, 0) : n], *order[n + 1 : n + 2]) for n, unit in enumerate(order)}
    return ReferenceFigures(plan_data, report_data, period, by_id, peers, neighbours if in_rows else {}, is_single)
