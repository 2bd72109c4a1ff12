"""Whether a workbook is the template of this plan, period and unit, as it was made; one check, one function."""

from collections.abc import Iterator
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from chodon_thidua.lib.files.workbook_reader import WorkbookCell, WorkbookFile, WorkbookSheet
from chodon_thidua.lib.text import label_key, normalise_line, quote
from reports.intake.figures import layout as layout
from reports.intake.figures.layout import (
    ALL_UNITS,
    COLUMNS,
    DATA,
    FIRST_ROW,
    HEADING_ROW,
    PLACES,
    VERSION,
    FigureRowKey,
)
from reports.intake.figures.lines import EntrySheet, TemplateLine
from reports.intake.kit.cells import is_empty
from reports.intake.kit.form_workbook import STAMP
from reports.intake.kit.unread_parts import TableShape, heading_faults

NEW_TEMPLATE = "Tải mẫu mới ở trang này rồi chép số liệu sang."
OR_NEW_TEMPLATE = "Hoặc tải mẫu mới ở trang này rồi chép số liệu sang."
RIGHT_PAGE = "Gửi tệp ở đúng trang của tệp, hoặc tải mẫu ở trang này."


@dataclass(frozen=True, slots=True)
class WorkbookFault:
    """What is wrong at a place, and how to mend it; sheet and cell are empty for the file as a whole."""

    sheet: str
    cell: str
    problem: str
    remedy: str


@dataclass(frozen=True, slots=True)
class FilledFigureRow:
    """One row of the sheet; `cells` by the key of the column."""

    number: int
    key: FigureRowKey
    line: TemplateLine
    cells: dict[str, WorkbookCell]


def cell_address(column: str, row: int) -> str:
    return f"{get_column_letter(PLACES[column] + 1)}{row}"


def check_figure_workbook(workbook: WorkbookFile, sheet: EntrySheet) -> list[WorkbookFault]:
    """The faults that show that the workbook is another one; while there is any, rows are not looked at."""
    stamp = stamp_in(workbook)
    if stamp is None:
        return [file_fault("Tệp không phải mẫu tải từ phần mềm, hoặc trang ẩn của mẫu đã bị xóa.", NEW_TEMPLATE)]
    if stamp.get("layout") != VERSION:
        return [file_fault("Mẫu này của phiên bản khác, không còn dùng được.", NEW_TEMPLATE)]
    if problem := [fault for check in (_plan, _period, _scope) if (fault := check(stamp, sheet))]:
        return problem
    if workbook.sheet(DATA) is None:
        return [
            file_fault(f"Không có trang “{DATA}” (đã bị xóa hoặc đổi tên).", f"Đổi lại tên trang. {OR_NEW_TEMPLATE}")
        ]
    return []


def table_of(sheet: EntrySheet) -> TableShape:
    return TableShape(DATA, HEADING_ROW, layout.headings(sheet))


def check_headings(worksheet: WorkbookSheet, table: TableShape) -> list[WorkbookFault]:
    """Every column at its place; while one is not, rows are not looked at."""
    return [
        WorkbookFault(
            table.sheet, f"{get_column_letter(column)}{table.heading_row}", problem, f"{remedy} {OR_NEW_TEMPLATE}"
        )
        for column, problem, remedy in heading_faults(worksheet, table)
    ]


def read_rows(worksheet: WorkbookSheet, sheet: EntrySheet) -> tuple[list[FilledFigureRow], list[WorkbookFault]]:
    """The rows that are known, and what is wrong with the others."""
    lines_by_key = {line.key: line for line in sheet.lines}
    rows: dict[tuple[int, int], FilledFigureRow] = {}
    faults: list[WorkbookFault] = []
    for number, row_cells in _nonempty_rows(worksheet):
        key = layout.read_key(text_of(row_cells["key"]))
        line = lines_by_key.get((key.unit, key.indicator)) if key else None
        if key is None or line is None:
            faults.append(_unknown_row_fault(number, row_cells, has_key=key is not None))
        elif line.key in rows:
            problem = f"Dòng này trùng với dòng {rows[line.key].number} (cùng đơn vị, cùng chỉ tiêu)."
            faults.append(_row_fault(number, problem, "Xóa một trong hai dòng."))
        elif problem := _label_mismatch(row_cells, line):
            faults.append(_row_fault(number, problem, f"Dòng bị chép đè hoặc sắp xếp lệch. {NEW_TEMPLATE}"))
        else:
            rows[line.key] = FilledFigureRow(number, key, line, row_cells)
    return list(rows.values()), faults


def stamp_in(workbook: WorkbookFile) -> dict[str, str] | None:
    """The stamp, which says what the workbook is for; None where it has no hidden sheet."""
    worksheet = workbook.sheet(STAMP)
    if worksheet is None:
        return None
    pairs = (worksheet.cells(number, 2) for number in worksheet.rows)
    return {text_of(name): text_of(value) for name, value in pairs}


def text_of(cell: WorkbookCell) -> str:
    """The text of the cell, as it is compared; empty where the cell is."""
    return "" if cell.value is None else normalise_line(str(cell.value))


def _plan(stamp: dict[str, str], sheet: EntrySheet) -> WorkbookFault | None:
    if stamp.get("plan") == str(sheet.view.plan.pk):
        return None
    return file_fault(f"Tệp là mẫu của kế hoạch khác, không phải {sheet.view.plan}.", RIGHT_PAGE)


def _period(stamp: dict[str, str], sheet: EntrySheet) -> WorkbookFault | None:
    stamp_value, sheet_value = stamp.get("period", ""), sheet.period.ordinal
    if stamp_value == str(sheet_value):
        return None
    names = {str(ordinal): name for ordinal, name in sheet.view.period_names.items()}
    return file_fault(
        f"Tệp là mẫu của {names.get(stamp_value, 'kỳ khác')}, không phải {names[str(sheet_value)]}.", RIGHT_PAGE
    )


def _scope(stamp: dict[str, str], sheet: EntrySheet) -> WorkbookFault | None:
    stamp_value, sheet_value = stamp.get("scope"), str(sheet.scope.pk) if sheet.scope else ALL_UNITS
    if stamp_value == sheet_value:
        return None
    if sheet.scope is None:
        return file_fault("Tệp là mẫu của một đơn vị, không phải mẫu của tất cả đơn vị.", RIGHT_PAGE)
    whose = "tất cả đơn vị" if stamp_value == ALL_UNITS else "đơn vị khác"
    return file_fault(f"Tệp là mẫu của {whose}, không phải của {sheet.scope.name}.", RIGHT_PAGE)


def _nonempty_rows(worksheet: WorkbookSheet) -> Iterator[tuple[int, dict[str, WorkbookCell]]]:
    """The rows of the table in which anything stands."""
    for number in worksheet.rows:
        cells = worksheet.cells(number, len(COLUMNS))
        if number >= FIRST_ROW and not all(map(is_empty, cells)):
            yield number, {column.key: cell for column, cell in zip(COLUMNS, cells, strict=True)}


def _label_mismatch(cells: dict[str, WorkbookCell], line: TemplateLine) -> str:
    """What people read in the row must be what its key says."""
    code, unit = (text_of(cells[key]) for key in ("code", "unit"))
    if label_key(code) != label_key(line.indicator.code):
        return f"Dòng ghi mã {quote(code)} nhưng thuộc chỉ tiêu {line.indicator.code}."
    if label_key(unit) != label_key(line.unit.name):
        return f"Dòng ghi đơn vị {quote(unit)} nhưng thuộc {line.unit.name}."
    return ""


def _unknown_row_fault(number: int, cells: dict[str, WorkbookCell], *, has_key: bool) -> WorkbookFault:
    if has_key:
        code = text_of(cells["code"])[:20]
        return _row_fault(number, f"Chỉ tiêu {code} không có trong mẫu của kỳ này.", f"Xóa dòng này. {OR_NEW_TEMPLATE}")
    return _row_fault(
        number, "Dòng không có mã ẩn: dòng chèn thêm, hoặc mã đã bị xóa.", f"Xóa dòng này. {OR_NEW_TEMPLATE}"
    )


def _row_fault(number: int, problem: str, remedy: str) -> WorkbookFault:
    return WorkbookFault(DATA, cell_address("code", number), problem, remedy)


def file_fault(problem: str, remedy: str) -> WorkbookFault:
    return WorkbookFault("", "", problem, remedy)
