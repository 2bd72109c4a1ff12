"""The signed copy of a report: attached once it is sent, kept through every round, never lost by its replacement."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import Refusal, StateRefusal
from reports.models import ReportEvent, SignedCopy
from reports.official import services
from reports.official.services import signed_copy_add, signed_copy_remove
from reports.services.transitions import report_return
from targets.enums import PeriodState
from tests import documents as made
from tests.reports.attaching import upload
from tests.reports.builders import SampleOffice, moment
from tests.reports.pages import page, signed_in, visible_text
from tests.reports.reviewing import query_count, reopen
from units.models import User

pytestmark = pytest.mark.usefixtures("uploads")


@pytest.fixture
def office(office: SampleOffice) -> SampleOffice:
    """The office with a report of the first commune that waits for review."""
    office.enter("CT01", 5)
    office.submit()
    return office


@pytest.fixture
def own(office: SampleOffice) -> Client:
    return signed_in(office.reporters[0])


def sign(office: SampleOffice, words: str = "Ky", *, actor: User | None = None, name: str = "Bản ký.pdf") -> SignedCopy:
    return signed_copy_add(
        unit=office.communes[0],
        period=office.period(),
        actor=actor or office.reporters[0],
        file=upload(name, made.pdf(words)),
        name=name,
    )


def copies_path(office: SampleOffice) -> str:
    return f"/bao-cao/2022/{office.communes[0].code}/3/ban-ky/"


def files(uploads: Path) -> list[Path]:
    folder = uploads / "signed"
    return sorted(folder.iterdir()) if folder.exists() else []


def story(office: SampleOffice, client: Client) -> list[str]:
    """The steps about the signed copy, as the page of the report's history tells them."""
    tree = page(client, path=f"/bao-cao/2022/{office.communes[0].code}/3/qua-trinh/")
    return [visible_text(row.xpath("td")[3]) for row in tree.xpath("//tr[@data-action='SIGN']")]


# Attaching


def test_the_unit_attaches_it_and_everybody_concerned_reads_it(office: SampleOffice, own: Client) -> None:
    content = made.pdf("Ky")
    response = own.post(copies_path(office), {"file": SimpleUploadedFile("Báo cáo quý III.pdf", content)}, follow=True)
    assert "Đã đính kèm bản ký “Báo cáo quý III.pdf”." in response.content.decode()
    copy = SignedCopy.objects.get()
    assert (copy.report, copy.by, copy.at, copy.size) == (
        office.report(),
        office.reporters[0],
        clock.now(),
        len(content),
    )
    for client in (own, signed_in(office.reviewer), signed_in(office.leader)):
        file = client.get(f"{copies_path(office)}{copy.pk}/")
        assert file.getvalue() == content
        assert file["Content-Disposition"].startswith(f'attachment; filename="ban-ky-{copy.pk}.pdf"')
        assert "sandbox" in file["Content-Security-Policy"]
    for client in (signed_in(office.reporters[1]), signed_in(office.administrator)):
        assert client.get(f"{copies_path(office)}{copy.pk}/").status_code == 404
    review = page(signed_in(office.reviewer), path=f"/tham-dinh/2022/{office.communes[0].code}/3/")
    assert "Bản ký: Báo cáo quý III.pdf" in visible_text(review)
    assert story(office, own) == [f"Bản ký: trống → Báo cáo quý III.pdf ({copy.size_text})"]


def test_it_is_a_document_of_the_report_and_of_no_figure(office: SampleOffice, own: Client) -> None:
    sign(office)
    report = office.report()
    assert report
    assert not report.figures.filter(evidence__isnull=False).exists()
    evidence = page(own, path=f"/bao-cao/2022/{office.communes[0].code}/3/minh-chung/CT01/")
    assert "Bản ký.pdf" not in visible_text(evidence)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", b"", "rỗng"),
        ("a.pdf", b"MZ" + b"x" * 100, "chương trình"),
        ("a.pdf", made.png(), "Hãy đổi đuôi tên tệp"),
        ("a.docx", made.docx(), "Tệp này là văn bản Word. Ở đây chỉ nhận PDF, ảnh JPEG, ảnh PNG."),
        ("a.xlsx", made.xlsx(), "Tệp này là sổ Excel."),
    ],
)
def test_what_is_no_scan_is_refused_and_leaves_no_file(
    office: SampleOffice, own: Client, uploads: Path, name: str, content: bytes, words: str
) -> None:
    response = own.post(copies_path(office), {"file": SimpleUploadedFile(name, content)})
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not SignedCopy.objects.exists()
    assert files(uploads) == []


def test_a_form_without_a_file_asks_for_one(office: SampleOffice, own: Client) -> None:
    response = own.post(copies_path(office))
    assert (response.status_code, "Hãy chọn tệp bản ký." in response.content.decode()) == (422, True)


@pytest.mark.parametrize("content", [made.png(), made.jpeg()])
def test_a_photograph_is_a_scan_too(office: SampleOffice, content: bytes) -> None:
    name = "Ảnh.png" if content == made.png() else "Ảnh.jpg"
    copy = signed_copy_add(
        unit=office.communes[0],
        period=office.period(),
        actor=office.reporters[0],
        file=upload(name, content),
        name=name,
    )
    assert copy.name == name


@pytest.mark.parametrize("who", ["neighbour", "reviewer", "leader", "administrator"])
def test_only_the_unit_attaches(office: SampleOffice, uploads: Path, who: str) -> None:
    people = {
        "neighbour": office.reporters[1],
        "reviewer": office.reviewer,
        "leader": office.leader,
        "administrator": office.administrator,
    }
    with pytest.raises(Refusal):
        sign(office, actor=people[who])
    assert files(uploads) == []
    tree_text = signed_in(people[who]).get(copies_path(office)).content.decode()
    assert "Đính kèm bản ký" not in tree_text


def test_a_report_that_is_not_sent_takes_none(office: SampleOffice, own: Client, uploads: Path) -> None:
    report = office.report()
    assert report
    type(report).objects.filter(pk=report.pk).update(
        state="RETURNED", reviewed_at=moment(), reviewed_by=office.reviewer
    )
    with pytest.raises(StateRefusal, match="chưa có bản để in và ký"):
        sign(office)
    assert files(uploads) == []
    response = own.post(copies_path(office), {"file": upload()})
    assert response.status_code == 409
    assert "Đính kèm bản ký" not in response.content.decode()


def test_paper_may_come_after_the_lock_and_after_the_approval(office: SampleOffice) -> None:
    office.set_period(3, PeriodState.LOCKED)
    assert sign(office, "Truoc").pk
    report = office.report()
    assert report
    type(report).objects.filter(pk=report.pk).update(
        state="APPROVED", reviewed_at=moment(), reviewed_by=office.reviewer
    )
    assert sign(office, "Sau").report.state == "APPROVED"


def test_the_same_content_again_changes_nothing(office: SampleOffice, uploads: Path) -> None:
    assert sign(office) == sign(office, name="Khác tên.pdf")
    assert ReportEvent.objects.filter(action="SIGN").count() == 1
    assert len(files(uploads)) == 1


def test_a_file_is_gone_when_its_row_cannot_be_written(
    office: SampleOffice, uploads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(**_: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(services, "event_write", fails)
    with pytest.raises(RuntimeError):
        sign(office)
    assert files(uploads) == []
    assert not SignedCopy.objects.exists()


# Replacing and taking away


def test_a_replaced_copy_stays_and_is_read_by_all(office: SampleOffice, own: Client, uploads: Path) -> None:
    first = sign(office, "Cu", name="Cũ.pdf")
    second = sign(office, "Moi", name="Mới.pdf")
    first.refresh_from_db()
    assert (first.removed_by, second.removed_by) == (office.reporters[0], None)
    assert len(files(uploads)) == 2
    reviewer = signed_in(office.reviewer)
    tree = page(reviewer, path=copies_path(office))
    assert "Mới.pdf" in visible_text(tree.xpath(f"//p[@data-copy='{second.pk}']")[0])
    assert "Cũ.pdf" in visible_text(tree.xpath(f"//tr[@data-copy='{first.pk}']")[0])
    assert b"Cu" in reviewer.get(f"{copies_path(office)}{first.pk}/").getvalue()
    assert story(office, own)[-1].startswith("Bản ký: Cũ.pdf")
    assert "→ Mới.pdf" in story(office, own)[-1]


def test_a_copy_that_was_taken_away_is_still_history(office: SampleOffice, own: Client, uploads: Path) -> None:
    copy = sign(office)
    for _ in range(2):  # a double click does it once
        response = own.post(f"{copies_path(office)}{copy.pk}/go/", follow=True)
        assert "Bản đã gỡ vẫn được giữ" in response.content.decode()
    tree = page(own, path=copies_path(office))
    assert "Chưa có bản ký." in visible_text(tree)
    assert tree.xpath(f"//tr[@data-copy='{copy.pk}']")
    assert len(files(uploads)) == 1
    assert story(office, own)[-1].endswith("→ trống")
    assert ReportEvent.objects.filter(action="SIGN").count() == 2
    entry = page(own, path=f"/bao-cao/2022/{office.communes[0].code}/3/")
    assert "Bản ký (chưa có)" in visible_text(entry)


def test_nobody_else_takes_it_away(office: SampleOffice) -> None:
    copy = sign(office)
    with pytest.raises(Refusal):
        signed_copy_remove(item=copy, actor=office.reviewer)
    response = signed_in(office.reviewer).post(f"{copies_path(office)}{copy.pk}/go/")
    assert response.status_code == 403
    copy.refresh_from_db()
    assert copy.removed_at is None


def test_the_database_takes_one_copy_at_a_time_and_both_halves_of_a_removal(office: SampleOffice) -> None:
    copy = sign(office)
    values = {field.attname: getattr(copy, field.attname) for field in SignedCopy._meta.concrete_fields}
    for change in ({"id": None}, {"id": None, "removed_at": moment()}, {"id": None, "size": 0, "removed_at": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SignedCopy.objects.create(**values | change)


# Through the rounds


def test_it_stays_when_the_report_goes_back_and_is_marked_as_older(office: SampleOffice, own: Client) -> None:
    copy = sign(office)
    with clock.at(moment(16)):
        report = office.report()
        assert report
        report_return(report=report, actor=office.reviewer, seen_version=report.version, reason="Sai.", flagged=[])
        text = visible_text(page(own, path=copies_path(office)))
        assert "Báo cáo chưa gửi, hoặc đang được sửa để gửi lại" in text
        assert "Bản ký.pdf" in text
        office.submit()
    text = visible_text(page(own, path=copies_path(office)))
    assert "bản ký là của lần gửi trước" in text
    with clock.at(moment(17)):
        sign(office, "Moi")
    text = visible_text(page(own, path=copies_path(office)))
    assert "bản ký là của lần gửi trước" not in text
    copy.refresh_from_db()
    assert copy.removed_at


def test_a_correction_starts_without_one_and_shows_that_of_the_report_before(office: SampleOffice, own: Client) -> None:
    copy = sign(office)
    report = office.report()
    assert report
    type(report).objects.filter(pk=report.pk).update(
        state="APPROVED", reviewed_at=moment(), reviewed_by=office.reviewer
    )
    report.refresh_from_db()
    reopen(office, report)
    office.enter("CT01", 6)
    office.submit()
    tree = page(own, path=copies_path(office))
    assert "Chưa có bản ký." in visible_text(tree)
    row = visible_text(tree.xpath(f"//tr[@data-copy='{copy.pk}']")[0])
    assert "Bản ký.pdf" in row
    sign(office, "Moi")
    assert len(page(own, path=copies_path(office)).xpath("//*[@data-copy]")) == 2


def test_the_bytes_that_are_gone_are_answered_in_words(office: SampleOffice, own: Client, uploads: Path) -> None:
    copy = sign(office)
    files(uploads)[0].unlink()
    response = own.get(f"{copies_path(office)}{copy.pk}/")
    assert response.status_code == 404
    assert "không còn trên máy chủ" in response.content.decode()


def test_another_report_s_copy_is_not_found_under_this_address(office: SampleOffice, own: Client) -> None:
    copy = sign(office)
    elsewhere = copies_path(office).replace("/3/", "/2/")
    assert own.get(f"{elsewhere}{copy.pk}/").status_code == 404


def test_the_page_asks_as_much_for_one_copy_as_for_three(office: SampleOffice, own: Client) -> None:
    counts = []
    for words in ("Mot", "Hai", "Ba"):
        sign(office, words)
        own.get(copies_path(office))
        counts.append(query_count(lambda: own.get(copies_path(office))))
    assert len(set(counts)) == 1
