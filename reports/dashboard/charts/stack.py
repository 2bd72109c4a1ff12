"""The bar that draws counts one after the other."""

from collections.abc import Iterable
from dataclasses import dataclass


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
