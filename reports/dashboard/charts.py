"""The geometry of the small charts, as plain numbers in SVG attributes. Pure: templates choose colours and words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from chodon_thidua.lib.numbers import plain_number

TENTH = Decimal("0.1")
MARGIN = Decimal(2)  # so that the thick line of a target at the edge is not cut
BULLET_WIDTH = Decimal(136)
SPARK_WIDTH, SPARK_HEIGHT = Decimal(300), Decimal(80)
SPARK_TOP, SPARK_BOTTOM, SPARK_SIDE = Decimal(18), Decimal(60), Decimal(24)  # room for numbers above and names below

Point = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class BulletChart:
    """The value as a bar, the value expected by now as a tick and the target as a line, all on one scale.

    Shape: `zero` is where the bar starts, further right where something is negative; `expected` is empty where it would
    lie on the target.
    """

    width: str
    zero: str
    actual: str
    actual_width: str
    expected: str
    target: str


def bullet_chart(actual: Decimal | None, expected: Decimal | None, target: Decimal | None) -> BulletChart | None:
    """The bullet of one row; None without a figure or without a target above 0."""
    if actual is None or target is None or target <= 0:
        return None
    marks = [actual, target, *([expected] if expected is not None else [])]
    low, high = min(Decimal(0), *marks), max(marks)

    def place(value: Decimal) -> Decimal:
        return MARGIN + (value - low) / (high - low) * (BULLET_WIDTH - 2 * MARGIN)

    zero, end = place(Decimal(0)), place(actual)
    return BulletChart(
        width=_text(BULLET_WIDTH),
        zero=_text(zero),
        actual=_text(min(zero, end)),
        actual_width=_text(abs(end - zero)),
        expected="" if expected is None or expected == target else _text(place(expected)),
        target=_text(place(target)),
    )


@dataclass(frozen=True, slots=True)
class StackSegment:
    """A piece of the stacked bar, as long as its count."""

    key: str
    start: str
    width: str


def stack_segments(counts: Iterable[tuple[str, int]]) -> tuple[StackSegment, ...]:
    """The pieces one after the other; a count of 0 has none."""
    segments, start = [], 0
    for key, count in counts:
        if count:
            segments.append(StackSegment(key, str(start), str(count)))
        start += count
    return tuple(segments)


@dataclass(frozen=True, slots=True)
class SparkDot:
    """The value of one period, its text above it."""

    x: str
    y: str
    label_y: str
    text: str


@dataclass(frozen=True, slots=True)
class PeriodMark:
    """The name of a period, below its place."""

    x: str
    text: str


@dataclass(frozen=True, slots=True)
class SparkChart:
    """The year so far by period.

    Shape: `lines` and `last_year` are `points` of polylines, broken where a period has no figure; `target_y` is empty
    without a target.
    """

    width: str
    height: str
    lines: tuple[str, ...]
    last_year: tuple[str, ...]
    dots: tuple[SparkDot, ...]
    marks: tuple[PeriodMark, ...]
    marks_y: str
    target_y: str


def spark_chart(
    names: Sequence[str],
    values: Sequence[Decimal | None],
    texts: Sequence[str],
    *,
    last_year: Sequence[Decimal | None] = (),
    target: Decimal | None = None,
) -> SparkChart | None:
    """The line over the periods called `names`, each dot with its text; None without any figure.

    Raises: ValueError when names, values and texts do not match.
    """
    numbers = [value for value in values if value is not None]
    if not numbers:
        return None
    earlier = list(last_year) or [None] * len(values)
    all_values = [*numbers, *(v for v in earlier if v is not None), *([target] if target is not None else [])]
    low, high = min(all_values), max(all_values)
    step = (SPARK_WIDTH - 2 * SPARK_SIDE) / max(len(names) - 1, 1)

    def at(position: int, value: Decimal) -> Point:
        share = (value - low) / (high - low) if high > low else Decimal("0.5")
        return SPARK_SIDE + position * step, SPARK_BOTTOM - share * (SPARK_BOTTOM - SPARK_TOP)

    dots = []
    for position, (_, value, text) in enumerate(zip(names, values, texts, strict=True)):
        if value is not None:
            x, y = at(position, value)
            dots.append(SparkDot(_text(x), _text(y), _text(y - 7), text))
    return SparkChart(
        width=_text(SPARK_WIDTH),
        height=_text(SPARK_HEIGHT),
        lines=_polylines([None if v is None else at(i, v) for i, v in enumerate(values)]),
        last_year=_polylines([None if v is None else at(i, v) for i, v in enumerate(earlier)]),
        dots=tuple(dots),
        marks=tuple(PeriodMark(_text(SPARK_SIDE + i * step), name) for i, name in enumerate(names)),
        marks_y=_text(SPARK_HEIGHT - 4),
        target_y="" if target is None else _text(at(0, target)[1]),
    )


def _polylines(points: Iterable[Point | None]) -> tuple[str, ...]:
    """The unbroken runs of at least two points; a single point is drawn by its dot alone."""
    runs = [list(run) for present, run in groupby(points, key=lambda point: point is not None) if present]
    return tuple(" ".join(f"{_text(p[0])},{_text(p[1])}" for p in run if p) for run in runs if len(run) > 1)


def _text(value: Decimal) -> str:
    return plain_number(value.quantize(TENTH))
