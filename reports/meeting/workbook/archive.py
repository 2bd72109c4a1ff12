"""A workbook for each of several units in one zip, sent on as soon as each is made."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from io import RawIOBase
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.utils import timezone

from reports.excel.document_names import document_name
from reports.meeting.documents import MeetingDocuments
from reports.meeting.workbook.workbook_file import meeting_workbook_bytes

MOST_UNITS = 60  # in one zip, while somebody waits for it


class _ZipOutputStream(RawIOBase):
    """A file that `drain` empties while it is written, so that no archive is ever whole in memory."""

    def __init__(self) -> None:
        self._chunks: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, chunk: Any) -> int:
        self._chunks.append(bytes(chunk))
        return len(chunk)

    def drain(self) -> bytes:
        chunks, self._chunks = self._chunks, []
        return b"".join(chunks)


def zip_archive(
    all_documents: Iterable[MeetingDocuments], at: datetime, *, all_figures: bool = False
) -> Iterator[bytes]:
    """Yields the bytes of the zip in chunks; a zip that is cut short cannot be opened, as its directory comes last.

    With `all_figures` each workbook holds all its figures, however many. Workbooks are zips themselves, so they are
    stored without compressing them again.
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
                ZipInfo(name, timezone.localtime(at).timetuple()[:6]),
                meeting_workbook_bytes(documents, all_figures=all_figures),
            )
            yield output.drain()
    yield output.drain()
