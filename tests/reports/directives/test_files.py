"""The files of an answer: checked as evidence is, stored once, gone when the answer is refused, seen within scope."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import Conflict, InvalidInput
from reports.directives.services import ANSWER_FILES
from reports.models import DirectiveFile
from tests import documents as made
from tests.reports.attaching import upload
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.directing import answer, issue
from tests.reports.pages import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("uploads")]


@pytest.fixture
def office(db: None) -> Iterator[SampleOffice]:
    with clock.at(moment()):
        yield make_office()


def stored_files() -> list[Path]:
    folder = Path(default_storage.path("directives"))
    return sorted(folder.iterdir()) if folder.exists() else []


def file_rows(step: Any) -> list[tuple[str, int]]:
    return list(step.directive.events.latest("pk").files.values_list("name", "size"))


def test_files_come_with_the_answer(office: SampleOffice) -> None:
    files = [upload("Biên bản.pdf"), upload("Ảnh.png", made.png())]
    step = answer(office, issue(office), files=files)
    assert [name for name, _ in file_rows(step)] == ["Biên bản.pdf", "Ảnh.png"]
    assert sorted(path.read_bytes() for path in stored_files()) == sorted([made.pdf(), made.png()])
    assert all(len(path.name) == 32 for path in stored_files())


def test_one_content_is_stored_once_and_one_name_numbered(office: SampleOffice) -> None:
    files = [
        upload("scan.png", made.png()),
        upload("lan-hai.png", made.png()),
        upload("SCAN.pdf"),
        upload("scan.pdf", made.pdf() + b"\n"),
    ]
    step = answer(office, issue(office), files=files)
    assert [name for name, _ in file_rows(step)] == ["scan.png", "SCAN.pdf", "scan (2).pdf"]
    assert len(stored_files()) == 3


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("chuong-trinh.exe", b"MZ" + b"\0" * 64, "chuong-trinh.exe"),
        ("anh.png", made.pdf(), "anh.png"),
        ("rong.pdf", b"", "rong.pdf"),
    ],
)
def test_a_file_that_is_not_accepted_refuses_the_whole_answer(
    office: SampleOffice, name: str, content: bytes, sentence: str
) -> None:
    directive = issue(office)
    with pytest.raises(InvalidInput, match=sentence):
        answer(office, directive, files=[upload("tot.pdf"), upload(name, content)])
    directive.refresh_from_db()
    assert (directive.state, directive.events.count(), stored_files()) == ("OPEN", 1, [])


def test_nothing_stays_on_disk_of_an_answer_that_came_too_late(office: SampleOffice) -> None:
    directive = issue(office)
    with pytest.raises(Conflict):
        answer(office, directive, files=[upload()], seen_version=7)
    assert stored_files() == []


def test_more_files_than_fit_one_answer_are_refused(office: SampleOffice) -> None:
    with pytest.raises(InvalidInput, match="nhiều nhất 10 tệp"):
        answer(office, issue(office), files=[upload()] * (ANSWER_FILES + 1))


def test_a_file_is_read_within_scope_only(office: SampleOffice) -> None:
    step = answer(office, issue(office), files=[upload("Biên bản.pdf")])
    (file,) = DirectiveFile.objects.all()
    address = f"/chi-dao/{step.directive.pk}/tep/{file.pk}/"
    statuses = {}
    for name, person in (("own", office.reporters[0]), ("other", office.reporters[1]), ("leader", office.leader)):
        response = signed_in(person).get(address)
        statuses[name] = response.status_code
        if response.status_code == 200:
            assert b"".join(response) == made.pdf()
            assert response["Content-Disposition"].startswith(f'attachment; filename="tra-loi-{file.pk}.pdf"')
            assert response["X-Content-Type-Options"] == "nosniff"
    assert statuses == {"own": 200, "other": 404, "leader": 200}
    other = issue(office)
    assert signed_in(office.leader).get(f"/chi-dao/{other.pk}/tep/{file.pk}/").status_code == 404


def test_a_file_that_is_gone_is_said_in_words(office: SampleOffice) -> None:
    step = answer(office, issue(office), files=[upload("Biên bản.pdf")])
    for path in stored_files():
        path.unlink()
    file = DirectiveFile.objects.get()
    response = signed_in(office.leader).get(f"/chi-dao/{step.directive.pk}/tep/{file.pk}/")
    assert response.status_code == 404
    assert "không còn trên máy chủ" in response.content.decode()


def test_the_database_refuses_to_change_a_file(office: SampleOffice) -> None:
    answer(office, issue(office), files=[upload()])
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        DirectiveFile.objects.update(name="khác.pdf")
