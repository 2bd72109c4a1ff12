"""Tests of what waits for a decision: the order in which reports come, and how long they have waited."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.models import Report
from reports.review.waiting_reports import next_report, waiting_text
from tests.reports.builders import moment

NOW = moment()


def waiting(unit: int, hours: int | None) -> Report:
    """Builds a report of the unit that was sent so many hours ago."""
    return Report(unit_id=unit, submitted_at=None if hours is None else NOW - timedelta(hours=hours))


def queue(hours_by_unit: dict[int, int]) -> list[Report]:
    return sorted((waiting(*item) for item in hours_by_unit.items()), key=lambda report: report.submitted_at or NOW)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "dưới 1 giờ"),
        (3599, "dưới 1 giờ"),
        (3600, "1 giờ"),
        (7199, "1 giờ"),
        (86399, "23 giờ"),
        (86400, "1 ngày"),
        (2 * 86400 - 1, "1 ngày"),
        (400 * 86400, "400 ngày"),
    ],
)
def test_the_time_of_waiting_is_rounded_down(seconds: int, text: str) -> None:
    assert waiting_text(NOW - timedelta(seconds=seconds), NOW) == text


@pytest.mark.parametrize(
    ("decided", "following"),
    [
        (waiting(1, 9), 2),  # the one that was sent next
        (waiting(2, 5), 3),
        (waiting(3, 1), 1),  # after the last one the first
        (waiting(4, 7), 2),  # one that is no longer in the queue has its place in it
        (waiting(4, 0), 1),
        (waiting(4, None), 1),  # never sent: the first
    ],
)
def test_the_report_after_a_decision_is_the_one_sent_next(decided: Report, following: int) -> None:
    found = next_report(decided, queue({1: 9, 2: 5, 3: 1}))
    assert found is not None
    assert found.unit_id == following


@pytest.mark.parametrize("hours_by_unit", [{}, {1: 3}])
def test_nothing_follows_the_only_report(hours_by_unit: dict[int, int]) -> None:
    assert next_report(waiting(1, 3), queue(hours_by_unit)) is None


@settings(max_examples=30, deadline=None)
@given(st.dictionaries(st.integers(1, 9), st.integers(0, 99), min_size=2, max_size=6))
def test_going_on_from_report_to_report_passes_each_one(hours_by_unit: dict[int, int]) -> None:
    """With different times of sending, a reviewer who puts off sees each report once, then the first again."""
    hours_by_unit = {unit: hours * 10 + unit for unit, hours in hours_by_unit.items()}
    reports = queue(hours_by_unit)
    visited = [reports[0]]
    for _ in range(len(reports) - 1):
        following = next_report(visited[-1], reports)
        assert following is not None
        visited.append(following)
    assert [report.unit_id for report in visited] == [report.unit_id for report in reports]
    assert next_report(visited[-1], reports) == reports[0]
