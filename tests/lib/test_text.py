"""Vietnamese text: one spelling of every letter, search without accents, and the Vietnamese alphabet."""

import random
import unicodedata

import pytest
from django.utils.text import slugify
from hypothesis import given
from hypothesis import strategies as st

from chodon_thidua.lib.text import normalise, roman_quarter, running_count, search_key, sort_key

COMMUNES = [
    "Bản Thi",
    "Bằng Lãng",
    "Bằng Lũng",
    "Bằng Phúc",
    "Bình Trung",
    "Đại Sảo",
    "Đồng Lạc",
    "Đồng Thắng",
    "Lương Bằng",
    "Nam Cường",
    "Nghĩa Tá",
    "Ngọc Phái",
    "Phương Viên",
    "Quảng Bạch",
    "Tân Lập",
    "Xuân Lạc",
    "Yên Mỹ",
    "Yên Phong",
    "Yên Thịnh",
    "Yên Thượng",
]


def test_decomposed_input_becomes_composed() -> None:
    pasted = unicodedata.normalize("NFD", "Xã Ngọc Phái")
    assert pasted != "Xã Ngọc Phái"
    assert normalise(pasted) == "Xã Ngọc Phái"


@pytest.mark.parametrize(
    ("pasted", "text"),
    [
        ("\u00d0ồng Lạc", "\u0110ồng Lạc"),
        ("\u0189ồng Lạc", "\u0110ồng Lạc"),
        ("xã \u00f0ó", "xã \u0111ó"),
        ("xã \u0256ó", "xã \u0111ó"),
    ],
)
def test_other_letters_that_look_like_d_with_stroke(pasted: str, text: str) -> None:
    assert normalise(pasted) == text


@pytest.mark.parametrize(
    ("pasted", "text"),
    [
        ("  Ngọc Phái \n", "Ngọc Phái"),
        ("\u00a0Ngọc\u00a0Phái\u00a0", "Ngọc Phái"),
        ("Ngọc\u202fPhái", "Ngọc Phái"),
        ("Ngọc\x00 Phái\x07\x7f\x85", "Ngọc Phái"),
        ("dòng một\r\ndòng hai\tcột hai", "dòng một\ndòng hai\tcột hai"),
        ("a\x00\u0301", "á"),
        ("", ""),
    ],
)
def test_spaces_and_control_characters(pasted: str, text: str) -> None:
    assert normalise(pasted) == text


@given(st.text())
def test_normalise_is_idempotent(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Xã Ngọc Phái", "xa ngoc phai"),
        (unicodedata.normalize("NFD", "NGỌC PHÁI"), "ngoc phai"),
        ("Đồng Thắng", "dong thang"),
        ("\u00d0ồng \u0189ạc", "dong dac"),
        ("  Trường  THPT\n Chợ Đồn ", "truong thpt cho don"),
        ("ưu ướt, ôn ồn, ê ể", "uu uot, on on, e e"),
    ],
)
def test_search_key_has_no_accents(text: str, key: str) -> None:
    assert search_key(text) == key


def test_search_without_accents_finds_the_commune() -> None:
    found = [name for name in COMMUNES if search_key("ngoc phai") in search_key(name)]
    assert found == ["Ngọc Phái"]


def test_a_slug_made_of_the_search_key_keeps_the_letter_that_slugify_loses() -> None:
    assert slugify("Đồng Lạc") == "ong-lac"
    assert slugify(search_key("Đồng Lạc")) == "dong-lac"


@given(st.text())
def test_search_key_is_idempotent(text: str) -> None:
    assert search_key(search_key(text)) == search_key(text)


@given(st.text(alphabet="ăÂđĐÐêỆôƠưẪỹ NnG"))
def test_search_key_of_vietnamese_is_ascii_and_ignores_how_it_was_typed(text: str) -> None:
    key = search_key(text)
    assert key.isascii()
    assert key == search_key(text.upper()) == search_key(unicodedata.normalize("NFD", text))


def test_communes_sort_as_the_district_lists_them() -> None:
    shuffled = COMMUNES.copy()
    random.Random(15).shuffle(shuffled)
    assert shuffled != COMMUNES
    assert sorted(shuffled, key=sort_key) == COMMUNES


@pytest.mark.parametrize(
    "ordered",
    [
        list("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"),
        ["da", "dz", "đa"],
        ["az", "ăa", "ăz", "âa"],
        ["ma", "mà", "mả", "mã", "má", "mạ", "mă", "mằ", "mẳ", "mẵ", "mắ", "mặ", "mâ"],
        # The tone decides only when every letter is the same.
        ["bạ a", "bà b", "bá ba"],
        ["Yên Lạc", "Yến Mỹ", "Yên Phong"],
        ["bà ba", "bá ba", "bà bà bà"],
        ["xã 1", "xã 2", "xã a"],
        ["Yên", "Yên Mỹ", "Yên-Mỹ", "Yên1", "Yêna"],
        ["", " a b", "a-b", "a1", "ab", "zz", "Жук"],
    ],
)
def test_vietnamese_alphabet(ordered: list[str]) -> None:
    # Backwards, so that two equal keys would come out in the wrong order.
    backwards = ordered[::-1]
    assert sorted(backwards, key=sort_key) == ordered


def test_sorting_ignores_case_and_how_a_letter_was_typed() -> None:
    assert sort_key("ĐẠI SẢO") == sort_key("Đại Sảo") == sort_key(unicodedata.normalize("NFD", "\u00d0ại  sảo "))


def test_foreign_accents_do_not_hide_the_letter() -> None:
    assert sorted(["Curtis", "Çelik", "Cao"], key=sort_key) == ["Cao", "Çelik", "Curtis"]


@given(st.text(min_size=1, max_size=100))
def test_sort_key_holds_only_digits_and_fits_its_column(text: str) -> None:
    """Any collation of any database sorts ASCII digits alike."""
    key = sort_key(text)
    assert key.isascii()
    assert key.isdigit()
    assert len(key) <= 3 * len(normalise(text).lower()) + 2


def test_quarters_are_roman() -> None:
    assert [roman_quarter(n) for n in range(1, 6)] == ["Quý I", "Quý II", "Quý III", "Quý IV", "Cả năm"]
    with pytest.raises(KeyError):
        roman_quarter(0)


@pytest.mark.parametrize(("count", "text"), [(0, "00"), (2, "02"), (9, "09"), (10, "10"), (12, "12"), (1234, "1.234")])
def test_counts_below_ten_have_a_leading_zero(count: int, text: str) -> None:
    assert running_count(count) == text
