"""What several forms read."""

from chodon_thidua.lib.fields import TextField

__all__ = ["TextField", "number"]
LONGEST_NUMBER = 9


def number(text: object) -> int:
    """A version as sent; 0, which fits nothing that is stored, for anything else."""
    typed = str(text or "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_NUMBER else 0
