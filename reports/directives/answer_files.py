"""The files of an answer: all of them are stored with it, or none."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.core.files.uploadedfile import UploadedFile

from chodon_thidua.lib.model_saving import save_valid
from chodon_thidua.lib.refusals import InvalidInput
from chodon_thidua.lib.text import normalise
from reports.models import DirectiveEvent, DirectiveFile
from reports.services.documents import StoredDocument, document_store, free_name

FOLDER = "directives"


def attach_documents(event: DirectiveEvent, documents: Sequence[StoredDocument]) -> None:
    names: set[str] = set()
    for document in documents:
        name = free_name(document.name, names)
        names.add(name.casefold())
        save_valid(
            DirectiveFile(event=event, file=document.path, name=name, size=document.size, sha256=document.sha256)
        )


@contextmanager
def answer_documents(files: "Sequence[UploadedFile[bytes]]") -> Iterator[list[StoredDocument]]:
    """Stores the files, each content once; deletes all of them where the block fails."""
    documents: dict[str, StoredDocument] = {}
    try:
        for file in files:
            try:
                document = document_store(file, normalise(file.name or ""), FOLDER)
            except InvalidInput as refusal:
                raise InvalidInput({"files": f"{file.name}: {refusal}"}) from refusal
            if document.sha256 in documents:
                document.delete()
            documents.setdefault(document.sha256, document)
        yield list(documents.values())
    except BaseException:
        for document in documents.values():
            document.delete()
        raise
