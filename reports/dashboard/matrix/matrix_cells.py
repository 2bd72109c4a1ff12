"""The cells of the matrix: the assessment of one indicator for one unit."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from chodon_thidua.lib.numbers import NumberText
from reports.dashboard.frame import ProgressFrame
from reports.progress.assessment_text import ResultCells, result_cells, source_text, status_text
from reports.progress.overview import assess_unit, concerns_unit
from targets.calculation.assessment import Assessment
from targets.enums import Status
from targets.models import Indicator
from units.models import Unit


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """The assessment of one indicator for one unit; `text` is its percentage of plan, or else its value.

    Shape: `source` is the period of an older value.
    """

    indicator: Indicator
    assessment: Assessment
    cells: ResultCells
    address: str
    source: str

    @property
    def status(self) -> Status:
        return self.assessment.status

    @property
    def status_label(self) -> str:
        return status_text(self.assessment)

    @property
    def icon(self) -> str:
        return f"status-{self.status}"

    @property
    def text(self) -> str:
        percent = self.cells.percent.text
        return NumberText(f"{percent} %") if percent else self.cells.actual.brief

    @property
    def order(self) -> Decimal | None:
        """The number by which a column is sorted."""
        percent = self.assessment.percent_shown
        return percent if percent is not None else self.assessment.achievement


def matrix_cells(frame: ProgressFrame, unit: Unit, indicators: list[Indicator]) -> Iterator[tuple[int, MatrixCell]]:
    """Yields the cell of each indicator that concerns the unit, by the indicator's id."""
    overview = frame.overview
    periods = overview.plan_data.period_names
    address = frame.filters.with_changes(
        unit_code=unit.address_on(overview.period.ends_on), order="", field_code="", status="", search=""
    )
    for indicator in indicators:
        if concerns_unit(overview, indicator, unit):
            assessment = assess_unit(overview, indicator, unit)
            source = source_text(assessment, periods)
            yield indicator.pk, MatrixCell(indicator, assessment, result_cells(assessment), address, source)
