"""A sheet to hand out: the frame of an official paper around tables as wide as the page_setup."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reports.excel import page_setup, styles, text_metrics
from reports.excel.page_setup import PRINTED_WIDTH, Range
from reports.excel.sheet_writer import Pen, Span
from reports.excel.styles import Look, Wardrobe
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
class Sheet:
    """What one sheet holds: its form and title, its tables, and paragraphs below them, the first ones in bold."""

    form: str
    title: str
    tables: Sequence[DocumentTable]
    bold: Sequence[str] = ()
    plain: Sequence[str] = ()
    sections: Sequence[tuple[str, Sequence[str]]] = ()


def write_paper(page_of_book: Any, wardrobe: Wardrobe, papers: MeetingDocuments, sheet: Sheet) -> None:
    """Queries: none."""
    widths = widths_of(sheet.tables)
    _Writer(Pen(page_of_book, wardrobe, widths, page_setup.scale_of(widths)), papers).write(sheet)


def widths_of(tables: Sequence[DocumentTable]) -> list[float]:
    """Each column at least as wide as it asks for, and as what does not wrap: a number, a unit like “kg/người/năm”.

    The last column of a table takes what is left of the page_setup. Units: Excel's count of digits.
    """
    count = max((len(table.columns) for table in tables), default=COLUMNS_WITHOUT_TABLE)
    widths = [0.0 if tables else PAGE_WIDTH / count] * count
    for table in tables:
        whole = len(table.columns) == count
        for place, column in enumerate(table.columns if whole else table.columns[:-1]):
            widths[place] = max(widths[place], column.width)
            for row in table.rows:
                widths[place] = max(widths[place], _asked(column, row.entries[place], bold=row.is_total))
    widths[-1] += max(PAGE_WIDTH - sum(widths), 0)
    return widths


def _asked(column: TableColumn[Any], entry: CellValue, *, bold: bool) -> float:
    if not entry.text:
        return 0
    if not isinstance(entry.value, str):
        return text_metrics.column_width(entry.text, styles.SIZE, bold=bold)
    if not column.widest:
        return 0
    return min(column.widest, max(text_metrics.column_width(word, styles.SIZE) for word in entry.text.split()))


class _Writer:
    def __init__(self, pen: Pen, papers: MeetingDocuments) -> None:
        self.pen, self.papers, self.words = pen, papers, papers.words
        self.whole = (1, len(pen.widths))
        self.left, self.right = _sides(pen.widths)
        self.keep: list[Range] = []
        self.forced: list[int] = []  # rows with which a page begins

    def write(self, sheet: Sheet) -> None:
        pen, tables = self.pen, sheet.tables
        self._head(sheet)
        heading, together = None, pen.at + 1
        if len(tables) == 1 and not tables[0].over:
            heading = self._table(tables[0])
            together = pen.at + 1 - min(len(list(tables[0].rows)), KEPT_ROWS)
        else:
            for table in tables:
                self._in_pieces(table, GAP if table is not tables[0] else 0.0)
            together = pen.at + 1
        self._foot(sheet)
        self.keep.append((together, pen.at))
        frozen = f"{FIXED}{heading + 1 if heading else 1}"
        page_setup.set_up(pen, heading=heading, keep=self.keep, frozen=frozen, forced=self.forced)
        pen.finish()

    def _head(self, sheet: Sheet) -> None:
        pen, words, whole = self.pen, self.words, self.whole
        header_rows.write_head(pen, words.result.scope, self.left, self.right)
        pen.row((sheet.form, styles.HEAD_BOLD, whole))
        pen.row((words.title(sheet.title), styles.TITLE, whole))
        pen.row((words.belongs_to, styles.HEAD_ITALIC, whole))
        pen.row((words.extent, styles.HEAD, whole))
        if words.result.pending:
            pen.row((PENDING.upper(), styles.HEAD_WARNING, whole))
        pen.row(height=GAP)

    def _table(self, table: DocumentTable) -> int:
        """Returns the row of its headings, which repeat by themselves."""
        pen, heads = self.pen, _Heads(table, self.whole[1])
        heads.write(pen)
        heading = pen.at
        for group in table.groups:
            if group.title:
                pen.row((group.number, styles.FIELD_NUMBER, (1, 1)), (group.title, styles.FIELD, (2, self.whole[1])))
                self.keep.append((pen.at, pen.at + 1))
            for row in group.rows:
                pen.entries(row.entries, looks_of(table, row), heads.spans)
        return heading

    def _in_pieces(self, table: DocumentTable, gap: float) -> None:
        """One of several tables: its headings are written anew where it goes over a page_setup.

        Units: `gap` above it in points, unless a page begins.
        """
        pen, heads, room = self.pen, _Heads(table, self.whole[1]), page_setup.room_of(self.pen.widths)
        rows = [(row, looks_of(table, row)) for row in table.rows]
        heights = [pen.height_of(row.entries, looks, heads.spans) for row, looks in rows]
        while rows:
            begin = max(self.forced, default=1)
            left = room - sum(pen.heights[begin - 1 :]) - heads.height(pen) - gap
            fits = next((n for n in range(1, len(rows) + 1) if sum(heights[:n]) > left), len(rows) + 1) - 1
            if fits < min(KEPT_ROWS, len(rows)) and pen.at >= begin:
                self.forced.append(pen.at + 1)
                gap = 0.0
                continue
            if gap:
                pen.row(height=gap)
            heads.write(pen)
            if len(rows) - fits == 1 and fits > KEPT_ROWS:
                fits -= 1  # a last row does not go on alone
            fits = max(fits, 1)
            for row, looks in rows[:fits]:
                pen.entries(row.entries, looks, heads.spans)
            rows, heights = rows[fits:], heights[fits:]
            if rows:
                self.forced.append(pen.at + 1)
                gap = 0.0

    def _foot(self, sheet: Sheet) -> None:
        pen, whole = self.pen, self.whole
        pen.row(height=GAP)
        for look, texts in ((styles.PLAIN_BOLD, sheet.bold), (styles.PLAIN, sheet.plain)):
            for text in texts:
                pen.row((text, look, whole))
        for heading, texts in sheet.sections:
            pen.row((heading, styles.PLAIN_BOLD, whole))
            for text in texts:
                pen.row((text, styles.PLAIN, whole))
        pen.row()
        header_rows.write_signatures(pen, self.words.place_and_day, self.left, self.right)


class _Heads:
    """The headings of a table in one row, or in two where some stand above several columns."""

    def __init__(self, table: DocumentTable, last: int) -> None:
        """The table's last column goes on to the `last` of the sheet."""
        count = len(table.columns)
        spans: list[Span] = [*((place, place) for place in range(1, count)), (count, last)]
        self.spans = spans
        # Under a heading that goes down there is nothing: readers would find it twice.
        self.texts = [CellValue(column.heading if column.over or not table.over else None) for column in table.columns]
        self.over: list[tuple[str, Span]] = []
        self.down: list[Span] = []
        first = 1
        for one in table.over:
            span = spans[first - 1][0], spans[first + one.columns - 2][1]
            self.over.append((one.text, span))
            self.down += [span] if one.goes_down else []
            first += one.columns

    def height(self, pen: Pen) -> float:
        rows = [([CellValue(text) for text, _ in self.over], [span for _, span in self.over]), (self.texts, self.spans)]
        return sum(pen.height_of(texts, [styles.HEADING] * len(texts), spans) for texts, spans in rows if texts)

    def write(self, pen: Pen) -> None:
        if self.over:
            pen.row(*((text, styles.HEADING, span) for text, span in self.over))
            for span in self.down:
                pen.join((pen.at, pen.at + 1), span)
        pen.entries(self.texts, [styles.HEADING] * len(self.texts), self.spans)


def looks_of(table: DocumentTable, row: TableRow) -> list[Look]:
    usual = TOTAL_LOOKS if row.is_total else LOOKS
    return [
        styles.STATUSES[entry.status] if entry.status else usual[column.kind]
        for column, entry in zip(table.columns, row.entries, strict=True)
    ]


def _sides(widths: Sequence[float]) -> tuple[Span, Span]:
    """The columns on the left and on the right that take about so much of the width as the two halves of a head."""
    total, count = sum(widths), len(widths)
    right = max(next(n for n in range(count, 0, -1) if sum(widths[n - 1 :]) >= NATION * total), 2)
    left = next((n for n in range(1, right) if sum(widths[:n]) >= ISSUER * total), right - 1)
    return (1, left), (right, count)
