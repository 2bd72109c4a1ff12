"""Fields of files that offices write: what each takes, and the sentence for what it does not."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError

from chodon_thidua.lib.files.file_fields import (
    ChoiceEntry,
    DayEntry,
    EntryList,
    FlagEntry,
    IntegerEntry,
    LineEntry,
    NumberEntry,
    TextEntry,
    UnitCodeMap,
    UnreadEntry,
)


class Pace(StrEnum):
    EVEN = "EVEN"
    LATE = "LATE"


CHOICE = ChoiceEntry(Pace)
YEAR = IntegerEntry(2000, 2100)


def sentence(field, value) -> str:
    """Refuses the value and returns why."""
    with pytest.raises(ValidationError) as refusal:
        field.deserialize(value)
    return str(refusal.value.messages[0])


@pytest.mark.parametrize(
    ("field", "written", "value"),
    [
        (LineEntry(20), "  Xã   Ngọc\u00a0Phái ", "Xã Ngọc Phái"),
        (LineEntry(20), "", ""),
        (TextEntry(40), " một\r\nhai ", "một\nhai"),
        (NumberEntry(), "116000", Decimal(116000)),
        (NumberEntry(), "−2.5", Decimal("-2.5")),
        (NumberEntry(), 80, Decimal(80)),
        (NumberEntry(), Decimal("80.5"), Decimal("80.5")),
        (NumberEntry(), "1e3", Decimal(1000)),
        (NumberEntry(), "0.125", Decimal("0.125")),
        (NumberEntry(), "１２", Decimal(12)),
        (YEAR, 2022, 2022),
        (YEAR, " 2022 ", 2022),
        (DayEntry(), "2022-01-31", date(2022, 1, 31)),
        (CHOICE, "even", Pace.EVEN),
        (CHOICE, " LATE ", Pace.LATE),
        (FlagEntry(), True, True),
        (FlagEntry(), False, False),
        (UnreadEntry(), {"anything": [1]}, {"anything": [1]}),
        (EntryList(IntegerEntry(0, 9)), [1, 2], [1, 2]),
        (UnitCodeMap(values=NumberEntry()), {"02053": "5"}, {"02053": Decimal(5)}),
    ],
)
def test_what_is_taken(field, written, value) -> None:
    assert field.deserialize(written) == value


@pytest.mark.parametrize(
    ("field", "written", "refused"),
    [
        (LineEntry(5), 7, "phải là chữ trong ngoặc kép, không phải số 7"),
        (LineEntry(5), ["a"], "phải là chữ trong ngoặc kép, không phải danh sách [ ]"),
        (LineEntry(5), {}, "phải là chữ trong ngoặc kép, không phải mục trong dấu { }"),
        (LineEntry(5), True, "phải là chữ trong ngoặc kép, không phải true"),
        (LineEntry(5), "sáu chữ", "dài quá 5 ký tự"),
        (LineEntry(5, required=True), " \u200b ", "không được để trống"),
        (NumberEntry(), True, "phải là số, không phải true"),
        (NumberEntry(), [], "phải là số, không phải danh sách [ ]"),
        (NumberEntry(), "116.000", "“116.000” có hai cách hiểu; viết 116000 hoặc 116.0000"),
        (NumberEntry(), Decimal("116.000"), "“116.000” có hai cách hiểu; viết 116000 hoặc 116.0000"),
        (NumberEntry(), "80,5", "không hiểu số “80,5”; viết như 116000 hoặc 80.5 (dấu chấm trước phần lẻ)"),
        (NumberEntry(), "", "không hiểu số “”; viết như 116000 hoặc 80.5 (dấu chấm trước phần lẻ)"),
        (NumberEntry(), 10**14, "có quá 14 chữ số trước dấu phẩy"),
        (NumberEntry(), Decimal("Infinity"), "có quá 14 chữ số trước dấu phẩy"),
        (NumberEntry(), "0.1234567", "có quá 6 chữ số sau dấu phẩy"),
        (YEAR, 1999, "phải là số nguyên từ 2000 đến 2100, không phải số 1.999"),
        (YEAR, "2022.0", "phải là số nguyên từ 2000 đến 2100, không phải “2022.0”"),
        (YEAR, True, "phải là số nguyên từ 2000 đến 2100, không phải true"),
        (YEAR, Decimal("1e400"), "phải là số nguyên từ 2000 đến 2100, không phải số này"),
        (YEAR, "9" * 5000, "phải là số nguyên từ 2000 đến 2100, không phải “9"),
        (DayEntry(), "31/01/2022", "phải là ngày có thật dạng 2022-01-31 (năm-tháng-ngày), không phải “31/01/2022”"),
        (DayEntry(), "2022-02-30", "phải là ngày có thật dạng 2022-01-31 (năm-tháng-ngày), không phải “2022-02-30”"),
        (DayEntry(), 20220131, "phải là ngày có thật dạng 2022-01-31 (năm-tháng-ngày), không phải số 20.220.131"),
        (CHOICE, "MIDDLE", "phải là một trong EVEN, LATE, không phải “MIDDLE”"),
        (CHOICE, None, "không được để là null"),
        (FlagEntry(), "true", "phải là true hoặc false (không trong ngoặc kép), không phải “true”"),
        (EntryList(DayEntry()), "x", "phải là danh sách trong dấu [ ], không phải “x”"),
        (
            UnitCodeMap(values=NumberEntry()),
            [1],
            "phải là các cặp “mã”: giá trị trong dấu { }, không phải danh sách [ ]",
        ),
    ],
)
def test_what_is_refused_and_why(field, written, refused) -> None:
    assert sentence(field, written).startswith(refused)


@given(st.decimals(min_value=-(10**14) + 1, max_value=10**14 - 1, places=6))
def test_every_number_that_the_database_keeps_is_read_exactly(number: Decimal) -> None:
    """As text with all six decimals a number has one reading only."""
    assert NumberEntry().deserialize(f"{number:f}") == number


@given(st.integers(1, 999), st.integers(0, 999))
def test_a_point_before_three_digits_is_never_guessed(whole: int, rest: int) -> None:
    text = f"{whole}.{rest:03d}"
    refused = sentence(NumberEntry(), text)
    both = {f"{whole}{rest:03d}", f"{whole}.{rest:03d}0"}
    assert both == set(refused.partition("viết ")[2].split(" hoặc "))
    assert {NumberEntry().deserialize(way) for way in both} == {Decimal(text), Decimal(f"{whole}{rest:03d}")}


@given(st.dates())
def test_a_day_in_any_notation_but_one_is_refused(day: date) -> None:
    assert DayEntry().deserialize(day.isoformat()) == day
    assert "không phải" in sentence(DayEntry(), f"{day:%d/%m/%Y}")
