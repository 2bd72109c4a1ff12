"""Biểu 03: who has sent the period's report, when, how late, and how often it came back."""

from collections.abc import Mapping
from dataclasses import replace

from reports.excel.cell_values import count_value, day_value, text_value
from reports.excel.table import ColumnKind, DocumentTable, TableColumn, TableGroup, table_row
from reports.meeting.submission_lines import SubmissionLine, branch_line, unit_line
from reports.progress.attention import AttentionSummary
from reports.progress.overview import PlanOverview
from targets.calculation.types import UnitId

FORM = "Biểu 03"


COLUMNS: tuple[TableColumn[SubmissionLine], ...] = (
    TableColumn("number", "TT", 5, lambda line: count_value(line.place), ColumnKind.CENTRED),
    TableColumn("name", "Đơn vị", 38, lambda line: text_value(line.unit.name), ColumnKind.TEXT),
    TableColumn("state", "Trạng thái", 20, lambda line: text_value(line.state), ColumnKind.CENTRED),
    TableColumn("sent_on", "Ngày gửi (lần đầu)", 16, lambda line: day_value(line.sent_on), ColumnKind.CENTRED),
    TableColumn("days_late", "Số ngày trễ", 11, lambda line: count_value(line.days_late)),
    TableColumn("returns", "Bị trả lại (lần)", 11, lambda line: count_value(line.returns)),
    TableColumn("notes", "Ghi chú", 48, lambda line: text_value(line.notes), ColumnKind.TEXT),
)


def submission_table(
    overview: PlanOverview, attention: AttentionSummary, returns: Mapping[tuple[UnitId, int], int]
) -> DocumentTable:
    """Returns the lines by name of the unit; in a large scope units with others below are counted. Queries: none."""
    unit_lines = {obligation.unit.pk: unit_line(overview, obligation, returns) for obligation in overview.obligations}
    branch_lines = {branch.unit.pk: branch_line(branch) for branch in attention.below if branch.submissions.obligations}
    lines = sorted((unit_lines | branch_lines).values(), key=lambda line: (line.unit.sort_key, line.unit.pk))
    rows = (replace(line, place=place) for place, line in enumerate(lines, 1))
    return DocumentTable(
        COLUMNS, (TableGroup(tuple(table_row(COLUMNS, line, line.unit.code, line.unit.name) for line in rows)),)
    )
