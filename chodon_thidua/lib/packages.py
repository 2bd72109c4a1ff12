"""The zip container of Word and Excel files from outside: unpacked once to see that it is whole, never read further."""

import zipfile
import zlib
from io import BytesIO
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

MEGABYTE = 1024 * 1024
UNPACKED_LIMIT = 100 * MEGABYTE
ENTRY_LIMIT = 2_000
TYPES_LIMIT = 1 * MEGABYTE
CHUNK = 64 * 1024
TYPES = "[Content_Types].xml"

_CENTRAL_RECORD = b"PK\x01\x02"
_NAMESPACE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
BROKEN = "Tệp bị hỏng hoặc tải lên chưa trọn. Hãy mở thử trên máy, lưu lại rồi đính kèm lại."
ENCRYPTED = "Tệp có mật khẩu nên người thẩm định không mở được. Hãy bỏ mật khẩu, lưu lại rồi đính kèm lại."
MACRO = "Tệp có macro nên không được nhận. Hãy lưu thành .docx, .xlsx (không macro) hoặc PDF rồi đính kèm lại."
TOO_MUCH = "Tệp khi mở ra lớn bất thường (quá 100 MB hoặc quá nhiều phần) nên không được nhận. Hãy lưu thành PDF."


class DocumentRefusal(ValueError):  # noqa: N818 - an answer to a person, not an error of the program
    """The file is not taken; str() says what is wrong and what to do."""


def main_types(content: bytes) -> dict[str, str]:
    """The content type of each part that the container declares, by the part's name; empty for any other zip.

    Every entry is unpacked once, in pieces that are thrown away.
    Raises: DocumentRefusal.
    """
    # zipfile would make an object of each record before it could be asked how many there are.
    if content.count(_CENTRAL_RECORD) > ENTRY_LIMIT:
        raise DocumentRefusal(TOO_MUCH)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            _check_sizes(archive, entries)
            if TYPES not in archive.NameToInfo:
                return {}
            declared = _declared(archive.read(TYPES))
    except RuntimeError as error:  # what zipfile raises for an entry with a password
        raise DocumentRefusal(ENCRYPTED) from error
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        OverflowError,
        ValueError,
        ParseError,
        DefusedXmlException,
    ) as error:
        raise error if isinstance(error, DocumentRefusal) else DocumentRefusal(BROKEN) from error
    names = {f"/{entry.filename}".lower() for entry in entries}
    if any("macroenabled" in kind or "vbaproject" in kind for kind in map(str.lower, declared.values())):
        raise DocumentRefusal(MACRO)
    return {part: kind for part, kind in declared.items() if part.lower() in names}


def has_entry(content: bytes, name: str) -> bool:
    """Whether a container that `main_types` has read holds an entry."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return name in archive.NameToInfo


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    names = {entry.filename.lower() for entry in entries}
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise DocumentRefusal(ENCRYPTED)
    if len(names) != len(entries) or any(_is_trick(entry) for entry in entries):
        raise DocumentRefusal(BROKEN)
    if any(name.endswith(("vbaproject.bin", "vbaprojectsignature.bin")) or "/macrosheets/" in name for name in names):
        raise DocumentRefusal(MACRO)


def _is_trick(entry: zipfile.ZipInfo) -> bool:
    """A part that points outside the container, or is packed in a way that Office does not know."""
    name = entry.orig_filename
    outside = name.startswith("/") or ":" in name or "\\" in name or "\0" in name or ".." in name.split("/")
    return outside or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def _check_sizes(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """No more than is allowed, and each entry whole: zipfile unpacks no byte more than its record says.

    A record that says less than there is does not fit the sum of what was unpacked.
    """
    if sum(entry.file_size for entry in entries) > UNPACKED_LIMIT:
        raise DocumentRefusal(TOO_MUCH)
    for entry in entries:
        with archive.open(entry) as source:
            while source.read(CHUNK):
                pass


def _declared(types: bytes) -> dict[str, str]:
    if len(types) > TYPES_LIMIT:
        raise DocumentRefusal(BROKEN)
    overrides = fromstring(types).iter(f"{_NAMESPACE}Override")
    return {one.get("PartName", ""): one.get("ContentType", "") for one in overrides}
