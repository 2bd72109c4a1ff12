"""A printed sheet: the frame of an official paper around tables as wide as the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reports.excel import page_setup, styles
from reports.excel.page_breaks import RowRange
from reports.excel.sheet_writer import ColumnSpan, SheetWriter
from reports.excel.style_registry import StyleRegistry
from reports.excel.table import DocumentTable
from reports.meeting.documents import MeetingDocuments
from reports.meeting.texts import PENDING_DATA
from reports.meeting.workbook import header_rows
from reports.meeting.workbook.column_widths import widths_of
from reports.meeting.workbook.table_heading import TableHeading, row_styles

FREEZE_COLUMN = "C"  # the two columns before it stay on screen when the sheet is scrolled
FEWEST_ROWS = 2  # of a table that stand on the page of the signatures, or on a page that it begins
GAP = 8.0  # points
# Shares of the width for the two halves of the official header.
ISSUER_SHARE, NATION_SHARE = 0.36, 0.46


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
    worksheet: Any, style_registry: StyleRegistry, documents: MeetingDocuments, sheet: OfficialSheet
) -> None:
    """Lays out the sheet and writes it. Queries: none."""
    widths = widths_of(sheet.tables)
    _OfficialSheetWriter(
        SheetWriter(worksheet, style_registry, widths, page_setup.page_scale(widths)), documents
    ).write(sheet)


class _OfficialSheetWriter:
    def __init__(self, writer: SheetWriter, documents: MeetingDocuments) -> None:
        self.writer, self.documents, self.texts = writer, documents, documents.texts
        self.all_columns = (1, len(writer.widths))
        self.left_columns, self.right_columns = header_columns(writer.widths)
        self.unbroken_ranges: list[RowRange] = []
        self.page_start_rows: list[int] = []  # rows with which a page begins

    def write(self, sheet: OfficialSheet) -> None:
        writer, tables = self.writer, sheet.tables
        self._write_header(sheet)
        heading_row, closing_row = None, writer.last_row + 1
        if len(tables) == 1 and not tables[0].group_headings:
            heading_row = self._write_table(tables[0])
            closing_row = writer.last_row + 1 - min(len(list(tables[0].rows)), FEWEST_ROWS)
        else:
            for table in tables:
                self._write_table_over_pages(table, GAP if table is not tables[0] else 0.0)
            closing_row = writer.last_row + 1
        self._write_footer(sheet)
        self.unbroken_ranges.append((closing_row, writer.last_row))
        freeze_cell = f"{FREEZE_COLUMN}{heading_row + 1 if heading_row else 1}"
        page_setup.set_up_printing(
            writer,
            heading_row=heading_row,
            unbroken_ranges=self.unbroken_ranges,
            freeze_cell=freeze_cell,
            required_starts=self.page_start_rows,
        )
        writer.write()

    def _write_header(self, sheet: OfficialSheet) -> None:
        writer, texts, all_columns = self.writer, self.texts, self.all_columns
        header_rows.write_header(writer, texts.overview.scope, self.left_columns, self.right_columns)
        writer.add_text_row((sheet.form, styles.HEAD_BOLD, all_columns))
        writer.add_text_row((texts.title(sheet.title), styles.TITLE, all_columns))
        writer.add_text_row((texts.report_reference, styles.HEAD_ITALIC, all_columns))
        writer.add_text_row((texts.extent, styles.HEAD, all_columns))
        if texts.occasion:
            writer.add_text_row((texts.occasion_line, styles.HEAD_BOLD, all_columns))
        if texts.overview.pending:
            writer.add_text_row((PENDING_DATA.upper(), styles.HEAD_WARNING, all_columns))
        writer.add_text_row(height=GAP)

    def _write_table(self, table: DocumentTable) -> int:
        """Returns the row of its headings, which repeat by themselves."""
        writer, table_heading = self.writer, TableHeading(table, self.all_columns[1])
        table_heading.write(writer)
        heading_row = writer.last_row
        for group in table.groups:
            if group.title:
                writer.add_text_row(
                    (group.number, styles.FIELD_NUMBER, (1, 1)), (group.title, styles.FIELD, (2, self.all_columns[1]))
                )
                self.unbroken_ranges.append((writer.last_row, writer.last_row + 1))
            for row in group.rows:
                writer.add_cell_row(row.entries, row_styles(table, row), table_heading.spans)
        return heading_row

    def _write_table_over_pages(self, table: DocumentTable, gap: float) -> None:
        """Writes one of several tables: its headings are written anew where it goes over a page.

        Units: `gap` above it in points, unless a page begins.
        """
        writer, table_heading, page_height = (
            self.writer,
            TableHeading(table, self.all_columns[1]),
            page_setup.page_height(self.writer.widths),
        )
        rows = [(row, row_styles(table, row)) for row in table.rows]
        heights = [writer.height_of(row.entries, cell_styles, table_heading.spans) for row, cell_styles in rows]
        while rows:
            page_start = max(self.page_start_rows, default=1)
            height_left = page_height - sum(writer.heights[page_start - 1 :]) - table_heading.height(writer) - gap
            row_count = next((n for n in range(1, len(rows) + 1) if sum(heights[:n]) > height_left), len(rows) + 1) - 1
            if row_count < min(FEWEST_ROWS, len(rows)) and writer.last_row >= page_start:
                self.page_start_rows.append(writer.last_row + 1)
                gap = 0.0
                continue
            if gap:
                writer.add_text_row(height=gap)
            table_heading.write(writer)
            if len(rows) - row_count == 1 and row_count > FEWEST_ROWS:
                row_count -= 1  # the last row does not stand alone on a page
            row_count = max(row_count, 1)
            for row, cell_styles in rows[:row_count]:
                writer.add_cell_row(row.entries, cell_styles, table_heading.spans)
            rows, heights = rows[row_count:], heights[row_count:]
            if rows:
                self.page_start_rows.append(writer.last_row + 1)
                gap = 0.0

    def _write_footer(self, sheet: OfficialSheet) -> None:
        writer, all_columns = self.writer, self.all_columns
        writer.add_text_row(height=GAP)
        for cell_style, paragraphs in ((styles.PLAIN_BOLD, sheet.bold), (styles.PLAIN, sheet.plain)):
            for paragraph in paragraphs:
                writer.add_text_row((paragraph, cell_style, all_columns))
        for heading, paragraphs in sheet.sections:
            writer.add_text_row((heading, styles.PLAIN_BOLD, all_columns))
            for paragraph in paragraphs:
                writer.add_text_row((paragraph, styles.PLAIN, all_columns))
        writer.add_text_row()
        header_rows.write_signatures(writer, self.texts.place_and_day, self.left_columns, self.right_columns)


def header_columns(widths: Sequence[float]) -> tuple[ColumnSpan, ColumnSpan]:
    """Returns the columns for the two halves of the header: about their shares of the width."""
    total, count = sum(widths), len(widths)
    right_start = max(next(n for n in range(count, 0, -1) if sum(widths[n - 1 :]) >= NATION_SHARE * total), 2)
    left_end = next((n for n in range(1, right_start) if sum(widths[:n]) >= ISSUER_SHARE * total), right_start - 1)
    return (1, left_end), (right_start, count)
