"""Freezing the numbers of a meeting."""

from typing import Any
from uuid import UUID, uuid4

from reports.excel.summary import summary_file
from reports.models import Snapshot
from reports.papers.frozen import freeze as frozen_numbers
from reports.papers.meeting import read_papers
from reports.selectors.addresses import plan_scope
from reports.selectors.version import data_states
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
    version = data_states([office.plan.pk])[office.plan.pk]
    papers = read_papers(scope, **options)
    return snapshot_freeze(
        item=item or uuid4(),
        result=papers.result,
        field=papers.field,
        actor=actor,
        content=summary_file(papers),
        numbers=frozen_numbers(papers, version),
    )
