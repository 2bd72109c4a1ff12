"""The kinds of documents that are accepted."""

from dataclasses import dataclass

OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind of document that is accepted."""

    label: str
    suffixes: tuple[str, ...]
    content_type: str


PDF = DocumentKind("PDF", (".pdf",), "application/pdf")
JPEG = DocumentKind("ảnh JPEG", (".jpg", ".jpeg"), "image/jpeg")
PNG = DocumentKind("ảnh PNG", (".png",), "image/png")
DOCX = DocumentKind("văn bản Word", (".docx",), f"{OFFICE}.wordprocessingml.document")
XLSX = DocumentKind("sổ Excel", (".xlsx",), f"{OFFICE}.spreadsheetml.sheet")
KINDS = (PDF, JPEG, PNG, DOCX, XLSX)
ACCEPTED_KINDS = "Chỉ nhận PDF, ảnh JPEG hoặc PNG, văn bản Word (.docx), sổ Excel (.xlsx)."


def kind_by_name(name: str) -> DocumentKind | None:
    """The kind that the name claims."""
    return next((kind for kind in KINDS if name.lower().endswith(kind.suffixes)), None)
