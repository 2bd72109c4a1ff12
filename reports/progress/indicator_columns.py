"""The columns of tables of indicators: each is declared once, and headed on screen and on paper from here.

A table names the columns that it has, in its order, and adds how it draws them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from reports.progress.assessment_text import ResultCells, achievement_text, coverage_label, coverage_text, expected_text
from reports.progress.indicator_result import IndicatorResult
from reports.progress.overview import PlanOverview
from reports.progress.texts.number_cells import NumberCell


class IndicatorLine(Protocol):
    """One line of such a table: the indicator as it was assessed, its numbers, and the notes of this table."""

    @property
    def row(self) -> IndicatorResult: ...

    @property
    def cells(self) -> ResultCells: ...

    @property
    def notes(self) -> str: ...


@dataclass(frozen=True, slots=True)
class IndicatorColumn:
    """One column; a heading is empty where no table on screen, or on paper, has the column.

    Shape: `screen` may name `{coverage}`, `paper` `{year}`, `{last_year}`, `{period}` and `{to_date}`; `card_label`
    stands beside a cell where a narrow screen shows the table as cards, and is the heading unless it is written.
    """

    key: str
    read_cell: Callable[[IndicatorLine], NumberCell | str]
    screen: str = ""
    paper: str = ""
    card_label: str = ""

    def screen_heading(self, overview: PlanOverview) -> str:
        return _on_screen(self.screen, overview)

    def screen_label(self, overview: PlanOverview) -> str:
        return _on_screen(self.card_label or self.screen, overview)

    def paper_heading(self, overview: PlanOverview) -> str:
        period, calendar = overview.period, overview.plan_data
        rhythm = calendar.rhythm
        name = rhythm.noun if period.is_final else f"{period.name[:1].lower()}{period.name[1:]}"
        to_date = f" {span}" if (span := rhythm.to_date_name(period.ordinal)) else ""
        return self.paper.format(year=calendar.years, last_year=calendar.last_years, period=name, to_date=to_date)


def _on_screen(heading: str, overview: PlanOverview) -> str:
    return heading.format(coverage=coverage_label(pending=overview.pending))


def _expected(line: IndicatorLine) -> NumberCell:
    return NumberCell(expected_text(line.row.assessment), line.cells.expected.value)


def _achievement(line: IndicatorLine) -> NumberCell:
    return NumberCell(achievement_text(line.row.assessment), line.cells.achievement.value)


INDICATOR_COLUMNS = {
    column.key: column
    for column in (
        IndicatorColumn("number", lambda line: line.row.number, "TT", "TT"),
        IndicatorColumn("name", lambda line: line.row.indicator.name, "Chỉ tiêu", "Chỉ tiêu"),
        IndicatorColumn("unit_of_measure", lambda line: line.row.indicator.unit_of_measure, "ĐVT", "ĐVT"),
        IndicatorColumn("last_year", lambda line: line.cells.last_year, "", "Thực hiện {last_year}"),
        IndicatorColumn("target", lambda line: line.cells.target, "Kế hoạch", "Kế hoạch {year}"),
        IndicatorColumn("expected", _expected, "Cần có đến kỳ"),
        IndicatorColumn("in_period", lambda line: line.cells.in_period, "", "Thực hiện {period}"),
        IndicatorColumn("actual", lambda line: line.cells.actual, "Lũy kế", "Lũy kế{to_date}"),
        IndicatorColumn("achievement", _achievement, "Tăng, giảm"),
        IndicatorColumn("chart", lambda line: line.cells.gap, "So với kế hoạch"),
        IndicatorColumn("trend", lambda line: line.cells.actual, "Xu hướng"),
        IndicatorColumn("percent", lambda line: line.cells.percent, "% KH", "So KH (%)", "% kế hoạch"),
        IndicatorColumn("same_period", lambda line: line.cells.same_period, "Cùng kỳ", "Cùng kỳ {last_year}"),
        IndicatorColumn(
            "same_period_change", lambda line: line.cells.same_period_change, "So cùng kỳ", "So cùng kỳ (%, điểm)"
        ),
        IndicatorColumn("estimate", lambda line: line.cells.estimate, "Ước năm", "Ước TH năm"),
        IndicatorColumn("status", lambda line: line.row.status_label, "Đánh giá", "Đánh giá"),
        IndicatorColumn("coverage", lambda line: coverage_text(line.row.assessment), "{coverage}"),
        IndicatorColumn("lead", lambda line: line.row.lead_names, "Chủ trì", "Đơn vị chủ trì"),
        IndicatorColumn("notes", lambda line: line.notes, "", "Ghi chú, nguồn"),
    )
}
