"""User text in workbooks: never a formula, always legal."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from chodon_thidua.lib.files.cell_text import safe_text


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+84 281", "'+84 281"),
        ("-5 ha", "'-5 ha"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  =1+1", "'=1+1"),
        ("\t=1+1", "'=1+1"),
        ("\r=1+1", "'=1+1"),
        ("\n=1+1", "'=1+1"),
        ("\x00=1+1", "'=1+1"),
        ("\tmột cột", "một cột"),
        ("\rmột dòng", "một dòng"),
        # A line of a list is far commoner in remarks than a formula and must print as one.
        ("- Do thời tiết", "– Do thời tiết"),
        ("Do thời tiết = khó khăn", "Do thời tiết = khó khăn"),
        ("dòng một\r\ndòng hai", "dòng một\ndòng hai"),
        ("chuông\x07 và \x0b\x1f\x7f\x85hết\ufffe\uffff", "chuông và hết"),
        ("", ""),
    ],
)
def test_text_from_users_is_never_a_formula(text: str, cell: str) -> None:
    assert safe_text(text) == cell


def test_text_fits_a_cell() -> None:
    assert len(safe_text("ă" * 40_000)) == 32_767
    assert safe_text("=" * 40_000).startswith("'=")
    assert len(safe_text("=" * 40_000)) == 32_767


def test_excel_counts_a_character_outside_the_basic_plane_twice() -> None:
    assert len(safe_text("😀" * 20_000)) == 16_383


@given(st.text(alphabet=st.one_of(st.sampled_from("=+-@\t\r\n '"), st.characters()), max_size=20))
def test_any_text_survives_a_workbook_as_text(text: str) -> None:
    safe = safe_text(text)
    assert not safe.lstrip().startswith(("=", "+", "-", "@"))
    assert not safe.startswith(("\t", "\r"))
    workbook = Workbook()
    workbook["Sheet"]["A1"] = safe
    file = BytesIO()
    workbook.save(file)
    cell = load_workbook(file)["Sheet"]["A1"]
    assert cell.data_type != "f"
    assert (cell.value or "") == safe
