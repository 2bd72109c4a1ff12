"""Tests of a report's remarks: saved when their input is left or with the whole form, and by two people at once."""

import pytest

from chodon_thidua.lib import clock
from reports.models import Figure, Report
from reports.services.remarks import remarks_save
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.entering import EntrySession, entry_session
from tests.reports.pages import HTMX

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_september():
    with clock.at(moment()):
        yield


@pytest.fixture
def office() -> SampleOffice:
    return make_office(communes=1)


@pytest.fixture
def reporter(office) -> EntrySession:
    return entry_session(office)


def test_remarks_that_somebody_changed_are_shown_beside_mine(office, reporter):
    screen = reporter.open()
    report_key = {"unit": office.communes[0], "period": office.period(), "actor": office.reporters[0]}
    remarks_save(**report_key, remarks="Của đồng nghiệp", seen_version=0)
    answer = reporter.save({"remarks": "Của tôi"}, screen=screen)
    assert (answer.status, Report.objects.get().remarks) == (409, "Của đồng nghiệp")
    assert answer.value("remarks") == "Của tôi"
    assert "Cán bộ Ngọc Phái đã sửa lúc 09:00 ngày 15/09/2022. Nội dung đang lưu: Của đồng nghiệp" in answer.notice()
    again = reporter.save({"remarks": "Của cả hai"}, screen=answer)
    assert (again.status, Report.objects.get().remarks) == (409, "Của đồng nghiệp")
    reporter.save({"remarks": "Của cả hai", "remarks-mine": answer.value("remarks-mine")}, screen=answer)
    assert Report.objects.get().remarks == "Của cả hai"


def leave_remarks(reporter: EntrySession, text: str, **more: str):
    return reporter.client.post(f"{reporter.url}nhan-xet/", {"remarks": text, **more}, headers=HTMX)


def test_leaving_the_remarks_saves_them_alone(reporter):
    answer = leave_remarks(reporter, "Mưa nhiều", remarks_version="0")
    assert "đã lưu 09:00" in answer.content.decode()
    assert 'name="remarks_version" value="1"' in answer.content.decode()
    assert Report.objects.get().remarks == "Mưa nhiều"
    assert not Figure.objects.exists()


def test_stale_remarks_overwrite_nothing_until_the_person_chooses(office, reporter):
    report_key = {"unit": office.communes[0], "period": office.period(), "actor": office.reporters[0]}
    remarks_save(**report_key, remarks="Của đồng nghiệp", seen_version=0)
    answer = leave_remarks(reporter, "Của tôi", remarks_version="0")
    assert (answer.status_code, Report.objects.get().remarks) == (409, "Của đồng nghiệp")
    assert "Cán bộ Ngọc Phái đã sửa lúc 09:00 ngày 15/09/2022." in answer.content.decode()
    assert 'name="remarks_version" value="0"' in answer.content.decode()
    theirs = leave_remarks(reporter, "Của tôi", remarks_version="0", **{"remarks-theirs": "1"})
    assert (theirs.headers["HX-Retarget"], "Của tôi" in theirs.content.decode()) == ("#nhan-xet", False)
    mine = leave_remarks(reporter, "Của tôi", remarks_version="0", **{"remarks-mine": "1"})
    assert (mine.status_code, Report.objects.get().remarks) == (200, "Của tôi")


def test_remarks_of_a_sent_report_are_refused(office, reporter):
    office.enter("CT01", 10)
    office.submit()
    answer = leave_remarks(reporter, "Thêm", remarks_version="0")
    assert (answer.status_code, Report.objects.get().remarks) == (409, "")
    assert "Chưa lưu được. Báo cáo đã được" in answer.content.decode()
    page = reporter.open().tree
    drafts = {element.get("data-draft"): element.get("data-stored") for element in page.xpath("//*[@data-draft]")}
    assert (drafts["CT01-numerator"], drafts["CT01-as_of"], drafts["CT01-not_applicable"]) == ("10", "14/09/2022", "")
    assert {"CT02-denominator", "remarks"} <= set(drafts)
