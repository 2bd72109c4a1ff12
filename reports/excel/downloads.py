"""Files to download or to write: their names, their responses, their place on disk."""

import logging
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TypeVar
from urllib.parse import quote

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from chodon_thidua.lib.files.document_kinds import kind_by_name
from reports.excel.file_names import FileName
from units.middleware import refusal_response

logger = logging.getLogger(__name__)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV, ZIP = "text/csv; charset=utf-8", "application/zip"
Response = TypeVar("Response", bound=HttpResponseBase)


def download(content: bytes, name: FileName, content_type: str = XLSX) -> HttpResponse:
    """Returns the response that saves the file; nobody else may cache it."""
    return _as_attachment(HttpResponse(content, content_type=content_type), name)


def stream(chunks: Iterable[bytes] | Iterable[str], name: FileName, content_type: str) -> StreamingHttpResponse:
    """Returns the response of a file that is sent while it is made, chunk by chunk."""
    return _as_attachment(StreamingHttpResponse(chunks, content_type=content_type), name)


def _as_attachment(response: Response, name: FileName) -> Response:
    names = f"filename=\"{name.plain}\"; filename*=UTF-8''{quote(name.vietnamese)}"
    response["Content-Disposition"] = f"attachment; {names}"
    response["Cache-Control"] = "private, no-store"
    return response


def document_download(request: HttpRequest, file: FieldFile, name: str, plain_stem: str) -> HttpResponseBase:
    """Returns the response with a file that somebody sent, which a browser never shows inside this site.

    Where its bytes are gone, a page says whom to tell, and the log which file it is.
    """
    kind = kind_by_name(name)
    try:
        content = file.open("rb")
    except FileNotFoundError:
        logger.exception("The bytes of %s, %s, are gone", plain_stem, file.name)
        sentence = f"Tệp “{name}” không còn trên máy chủ. Hãy báo quản trị kế hoạch."
        return refusal_response(request, sentence, 404)
    response = FileResponse(content, content_type=kind.content_type if kind else "application/octet-stream")
    plain = f"{plain_stem}{kind.suffixes[0] if kind else ''}"
    response["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


@contextmanager
def atomic_file(path: Path) -> Iterator[tuple[IO[bytes], Callable[[], None]]]:
    """Yields a file to write into and a function that moves it to the path when it is complete.

    No incomplete file ever stands at the path; without the call the file is deleted.

    Raises: OSError.
    """
    partial_path = path.with_name(f".{path.name}.{secrets.token_hex(4)}")

    def move_into_place() -> None:
        file.flush()
        os.fsync(file.fileno())
        partial_path.replace(path)

    try:
        with partial_path.open("xb") as file:
            yield file, move_into_place
    finally:
        partial_path.unlink(missing_ok=True)
