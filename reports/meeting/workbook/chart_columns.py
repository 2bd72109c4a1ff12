"""The columns of the sheet with charts: each chart stands beside its numbers."""

from dataclasses import dataclass

from reports.excel.cell_values import CellValue

WIDTHS = (8.0, 40.0, 10.0, 18.0, 2.0, 80.0)
CODE, NAME, VALUE, STATUS, CHART = 1, 2, 3, 4, 6


@dataclass(frozen=True, slots=True)
class ChartBar:
    """One bar; `label` stands beside it in the chart."""

    label: str
    name: str
    number: CellValue
    status: CellValue
