"""Names of files: in letters that any program knows, and in those that people read; files whole or not at all."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.excel.downloads import CSV, atomic_file, download, stream
from reports.excel.file_names import LONGEST_PART, FileName, ascii_text, join_name, legal_text


@pytest.mark.parametrize(
    ("text", "plain", "legal"),
    [
        ("15/KH-UBND", "15-kh-ubnd", "15-KH-UBND"),
        ("Xã Ngọc Phái", "xa-ngoc-phai", "Xã Ngọc Phái"),
        ("  Đợt 2\t ", "dot-2", "Đợt 2"),
        ("a:b*c?", "a-b-c", "a-b-c"),
        ("…", "", "…"),
        ("tệp.", "tep", "tệp"),
        ("CON<>|nul", "con-nul", "CON-nul"),
    ],
)
def test_a_part_is_plain_for_programs_and_readable_for_people(text: str, plain: str, legal: str) -> None:
    assert (ascii_text(text), legal_text(text)) == (plain, legal)


@given(st.text(max_size=90))
def test_no_text_makes_a_name_that_a_file_system_refuses(text: str) -> None:
    plain, legal = ascii_text(text), legal_text(text)
    assert plain.isascii()
    assert len(plain) <= LONGEST_PART >= len(legal)
    assert not set('\\/:*?"<>|') & set(plain + legal)
    assert not legal.startswith((".", " ", "-"))
    assert not legal.endswith((".", " "))


def test_empty_parts_leave_no_gap() -> None:
    assert join_name(["a", "", "b"], ["Một", "", "hai / ba"], "csv") == FileName("a-b.csv", "Một hai-ba.csv")


def test_a_download_carries_both_names_and_is_kept_by_nobody() -> None:
    name = FileName("bieu-01.csv", "Biểu 01.csv")
    for response in (download(b"a", name, CSV), stream([b"a"], name, CSV)):
        assert response["Content-Disposition"] == (
            "attachment; filename=\"bieu-01.csv\"; filename*=UTF-8''Bi%E1%BB%83u%2001.csv"
        )
        assert (response["Content-Type"], response["Cache-Control"]) == (CSV, "private, no-store")
        assert response.getvalue() == b"a"


def test_a_file_stands_at_its_place_only_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "tong-hop.xlsx"
    with atomic_file(path) as (file, move_into_place):
        file.write(b"whole")
        assert not path.exists()
        move_into_place()
    assert path.read_bytes() == b"whole"
    with suppress(RuntimeError), atomic_file(path) as (file, _):
        file.write(b"half")
        raise RuntimeError
    with atomic_file(path) as (file, _):
        file.write(b"never moved")
    assert path.read_bytes() == b"whole"
    assert [child.name for child in tmp_path.iterdir()] == ["tong-hop.xlsx"]
