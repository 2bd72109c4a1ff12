"""The table of a unit's report: what it was asked for in the period, with the numbers that it has sent."""

from collections.abc import Iterable
from dataclasses import dataclass

from chodon_thidua.lib.numbers import read_back
from reports.excel.cell_values import CellValue, cell_value, text_value
from reports.excel.table import ColumnKind, DocumentTable, TableColumn, TableGroup, table_row
from reports.models import Figure, Recognition
from reports.progress.assessment_text import ResultCells, source_text
from reports.progress.figure_inputs import FigureInput
from reports.progress.texts.number_cells import NumberCell
from targets.calculation.assessment import Assessment
from targets.models import Indicator, Period
from targets.selectors import PlanData

NOT_APPLICABLE, NO_NUMBER, NO_WORDS = "Không áp dụng", "Chưa có số liệu", "Chưa có nội dung"


@dataclass(frozen=True, slots=True)
class ReportPaperLine:
    """One indicator of the report, as the columns read it.

    Shape: `inputs` are the numbers that the unit typed; `decisions` those that recognise somebody.
    """

    number: int
    indicator: Indicator
    figure: Figure | None
    inputs: tuple[FigureInput, ...]
    assessment: Assessment
    cells: ResultCells
    decisions: tuple[Recognition, ...]
    periods: dict[int, str]

    @property
    def name(self) -> str:
        return self.indicator.name_in_lists

    @property
    def in_period(self) -> NumberCell | str:
        """The number of the period, or the words in its place."""
        if self.figure and self.figure.not_applicable:
            return NOT_APPLICABLE
        if self.indicator.has_text:
            return (self.figure.text_value if self.figure else "") or NO_WORDS
        has_number = self.figure is not None and self.figure.numerator is not None
        return self.cells.in_period if has_number else NO_NUMBER

    @property
    def actual(self) -> CellValue:
        """The value to date; one that is older than the period names its own."""
        source = source_text(self.assessment, self.periods)
        return text_value(f"{self.cells.actual.text} ({source})") if source else cell_value(self.cells.actual)

    @property
    def notes(self) -> str:
        return " ".join(filter(None, (self._parts_sentence, self._decisions_sentence, self._figure_sentence)))

    @property
    def _parts_sentence(self) -> str:
        """The two numbers behind a ratio, which the unit signs for."""
        if not self.indicator.has_denominator:
            return ""
        parts = [f"{part.label}: {read_back(part.value, part.unit)}" for part in self.inputs if part.value is not None]
        return f"{'; '.join(parts)}." if parts else ""

    @property
    def _decisions_sentence(self) -> str:
        texts = [
            f"{decision.subject_unit.name if decision.subject_unit else decision.subject_text} "
            f"({decision.decision_number} ngày {decision.decided_on:%d/%m/%Y})"
            for decision in self.decisions
        ]
        return f"{'; '.join(texts)}." if texts else ""

    @property
    def _figure_sentence(self) -> str:
        if self.figure is None:
            return ""
        texts = (self.figure.note, f"Nguồn: {self.figure.source}" if self.figure.source else "")
        return " ".join(f"{text.rstrip('.')}." for text in texts if text)


def report_table(plan_data: PlanData, period: Period, lines: Iterable[ReportPaperLine]) -> DocumentTable:
    columns = _columns(plan_data, period)
    rows = (table_row(columns, line, line.indicator.code, line.name) for line in lines)
    return DocumentTable(columns, (TableGroup(tuple(rows)),))


def _columns(plan_data: PlanData, period: Period) -> tuple[TableColumn[ReportPaperLine], ...]:
    return (
        TableColumn("number", "TT", 4, lambda line: text_value(str(line.number)), ColumnKind.CENTRED),
        TableColumn("name", "Chỉ tiêu", 30, lambda line: text_value(line.name), ColumnKind.TEXT),
        TableColumn(
            "unit_of_measure", "ĐVT", 8, lambda line: text_value(line.indicator.unit_of_measure), ColumnKind.CENTRED
        ),
        TableColumn("target", f"Kế hoạch {plan_data.years}", 9, lambda line: cell_value(line.cells.target)),
        TableColumn("in_period", f"Thực hiện {period.name}", 9, lambda line: cell_value(line.in_period)),
        TableColumn("actual", "Lũy kế", 9, lambda line: line.actual),
        TableColumn("percent", "So KH (%)", 7, lambda line: cell_value(line.cells.percent)),
        TableColumn(
            "same_period", f"Cùng kỳ {plan_data.last_years}", 9, lambda line: cell_value(line.cells.same_period)
        ),
        TableColumn("notes", "Ghi chú", 30, lambda line: text_value(line.notes), ColumnKind.TEXT),
    )
