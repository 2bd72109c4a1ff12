"""Names of units in one line of a slide."""

from collections.abc import Sequence

MOST_NAMES = 12


def joined_names(names: Sequence[str], most: int = MOST_NAMES, separator: str = ", ") -> str:
    """The names in one line, the first ones where they are many."""
    line = separator.join(names[:most])
    return f"{line} và {len(names) - most} đơn vị khác" if len(names) > most else line
