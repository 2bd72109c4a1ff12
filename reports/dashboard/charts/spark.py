"""The small line of one indicator over the periods of a year, or over several years."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from reports.dashboard.charts.axis import begins_at_zero
from reports.dashboard.charts.scale import plain_text

Point = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class SparkSize:
    """A picture with the room that it leaves around the line, for numbers above and names below."""

    width: Decimal
    height: Decimal
    top: Decimal
    bottom: Decimal
    side: Decimal


WITH_NUMBERS = SparkSize(Decimal(300), Decimal(80), Decimal(18), Decimal(60), Decimal(24))
OVER_YEARS = SparkSize(Decimal(400), Decimal(150), Decimal(24), Decimal(122), Decimal(34))
IN_A_ROW = SparkSize(Decimal(72), Decimal(24), Decimal(4), Decimal(20), Decimal(4))


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

    Shape: `lines`, and `reference` with what they are compared to, are `points` of polylines, broken where a period has
    no figure; `target_y` is empty without a target, `upper_y` without an upper end of it,
    `zero_y` where the axis does not begin at 0.
    """

    width: str
    height: str
    lines: tuple[str, ...]
    reference: tuple[str, ...]
    dots: tuple[SparkDot, ...]
    marks: tuple[PeriodMark, ...]
    marks_y: str
    target_y: str
    zero_y: str
    upper_y: str = ""


def spark_chart(
    names: Sequence[str],
    values: Sequence[Decimal | None],
    texts: Sequence[str],
    *,
    reference: Sequence[Decimal | None] = (),
    target: Decimal | None = None,
    upper: Decimal | None = None,
    is_rate: bool = False,
    is_rank: bool = False,
    size: SparkSize = WITH_NUMBERS,
) -> SparkChart | None:
    """The line over the periods called `names`, each dot with its text; None without any figure. Rank 1 is on top.

    Raises: ValueError when names, values and texts do not match.
    """
    numbers = [value for value in values if value is not None]
    if not numbers:
        return None
    earlier = list(reference) or [None] * len(values)
    all_values = [value for value in (*numbers, *earlier, target, upper) if value is not None]
    from_zero = not is_rank and begins_at_zero(all_values, is_rate=is_rate)
    if from_zero:
        all_values.append(Decimal(0))
    low, high = min(all_values), max(all_values)
    step = (size.width - 2 * size.side) / max(len(names) - 1, 1)

    def at(position: int, value: Decimal) -> Point:
        share = (value - low) / (high - low) if high > low else Decimal("0.5")
        share = 1 - share if is_rank else share
        return size.side + position * step, size.bottom - share * (size.bottom - size.top)

    dots = []
    for position, (_, value, text) in enumerate(zip(names, values, texts, strict=True)):
        if value is not None:
            x, y = at(position, value)
            dots.append(SparkDot(plain_text(x), plain_text(y), plain_text(y - 7), text))
    return SparkChart(
        width=plain_text(size.width),
        height=plain_text(size.height),
        lines=_polylines([None if v is None else at(i, v) for i, v in enumerate(values)]),
        reference=_polylines([None if v is None else at(i, v) for i, v in enumerate(earlier)]),
        dots=tuple(dots),
        marks=tuple(PeriodMark(plain_text(size.side + i * step), name) for i, name in enumerate(names)),
        marks_y=plain_text(size.height - 4),
        target_y="" if target is None else plain_text(at(0, target)[1]),
        upper_y="" if upper is None or upper == target else plain_text(at(0, upper)[1]),
        zero_y=plain_text(at(0, Decimal(0))[1]) if from_zero else "",
    )


def _polylines(points: Iterable[Point | None]) -> tuple[str, ...]:
    """The unbroken runs of at least two points; a single point is drawn by its dot alone."""
    runs = [list(run) for present, run in groupby(points, key=lambda point: point is not None) if present]
    return tuple(" ".join(f"{plain_text(p[0])},{plain_text(p[1])}" for p in run if p) for run in runs if len(run) > 1)
