"""The units below a commune: their words, their head, and the order of numbered names."""

from importlib import import_module

import pytest
from django.apps import apps
from hypothesis import given
from hypothesis import strategies as st

from chodon_thidua.lib.text import sort_key, with_padded_numbers
from tests.factories import UnitFactory
from units.enums import AREA_KINDS, UnitKind
from units.hamlets import WORDS, hamlet_head, hamlet_word
from units.models import Unit

migration = import_module("units.migrations.0008_hamlets")


@pytest.mark.parametrize(
    ("name", "word", "head"),
    [
        ("Ấp Phước Bình", "Ấp", "TRƯỞNG ẤP"),
        ("Thôn 5", "Thôn", "TRƯỞNG THÔN"),
        ("thôn Nà Pài", "Thôn", "TRƯỞNG THÔN"),
        ("Tổ dân phố số 3", "Tổ dân phố", "TỔ TRƯỞNG"),
        ("Tổ 7", "Tổ", "TỔ TRƯỞNG"),
        ("Khu phố 1", "Khu phố", "TRƯỞNG KHU PHỐ"),
        ("Khu 2", "Khu", "TRƯỞNG KHU"),
        ("Buôn Ma Thuột", "Buôn", "TRƯỞNG BUÔN"),
        ("Bản Cáu", "Bản", "TRƯỞNG BẢN"),
        ("Phiêng Liềng", "", "TRƯỞNG THÔN"),
        ("Bảng Lãng", "", "TRƯỞNG THÔN"),  # begins with the letters of a word, not with the word
        ("Thôn", "", "TRƯỞNG THÔN"),
        ("", "", "TRƯỞNG THÔN"),
    ],
)
def test_a_hamlet_is_called_by_the_word_of_its_name(name: str, word: str, head: str) -> None:
    assert (hamlet_word(name), hamlet_head(name)) == (word, head)


def test_no_shorter_word_hides_a_longer_one() -> None:
    assert [hamlet_word(f"{word} A") for word in WORDS] == list(WORDS)


def test_a_hamlet_has_no_committee() -> None:
    assert UnitKind.HAMLET not in AREA_KINDS


@given(st.lists(st.integers(0, 999), min_size=2, max_size=8, unique=True))
def test_numbered_names_stand_in_the_order_of_their_numbers(numbers: list[int]) -> None:
    keys = {number: sort_key(with_padded_numbers(f"Ấp {number}")) for number in numbers}
    assert sorted(numbers, key=lambda number: keys[number]) == sorted(numbers)


@pytest.mark.parametrize(
    ("text", "padded"), [("Ấp 2", "Ấp 002"), ("Tổ 10", "Tổ 010"), ("Khu 1234", "Khu 1234"), ("Ngọc Phái", "Ngọc Phái")]
)
def test_numbers_get_three_digits(text: str, padded: str) -> None:
    assert with_padded_numbers(text) == padded


@pytest.mark.django_db
def test_the_longest_name_still_has_a_key() -> None:
    unit = UnitFactory.create(short_name="1a" * 50)
    assert len(Unit.objects.get(pk=unit.pk).sort_key) <= 600


@pytest.mark.django_db
def test_stored_names_are_put_in_order_and_back() -> None:
    for number in (10, 2, 1):
        UnitFactory.create(name=f"Ấp {number}", short_name=f"Ấp {number}", kind=UnitKind.HAMLET)
    UnitFactory.create(name="Ấp An", short_name="Ấp An")
    names = ["Ấp 1", "Ấp 2", "Ấp 10", "Ấp An"]
    migration.put_digits_in_order(apps, None)
    assert list(Unit.objects.values_list("short_name", flat=True)) == ["Ấp 1", "Ấp 10", "Ấp 2", "Ấp An"]
    migration.put_numbers_in_order(apps, None)
    assert list(Unit.objects.values_list("short_name", flat=True)) == names
