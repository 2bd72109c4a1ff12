"""Helpers of the tests of evidence: files as a browser sends them, and the place of their bytes."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from reports.entry.evidence.attachments import AttachmentResult
from reports.entry.evidence.services import evidence_add
from reports.models import Evidence, SignedCopy
from reports.official.services import signed_copy_add
from tests import documents as made
from tests.reports.builders import OPEN_ORDINAL, SampleOffice
from units.models import Unit, User


def upload(name: str = "Biên bản.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, made.pdf() if content is None else content)


def attach(
    office: SampleOffice,
    name: str = "Biên bản.pdf",
    content: bytes | None = None,
    *,
    code: str = "CT01",
    unit: Unit | None = None,
    actor: User | None = None,
    ordinal: int = OPEN_ORDINAL,
) -> Evidence:
    return attach_result(office, name, content, code=code, unit=unit, actor=actor, ordinal=ordinal).evidence


def attach_result(
    office: SampleOffice,
    name: str = "Biên bản.pdf",
    content: bytes | None = None,
    *,
    code: str = "CT01",
    unit: Unit | None = None,
    actor: User | None = None,
    ordinal: int = OPEN_ORDINAL,
) -> AttachmentResult:
    unit = unit or office.communes[0]
    return evidence_add(
        unit=unit,
        period=office.period(ordinal),
        indicator=office.indicators[code],
        actor=actor or office.reporter(unit),
        file=upload(name, content),
        name=name,
    )


def sign(office: SampleOffice, unit: Unit, words: str = "Ky", name: str = "Bản ký.pdf") -> SignedCopy:
    """Attaches the signed copy of a report that its unit has sent."""
    period, actor = office.period(), office.reporter(unit)
    return signed_copy_add(unit=unit, period=period, actor=actor, file=upload(name, made.pdf(words)), name=name)


def stored_files() -> list[Path]:
    """Returns every file of evidence on disk; the fixture `uploads` gives a test a folder of its own."""
    folder = Path(default_storage.path("evidence"))
    return sorted(folder.iterdir()) if folder.exists() else []


def evidence_url(office: SampleOffice, tail: str = "", *, code: str = "CT01", n: int = 0) -> str:
    return f"/bao-cao/2022/{office.communes[n].code}/{OPEN_ORDINAL}/minh-chung/{code}/{tail}"


def post_files(client: Client, url: str, files: Mapping[str, bytes] | list[tuple[str, bytes]]) -> tuple[int, Any]:
    """Attaches files as the form does; returns the status and the page to which it leads, or that it answers."""
    pairs = files.items() if isinstance(files, Mapping) else files
    response = client.post(url, {"files": [SimpleUploadedFile(name, content) for name, content in pairs]})
    page_response = client.get(response["Location"]) if response.status_code == 302 else response
    return response.status_code, html.fromstring(page_response.content.decode())
