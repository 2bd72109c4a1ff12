"""The zip container of Word and Excel files from outside: unpacked once to see that it is whole, never read further."""

import zipfile
from io import BytesIO

from chodon_thidua.lib.files.xml_scan import Attributes, MarkupBudget, MarkupScan
from chodon_thidua.lib.files.zip_containers import (
    CHUNK,
    MEGABYTE,
    ContainerFlaw,
    FileRefusal,
    open_container,
    read_pieces,
)

UNPACKED_LIMIT = 100 * MEGABYTE
ENTRY_LIMIT = 2_000
TYPES_LIMIT = 1 * MEGABYTE
TYPES = "[Content_Types].xml"
MACRO_PARTS = ("vbaproject.bin", "vbaprojectsignature.bin")

BROKEN = "Tệp bị hỏng hoặc tải lên chưa trọn. Hãy mở thử trên máy, lưu lại rồi đính kèm lại."
ENCRYPTED = "Tệp có mật khẩu nên người thẩm định không mở được. Hãy bỏ mật khẩu, lưu lại rồi đính kèm lại."
MACRO = "Tệp có macro nên không được nhận. Hãy lưu thành .docx, .xlsx (không macro) hoặc PDF rồi đính kèm lại."
TOO_MUCH = "Tệp khi mở ra lớn bất thường (quá 100 MB hoặc quá nhiều phần) nên không được nhận. Hãy lưu thành PDF."
FLAWS = {ContainerFlaw.ENCRYPTED: ENCRYPTED, ContainerFlaw.TOO_MUCH: TOO_MUCH, ContainerFlaw.TOO_LONG: TOO_MUCH}


class DocumentRefusal(FileRefusal):
    """The file cannot be attached."""


def part_types(content: bytes) -> dict[str, str]:
    """The content type of each part that the container declares, by the part's name; empty for any other zip.

    Every entry is unpacked once, in pieces that are thrown away.
    Raises: DocumentRefusal.
    """
    with open_container(content, most=ENTRY_LIMIT, refuse=_refusal) as archive:
        names = {f"/{name}".lower() for name in archive.namelist()}
        if any(name.endswith(MACRO_PARTS) or "/macrosheets/" in name for name in names):
            raise DocumentRefusal(MACRO)
        _unpack(archive)
        types = archive.read(TYPES) if TYPES in archive.NameToInfo else None
    declared = {} if types is None else _declared_types(types)
    if any("macroenabled" in kind or "vbaproject" in kind for kind in map(str.lower, declared.values())):
        raise DocumentRefusal(MACRO)
    return {part: kind for part, kind in declared.items() if part.lower() in names}


def has_entry(content: bytes, name: str) -> bool:
    """Tells whether a container that `part_types` has read holds an entry."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return name in archive.NameToInfo


def _refusal(flaw: ContainerFlaw) -> DocumentRefusal:
    return DocumentRefusal(FLAWS.get(flaw, BROKEN))


def _unpack(archive: zipfile.ZipFile) -> None:
    """Unpacks every entry whole, within the limit: zipfile unpacks no byte more than its record says.

    A record that says less than there is does not fit the sum of what was unpacked.
    """
    entries = archive.infolist()
    if sum(entry.file_size for entry in entries) > UNPACKED_LIMIT:
        raise DocumentRefusal(TOO_MUCH)
    for entry in entries:
        for _ in read_pieces(archive, entry):
            pass


def _declared_types(types: bytes) -> dict[str, str]:
    """Returns the content type of each part by the container's list."""
    if len(types) > TYPES_LIMIT:
        raise DocumentRefusal(BROKEN)
    declared: dict[str, str] = {}

    def add(attributes: Attributes) -> None:
        declared[attributes.get("PartName", "")] = attributes.get("ContentType", "")

    scan = MarkupScan(MarkupBudget({"Override": ENTRY_LIMIT}, _refusal), {"Override": add})
    for start in range(0, len(types), CHUNK):
        scan.feed(types[start : start + CHUNK])
    scan.close()
    if scan.broken:
        raise DocumentRefusal(BROKEN)
    return declared
