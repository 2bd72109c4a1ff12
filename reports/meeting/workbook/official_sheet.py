"""A sheet to hand out: the frame of an official paper around tables as wide as the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reports.excel import page_setup, styles, text_metrics
from reports.excel.page_setup import PRINTED_WIDTH, RowRange
from reports.excel.sheet_writer import ColumnSpan, SheetWriter
from reports.excel.styles import CellStyle, StyleRegistry
from reports.excel.table import CellValue, ColumnKind, DocumentTable, TableColumn, TableRow
from reports.meeting.documents import MeetingDocuments
from reports.meeting.texts import PENDING
from reports.meeting.workbook import header_rows

FIXED = "C"  # the two columns before it stay on screen
KEPT_ROWS = 2  # of the table's rows are on the page of the signatures
GAP = 8.0  # points
PAGE_WIDTH = PRINTED_WIDTH / text_metrics.points_across(1)
COLUMNS_WITHOUT_TABLE = 8
# How much of the width the head takes on the left and on the right.
ISSUER, NATION = 0.36, 0.46
LOOKS = {ColumnKind.TEXT: styles.TEXT, ColumnKind.CENTRED: styles.CENTRED, ColumnKind.NUMBER: styles.NUMBER}
TOTAL_LOOKS = {
    ColumnKind.TEXT: styles.TOTAL_TEXT,
    ColumnKind.CENTRED: styles.TOTAL_CENTRED,
    ColumnKind.NUMBER: styles.TOTAL_NUMBER,
}


@dataclass(frozen=True, slots=True)
class OfficialSheet:
    """The contents of one sheet: its form and title, its tables, and paragraphs below them, the first ones in bold."""

    form: str
    title: str
    tables: Sequence[DocumentTable]
    bold: Sequence[str] = ()
    plain: Sequence[str] = ()
    sections: Sequence[tuple[str, Sequence[str]]] = ()


def write_official_sheet(
    page_of_book: Any, style_registry: StyleRegistry, documents: MeetingDocuments, sheet: OfficialSheet
) -> None:
    """Queries: none."""
    widths = widths_of(sheet.tables)
    _OfficialSheetWriter(
        SheetWriter(page_of_book, style_registry, widths, page_setup.scale_of(widths)), documents
    ).write(sheet)


def widths_of(tables: Sequence[DocumentTable]) -> list[float]:
    """Each column at least as wide as it asks for, and as what does not wrap: a number, a unit like “kg/người/năm”.

    The last column of a table takes what is left of the page. Units: Excel's count of digits.
    """
    count = max((len(table.columns) for table in tables), default=COLUMNS_WITHOUT_TABLE)
    widths = [0.0 if tables else PAGE_WIDTH / count] * count
    for table in tables:
        whole = len(table.columns) == count
        for place, column in enumerate(table.columns if whole else table.columns[:-1]):
            widths[place] = max(widths[place], column.width)
            for row in table.rows:
                widths[place] = max(widths[place], _minimum_width(column, row.entries[place], bold=row.is_total))
    widths[-1] += max(PAGE_WIDTH - sum(widths), 0)
    return widths


def _minimum_width(column: TableColumn[Any], entry: CellValue, *, bold: bool) -> float:
    if not entry.text:
        return 0
    if not isinstance(entry.value, str):
        return text_metrics.column_width(entry.text, styles.SIZE, bold=bold)
    if not column.widest:
        return 0
    return min(column.widest, max(text_metrics.column_width(word, styles.SIZE) for word in entry.text.split()))


class _OfficialSheetWriter:
    def __init__(self, writer: SheetWriter, documents: MeetingDocuments) -> None:
        self.writer, self.documents, self.words = writer, documents, documents.words
        self.whole = (1, len(writer.widths))
        self.left, self.right = _header_columns(writer.widths)
        self.unbroken_ranges: list[RowRange] = []
        self.page_start_rows: list[int] = []  # rows with which a page begins

    def write(self, sheet: OfficialSheet) -> None:
        writer, tables = self.writer, sheet.tables
        self._write_head(sheet)
        heading, closing_row = None, writer.last_row + 1
        if len(tables) == 1 and not tables[0].over:
            heading = self._write_table(tables[0])
            closing_row = writer.last_row + 1 - min(len(list(tables[0].rows)), KEPT_ROWS)
        else:
            for table in tables:
                self._write_table_in_pieces(table, GAP if table is not tables[0] else 0.0)
            closing_row = writer.last_row + 1
        self._write_foot(sheet)
        self.unbroken_ranges.append((closing_row, writer.last_row))
        freeze_cell = f"{FIXED}{heading + 1 if heading else 1}"
        page_setup.set_up_printing(
            writer, heading=heading, keep=self.unbroken_ranges, frozen=freeze_cell, forced=self.page_start_rows
        )
        writer.write()

    def _write_head(self, sheet: OfficialSheet) -> None:
        writer, words, whole = self.writer, self.words, self.whole
        header_rows.write_head(writer, words.overview.scope, self.left, self.right)
        writer.add_text_row((sheet.form, styles.HEAD_BOLD, whole))
        writer.add_text_row((words.title(sheet.title), styles.TITLE, whole))
        writer.add_text_row((words.belongs_to, styles.HEAD_ITALIC, whole))
        writer.add_text_row((words.extent, styles.HEAD, whole))
        if words.overview.pending:
            writer.add_text_row((PENDING.upper(), styles.HEAD_WARNING, whole))
        writer.add_text_row(height=GAP)

    def _write_table(self, table: DocumentTable) -> int:
        """Returns the row of its headings, which repeat by themselves."""
        writer, table_heading = self.writer, _TableHeading(table, self.whole[1])
        table_heading.write(writer)
        heading = writer.last_row
        for group in table.groups:
            if group.title:
                writer.add_text_row(
                    (group.number, styles.FIELD_NUMBER, (1, 1)), (group.title, styles.FIELD, (2, self.whole[1]))
                )
                self.unbroken_ranges.append((writer.last_row, writer.last_row + 1))
            for row in group.rows:
                writer.add_cell_row(row.entries, row_styles(table, row), table_heading.spans)
        return heading

    def _write_table_in_pieces(self, table: DocumentTable, gap: float) -> None:
        """Writes one of several tables: its headings are written anew where it goes over a page.

        Units: `gap` above it in points, unless a page begins.
        """
        writer, table_heading, room = (
            self.writer,
            _TableHeading(table, self.whole[1]),
            page_setup.room_of(self.writer.widths),
        )
        rows = [(row, row_styles(table, row)) for row in table.rows]
        heights = [writer.height_of(row.entries, cell_styles, table_heading.spans) for row, cell_styles in rows]
        while rows:
            begin = max(self.page_start_rows, default=1)
            left = room - sum(writer.heights[begin - 1 :]) - table_heading.height(writer) - gap
            fits = next((n for n in range(1, len(rows) + 1) if sum(heights[:n]) > left), len(rows) + 1) - 1
            if fits < min(KEPT_ROWS, len(rows)) and writer.last_row >= begin:
                self.page_start_rows.append(writer.last_row + 1)
                gap = 0.0
                continue
            if gap:
                writer.add_text_row(height=gap)
            table_heading.write(writer)
            if len(rows) - fits == 1 and fits > KEPT_ROWS:
                fits -= 1  # a last row does not go on alone
            fits = max(fits, 1)
            for row, cell_styles in rows[:fits]:
                writer.add_cell_row(row.entries, cell_styles, table_heading.spans)
            rows, heights = rows[fits:], heights[fits:]
            if rows:
                self.page_start_rows.append(writer.last_row + 1)
                gap = 0.0

    def _write_foot(self, sheet: OfficialSheet) -> None:
        writer, whole = self.writer, self.whole
        writer.add_text_row(height=GAP)
        for look, texts in ((styles.PLAIN_BOLD, sheet.bold), (styles.PLAIN, sheet.plain)):
            for text in texts:
                writer.add_text_row((text, look, whole))
        for heading, texts in sheet.sections:
            writer.add_text_row((heading, styles.PLAIN_BOLD, whole))
            for text in texts:
                writer.add_text_row((text, styles.PLAIN, whole))
        writer.add_text_row()
        header_rows.write_signatures(writer, self.words.place_and_day, self.left, self.right)


class _TableHeading:
    """The headings of a table in one row, or in two where some stand above several columns."""

    def __init__(self, table: DocumentTable, last: int) -> None:
        """The table's last column goes on to the `last` of the sheet."""
        count = len(table.columns)
        spans: list[ColumnSpan] = [*((place, place) for place in range(1, count)), (count, last)]
        self.spans = spans
        # Under a heading that goes down there is nothing: readers would find it twice.
        self.texts = [CellValue(column.heading if column.over or not table.over else None) for column in table.columns]
        self.over: list[tuple[str, ColumnSpan]] = []
        self.down: list[ColumnSpan] = []
        first = 1
        for one in table.over:
            span = spans[first - 1][0], spans[first + one.columns - 2][1]
            self.over.append((one.text, span))
            self.down += [span] if one.goes_down else []
            first += one.columns

    def height(self, writer: SheetWriter) -> float:
        rows = [([CellValue(text) for text, _ in self.over], [span for _, span in self.over]), (self.texts, self.spans)]
        return sum(writer.height_of(texts, [styles.HEADING] * len(texts), spans) for texts, spans in rows if texts)

    def write(self, writer: SheetWriter) -> None:
        if self.over:
            writer.add_text_row(*((text, styles.HEADING, span) for text, span in self.over))
            for span in self.down:
                writer.merge_cells((writer.last_row, writer.last_row + 1), span)
        writer.add_cell_row(self.texts, [styles.HEADING] * len(self.texts), self.spans)


def row_styles(table: DocumentTable, row: TableRow) -> list[CellStyle]:
    column_styles = TOTAL_LOOKS if row.is_total else LOOKS
    return [
        styles.STATUSES[entry.status] if entry.status else column_styles[column.kind]
        for column, entry in zip(table.columns, row.entries, strict=True)
    ]


def _header_columns(widths: Sequence[float]) -> tuple[ColumnSpan, ColumnSpan]:
    """The columns on the left and on the right that take about so much of the width as the two halves of a head."""
    total, count = sum(widths), len(widths)
    right = max(next(n for n in range(count, 0, -1) if sum(widths[n - 1 :]) >= NATION * total), 2)
    left = next((n for n in range(1, right) if sum(widths[:n]) >= ISSUER * total), right - 1)
    return (1, left), (right, count)
