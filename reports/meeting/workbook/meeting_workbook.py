"""The workbook of a review meeting: three papers, every figure, and charts."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import IO

from django.utils import timezone
from openpyxl import Workbook

from reports.excel.styles import Wardrobe
from reports.excel.table import DocumentTable
from reports.meeting import figure_table, submission_table, summary_table, texts, unit_table
from reports.meeting.documents import MeetingDocuments
from reports.meeting.workbook.charts import write_charts
from reports.meeting.workbook.figure_sheet import write_figures, write_too_many
from reports.meeting.workbook.official_sheet import Sheet, write_paper
from reports.progress.figure_rows import FigureLine

MOST_ROWS = 20_000  # of the figures' sheet, while somebody waits for it
SUMMARY, BY_UNIT, SENDING, CHARTS = "Biểu 01 Tổng hợp", "Biểu 02 Theo đơn vị", "Biểu 03 Tiến độ nộp", "Biểu đồ"


def book_file(papers: MeetingDocuments, *, whole: bool = False) -> bytes:
    """The workbook as it is downloaded; too many figures are left out, and their sheet says so, unless it is `whole`.

    Queries: 1; 2 where units were merged.
    """
    file = BytesIO()
    figures = papers.figures()
    write_workbook(papers, file, figures if whole else figures.some(MOST_ROWS))
    return file.getvalue()


def by_unit_notes(tables: Sequence[DocumentTable]) -> list[str]:
    """How Biểu 02 is to be read."""
    if not tables:
        return [texts.NO_UNIT]
    has_older = any(unit_table.is_source(column) for table in tables for column in table.columns)
    return [texts.PERCENT_OF_GIVEN, *([texts.OLDER] if has_older else [])]


def write_workbook(papers: MeetingDocuments, file: IO[bytes], lines: Iterable[FigureLine] | None) -> None:
    """Into the file, row by row; `lines` are the figures, None where they are too many. Queries: none of its own."""
    book = Workbook(write_only=True)
    wardrobe, words = Wardrobe(book), papers.words
    remarks = list(words.remarks())
    write_paper(
        book.create_sheet(SUMMARY),
        wardrobe,
        papers,
        Sheet(
            summary_table.FORM,
            texts.SUMMARY,
            [papers.summary],
            [words.counted],
            list(words.closing()),
            [(texts.REMARKS, remarks)] if remarks else [],
        ),
    )
    tables = papers.by_unit
    closing = [words.dated, *by_unit_notes(tables)]
    write_paper(
        book.create_sheet(BY_UNIT), wardrobe, papers, Sheet(unit_table.FORM, texts.BY_UNIT, tables, plain=closing)
    )
    write_paper(
        book.create_sheet(SENDING),
        wardrobe,
        papers,
        Sheet(submission_table.FORM, texts.SENDING, [papers.sending], [words.sent], [words.dated]),
    )
    sheet = book.create_sheet(figure_table.SHEET)
    columns = figure_table.figure_columns(papers.result.structure)
    if lines is None:
        write_too_many(sheet, wardrobe, MOST_ROWS)
    else:
        write_figures(book, sheet, wardrobe, columns, lines)
    write_charts(book.create_sheet(CHARTS), wardrobe, papers)
    book.properties.title, book.properties.creator = words.title(), "Theo dõi thi đua"
    book.properties.created = timezone.make_naive(papers.at, timezone.get_fixed_timezone(0))
    book.save(file)
