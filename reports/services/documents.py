"""Documents that people send: checked by their content, stored under names that nobody can guess."""

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Protocol

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile

from chodon_thidua.lib.files.document_kinds import KINDS, DocumentKind, check_size, document_kind, document_name
from chodon_thidua.lib.files.office_packages import DocumentRefusal
from chodon_thidua.lib.refusals import InvalidInput


class StoredFile(Protocol):
    """A row with the name, the size and the sum of a file."""

    name: Any
    size: Any
    sha256: Any


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document on disk; `path` is its place in the storage, `name` the one that people see."""

    path: str
    name: str
    size: int
    sha256: str

    def delete(self) -> None:
        """Deletes the bytes, where the transaction that was to point to them has failed."""
        default_storage.delete(self.path)


def document_store(
    file: "UploadedFile[bytes]", name: str, folder: str, kinds: Collection[DocumentKind] = KINDS
) -> StoredDocument:
    """Checks by its content that the file is of one of the kinds, and writes it to disk.

    Raises: InvalidInput.
    """
    name = document_name(name)
    try:
        check_size(file.size or 0)
        content = file.read()
        kind = document_kind(content, name)
    except DocumentRefusal as refusal:
        raise InvalidInput({"file": str(refusal)}) from refusal
    if kind not in kinds:
        accepted_labels = ", ".join(accepted.label for accepted in kinds)
        raise InvalidInput({"file": f"Tệp này là {kind.label}. Ở đây chỉ nhận {accepted_labels}."})
    path = default_storage.save(f"{folder}/{secrets.token_hex(16)}", file)
    return StoredDocument(path, name, len(content), hashlib.sha256(content).hexdigest())


def file_event_data(item: StoredFile) -> dict[str, Any]:
    """Returns what the report's history keeps of a file."""
    return {"name": item.name, "size": item.size, "sha256": item.sha256}


def free_name(name: str, used_names: Collection[str]) -> str:
    """Returns the name, with a number where another file beside it has it: scanners call everything scan.pdf."""
    stem, dot, suffix = name.rpartition(".")
    n = 2
    while name.casefold() in used_names:
        name, n = f"{stem} ({n}){dot}{suffix}", n + 1
    return name
