"""The table of a template: keys of rows that come back, and marks that show what a person has changed."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.intake.kit.columns import InputKind, TemplateColumn, canonical_text, same_value
from reports.intake.kit.template_layout import LONGEST_KEY, RowKey, TemplateLayout

LAYOUT = TemplateLayout(
    kind="thu",
    version="3",
    subject="thử",
    sheet="Số liệu",
    columns=(
        TemplateColumn("key", "Mã ẩn", 4),
        TemplateColumn("name", "Tên năm {year}", 20),
        TemplateColumn("amount", "Số liệu", 12, InputKind.NUMBER),
        TemplateColumn("as_of", "Ngày", 12, InputKind.DATE),
        TemplateColumn("note", "Ghi chú", 30, InputKind.TEXT),
    ),
    key_pattern="(?P<identity>[0-9]+-[0-9]+)-(?P<state>[0-9]+)-(?P<mark>[^-]*)",
    scrolled_from="amount",
)
CONTENTS = {"amount": Decimal("12.500000"), "as_of": date(2022, 9, 14), "note": "Đủ"}


def test_columns_are_found_by_key_place_and_letter() -> None:
    assert (LAYOUT.places["note"], LAYOUT.letter("note")) == (4, "E")
    assert [column.key for column in LAYOUT.inputs] == ["amount", "as_of", "note"]
    fault = LAYOUT.fault_at("amount", 12, "Sai.", "Sửa.")
    assert (fault.sheet, fault.cell, fault.row) == ("Số liệu", "C12", 12)


def test_headings_take_their_words_without_changing_the_declaration() -> None:
    assert LAYOUT.with_headings(year="2022").headings[1] == "Tên năm 2022"
    assert LAYOUT.headings[1] == "Tên năm {year}"


def test_the_stamp_names_kind_version_plan_and_what_else_must_fit() -> None:
    assert LAYOUT.stamp(7, period="3") == {"layout": "thu-3", "plan": "7", "period": "3"}


@given(st.from_regex(r"[0-9]{1,9}-[0-9]{1,9}", fullmatch=True), st.integers(0, 10**6))
def test_a_key_comes_back_as_it_was_written(identity: str, version: int) -> None:
    key = LAYOUT.row_key(identity, CONTENTS, str(version))
    assert len(str(key)) <= LONGEST_KEY
    assert LAYOUT.read_key(str(key)) == key == RowKey(identity, str(version), LAYOUT.mark(CONTENTS))


@pytest.mark.parametrize(
    "change",
    [
        {"amount": Decimal("12.6")},
        {"amount": None},
        {"amount": Decimal(0)},
        {"as_of": date(2022, 9, 13)},
        {"as_of": None},
        {"note": "đủ"},
        {"note": ""},
    ],
)
def test_the_mark_shows_each_change_of_an_input(change: dict[str, Any]) -> None:
    assert LAYOUT.mark(CONTENTS | change) != LAYOUT.mark(CONTENTS)


@pytest.mark.parametrize(
    "change", [{"amount": Decimal("12.5")}, {"note": " Đủ "}, {"note": "Đủ\u200b"}, {"name": "Tên khác"}]
)
def test_what_a_spreadsheet_cannot_tell_apart_leaves_the_mark(change: dict[str, Any]) -> None:
    assert LAYOUT.mark(CONTENTS | change) == LAYOUT.mark(CONTENTS)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("", ""),
        (Decimal("0.000000"), "0"),
        (Decimal("30.299999999999997"), "30.3"),
        (Decimal("116000"), "116000"),
        (date(2022, 1, 2), "2022-01-02"),
        (" một\r\nhai ", "một\nhai"),
    ],
)
def test_values_are_compared_as_a_spreadsheet_keeps_them(value: object, text: str) -> None:
    assert canonical_text(value) == text


@given(st.decimals(-(10**14), 10**14, places=6))
def test_a_number_is_the_same_after_a_spreadsheet_has_stored_it(value: Decimal) -> None:
    assert same_value(value, Decimal(repr(float(value))))


def test_nothing_and_zero_differ() -> None:
    assert not same_value(None, Decimal(0))
    assert same_value(None, "")
