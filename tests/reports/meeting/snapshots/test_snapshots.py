"""Numbers of a meeting, frozen once and kept byte for byte."""

import hashlib
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import InvalidInput, Refusal, StateRefusal
from reports.meeting.snapshots import services as service
from reports.meeting.snapshots import snapshot_numbers
from reports.meeting.snapshots import views as views
from reports.meeting.snapshots.services import snapshot_freeze
from reports.meeting.snapshots.snapshot_numbers import document_numbers
from reports.meeting.workbook.workbook_file import meeting_workbook_bytes
from reports.models import Snapshot
from targets.models import Field, Indicator
from tests.factories import member
from tests.reports.builders import SampleOffice
from tests.reports.freezing import (
    LIST,
    MEETING,
    MEETING_FIELDS,
    correct_amount,
    freeze,
    marked_snapshots,
    snapshot_path,
)
from tests.reports.meeting.reading import SummarySheet, documents_of
from tests.reports.pages import page, report_all_communes, signed_in, visible_text
from units.enums import Role
from units.models import AuditEvent

FREEZE = f"{LIST}chot/"


@pytest.fixture
def office(office: SampleOffice) -> SampleOffice:
    """The office with an approved number of every commune."""
    report_all_communes(office, 50)
    return office


# Freezing


def test_the_page_freezes_what_it_shows(office: SampleOffice, administrator: Client) -> None:
    tree = page(administrator, "ky=3&linh-vuc=KT&so-lieu=cho-duyet", path="/xuat/")
    form_page = administrator.get(tree.xpath("//a[contains(., 'Chốt số liệu họp…')]/@href")[0])
    tree = html.fromstring(form_page.content.decode())
    form = tree.xpath("//form[@method='post'][contains(@action, 'chot')]")[0]
    assert "Gồm số liệu chờ duyệt" in visible_text(tree)
    item = form.xpath(".//input[@name='ma']/@value")[0]
    response = administrator.post(form.get("action"), {"ma": item, **MEETING_FIELDS})
    snapshot = Snapshot.objects.get()
    assert response["Location"] == snapshot_path(snapshot)
    assert (snapshot.plan, snapshot.period, snapshot.scope) == (office.plan, office.period(3), office.district)
    assert (snapshot.data, snapshot.filters) == ("PENDING", {"field": "KT", "field_name": "Kinh tế"})
    assert (snapshot.by, snapshot.at) == (office.administrator, clock.now())
    page_text = visible_text(page(administrator, path=snapshot_path(snapshot)).xpath("//main")[0])
    assert (snapshot.meeting_name, snapshot.meeting_on) == (MEETING.name, MEETING.on)
    assert str(MEETING) in page_text
    for text in (
        "Chốt lúc 09:00 15/09/2022",
        "Người chốt Triệu Văn Quản",
        "Lĩnh vực Kinh tế",
        "Gồm số liệu chờ duyệt",
    ):
        assert text in page_text


def test_numbers_and_file_are_those_of_the_workbook(office: SampleOffice, administrator: Client) -> None:
    snapshot = freeze(office)
    content = administrator.get(f"{snapshot_path(snapshot)}tep.xlsx").content
    assert hashlib.sha256(content).hexdigest() == snapshot.sha256
    sheet = SummarySheet(content)
    rows = page(administrator, path=snapshot_path(snapshot)).xpath("//table[1]//tr[@data-row]")
    page_rows = {row.get("data-row"): row for row in rows if row.get("data-row").startswith("CT")}
    assert len(page_rows) == len(sheet.rows)
    for row, (name, cells) in zip(page_rows.values(), sheet.rows.items(), strict=True):
        assert visible_text(row.xpath("td[@data-field='name']")[0]) == name
        for key in ("actual", "target", "percent"):
            assert row.xpath(f"td[@data-field='{key}']/@data-value")[0] == sheet.data(name, key)
        assert visible_text(row.xpath("td[@data-field='status']")[0]) == cells["status"].value


def test_the_same_form_sent_again_shows_what_it_froze(office: SampleOffice, administrator: Client) -> None:
    """Also when it comes back with another choice in its address: nothing else is frozen, and it says so."""
    item = str(uuid4())
    first = administrator.post(f"{FREEZE}?ky=3", {"ma": item, **MEETING_FIELDS})
    for address in (f"{FREEZE}?ky=3", f"{FREEZE}?ky=2&so-lieu=cho-duyet"):
        response = administrator.post(address, {"ma": item, **MEETING_FIELDS}, follow=True)
        assert response.redirect_chain[0][0] == first["Location"]
        assert "đã chốt số liệu này lúc 09:00 ngày 15/09/2022" in response.content.decode()
    assert Snapshot.objects.count() == 1
    assert AuditEvent.objects.filter(action="SNAPSHOT").count() == 1


def test_going_back_brings_a_new_form(administrator: Client) -> None:
    assert "no-store" in administrator.get(FREEZE)["Cache-Control"]


def test_the_same_form_sent_twice_at_once_freezes_once(office: SampleOffice) -> None:
    """The second one has looked before the first has written, and finds out when it writes."""
    item = uuid4()
    assert freeze(office, item) == freeze(office, item)
    assert len(stored_files(item)) == 1


def test_a_form_of_somebody_else_is_no_way_to_their_numbers(office: SampleOffice) -> None:
    item = uuid4()
    freeze(office, item)
    with pytest.raises(InvalidInput, match="đã được dùng"):
        freeze_documents(office, item, office.reviewer)
    assert len(stored_files(item)) == 1
    response = signed_in(office.reviewer).post(FREEZE, {"ma": str(item), **MEETING_FIELDS})
    assert response.status_code == 422
    assert "Biểu mẫu này đã được dùng" in response.content.decode()


@pytest.mark.parametrize("item_text", ["", "x", "1" * 200])
def test_a_form_without_its_number_is_not_found(office: SampleOffice, administrator: Client, item_text: str) -> None:
    assert administrator.post(FREEZE, {"ma": item_text}).status_code == 404
    assert not Snapshot.objects.exists()


def test_what_is_approved_while_the_papers_are_made_is_read_again(
    office: SampleOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    states = iter(["1", "2", "2", "2"])
    monkeypatch.setattr(snapshot_numbers, "data_state", lambda _: next(states))
    assert freeze(office).numbers["version"] == "2"
    assert next(states, None) is None
    counter = count()
    monkeypatch.setattr(snapshot_numbers, "data_state", lambda _: str(next(counter)))
    with pytest.raises(StateRefusal, match="thử lại"):
        freeze(office)


def freeze_documents(office: SampleOffice, item: UUID, actor: Any) -> Snapshot:
    documents = documents_of(office.administrator, 3, occasion=MEETING)
    numbers = document_numbers(documents, "")
    return snapshot_freeze(item=item, documents=documents, actor=actor, content=b"x", numbers=numbers)


@pytest.mark.parametrize("role_name", ["leader", "clerk", "reporter", "reviewer of a commune"])
def test_who_only_reads_or_only_enters_freezes_nothing(office: SampleOffice, role_name: str) -> None:
    people = {
        "leader": office.leader,
        "clerk": office.clerk,
        "reporter": office.reporters[0],
        "reviewer of a commune": member(office.communes[0], Role.REVIEWER),
    }
    with pytest.raises(Refusal, match="được chốt số liệu họp"):
        freeze_documents(office, uuid4(), people[role_name])
    assert not Snapshot.objects.exists()
    client = signed_in(people[role_name])
    assert "Chốt số liệu họp…" not in client.get("/xuat/?don-vi=064").content.decode()
    assert client.get(f"{FREEZE}?don-vi=064").status_code in (403, 404)


def test_a_period_to_come_has_nothing_to_freeze(office: SampleOffice, administrator: Client) -> None:
    with pytest.raises(StateRefusal, match="Quý IV năm 2022 chưa mở"):
        freeze(office, ordinal=4)
    page_text = visible_text(page(administrator, "ky=4", path="/xuat/"))
    assert "Kỳ này chưa mở" in page_text
    assert "Chốt số liệu họp…" not in page_text
    assert "Đồng ý chốt" not in visible_text(page(administrator, "ky=4", path=FREEZE))
    response = administrator.post(f"{FREEZE}?ky=4", {"ma": str(uuid4()), **MEETING_FIELDS})
    assert response.status_code == StateRefusal.status


def test_a_file_is_gone_when_its_row_cannot_be_written(office: SampleOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    item = uuid4()

    def fails(*_: Any, **__: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(service, "audit_record", fails)
    with pytest.raises(RuntimeError):
        freeze(office, item)
    assert stored_files(item) == []
    assert not Snapshot.objects.exists()


def stored_files(item: UUID) -> list[str]:
    """The files of that number; others may be written by tests beside this one."""
    return [file.name for file in Path(default_storage.path("snapshots")).glob(f"{item}*")]


# For ever


def test_what_is_frozen_cannot_be_changed(office: SampleOffice) -> None:
    snapshot = freeze(office)
    changes: list[dict[str, Any]] = [{"data": "PENDING"}, {"numbers": {}}, {"sha256": ""}]
    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            Snapshot.objects.filter(pk=snapshot.pk).update(**change)


def test_a_correction_leaves_it_byte_for_byte(office: SampleOffice, administrator: Client) -> None:
    snapshot = freeze(office)
    content = administrator.get(f"{snapshot_path(snapshot)}tep.xlsx").content
    correct_amount(office, 70)
    response = administrator.get(f"{snapshot_path(snapshot)}tep.xlsx")
    assert response.content == content
    assert (
        'filename="so-lieu-hop-15-kh-ubnd-quy-3-2022-huyen-cho-don-20220915-090000.xlsx"'
        in (response["Content-Disposition"])
    )
    assert meeting_workbook_bytes(documents_of(office.leader, 3)) != content


def test_a_file_that_was_touched_or_lost_is_not_handed_out(office: SampleOffice, administrator: Client) -> None:
    snapshot = freeze(office)
    file = Path(default_storage.path(str(snapshot.file.name)))
    file.write_bytes(file.read_bytes() + b"x")
    assert administrator.get(f"{snapshot_path(snapshot)}tep.xlsx").status_code == 404
    file.unlink()
    response = administrator.get(f"{snapshot_path(snapshot)}tep.xlsx")
    assert response.status_code == 404
    assert "không còn nguyên vẹn" in response.content.decode()
    assert "Tải tệp đã chốt" not in visible_text(page(administrator, path=snapshot_path(snapshot)))
    assert not AuditEvent.objects.filter(action="EXPORT").exists()


# Who sees them, and what is recorded


def test_each_person_sees_those_of_their_own_scope(office: SampleOffice) -> None:
    district, commune = freeze(office), freeze(office, code=office.communes[0].code)
    for user in (office.leader, office.reviewer, office.administrator):
        assert set(marked_snapshots(signed_in(user))) == {str(district.pk), str(commune.pk)}
    reporter = signed_in(office.reporters[0])
    assert set(marked_snapshots(reporter)) == {str(commune.pk)}
    assert (
        reporter.get(snapshot_path(commune)).status_code
        == reporter.get(f"{snapshot_path(commune)}tep.xlsx").status_code
        == 200
    )
    assert (
        reporter.get(snapshot_path(district)).status_code
        == reporter.get(f"{snapshot_path(district)}tep.xlsx").status_code
        == 404
    )
    assert marked_snapshots(signed_in(office.reporters[1])) == {}


def test_freezing_and_taking_out_are_in_the_audit_log(office: SampleOffice, administrator: Client) -> None:
    snapshot = freeze(office, code=office.communes[0].code, pending=True)
    administrator.get(f"{snapshot_path(snapshot)}tep.xlsx")
    freeze_event, export_event = AuditEvent.objects.filter(action__in=("SNAPSHOT", "EXPORT")).order_by("pk")
    assert (freeze_event.action, freeze_event.actor, freeze_event.object_id) == (
        "SNAPSHOT",
        office.administrator,
        str(snapshot.pk),
    )
    assert freeze_event.after == {
        "plan": "15/KH-UBND",
        "year": 2022,
        "period": "Quý III",
        "unit": office.communes[0].code,
        "field": None,
        "pending": True,
        "meeting": str(MEETING),
        "sha256": snapshot.sha256,
    }
    assert (export_event.action, export_event.after["format"], export_event.after["unit"]) == (
        "EXPORT",
        "SNAPSHOT",
        "02010",
    )
    log = visible_text(page(administrator, path="/quan-tri/nhat-ky/"))
    assert "Chốt số liệu họp" in log
    assert "Excel đã chốt" in log


def test_a_long_list_comes_in_pages(
    office: SampleOffice, administrator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_snapshots = [freeze(office) for _ in range(3)]
    monkeypatch.setattr(views, "ON_A_PAGE", 2)
    assert len(marked_snapshots(administrator)) == 2
    second_page = page(administrator, "trang=2", path=LIST).xpath("//tr/@data-snapshot")
    assert {*marked_snapshots(administrator), *second_page} == {str(snapshot.pk) for snapshot in all_snapshots}


def test_an_empty_list_says_who_freezes(office: SampleOffice) -> None:
    assert "Chưa có số liệu nào được chốt" in visible_text(page(signed_in(office.leader), path=LIST))


def test_one_field_keeps_to_itself(office: SampleOffice, administrator: Client) -> None:
    other_field = Field.objects.create(plan=office.plan, code="XH", name="Xã hội", order=9)
    Indicator.objects.filter(code="CT02").update(field=other_field)
    snapshot = freeze(office, field_code="XH")
    correct_amount(office, 70)
    assert marked_snapshots(administrator) == {str(snapshot.pk): False}


def test_hostile_words_stay_words(office: SampleOffice, administrator: Client) -> None:
    Indicator.objects.update(name="<script>alert(1)</script>=1")
    snapshot = freeze(office)
    assert not page(administrator, path=snapshot_path(snapshot)).xpath("//main//script")


@pytest.mark.parametrize("snapshot_count", [1, 3])
def test_the_number_of_queries_does_not_grow(office: SampleOffice, snapshot_count: int) -> None:
    snapshot, *_ = [freeze(office) for _ in range(snapshot_count)]
    client = signed_in(office.leader)
    client.get(LIST)  # the first page of a session also writes the session
    query_counts = []
    for has_correction in (False, True):
        if has_correction:
            correct_amount(office, 70)
        for address in (LIST, snapshot_path(snapshot)):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            query_counts.append(len(queries))
    assert query_counts == [7, 5, 20, 18]  # the list reads the plans too, for the menu of years
