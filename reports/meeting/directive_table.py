"""The directives that are not settled: to whom, about what, until when, and how each stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.excel.cell_values import count_value, day_value, text_value
from reports.excel.table import ColumnKind, DocumentTable, TableColumn, TableGroup, table_row
from reports.meeting.notes import as_sentence
from reports.progress.open_directives import DirectiveLine

FORM = "Phụ lục"


@dataclass(frozen=True, slots=True)
class NumberedDirective:
    place: int
    line: DirectiveLine

    @property
    def unit_text(self) -> str:
        """“Xã Mới (giao cho Xã Ngọc Phái trước sáp nhập)”."""
        former_text = f" ({self.line.former_text})" if self.line.former_text else ""
        return f"{self.line.acting_unit.name}{former_text}"

    @property
    def status(self) -> str:
        """“Chờ trả lời (quá hạn 2 ngày)”."""
        due_text = f" ({self.line.due_text})" if self.line.due_text else ""
        return f"{self.line.state_label}{due_text}"


COLUMNS: tuple[TableColumn[NumberedDirective], ...] = (
    TableColumn("number", "TT", 5, lambda row: count_value(row.place), ColumnKind.CENTRED),
    TableColumn("unit", "Đơn vị nhận", 26, lambda row: text_value(row.unit_text), ColumnKind.TEXT),
    TableColumn("kind", "Loại", 16, lambda row: text_value(row.line.directive.get_kind_display()), ColumnKind.TEXT),
    TableColumn("subject", "Về", 30, lambda row: text_value(row.line.subject), ColumnKind.TEXT),
    TableColumn("due_on", "Hạn trả lời", 14, lambda row: day_value(row.line.directive.due_on), ColumnKind.CENTRED),
    TableColumn("status", "Trạng thái", 24, lambda row: text_value(row.status), ColumnKind.TEXT),
    TableColumn("text", "Nội dung", 48, lambda row: text_value(as_sentence(row.line.directive.text)), ColumnKind.TEXT),
)


def directive_table(lines: Sequence[DirectiveLine]) -> DocumentTable:
    """Returns a row for each directive, in the order in which they are given. Queries: none."""
    rows = (NumberedDirective(place, line) for place, line in enumerate(lines, 1))
    return DocumentTable(
        COLUMNS,
        (TableGroup(tuple(table_row(COLUMNS, row, str(row.line.directive.pk), row.line.subject) for row in rows)),),
    )
