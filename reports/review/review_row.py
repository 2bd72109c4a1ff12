"""One indicator of a report with everything that its reviewer compares it with."""

from dataclasses import dataclass

from chodon_thidua.lib.numbers import input_text
from reports.models import Evidence, Figure, Recognition
from reports.progress.assessment_text import ResultCells, achievement_text
from reports.selectors.report_contents.field_changes import FieldChange
from reports.selectors.report_contents.indicator_answer import IndicatorAnswer
from reports.warning_rules.figure_warning import FigureWarning
from targets.calculation.assessment import Assessment
from targets.enums import STATUS_LABELS
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
    """One indicator of the report with everything to compare it with; `is_flagged` if the last return asked for it."""

    answer: IndicatorAnswer
    parts: tuple[ReviewPart, ...]
    decisions: tuple[Recognition, ...]
    assessment: Assessment
    cells: ResultCells
    remarks: tuple[str, ...]
    changes: tuple[FieldChange, ...]
    is_flagged: bool
    evidence: tuple[Evidence, ...] = ()

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
    def status_label(self) -> str:
        return STATUS_LABELS[self.assessment.status]

    @property
    def estimate(self) -> str:
        """The unit's own estimate of the year, as it was entered with this figure."""
        return input_text(self.figure.full_year_estimate) if self.figure else ""

    @property
    def achievement(self) -> str:
        return achievement_text(self.assessment)
