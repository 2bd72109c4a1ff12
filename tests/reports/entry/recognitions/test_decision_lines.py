"""Tests of which decisions of a list count, and of what a reviewer will ask about the others; without a database."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import InvalidInput
from reports.entry.recognitions.decision_checks import cut_off_day
from reports.entry.recognitions.decision_lines import recognition_lines
from reports.models import Figure, Recognition
from reports.selectors.report_contents.decisions import recognition_count, subject_of
from targets.enums import PeriodKind
from targets.models import Period
from tests.reports.builders import moment

FIRST, SECOND, OTHER = 1, 2, 9
RULES = SimpleNamespace(year=2022, named_subjects=(FIRST, SECOND))
NO_LIST = SimpleNamespace(year=2022, named_subjects=())
COUNTED = ("", "")
AGAIN = ("Đã tính theo quyết định ở trên.", "")
LAST_YEAR = ("Không tính cho năm 2022: quyết định xét năm 2021.", "")
UNLISTED = ("", "Khác danh sách nêu trong kế hoạch.")
ELSEWHERE = ("", "Kỳ khác cũng đã ghi; lũy kế cả năm chỉ tính một lần.")


def decision(unit: int | None = None, year: int = 2022, text: str = "") -> Recognition:
    return Recognition(subject_unit_id=unit, subject_text=text, assessed_year=year, decided_on=date(2022, 8, 1))


def marks(items, rules: SimpleNamespace = RULES, before=()) -> list[tuple[str, str]]:
    return [(line.why_not, line.question) for line in recognition_lines(items, rules, before)]


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([], []),
        ([decision(FIRST)], [COUNTED]),
        ([decision(FIRST), decision(SECOND)], [COUNTED, COUNTED]),
        ([decision(FIRST), decision(FIRST)], [COUNTED, AGAIN]),
        ([decision(FIRST, 2021)], [LAST_YEAR]),
        # A decision of another year takes the place of none that counts.
        ([decision(FIRST, 2021), decision(FIRST)], [LAST_YEAR, COUNTED]),
        ([decision(OTHER)], [UNLISTED]),
        ([decision(text="Trường Tiểu học A")], [UNLISTED]),
        # The same name in other letters is the same school.
        ([decision(text="Trường Tiểu học A"), decision(text="TRƯỜNG  TIỂU HỌC A")], [UNLISTED, AGAIN]),
    ],
)
def test_why_a_decision_does_not_count_and_what_is_asked(items, expected):
    assert marks(items) == expected


def test_without_a_list_in_the_plan_nobody_is_outside_it():
    assert marks([decision(OTHER), decision(text="Trường A")], NO_LIST) == [COUNTED, COUNTED]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (decision(FIRST), ELSEWHERE),
        (decision(OTHER), (COUNTED[0], f"{UNLISTED[1]} {ELSEWHERE[1]}")),
        (decision(FIRST, 2021), LAST_YEAR),
        (decision(SECOND), COUNTED),
    ],
)
def test_a_subject_of_another_period_is_asked_about(item, expected):
    assert marks([item], before={FIRST, OTHER}) == [expected]


DECISIONS = st.lists(
    st.builds(decision, unit=st.sampled_from([FIRST, SECOND, OTHER]), year=st.sampled_from([2021, 2022])), max_size=6
)


@settings(max_examples=60, deadline=None)
@given(DECISIONS)
def test_as_many_lines_count_as_the_figure_says(items):
    counted = [line for line in recognition_lines(items, RULES) if not line.why_not]
    assert len(counted) == recognition_count(items, 2022)
    assert len({subject_of(line.item) for line in counted}) == len(counted)


def period(ordinal: int) -> Period:
    kind, ends_on = (PeriodKind.FINAL, date(2022, 12, 31)) if ordinal == 5 else (PeriodKind.REGULAR, date(2022, 9, 14))
    return Period(ordinal=ordinal, kind=kind, name="Quý III", starts_on=date(2022, 6, 15), ends_on=ends_on)


@pytest.mark.parametrize(
    ("ordinal", "as_of", "decided_on", "expected"),
    [
        (3, None, date(2022, 9, 14), date(2022, 9, 14)),
        (3, date(2022, 8, 31), date(2022, 8, 31), date(2022, 8, 31)),
        # What is decided about the year comes after its end, and sets the day.
        (5, None, date(2023, 2, 1), date(2023, 2, 1)),
        (5, None, date(2022, 11, 1), date(2022, 12, 31)),
        (5, date(2023, 3, 1), date(2023, 2, 1), date(2023, 3, 1)),
    ],
)
def test_the_day_up_to_which_a_list_counts(ordinal, as_of, decided_on, expected):
    figure = Figure(as_of=as_of, numerator=Decimal(1)) if as_of else None
    with clock.at(moment(1, 4, year=2023)):
        assert cut_off_day(figure, period(ordinal), decided_on) == expected


@pytest.mark.parametrize(
    ("ordinal", "as_of", "decided_on", "sentence"),
    [
        (3, None, date(2022, 9, 16), "Ngày ký không thể sau hôm nay."),
        (3, None, date(2022, 9, 15), "ngày số liệu (14/09/2022); hãy ghi quyết định ở kỳ sau."),
        (3, date(2022, 8, 31), date(2022, 9, 1), "ngày số liệu (31/08/2022); hãy ghi quyết định ở kỳ sau."),
        (5, date(2022, 8, 31), date(2022, 9, 1), "hãy sửa “Số liệu đến ngày” của chỉ tiêu rồi ghi lại."),
    ],
)
def test_a_decision_signed_later_is_refused(ordinal, as_of, decided_on, sentence):
    figure = Figure(as_of=as_of, numerator=Decimal(1)) if as_of else None
    with clock.at(moment()), pytest.raises(InvalidInput) as refusal:
        cut_off_day(figure, period(ordinal), decided_on)
    assert sentence in refusal.value.errors["decided_on"]
