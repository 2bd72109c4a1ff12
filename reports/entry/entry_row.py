"""One indicator of a report as its reporters see it."""

from dataclasses import dataclass
from functools import cached_property

from chodon_thidua.lib.numbers import input_text
from reports.models import Evidence, Figure, FigureComment, Recognition
from reports.progress.assessment_text import ResultCells, achievement_text, gap_words, result_cells
from reports.progress.figure_inputs import FigureInput
from reports.progress.units.unit_assessment import assess_indicator
from reports.selectors.figure_warnings import CheckedFigure, figure_warnings
from reports.selectors.reference_figures import ReferenceFigures
from reports.selectors.report_contents.decisions import excluded_decisions_text
from reports.warning_rules.figure_warning import FigureWarning
from targets.calculation.assessment import Assessment
from targets.calculation.types import UnitId
from targets.models import Indicator
from targets.target_text import TO_DATE, value_word


@dataclass
class EntryRow(CheckedFigure):
    """One indicator of the report.

    Shape: `composite` stands above the first of its children in each section; `decisions` are those of this
    report's figure, `other_decisions` those of the unit's other periods; `evidence` and `comments` are filled in by
    `with_history`.
    """

    indicator: Indicator
    figure: Figure | None
    is_due: bool
    parts: tuple[FigureInput, ...]
    unit: UnitId
    references: ReferenceFigures
    decisions: tuple[Recognition, ...] = ()
    other_decisions: tuple[Recognition, ...] = ()
    composite: Indicator | None = None
    evidence: tuple[Evidence, ...] = ()
    comments: tuple[FigureComment, ...] = ()

    # A cell that is saved is read before and after; only the row that is shown needs what follows.

    @cached_property
    def assessment(self) -> Assessment:
        read = self.references
        return assess_indicator(read.plan_data, read.report_data, self.indicator, self.unit, read.period)

    @cached_property
    def cells(self) -> ResultCells:
        return result_cells(self.assessment)

    @cached_property
    def warnings(self) -> tuple[FigureWarning, ...]:  # type: ignore[override]
        return figure_warnings(self.references, self.indicator, self.unit, self.figure) if self.figure else ()

    @property
    def code(self) -> str:
        return self.indicator.code

    @property
    def version(self) -> int:
        return self.figure.version if self.figure else 0

    @property
    def has_number(self) -> bool:
        """Checks whether this period has a number; without one, last year's number is not compared."""
        return self.figure is not None and self.figure.numerator is not None

    @property
    def missing_parts(self) -> tuple[str, ...]:
        """The labels of the parts without a number, once one of them is there."""
        if self.figure is None or self.is_complete or all(part.value is None for part in self.parts):
            return ()
        return tuple(part.label for part in self.parts if part.value is None)

    @property
    def first_empty_input(self) -> str:
        """The id of the first empty input of a number; of the row itself where the number is counted from decisions."""
        if self.indicator.has_text:
            return f"o-{self.code}-text_value"
        first = next((part for part in self.parts if part.value is None), None)
        if self.is_recognition or first is None:
            return f"chi-tieu-{self.indicator.pk}"
        return f"o-{self.code}-{first.name}"

    @property
    def previous_words(self) -> str:
        """The words of the period before, of an indicator in words."""
        before = self.references.report_data.figures.get(
            (self.indicator.pk, self.unit, self.references.period.ordinal - 1)
        )
        return before.text_value if before else ""

    @property
    def is_recognition(self) -> bool:
        return self.indicator.counts_recognitions

    @property
    def is_ratio(self) -> bool:
        return self.indicator.has_denominator

    @property
    def count_text(self) -> str:
        """The number of recognised subjects of this report, as text; empty while there is no figure."""
        return input_text(self.figure.numerator) if self.figure else ""

    @property
    def exclusion_text(self) -> str:
        """The sentence that says why decisions of this report do not count; empty when all do."""
        return excluded_decisions_text(self.decisions, self.assessment.spec.year)

    @property
    def value_label(self) -> str:
        """The way in which the value to date comes about: “Lũy kế”, “Bình quân đến kỳ này”."""
        word = value_word(self.assessment.spec)
        return word if word == TO_DATE else f"{word} đến kỳ này"

    @property
    def gap(self) -> str:
        """The distance from the target; of a band in words."""
        return gap_words(self.assessment) or self.cells.gap.text

    @property
    def same_period_label(self) -> str:
        return f"{value_word(self.assessment.spec)} cùng kỳ"

    @property
    def achievement(self) -> str:
        return achievement_text(self.assessment)

    @property
    def estimate(self) -> str:
        return input_text(self.figure.full_year_estimate) if self.figure else ""
