"""The stored form of totals: plain lists of numbers and texts, exact to the last digit. Pure.

Zeros and empty parts are left out, for most totals are mostly empty.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any

from reports.submission_counts import Packed
from targets.calculation.aggregate import FigureAggregate
from targets.calculation.allocation_sum import AllocationSum
from targets.calculation.part_sums import ContributionSum
from targets.calculation.types import Subject
from targets.calculation.year_sums import PriorYearSum, YearPair


@dataclass(frozen=True, slots=True)
class StoredAggregate:
    """The total of one indicator at one period: of approved reports, with pending ones, and of the targets."""

    approved: FigureAggregate
    pending: FigureAggregate
    allocations: AllocationSum = field(default_factory=AllocationSum)

    def __add__(self, other: "StoredAggregate") -> "StoredAggregate":
        return StoredAggregate(
            self.approved + other.approved, self.pending + other.pending, self.allocations + other.allocations
        )

    @property
    def is_empty(self) -> bool:
        """True where nobody here has anything to do with the indicator."""
        return self == StoredAggregate(FigureAggregate(self.approved.ordinal), FigureAggregate(self.pending.ordinal))


def pack(total: FigureAggregate | AllocationSum | ContributionSum | YearPair | PriorYearSum) -> Packed:
    """The form that JSON keeps: decimals as texts, subjects in order."""
    packed: Packed = {}
    for name in (member.name for member in fields(total)):
        value = getattr(total, name)
        if isinstance(value, ContributionSum | YearPair | PriorYearSum):
            value = pack(value)
        elif name == "subjects":
            value = sorted(value, key=lambda subject: (isinstance(subject, str), subject))
        elif name == "milestones":
            value = {str(ordinal): [count, str(level)] for ordinal, (count, level) in sorted(value.items())}
        elif isinstance(value, Decimal):
            value = _text(value) if value or name == "sole" else None
        # Who was left out of a comparison is named only where the figures themselves are read.
        if name != "left_out" and value:
            packed[name] = value
    return packed


def aggregate_from(packed: Mapping[str, Any]) -> FigureAggregate:
    """Reads a stored total. A nation's dashboard reads hundreds, so each kind of part has a short way of its own."""
    plain = {name: value for name, value in packed.items() if name not in READ}
    return FigureAggregate(**plain, **{name: READ[name](packed[name]) for name in READ if name in packed})


def allocation_sum_from(packed: Mapping[str, Any]) -> AllocationSum:
    milestones = packed.get("milestones", {})
    return AllocationSum(
        packed.get("rows", 0),
        packed.get("levels", 0),
        Decimal(packed.get("value", 0)),
        packed.get("first"),
        packed.get("comparator", ""),
        {int(ordinal): (count, Decimal(level)) for ordinal, (count, level) in milestones.items()},
        packed.get("uppers", 0),
        Decimal(packed.get("upper", 0)),
    )


def _sum(packed: Mapping[str, Any]) -> ContributionSum:
    subjects: list[Subject] = packed.get("subjects", [])
    return ContributionSum(
        packed.get("units", 0),
        Decimal(packed.get("numerator", 0)),
        Decimal(packed.get("denominator", 0)),
        frozenset(subjects),
    )


def _pair(packed: Mapping[str, Any]) -> YearPair:
    return YearPair(
        _sum(packed.get("current", {})),
        _sum(packed.get("prior", {})),
        packed.get("rows", 0),
        packed.get("same", 0),
        _number(packed.get("sole")),
    )


def _earlier(packed: Mapping[str, Any]) -> PriorYearSum:
    return PriorYearSum(
        packed.get("known", 0),
        packed.get("unknown", 0),
        _sum(packed.get("parts", {})),
        _number(packed.get("sole")),
    )


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


READ: dict[str, Callable[[Any], Any]] = {
    "contributed": _sum,
    "in_period": _sum,
    "same_period": _pair,
    "year_end": _pair,
    "earlier": _earlier,
    "estimate": Decimal,
}


def _text(value: Decimal) -> str:
    """Plain digits, equal for equal numbers however they were computed."""
    text = format(value, "f") if value else "0"
    return text.rstrip("0").rstrip(".") if "." in text else text
