"""Two periods side by side, cells of the matrix and counts by status, each from assessments made by hand."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import Http404, QueryDict
from hypothesis import given
from hypothesis import strategies as st

from reports.dashboard.comparison import indicator_comparison as comparison_module
from reports.dashboard.comparison.indicator_comparison import IndicatorComparison, indicator_comparison
from reports.dashboard.comparison.period_comparison import PeriodComparison, period_comparison
from reports.dashboard.matrix.matrix_cells import MatrixCell
from reports.dashboard.status_counts import EVERY_STATUS, status_counts
from reports.dashboard.table.status_change import WORST_TO_BEST, change_direction
from reports.progress.filters import NAMES, ProgressFilter
from targets.enums import STATUS_LABELS, PeriodState, Status
from targets.models import Indicator, Period, Plan
from targets.selectors import PlanView
from tests.targets.calculation_builders import (
    amount,
    assess_readings,
    goal,
    locked_moment,
    open_moment,
    quarters,
    ratio,
)

UNIT = 1
PERIODS = {1: "Quý I", 2: "Quý II", 3: "Quý III", 4: "Quý IV", 5: "Cả năm"}
NOTHING: Any = None


def assessed(*figures: Any, ordinal: int = 3, spec: Any = None, target: Any = 100) -> Any:
    """The assessment at the period of what the unit has reported from quarter I on."""
    rules = spec or amount(unit_of_measure="ha", decimals=1)
    readings = [reading for reading in quarters(UNIT, *figures) if reading.ordinal <= ordinal]
    limit = None if target is None else goal(">=", target)
    return assess_readings(rules, readings, open_moment(ordinal), limit, [UNIT])


def compared(monkeypatch: pytest.MonkeyPatch, then: Any, now: Any) -> IndicatorComparison:
    monkeypatch.setattr(comparison_module, "assess_at", lambda *_: then)
    line: Any = SimpleNamespace(row=SimpleNamespace(assessment=now, indicator=None, status=now.status))
    overview: Any = SimpleNamespace(plan_data=SimpleNamespace(period_names=PERIODS))
    return indicator_comparison(overview, line, Period(ordinal=2))


RATE = ratio(decimals=2)


@pytest.mark.parametrize(
    ("then", "now", "difference"),
    [
        (assessed(10, 20, ordinal=2), assessed(10, 20, 30), "+30"),
        (assessed(10, 20, ordinal=2), assessed(10, 20, 0), "0"),
        (assessed(10, 20, ordinal=2), assessed(10, 20, -5), "−5"),  # a correction downwards
        (assessed(10, "20.5", ordinal=2), assessed(10, "20.5", "0.04"), "0"),  # less than what is shown
        (assessed(ordinal=2), assessed(None, None, 30), ""),
        (assessed(10, ordinal=2, target=None), assessed(10, 5, target=None), "+5"),
        (
            assessed((80, 100), (80, 100), ordinal=2, spec=RATE, target="80.5"),
            assessed((80, 100), (80, 100), (81, 100), spec=RATE, target="80.5"),
            "+1 điểm",
        ),
    ],
)
def test_the_difference_is_that_of_the_values_to_date(
    monkeypatch: pytest.MonkeyPatch, then: Any, now: Any, difference: str
) -> None:
    assert compared(monkeypatch, then, now).difference == difference


def test_the_earlier_side_keeps_its_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    own = compared(monkeypatch, assessed(40, 30, ordinal=2), assessed(40, 30, 0))
    assert own.cells_then.actual.text == "70"
    assert (own.then_label, own.is_changed, own.direction) == ("Đúng tiến độ", True, "worse")


def test_a_value_that_was_old_already_then_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    then = assessed((80, 100), None, ordinal=2, spec=RATE, target="80.5")
    assert compared(monkeypatch, then, assessed((80, 100), spec=RATE)).source_then == "số Quý I"


@given(st.sampled_from(Status), st.sampled_from(Status))
def test_a_change_for_the_better_is_one_for_the_worse_on_the_way_back(first: Status, second: Status) -> None:
    opposite = {"better": "worse", "worse": "better", "": ""}
    assert change_direction(second, first) == opposite[change_direction(first, second)]
    has_order = first != second and {first, second} <= set(WORST_TO_BEST)
    assert bool(change_direction(first, second)) is has_order


# Which period


def scope(states: str = "LLOUU", at: int = 3) -> Any:
    letters = {"L": PeriodState.LOCKED, "O": PeriodState.OPEN, "U": PeriodState.UPCOMING}
    plan = Plan(pk=1, year=2022)
    periods = [
        Period(pk=n, plan=plan, ordinal=n, name=PERIODS[n], state=letters[letter], starts_on=date(2022, n, 1))
        for n, letter in enumerate(states, 1)
    ]
    return SimpleNamespace(view=PlanView(plan, periods), period=periods[at - 1])


@pytest.mark.parametrize(
    ("states", "at", "options"),
    [
        ("LLOUU", 3, ["Quý I", "Quý II"]),  # what has not begun has nothing to compare
        ("LLOUU", 1, ["Quý II", "Quý III"]),
        ("OUUUU", 1, []),
        ("LLLLO", 5, ["Quý I", "Quý II", "Quý III", "Quý IV"]),
    ],
)
def test_any_other_period_that_has_begun_may_be_compared(states: str, at: int, options: list[str]) -> None:
    page = PeriodComparison(ProgressFilter(), scope(states, at), NOTHING, None, ())
    assert [option.label for option in page.against_options] == options
    assert not any(option.is_chosen for option in page.against_options)


@pytest.mark.parametrize("against", [4, 5, 6, 0])
def test_a_period_that_has_not_begun_or_is_none_is_not_found(against: int) -> None:
    with pytest.raises(Http404):
        period_comparison(ProgressFilter(against=against), scope())


def test_changes_are_counted_without_children() -> None:
    def line(changed: bool, child: bool) -> Any:
        return SimpleNamespace(is_changed=changed, line=SimpleNamespace(row=SimpleNamespace(is_child=child)))

    groups = (("I. Kinh tế", (line(True, False), line(True, True), line(False, False))), ("II.", (line(True, False),)))
    assert PeriodComparison(ProgressFilter(), scope(), NOTHING, None, groups).changed_count == 2


# A cell of the matrix


@pytest.mark.parametrize(
    ("own", "text", "order"),
    [
        (assessed(10, 20, 30), "60,0 %", 60),
        (assessed(10, 20, 30, target=None), "60", 60),  # without a target its value
        (assessed(0, 0, 0), "0,0 %", 0),
        (assessed(), "", None),
    ],
)
def test_a_cell_shows_the_share_of_the_target_or_the_value(own: Any, text: str, order: int | None) -> None:
    cell = MatrixCell(Indicator(code="CT01"), own, "", "")
    assert (cell.text, cell.order) == (text, order)
    assert cell.status_label == STATUS_LABELS[own.status]


def test_an_unmet_target_never_reads_a_hundred_percent() -> None:
    readings = quarters(UNIT, None, None, None, 115942)
    own = assess_readings(amount(), readings, locked_moment(5), goal(">=", 116000), [UNIT])
    assert MatrixCell(Indicator(), own, "", "").text == "99,9 %"


# Counts by status


def row(status: Status, code: str = "KT") -> Any:
    indicator = SimpleNamespace(field=SimpleNamespace(code=code), code="CT01", name="Rừng")
    row = SimpleNamespace(status=status, indicator=indicator, parent=None, children=[], breakdown=[], leads=())
    row.top = row
    return row


def counts(filters: ProgressFilter, *rows: Any) -> dict[str, tuple[int, bool]]:
    overview: Any = SimpleNamespace(top_rows=rows)
    return {own.status: (own.count, own.is_chosen) for own in status_counts(filters, overview)}


ROWS = (row(Status.MET), row(Status.MET), row(Status.BEHIND), row(Status.MET, "XH"))


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (ProgressFilter(), {EVERY_STATUS: (4, True), "MET": (3, False), "BEHIND": (1, False)}),
        (ProgressFilter(field_code="XH"), {EVERY_STATUS: (1, True), "MET": (1, False)}),
        # A chosen status leaves the counts of the others alone, and stays even with none.
        (ProgressFilter(status="BEHIND"), {EVERY_STATUS: (4, False), "MET": (3, False), "BEHIND": (1, True)}),
        (
            ProgressFilter(status="MISSED"),
            {EVERY_STATUS: (4, False), "MET": (3, False), "BEHIND": (1, False), "MISSED": (0, True)},
        ),
        (ProgressFilter(search="không có"), {EVERY_STATUS: (0, True)}),
    ],
)
def test_each_status_is_counted_among_the_rows_that_the_other_filters_leave(
    filters: ProgressFilter, expected: dict[str, tuple[int, bool]]
) -> None:
    assert counts(filters, *ROWS) == expected


@given(st.lists(st.sampled_from(Status), max_size=12))
def test_counts_add_up_to_all(statuses: list[Status]) -> None:
    own = counts(ProgressFilter(), *(row(status) for status in statuses))
    assert own.pop(EVERY_STATUS)[0] == len(statuses) == sum(count for count, _ in own.values())


def test_each_count_leads_to_its_rows_with_the_other_filters() -> None:
    overview: Any = SimpleNamespace(top_rows=ROWS)
    filters = ProgressFilter(year=2022, field_code="KT", status="MET")
    addresses = {own.status: QueryDict(own.address) for own in status_counts(filters, overview)}
    assert NAMES["status"] not in addresses[EVERY_STATUS]
    assert addresses["BEHIND"][NAMES["status"]] == "BEHIND"
    assert {query[NAMES["field_code"]] for query in addresses.values()} == {"KT"}
