"""Checks that a workbook is the template as it was made: its stamp, its sheet, its headings."""

import pytest

from chodon_thidua.lib.files.workbook_cells import WorkbookCell, WorkbookFile, WorkbookSheet
from reports.intake.kit.checks import check_headings, check_stamp, filled_rows, read_stamp
from reports.intake.kit.columns import TemplateColumn
from reports.intake.kit.form_workbook import STAMP
from reports.intake.kit.template_layout import TemplateLayout

LAYOUT = TemplateLayout(
    kind="thu",
    version="2",
    subject="thử",
    sheet="Số liệu",
    columns=tuple(TemplateColumn(name.lower(), name, 10) for name in ("Mã", "Tên", "Số", "Ghi chú")),
    key_pattern="",
    scrolled_from="số",
    heading_row=3,
)
STAMPED = {"layout": "thu-2", "plan": "7", "period": "3"}


def row(*texts: str) -> dict[int, WorkbookCell]:
    return {place: WorkbookCell("s", text) for place, text in enumerate(texts, 1) if text}


def sheet(title: str, *rows: tuple[int, dict[int, WorkbookCell]]) -> WorkbookSheet:
    return WorkbookSheet(title, False, dict(rows))


def workbook(stamp: dict[str, str] | None = None, title: str = "Số liệu") -> WorkbookFile:
    sheets = [sheet(title, (3, row("Mã", "Tên", "Số", "Ghi chú")))]
    if stamp is not None:
        sheets.append(sheet(STAMP, *((n, row(*pair)) for n, pair in enumerate(stamp.items(), 1))))
    return WorkbookFile(tuple(sheets))


def stamp_problems(file: WorkbookFile) -> list[str]:
    faults = check_stamp(file, LAYOUT, STAMPED, lambda name, value: f"{name} là {value or 'trống'}.")
    assert all(fault.remedy and not fault.cell for fault in faults)
    return [fault.problem for fault in faults]


@pytest.mark.parametrize(
    ("file", "problems"),
    [
        (workbook(STAMPED), []),
        (workbook(STAMPED | {"more": "x"}), []),
        (workbook(), ["Tệp không phải mẫu tải từ phần mềm, hoặc trang ẩn của mẫu đã bị xóa."]),
        (workbook({}), ["Tệp là mẫu của việc khác, không phải mẫu thử."]),
        (workbook(STAMPED | {"layout": "giao-2"}), ["Tệp là mẫu của việc khác, không phải mẫu thử."]),
        (workbook(STAMPED | {"layout": "thu-1"}), ["Mẫu này của phiên bản khác, không còn dùng được."]),
        (workbook(STAMPED | {"plan": "8"}), ["plan là 8."]),
        (workbook({"layout": "thu-2", "plan": "8"}), ["plan là 8.", "period là trống."]),
        (workbook(STAMPED, "Trang 1"), ["Không có trang “Số liệu” (đã bị xóa hoặc đổi tên)."]),
    ],
)
def test_only_the_template_itself_passes(file: WorkbookFile, problems: list[str]) -> None:
    assert stamp_problems(file) == problems


def test_a_stamp_is_read_without_the_blanks_around_it() -> None:
    assert read_stamp(workbook({" plan ": " 7 "})) == {"plan": "7"}
    assert read_stamp(workbook()) is None


@pytest.mark.parametrize(
    ("headings", "faults"),
    [
        (("Mã", "Tên", "Số", "Ghi chú"), []),
        (("MÃ", " tên ", "Số\n", "ghi  chú"), []),
        (("Mã", "Tên", "Số", "Ghi chú", "Thêm"), []),
        (("Mã", "Họ tên", "Số", "Ghi chú"), [("B3", "Tiêu đề cột phải là “Tên”.")]),
        (("Mã", "", "Số", "Ghi chú"), [("B3", "Tiêu đề cột phải là “Tên”.")]),
        (
            ("Mã", "Mới", "Tên", "Số", "Ghi chú"),
            [("B3", "Từ cột “Tên” trở đi, bảng bị lệch 1 cột sang phải (nay ở cột C).")],
        ),
        (
            ("Tên", "Số", "Ghi chú"),
            [
                ("A3", "Tiêu đề cột phải là “Mã”."),
                ("B3", "Từ cột “Tên” trở đi, bảng bị lệch 1 cột sang trái (nay ở cột A)."),
            ],
        ),
    ],
)
def test_a_moved_column_is_told_once_with_its_place(headings: tuple[str, ...], faults: list[tuple[str, str]]) -> None:
    heading_faults = check_headings(sheet("Số liệu", (3, row(*headings))), LAYOUT)
    assert [(fault.cell, fault.problem) for fault in heading_faults] == faults


def test_a_sheet_without_headings_has_a_fault_for_each_column() -> None:
    assert len(check_headings(sheet("Số liệu"), LAYOUT)) == len(LAYOUT.columns)


def test_rows_are_those_below_the_headings_in_which_anything_stands() -> None:
    rows = [(1, row("Tiêu đề")), (3, row("Mã")), (4, row("a", "b")), (5, row(" ")), (7, {9: WorkbookCell("s", "x")})]
    filled = dict(filled_rows(sheet("Số liệu", *rows), LAYOUT))
    assert list(filled) == [4]
    assert [filled[4][key].value for key in ("mã", "tên", "số")] == ["a", "b", None]
