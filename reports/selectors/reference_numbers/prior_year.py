"""Last year's single numbers of one unit's figure, by which this year's are measured."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from reports.selectors.reference_figures import ReferenceFigures
from targets.calculation.prior_year.figures import PriorFigure
from targets.calculation.types import UnitId
from targets.models import Indicator


@dataclass
class PriorYearNumbers:
    """Last year's single numbers of one unit's figure, by which this year's are measured. Queries: none.

    Unlike `last_year_of_unit` it knows each part in a period alone, and an entered row is never replaced by a report.
    Shape: `join_periods` are the ordinals from which on other units count under this one, by their ids.
    """

    references: ReferenceFigures
    indicator: Indicator
    unit: UnitId
    join_periods: Mapping[UnitId, int]

    def amount(self, ordinal: int) -> Decimal | None:
        """Returns the unit's entered value to date; None without a positive one under the same definition."""
        row = self._same_definition(self._rows(self.unit).get(ordinal))
        value = row.amount(self.references.plan_data.specs[self.indicator.pk]) if row else None
        return value if value and value > 0 else None

    def part(self, name: str, ordinal: int, *, to_date: bool) -> Decimal | None:
        """Returns a part of the unit with those merged into it; None while that of one of them is not known."""
        values = [self._unit_part(unit, name, ordinal, to_date=to_date) for unit in self._group]
        known_values = [value for value in values if value is not None]
        return sum(known_values, Decimal(0)) if len(known_values) == len(values) else None

    @cached_property
    def _group(self) -> list[UnitId]:
        """The unit and those merged into it, without units merged before the plan that have no figure of last year."""
        others = [old for old, since in self.join_periods.items() if since > 1 or self._has_figures(old)]
        return [self.unit, *others]

    def _has_figures(self, unit: UnitId) -> bool:
        return bool(self._rows(unit)) or unit in self.references.prior_readings(self.indicator.pk)

    def _unit_part(self, unit: UnitId, name: str, ordinal: int, *, to_date: bool) -> Decimal | None:
        """Returns the part as entered to date, less the period before unless `to_date`; else as reported then."""
        rows = self._rows(unit)
        if ordinal not in rows:
            return self._reported_part(unit, name, ordinal, to_date=to_date)
        now = self._entered_part(rows[ordinal], name)
        if to_date or ordinal in (1, self._final) or now is None:
            return now
        if not self._adds_up(name):
            return None
        earlier = self._entered_part(rows.get(ordinal - 1), name)
        return None if earlier is None else now - earlier

    def _adds_up(self, name: str) -> bool:
        """Tells whether the number of one period is that to date less the one before; means and maxima are not."""
        rule = self.references.plan_data.specs[self.indicator.pk].rules.get(name)
        return rule is None or rule.adds_up

    def _reported_part(self, unit: UnitId, name: str, ordinal: int, *, to_date: bool) -> Decimal | None:
        """Returns the part as reported last year; of one period None where last year's periods had another length."""
        before, now = self.indicator.predecessor, self.indicator
        if before is None or (before.measure, before.definition_label) != (now.measure, now.definition_label):
            return None
        rhythm, then = self.references.plan_data.rhythm, before.plan.rhythm
        if then != rhythm and not to_date and ordinal != self._final:
            return None
        own_readings = self.references.prior_readings(self.indicator.pk).get(unit, {})
        reading = own_readings.get(rhythm.ordinal_in(then, ordinal) or 0)
        return getattr(reading, name) if reading else None

    @property
    def _final(self) -> int:
        return self.references.plan_data.rhythm.final

    def _entered_part(self, row: PriorFigure | None, name: str) -> Decimal | None:
        row = self._same_definition(row)
        if row is None:
            return None
        value: Decimal | None = row.value if self.indicator.has_single_number else getattr(row, name)
        return value

    def _rows(self, unit: UnitId) -> Mapping[int, PriorFigure]:
        return self.references.plan_data.baselines.get(self.indicator.pk, {}).get(unit, {})

    def _same_definition(self, row: PriorFigure | None) -> PriorFigure | None:
        return row if row and row.label == self.indicator.definition_label else None
