"""Kinds of documents that people attach, recognised by their content, never by their name."""

from chodon_thidua.lib.files.document_kinds.detection import SIZE_LIMIT, check_size, document_kind
from chodon_thidua.lib.files.document_kinds.kinds import KINDS, DocumentKind, kind_by_name
from chodon_thidua.lib.files.document_kinds.names import document_name, size_text
from chodon_thidua.lib.files.office_packages import DocumentRefusal

__all__ = (
    "KINDS",
    "SIZE_LIMIT",
    "DocumentKind",
    "DocumentRefusal",
    "check_size",
    "document_kind",
    "document_name",
    "kind_by_name",
    "size_text",
)
