"""The rhythm of a plan: which periods there are, which of another rhythm end with them, and their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targets.rhythm import AFTER_ANY_YEAR, Rhythm

HALF_YEARS, QUARTERS, MONTHS = Rhythm

rhythms = st.sampled_from(Rhythm)


@pytest.mark.parametrize(("rhythm", "last", "final"), [(HALF_YEARS, 2, 3), (QUARTERS, 4, 5), (MONTHS, 12, 13)])
def test_final_comes_after_the_regular_periods(rhythm: Rhythm, last: int, final: int) -> None:
    assert (rhythm.last, rhythm.final) == (last, final)
    assert [*rhythm.regular_ordinals, final] == list(rhythm.ordinals) == list(range(1, final + 1))
    assert final < AFTER_ANY_YEAR
    assert Rhythm(last) is rhythm


@pytest.mark.parametrize("number", [0, 1, 3, 5, 6, 13])
def test_no_year_has_so_many_periods(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        Rhythm(number)


@pytest.mark.parametrize(
    ("rhythm", "other", "expected"),
    [
        (QUARTERS, QUARTERS, {1: 1, 2: 2, 3: 3, 4: 4, 5: 5}),
        (QUARTERS, MONTHS, {1: 3, 2: 6, 3: 9, 4: 12, 5: 13}),
        (QUARTERS, HALF_YEARS, {1: None, 2: 1, 3: None, 4: 2, 5: 3}),
        (HALF_YEARS, QUARTERS, {1: 2, 2: 4, 3: 5}),
        (HALF_YEARS, MONTHS, {1: 6, 2: 12, 3: 13}),
        (MONTHS, HALF_YEARS, {m: {6: 1, 12: 2, 13: 3}.get(m) for m in range(1, 14)}),
        (MONTHS, QUARTERS, {m: {3: 1, 6: 2, 9: 3, 12: 4, 13: 5}.get(m) for m in range(1, 14)}),
    ],
)
def test_the_period_that_ends_at_the_same_share_of_the_year(
    rhythm: Rhythm, other: Rhythm, expected: dict[int, int | None]
) -> None:
    assert {ordinal: rhythm.ordinal_in(other, ordinal) for ordinal in rhythm.ordinals} == expected


@given(rhythms, rhythms, st.data())
def test_a_period_that_is_there_leads_back(rhythm: Rhythm, other: Rhythm, data: st.DataObject) -> None:
    ordinal = data.draw(st.sampled_from(rhythm.ordinals))
    there = rhythm.ordinal_in(other, ordinal)
    if there is not None:
        assert there in other.ordinals
        assert other.ordinal_in(rhythm, there) == ordinal
    assert there is not None or rhythm > other or rhythm.last % other


@pytest.mark.parametrize(
    ("rhythm", "noun", "all_periods", "on_button", "with_final"),
    [
        (HALF_YEARS, "kỳ", "hai kỳ", "2 kỳ", "ba"),
        (QUARTERS, "quý", "bốn quý", "4 quý", "năm"),
        (MONTHS, "tháng", "12 tháng", "12 tháng", "13"),
    ],
)
def test_the_words_for_its_periods(
    rhythm: Rhythm, noun: str, all_periods: str, on_button: str, with_final: str
) -> None:
    assert (rhythm.noun, rhythm.all_periods, rhythm.all_in_digits) == (noun, all_periods, on_button)
    assert rhythm.count_with_final == with_final
    assert rhythm.all_periods == f"{rhythm.count} {noun}"


@pytest.mark.parametrize(
    ("rhythm", "names"),
    [
        (HALF_YEARS, ["6 tháng đầu năm", "6 tháng cuối năm", "Cả năm"]),
        (QUARTERS, ["Quý I", "Quý II", "Quý III", "Quý IV", "Cả năm"]),
        (MONTHS, [*(f"Tháng {month}" for month in range(1, 13)), "Cả năm"]),
    ],
)
def test_the_usual_names(rhythm: Rhythm, names: list[str]) -> None:
    assert [rhythm.usual_name(ordinal) for ordinal in rhythm.ordinals] == names == list(rhythm.usual_names.values())
    assert rhythm.example.casefold() in {name.casefold() for name in names}
    with pytest.raises(KeyError):
        rhythm.usual_name(rhythm.final + 1)


@pytest.mark.parametrize(
    ("rhythm", "ordinal", "name"),
    [
        (MONTHS, 1, ""),  # the year to date is the month
        (MONTHS, 2, "2 tháng"),
        (MONTHS, 6, "6 tháng"),
        (MONTHS, 12, "12 tháng"),
        (MONTHS, 13, ""),
        (QUARTERS, 2, ""),
        (HALF_YEARS, 1, ""),
    ],
)
def test_the_year_up_to_a_month_is_counted_in_months(rhythm: Rhythm, ordinal: int, name: str) -> None:
    assert rhythm.to_date_name(ordinal) == name
