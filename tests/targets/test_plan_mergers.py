"""Mergers as a plan sees them: from which period on duties pass on, who is asked, and who counts under whom."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targets.calculation.types import UnitMerger, acting_unit
from targets.enums import PeriodKind
from targets.models import Period
from targets.selectors.mergers import MergerRecord, plan_mergers
from tests.targets.calculation_builders import FINAL

REGULAR = PeriodKind.REGULAR
CALENDAR = [
    Period(ordinal=ordinal, kind=kind, starts_on=first, ends_on=last)
    for ordinal, kind, first, last in (
        (1, REGULAR, date(2021, 12, 15), date(2022, 3, 14)),
        (2, REGULAR, date(2022, 3, 15), date(2022, 6, 14)),
        (3, REGULAR, date(2022, 6, 15), date(2022, 9, 14)),
        (4, REGULAR, date(2022, 9, 15), date(2022, 12, 14)),
        (FINAL, PeriodKind.FINAL, date(2022, 1, 1), date(2022, 12, 31)),
    )
]


@pytest.mark.parametrize(
    ("on", "ordinal"),
    [
        (date(2020, 1, 1), 1),
        (date(2021, 12, 15), 1),
        (date(2021, 12, 16), 2),
        (date(2022, 6, 14), 3),
        (date(2022, 6, 15), 3),
        (date(2022, 8, 1), 4),
        (date(2022, 9, 14), 4),
        (date(2022, 9, 15), 4),
        (date(2022, 9, 16), 5),
        (date(2022, 12, 15), 5),
        (date(2022, 12, 31), 5),
        (date(2023, 1, 1), None),
    ],
)
def test_duties_pass_on_from_the_first_period_that_starts_then_or_later(on, ordinal):
    mergers = plan_mergers(CALENDAR, [MergerRecord(1, 2, on, None, None)]).by_unit
    assert mergers == ({1: UnitMerger(2, ordinal)} if ordinal else {})


@st.composite
def histories_of_mergers(draw):
    """Units 1–4 of the beginning, merged one after the other into one that is there or into a new one."""
    spans = {unit: [None, None] for unit in (1, 2, 3, 4)}
    days = draw(st.lists(st.dates(date(2021, 11, 1), date(2023, 2, 1)), max_size=4))
    rows = []
    for on in sorted(days):
        there = [unit for unit, (_, last) in spans.items() if last is None]
        old = draw(st.sampled_from(there))
        new = draw(st.sampled_from([*(unit for unit in there if unit != old), max(spans) + 1]))
        spans.setdefault(new, [on, None])
        if spans[old][0] == on:
            continue
        spans[old][1] = on - timedelta(days=1)
        rows.append((old, new, on))
    return spans, [MergerRecord(old, new, on, *spans[new]) for old, new, on in rows]


@given(histories_of_mergers())
def test_a_group_is_all_that_count_under_a_unit(history):
    spans, rows = history
    mergers = plan_mergers(CALENDAR, rows)
    for unit in spans:
        assert set(mergers.predecessors(unit)) == {old for old, one in mergers.by_unit.items() if one.successor == unit}
        for ordinal in range(1, FINAL + 1):
            under = {span for span in spans if acting_unit(mergers.by_unit, span, ordinal) == unit}
            assert mergers.group(unit, ordinal) == {unit} | under
        later, heirs = unit, set()
        while merger := mergers.by_unit.get(later):
            heirs.add(later := merger.successor)
        assert {heir for heir in spans if unit in mergers.all_predecessors([heir])} == heirs


def test_a_group_does_not_go_through_all_mergers():
    mergers = plan_mergers(
        CALENDAR, [MergerRecord(old, 1000 + old // 2, date(2022, 1, 1), None, None) for old in range(900)]
    )
    mergers.by_unit = LookupOnlyDict(mergers.by_unit)
    assert mergers.group(1000, 5) == {0, 1, 1000}
    assert mergers.all_predecessors([1000]) == {0, 1}
    assert mergers.by_unit.looked_up <= 10


class LookupOnlyDict(dict[Any, Any]):
    """Counts what is looked up, and is never walked through."""

    looked_up = 0

    def __getitem__(self, key):
        self.looked_up += 1
        return super().__getitem__(key)

    def items(self):
        raise AssertionError("walked through")

    __iter__ = values = keys = items


@given(histories_of_mergers())
def test_every_duty_is_done_by_one_unit_that_exists(history):
    spans, rows = history
    mergers = plan_mergers(CALENDAR, rows)
    mergers.spans.update({unit: tuple(span) for unit, span in spans.items()})
    for period in CALENDAR:
        reporting_units = mergers.reporting_units([1, 2, 3, 4], period.ordinal)
        assert reporting_units == {acting_unit(mergers.by_unit, unit, period.ordinal) for unit in (1, 2, 3, 4)}
        first = period.ends_on if period.is_final else period.starts_on
        for unit in reporting_units:
            begins, ends = spans[unit]
            assert (begins or date.min) <= period.ends_on
            assert (ends or date.max) >= first
