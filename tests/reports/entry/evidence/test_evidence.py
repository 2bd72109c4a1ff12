"""Tests of attaching and removing evidence: the people who may, the bytes on disk, and the record that stays."""

import hashlib
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from chodon_thidua.lib import clock
from chodon_thidua.lib.files.document_kinds import SIZE_LIMIT
from chodon_thidua.lib.refusals import InvalidInput, Refusal, StateRefusal
from reports.entry.evidence import attachments
from reports.entry.evidence.services import evidence_remove
from reports.enums import UNSENT_STATES, ReportAction, ReportState
from reports.models import Evidence, Figure, ReportEvent
from reports.selectors.obligations import missing_indicators
from reports.services.reopening import report_reopen
from tests import documents as made
from tests.factories import member
from tests.reports.attaching import attach, attach_result, stored_files
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.entering import entry_session
from units.enums import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("uploads")]
STATES = {
    ReportState.DRAFT: lambda office: None,
    ReportState.SUBMITTED: lambda office: office.submit(),
    ReportState.RETURNED: lambda office: office.give_back(),
    ReportState.APPROVED: lambda office: office.approve(),
}


@pytest.fixture(autouse=True)
def in_september():
    with clock.at(moment()):
        yield


@pytest.fixture
def office() -> SampleOffice:
    return make_office(communes=2, indicators=("AMOUNT", "RATIO", "RECOGNITION"))


def recorded_changes() -> list[list[dict[str, Any]]]:
    events = ReportEvent.objects.filter(action=ReportAction.CHANGE, changes__CT01__has_key="evidence").order_by("pk")
    return [event.changes["CT01"]["evidence"] for event in events]


# Attaching.


def test_a_file_is_kept_under_a_random_name_with_its_sum(office):
    office.enter("CT01", 10)
    content = made.pdf()
    one = attach(office, "../Bie\u0302n bản.pdf", content)
    assert (one.name, one.size, one.by, one.at) == ("Biên bản.pdf", len(content), office.reporters[0], moment())
    assert one.sha256 == hashlib.sha256(content).hexdigest()
    assert [path.read_bytes() for path in stored_files()] == [content]
    assert stored_files()[0].stat().st_mode & 0o777 == 0o640
    assert len(stored_files()[0].name) == 32
    assert recorded_changes() == [[None, {"name": "Biên bản.pdf", "size": one.size, "sha256": one.sha256}]]


def test_the_first_file_makes_a_figure_that_stays_missing(office):
    attach(office)
    figure = Figure.objects.get()
    assert (figure.version, figure.numerator) == (0, None)
    assert office.indicators["CT01"] in missing_indicators(office.report())
    screen = entry_session(office).open()
    assert screen.state("CT01") == ("", "Chưa nhập")
    assert screen.fields["CT01-version"] == "0"


def test_a_page_opened_before_the_first_file_still_saves_its_number(office):
    person = entry_session(office)
    before = person.open()
    attach(office)
    answer = person.leave_cell("CT01", {"CT01-numerator": "12"}, screen=before)
    assert answer.status == 200
    assert (Figure.objects.get().numerator, Figure.objects.get().version) == (12, 1)
    assert Evidence.objects.get().figure == Figure.objects.get()


def test_a_file_changes_no_version_so_that_nobodys_number_conflicts(office):
    person = entry_session(office)
    person.save({"CT01-numerator": "10"})
    before = person.open()
    attach(office)
    assert person.leave_cell("CT01", {"CT01-numerator": "12"}, screen=before).status == 200


def test_the_same_content_twice_is_kept_once(office):
    first = attach_result(office)
    again = attach_result(office, "Tên khác.pdf")
    assert (first.is_new, again.is_new, again.evidence) == (True, False, first.evidence)
    assert (len(stored_files()), len(recorded_changes())) == (1, 1)
    attach(office, code="CT02")  # another figure's own
    assert (len(stored_files()), Evidence.objects.count()) == (2, 2)


def test_two_contents_of_one_name_are_told_apart(office):
    names = [attach(office, "scan.pdf", made.pdf(str(n))).name for n in range(3)]
    assert names == ["scan.pdf", "scan (2).pdf", "scan (3).pdf"]


def test_a_figure_takes_so_many_files(office, monkeypatch):
    monkeypatch.setattr(attachments, "FIGURE_LIMIT", 1)
    attach(office)
    with pytest.raises(InvalidInput, match="nhiều nhất 1 tệp"):
        attach(office, content=made.pdf("2"))
    assert len(stored_files()) == 1


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.pdf", made.PROGRAM, "chương trình"),
        ("a.pdf", b"", "Tệp rỗng"),
        ("a.docx", made.docx(made.MACRO_WORD), "macro"),
        ("a.pdf", bytes(SIZE_LIMIT + 1), r"Tệp nặng 10,1 MB"),
    ],
)
def test_a_refused_file_leaves_nothing(office, name, content, sentence):
    with pytest.raises(InvalidInput, match=sentence):
        attach(office, name, content)
    assert (stored_files(), Figure.objects.count(), ReportEvent.objects.count()) == ([], 0, 0)


def test_the_database_keeps_one_of_each_content(office):
    one = attach(office)
    one.pk, one._state.adding = None, True
    with pytest.raises(IntegrityError), transaction.atomic():
        one.save()


def test_a_failed_transaction_leaves_no_file(office, monkeypatch):
    def fail(**kwargs: object) -> None:
        raise RuntimeError("the database is away")

    monkeypatch.setattr(attachments, "event_write", fail)
    with pytest.raises(RuntimeError):
        attach(office)
    assert (stored_files(), Evidence.objects.count()) == ([], 0)


# Removing.


def test_removal_keeps_the_trace_and_drops_the_bytes_after_the_commit(office, django_capture_on_commit_callbacks):
    one = attach(office)
    with django_capture_on_commit_callbacks() as callbacks:
        evidence_remove(item=one, actor=office.reporters[0])
        assert len(stored_files()) == 1
    assert (Evidence.objects.count(), len(callbacks)) == (0, 1)
    callbacks[0]()
    assert stored_files() == []
    assert recorded_changes()[1] == [{"name": one.name, "size": one.size, "sha256": one.sha256}, None]


def test_a_removal_that_is_rolled_back_keeps_the_bytes(office, django_capture_on_commit_callbacks):
    one = attach(office)
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        evidence_remove(item=one, actor=office.reporters[0])
        transaction.set_rollback(True)
    assert (Evidence.objects.count(), len(stored_files())) == (1, 1)


def test_removing_twice_tells_once(office):
    one = attach(office)
    for _ in range(2):
        evidence_remove(item=Evidence(pk=one.pk, figure=one.figure), actor=office.reporters[0])
    assert len(recorded_changes()) == 2


def test_the_trace_cannot_be_edited(office):
    one = attach(office)
    evidence_remove(item=one, actor=office.reporters[0])
    event = ReportEvent.objects.last()
    event.changes = {}
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        event.save()


def test_the_bytes_stay_while_an_approved_revision_links_them(office, django_capture_on_commit_callbacks):
    office.enter("CT01", 10)
    first = attach(office)
    report = office.approve()
    report_reopen(report=report, actor=office.reviewer, seen_version=report.version, reason="Sai.")
    copy = Evidence.objects.exclude(pk=first.pk).get()
    with pytest.raises(Refusal, match="lần báo cáo đã khép lại"):
        evidence_remove(item=first, actor=office.reporters[0])
    with django_capture_on_commit_callbacks(execute=True):
        evidence_remove(item=copy, actor=office.reporters[0])
    assert list(Evidence.objects.all()) == [first]
    assert [path.read_bytes() for path in stored_files()] == [made.pdf()]


# Who may, and when.


@pytest.mark.parametrize("state", STATES)
def test_only_the_units_reporter_and_only_while_it_is_open(office, state):
    office.enter("CT01", 10)
    one = attach(office)
    STATES[state](office)
    others = {
        "neighbour": office.reporters[1],
        "reviewer": office.reviewer,
        "leader": office.leader,
        "administrator": office.administrator,
        "leader of the unit": member(office.communes[0], Role.LEADER),
    }
    for name, person in others.items():
        with pytest.raises(Refusal):
            attach(office, content=made.pdf("2"), actor=person)
        with pytest.raises(Refusal):
            evidence_remove(item=one, actor=person)
        assert (Evidence.objects.count(), len(stored_files())) == (1, 1), name
    if state in UNSENT_STATES:
        attach(office, content=made.pdf("2"))
        evidence_remove(item=one, actor=office.reporters[0])
        return
    with pytest.raises(StateRefusal, match=r"Báo cáo đã được .* (gửi|duyệt) lúc"):
        attach(office, content=made.pdf("2"))
    with pytest.raises(StateRefusal, match=r"Báo cáo đã được .* (gửi|duyệt) lúc"):
        evidence_remove(item=one, actor=office.reporters[0])
    assert (Evidence.objects.count(), len(stored_files())) == (1, 1)


def test_no_evidence_for_what_the_unit_does_not_report(office):
    with pytest.raises(Refusal, match="không được giao nhập chỉ tiêu CT03"):
        attach(office, code="CT03")
    assert stored_files() == []
