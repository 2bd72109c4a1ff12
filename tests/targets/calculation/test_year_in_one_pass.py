"""Totals made in one pass over a year are those of the literal rules, whatever happened in the year."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from targets.calculation.totals import collect_totals
from targets.calculation.types import FigureReading, IndicatorRules, UnitMerger
from targets.enums import Measure, OverTime
from targets.rhythm import Rhythm
from tests.targets.calculation.literal_totals import literal_totals

UNITS = (1, 2, 3, 4, 5)
NEW = 9  # founded by a merger, or there before
NUMBERS = st.one_of(st.none(), st.integers(-3, 40).map(Decimal), st.just(Decimal("0.5")))
RULES = st.sampled_from(OverTime)


@st.composite
def indicators(draw: st.DrawFn) -> IndicatorRules:
    rhythm = draw(st.sampled_from(Rhythm))
    measure = draw(st.sampled_from([Measure.AMOUNT, Measure.AMOUNT, Measure.RATIO, Measure.RECOGNITION, Measure.TEXT]))
    has_parts = measure in (Measure.AMOUNT, Measure.RATIO)
    return IndicatorRules(
        code="A",
        measure=measure,
        year=2022,
        rhythm=rhythm,
        additive=draw(st.booleans()),
        scale=Decimal(100),
        due=tuple(sorted(draw(st.sets(st.sampled_from(list(rhythm.ordinals)))))),
        numerator=draw(RULES) if has_parts else OverTime.LAST if measure is Measure.TEXT else OverTime.SUM,
        denominator=draw(RULES) if measure is Measure.RATIO else None,
    )


@st.composite
def figures(draw: st.DrawFn, spec: IndicatorRules, unit: int, ordinal: int) -> FigureReading:
    if draw(st.integers(0, 4)) == 0:
        return FigureReading(unit, ordinal, not_applicable=True, estimate=draw(NUMBERS))
    items: tuple[Any, ...] = ()
    if spec.measure.counts_recognitions:
        subject = st.tuples(st.sampled_from(["A", "B", 7]), st.sampled_from([2021, 2022]))
        items = tuple(draw(st.lists(subject, max_size=2)))
    numerator = Decimal(len(items)) if items else draw(NUMBERS)
    denominator = draw(NUMBERS) if spec.measure.has_denominator else None
    text = draw(st.sampled_from(["", "Đang làm", "Đã xong"])) if spec.measure.has_text else ""
    return FigureReading(unit, ordinal, numerator, denominator, estimate=draw(NUMBERS), items=items, text=text)


@st.composite
def mergers(draw: st.DrawFn, final: int) -> dict[int, UnitMerger]:
    """Units merged into one, into an existing one, or twice in a row."""
    into = draw(st.sampled_from([{}, {}, {1: NEW, 2: NEW}, {1: 2}, {1: 2, 2: 3}, {1: NEW, 2: NEW, NEW: 4}]))
    earliest, result = 1, {}
    for old, successor in into.items():
        earliest = draw(st.integers(earliest, final))
        result[old] = UnitMerger(successor, earliest)
    return result


@st.composite
def years(draw: st.DrawFn) -> dict[str, Any]:
    spec = draw(indicators())
    ordinals = list(spec.rhythm.ordinals)
    merged = draw(mergers(spec.final))
    units = [*UNITS, *([NEW] if NEW in {merger.successor for merger in merged.values()} else [])]
    lasting = st.sampled_from([unit for unit in units if unit not in merged])
    keys = draw(st.sets(st.tuples(st.sampled_from(units), st.sampled_from(ordinals)), max_size=25))
    return {
        "spec": spec,
        "readings": [draw(figures(spec, *key)) for key in sorted(keys)],
        "asked_units": {at: draw(st.sets(st.sampled_from(units))) for at in ordinals},
        "mergers": merged,
        "ends": {unit: draw(st.sampled_from(ordinals)) for unit in draw(st.sets(lasting, max_size=1))},
    }


@settings(max_examples=250, deadline=None)
@given(years(), st.data())
def test_totals_of_every_period_are_those_of_the_literal_rules(year: Mapping[str, Any], data: st.DataObject) -> None:
    spec = year["spec"]
    year = {**year, "readings": data.draw(st.permutations(year["readings"]))}
    for ordinal in spec.rhythm.ordinals:
        assert collect_totals(**year, ordinal=ordinal) == literal_totals(**year, ordinal=ordinal)
