"""The headings of a table on a sheet, and the styles of its rows."""

from reports.excel import styles
from reports.excel.cell_style import CellStyle
from reports.excel.cell_values import CellValue
from reports.excel.sheet_writer import ColumnSpan, SheetWriter
from reports.excel.table import ColumnKind, DocumentTable, TableRow

COLUMN_STYLES = {ColumnKind.TEXT: styles.TEXT, ColumnKind.CENTRED: styles.CENTRED, ColumnKind.NUMBER: styles.NUMBER}
TOTAL_STYLES = {
    ColumnKind.TEXT: styles.TOTAL_TEXT,
    ColumnKind.CENTRED: styles.TOTAL_CENTRED,
    ColumnKind.NUMBER: styles.TOTAL_NUMBER,
}


class TableHeading:
    """The headings of a table in one row, or in two where some stand above several columns."""

    def __init__(self, table: DocumentTable, last_column: int) -> None:
        """The last column of the table extends to `last_column` of the sheet."""
        count = len(table.columns)
        spans: list[ColumnSpan] = [*((place, place) for place in range(1, count)), (count, last_column)]
        self.spans = spans
        # A heading over both rows leaves the lower cell empty: programs that read the sheet would find it twice.
        self.texts = [
            CellValue(column.heading if column.group_heading or not table.group_headings else None)
            for column in table.columns
        ]
        self.group_cells: list[tuple[str, ColumnSpan]] = []
        self.tall_spans: list[ColumnSpan] = []
        first = 1
        for heading in table.group_headings:
            span = spans[first - 1][0], spans[first + heading.columns - 2][1]
            self.group_cells.append((heading.text, span))
            self.tall_spans += [span] if heading.goes_down else []
            first += heading.columns

    def height(self, writer: SheetWriter) -> float:
        rows = [
            ([CellValue(text) for text, _ in self.group_cells], [span for _, span in self.group_cells]),
            (self.texts, self.spans),
        ]
        return sum(writer.height_of(texts, [styles.HEADING] * len(texts), spans) for texts, spans in rows if texts)

    def write(self, writer: SheetWriter) -> None:
        if self.group_cells:
            writer.add_text_row(*((text, styles.HEADING, span) for text, span in self.group_cells))
            for span in self.tall_spans:
                writer.merge_cells((writer.last_row, writer.last_row + 1), span)
        writer.add_cell_row(self.texts, [styles.HEADING] * len(self.texts), self.spans)


def row_styles(table: DocumentTable, row: TableRow) -> list[CellStyle]:
    column_styles = TOTAL_STYLES if row.is_total else COLUMN_STYLES
    return [
        styles.STATUSES[entry.status] if entry.status else column_styles[column.kind]
        for column, entry in zip(table.columns, row.entries, strict=True)
    ]
