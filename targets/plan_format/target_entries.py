"""The ends of a target in a plan's file: one number, a lower and an upper one, or a number with its tolerance. Pure."""

from decimal import Decimal
from typing import Any

from chodon_thidua.lib.files.file_fields import EntryField, NumberEntry
from targets.enums import Comparator
from targets.plan_rows import TargetEnds


class AllocationEntry(EntryField):
    """The number of an allocation, or both ends in a list."""

    kind = "số, hoặc [mức dưới, mức trên]"

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> TargetEnds:
        if not isinstance(value, list | tuple):
            return TargetEnds(self._number(value, attr, data, **kwargs))
        if len(value) != 2:
            raise self.refuse("phải là một số, hoặc hai số [mức dưới, mức trên]")
        lower, upper = (self._number(end, attr, data, **kwargs) for end in value)
        if upper <= lower:
            raise self.refuse("mức trên phải lớn hơn mức dưới")
        return TargetEnds(lower, upper)

    def _number(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Decimal:
        return NumberEntry()._deserialize(value, attr, data, **kwargs)


def target_ends(comparator: Comparator | None, ends: TargetEnds, tolerance: Decimal | None) -> TargetEnds:
    """Returns the ends that are stored: of “khoảng 4, sai số 0,2” 3,8 and 4,2, of “đúng 4” 4 twice."""
    if comparator == Comparator.EXACTLY:
        return TargetEnds(ends.value, ends.value)
    if comparator == Comparator.ABOUT and tolerance is not None:
        return TargetEnds(ends.value - tolerance, ends.value + tolerance)
    return ends
