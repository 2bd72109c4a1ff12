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

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import InvalidInput, Refusal, StateRefusal
from reports.meeting.snapshots import numbers as papers_frozen
from reports.meeting.snapshots import services as service
from reports.meeting.snapshots import views as views
from reports.meeting.snapshots.numbers import document_numbers as freeze_numbers
from reports.meeting.snapshots.services import snapshot_freeze
from reports.meeting.workbook.meeting_workbook import meeting_workbook_bytes
from reports.models import Snapshot
from targets.models import Field, Indicator
from tests.factories import member
from tests.reports.builders import SampleOffice
from tests.reports.freezing import LIST, correct_amount, freeze, marked_snapshots, snapshot_path
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
    form = tree.xpath("//form[@method='post'][contains(@action, 'chot')]")[0]
    assert "gồm số liệu chờ duyệt" in visible_text(form)
    item = form.xpath(".//input[@name='ma']/@value")[0]
    response = administrator.post(form.get("action"), {"ma": item})
    snapshot = Snapshot.objects.get()
    assert response["Location"] == snapshot_path(snapshot)
    assert (snapshot.plan, snapshot.period, snapshot.scope) == (office.plan, office.period(3), office.district)
    assert (snapshot.data, snapshot.filters) == ("PENDING", {"field": "KT", "field_name": "Kinh tế"})
    assert (snapshot.by, snapshot.at) == (office.administrator, clock.now())
    shown = visible_text(page(administrator, path=snapshot_path(snapshot)).xpath("//main")[0])
    for text in ("Chốt lúc 09:00 15/09/2022", "Người chốt Triệu Văn Quản", "Lĩnh vực Kinh tế", "Gồm số liệu chờ duyệt"):
        assert text in shown


def test_numbers_and_file_are_those_of_the_workbook(office: SampleOffice, administrator: Client) -> None:
    snapshot = freeze(office)
    content = administrator.get(f"{snapshot_path(snapshot)}tep.xlsx").content
    assert hashlib.sha256(content).hexdigest() == snapshot.sha256
    sheet = SummarySheet(content)
    rows = page(administrator, path=snapshot_path(snapshot)).xpath("//table[1]//tr[@data-row]")
    shown = {row.get("data-row"): row for row in rows if row.get("data-row").startswith("CT")}
    assert len(shown) == len(sheet.rows)
    for row, (name, cells) in zip(shown.values(), sheet.rows.items(), strict=True):
        assert visible_text(row.xpath("td[@data-field='name']")[0]) == name
        for key in ("actual", "target", "percent"):
            assert row.xpath(f"td[@data-field='{key}']/@data-value")[0] == sheet.data(name, key)
        assert visible_text(row.xpath("td[@data-field='status']")[0]) == cells["status"].value


def test_the_same_form_sent_again_shows_what_it_froze(office: SampleOffice, administrator: Client) -> None:
    """Also when it comes back with another choice in its address: nothing else is frozen, and it says so."""
    item = str(uuid4())
    first = administrator.post(f"{FREEZE}?ky=3", {"ma": item})
    for address in (f"{FREEZE}?ky=3", f"{FREEZE}?ky=2&so-lieu=cho-duyet"):
        response = administrator.post(address, {"ma": item}, follow=True)
        assert response.redirect_chain[0][0] == first["Location"]
        assert "đã chốt số liệu này lúc 09:00 ngày 15/09/2022" in response.content.decode()
    assert Snapshot.objects.count() == 1
    assert AuditEvent.objects.filter(action="SNAPSHOT").count() == 1


def test_going_back_brings_a_new_form(administrator: Client) -> None:
    assert "no-store" in administrator.get("/xuat/")["Cache-Control"]


def test_the_same_form_sent_twice_at_once_freezes_once(office: SampleOffice) -> None:
    """The second one has looked before the first has written, and finds out when it writes."""
    item = uuid4()
    assert freeze(office, item) == freeze(office, item)
    assert len(stored(item)) == 1


def test_a_form_of_somebody_else_is_no_way_to_their_numbers(office: SampleOffice) -> None:
    item = uuid4()
    freeze(office, item)
    with pytest.raises(InvalidInput, match="đã được dùng"):
        again(office, item, office.reviewer)
    assert len(stored(item)) == 1
    response = signed_in(office.reviewer).post(FREEZE, {"ma": str(item)})
    assert response.status_code == 422


@pytest.mark.parametrize("typed", ["", "x", "1" * 200])
def test_a_form_without_its_number_is_not_found(office: SampleOffice, administrator: Client, typed: str) -> None:
    assert administrator.post(FREEZE, {"ma": typed}).status_code == 404
    assert not Snapshot.objects.exists()


def test_what_is_approved_while_the_papers_are_made_is_read_again(
    office: SampleOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    states = iter(["1", "2", "2", "2"])
    monkeypatch.setattr(papers_frozen, "data_state", lambda _: next(states))
    assert freeze(office).numbers["version"] == "2"
    assert next(states, None) is None
    changing = count()
    monkeypatch.setattr(papers_frozen, "data_state", lambda _: str(next(changing)))
    with pytest.raises(StateRefusal, match="thử lại"):
        freeze(office)


def again(office: SampleOffice, item: UUID, actor: Any) -> Snapshot:
    papers = documents_of(office.administrator, 3)
    return snapshot_freeze(
        item=item,
        result=papers.overview,
        field=None,
        actor=actor,
        at=papers.at,
        content=b"x",
        numbers=freeze_numbers(papers, ""),
    )


@pytest.mark.parametrize("who", ["leader", "clerk", "reporter", "reviewer of a commune"])
def test_who_only_reads_or_only_enters_freezes_nothing(office: SampleOffice, who: str) -> None:
    people = {
        "leader": office.leader,
        "clerk": office.clerk,
        "reporter": office.reporters[0],
        "reviewer of a commune": member(office.communes[0], Role.REVIEWER),
    }
    with pytest.raises(Refusal, match="được chốt số liệu họp"):
        again(office, uuid4(), people[who])
    assert not Snapshot.objects.exists()
    assert "Đồng ý chốt" not in signed_in(people[who]).get("/xuat/?don-vi=064").content.decode()


def test_a_period_to_come_has_nothing_to_freeze(office: SampleOffice, administrator: Client) -> None:
    with pytest.raises(StateRefusal, match="Quý IV năm 2022 chưa mở"):
        freeze(office, ordinal=4)
    shown = visible_text(page(administrator, "ky=4", path="/xuat/"))
    assert "Kỳ này chưa mở" in shown
    assert "Đồng ý chốt" not in shown


def test_a_file_is_gone_when_its_row_cannot_be_written(office: SampleOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    item = uuid4()

    def fails(*_: Any, **__: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(service, "audit_record", fails)
    with pytest.raises(RuntimeError):
        freeze(office, item)
    assert stored(item) == []
    assert not Snapshot.objects.exists()


def stored(item: UUID) -> list[str]:
    """The files of that number; others may be written by tests beside this one."""
    return [file.name for file in Path(default_storage.path("snapshots")).glob(f"{item}*")]


# For ever


def test_what_is_frozen_cannot_be_changed(office: SampleOffice) -> None:
    snapshot = freeze(office)
    changed: list[dict[str, Any]] = [{"data": "PENDING"}, {"numbers": {}}, {"sha256": ""}]
    for change in changed:
        with pytest.raises(DatabaseError), transaction.atomic():
            Snapshot.objects.filter(pk=snapshot.pk).update(**change)


def test_a_correction_leaves_it_byte_for_byte(office: SampleOffice, administrator: Client) -> None:
    snapshot = freeze(office)
    before = administrator.get(f"{snapshot_path(snapshot)}tep.xlsx").content
    correct_amount(office, 70)
    after = administrator.get(f"{snapshot_path(snapshot)}tep.xlsx")
    assert after.content == before
    assert (
        'filename="so-lieu-hop-15-kh-ubnd-quy-3-2022-huyen-cho-don-20220915-090000.xlsx"'
        in (after["Content-Disposition"])
    )
    assert meeting_workbook_bytes(documents_of(office.leader, 3)) != before


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
    whole, commune = freeze(office), freeze(office, code=office.communes[0].code)
    for user in (office.leader, office.reviewer, office.administrator):
        assert set(marked_snapshots(signed_in(user))) == {str(whole.pk), str(commune.pk)}
    own = signed_in(office.reporters[0])
    assert set(marked_snapshots(own)) == {str(commune.pk)}
    assert (
        own.get(snapshot_path(commune)).status_code == own.get(f"{snapshot_path(commune)}tep.xlsx").status_code == 200
    )
    assert own.get(snapshot_path(whole)).status_code == own.get(f"{snapshot_path(whole)}tep.xlsx").status_code == 404
    assert marked_snapshots(signed_in(office.reporters[1])) == {}


def test_freezing_and_taking_out_are_in_the_audit_log(office: SampleOffice, administrator: Client) -> None:
    snapshot = freeze(office, code=office.communes[0].code, pending=True)
    administrator.get(f"{snapshot_path(snapshot)}tep.xlsx")
    frozen, taken = AuditEvent.objects.filter(action__in=("SNAPSHOT", "EXPORT")).order_by("pk")
    assert (frozen.action, frozen.actor, frozen.object_id) == ("SNAPSHOT", office.administrator, str(snapshot.pk))
    assert frozen.after == {
        "plan": "15/KH-UBND",
        "year": 2022,
        "ordinal": 3,
        "unit": office.communes[0].code,
        "field": None,
        "pending": True,
        "sha256": snapshot.sha256,
    }
    assert (taken.action, taken.after["format"], taken.after["unit"]) == ("EXPORT", "SNAPSHOT", "02010")
    log = visible_text(page(administrator, path="/quan-tri/nhat-ky/"))
    assert "Chốt số liệu họp" in log
    assert "Excel đã chốt" in log


def test_a_long_list_comes_in_pages(
    office: SampleOffice, administrator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    frozen = [freeze(office) for _ in range(3)]
    monkeypatch.setattr(views, "ON_A_PAGE", 2)
    assert len(marked_snapshots(administrator)) == 2
    later = page(administrator, "trang=2", path=LIST).xpath("//tr/@data-snapshot")
    assert {*marked_snapshots(administrator), *later} == {str(one.pk) for one in frozen}


def test_an_empty_list_says_who_freezes(office: SampleOffice) -> None:
    assert "Chưa có số liệu nào được chốt" in visible_text(page(signed_in(office.leader), path=LIST))


def test_one_field_keeps_to_itself(office: SampleOffice, administrator: Client) -> None:
    other = Field.objects.create(plan=office.plan, code="XH", name="Xã hội", order=9)
    Indicator.objects.filter(code="CT02").update(field=other)
    snapshot = freeze(office, field_code="XH")
    correct_amount(office, 70)
    assert marked_snapshots(administrator) == {str(snapshot.pk): False}


def test_hostile_words_stay_words(office: SampleOffice, administrator: Client) -> None:
    Indicator.objects.update(name="<script>alert(1)</script>=1")
    snapshot = freeze(office)
    assert not page(administrator, path=snapshot_path(snapshot)).xpath("//main//script")


@pytest.mark.parametrize("many", [1, 3])
def test_the_number_of_queries_does_not_grow(office: SampleOffice, many: int) -> None:
    snapshot, *_ = [freeze(office) for _ in range(many)]
    client = signed_in(office.leader)
    client.get(LIST)  # the first page of a session also writes the session
    counted = []
    for changed in (False, True):
        if changed:
            correct_amount(office, 70)
        for address in (LIST, snapshot_path(snapshot)):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counted.append(len(queries))
    assert counted == [7, 5, 20, 18]  # the list reads the plans too, for the menu of years
