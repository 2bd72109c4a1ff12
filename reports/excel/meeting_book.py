"""The workbook of a review meeting: three papers, every figure, and charts."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import IO

from django.utils import timezone
from openpyxl import Workbook

from reports.excel.charts import write_charts
from reports.excel.figure_sheet import write_figures, write_too_many
from reports.excel.paper import Sheet, write_paper
from reports.excel.styles import Wardrobe
from reports.papers import by_unit, figures, sending, summary, wording
from reports.papers.meeting import Papers
from reports.papers.table import Table
from reports.selectors.figure_list import FigureLine

MOST_ROWS = 20_000  # of the figures' sheet, while somebody waits for it
SUMMARY, BY_UNIT, SENDING, CHARTS = "Biểu 01 Tổng hợp", "Biểu 02 Theo đơn vị", "Biểu 03 Tiến độ nộp", "Biểu đồ"


def book_file(papers: Papers, *, whole: bool = False) -> bytes:
    """The workbook as it is downloaded; too many figures are left out, and their sheet says so, unless it is `whole`.

    Queries: 1; 2 where units were merged.
    """
    file = BytesIO()
    figures = papers.figures()
    write_workbook(papers, file, figures if whole else figures.some(MOST_ROWS))
    return file.getvalue()


def by_unit_notes(tables: Sequence[Table]) -> list[str]:
    """How Biểu 02 is to be read."""
    if not tables:
        return [wording.NO_UNIT]
    has_older = any(by_unit.is_source(column) for table in tables for column in table.columns)
    return [wording.PERCENT_OF_GIVEN, *([wording.OLDER] if has_older else [])]


def write_workbook(papers: Papers, file: IO[bytes], lines: Iterable[FigureLine] | None) -> None:
    """Into the file, row by row; `lines` are the figures, None where they are too many. Queries: none of its own."""
    book = Workbook(write_only=True)
    wardrobe, words = Wardrobe(book), papers.words
    remarks = list(words.remarks())
    write_paper(
        book.create_sheet(SUMMARY),
        wardrobe,
        papers,
        Sheet(
            summary.FORM,
            wording.SUMMARY,
            [papers.summary],
            [words.counted],
            list(words.closing()),
            [(wording.REMARKS, remarks)] if remarks else [],
        ),
    )
    tables = papers.by_unit
    closing = [words.dated, *by_unit_notes(tables)]
    write_paper(
        book.create_sheet(BY_UNIT), wardrobe, papers, Sheet(by_unit.FORM, wording.BY_UNIT, tables, plain=closing)
    )
    write_paper(
        book.create_sheet(SENDING),
        wardrobe,
        papers,
        Sheet(sending.FORM, wording.SENDING, [papers.sending], [words.sent], [words.dated]),
    )
    sheet = book.create_sheet(figures.SHEET)
    columns = figures.columns(papers.result.structure)
    if lines is None:
        write_too_many(sheet, wardrobe, MOST_ROWS)
    else:
        write_figures(book, sheet, wardrobe, columns, lines)
    write_charts(book.create_sheet(CHARTS), wardrobe, papers)
    book.properties.title, book.properties.creator = words.title(), "Theo dõi thi đua"
    book.properties.created = timezone.make_naive(papers.at, timezone.get_fixed_timezone(0))
    book.save(file)
