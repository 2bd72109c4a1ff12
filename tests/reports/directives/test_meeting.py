"""Directives at the meeting: the sheet, which is there only if it has a row, the slide, and the page of papers."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client

from chodon_thidua.lib import clock
from reports.directive_workflow import DirectiveState
from reports.meeting.workbook.workbook_file import meeting_workbook_bytes
from reports.progress.open_directives import open_directives
from targets.enums import PeriodState
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.directing import QUESTION, in_state, issue
from tests.reports.meeting.reading import documents_of, meeting_workbook_of
from tests.reports.pages import page, visible_text

pytestmark = pytest.mark.django_db
SHEETS = ["Biểu 01 Tổng hợp", "Biểu 02 Theo đơn vị", "Biểu 03 Tiến độ nộp", "Số liệu", "Biểu đồ"]
S = DirectiveState


@pytest.fixture
def office(db: None) -> Iterator[SampleOffice]:
    with clock.at(moment()):
        yield make_office()


def parts_of(content: bytes) -> dict[str, bytes]:
    """The files of which a workbook is made, without the one that holds the time of writing."""
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != "docProps/core.xml"}


def test_papers_without_directives_stay_as_they_were(office: SampleOffice) -> None:
    office.enter("CT01", 10)
    office.approve()
    before = parts_of(meeting_workbook_bytes(documents_of(office.leader)))
    in_state(office, S.ACCEPTED)
    in_state(office, S.WITHDRAWN, 1)
    assert parts_of(meeting_workbook_bytes(documents_of(office.leader))) == before
    assert meeting_workbook_of(office).sheetnames == SHEETS


def test_the_sheet_lists_what_is_late_first(office: SampleOffice) -> None:
    issue(office, 1, due_on=date(2022, 9, 16))
    issue(office, 0, due_on=date(2022, 9, 15))
    in_state(office, S.ANSWERED, 2)
    with clock.at(moment(18)):
        workbook = meeting_workbook_of(office)
    assert workbook.sheetnames == [*SHEETS[:3], "Chỉ đạo", *SHEETS[3:]]
    sheet = workbook["Chỉ đạo"]
    texts = [[str(value) for value in row if value is not None] for row in sheet.iter_rows(values_only=True)]
    rows = [row for row in texts if row and row[0] in ("1", "2", "3")]
    assert [row[1] for row in rows] == ["Xã Ngọc Phái", "Xã Quảng Bạch", "Xã Bằng Lãng"]
    assert [row[5] for row in rows] == [
        "Chờ trả lời (quá hạn 3 ngày)",
        "Chờ trả lời (quá hạn 2 ngày)",
        "Chờ lãnh đạo xem xét",
    ]
    assert {row[6] for row in rows} == {QUESTION}
    sentence = "03 chỉ đạo, yêu cầu giải trình chưa xong: 02 quá hạn, 01 chờ lãnh đạo xem xét."
    assert [sentence] in texts


def test_papers_hold_what_was_given_until_their_period_within_their_scope(office: SampleOffice) -> None:
    office.set_period(2, PeriodState.OPEN)
    second, third = issue(office, 0, ordinal=2), issue(office, 1, ordinal=3)

    def open_at(unit: object, ordinal: int) -> list[int]:
        return [line.directive.pk for line in open_directives(unit, office.period(ordinal)).lines]

    assert open_at(office.district, 2) == [second.pk]
    assert open_at(office.district, 3) == [second.pk, third.pk]
    assert open_at(office.communes[1], 3) == [third.pk]
    assert open_at(office.department, 3) == []


def test_the_presentation_ends_with_open_directives(office: SampleOffice, leader: Client) -> None:
    def slide_texts() -> list[str]:
        tree = page(leader, "nam=2022&ky=3", "/trinh-chieu/")
        return [visible_text(slide) for slide in tree.xpath("//section[@class='slide']")]

    before = slide_texts()
    for n in (0, 1, 2, 0, 1, 2, 0):
        issue(office, n)
    texts = slide_texts()
    assert len(texts) == len(before) + 2
    assert texts[-2].startswith("Chỉ đạo, yêu cầu giải trình")
    assert texts[-2].count("Chờ trả lời") == 6
    assert texts[-1].count("Chờ trả lời") == 1


def test_the_page_of_papers_says_what_is_open(office: SampleOffice, leader: Client) -> None:
    assert "/chi-dao/" not in {a.get("href") for a in page(leader, "", "/xuat/").xpath("//main//a")}
    issue(office)
    (link,) = page(leader, "", "/xuat/").xpath("//main//a[@href='/chi-dao/']")
    assert visible_text(link) == "01 chỉ đạo, yêu cầu giải trình chưa xong"
