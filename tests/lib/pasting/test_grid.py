"""Tests of a pasted block laid over a grid: which text goes into which input, and what has none; no database."""

from decimal import Decimal

import pytest

from chodon_thidua.lib.fields import NumberField
from chodon_thidua.lib.pasting.block import MOST_CELLS
from chodon_thidua.lib.pasting.grid import GridInput, GridRow, place_block
from chodon_thidua.lib.pasting.pasted_cells import PastedCell
from chodon_thidua.lib.refusals import InvalidInput

COLUMNS = ("a", "b", "c")


def row(name: str, columns: str = "abc", unit: str = "ha") -> GridRow:
    field = NumberField(required=False, unit=unit)
    return GridRow(name, {one: GridInput(f"{name}-{one}", f"Cột {one}", unit, field, f"cũ {one}") for one in columns})


GRID = [row("1"), row("2", "ac"), row("3", unit="triệu đồng")]


def values(cells: list[PastedCell]) -> dict[str, str]:
    return {cell.name: cell.value for cell in cells}


@pytest.mark.parametrize(
    ("text", "start", "cells"),
    [
        ("1\t2\t3", (0, "a"), {"1-a": "1", "1-b": "2", "1-c": "3"}),
        ("1\n2\n3", (0, "b"), {"1-b": "1", "3-b": "3"}),
        ("1.000,5\t\t7\r\n\r\n0", (0, "a"), {"1-a": "1.000,5", "1-c": "7", "3-a": "0"}),
        ("5", (2, "c"), {"3-c": "5"}),
        ("−2,50\t1 234", (2, "a"), {"3-a": "−2,5", "3-b": "1.234"}),
        ("", (0, "a"), {}),
        ("\t\n\t", (1, "a"), {}),
    ],
)
def test_texts_go_to_the_right_and_down(text, start, cells):
    preview = place_block(text, GRID, COLUMNS, row=start[0], column=start[1])
    assert values(preview.cells) == cells


@pytest.mark.parametrize(
    ("text", "start", "placeless"),
    [
        ("1\t2\t3\t4", (0, "a"), [("4", "1")]),
        ("1\t2", (0, "c"), [("2", "1")]),
        ("1\n2", (2, "a"), [("2", "")]),
        ("1\t2\t3", (1, "a"), [("2", "2")]),
        ("\t\t\t\n9", (2, "a"), [("9", "")]),
        ("1\t\t3", (2, "b"), [("3", "3")]),
    ],
)
def test_texts_without_an_input_are_named_with_their_row(text, start, placeless):
    assert place_block(text, GRID, COLUMNS, row=start[0], column=start[1]).placeless == placeless


def test_a_cell_tells_all_about_its_input():
    [cell] = place_block(" 116.000 ", GRID, COLUMNS, row=2, column="b").cells
    assert cell == PastedCell(
        row=2,
        row_name="3",
        column="b",
        label="Cột b",
        name="3-b",
        current_text="cũ b",
        raw_text="116.000",
        number=Decimal(116000),
        value="116.000",
        text="116.000 triệu đồng = 116 tỷ đồng",
    )


@pytest.mark.parametrize(
    ("text", "sentence", "suggestion"),
    [
        ("80.5", "Không hiểu số “80.5”. Có phải 80,5?", "80,5"),
        ("mười", "Không hiểu số “mười”.", ""),
        ("123456789012345", "Số có quá 14 chữ số trước dấu phẩy.", ""),
        ("1,1234567", "Số có quá 6 chữ số sau dấu phẩy.", ""),
    ],
)
def test_what_is_no_number_is_told_and_goes_nowhere(text, sentence, suggestion):
    preview = place_block(f"{text}\t1", GRID, COLUMNS, row=0, column="a")
    [cell] = preview.unread
    assert (cell.name, cell.raw_text, cell.value, cell.suggestion) == ("1-a", text, "", suggestion)
    assert sentence in cell.error
    assert values(preview.cells) == {"1-b": "1"}
    assert preview.has_suggestions == bool(suggestion)


def test_the_numbers_that_texts_may_be_are_taken_when_asked():
    preview = place_block("80.5\tmười\t3", GRID, COLUMNS, row=0, column="a", takes_suggestions=True)
    assert values(preview.cells) == {"1-a": "80,5", "1-c": "3"}
    assert [cell.raw_text for cell in preview.unread] == ["mười"]
    assert not preview.has_suggestions


@pytest.mark.parametrize("text", ["1\n" * (MOST_CELLS + 1), "1" * 20_001, "1\t" * MOST_CELLS + "\t1"])
def test_what_is_too_large_is_refused(text):
    with pytest.raises(InvalidInput, match="lớn quá"):
        place_block(text, GRID, COLUMNS, row=0, column="a")


ROW_NAMES = {"xã một": 0, "một": 0, "xã ba": 2}


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("Xã Ba\t3\nXã Một\t1\t2", {"3-a": "3", "1-a": "1", "1-b": "2"}),
        ("  XÃ  ba \t3", {"3-a": "3"}),
        ("1\tMột\t5\n2\tXã Ba\t\t6", {"1-a": "5", "3-b": "6"}),
        ("Đơn vị\tQuý I\nXã Ba\t3", {"3-a": "3"}),
        ("Xã Ba", {}),
        ("1\t2\nmột hai\t3", {"1-a": "1", "1-b": "2"}),
    ],
)
def test_rows_go_to_those_that_the_block_names(text, cells):
    preview = place_block(text, GRID, COLUMNS, row=0, column="a", row_names=ROW_NAMES)
    assert values(preview.cells) == cells


def test_rows_with_an_unknown_name_or_none_are_told():
    block = "Xã Ba\t3\nXã Lạ\t4\n\t5\nTổng\t7\t8"
    preview = place_block(block, GRID, COLUMNS, row=0, column="b", row_names=ROW_NAMES)
    assert values(preview.cells) == {"3-b": "3"}
    assert preview.placeless == [("4", "Xã Lạ"), ("5", "(không có tên)"), ("7", "Tổng"), ("8", "Tổng")]
