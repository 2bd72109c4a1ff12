"""Tests of the pages of evidence: attaching several files, reading one within scope only, and other places of files."""

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from lxml import html

from chodon_thidua.lib import clock
from reports.entry.evidence import forms as form
from reports.entry.evidence.services import evidence_remove
from reports.models import Evidence
from reports.selectors.evidence import evidence_to_read
from reports.selectors.report_contents.report_address import report_address
from reports.services.reopening import report_reopen
from reports.services.transitions import report_approve
from tests import documents as made
from tests.factories import member
from tests.reports.attaching import attach, evidence_url, post_files, stored_files, upload
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.entering import entry_session
from tests.reports.pages import signed_in, visible_text
from tests.reports.reviewing import query_count
from units.enums import Role
from units.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("uploads")]


@pytest.fixture(autouse=True)
def in_september():
    with clock.at(moment()):
        yield


@pytest.fixture
def office() -> SampleOffice:
    return make_office(communes=2, indicators=("AMOUNT", "RATIO"))


@pytest.fixture
def reporter(office) -> Client:
    return signed_in(office.reporters[0])


def notice(page: Any) -> str:
    return " ".join(visible_text(element) for element in page.xpath("//main//*[contains(@class, 'notice')]"))


def names(page: Any) -> list[str]:
    return [visible_text(element) for element in page.xpath("//tr[@data-file]/th")]


# The page.


def test_several_files_at_once_and_one_removed(office, reporter):
    files = {"Biên bản.pdf": made.pdf(), "anh.jpg": made.jpeg(), "Bảng.xlsx": made.xlsx()}
    status, page = post_files(reporter, evidence_url(office), files)
    assert (status, names(page)) == (302, list(files))
    assert "Đã đính kèm: Biên bản.pdf, anh.jpg, Bảng.xlsx." in notice(page)
    removal = next(one for one in page.forms if "/go/" in (one.action or ""))
    for _ in range(2):  # once more after the answer was lost
        assert reporter.post(removal.action, dict(removal.form_values())).status_code == 302
    assert names(html.fromstring(reporter.get(evidence_url(office)).content.decode())) == ["anh.jpg", "Bảng.xlsx"]


def test_the_good_files_are_kept_and_each_bad_one_says_why(office, reporter):
    files = [("trang.pdf", made.HTML), ("tot.pdf", made.pdf()), ("anh.png", made.jpeg()), ("lai.pdf", made.pdf())]
    status, page = post_files(reporter, evidence_url(office), files)
    assert (status, names(page)) == (422, ["tot.pdf"])
    assert "trang.pdf: Tệp này là trang web (HTML) chứ không phải PDF." in notice(page)
    assert "anh.png: Tệp này là ảnh JPEG chứ không phải ảnh PNG." in notice(page)
    assert "Đã đính kèm: tot.pdf." in notice(page)
    assert "Đã có sẵn, chỉ giữ một: tot.pdf." in notice(page)


def test_no_file_and_too_many_files(office, reporter, monkeypatch):
    assert "Hãy chọn ít nhất một tệp." in notice(post_files(reporter, evidence_url(office), [])[1])
    monkeypatch.setattr(form, "AT_ONCE", 1)
    status, page = post_files(reporter, evidence_url(office), [("a.pdf", made.pdf("a")), ("b.pdf", made.pdf("b"))])
    assert (status, names(page), stored_files()) == (422, [], [])
    assert "nhiều nhất 1 tệp" in notice(page)


def test_a_closed_report_shows_its_files_and_takes_none(office, reporter):
    office.enter("CT01", 10)
    attach(office)
    office.submit()
    page = html.fromstring(reporter.get(evidence_url(office)).content.decode())
    assert names(page) == ["Biên bản.pdf"]
    assert page.xpath("//input[@type='file'] | //form[contains(@action, '/go/')]") == []
    status, page = post_files(reporter, evidence_url(office), {"b.pdf": made.pdf("b"), "c.pdf": made.pdf("c")})
    assert (status, len(stored_files())) == (409, 1)
    assert "Báo cáo đã được Cán bộ Ngọc Phái gửi" in notice(page)
    removal = reporter.post(evidence_url(office, f"{Evidence.objects.get().pk}/go/"))
    assert (removal.status_code, Evidence.objects.count()) == (409, 1)


def test_whose_page_it_is(office, client):
    for person in (office.reporters[1], office.reviewer, office.leader):
        client.force_login(person)
        assert client.get(evidence_url(office)).status_code == 404
        assert client.post(evidence_url(office), {"files": [upload()]}).status_code == 404
    assert stored_files() == []
    client.force_login(office.reporters[0])
    assert client.get(evidence_url(office, code="CT09")).status_code == 404


# Reading one file.


def download(client: Client, url: str) -> tuple[int, bytes]:
    response: Any = client.get(url)
    return response.status_code, b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("Biên bản (bản 2).pdf", made.pdf(), "application/pdf"),
        ("anh.JPEG", made.jpeg(), "image/jpeg"),
        ("anh.png", made.png(), "image/png"),
        ("a.docx", made.docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.xlsx", made.xlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_a_file_is_sent_to_be_saved_and_never_shown(office, reporter, name, content, kind):
    one = attach(office, name, content)
    response: Any = reporter.get(evidence_url(office, f"{one.pk}/"))
    assert b"".join(response.streaming_content) == content
    headers = {header: response[header] for header in response.headers}
    assert headers["Content-Disposition"].startswith(f'attachment; filename="minh-chung-{one.pk}.')
    assert headers["Content-Disposition"].endswith(f"filename*=UTF-8''{quote(name, safe='')}")
    assert headers["Content-Type"] == kind
    assert headers["Content-Length"] == str(len(content))
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert headers["Cache-Control"] == "private, no-store"


def test_bytes_that_are_gone_are_told_in_a_sentence(office, reporter, caplog):
    one = attach(office)
    stored_files()[0].unlink()
    response = reporter.get(evidence_url(office, f"{one.pk}/"))
    assert response.status_code == 404
    assert "Tệp “Biên bản.pdf” không còn trên máy chủ." in response.content.decode()
    assert f"The bytes of minh-chung-{one.pk}, {one.file.name}, are gone" in caplog.text
    assert str(stored_files()) not in response.content.decode()


def draft(office: SampleOffice) -> None:
    """Sends nothing: the figure was entered only."""


def submitted(office: SampleOffice) -> None:
    office.submit()


def returned(office: SampleOffice) -> None:
    office.give_back()


def approved(office: SampleOffice) -> None:
    office.approve()


def reopened(office: SampleOffice) -> None:
    report = office.approve()
    report_reopen(report=report, actor=office.reviewer, seen_version=report.version, reason="Sai.")


def corrected(office: SampleOffice) -> None:
    reopened(office)
    office.enter("CT01", 11)
    report = office.submit()
    report_approve(report=report, actor=office.reviewer, seen_version=report.version)


EVERYBODY = ("reporter", "reviewer", "leader")
# Of a report in each state: who reads the file of its first revision and that of its newest.
READABLE: dict[Callable[[SampleOffice], None], tuple[tuple[str, ...], tuple[str, ...]]] = {
    draft: (("reporter",), ("reporter",)),
    submitted: (EVERYBODY, EVERYBODY),
    returned: (("reporter",), ("reporter",)),
    approved: (EVERYBODY, EVERYBODY),
    reopened: (EVERYBODY, ("reporter",)),
    corrected: (EVERYBODY, EVERYBODY),
}


@pytest.mark.parametrize("story", READABLE, ids=lambda story: story.__name__)
def test_who_reads_a_file_in_which_state(office, story):
    office.enter("CT01", 10)
    attach(office)
    story(office)
    people = {
        "reporter": office.reporters[0],
        "reviewer": office.reviewer,
        "leader": office.leader,
        "administrator": office.administrator,
        "neighbour": office.reporters[1],
        "reviewer at the unit itself": member(office.communes[0], Role.REVIEWER),
        "leader of the neighbour": member(office.communes[1], Role.LEADER),
    }
    files = list(Evidence.objects.order_by("pk"))
    for one, allowed in zip((files[0], files[-1]), READABLE[story], strict=True):
        statuses = {
            name: download(signed_in(user), evidence_url(office, f"{one.pk}/"))[0] for name, user in people.items()
        }
        assert statuses == {name: 200 if name in allowed else 404 for name in people}


def test_a_file_is_found_only_at_its_own_address(office, reporter):
    one = attach(office)
    other = attach(office, content=made.pdf("2"), unit=office.communes[1])
    assert download(reporter, evidence_url(office, f"{one.pk}/"))[0] == 200
    assert download(reporter, evidence_url(office, f"{one.pk}/", code="CT02"))[0] == 404
    assert download(reporter, evidence_url(office, f"{other.pk}/"))[0] == 404
    assert download(reporter, evidence_url(office, f"{other.pk}/", n=1))[0] == 404


def test_what_a_correction_removes_stays_readable_in_the_approved_one(office, django_capture_on_commit_callbacks):
    office.enter("CT01", 10)
    first = attach(office)
    reopened(office)
    with django_capture_on_commit_callbacks(execute=True):
        evidence_remove(item=Evidence.objects.exclude(pk=first.pk).get(), actor=office.reporters[0])
    for user in (office.reviewer, office.leader, office.reporters[0]):
        assert download(signed_in(user), evidence_url(office, f"{first.pk}/")) == (200, made.pdf())


# Where else files are shown.


def test_the_entry_page_counts_them_and_leads_to_them(office):
    person = entry_session(office)
    assert "Đính kèm minh chứng" in visible_text(person.open().row("CT01"))
    attach(office)
    attach(office, "b.pdf", made.pdf("b"))
    row = person.open().row("CT01")
    assert "Minh chứng (2)" in visible_text(row)
    assert evidence_url(office) in row.xpath(".//a/@href")
    assert "Đính kèm minh chứng" in visible_text(person.open().row("CT02"))


def test_a_closed_report_names_them_in_its_rows(office):
    office.enter("CT01", 10)
    one = attach(office)
    office.submit()
    row = entry_session(office).open().row("CT01")
    assert "Biên bản.pdf (1 kB)" in visible_text(row)
    assert evidence_url(office, f"{one.pk}/") in row.xpath(".//a/@href")


def review_of(office: SampleOffice, user: User | None = None) -> Any:
    answer = signed_in(user or office.reviewer).get(f"/tham-dinh/2022/{office.communes[0].code}/3/")
    return html.fromstring(answer.content.decode())


def test_the_reviewer_sees_them_beside_the_figure_and_in_the_story(office, django_capture_on_commit_callbacks):
    office.enter("CT01", 10)
    remaining_file, gone = attach(office), attach(office, "nhầm.pdf", made.pdf("b"))
    with django_capture_on_commit_callbacks(execute=True):
        evidence_remove(item=gone, actor=office.reporters[0])
    assert "Biên bản.pdf" not in visible_text(review_of(office))  # a draft is the unit's own
    office.submit()
    page = review_of(office)
    row = page.xpath("//tr[@data-indicator='CT01']")[0]
    assert evidence_url(office, f"{remaining_file.pk}/") in row.xpath(".//a/@href")
    assert "nhầm.pdf" not in visible_text(row)
    story = signed_in(office.reviewer).get(f"/bao-cao/2022/{office.communes[0].code}/3/qua-trinh/")
    story_text = visible_text(html.fromstring(story.content.decode()))
    assert "Minh chứng: trống → Biên bản.pdf (1 kB)" in story_text
    assert "Minh chứng: nhầm.pdf (1 kB) → trống" in story_text


def test_files_without_a_figure_are_shown_all_the_same(office):
    attach(office)
    office.submit()
    row = review_of(office).xpath("//tr[@data-indicator='CT01']")[0]
    assert "chưa có số liệu" in visible_text(row)
    assert "Biên bản.pdf" in visible_text(row)


def pages(office: SampleOffice) -> dict[str, int]:
    """Counts the queries of each page, once the session was written."""
    code = office.communes[0].code
    urls = {
        "entry": (office.reporters[0], f"/bao-cao/2022/{code}/2/"),
        "closed": (office.reporters[0], f"/bao-cao/2022/{code}/3/"),
        "evidence": (office.reporters[0], evidence_url(office).replace("/3/minh", "/2/minh")),
        "review": (office.reviewer, f"/tham-dinh/2022/{code}/3/"),
    }
    query_counts = {}
    for name, (user, path) in urls.items():
        client = signed_in(user)
        client.get(path)
        query_counts[name] = query_count(partial(client.get, path))
    return query_counts


def test_the_number_of_queries_does_not_grow_with_the_files(office):
    for ordinal in (2, 3):
        office.enter("CT01", 10, ordinal=ordinal)
        attach(office, ordinal=ordinal)
    office.submit()
    pages(office)  # the reviewer has opened the report from now on
    few = pages(office)
    for code in ("CT01", "CT02"):
        for n in range(2):
            attach(office, content=made.pdf(str(n)), code=code, ordinal=2)
    assert pages(office) == few


def test_the_number_of_queries_of_a_right_to_read(office):
    office.enter("CT01", 10)
    one = attach(office)
    office.submit()
    for user, most in ((office.reporters[0], 2), (office.reviewer, 3), (office.leader, 3)):
        person = User.objects.get(pk=user.pk)
        where = report_address(person, 2022, office.communes[0].code, 3)
        assert query_count(partial(evidence_to_read, person, where, "CT01", one.pk)) <= most


# What is too large is not even read.


def test_a_request_that_is_too_large_is_refused_before_it_is_read(office, reporter, settings):
    settings.REQUEST_SIZE_LIMIT = 1000
    answer = reporter.generic("POST", evidence_url(office), b"x" * 2000, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 413
    assert "Mỗi lần gửi không quá 50 MB, mỗi tệp không quá 10 MB." in answer.content.decode()
