"""The inputs of one unit in the form of targets, and the values that it had when the page was made."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django import forms

from chodon_thidua.lib.numbers import plain_number
from reports.coordination.targets.target_rows import TargetRow
from targets.enums import Comparator
from targets.services import TargetValues

PARTS_OF_A_STAMP = 3


@dataclass(frozen=True, slots=True)
class TargetFormRow:
    """The inputs of one unit; `stamp` holds its values when the page was made, `theirs` those set by another person."""

    row: TargetRow
    value: forms.BoundField
    reports: forms.BoundField
    stamp_name: str
    stamp: str
    theirs: str

    @property
    def stored_number(self) -> str:
        """The stored value as a plain number, for the script that adds up while somebody types."""
        return plain_number(self.row.target.value) if self.row.target else ""

    @property
    def chosen(self) -> str:
        """The value of the option that is chosen, where the level is a state."""
        return str(self.value.value() or "")

    @property
    def is_in_main_table(self) -> bool:
        """Returns whether the row belongs to the main table, not to the folded list below it."""
        return bool(self.row.is_owner or self.row.target or self.theirs or self.value.errors or self.reports.errors)


def stamp_name(row: TargetRow) -> str:
    return f"seen_{row.unit.pk}"


def values_stamp(values: TargetValues) -> str:
    return f"{values.comparator or ''}|{plain_number(values.value)}|{int(values.reports)}"


def read_stamp(stamp: str) -> TargetValues | None:
    parts = stamp.split("|")
    if len(parts) != PARTS_OF_A_STAMP:
        return None
    comparator, value, reports = parts
    try:
        return TargetValues(
            Comparator(comparator) if comparator else None, Decimal(value) if value else None, reports == "1"
        )
    except (ValueError, InvalidOperation):
        return None
