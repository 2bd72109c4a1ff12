"""CSV: numbers that every program reads, words where a bare number would mislead, files of any length."""

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.excel.cell_values import NOTHING, CellValue, day_value, text_value
from reports.excel.table import DocumentTable, TableColumn, TableGroup, TableRow
from reports.meeting.csv_files import BOM, ROWS_AT_ONCE, lines_csv, table_csv
from reports.meeting.figure_table import stored_number

TEXT: TableColumn[CellValue] = TableColumn("text", "Nội dung", 10, lambda entry: entry)


def cells(*entries: CellValue) -> list[str]:
    """Each entry as it comes back from the file."""
    content = "".join(lines_csv([TEXT], entries))
    return [row[0] if row else "" for row in list(csv.reader(StringIO(content.removeprefix(BOM), newline="")))[1:]]


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        (CellValue(Decimal("116000"), "116.000"), "116000"),
        (CellValue(Decimal("-2.5"), "−2,5"), "-2.5"),
        (CellValue(Decimal("80.5"), "≥ 80,5"), "≥ 80,5"),
        (CellValue(Decimal("0.97"), "+0,97 điểm"), "0,97 điểm"),
        (CellValue(Decimal("1E+3"), "1.000"), "1000"),
        (day_value(date(2022, 9, 5)), "2022-09-05"),
        (text_value("=1+1"), "'=1+1"),
        (text_value("một, “hai”\nba"), "một, “hai”\nba"),
        (NOTHING, ""),
    ],
)
def test_each_cell_is_read_back(entry: CellValue, text: str) -> None:
    assert cells(entry) == [text]


@given(st.decimals(-(10**14), 10**14, places=6))
def test_a_stored_number_loses_no_digit(value: Decimal) -> None:
    assert Decimal(cells(stored_number(value))[0]) == value


def test_no_number_and_zero_differ() -> None:
    assert cells(stored_number(None), stored_number(0)) == ["", "0"]


def test_a_table_stands_between_its_field_and_its_period() -> None:
    columns: tuple[TableColumn[CellValue], ...] = (TableColumn("actual", "Lũy kế", 9, lambda entry: entry),)
    rows = (TableRow("CT01", "Rừng", (CellValue(Decimal(7), "7"),), source="Quý II"),)
    table = DocumentTable(columns, (TableGroup(rows, "Kinh tế", "I"), TableGroup(rows)))
    content = "".join(table_csv(table, "Số liệu đã duyệt"))
    assert content == (
        "\ufeffLĩnh vực,Mã chỉ tiêu,Lũy kế,Số của kỳ,Loại số liệu\r\n"
        "Kinh tế,CT01,7,Quý II,Số liệu đã duyệt\r\n"
        ",CT01,7,Quý II,Số liệu đã duyệt\r\n"
    )


@pytest.mark.parametrize("count", [0, 1, ROWS_AT_ONCE, ROWS_AT_ONCE + 1, 3 * ROWS_AT_ONCE - 1])
def test_a_long_file_comes_in_pieces_without_losing_a_row(count: int) -> None:
    chunks = list(lines_csv([TEXT], (text_value(str(n)) for n in range(count))))
    assert len(chunks) == count // ROWS_AT_ONCE + 1
    assert chunks[0].startswith(BOM)
    assert "".join(chunks).count(BOM) == 1
    assert "".join(chunks).splitlines()[1:] == [str(n) for n in range(count)]


def test_rows_are_read_only_when_they_are_sent() -> None:
    read_rows = []

    def lines() -> Iterator[CellValue]:
        for n in range(ROWS_AT_ONCE * 3):
            read_rows.append(n)
            yield text_value(str(n))

    next(lines_csv([TEXT], lines()))
    assert len(read_rows) == ROWS_AT_ONCE
