"""What makes a figure doubtful, one rule a function. Pure.

A doubt never blocks anything: it asks for a note, and without one the reviewer sees “chưa giải thích”.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from chodon_thidua.lib.numbers import format_number, input_text

SMALLEST_COMPARED = 10
MOST_CHANGE = Decimal("0.5")
# From here on a person sees more in “gấp 10 lần” than in “cao hơn 900 %”.
TOLD_AS_TIMES = 3


class DoubtKind(StrEnum):
    BOUNDS = "BOUNDS"
    PARTS = "PARTS"
    CUT_OFF = "CUT_OFF"
    NOT_NAMED = "NOT_NAMED"
    CHANGE = "CHANGE"


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to check. `field` is the figure's; `text` a sentence without its full stop."""

    kind: DoubtKind
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Amount:
    """One number as it was typed, with what it is called; `one_of_two` when the name must be said."""

    field: str
    label: str
    unit: str
    value: Decimal
    one_of_two: bool = False

    def doubt(self, kind: DoubtKind, text: str) -> Doubt:
        said = f"{self.label}: {text[0].lower()}{text[1:]}" if self.one_of_two else text
        return Doubt(kind, self.field, said)

    def __str__(self) -> str:
        return f"{input_text(self.value)} {self.unit}"


def beyond_bounds(amount: Amount, minimum: Decimal | None, maximum: Decimal | None) -> Doubt | None:
    """A number below the smallest or above the largest that the plan expects."""
    if minimum is not None and amount.value < minimum:
        limit = f"{input_text(minimum)} {amount.unit}"
        return amount.doubt(DoubtKind.BOUNDS, f"{amount} thấp hơn mức nhỏ nhất của chỉ tiêu ({limit})")
    if maximum is not None and amount.value > maximum:
        limit = f"{input_text(maximum)} {amount.unit}"
        return amount.doubt(DoubtKind.BOUNDS, f"{amount} cao hơn mức lớn nhất của chỉ tiêu ({limit})")
    return None


def part_above_whole(numerator: Amount, denominator: Amount) -> Doubt | None:
    """A numerator over its denominator, for an indicator where that cannot be."""
    if numerator.value <= denominator.value:
        return None
    text = f"“{numerator.label}” ({numerator}) lớn hơn “{denominator.label}” ({denominator})"
    return Doubt(DoubtKind.PARTS, numerator.field, text)


def outside_period(as_of: date | None, first: date, last: date) -> Doubt | None:
    """A cut-off before the first or after the last day on which the period's figures can be."""
    if as_of is None or first <= as_of <= last:
        return None
    text = f"Ngày số liệu {as_of:%d/%m/%Y} nằm ngoài kỳ báo cáo ({first:%d/%m/%Y} – {last:%d/%m/%Y})"
    return Doubt(DoubtKind.CUT_OFF, "as_of", text)


def not_named(names: Sequence[str]) -> Doubt | None:
    """Recognised subjects that the plan's list does not name."""
    if not names:
        return None
    return Doubt(DoubtKind.NOT_NAMED, "recognitions", f"{', '.join(names)}: khác danh sách nêu trong kế hoạch")


def changed_much(amount: Amount, before: Decimal | None, when: str) -> Doubt | None:
    """More than half up or down; with a number below 10 a change says nothing."""
    now = amount.value
    if before is None or min(before, now) < SMALLEST_COMPARED or abs(now - before) <= MOST_CHANGE * before:
        return None
    if now >= TOLD_AS_TIMES * before:
        change = f"Gấp {format_number(now / before, 1)} lần"
    else:
        word = "Cao hơn" if now > before else "Thấp hơn"
        change = f"{word} {format_number(100 * abs(now - before) / before, 1)} % so với"
    return amount.doubt(DoubtKind.CHANGE, f"{change} {when} ({input_text(before)} → {amount})")


def rises(profile: Sequence[Decimal] | None, ordinal: int) -> bool:
    """Whether anything is expected to happen in the period; the whole year is everything that its quarters are."""
    if profile is None:
        return True
    if ordinal > len(profile):
        return profile[-1] > 0
    return profile[ordinal - 1] > (profile[ordinal - 2] if ordinal > 1 else 0)
