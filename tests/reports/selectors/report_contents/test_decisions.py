"""Decisions that recognise somebody: each subject counts once, in the year assessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.models import Recognition
from reports.selectors.report_contents.decisions import excluded_decisions_text, recognition_count, subject_of

decisions = st.lists(
    st.builds(
        Recognition,
        subject_text=st.sampled_from(["Trường A", "trường a", "Trường B"]),
        assessed_year=st.integers(2021, 2023),
    ),
    max_size=8,
)


def decision(subject: str, year: int = 2022) -> Recognition:
    return Recognition(subject_text=subject, assessed_year=year)


def test_a_subject_is_the_same_whatever_its_case_and_accents() -> None:
    assert subject_of(decision("Trường Tiểu học")) == subject_of(decision("TRUONG TIEU HOC"))
    assert subject_of(Recognition(subject_unit_id=5)) == 5


@given(decisions)
def test_the_count_is_that_of_the_subjects_of_the_year(items: list[Recognition]) -> None:
    assert recognition_count(items, 2022) == len({subject_of(item) for item in items if item.assessed_year == 2022})
    assert recognition_count(items + items, 2022) == recognition_count(items, 2022)


@given(decisions)
def test_there_is_a_sentence_exactly_where_a_decision_does_not_count(items: list[Recognition]) -> None:
    assert bool(excluded_decisions_text(items, 2022)) == (len(items) != recognition_count(items, 2022))


@pytest.mark.parametrize(
    ("items", "text"),
    [
        ([decision("A"), decision("B")], ""),
        ([decision("A"), decision("A")], "Không tính cho năm 2022: 01 quyết định trùng đối tượng."),
        ([decision("A", 2021), decision("B", 2023)], "Không tính cho năm 2022: 02 quyết định xét năm 2021 và 2023."),
        (
            [decision("A"), decision("A"), decision("A", 2021)],
            "Không tính cho năm 2022: 01 quyết định xét năm 2021; 01 quyết định trùng đối tượng.",
        ),
    ],
)
def test_the_sentence_says_which_do_not_count_and_why(items: list[Recognition], text: str) -> None:
    assert excluded_decisions_text(items, 2022) == text
