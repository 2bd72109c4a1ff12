"""Files that people attach: checked by their content before anything is stored."""

from collections.abc import Collection
from typing import Any, Protocol

from django.core.files.uploadedfile import UploadedFile

from chodon_thidua.lib.files.document_kinds import KINDS, DocumentKind, DocumentRefusal, check_size, document_kind
from chodon_thidua.lib.refusals import InvalidInput


class StoredFile(Protocol):
    """A row with the name, the size and the sum of a file."""

    name: Any
    size: Any
    sha256: Any


def accepted_content(file: "UploadedFile[bytes]", name: str, kinds: Collection[DocumentKind] = KINDS) -> bytes:
    """Reads the file's bytes and checks that it is of one of the kinds.

    Raises: InvalidInput.
    """
    try:
        check_size(file.size or 0)
        content = file.read()
        kind = document_kind(content, name)
    except DocumentRefusal as refusal:
        raise InvalidInput({"file": str(refusal)}) from refusal
    if kind not in kinds:
        accepted_labels = ", ".join(accepted.label for accepted in kinds)
        raise InvalidInput({"file": f"Tệp này là {kind.label}. Ở đây chỉ nhận {accepted_labels}."})
    return content


def file_event_data(item: StoredFile) -> dict[str, Any]:
    """Returns what the report's history keeps of a file."""
    return {"name": item.name, "size": item.size, "sha256": item.sha256}
