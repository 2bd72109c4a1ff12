"""One indicator of a report with everything that its reviewer compares it with."""

from dataclasses import dataclass

from chodon_thidua.lib.numbers import input_text
from reports.models import Evidence, Figure, FigureComment, Recognition
from reports.progress.assessment_text import ResultCells, achievement_text, status_text
from reports.selectors.report_contents.field_changes import FieldChange
from reports.selectors.report_contents.indicator_answer import IndicatorAnswer
from reports.warning_rules.figure_warning import FigureWarning
from targets.calculation.assessment import Assessment
from targets.models import Indicator


@dataclass(frozen=True, slots=True)
class ReviewPart:
    """One part of a figure as it was entered; `label` only where there are two."""

    label: str
    unit: str
    value: str
    previous_value: str


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One indicator of the report with everything to compare it with.

    Shape: `is_flagged` if the last return asked for it; `typed_comment` was written and not sent yet; `warning_place`
    counts the rows with warnings, 0 for a row without.
    """

    answer: IndicatorAnswer
    parts: tuple[ReviewPart, ...]
    decisions: tuple[Recognition, ...]
    assessment: Assessment
    cells: ResultCells
    remarks: tuple[str, ...]
    changes: tuple[FieldChange, ...]
    is_flagged: bool
    evidence: tuple[Evidence, ...] = ()
    comments: tuple[FigureComment, ...] = ()
    typed_comment: str = ""
    warning_place: int = 0

    @property
    def indicator(self) -> Indicator:
        return self.answer.indicator

    @property
    def figure(self) -> Figure | None:
        return self.answer.figure

    @property
    def warnings(self) -> tuple[FigureWarning, ...]:
        return self.answer.warnings

    @property
    def urgency(self) -> int:
        """Sorts what the reviewer has to look at first: unexplained warnings, then explained ones, then the rest."""
        if not self.warnings:
            return 2
        return 0 if self.answer.unexplained_count or self.answer.extraordinary_count else 1

    @property
    def next_warning(self) -> int:
        return self.warning_place + 1

    @property
    def status_label(self) -> str:
        return status_text(self.assessment)

    @property
    def estimate(self) -> str:
        """The unit's own estimate of the year, as it was entered with this figure."""
        return input_text(self.figure.full_year_estimate) if self.figure else ""

    @property
    def achievement(self) -> str:
        return achievement_text(self.assessment)
