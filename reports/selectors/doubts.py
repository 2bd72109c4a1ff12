"""What is doubtful in one figure, compared with what its unit has reported before and last year."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from chodon_thidua.lib.text import roman_quarter
from reports.models import Figure
from reports.plausibility import (
    Amount,
    Doubt,
    beyond_bounds,
    changed_much,
    not_named,
    outside_period,
    part_above_whole,
    rises,
)
from reports.selectors.figures import Reported, subject_of
from targets.comparison import Prior
from targets.enums import FINAL_ORDINAL, Measure, OverTime, PartRole
from targets.models import Indicator, IndicatorPart, Period
from targets.selectors import Structure
from targets.totals import UnitId


def doubts_of(
    promised: Structure, reported: Reported, indicator: Indicator, unit: UnitId, period: Period, figure: Figure
) -> tuple[Doubt, ...]:
    """What the reviewer will ask about the figure, in the order of the page.

    Queries: none; what to compare with is in `reported`.
    """
    if figure.not_applicable:
        return ()
    parts = promised.parts.get(indicator.pk, {})
    amounts = {role: amount for role, part in parts.items() if (amount := _amount(part, figure, len(parts) > 1))}
    found = [beyond_bounds(one, parts[role].minimum, parts[role].maximum) for role, one in amounts.items()]
    if indicator.numerator_within_denominator and len(amounts) == len(PartRole):
        found.append(part_above_whole(amounts[PartRole.NUMERATOR], amounts[PartRole.DENOMINATOR]))
    book = _Book(promised, reported, indicator, unit, period)
    if rises(promised.specs[indicator.pk].profile, period.ordinal):
        found += [changed_much(one, *book.before(parts[role])) for role, one in amounts.items()]
    found.append(not_named(list(book.others(figure))))
    # What is official for the year comes out after its end.
    last = period.due_on if period.ordinal == FINAL_ORDINAL else period.ends_on
    found.append(outside_period(figure.as_of, period.starts_on, last))
    return tuple(doubt for doubt in found if doubt)


def unexplained(figure: Figure | None, doubts: Iterable[Doubt]) -> int:
    """How many doubts are left without a word of the unit; its note answers for all of the figure."""
    return 0 if figure is None or figure.note else len(tuple(doubts))


def _amount(part: IndicatorPart, figure: Figure, one_of_two: bool) -> Amount | None:
    name = PartRole(part.role).lower()
    value = getattr(figure, name)
    return None if value is None else Amount(name, part.label, part.unit_of_measure, value, one_of_two)


@dataclass(frozen=True, slots=True)
class _Book:
    """What one unit has reported for one indicator, this year and last."""

    promised: Structure
    reported: Reported
    indicator: Indicator
    unit: UnitId
    period: Period

    def before(self, part: IndicatorPart) -> tuple[Decimal | None, str]:
        """The number to compare with and the period that it is of; none where the unit has grown in between."""
        name, ordinal = PartRole(part.role).lower(), self.period.ordinal
        joined = [m.ordinal for m in self.promised.mergers.values() if m.successor == self.unit]
        if part.over_time == OverTime.LAST:
            earlier = self.reported.figures.get((self.indicator.pk, self.unit, ordinal - 1))
            if earlier is None or ordinal in joined:
                return None, ""
            return getattr(earlier, name), roman_quarter(ordinal - 1)
        if any(since <= ordinal for since in joined):
            return None, ""
        year = self.promised.plan.year - 1
        return self._last_year(
            name
        ), f"cả năm {year}" if ordinal == FINAL_ORDINAL else f"{roman_quarter(ordinal)}/{year}"

    def _last_year(self, name: str) -> Decimal | None:
        """The same period of last year alone: as entered to date, else as it was reported then."""
        ordinal = self.period.ordinal
        rows = self.promised.baselines.get(self.indicator.pk, {}).get(self.unit, {})
        if ordinal not in rows:
            return self._reported_last_year(name)
        now = self._known(rows[ordinal], name)
        if ordinal in (1, FINAL_ORDINAL) or now is None:
            return now
        earlier = self._known(rows.get(ordinal - 1), name)
        return None if earlier is None else now - earlier

    def _known(self, row: Prior | None, name: str) -> Decimal | None:
        """The part of an entered row, where it is of the same definition."""
        if row is None or row.label != self.indicator.definition_label:
            return None
        value: Decimal | None = row.value if self.indicator.measure == Measure.AMOUNT else getattr(row, name)
        return value

    def _reported_last_year(self, name: str) -> Decimal | None:
        before = self.indicator.predecessor
        if before is None or (before.measure, before.definition_label) != (
            self.indicator.measure,
            self.indicator.definition_label,
        ):
            return None
        readings = self.reported.last_year.get(self.indicator.pk, ())
        same = (one for one in readings if (one.unit, one.ordinal) == (self.unit, self.period.ordinal))
        return next((getattr(one, name) for one in same), None)

    def others(self, figure: Figure) -> Iterator[str]:
        """The recognised subjects that count and that the plan does not name, each once."""
        spec = self.promised.specs[self.indicator.pk]
        seen = set(spec.named)
        for item in self.reported.items.get(figure.pk, ()) if spec.named else ():
            subject = subject_of(item)
            if item.assessed_year == spec.year and subject not in seen:
                seen.add(subject)
                yield item.subject_unit.name if item.subject_unit else item.subject_text
