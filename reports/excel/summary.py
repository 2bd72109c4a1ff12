"""Biểu 01: every indicator of a scope at a period, as it is handed out at the review meeting."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import chain

from django.utils import timezone
from openpyxl import Workbook

from chodon_thidua.lib import clock
from chodon_thidua.lib.text import roman
from reports.cells import cells_of
from reports.excel import fitting, letterhead, page, styles
from reports.excel.columns import COLUMNS, Entry, Line, heading
from reports.excel.notes import Notes
from reports.excel.pen import Pen
from reports.excel.wording import PENDING, Words
from reports.selectors.attention import attention
from reports.selectors.overview import Overview, Row
from targets.models import Field

FORM = "Biểu 01"
FIXED_COLUMNS = 2  # TT and Chỉ tiêu stay on screen
KEPT_ROWS = 2  # of the table's rows are on the page of the signatures
WHOLE = (1, len(COLUMNS))
LEFT, RIGHT = (1, 5), (9, len(COLUMNS))
LOOKS = [column.look for column in COLUMNS]
GAP = 8.0  # points
REMARKS = "Khó khăn, nguyên nhân, kiến nghị của các đơn vị:"


@dataclass(frozen=True, slots=True)
class Group:
    """One field with its rows, each cell ready to be written."""

    title: str
    number: str
    rows: tuple[tuple[Row, tuple[Entry, ...]], ...]


def summary_file(result: Overview, field: Field | None = None) -> bytes:
    """The workbook as it is downloaded."""
    file = BytesIO()
    summary_workbook(result, field).save(file)
    return file.getvalue()


def summary_workbook(result: Overview, field: Field | None = None) -> Workbook:
    """The workbook of an overview, of one field only where it is given. Queries: none of its own."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = FORM
    words = Words(result, attention(result), field)
    groups = list(_groups(result, field))
    pen = Pen(workbook, sheet, _widths(groups))
    _write_head(pen, words)
    _write_headings(pen, result)
    heading_row = pen.at
    titles = frozenset(_write_group(pen, group) for group in groups)
    together = pen.at + 1 - _kept_rows(groups)
    _write_foot(pen, words, [row for group in groups for row, _ in group.rows])
    page.set_up(sheet, page.Rows(heading_row, titles, together, pen.at), fixed_columns=FIXED_COLUMNS)
    workbook.properties.title, workbook.properties.creator = words.title, "Theo dõi thi đua"
    workbook.properties.created = timezone.make_naive(clock.now(), timezone.get_fixed_timezone(0))
    return workbook


def _groups(result: Overview, field: Field | None) -> Iterator[Group]:
    """The fields with their numbers in the whole plan, whichever is shown."""
    notes = Notes(result)
    for position, (one, rows) in enumerate(result.by_field(), 1):
        if field is None or one == field:
            lines = [Line(row, cells_of(row.assessment), notes.of(row)) for row in rows]
            read = tuple((line.row, tuple(column.read(line) for column in COLUMNS)) for line in lines)
            yield Group(one.name, roman(position), read)


def _kept_rows(groups: Sequence[Group]) -> int:
    """How many of the table's last rows go with the signatures; no field is torn from its only rows."""
    last = len(groups[-1].rows) if groups else 0
    return last + 1 if 0 < last <= KEPT_ROWS else min(last, KEPT_ROWS)


def _widths(groups: Sequence[Group]) -> list[float]:
    """Each column at least as wide as it asks for, and as what does not wrap: a number, a unit like “kg/người/năm”."""
    widths = [column.width for column in COLUMNS]
    for _, entries in chain.from_iterable(group.rows for group in groups):
        for place, (column, entry) in enumerate(zip(COLUMNS, entries, strict=True)):
            if entry.shown:
                widths[place] = max(widths[place], fitting.column_width(entry.shown, styles.SIZE))
            elif column.widest and isinstance(entry.value, str):
                words = (fitting.column_width(word, styles.SIZE) for word in entry.value.split())
                widths[place] = min(max(widths[place], *words), column.widest)
    return widths


def _write_head(pen: Pen, words: Words) -> None:
    letterhead.write_head(pen, words.result.scope, LEFT, RIGHT)
    pen.row((FORM, styles.HEAD_BOLD, WHOLE))
    pen.row((words.title, styles.TITLE, WHOLE))
    pen.row((words.belongs_to, styles.HEAD_ITALIC, WHOLE))
    pen.row((words.extent, styles.HEAD, WHOLE))
    if words.result.pending:
        pen.row((PENDING.upper(), styles.HEAD_WARNING, WHOLE))
    pen.row(height=GAP)


def _write_headings(pen: Pen, result: Overview) -> None:
    texts = [heading(column, result.plan.year, result.period) for column in COLUMNS]
    pen.row(*((text, styles.HEADING, (place, place)) for place, text in enumerate(texts, 1)))


def _write_group(pen: Pen, group: Group) -> int:
    """Returns the row of the field's title."""
    pen.row((group.number, styles.FIELD_NUMBER, (1, 1)), (group.title, styles.FIELD, (2, WHOLE[1])))
    title = pen.at
    for _, entries in group.rows:
        pen.entries(entries, LOOKS)
    return title


def _write_foot(pen: Pen, words: Words, rows: Sequence[Row]) -> None:
    pen.row(height=GAP)
    pen.row((words.counts(rows), styles.PLAIN_BOLD, WHOLE))
    for text in words.closing():
        pen.row((text, styles.PLAIN, WHOLE))
    if remarks := list(words.remarks()):
        pen.row((REMARKS, styles.PLAIN_BOLD, WHOLE))
        for text in remarks:
            pen.row((text, styles.PLAIN, WHOLE))
    pen.row()
    plan = words.result.plan
    place = words.result.scope if words.result.scope.kind in letterhead.GOVERNED else plan.owner
    letterhead.write_signatures(pen, place.short_name, plan.year, LEFT, RIGHT)
