"""Helpers of the tests of frozen numbers."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.test import Client

from reports.meeting.official_header import MeetingOccasion
from reports.meeting.snapshots.services import snapshot_freeze
from reports.meeting.snapshots.snapshot_numbers import read_snapshot_content
from reports.meeting.workbook.workbook_file import meeting_workbook_bytes
from reports.models import Snapshot
from reports.selectors.scope import plan_scope
from tests.reports.builders import OPEN_ORDINAL, SampleOffice
from tests.reports.pages import page, visible_text
from tests.reports.reviewing import reopen
from units.models import User

LIST = "/xuat/da-chot/"
MEETING = MeetingOccasion("Họp giao ban tháng 9", date(2022, 9, 20))
MEETING_FIELDS = {"meeting_name": "Họp giao ban tháng 9", "meeting_on": "20/09/2022"}


def freeze(
    office: SampleOffice, item: UUID | None = None, *, ordinal: int = OPEN_ORDINAL, code: str = "", **options: Any
) -> Snapshot:
    """Freezes numbers as the page does, by the administrator."""
    actor = User.objects.get(pk=office.administrator.pk)
    scope = plan_scope(actor, year=None, plan_id=None, ordinal=ordinal, code=code)
    assert scope
    options = {"pending": False, "field_code": "", "occasion": MEETING} | options
    snapshot_data = read_snapshot_content(scope, write=meeting_workbook_bytes, **options)
    return snapshot_freeze(
        item=item or uuid4(),
        documents=snapshot_data.documents,
        actor=actor,
        content=snapshot_data.content,
        numbers=snapshot_data.numbers,
    )


def snapshot_path(snapshot: Snapshot) -> str:
    return f"{LIST}{snapshot.pk}/"


def correct_amount(office: SampleOffice, amount: int | str, *, ordinal: int = 3) -> None:
    """Reopens the first commune's approved report, changes its number, and approves it again."""
    report = office.report(ordinal=ordinal)
    assert report
    reopen(office, report)
    office.enter("CT01", amount, ordinal=ordinal)
    office.approve(ordinal=ordinal)


def marked_snapshots(client: Client) -> dict[str, bool]:
    """Returns by number of the snapshot whether the list marks it."""
    rows = page(client, path=LIST).xpath("//tr[@data-snapshot]")
    return {row.get("data-snapshot"): "Có điều chỉnh sau họp" in visible_text(row) for row in rows}
