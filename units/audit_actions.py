"""The base of every app's audit actions: a code, the words people read, and the effect on numbers. Pure.

Each app lists its own in its `enums` as a subclass; the log, its filter and the caches learn of them here.
"""

from collections.abc import Iterator
from enum import Enum, StrEnum


class NumberEffect(Enum):
    NONE = 0
    SHOWN = 1  # numbers on pages change; the writer brings the stored totals up to date itself
    TOTALS = 2  # stored totals are out of date too


class AuditAction(StrEnum):
    """One kind of act in the audit log; its value is what the log stores."""

    label: str
    effect: NumberEffect

    def __new__(cls, code: str, label: str, effect: NumberEffect = NumberEffect.NONE) -> "AuditAction":
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        member.effect = effect
        return member

    @property
    def changes_numbers(self) -> bool:
        """Tells whether numbers on pages may differ after the act."""
        return self.effect is not NumberEffect.NONE

    @property
    def outdates_totals(self) -> bool:
        """Tells whether stored totals no longer hold after the act."""
        return self.effect is NumberEffect.TOTALS


def audit_actions() -> Iterator[AuditAction]:
    """Every action of every app, once Django has loaded their models."""
    for app in AuditAction.__subclasses__():
        yield from app
