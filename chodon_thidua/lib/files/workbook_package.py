"""The zip container of a workbook from outside: unpacked once, in pieces, and counted before anything reads it.

What a header says about a size is never believed: openpyxl would unpack a file of 1,5 MB into a gigabyte of memory.
"""

import zipfile
from dataclasses import dataclass, field

from chodon_thidua.lib.files.workbook_limits import (
    BROKEN,
    COLUMN_LIMIT,
    ELEMENT_LIMITS,
    ENTRY_LIMIT,
    LONGEST_COLUMN,
    PACKED_LIMIT,
    RATIO_FLOOR,
    RATIO_LIMIT,
    ROW_LIMIT,
    TOO_LARGE,
    TOO_LONG,
    TOO_MUCH,
    TOO_WIDE,
    UNPACKED_LIMIT,
    WorkbookRefusal,
    workbook_refusal,
)
from chodon_thidua.lib.files.xml_scan import Attributes, MarkupBudget, MarkupScan
from chodon_thidua.lib.files.zip_containers import open_container, read_pieces

DIGITS = "0123456789"
MIMETYPE_LENGTH = 200
TYPES = "[Content_Types].xml"


@dataclass(slots=True)
class WorkbookParts:
    """The contents of a workbook's container.

    Shape: `names` of all parts in lower case; the content types that are declared; the last word of the type of each
    relationship, with whether it leads out of the file.
    """

    names: list[str] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    relationships: list[tuple[str, bool]] = field(default_factory=list)
    mimetype: bytes = b""
    has_reference_outside: bool = False
    cells_in_row: int = 0

    def has(self, *beginnings: str) -> bool:
        return any(name.startswith(beginnings) for name in self.names)

    def add_type(self, attributes: Attributes) -> None:
        self.types.append(attributes.get("ContentType", ""))

    def add_relationship(self, attributes: Attributes) -> None:
        kind = attributes.get("Type", "").rpartition("/")[2].lower()
        self.relationships.append((kind, attributes.get("TargetMode") == "External"))

    def add_row(self, attributes: Attributes) -> None:
        self.cells_in_row = 0
        if "r" in attributes:
            _check_number(attributes["r"])

    def add_cell(self, attributes: Attributes) -> None:
        self.cells_in_row += 1
        if self.cells_in_row > COLUMN_LIMIT:
            raise WorkbookRefusal(TOO_WIDE)
        if "r" in attributes:
            _check_place(attributes["r"])

    def add_reference(self, attributes: Attributes) -> None:
        self.has_reference_outside = True


def unpack_workbook(content: bytes) -> WorkbookParts:
    """Unpacks every entry once and applies all limits, without keeping what is unpacked.

    Raises: WorkbookRefusal.
    """
    if len(content) > PACKED_LIMIT:
        raise WorkbookRefusal(TOO_LARGE)
    with open_container(content, most=ENTRY_LIMIT, refuse=workbook_refusal) as archive:
        entries = archive.infolist()
        # Headers are believed only where they make things worse.
        sizes = [(entry.file_size, entry.compress_size) for entry in entries]
        if sum(size for size, _ in sizes) > UNPACKED_LIMIT or any(_exceeds_ratio(*pair) for pair in sizes):
            raise WorkbookRefusal(TOO_MUCH)
        return _unpack(archive, entries, len(content))


def _unpack(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], packed: int) -> WorkbookParts:
    parts, budget, total = WorkbookParts(), MarkupBudget(ELEMENT_LIMITS, workbook_refusal), 0
    checks = {
        "c": parts.add_cell,
        "row": parts.add_row,
        "Override": parts.add_type,
        "Default": parts.add_type,
        "Relationship": parts.add_relationship,
        "externalReference": parts.add_reference,
    }
    for entry in entries:
        # Any part may be a sheet, whatever its name; of a picture no more is looked at than its first bytes.
        own, scan = 0, MarkupScan(budget, checks)
        for piece in read_pieces(archive, entry):
            own += len(piece)
            total += len(piece)
            if total > UNPACKED_LIMIT or _exceeds_ratio(own, entry.compress_size) or _exceeds_ratio(total, packed):
                raise WorkbookRefusal(TOO_MUCH)
            if entry.filename == "mimetype":
                parts.mimetype = piece[:MIMETYPE_LENGTH]
            scan.feed(piece)
        scan.close()
        if scan.broken and entry.filename == TYPES:
            raise WorkbookRefusal(BROKEN)
        parts.names.append(entry.filename.lower())
    return parts


def _exceeds_ratio(unpacked: int, packed: int) -> bool:
    return unpacked > RATIO_FLOOR and unpacked > RATIO_LIMIT * packed


def _check_place(place: str) -> None:
    """A place like B12, as far as sheets are read."""
    column = place.rstrip(DIGITS)
    if not (column.isascii() and column.isalpha()) or len(place) == len(column):
        raise WorkbookRefusal(BROKEN)
    if len(column) > LONGEST_COLUMN:
        raise WorkbookRefusal(TOO_WIDE)
    _check_number(place[len(column) :])


def _check_number(text: str) -> None:
    if not (text.isascii() and text.isdigit()):
        raise WorkbookRefusal(BROKEN)
    if len(text) > len(str(ROW_LIMIT)) or int(text) > ROW_LIMIT:
        raise WorkbookRefusal(TOO_LONG)
