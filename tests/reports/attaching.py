"""Short words for the tests of evidence: files as a browser sends them, and where their bytes lie."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from reports.entry.evidence.services import AttachmentResult, evidence_add
from reports.models import Evidence
from tests import documents as made
from tests.reports.builders import OPEN_ORDINAL, Office
from units.models import Unit, User


def upload(name: str = "Biên bản.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, made.pdf() if content is None else content)


def attach(
    office: Office,
    name: str = "Biên bản.pdf",
    content: bytes | None = None,
    *,
    code: str = "CT01",
    unit: Unit | None = None,
    actor: User | None = None,
    ordinal: int = OPEN_ORDINAL,
) -> Evidence:
    return attached(office, name, content, code=code, unit=unit, actor=actor, ordinal=ordinal).evidence


def attached(
    office: Office,
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


def stored() -> list[Path]:
    """Every file of evidence on disk; the fixture `uploads` gives a test a folder of its own."""
    folder = Path(default_storage.path("evidence"))
    return sorted(folder.iterdir()) if folder.exists() else []


def address(office: Office, tail: str = "", *, code: str = "CT01", n: int = 0) -> str:
    return f"/bao-cao/2022/{office.communes[n].code}/{OPEN_ORDINAL}/minh-chung/{code}/{tail}"


def send(client: Client, url: str, files: Mapping[str, bytes] | list[tuple[str, bytes]]) -> tuple[int, Any]:
    """Attach files as the form does; where it leads, or what it answers."""
    pairs = files.items() if isinstance(files, Mapping) else files
    response = client.post(url, {"files": [SimpleUploadedFile(name, content) for name, content in pairs]})
    shown = client.get(response["Location"]) if response.status_code == 302 else response
    return response.status_code, html.fromstring(shown.content.decode())
