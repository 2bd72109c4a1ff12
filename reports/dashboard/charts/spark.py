"""The small line of one indicator over the periods of the year."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from reports.dashboard.charts.scale import plain_text

SPARK_WIDTH, SPARK_HEIGHT = Decimal(300), Decimal(80)
SPARK_TOP, SPARK_BOTTOM, SPARK_SIDE = Decimal(18), Decimal(60), Decimal(24)  # room for numbers above and names below

Point = tuple[Decimal, Decimal]


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
            dots.append(SparkDot(plain_text(x), plain_text(y), plain_text(y - 7), text))
    return SparkChart(
        width=plain_text(SPARK_WIDTH),
        height=plain_text(SPARK_HEIGHT),
        lines=_polylines([None if v is None else at(i, v) for i, v in enumerate(values)]),
        last_year=_polylines([None if v is None else at(i, v) for i, v in enumerate(earlier)]),
        dots=tuple(dots),
        marks=tuple(PeriodMark(plain_text(SPARK_SIDE + i * step), name) for i, name in enumerate(names)),
        marks_y=plain_text(SPARK_HEIGHT - 4),
        target_y="" if target is None else plain_text(at(0, target)[1]),
    )


def _polylines(points: Iterable[Point | None]) -> tuple[str, ...]:
    """The unbroken runs of at least two points; a single point is drawn by its dot alone."""
    runs = [list(run) for present, run in groupby(points, key=lambda point: point is not None) if present]
    return tuple(" ".join(f"{plain_text(p[0])},{plain_text(p[1])}" for p in run if p) for run in runs if len(run) > 1)
