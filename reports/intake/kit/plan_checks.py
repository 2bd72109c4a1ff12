"""What every workbook of a plan's coordinator has, whoever reads it back: its stamp, its headings, its rows."""

from collections.abc import Iterator
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from chodon_thidua.lib.files.workbook_reader import WorkbookCell, WorkbookFile, WorkbookSheet
from reports.intake.figures.layout import TemplateColumn
from reports.intake.kit.cells import is_empty
from reports.intake.kit.checks import NEW_TEMPLATE, OR_NEW_TEMPLATE, RIGHT_PAGE, WorkbookFault, file_fault, stamp_in
from reports.intake.kit.unread_parts import TableShape
from targets.selectors.plan_views import PlanView


@dataclass(frozen=True, slots=True)
class TemplateLayout:
    """One kind of workbook; `kind` and `version` are in its stamp, `matter` says what it is of."""

    kind: str
    version: str
    subject: str
    sheet: str
    heading_row: int
    columns: tuple[TemplateColumn, ...]

    @property
    def places(self) -> dict[str, int]:
        return {column.key: place for place, column in enumerate(self.columns)}

    @property
    def table(self) -> TableShape:
        return TableShape(self.sheet, self.heading_row, [column.heading for column in self.columns])

    def stamp(self, view: PlanView) -> dict[str, str]:
        """What the workbook is for; every one of these must fit when it comes back."""
        return {"layout": f"{self.kind}-{self.version}", "plan": str(view.plan.pk)}

    def fault_at(self, key: str, row: int, problem: str, remedy: str) -> WorkbookFault:
        return WorkbookFault(self.sheet, f"{get_column_letter(self.places[key] + 1)}{row}", problem, remedy)


def check_plan_workbook(workbook: WorkbookFile, layout: TemplateLayout, view: PlanView) -> list[WorkbookFault]:
    """The faults that show that the workbook is another one; while there is any, rows are not looked at."""
    stamp, plan_stamp = stamp_in(workbook), layout.stamp(view)
    if stamp is None:
        return [file_fault("Tệp không phải mẫu tải từ phần mềm, hoặc trang ẩn của mẫu đã bị xóa.", NEW_TEMPLATE)]
    if not stamp.get("layout", "").startswith(layout.kind):
        return [file_fault(f"Tệp là mẫu của việc khác, không phải mẫu {layout.subject}.", RIGHT_PAGE)]
    if stamp["layout"] != plan_stamp["layout"]:
        return [file_fault("Mẫu này của phiên bản khác, không còn dùng được.", NEW_TEMPLATE)]
    if stamp.get("plan") != plan_stamp["plan"]:
        return [file_fault(f"Tệp là mẫu của kế hoạch khác, không phải {view.plan}.", RIGHT_PAGE)]
    if workbook.sheet(layout.sheet) is None:
        problem = f"Không có trang “{layout.sheet}” (đã bị xóa hoặc đổi tên)."
        return [file_fault(problem, f"Đổi lại tên trang. {OR_NEW_TEMPLATE}")]
    return []


def filled_rows(worksheet: WorkbookSheet, layout: TemplateLayout) -> Iterator[tuple[int, dict[str, WorkbookCell]]]:
    """The rows below the headings in which anything stands, with their cells by the key of the column."""
    for number in worksheet.rows:
        cells = worksheet.cells(number, len(layout.columns))
        if number > layout.heading_row and not all(map(is_empty, cells)):
            yield number, {column.key: cell for column, cell in zip(layout.columns, cells, strict=True)}


def fault_row(fault: WorkbookFault) -> int:
    return int("".join(filter(str.isdigit, fault.cell)) or 0)
