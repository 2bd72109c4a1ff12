"""The warnings about one figure, from its unit's targets and earlier figures and from other units' figures."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from chodon_thidua.lib.measure_units import is_rank_unit
from chodon_thidua.lib.numbers import input_text
from reports.models import Figure
from reports.selectors.benchmarks import FigureBenchmarks
from reports.selectors.obligations import is_complete
from reports.selectors.reference_figures import ReferenceFigures
from reports.selectors.reference_numbers.breakdown_numbers import breakdown_warnings
from reports.selectors.reference_numbers.child_numbers import child_numbers
from reports.selectors.report_contents.decisions import subject_of
from reports.warning_rules.composite_rules import child_above_whole
from reports.warning_rules.figure_warning import FigureAmount, FigureWarning, WarningKind
from reports.warning_rules.magnitude_benchmark import LOOSE, MagnitudeBenchmark
from reports.warning_rules.magnitude_rules import intended_value, out_of_scale
from reports.warning_rules.misplaced_numbers import is_near, may_be_shifted, shifted_number, total_as_period
from reports.warning_rules.number_rules import (
    beyond_bounds,
    beyond_the_country,
    fraction_of_one,
    impossible_rank,
    outside_period,
    part_above_whole,
    unlisted_subjects,
)
from targets.calculation.scope.parts import part_to_date
from targets.calculation.types import UnitId, ratio_value
from targets.enums import OverTime, PartRole
from targets.models import Indicator, IndicatorPart

MOST_DECIMALS = 2


def figure_warnings(
    references: ReferenceFigures, indicator: Indicator, unit: UnitId, figure: Figure
) -> tuple[FigureWarning, ...]:
    """Returns the warnings about the figure, number by number: what its reviewer would ask. Words have none.

    Queries: none; what to compare with is in `references`.
    """
    if figure.not_applicable or indicator.is_in_words:
        return ()
    return tuple(
        _FigureCheck(references, indicator, unit, figure, FigureBenchmarks(references, indicator, unit)).warnings()
    )


class CheckedFigure:
    """A figure with the warnings about it, none of which counts where nothing was entered."""

    __slots__ = ()
    figure: Figure | None
    warnings: tuple[FigureWarning, ...]

    @property
    def unexplained_count(self) -> int:
        """The number of warnings that the unit has not explained; a note explains all of the figure's.

        A very unusual number is explained only by a note on the numbers that the figure has now.
        """
        if self.figure is None:
            return 0
        is_confirmed, note = self.figure.is_confirmed, self.figure.note
        return sum(not (is_confirmed if warning.is_extraordinary else note) for warning in self.warnings)

    @property
    def extraordinary_count(self) -> int:
        return sum(warning.is_extraordinary for warning in self.warnings)

    @property
    def is_unconfirmed(self) -> bool:
        """Tells whether it keeps its report from being sent: very unusual, and no note on these numbers."""
        return self.figure is not None and not self.figure.is_confirmed and self.extraordinary_count > 0

    @property
    def is_complete(self) -> bool:
        return self.figure is not None and is_complete(self.figure)


@dataclass(slots=True)
class _FigureCheck:
    """The rules applied to one figure."""

    references: ReferenceFigures
    indicator: Indicator
    unit: UnitId
    figure: Figure
    benchmarks: FigureBenchmarks

    @property
    def parts(self) -> dict[PartRole, IndicatorPart]:
        return self.references.plan_data.parts.get(self.indicator.pk, {})

    def warnings(self) -> Iterator[FigureWarning]:
        numerator, denominator = (self._amount(role) for role in (PartRole.NUMERATOR, PartRole.DENOMINATOR))
        denominator_warnings = list(self._of_part(PartRole.DENOMINATOR, denominator)) if denominator else []
        plausible_denominator = denominator.value if denominator and not denominator_warnings else None
        part_warnings = [
            *(self._of_part(PartRole.NUMERATOR, numerator, plausible_denominator) if numerator else ()),
            *denominator_warnings,
        ]
        if self.indicator.numerator_within_denominator and numerator and denominator:
            part_warnings += filter(None, [part_above_whole(numerator, denominator)])
        children = child_numbers(self.references, self.indicator, self.unit, self.figure)
        if children:
            part_warnings += child_above_whole(list(children.values()), children[self.indicator.pk])
        part_warnings += breakdown_warnings(self.references, self.indicator, self.unit, self.figure)
        yield from self._with_value(part_warnings)
        yield from self._of_estimate()
        yield from filter(None, [unlisted_subjects(list(self._unlisted_names())), self._cut_off_warning()])

    def _of_part(
        self, role: PartRole, amount: FigureAmount, denominator: Decimal | None = None
    ) -> Iterator[FigureWarning]:
        part = self.parts[role]
        if warning := beyond_bounds(amount, part.minimum, part.maximum):
            yield warning
        if is_rank_unit(
            amount.unit
        ):  # whoever was third may be thirtieth: nothing says how many times more is too much
            yield from filter(None, [impossible_rank(amount) or beyond_the_country(amount)])
            return
        scale = beyond_the_country(amount) or self._scale(role, amount, denominator)
        so_far = self._to_date(part, amount)
        if so_far and not (scale and scale.is_extraordinary):
            scale = so_far
        own = self.benchmarks.numbers.of_group(amount.field, self.references.previous_ordinal)
        place = self.indicator.pk, role
        others = self.references.others(self.unit, place) if may_be_shifted(amount, own) else ()
        if warning := shifted_number(amount, own, others, scale) or scale or fraction_of_one(amount):
            yield warning

    def _scale(self, role: PartRole, amount: FigureAmount, denominator: Decimal | None) -> FigureWarning | None:
        """Builds the warning that the number is out of scale; it names a neighbouring row where the number fits."""
        warning = out_of_scale(amount, self.benchmarks.for_part(self.parts[role], denominator), self.indicator.decimals)
        if warning is None or warning.suggestion is not None:
            return warning
        rows = self.references.adjacent(self.unit, (self.indicator.pk, role))
        other = next((row for row in rows if is_near(amount.value, row.value)), None)
        if other is None:
            return warning
        return replace(warning, text=f"{warning.text}; gần với số của {other.name} ({input_text(other.value)})")

    def _to_date(self, part: IndicatorPart, amount: FigureAmount) -> FigureWarning | None:
        if part.over_time != OverTime.SUM or self.references.period.is_final:
            return None
        usual, name = self.benchmarks.usual(part)
        earlier, noun = self.benchmarks.numbers.in_periods_before(amount.field), self.references.plan_data.rhythm.noun
        return total_as_period(amount, earlier, usual, name, noun=noun)

    def _with_value(self, part_warnings: list[FigureWarning]) -> list[FigureWarning]:
        """Adds the value of a ratio to the warning about a part, or warns of the value alone where both parts pass."""
        value = self._value()
        if not self.indicator.has_denominator or value is None:
            return part_warnings
        ratio = FigureAmount("", "Giá trị", self.indicator.unit_of_measure, value)
        benchmarks = self.benchmarks.for_value()
        warning = out_of_scale(ratio, benchmarks, self.indicator.decimals)
        if warning is None:
            return part_warnings
        of_scale = [
            part_warning
            for part_warning in part_warnings
            if part_warning.suggestion is not None or part_warning.is_extraordinary
        ]
        if of_scale:
            text = f"{of_scale[0].text}; giá trị thành {warning.text if warning.kind == WarningKind.PLAN else ratio}"
            return [
                replace(part_warning, text=text) if part_warning is of_scale[0] else part_warning
                for part_warning in part_warnings
            ]
        field, suggestion = self._meant_part(benchmarks)
        text = f"Giá trị {warning.text[0].lower()}{warning.text[1:]}"
        return [*part_warnings, replace(warning, kind=WarningKind.RATE, field=field, text=text, suggestion=suggestion)]

    def _meant_part(self, benchmarks: list[MagnitudeBenchmark]) -> tuple[str, Decimal | None]:
        """Returns the field of the mistyped part and its other reading, where only one part has a fitting one."""
        candidates = []
        for role, part in self.parts.items():
            amount = self._amount(role)
            other = intended_value(amount, self.benchmarks.for_part(part), self.indicator.decimals) if amount else None
            if amount and other is not None:
                value = self._value({role: other})
                if value and all(benchmark.allows(value, Decimal(LOOSE)) for benchmark in benchmarks):
                    candidates.append((amount.field, other))
        return candidates[0] if len(candidates) == 1 else ("numerator", None)

    def _value(self, instead: Mapping[PartRole, Decimal] | None = None) -> Decimal | None:
        """Computes the value to date, with other numbers `instead` of this period's, rounded as people read it."""
        ordinal = self.references.period.ordinal
        numbers = {role: getattr(self.figure, role.lower()) for role in PartRole} | dict(instead or {})
        if len(self.parts) < len(PartRole) or None in numbers.values():
            return None
        sums, spec = [], self.references.plan_data.specs[self.indicator.pk]
        for role in PartRole:
            own = {at: self._own_number(role.lower(), at) for at in range(1, ordinal)} | {ordinal: numbers[role]}
            so_far = part_to_date(OverTime(self.parts[role].over_time), own, ordinal, spec.final)
            sums.append(so_far.value if so_far else Decimal(0))
        value = ratio_value(spec, *sums)
        return None if value is None else round(value, max(self.indicator.decimals, MOST_DECIMALS))

    def _own_number(self, name: str, ordinal: int) -> Decimal | None:
        figure = self.references.report_data.figures.get((self.indicator.pk, self.unit, ordinal))
        return getattr(figure, name) if figure else None

    def _of_estimate(self) -> Iterator[FigureWarning]:
        """Yields the warning about the unit's own estimate: out of scale, or less than the total to date."""
        estimate, indicator = self.figure.full_year_estimate, self.indicator
        if estimate is None:
            return
        amount = FigureAmount("full_year_estimate", "Ước cả năm", indicator.unit_of_measure, estimate, one_of_two=True)
        if is_rank_unit(amount.unit):
            yield from filter(None, [impossible_rank(amount)])
            return
        warning = out_of_scale(amount, self.benchmarks.for_estimate(), indicator.decimals)
        so_far = self._so_far()
        if warning is None and so_far is not None and estimate < so_far:
            warning = amount.warning(WarningKind.ESTIMATE, f"{amount} thấp hơn số lũy kế ({amount.in_unit(so_far)})")
        if warning := warning or fraction_of_one(amount):
            yield warning

    def _so_far(self) -> Decimal | None:
        """Computes the total to date of an amount that only grows; None for any other."""
        part = self.parts.get(PartRole.NUMERATOR)
        if not self.indicator.has_single_number or part is None or part.over_time != OverTime.SUM:
            return None
        if part.minimum is None or part.minimum < 0:
            return None
        return sum(self.benchmarks.numbers.in_periods_before("numerator"), self.figure.numerator or Decimal(0))

    def _amount(self, role: PartRole) -> FigureAmount | None:
        name, part = role.lower(), self.parts.get(role)
        value = getattr(self.figure, name)
        if value is None or part is None:
            return None
        return FigureAmount(name, part.label, part.unit_of_measure, value, one_of_two=len(self.parts) > 1)

    def _cut_off_warning(self) -> FigureWarning | None:
        # The year's official numbers come out after its end.
        period = self.references.period
        last = period.due_on if period.is_final else period.ends_on
        return outside_period(self.figure.as_of, period.starts_on, last)

    def _unlisted_names(self) -> Iterator[str]:
        """Yields the names of recognised subjects that count and that the plan does not name, each once."""
        spec = self.references.plan_data.specs[self.indicator.pk]
        subjects = set(spec.named_subjects)
        for item in self.references.report_data.items.get(self.figure.pk, ()) if spec.named_subjects else ():
            subject = subject_of(item)
            if item.assessed_year == spec.year and subject not in subjects:
                subjects.add(subject)
                yield item.subject_unit.name if item.subject_unit else item.subject_text
