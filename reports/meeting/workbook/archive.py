"""A workbook for each of several units in one zip, sent on as soon as each is made."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from io import RawIOBase
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.utils import timezone

from reports.excel.downloads import document_name
from reports.meeting.documents import MeetingDocuments
from reports.meeting.workbook.meeting_workbook import meeting_workbook_bytes


class _ZipOutputStream(RawIOBase):
    """A file whose contents are taken away as they are written, so that no archive is ever in memory whole."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def drain(self) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def zip_archive(all_documents: Iterable[MeetingDocuments], at: datetime, *, whole: bool = False) -> Iterator[bytes]:
    """The bytes of the zip, piece by piece; broken off it is none, for its table of contents comes last.

    With `whole` each workbook holds all its figures, however many. They are stored as they are: they are zipped
    themselves.
    Queries: 1 for each, besides reading the papers.
    """
    output, names = _ZipOutputStream(), set[str]()
    with ZipFile(output, "w", ZIP_STORED) as file:
        for documents in all_documents:
            name = document_name(documents.overview, documents.field).vietnamese
            if name in names:
                name = f"{documents.overview.scope.code} {name}"
            names.add(name)
            file.writestr(
                ZipInfo(name, timezone.localtime(at).timetuple()[:6]), meeting_workbook_bytes(documents, whole=whole)
            )
            yield output.drain()
    yield output.drain()
