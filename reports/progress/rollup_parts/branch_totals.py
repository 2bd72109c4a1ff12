"""The totals of a unit with all below it, and a part of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from django.db.models import Q

from reports.rollup_codec import StoredAggregate
from reports.submission_counts import SubmissionCounts

Key = tuple[int, int]  # indicator, period
K = TypeVar("K")
T = TypeVar("T", StoredAggregate, SubmissionCounts)


@dataclass(frozen=True, slots=True)
class RollupExtent:
    """A part of the totals of a plan: from a period on, of some indicators or of all."""

    first: int = 1
    indicators: frozenset[int] | None = None

    @property
    def condition(self) -> Q:
        some = Q() if self.indicators is None else Q(indicator__in=self.indicators)
        return Q(period__ordinal__gte=self.first) & some


EVERYTHING = RollupExtent()


@dataclass(slots=True)
class BranchTotals:
    """The totals of a unit with all below it.

    Shape: `totals` by the ids of indicator and period, without empty ones; the numbers of reports by the id of the
    period, where only `approved` ones count and where `pending` ones do too.
    """

    totals: dict[Key, StoredAggregate] = field(default_factory=dict)
    approved: dict[int, SubmissionCounts] = field(default_factory=dict)
    pending: dict[int, SubmissionCounts] = field(default_factory=dict)

    def add(self, other: "BranchTotals") -> None:
        _add_all(self.totals, other.totals)
        _add_all(self.approved, other.approved)
        _add_all(self.pending, other.pending)


def _add_all(own: dict[K, T], others: Mapping[K, T]) -> None:
    for key, other in others.items():
        own[key] = own[key] + other if key in own else other
