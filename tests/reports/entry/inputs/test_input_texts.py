"""Tests of how values are written for browsers and for people, without a database."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chodon_thidua.lib.fields import DayField, NumberField
from reports.entry.inputs.input_texts import browser_text, display_text, typed_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("", ""),
        ("Báo cáo của xã", "Báo cáo của xã"),
        (True, "on"),
        (False, ""),
        (Decimal(0), "0"),
        (Decimal("1234.5"), "1.234,5"),
        (Decimal("-3"), "−3"),
        (date(2022, 9, 4), "04/09/2022"),
        (7, "7"),
    ],
)
def test_a_value_as_a_browser_sends_it(value, text):
    assert browser_text(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "(để trống)"),
        ("", "(để trống)"),
        (True, "có"),
        (False, "không"),
        ("1.234,5", "1.234,5"),
        ("0", "0"),
        (Decimal(0), "0"),
    ],
)
def test_a_value_as_people_read_it(value, text):
    assert display_text(value) == text


@pytest.mark.parametrize(("value", "text"), [("on", "có"), ("", "(để trống)"), (None, "(để trống)"), ("12", "12")])
def test_what_a_browser_sent_as_people_read_it(value, text):
    assert typed_text(value) == text


@settings(max_examples=60, deadline=None)
@given(st.decimals(min_value=-(10**9), max_value=10**9, places=3))
def test_a_number_written_for_a_browser_is_read_back_as_itself(value):
    assert NumberField(required=False).clean(browser_text(value)) == value


@settings(max_examples=60, deadline=None)
@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1)))
def test_a_day_written_for_a_browser_is_read_back_as_itself(value):
    assert DayField(required=False).clean(browser_text(value)) == value
