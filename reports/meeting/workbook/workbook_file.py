"""The workbook of a meeting: three papers, programmes and open directives if any, every figure, and charts."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import IO, Any

from django.utils import timezone
from openpyxl import Workbook

from reports.excel.style_registry import StyleRegistry
from reports.excel.table import DocumentTable
from reports.meeting import directive_table, figure_table, submission_table, summary_table, texts, unit_table
from reports.meeting.by_unit.unit_columns import is_source
from reports.meeting.documents import MeetingDocuments
from reports.meeting.programmes import programme_table
from reports.meeting.workbook.charts import write_charts
from reports.meeting.workbook.figure_sheet import write_figures, write_too_many
from reports.meeting.workbook.official_sheet import OfficialSheet, write_official_sheet
from reports.progress.figure_rows import FigureLine

MOST_FIGURES = 20_000  # of the figures' sheet, while somebody waits for it
SUMMARY, BY_UNIT, SUBMISSIONS, CHARTS = "Biểu 01 Tổng hợp", "Biểu 02 Theo đơn vị", "Biểu 03 Tiến độ nộp", "Biểu đồ"
PROGRAMMES = "Biểu 05 Nhiều năm"  # there only where the plan's owner has a programme
DIRECTIVES = "Chỉ đạo"  # there only where something is not settled


def meeting_workbook_bytes(documents: MeetingDocuments, *, all_figures: bool = False) -> bytes:
    """Returns the workbook as it is downloaded.

    Above MOST_FIGURES its sheet of figures has a notice instead, unless `all_figures` is true.

    Queries: 2; 3 where units were merged.
    """
    file = BytesIO()
    figures = documents.figures()
    write_workbook(documents, file, figures if all_figures else figures.lines_up_to(MOST_FIGURES))
    return file.getvalue()


def by_unit_notes(tables: Sequence[DocumentTable]) -> list[str]:
    """Returns the notes on how Biểu 02 is to be read."""
    if not tables:
        return [texts.NO_UNIT]
    has_older = any(is_source(column) for table in tables for column in table.columns)
    return [texts.PERCENT_EXPLANATION, *([texts.OLDER_VALUE_EXPLANATION] if has_older else [])]


def write_workbook(documents: MeetingDocuments, file: IO[bytes], lines: Iterable[FigureLine] | None) -> None:
    """Writes the workbook row by row; `lines` are the figures, None where they are too many. Queries: 1."""
    workbook = Workbook(write_only=True)
    style_registry, document_texts = StyleRegistry(workbook), documents.texts
    remarks = list(document_texts.remarks())
    write_official_sheet(
        workbook.create_sheet(SUMMARY),
        style_registry,
        documents,
        OfficialSheet(
            summary_table.FORM,
            texts.SUMMARY,
            [documents.summary],
            [document_texts.counts_sentence],
            list(document_texts.closing_sentences()),
            [(texts.REMARKS, remarks)] if remarks else [],
        ),
    )
    tables = documents.by_unit
    closing = [document_texts.closing_line, *by_unit_notes(tables)]
    write_official_sheet(
        workbook.create_sheet(BY_UNIT),
        style_registry,
        documents,
        OfficialSheet(unit_table.FORM, texts.BY_UNIT, tables, plain=closing),
    )
    write_official_sheet(
        workbook.create_sheet(SUBMISSIONS),
        style_registry,
        documents,
        OfficialSheet(
            submission_table.FORM,
            texts.SUBMISSIONS,
            [documents.submissions],
            [document_texts.submission_sentence],
            [document_texts.closing_line],
        ),
    )
    if documents.programmes:
        _write_programmes(workbook.create_sheet(PROGRAMMES), style_registry, documents, documents.programmes)
    if documents.directives.lines:
        _write_directives(workbook.create_sheet(DIRECTIVES), style_registry, documents)
    sheet = workbook.create_sheet(figure_table.SHEET)
    columns = figure_table.figure_columns(documents.overview.plan_data)
    if lines is None:
        write_too_many(sheet, style_registry, MOST_FIGURES)
    else:
        write_figures(workbook, sheet, style_registry, columns, lines)
    write_charts(workbook.create_sheet(CHARTS), style_registry, documents)
    workbook.properties.title, workbook.properties.creator = document_texts.title(), "Theo dõi thi đua"
    workbook.properties.created = timezone.make_naive(documents.created_at, timezone.get_fixed_timezone(0))
    workbook.save(file)


def _write_programmes(
    worksheet: Any, style_registry: StyleRegistry, documents: MeetingDocuments, table: DocumentTable
) -> None:
    write_official_sheet(
        worksheet,
        style_registry,
        documents,
        OfficialSheet(
            programme_table.FORM,
            texts.PROGRAMMES,
            [table],
            plain=[documents.texts.closing_line, texts.PROGRAMME_EXPLANATION],
        ),
    )


def _write_directives(worksheet: Any, style_registry: StyleRegistry, documents: MeetingDocuments) -> None:
    write_official_sheet(
        worksheet,
        style_registry,
        documents,
        OfficialSheet(
            directive_table.FORM,
            texts.DIRECTIVES,
            [directive_table.directive_table(documents.directives.lines)],
            [f"{documents.directives.sentence}."],
            [documents.texts.closing_line],
        ),
    )
