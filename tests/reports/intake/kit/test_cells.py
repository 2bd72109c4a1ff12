"""One filled-in cell: what it means, or what is wrong with it, whatever a spreadsheet has made of it."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chodon_thidua.lib.files.workbook_cells import EMPTY_CELL, WorkbookCell
from reports.intake.kit.cells import is_empty, read_cell
from reports.intake.kit.columns import SOURCE_LIMIT, InputKind, TemplateColumn
from reports.intake.kit.faults import CellFault
from reports.intake.kit.number_cells import DECIMAL_PLACES, WHOLE_DIGITS, read_number

NUMBER = TemplateColumn("amount", "Số liệu", 10, InputKind.NUMBER)
DAY = TemplateColumn("as_of", "Đến ngày", 10, InputKind.DATE)
SOURCE = TemplateColumn("source", "Nguồn", 10, InputKind.TEXT, limit=SOURCE_LIMIT)
NOTE = TemplateColumn("note", "Ghi chú", 10, InputKind.TEXT)
CHOICE = TemplateColumn("situation", "Tình trạng", 10, InputKind.CHOICE, choices=("Không phát sinh", "Không áp dụng"))
NOON = datetime(2022, 9, 10, 12)  # noqa: DTZ001 - workbooks have no time zones


def text(value: str) -> WorkbookCell:
    return WorkbookCell("s", value)


def number(value: str, kind: str = "n") -> WorkbookCell:
    return WorkbookCell(kind, Decimal(value))


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        (NUMBER, number("116000"), Decimal(116000)),
        (NUMBER, number("-2.5"), Decimal("-2.5")),
        (NUMBER, number("-0"), Decimal(0)),
        (NUMBER, text("116.000"), Decimal(116000)),
        (NUMBER, text(" 80,5 "), Decimal("80.5")),
        (NUMBER, text("0"), Decimal(0)),
        (DAY, WorkbookCell("d", NOON), date(2022, 9, 10)),
        (DAY, text("10/09/2022"), date(2022, 9, 10)),
        (DAY, text(" 10/9/2022"), date(2022, 9, 10)),
        (CHOICE, text("KHÔNG  PHÁT SINH"), "Không phát sinh"),
        (CHOICE, text("không áp dụng\u200b"), "Không áp dụng"),
        (SOURCE, text("Niên giám\nthống kê"), "Niên giám thống kê"),
        (NOTE, text("một\nhai"), "một\nhai"),
        (NOTE, number("12.5"), "12,5"),
        (NOTE, WorkbookCell("d", NOON), "10/09/2022"),
    ],
)
def test_a_cell_is_read_as_people_meant_it(column: TemplateColumn, cell: WorkbookCell, value: object) -> None:
    assert read_cell(cell, column) == value


@pytest.mark.parametrize(
    ("column", "empty_value"), [(NUMBER, None), (DAY, None), (SOURCE, ""), (NOTE, ""), (CHOICE, "")]
)
@pytest.mark.parametrize("cell", [EMPTY_CELL, text(""), text(" \n\t"), text("\u200b")])
def test_a_blank_cell_is_no_value(column: TemplateColumn, empty_value: object, cell: WorkbookCell) -> None:
    assert is_empty(cell)
    assert read_cell(cell, column) == empty_value


@pytest.mark.parametrize("column", [NUMBER, DAY, SOURCE, NOTE, CHOICE])
@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        (WorkbookCell("f", None), "Ô có công thức."),
        (WorkbookCell("e", "#REF!"), "Ô báo lỗi #REF!."),
        (WorkbookCell("b", True), "Ô chứa giá trị đúng/sai (TRUE/FALSE)."),
    ],
)
def test_what_is_no_input_at_all_is_refused_in_every_column(
    column: TemplateColumn, cell: WorkbookCell, problem: str
) -> None:
    with pytest.raises(CellFault) as caught:
        read_cell(cell, column)
    assert caught.value.problem == problem
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("column", "cell", "problem", "remedy"),
    [
        (NUMBER, number("0.8", "%"), "Ô định dạng phần trăm (80 %).", "Có phải 80?"),
        (NUMBER, WorkbookCell("d", NOON), "Ô chứa ngày hoặc giờ (10/09/2022), không phải số.", "(Number)"),
        (NUMBER, WorkbookCell("t", time(8, 30)), "Ô chứa ngày hoặc giờ (08:30:00), không phải số.", "(Number)"),
        (NUMBER, WorkbookCell("p", timedelta(hours=2)), "Ô chứa ngày hoặc giờ (2:00:00), không phải số.", "(Number)"),
        (NUMBER, number("1E+14"), "Số có quá 14 chữ số trước dấu phẩy.", "Kiểm tra lại số và đơn vị tính."),
        (NUMBER, number("-100000000000000"), "Số có quá 14 chữ số trước dấu phẩy.", "Kiểm tra lại"),
        (NUMBER, number("Infinity"), "Số có quá 14 chữ số trước dấu phẩy.", "Kiểm tra lại"),
        (NUMBER, number("0.1234567"), "Số có quá 6 chữ số sau dấu phẩy (0,1234567).", "Có phải 0,123457?"),
        (NUMBER, text("năm mươi"), "Không hiểu số “năm mươi”.", "116.000"),
        (DAY, number("44818"), "Ô chứa 44.818, không phải ngày.", "14/09/2022"),
        (DAY, text("30/02/2022"), "Không hiểu ngày “30/02/2022”.", "14/09/2022"),
        (CHOICE, text("Có"), "Không có lựa chọn “Có”.", "“Không phát sinh” hay “Không áp dụng”"),
        (SOURCE, text("x" * 301), "Nguồn dài quá 300 ký tự.", "Rút gọn"),
        (NOTE, text("x" * 32_768), "Ô dài quá 32.767 ký tự.", "Rút gọn"),
    ],
)
def test_each_fault_says_what_is_wrong_and_how_to_mend_it(
    column: TemplateColumn, cell: WorkbookCell, problem: str, remedy: str
) -> None:
    with pytest.raises(CellFault) as caught:
        read_cell(cell, column)
    assert caught.value.problem == problem
    assert remedy in caught.value.remedy


def test_a_long_number_is_quoted_in_part() -> None:
    with pytest.raises(CellFault) as caught:
        read_number(number("0." + "123456789" * 6))
    assert "(0,12345678912345678912345678912345678912…)" in caught.value.problem


def test_a_text_of_just_the_limit_is_taken() -> None:
    assert read_cell(text("x" * SOURCE_LIMIT.longest), SOURCE) == "x" * SOURCE_LIMIT.longest
    assert read_cell(text("x" * 301), replace(SOURCE, limit=None)) == "x" * 301


@given(st.decimals(-(10**WHOLE_DIGITS) + 1, 10**WHOLE_DIGITS - 1, places=DECIMAL_PLACES))
def test_every_number_that_the_database_stores_is_read(value: Decimal) -> None:
    assert read_number(WorkbookCell("n", value)) == value


@given(st.one_of(st.text(max_size=40), st.decimals(), st.datetimes(), st.times(), st.timedeltas()))
def test_any_content_is_a_number_or_a_fault(value: object) -> None:
    cell = WorkbookCell("s" if isinstance(value, str) else "n", value)
    if is_empty(cell):
        return
    with suppress(CellFault):
        number_read = read_number(cell)
        assert abs(number_read) < 10**WHOLE_DIGITS
        assert number_read == round(number_read, DECIMAL_PLACES)
