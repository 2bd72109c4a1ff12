"""A table declared once: its headings in one row or two, and the form in which snapshots store it."""

import json
from decimal import Decimal
from typing import Any

import pytest

from reports.excel.cell_values import CellValue, count_value
from reports.excel.packed_table import pack_table, page_table
from reports.excel.table import ColumnKind, DocumentTable, TableColumn, TableGroup, table_row
from targets.enums import Status


def column(key: str, group_heading: str = "", **options: Any) -> TableColumn[dict[str, CellValue]]:
    return TableColumn(key, key.upper(), 10, lambda line: line[key], group_heading=group_heading, **options)


def table(*columns: TableColumn[dict[str, CellValue]]) -> DocumentTable:
    line = {column.key: count_value(place) for place, column in enumerate(columns)}
    first, total = table_row(columns, line, "CT01", "Rừng"), table_row(columns, line, "Chung", "Chung", is_total=True)
    return DocumentTable(columns, (TableGroup((first,), "Kinh tế", "I"), TableGroup((total,))))


@pytest.mark.parametrize(
    ("group_headings", "spans"),
    [
        (["", ""], []),
        (["", "A", "A"], [("C0", 1, True), ("A", 2, False)]),
        (["A", "B"], [("A", 1, False), ("B", 1, False)]),
        (["A", "", "A"], [("A", 1, False), ("C1", 1, True), ("A", 1, False)]),
        (["A", "A", "B", "B", "B", ""], [("A", 2, False), ("B", 3, False), ("C5", 1, True)]),
    ],
)
def test_headings_above_several_columns_cover_each_column_once(
    group_headings: list[str], spans: list[tuple[str, int, bool]]
) -> None:
    headings = table(*(column(f"c{n}", text) for n, text in enumerate(group_headings))).group_headings
    assert [(heading.text, heading.columns, heading.goes_down) for heading in headings] == spans
    assert not headings or sum(heading.columns for heading in headings) == len(group_headings)


def test_rows_run_through_all_groups() -> None:
    assert [(row.key, row.is_total) for row in table(column("a")).rows] == [("CT01", False), ("Chung", True)]


def test_a_packed_table_is_plain_data_and_pages_show_each_cell_with_its_column() -> None:
    packed_table = pack_table(table(column("a"), column("b", "Nhóm", kind=ColumnKind.CENTRED, is_compared=False)))
    assert json.loads(json.dumps(packed_table)) == packed_table
    shown_table = page_table(packed_table)
    group = shown_table["groups"][0]
    assert (group["title"], group["number"]) == ("Kinh tế", "I")
    cell = group["rows"][0]["cells"][1]
    assert (cell["key"], cell["over"], cell["kind"], cell["compared"]) == ("b", "Nhóm", "centred", False)
    assert (cell["text"], cell["data"], cell["status"]) == ("1", "1", "")
    assert shown_table["groups"][1]["rows"][0]["is_total"]
    assert "key" not in packed_table["groups"][0]["rows"][0]["cells"][0]  # what is stored stays as it is


def test_a_packed_cell_keeps_number_text_and_status_apart() -> None:
    cells = {"a": CellValue(Decimal("80.5"), "≥ 80,5"), "b": CellValue("Vượt", "Vượt", Status.EXCEEDED)}
    columns = (column("a"), column("b"))
    packed_table = pack_table(DocumentTable(columns, (TableGroup((table_row(columns, cells, "x", "X"),)),)))
    assert packed_table["groups"][0]["rows"][0]["cells"] == [
        {"text": "≥ 80,5", "data": "80.5", "status": ""},
        {"text": "Vượt", "data": "", "status": "EXCEEDED"},
    ]


def test_a_snapshot_whose_columns_and_cells_differ_in_number_is_no_table() -> None:
    packed_table = pack_table(table(column("a")))
    packed_table["columns"].append(packed_table["columns"][0])
    with pytest.raises(ValueError, match="shorter"):
        page_table(packed_table)
