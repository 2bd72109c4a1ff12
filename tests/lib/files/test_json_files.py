"""JSON files from editors: every encoding, exact numbers, and each mistake in words with its place."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chodon_thidua.lib.files.json_files import BACKSLASH, JsonFileError, read_json

NAMES = st.text("abcdeéêđ", min_size=1, max_size=4)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**14), 10**14) | st.text("aăâ bcđ,:[]{}0", max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)


def problems_of(text: str | bytes) -> list[str]:
    """Reads a file that must be refused."""
    with pytest.raises(JsonFileError) as refusal:
        read_json(text if isinstance(text, bytes) else text.encode())
    return refusal.value.problems


@given(VALUES)
def test_what_python_writes_is_read_back_the_same(value) -> None:
    assert read_json(json.dumps(value, ensure_ascii=False).encode()) == value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_unicode_encoding_is_read(encoding: str) -> None:
    assert read_json('{"name": "Xã Ngọc Phái"}'.encode(encoding)) == {"name": "Xã Ngọc Phái"}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0.1", Decimal("0.1")),
        ("80.50", Decimal("80.50")),
        ("1e3", Decimal("1E+3")),
        ("123456789012345678.000001", Decimal("123456789012345678.000001")),
        ("116000", 116000),
        ("-3", -3),
        ("9" * 31, Decimal("9" * 31)),
        ("1e99999999999999999999", Decimal("Infinity")),
    ],
)
def test_numbers_are_exactly_those_of_the_file(text: str, number: Decimal | int) -> None:
    value = read_json(text.encode())
    assert value == number
    assert type(value) is type(number)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Tệp rỗng."),
        (" \n\t", "Tệp rỗng."),
        ("\u200b", "Tệp rỗng."),
        ('{"a": }', "dòng 1, cột 7, gặp “}”: thiếu một giá trị"),
        ('{"a": 1,}', "cột 9, gặp “}”: tên mục phải trong ngoặc kép thẳng, hoặc thừa dấu phẩy"),
        ("{“a”: 1}", "cột 2, gặp ““”: tên mục phải trong ngoặc kép thẳng"),
        ('{"a" 1}', "cột 6, gặp “1”: thiếu dấu hai chấm sau tên mục"),
        ('{"a": 1\n "b": 2}', "dòng 2, cột 2"),
        ('{"a": "b', "thiếu ngoặc kép đóng của phần chữ bắt đầu ở đây"),
        ('{"a": "b\nc"}', "có chỗ xuống dòng hoặc dấu Tab trong ngoặc kép"),
        ('{"a": "C:\\chỉ tiêu"}', BACKSLASH),
        ("[1] [2]", "còn nội dung thừa sau dấu đóng cuối cùng"),
        ("[" * 100_000, "lồng nhau quá sâu"),
        ("[NaN]", "“NaN” không phải là số"),
        ("[-Infinity]", "“-Infinity” không phải là số"),
    ],
)
def test_each_mistake_is_said_with_its_place(text: str, sentence: str) -> None:
    assert [sentence in problem for problem in problems_of(text)] == [True], problems_of(text)


def test_a_file_in_an_old_encoding_is_refused_with_what_to_do() -> None:
    (problem,) = problems_of(b'{"name": "X\xe3"}')
    assert "Encoding chọn “UTF-8”" in problem


def test_every_entry_that_stands_twice_is_named() -> None:
    text = '{"plans": [{"code": "CT01", "name": "a", "name ": "b"}, {"unit": 1, "unit": 2}]}'
    assert problems_of(text) == [
        "Mục “name” (của “CT01”) được ghi hai lần trong cùng một dấu { }.",
        "Mục “unit” được ghi hai lần trong cùng một dấu { }.",
    ]


def test_names_of_entries_are_read_in_one_spelling() -> None:
    assert read_json('{" do\u0323n vi\u0323\u00a0 ": "x\u200by"}'.encode()) == {"dọn vị": "xy"}
