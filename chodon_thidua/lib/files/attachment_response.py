"""The answer with a file that somebody attached."""

from urllib.parse import quote

from django.db.models.fields.files import FieldFile
from django.http import FileResponse

from chodon_thidua.lib.files.document_kinds import kind_by_name


def attachment_response(file: FieldFile, name: str, plain_stem: str) -> FileResponse:
    """Builds the answer, which a browser saves and never shows inside this site.

    `plain_stem` is the ASCII name without its ending, for programs that know no other.
    Raises: FileNotFoundError.
    """
    kind = kind_by_name(name)
    response = FileResponse(file.open("rb"), content_type=kind.content_type if kind else "application/octet-stream")
    plain = f"{plain_stem}{kind.suffixes[0] if kind else ''}"
    response["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
