"""The meeting of a snapshot: asked for by name and day, named in every paper, with the reports that it does without."""

from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
from django.test import Client
from lxml import html
from openpyxl import load_workbook

from chodon_thidua.lib.refusals import InvalidInput
from reports.meeting.official_header import MeetingOccasion
from reports.meeting.snapshots.services import snapshot_freeze
from reports.meeting.snapshots.snapshot_numbers import document_numbers
from reports.models import Snapshot
from tests.reports.builders import SampleOffice
from tests.reports.freezing import LIST, MEETING, MEETING_FIELDS, freeze, snapshot_path
from tests.reports.meeting.reading import documents_of
from tests.reports.pages import page, report_all_communes, signed_in, visible_text
from tests.reports.reviewing import query_count

FREEZE = f"{LIST}chot/"
SENTENCE = "Số liệu chốt cho: Họp giao ban tháng 9, ngày 20/09/2022"


def missing_groups(client: Client, address: str = "ky=3") -> list[str]:
    return [visible_text(line) for line in page(client, address, path=FREEZE).xpath("//li[@data-missing]")]


def test_every_paper_names_the_meeting(office: SampleOffice, administrator: Client) -> None:
    report_all_communes(office)
    snapshot = freeze(office)
    assert SENTENCE in visible_text(page(administrator, path=snapshot_path(snapshot)))
    row = visible_text(page(administrator, path=LIST).xpath(f"//tr[@data-snapshot='{snapshot.pk}']")[0])
    assert "Họp giao ban tháng 9 ngày 20/09/2022" in row
    workbook = load_workbook(BytesIO(administrator.get(f"{snapshot_path(snapshot)}tep.xlsx").content))
    sheets = {
        sheet.title for sheet in workbook for cells in sheet.iter_rows() for cell in cells if cell.value == SENTENCE
    }
    assert sheets == {"Biểu 01 Tổng hợp", "Biểu 02 Theo đơn vị", "Biểu 03 Tiến độ nộp", "Biểu đồ"}


def test_papers_that_are_not_frozen_name_no_meeting(office: SampleOffice) -> None:
    assert documents_of(office.leader, 3).texts.occasion_line == ""


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"meeting_name": ""}, "Hãy ghi tên cuộc họp."),
        ({"meeting_name": " \u200b\n"}, "Hãy ghi tên cuộc họp."),
        ({"meeting_on": ""}, "Hãy ghi ngày họp."),
        ({"meeting_on": "31/02/2022"}, "Không hiểu ngày này."),
        ({"meeting_name": "x" * 201}, "200"),
    ],
)
def test_nothing_is_frozen_without_name_and_day(
    office: SampleOffice, administrator: Client, fields: dict[str, str], error: str
) -> None:
    """What was typed comes back, with the number of the form, and is frozen once it is complete."""
    posted = {"ma": str(uuid4())} | MEETING_FIELDS | fields
    response = administrator.post(f"{FREEZE}?ky=3", posted)
    tree = html.fromstring(response.content.decode())
    assert response.status_code == 422
    assert error in visible_text(tree.xpath("//form[contains(@action, 'chot')]")[0])
    inputs = {name: tree.xpath(f"//input[@name='{name}']/@value")[0] for name in posted}
    assert inputs == posted
    assert not Snapshot.objects.exists()
    assert administrator.post(f"{FREEZE}?ky=3", inputs | MEETING_FIELDS).status_code == 302
    assert str(Snapshot.objects.get().pk) == posted["ma"]


@pytest.mark.parametrize("occasion", [None, MeetingOccasion("", date(2022, 9, 20))])
def test_the_service_asks_for_it_too(office: SampleOffice, occasion: MeetingOccasion | None) -> None:
    documents = documents_of(office.administrator, 3, occasion=occasion)
    with pytest.raises(InvalidInput, match="Hãy ghi tên cuộc họp"):
        snapshot_freeze(
            item=uuid4(),
            documents=documents,
            actor=office.administrator,
            content=b"x",
            numbers=document_numbers(documents, ""),
        )


def test_a_snapshot_from_before_meetings_were_named_is_still_shown(office: SampleOffice, administrator: Client) -> None:
    named = freeze(office)
    values = {field.attname: getattr(named, field.attname) for field in Snapshot._meta.concrete_fields}
    unnamed = Snapshot.objects.create(**values | {"id": uuid4(), "meeting_name": "", "meeting_on": None})
    assert unnamed.meeting == ""
    row = visible_text(page(administrator, path=LIST).xpath(f"//tr[@data-snapshot='{unnamed.pk}']")[0])
    assert "Không ghi" in row
    assert "chốt cho" not in visible_text(page(administrator, path=snapshot_path(unnamed)))


# Who is missing


def test_the_form_names_who_is_missing_by_what_they_wait_for(office: SampleOffice, administrator: Client) -> None:
    first, second, _ = office.communes
    office.enter("CT01", 5, unit=first)
    office.submit(first)
    office.enter("CT01", 5, unit=second)
    office.give_back(second)
    assert missing_groups(administrator) == [
        "2 đơn vị chưa nộp: Bằng Lãng, Phòng NN&PTNT.",
        "1 đơn vị phải gửi lại: Quảng Bạch.",
        "1 đơn vị chờ duyệt, chưa được tính: Ngọc Phái.",
    ]
    # Where reports that wait are counted, they are not missing.
    assert missing_groups(administrator, "ky=3&so-lieu=cho-duyet") == [
        "2 đơn vị chưa nộp: Bằng Lãng, Phòng NN&PTNT.",
        "1 đơn vị phải gửi lại: Quảng Bạch.",
    ]


def test_nobody_missing_is_said_too(office: SampleOffice, administrator: Client) -> None:
    office.enter("CT01", 5)
    office.approve()
    assert missing_groups(administrator, f"ky=3&don-vi={office.communes[0].code}") == []
    text = visible_text(page(administrator, f"ky=3&don-vi={office.communes[0].code}", path=FREEZE))
    assert "Không thiếu báo cáo nào" in text


def test_the_form_reads_as_much_for_one_report_as_for_three(office: SampleOffice) -> None:
    client = signed_in(office.reviewer)
    client.get(FREEZE)
    counts = []
    for commune in office.communes:
        office.enter("CT01", 5, unit=commune)
        office.submit(commune)
        counts.append(query_count(lambda: client.get(f"{FREEZE}?ky=3")))
    assert len(set(counts)) == 1
    assert MEETING.name not in client.get(f"{FREEZE}?ky=3").content.decode()
