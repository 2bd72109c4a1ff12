"""The inputs of one unit in the form of targets, and the values that it had when the page was made."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django import forms

from chodon_thidua.lib.numbers import plain_number
from reports.coordination.targets.target_rows import TargetRow
from targets.enums import Comparator
from targets.services import TargetValues, target_values

PARTS_OF_A_STAMP = 3


@dataclass(frozen=True, slots=True)
class TargetFormRow:
    """The inputs of one unit; `stamp` holds its values when the page was made, `theirs` those set by another person."""

    row: TargetRow
    value: forms.BoundField
    second: forms.BoundField
    reports: forms.BoundField
    stamp_name: str
    stamp: str
    theirs: str

    @property
    def stored_number(self) -> str:
        """The stored value as a plain number, for the script that adds up while somebody types."""
        return plain_number(target_values(self.row.target).level)

    @property
    def is_in_main_table(self) -> bool:
        """Returns whether the row belongs to the main table, not to the folded list below it."""
        has_errors = self.value.errors or self.second.errors or self.reports.errors
        return bool(self.row.is_owner or self.row.target or self.theirs or has_errors)


def stamp_name(row: TargetRow) -> str:
    return f"seen_{row.unit.pk}"


def values_stamp(values: TargetValues) -> str:
    ends = ";".join(plain_number(end) for end in (values.value, values.upper) if end is not None)
    return f"{values.comparator or ''}|{ends}|{int(values.reports)}"


def read_stamp(stamp: str) -> TargetValues | None:
    parts = stamp.split("|")
    if len(parts) != PARTS_OF_A_STAMP:
        return None
    comparator, ends, reports = parts
    lower, _, upper = ends.partition(";")
    try:
        value, second = (Decimal(end) if end else None for end in (lower, upper))
        return TargetValues(Comparator(comparator) if comparator else None, value, reports == "1", second)
    except (ValueError, InvalidOperation):
        return None
