"""A part of a workbook that is not read, and how its place is named."""

from collections.abc import Sequence
from dataclasses import dataclass

from chodon_thidua.lib.files.workbook_cells import WorkbookSheet
from chodon_thidua.lib.text import normalise_line

LONGEST_LIST = 5  # cells named in one sentence
LONGEST_TITLE = 40


@dataclass(frozen=True, slots=True)
class UnreadPart:
    """Something with content that no figure came from: where it is, what it is, and what to do."""

    place: str
    text: str
    remedy: str


def title_of(sheet: WorkbookSheet) -> str:
    return f"“{normalise_line(sheet.title)[:LONGEST_TITLE]}”"


def place_of(sheet: WorkbookSheet) -> str:
    return f"Trang {title_of(sheet)}" + (" (đang ẩn)" if sheet.is_hidden else "")


def joined_list(places: Sequence[str]) -> str:
    return ", ".join(places[:LONGEST_LIST]) + ("…" if len(places) > LONGEST_LIST else "")
