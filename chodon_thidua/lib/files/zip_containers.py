"""The zip container of an Office file from outside, opened without believing what it says about itself."""

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum, auto
from io import BytesIO

MEGABYTE = 1024 * 1024
CHUNK = 64 * 1024

_CENTRAL_RECORD = b"PK\x01\x02"
# What zipfile raises for bytes that make no container; ValueError also for names and places that make no sense.
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    OverflowError,
    ValueError,
    NotImplementedError,
)


class ContainerFlaw(Enum):
    """The flaw for which a container is refused."""

    BROKEN = auto()
    ENCRYPTED = auto()
    TOO_MUCH = auto()
    TOO_LONG = auto()
    TOO_WIDE = auto()
    UNSAFE = auto()


class FileRefusal(ValueError):  # noqa: N818 - an answer to a person, not an error of the program
    """The file is not taken; str() says what is wrong and what to do."""


@contextmanager
def open_container(
    content: bytes, *, most: int, refuse: Callable[[ContainerFlaw], FileRefusal]
) -> Iterator[zipfile.ZipFile]:
    """Opens a container of at most `most` entries, none of them twice, encrypted, or pointing elsewhere.

    Raises: what `refuse` makes of a flaw, also of one that shows only when an entry is read.
    """
    # zipfile would make an object of each record before it could be asked how many there are.
    if content.count(_CENTRAL_RECORD) > most:
        raise refuse(ContainerFlaw.TOO_MUCH)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if flaw := _flaw(archive.infolist()):
                raise refuse(flaw)
            yield archive
    except FileRefusal:
        raise
    except _UNREADABLE as error:
        raise refuse(ContainerFlaw.BROKEN) from error
    except RuntimeError as error:  # what zipfile raises for an entry with a password
        raise refuse(ContainerFlaw.ENCRYPTED) from error


def read_pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """One entry unpacked, piece by piece. Reading to the end also checks its sum."""
    with archive.open(entry) as source:
        while piece := source.read(CHUNK):
            yield piece


def _flaw(entries: list[zipfile.ZipInfo]) -> ContainerFlaw | None:
    if any(entry.flag_bits & 0x1 for entry in entries):
        return ContainerFlaw.ENCRYPTED
    names = {entry.filename.lower() for entry in entries}
    return ContainerFlaw.BROKEN if len(names) != len(entries) or any(_is_trick(entry) for entry in entries) else None


def _is_trick(entry: zipfile.ZipInfo) -> bool:
    """A part that points outside the container, or is packed in a way that Office does not know."""
    name = entry.orig_filename
    outside = name.startswith("/") or ":" in name or "\\" in name or "\0" in name or ".." in name.split("/")
    return outside or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
