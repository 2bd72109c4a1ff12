"""Vietnamese text: one spelling of every letter, search without accents, and the Vietnamese alphabet."""

import random
import sys
import unicodedata
from time import process_time

import pytest
from django.utils.text import slugify
from hypothesis import given
from hypothesis import strategies as st

from chodon_thidua.lib.text import (
    label_key,
    normalise,
    normalise_line,
    normalise_password,
    quote,
    running_count,
    search_key,
    sort_key,
)
from tests.lib.text_disguises import ONE_BLANK, disguise

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
    assert normalise_line(normalise_line(text)) == normalise_line(text) == normalise_line(once)


def test_every_format_character_of_unicode_is_invisible() -> None:
    """The list in the module is complete for the Unicode of this Python."""
    marks = [chr(n) for n in range(sys.maxunicode + 1) if unicodedata.category(chr(n)) in ("Cf", "Cs")]
    assert len(marks) > 2000
    assert [mark for mark in marks if normalise(f"a{mark}b") != "ab"] == []
    blanks = [chr(n) for n in range(sys.maxunicode + 1) if chr(n).isspace() or unicodedata.category(chr(n)) == "Zs"]
    assert [blank for blank in blanks if normalise_line(f"a{blank}b") not in ("a b", "ab")] == []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_line_ends_are_one_in_notes_and_a_blank_in_a_line(end: str) -> None:
    assert normalise(f"một{end}hai") == "một\nhai"
    assert normalise_line(f"một{end}hai") == "một hai"


def test_hyphens_that_do_not_break_are_hyphens() -> None:
    assert normalise_line("15/KH\u2011UBND") == "15/KH-UBND"


@given(st.data())
@pytest.mark.parametrize("text", ["Xã Ngọc Phái", "15/KH-UBND", "Không phát sinh", "16,1", "Đường ưu tiên – ế ộ ữ"])
def test_what_looks_the_same_is_the_same(text: str, data: st.DataObject) -> None:
    disguised_text = data.draw(disguise(text))
    assert normalise_line(disguised_text) == text
    assert label_key(disguised_text) == label_key(text.upper())
    assert search_key(disguised_text) == search_key(text)
    assert sort_key(disguised_text) == sort_key(text)


@given(st.data())
def test_notes_keep_their_lines(data: st.DataObject) -> None:
    note = "Quý III: 16,1 ha\n  – xã Ngọc Phái"
    disguised_text = "\r\n".join(data.draw(disguise(line, ONE_BLANK)).strip() for line in note.split("\n  "))
    assert normalise(disguised_text) == note.replace("\n  ", "\n")
    assert normalise(note) == note


def test_labels_ignore_case_and_the_line_breaks_of_headings() -> None:
    assert label_key("KHÔNG  PHÁT\nSINH ") == label_key("Không phát sinh")
    assert label_key("Đơn vị") != label_key("Dơn vị")


@given(st.data())
def test_a_password_is_one_however_it_is_typed(data: st.DataObject) -> None:
    disguised_text = data.draw(disguise("Mật khẩu của Ngọc 2022", ONE_BLANK)).strip()
    assert normalise_password(disguised_text) == "Mật khẩu của Ngọc 2022"


def test_blanks_at_the_edges_of_a_password_count() -> None:
    assert normalise_password("  a ") == "  a "
    assert normalise_password("Ða") == "Ða"  # what a person chose, not what it was meant to be


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("16.1", "“16.1”"),
        ("16\u200b.1", "“16.1”"),
        ("Đồng  Thắng – “ế”", "“Đồng Thắng – “ế””"),
        ("16\u201a1", "“16\u201a1” (ký tự lạ: \u201a U+201A)"),
        ("\uff18\uff10", "“\uff18\uff10” (ký tự lạ: \uff18 U+FF18, \uff10 U+FF10)"),
        ("1\u0431\u0432\u0433\u0434", "“1бвгд” (ký tự lạ: б U+0431, в U+0432, г U+0433, …)"),
        ("x" * 50, "“" + "x" * 40 + "…”"),
    ],
)
def test_a_quote_shows_what_the_eye_cannot_tell_apart(text: str, quoted: str) -> None:
    assert quote(text) == quoted


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
    names = [name for name in COMMUNES if search_key("ngoc phai") in search_key(name)]
    assert names == ["Ngọc Phái"]


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


@pytest.mark.parametrize(("count", "text"), [(0, "00"), (2, "02"), (9, "09"), (10, "10"), (12, "12"), (1234, "1.234")])
def test_counts_below_ten_have_a_leading_zero(count: int, text: str) -> None:
    assert running_count(count) == text


@pytest.mark.parametrize(
    "normaliser", [normalise, normalise_line, normalise_password, label_key, search_key, sort_key, quote]
)
@pytest.mark.parametrize("marks", ["\u0301\u0323", "\u0323\u0301\u0302", "\u0344\u0316", "e\u0302\u0323", "\u00b4"])
def test_a_long_text_takes_no_longer_than_its_length(normaliser, marks: str) -> None:
    text = f"a{marks * (10**5 // len(marks))}"

    def seconds() -> float:
        start = process_time()
        normaliser(text)
        return process_time() - start

    # By the square of the length it would be seconds; the first of three times, for the machine has other work too.
    assert any(seconds() < 0.4 for _ in range(3))


@given(st.text(alphabet="ae \u0301\u0323\u0302\u0344\u0316…", max_size=200))
def test_text_with_many_marks_is_the_same_again(text: str) -> None:
    normalised_text = normalise(text)
    assert normalise(normalised_text) == normalised_text
    if all(len(run) <= 15 for run in text.replace("…", " ").replace("a", " ").replace("e", " ").split(" ")):
        assert normalised_text == unicodedata.normalize("NFC", text).strip()
