"""The style of a kind of cell: font, alignment, borders, ground."""

from copy import copy
from dataclasses import dataclass, replace
from functools import lru_cache

from openpyxl.styles import Alignment, Border, Font, PatternFill


@dataclass(frozen=True, eq=False, slots=True)
class CellStyle:
    """The style of a kind of cell, shared by all workbooks of the process."""

    font: Font
    alignment: Alignment
    border: Border | None = None
    fill: PatternFill | None = None
    is_locked: bool = True  # where the sheet is protected
    is_frame: bool = False  # of the frame of a paper: prints at its own size, whatever the scale of the sheet

    @property
    def size(self) -> float:
        return float(self.font.size)

    @property
    def bold(self) -> bool:
        return bool(self.font.bold)

    @lru_cache(maxsize=256)  # noqa: B019 - there are few styles, and they live as long as the process
    def at_scale(self, scale: float) -> "CellStyle":
        """Returns the style with a font that a sheet printed at this scale shows in its own size."""
        font = copy(self.font)
        font.size = round(2 * self.size / scale) / 2
        return replace(self, font=font)

    @property
    def wraps(self) -> bool:
        return bool(self.alignment.wrap_text)
