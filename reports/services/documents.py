"""Documents that people send: checked by their content, stored under names that nobody can guess."""

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile

from chodon_thidua.lib.files.document_kinds import check_size, document_kind, document_name
from chodon_thidua.lib.files.office_packages import DocumentRefusal
from chodon_thidua.lib.refusals import InvalidInput


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


def document_store(file: "UploadedFile[bytes]", name: str, folder: str) -> StoredDocument:
    """Checks that the file is of an accepted kind and writes it to disk.

    Raises: InvalidInput.
    """
    name = document_name(name)
    try:
        check_size(file.size or 0)
        content = file.read()
        document_kind(content, name)
    except DocumentRefusal as refusal:
        raise InvalidInput({"file": str(refusal)}) from refusal
    path = default_storage.save(f"{folder}/{secrets.token_hex(16)}", file)
    return StoredDocument(path, name, len(content), hashlib.sha256(content).hexdigest())


def free_name(name: str, used_names: Collection[str]) -> str:
    """Returns the name, with a number where another file beside it has it: scanners call everything scan.pdf."""
    stem, dot, suffix = name.rpartition(".")
    n = 2
    while name.casefold() in used_names:
        name, n = f"{stem} ({n}){dot}{suffix}", n + 1
    return name
