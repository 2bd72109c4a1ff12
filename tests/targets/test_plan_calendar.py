"""A plan with its periods: their names, the years they lie in, which have opened; and what a corrected file changes."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from targets.enums import PeriodKind, PeriodState
from targets.models import Period, Plan
from targets.selectors.changes.plan_changes import ADDED, REMOVED, PlanChange, plan_changes
from targets.selectors.plan_periods import PlanView
from tests.targets.calculation_builders import FINAL

UPCOMING, OPEN, LOCKED = PeriodState.UPCOMING, PeriodState.OPEN, PeriodState.LOCKED


def view(*periods: Period, year: int = 2022) -> PlanView:
    return PlanView(Plan(year=year), list(periods))


def period(ordinal: int, first: date, last: date, state: str = OPEN, name: str = "") -> Period:
    kind = PeriodKind.FINAL if ordinal == FINAL else PeriodKind.REGULAR
    name = name or f"Kỳ {ordinal}"
    return Period(ordinal=ordinal, kind=kind, name=name, starts_on=first, ends_on=last, state=state)


SCHOOL_YEAR = period(FINAL, date(2022, 9, 1), date(2023, 5, 31), name="Cả năm học")
TERM = period(1, date(2022, 9, 1), date(2022, 11, 15), name="Đầu năm học")
CALENDAR_YEAR = period(FINAL, date(2022, 1, 1), date(2022, 12, 31))


@pytest.mark.parametrize(
    ("periods", "years", "last_years"),
    [
        ((), "2022", "2021"),
        ((CALENDAR_YEAR,), "2022", "2021"),
        ((TERM, SCHOOL_YEAR), "2022–2023", "2021–2022"),
        ((TERM,), "2022", "2021"),  # without a whole year the periods that there are
    ],
)
def test_the_years_are_those_of_the_whole_year(periods, years, last_years):
    plan = view(*periods)
    assert (plan.years, plan.last_years) == (years, last_years)


def test_a_period_keeps_the_name_that_its_plan_gives_it():
    names = view(TERM, SCHOOL_YEAR).period_names
    assert names == {1: "Đầu năm học", 2: "Quý II", 3: "Quý III", 4: "Quý IV", 5: "Cả năm học"}


@pytest.mark.parametrize(
    ("states", "opened", "previous"),
    [
        ((LOCKED, LOCKED, OPEN, UPCOMING, UPCOMING), [1, 2, 3], {1: None, 2: 1, 3: 2, 4: 3, 5: 3}),
        ((LOCKED, UPCOMING, OPEN, UPCOMING, OPEN), [1, 3, 5], {1: None, 2: 1, 3: 1, 4: 3, 5: 3}),
        ((UPCOMING,) * 5, [], dict.fromkeys(range(1, 6))),
    ],
)
def test_the_period_before_is_the_latest_that_has_opened(states, opened, previous):
    rows = [period(o, date(2022, o, 1), date(2022, o, 28), state) for o, state in enumerate(states, 1)]
    plan = view(*rows)
    assert [row.ordinal for row in plan.opened_periods] == opened
    assert {row.ordinal: (p := plan.previous_period(row)) and p.ordinal for row in rows} == previous
    assert plan.period(3) is rows[2]
    assert plan.period(6) is None


# Changes of a corrected file


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (PlanChange("Chỉ tiêu CT03", "tên", "Trồng rừng", "Trồng rừng mới"), "tên: Trồng rừng → Trồng rừng mới"),
        (PlanChange("Chỉ tiêu CT03", "ghi chú", "", "mới"), "ghi chú: (trống) → mới"),
        (PlanChange("Chỉ tiêu CT03", "ghi chú", "cũ", ""), "ghi chú: cũ → (trống)"),
        (PlanChange("Chỉ tiêu CT03", "", "", ADDED), "Chỉ tiêu CT03: thêm mới"),
    ],
)
def test_a_change_names_the_object_its_value_and_both_states(change, text):
    assert str(change).endswith(text)
    assert str(change).startswith("Chỉ tiêu CT03")


BEFORE = {
    ("Kế hoạch", "tên"): "Kế hoạch 2022",
    ("Chỉ tiêu CT01", "tên"): "Lương thực",
    ("Chỉ tiêu CT01, tử số", "tên"): "Sản lượng",
}


@pytest.mark.parametrize(
    ("after", "changes"),
    [
        (BEFORE, []),
        (BEFORE | {("Kế hoạch", "tên"): "Kế hoạch năm 2022"}, ["Kế hoạch, tên: Kế hoạch 2022 → Kế hoạch năm 2022"]),
        # What belongs to an indicator comes and goes with it.
        ({("Kế hoạch", "tên"): "Kế hoạch 2022"}, [f"Chỉ tiêu CT01: {REMOVED}"]),
        (BEFORE | {("Chỉ tiêu CT01, mẫu số", "tên"): "Dân số"}, [f"Chỉ tiêu CT01, mẫu số: {ADDED}"]),
        (
            BEFORE | {("Chỉ tiêu CT02", "tên"): "Thu", ("Chỉ tiêu CT02, tử số", "tên"): "Số thu"},
            [f"Chỉ tiêu CT02: {ADDED}"],
        ),
    ],
)
def test_a_corrected_file_is_told_object_by_object(after, changes):
    assert [str(change) for change in plan_changes(BEFORE, after)] == changes


CONTENTS = st.dictionaries(
    st.tuples(st.sampled_from(["A", "B", "C", "C, tử số"]), st.sampled_from(["tên", "ghi chú"])),
    st.sampled_from(["", "x", "y"]),
)


@settings(max_examples=60)
@given(before=CONTENTS, after=CONTENTS)
def test_what_comes_one_way_goes_the_other(before, after):
    there, back = plan_changes(before, after), plan_changes(after, before)
    swapped = {ADDED: REMOVED, REMOVED: ADDED}
    assert {(c.whose, c.what, c.before, c.after) for c in there} == {
        (c.whose, c.what, c.after, c.before) if c.what else (c.whose, "", "", swapped[c.after]) for c in back
    }
    assert not plan_changes(after, dict(after))
