"""The cells of the matrix: the assessment of one indicator for one unit.

A matrix has hundreds: their HTML is formatted here, for a template would take longer for them than for all else.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from chodon_thidua.lib.numbers import NumberText
from reports.dashboard.frame import ProgressFrame
from reports.progress.assessment_text import ResultCells, result_cells, source_text, status_text
from reports.progress.overview import assess_unit, concerns_unit
from targets.calculation.assessment import Assessment
from targets.enums import Status
from targets.models import Indicator
from units.models import Unit

_CELL = (
    '<td class="spot status-{status}" data-indicator="{code}" data-status="{status}"><a href="{url}?{address}"'
    ' title="{unit} – {name}: {label}{comma}{source}"><svg class="icon" aria-hidden="true">'
    '<use href="{icons}#status-{status}"></use></svg><span class="visually-hidden">{label}: </span>'
    "{text}{note}</a></td>"
)
_SOURCE = '<span class="spot-source">{}</span>'


@dataclass(frozen=True)
class MatrixCell:
    """The assessment of one indicator for one unit; `text` is its percentage of plan, or else its value.

    Shape: `source` is the period of an older value.
    """

    indicator: Indicator
    assessment: Assessment
    address: str
    source: str

    @cached_property
    def cells(self) -> ResultCells:
        return result_cells(self.assessment)

    @property
    def status(self) -> Status:
        return self.assessment.status

    @property
    def status_label(self) -> str:
        return status_text(self.assessment)

    @property
    def text(self) -> str:
        percent = self.cells.percent.text
        return NumberText(f"{percent} %") if percent else self.cells.actual.brief

    @property
    def order(self) -> Decimal | None:
        """The number by which a column is sorted."""
        percent = self.assessment.percent_shown
        return percent if percent is not None else self.assessment.achievement


class MatrixDrawing:
    """The cells of a matrix as HTML; what the cells of a column share is looked up once."""

    def __init__(self) -> None:
        self._icons = static("vendor/icons.svg")
        self._urls: dict[str, str] = {}

    def cells_html(self, unit: Unit, cells: Iterable[MatrixCell | None]) -> SafeString:
        """Draws the cells of one unit; an empty one where it has nothing to do with the indicator."""
        return SafeString("".join(self._cell_html(unit, cell) if cell else "<td></td>" for cell in cells))

    def _cell_html(self, unit: Unit, cell: MatrixCell) -> SafeString:
        code = cell.indicator.code
        if code not in self._urls:
            self._urls[code] = reverse("reports:indicator", args=(code,))
        return format_html(
            _CELL,
            status=cell.status,
            code=code,
            url=self._urls[code],
            address=cell.address,
            unit=unit.short_name,
            name=cell.indicator.name,
            label=cell.status_label,
            comma=", " if cell.source else "",
            source=cell.source,
            icons=self._icons,
            text=cell.text or "–",
            note=format_html(_SOURCE, cell.source) if cell.source else "",
        )


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
            yield indicator.pk, MatrixCell(indicator, assessment, address, source)
