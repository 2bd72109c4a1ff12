"""What several forms read."""

from chodon_thidua.lib.fields import LineField, TextField
from chodon_thidua.lib.text import normalise_line

__all__ = ["LineField", "TextField", "number"]
LONGEST_NUMBER = 9


def number(text: object) -> int:
    """A version as sent; 0, which fits nothing that is stored, for anything else."""
    typed = normalise_line(str(text or ""))
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_NUMBER else 0
