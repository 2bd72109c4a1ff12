"""Tests of the names under which files are attached, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.models import Evidence
from reports.services.documents import file_event_data, free_name


@pytest.mark.parametrize(
    ("name", "used_names", "expected"),
    [
        ("scan.pdf", set(), "scan.pdf"),
        ("scan.pdf", {"bien-ban.pdf"}, "scan.pdf"),
        ("scan.pdf", {"scan.pdf"}, "scan (2).pdf"),
        ("Scan.PDF", {"scan.pdf"}, "Scan (2).PDF"),
        ("scan.pdf", {"scan.pdf", "scan (2).pdf"}, "scan (3).pdf"),
        ("scan.pdf", {"scan.pdf", "scan (3).pdf"}, "scan (2).pdf"),
        ("Quyết định.số 5.pdf", {"quyết định.số 5.pdf"}, "Quyết định.số 5 (2).pdf"),
    ],
)
def test_a_second_file_of_the_same_name_gets_a_number(name, used_names, expected):
    assert free_name(name, used_names) == expected


@given(st.sampled_from(["scan.pdf", "SCAN.pdf", "anh.jpg"]), st.integers(min_value=0, max_value=8))
def test_names_of_one_figure_stay_apart(name, count):
    used_names: set[str] = set()
    for _ in range(count):
        free = free_name(name, used_names)
        assert free.casefold() not in used_names
        used_names.add(free.casefold())
    assert len(used_names) == count


def test_history_keeps_what_identifies_a_file():
    file = Evidence(name="scan.pdf", size=2048, sha256="ab" * 32)
    assert file_event_data(file) == {"name": "scan.pdf", "size": 2048, "sha256": "ab" * 32}
