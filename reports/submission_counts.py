"""The numbers of reports of a period by how far they are, and their stored form. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, astuple, dataclass
from typing import Any

Packed = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SubmissionCounts:
    """The numbers of units of which a report is due in a period, by how far the reports are.

    Shape: of the units with `obligations` so many are `senders` of their report, `on_time` or not; `to_send_again` of
    these have to send it once more. `returned_reports` are those of the period and earlier ones that a unit has to send
    again, `corrected` the ids of the indicators of which a figure is being corrected. The names of the fields are
    stored.
    """

    obligations: int = 0
    senders: int = 0
    to_send_again: int = 0
    on_time: int = 0
    returned_reports: int = 0
    corrected: frozenset[int] = frozenset()

    def __add__(self, other: "SubmissionCounts") -> "SubmissionCounts":
        return SubmissionCounts(
            *(_add_values(own, other_value) for own, other_value in zip(astuple(self), astuple(other), strict=True))
        )

    @property
    def silent(self) -> int:
        """The number of units that have never sent it."""
        return self.obligations - self.senders

    @property
    def late(self) -> int:
        """The number of units that have sent it, but not in time."""
        return self.senders - self.on_time


def _add_values(own: Any, other_value: Any) -> Any:
    return own | other_value if isinstance(own, frozenset) else own + other_value


def pack_submission_counts(counts: SubmissionCounts) -> Packed:
    return asdict(counts) | {"corrected": sorted(counts.corrected)}


def submission_counts_from(packed: Mapping[str, Any]) -> SubmissionCounts:
    return SubmissionCounts(**{**packed, "corrected": frozenset(packed["corrected"])})


def submission_counts_by_period(packed: Mapping[str, Any]) -> dict[int, SubmissionCounts]:
    """Reads the counts that are stored by the id of the period."""
    return {int(pk): submission_counts_from(counts) for pk, counts in packed.items()}
