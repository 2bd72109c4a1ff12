"""A filled-in workbook: every error with its cell, or every change beside what is stored."""

import hashlib
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from itertools import groupby

from django.db.models import prefetch_related_objects

from chodon_thidua.lib import clock
from chodon_thidua.lib.files.workbook_reader import WorkbookRefusal, read_workbook
from chodon_thidua.lib.numbers import read_back
from chodon_thidua.lib.refusals import InvalidInput
from reports.intake.figures import layout as layout
from reports.intake.figures.layout import DATA, PLACES, same_number
from reports.intake.figures.lines import EarlierFigures, EntrySheet, TemplateLine
from reports.intake.figures.rows import cell_of, read_contents, values_of
from reports.intake.figures.services import FigureChange
from reports.intake.kit.cells import CellFault, is_empty
from reports.intake.kit.checks import (
    FilledFigureRow,
    WorkbookFault,
    cell_address,
    check_figure_workbook,
    check_headings,
    file_fault,
    read_rows,
    table_of,
)
from reports.intake.kit.unread_parts import UnreadPart, absent_rows, unread_columns, unread_parts
from reports.models import Figure
from reports.selectors.comparables import ReferenceFigures, reference_figures
from reports.selectors.figure_warnings import figure_warnings, unexplained_count
from reports.selectors.history import FIELD_LABELS
from reports.services.figures import FIELDS, FigureValues, apply_values, figure_validate, figure_values
from reports.warning_rules import FigureWarning
from targets.enums import FINAL_ORDINAL
from units.models import Unit

EMPTY = "(trống)"


@dataclass(frozen=True, slots=True)
class FigureDifference:
    """One field as it is stored and as the workbook has it, in the words of people."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ProposedFigure:
    """One figure that the workbook changes, as it would be stored, with what is to be checked in it."""

    line: TemplateLine
    row: int
    values: FigureValues
    seen_version: int
    differences: tuple[FigureDifference, ...]
    figure: Figure
    warnings: tuple[FigureWarning, ...]

    @property
    def unexplained_count(self) -> int:
        return unexplained_count(self.figure, self.warnings)

    @property
    def is_unconfirmed(self) -> bool:
        """Whether the report cannot be sent with it as it is."""
        return any(one.is_extraordinary for one in self.warnings) and not self.figure.is_confirmed

    def as_service(self) -> FigureChange:
        return FigureChange(self.line.unit, self.line.indicator, self.values, self.seen_version)


@dataclass(slots=True)
class FigureIntake:
    """Shape: changes in the order of the sheet; none of them may be written while there are faults.

    `missing` lines have no row in the workbook; what is stored of them stays.
    """

    sheet: EntrySheet
    name: str
    sha256: str
    faults: list[WorkbookFault] = field(default_factory=list)
    changes: list[ProposedFigure] = field(default_factory=list)
    unread_parts: list[UnreadPart] = field(default_factory=list)
    row_count: int = 0

    @property
    def missing_count(self) -> int:
        return len(self.sheet.lines) - self.row_count

    @property
    def by_unit(self) -> list[tuple[Unit, list[ProposedFigure], int]]:
        """Each unit with its changes and how many warnings they raise."""
        groups = (list(group) for _, group in groupby(self.changes, key=lambda change: change.line.unit.pk))
        return [(own[0].line.unit, own, sum(len(change.warnings) for change in own)) for own in groups]

    @property
    def warning_count(self) -> int:
        return sum(len(change.warnings) for change in self.changes)

    @property
    def unexplained_count(self) -> int:
        return sum(change.unexplained_count for change in self.changes)

    @property
    def unconfirmed_count(self) -> int:
        return sum(change.is_unconfirmed for change in self.changes)


def read_figure_intake(content: bytes, name: str, sheet: EntrySheet) -> FigureIntake:
    """Read a workbook against what is stored; whatever is wrong with it is in its faults.

    Queries: 1 for what the figures are compared with; 1 more where some have been changed since the template was made.
    """
    result = FigureIntake(sheet, name, hashlib.sha256(content).hexdigest())
    try:
        workbook = read_workbook(content, name)
    except WorkbookRefusal as refusal:
        result.faults = [file_fault(str(refusal), "")]
        return result
    result.faults = check_figure_workbook(workbook, sheet)
    worksheet = workbook.sheet(DATA)
    if result.faults or worksheet is None:
        return result
    result.unread_parts = unread_parts(workbook, table_of(sheet))
    result.faults = check_headings(worksheet, table_of(sheet))
    if result.faults:
        return result
    rows, result.faults = read_rows(worksheet, sheet)
    result.unread_parts += _changed_comparisons(rows, sheet)
    if not result.faults:  # a row that is wrong may be the one that seems to be gone
        result.unread_parts += absent_rows(DATA, _absent_row_names(rows, sheet))
    result.row_count = len(rows) + len(result.faults)
    stale: list[FilledFigureRow] = []
    units = sheet.units.values()
    references = reference_figures(sheet.plan_data, sheet.report_data, sheet.period, units, in_rows=sheet.scope is None)
    for row in rows:
        _read_row(result, row, stale, references)
    _add_stale_faults(result, stale)
    result.faults.sort(key=lambda fault: int("".join(filter(str.isdigit, fault.cell)) or 0))
    return result


def _absent_row_names(rows: list[FilledFigureRow], sheet: EntrySheet) -> list[str]:
    row_keys = {row.line.key for row in rows}
    absent = [line for line in sheet.lines if line.key not in row_keys]
    return [line.indicator.code if sheet.scope else f"{line.unit.name}, {line.indicator.code}" for line in absent]


def _changed_comparisons(rows: list[FilledFigureRow], sheet: EntrySheet) -> list[UnreadPart]:
    """The columns to compare with in which somebody has typed."""
    changed_rows: dict[tuple[int, str], list[int]] = {}
    earlier, headings = EarlierFigures(sheet), layout.headings(sheet)
    for row in rows:
        for key, number in layout.comparison_numbers(earlier, row.line).items():
            value, column = row.cells[key].value, PLACES[key]
            if not is_empty(row.cells[key]) and not (isinstance(value, Decimal) and same_number(value, number)):
                changed_rows.setdefault((column + 1, headings[column]), []).append(row.number)
    return unread_columns(DATA, changed_rows)


def _read_row(
    result: FigureIntake, row: FilledFigureRow, stale: list[FilledFigureRow], references: ReferenceFigures
) -> None:
    """Put what the row changes, or what is wrong with it, into the result."""
    sheet, line = result.sheet, row.line
    is_final = sheet.period.ordinal == FINAL_ORDINAL
    contents, faults = read_contents(row, is_final=is_final)
    if contents is None:
        result.faults += faults
        return
    if contents.mark == row.key.mark:
        return
    try:
        values = figure_validate(
            values_of(contents, line, is_final=is_final), line.indicator, sheet.period, line.figure
        )
    except InvalidInput as refusal:
        result.faults += [
            WorkbookFault(DATA, cell_of(row, name), sentence, "") for name, sentence in refusal.errors.items()
        ]
        return
    except CellFault as fault:
        result.faults.append(WorkbookFault(DATA, cell_address("situation", row.number), fault.problem, fault.remedy))
        return
    before = figure_values(line.figure)
    if values == before:
        return
    if sentence := sheet.closing_reasons.get(line.unit.pk):
        problem = f"{line.unit.name}, chỉ tiêu {line.indicator.code}: {sentence}"
        result.faults.append(WorkbookFault(DATA, cell_address("code", row.number), problem, "Để dòng này như cũ."))
    elif row.key.version != line.version:
        stale.append(row)
    else:
        figure = apply_values(values, line.indicator, line.figure, after_preview=True)
        warnings = figure_warnings(references, line.indicator, line.unit.pk, figure)
        differences = _differences(line, before, values)
        result.changes.append(ProposedFigure(line, row.number, values, line.version, differences, figure, warnings))


def _add_stale_faults(result: FigureIntake, stale: list[FilledFigureRow]) -> None:
    """Who changed the figure after the template was made; it is not overwritten."""
    prefetch_related_objects([row.line.figure for row in stale if row.line.figure], "changed_by")
    for row in stale:
        figure, line = row.line.figure, row.line
        who = "đã bị xóa"
        if figure:
            who = f"đã được {figure.changed_by.full_name} sửa lúc {clock.in_a_sentence(figure.changed_at)}"
        problem = f"{line.unit.name}, chỉ tiêu {line.indicator.code}: số này {who}, sau khi mẫu được tải."
        remedy = "Số mới không bị ghi đè. Tải mẫu mới, hoặc sửa chỉ tiêu này trên trang nhập số liệu."
        result.faults.append(WorkbookFault(DATA, cell_address("code", row.number), problem, remedy))


def _differences(line: TemplateLine, before: FigureValues, after: FigureValues) -> tuple[FigureDifference, ...]:
    old, new = asdict(before), asdict(after)
    units = {role.lower(): part.unit_of_measure for role, part in line.parts.items()}
    units["full_year_estimate"] = line.indicator.unit_of_measure
    labels = FIELD_LABELS | ({role.lower(): part.label for role, part in line.parts.items()} if line.is_ratio else {})
    return tuple(
        FigureDifference(
            labels[name], _display_text(old[name], units.get(name, "")), _display_text(new[name], units.get(name, ""))
        )
        for name in FIELDS
        if old[name] != new[name]
    )


def _display_text(value: object, unit: str) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, Decimal):
        return read_back(value, unit)
    if value in (None, ""):
        return EMPTY
    return f"{value:%d/%m/%Y}" if not isinstance(value, str) else value
