from argparse import ArgumentTypeError
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.http import Http404
from tqdm import tqdm

from chodon_thidua.lib import clock
from chodon_thidua.lib.numbers import format_number
from chodon_thidua.lib.text import normalise_line
from reports.excel.downloads import atomic_file
from reports.management.plan_scopes import issued_plan, plan_scopes
from reports.meeting.csv_files import lines_csv
from reports.meeting.documents import MeetingDocuments, read_documents, units_with_documents
from reports.meeting.export_log import ExportFormat, export_record
from reports.meeting.figure_table import figure_columns
from reports.meeting.workbook.archive import zip_archive
from reports.meeting.workbook.workbook_file import write_workbook
from reports.progress.figure_rows import FigureLine
from reports.selectors.scope import PlanScope
from targets.rhythm import Rhythm

INTERRUPTED = 130  # as shells report Ctrl-C
MOST_NAMES = 4
KINDS = {".xlsx": ExportFormat.WORKBOOK, ".zip": ExportFormat.ARCHIVE, ".csv": ExportFormat.FIGURES_CSV}


def output_path(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in KINDS:
        raise ArgumentTypeError(f"tên tệp phải kết thúc bằng .xlsx, .zip hoặc .csv: {text}")
    return path


class Command(BaseCommand):
    help = "Write the papers of a plan at a period into a file, as the page /xuat/ does; any number of figures."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file",
            type=output_path,
            help="what to write, an older one is replaced: .xlsx the workbook of one unit, .zip one of each unit, "
            ".csv every figure of one unit and all below it",
        )
        parser.add_argument("--plan", required=True, help="document number, for example 15/KH-UBND, or id")
        parser.add_argument("--year", type=int, help="where several plans have the number")
        parser.add_argument(
            "--period",
            type=int,
            required=True,
            choices=max(Rhythm).ordinals,
            help="its number within the year; the whole year comes last",
        )
        parser.add_argument(
            "--unit",
            type=normalise_line,
            action="append",
            default=[],
            help="code, once for each unit; by default the one that issued the plan",
        )
        parser.add_argument("--each", action="store_true", help="of each unit right below the unit (.zip)")
        parser.add_argument("--field", type=normalise_line, default="", help="code of a field; by default all of them")
        parser.add_argument("--pending", action="store_true", help="count reports that wait for review too")

    def handle(
        self,
        *args: Any,
        file: Path,
        plan: str,
        year: int | None,
        period: int,
        unit: Sequence[str],
        each: bool,
        field: str,
        pending: bool,
        **options: Any,
    ) -> None:
        kind = KINDS[file.suffix.lower()]
        scopes = plan_scopes(issued_plan(plan, year), period, list(dict.fromkeys(unit)))
        if (len(scopes) > 1 or each) and kind != ExportFormat.ARCHIVE:
            raise CommandError("Nhiều đơn vị thì ghi vào một tệp .zip: mỗi đơn vị một tệp Excel.")
        if each and len(scopes) > 1:
            raise CommandError("--each lấy các đơn vị trực thuộc của một đơn vị: chỉ ghi một mã ở --unit.")
        try:
            documents = read_documents(scopes[0], pending=pending, field_code=field)
            if each:
                scopes = [
                    replace(scopes[0], unit=unit_below)
                    for unit_below in units_with_documents(documents.overview, documents.field)
                ]
                if not scopes:
                    raise CommandError(f"{documents.overview.scope} không có đơn vị trực thuộc nào có chỉ tiêu.")
            content_text = self._write(file, kind, documents, scopes)
        except Http404 as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt as error:
            raise CommandError("Đã dừng giữa chừng; không có gì được ghi.", returncode=INTERRUPTED) from error
        except OSError as error:
            raise CommandError(f"Không ghi được tệp {file}: {error.strerror}.") from error
        of = "" if kind == ExportFormat.ARCHIVE else f"{documents.overview.scope}, "
        self.stdout.write(
            f"Đã ghi {file}: {of}{documents.overview.period}, {content_text}, {documents.texts.data_label.lower()}."
        )

    def _write(self, file: Path, kind: ExportFormat, documents: MeetingDocuments, scopes: Sequence[PlanScope]) -> str:
        """Writes the file and its audit record, both or neither; returns its contents in words."""
        with atomic_file(file) as (partial_file, move_into_place):
            content_text = f"{sum(documents.texts.status_counts.values())} chỉ tiêu"
            if kind == ExportFormat.ARCHIVE:
                content_text = f"{len(scopes)} đơn vị ({_unit_names(scopes)})"
                documents_with_progress = _with_progress(_each_unit(documents, scopes), "Biểu", len(scopes), " đơn vị")
                for chunk in zip_archive(documents_with_progress, clock.now(), all_figures=True):
                    partial_file.write(chunk)
            elif kind == ExportFormat.FIGURES_CSV:
                lines, count = _lines(documents)
                content_text = f"{format_number(count)} dòng số liệu"
                for text in lines_csv(figure_columns(documents.overview.plan_data), lines):
                    partial_file.write(text.encode())
            else:
                write_workbook(documents, partial_file, _lines(documents)[0])
            units = [scope.unit for scope in scopes] if kind == ExportFormat.ARCHIVE else []
            with transaction.atomic():
                export_record(
                    actor=None,
                    overview=documents.overview,
                    field=documents.field,
                    kind=kind,
                    file=file.name,
                    units=units,
                )
                move_into_place()
        return content_text


def _unit_names(scopes: Sequence[PlanScope]) -> str:
    names = [scope.unit.short_name for scope in scopes]
    return ", ".join(names[:MOST_NAMES]) + (", …" if len(names) > MOST_NAMES else "")


def _lines(documents: MeetingDocuments) -> tuple[Iterable[FigureLine], int]:
    figures = documents.figures()
    count = figures.count()
    return _with_progress(figures, "Số liệu", count, " dòng"), count


def _each_unit(documents: MeetingDocuments, scopes: Sequence[PlanScope]) -> Iterator[MeetingDocuments]:
    field = documents.field.code if documents.field else ""
    for scope in scopes:
        try:
            yield read_documents(scope, pending=documents.overview.pending, field_code=field)
        except Http404 as error:
            raise CommandError(f"{scope.unit}: {error}") from error


def _with_progress(steps: Iterable[Any], description: str, count: int, unit: str) -> Any:
    """Yields the items with a progress bar, if the output is a terminal."""
    return tqdm(steps, desc=description, total=count, unit=unit, disable=None)
