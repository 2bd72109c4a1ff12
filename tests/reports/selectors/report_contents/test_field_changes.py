"""The changes of a report in words: the order of fields, decisions and files one by one, corrections joined."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.selectors.report_contents.field_changes import FieldChange, field_change_list, join_changes

NAMES = {"CT01": "Sản lượng"}
texts = st.sampled_from(["", "1", "2", "3"])


def change(before: str, after: str, field: str = "Số liệu") -> FieldChange:
    return FieldChange("CT01", "Sản lượng", field, before, after)


def test_fields_come_in_the_order_of_the_form_whatever_the_database_returns() -> None:
    stored = {"CT01": {"note": ["", "Mưa lũ"], "numerator": ["5", "50"], "not_applicable": [True, False]}}
    assert [(line.field, line.before, line.after) for line in field_change_list(stored, NAMES, {})] == [
        ("Số liệu", "5", "50"),
        ("Không áp dụng", "có", "không"),
        ("Ghi chú", "trống", "Mưa lũ"),
    ]


def test_a_part_of_a_ratio_goes_by_its_own_label() -> None:
    stored = {"CT01": {"denominator": [None, "900"]}}
    line = next(iter(field_change_list(stored, NAMES, {("CT01", "denominator"): "Số hộ"})))
    assert (line.name, line.field, line.before, line.after) == ("Sản lượng", "Số hộ", "trống", "900")


@pytest.mark.parametrize("code", ["CT99", "remarks"])
def test_what_the_plan_does_not_name_keeps_its_own_words(code: str) -> None:
    stored = {"remarks": ["", "Thiếu vốn"]} if code == "remarks" else {code: {"numerator": ["", "1"]}}
    line = next(iter(field_change_list(stored, NAMES, {})))
    assert line.name == ("" if code == "remarks" else "CT99")
    assert line.field == ("Khó khăn, nguyên nhân, kiến nghị" if code == "remarks" else "Số liệu")


def test_a_file_is_named_with_its_size() -> None:
    stored = {"CT01": {"evidence": [None, {"name": "bien-ban.pdf", "size": 2048}]}}
    assert next(iter(field_change_list(stored, NAMES, {}))).after == "bien-ban.pdf (2 kB)"


def test_corrections_of_a_field_are_joined_and_vanish_where_nothing_is_left() -> None:
    assert join_changes([change("1", "2"), change("2", "3")]) == [change("1", "3")]
    assert join_changes([change("1", "2"), change("2", "1")]) == []


def test_decisions_and_files_stay_one_by_one() -> None:
    lines = [change("", "QĐ 1", "Quyết định công nhận"), change("QĐ 1", "", "Quyết định công nhận")]
    assert join_changes(lines) == lines


@given(st.lists(st.tuples(texts, texts), max_size=6))
def test_a_joined_correction_goes_from_the_first_value_to_the_last(pairs: list[tuple[str, str]]) -> None:
    lines = [change(before, after) for before, after in pairs]
    expected = [change(pairs[0][0], pairs[-1][1])] if pairs and pairs[0][0] != pairs[-1][1] else []
    assert join_changes(lines) == expected
