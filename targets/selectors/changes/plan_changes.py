"""The differences between two states of a plan, as people read them."""

from collections.abc import Mapping
from dataclasses import dataclass

Contents = Mapping[tuple[str, str], str]  # by the object and the label of its value, as people read them
EMPTY, ADDED, REMOVED = "(trống)", "thêm mới", "bỏ"


@dataclass(frozen=True, slots=True)
class PlanChange:
    """One difference between two states of a plan; without `what` the object came or went as a whole."""

    whose: str
    what: str
    before: str
    after: str

    def __str__(self) -> str:
        return (
            f"{self.name}: {self.before or EMPTY} → {self.after or EMPTY}"
            if self.what
            else f"{self.name}: {self.after}"
        )

    @property
    def name(self) -> str:
        return f"{self.whose}, {self.what}" if self.what else self.whose


def plan_changes(before: Contents, after: Contents) -> tuple[PlanChange, ...]:
    """The differences, in the order of the plan as it is now, then what is gone."""
    names_before, names_after = ({whose for whose, _ in contents} for contents in (before, after))
    additions, removals = names_after - names_before, names_before - names_after
    changes = [
        PlanChange(*key, before[key], text) for key, text in after.items() if key in before and before[key] != text
    ]
    for whole, word in ((additions, ADDED), (removals, REMOVED)):
        # What belongs to an indicator comes and goes with it.
        tops = [top for top in dict.fromkeys(name for name, _ in (*after, *before)) if top in whole]
        changes += [PlanChange(top, "", "", word) for top in tops if top.partition(",")[0] not in whole - {top}]
    return tuple(changes)
