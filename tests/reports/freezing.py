"""Freezing the numbers of a meeting."""

from typing import Any
from uuid import UUID, uuid4

from reports.excel.meeting_book import book_file
from reports.models import Snapshot
from reports.papers.frozen import read_to_freeze
from reports.selectors.addresses import plan_scope
from reports.services.snapshots import snapshot_freeze
from tests.reports.builders import OPEN_ORDINAL, Office
from units.models import User


def freeze(
    office: Office, item: UUID | None = None, *, ordinal: int = OPEN_ORDINAL, code: str = "", **options: Any
) -> Snapshot:
    """As the page does it, by the administrator."""
    actor = User.objects.get(pk=office.administrator.pk)
    scope = plan_scope(actor, year=None, plan_id=None, ordinal=ordinal, code=code)
    assert scope
    options = {"pending": False, "field_code": ""} | options
    frozen = read_to_freeze(scope, write=book_file, **options)
    return snapshot_freeze(
        item=item or uuid4(),
        result=frozen.papers.result,
        field=frozen.papers.field,
        actor=actor,
        at=frozen.papers.at,
        content=frozen.content,
        numbers=frozen.numbers,
    )
