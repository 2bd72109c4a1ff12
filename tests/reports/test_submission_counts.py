"""The numbers of reports of a period: they add up over units, and read back as they were stored."""

import json

from hypothesis import given
from hypothesis import strategies as st

from reports.submission_counts import (
    SubmissionCounts,
    pack_submission_counts,
    submission_counts_by_period,
    submission_counts_from,
)

counts = st.integers(0, 500)
submissions = st.builds(SubmissionCounts, *[counts] * 5, st.frozensets(st.integers(1, 30)))


@given(submissions)
def test_counts_read_back_as_they_were_stored(submission: SubmissionCounts) -> None:
    packed = json.loads(json.dumps(pack_submission_counts(submission)))
    assert submission_counts_from(packed) == submission
    assert submission_counts_by_period({"7": packed}) == {7: submission}


@given(submissions, submissions, submissions)
def test_counts_add_up_in_any_order(first: SubmissionCounts, second: SubmissionCounts, third: SubmissionCounts) -> None:
    assert first + second + third == third + (first + second)
    assert first + SubmissionCounts() == first
    total = first + second
    assert (total.silent, total.late) == (first.silent + second.silent, first.late + second.late)


def test_who_was_late_has_sent_and_who_is_silent_has_not() -> None:
    district = SubmissionCounts(obligations=25, senders=19, to_send_again=1, on_time=17)
    assert (district.silent, district.late) == (6, 2)


def test_a_corrected_indicator_counts_once() -> None:
    both = SubmissionCounts(corrected=frozenset({1, 2})) + SubmissionCounts(corrected=frozenset({2, 3}))
    assert both.corrected == {1, 2, 3}
    assert pack_submission_counts(both)["corrected"] == [1, 2, 3]
