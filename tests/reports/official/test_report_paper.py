"""The unit's report on paper: the numbers of its entry page, laid out as Decree 30/2020 has a report."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from chodon_thidua.lib import clock
from reports.entry.recognitions.decision_values import RecognitionValues
from reports.entry.recognitions.services import recognition_add
from reports.services.remarks import remarks_save
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.pages import page, signed_in, visible_text
from tests.reports.reviewing import query_count, reopen
from units.models import Unit

QUERIES = 13


def paper_path(unit: Unit, ordinal: int = 3) -> str:
    return f"/bao-cao/2022/{unit.code}/{ordinal}/ban-in/"


def paper_of(client: Client, unit: Unit, ordinal: int = 3) -> Any:
    return page(client, path=paper_path(unit, ordinal)).xpath("//article")[0]


def paper_rows(paper: Any) -> dict[str, dict[str, str]]:
    """The texts of the cells, by the code of the indicator and the key of the column."""
    return {
        row.get("data-row"): {cell.get("data-field"): visible_text(cell) for cell in row.xpath("td")}
        for row in paper.xpath(".//tr[@data-row]")
    }


@pytest.fixture
def own(office: SampleOffice) -> Client:
    return signed_in(office.reporters[0])


def test_it_has_every_part_of_an_official_report(office: SampleOffice, own: Client) -> None:
    unit = office.communes[0]
    remarks_save(
        unit=unit,
        period=office.period(),
        actor=office.reporters[0],
        remarks="Mưa lũ kéo dài.\n\nĐề nghị hỗ trợ giống.",
        seen_version=0,
    )
    office.enter("CT01", "11.5", note="Bổ sung rừng sau mưa", source="Báo cáo số 5")
    office.submit(reason="Chờ số của thôn.")
    paper = paper_of(own, unit)
    text = visible_text(paper)
    for part in (
        "ỦY BAN NHÂN DÂN",
        "XÃ NGỌC PHÁI",
        "Số: ……/BC-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Ngọc Phái, ngày …… tháng …… năm 2022",
        "BÁO CÁO",
        "Kết quả thực hiện chỉ tiêu thi đua Quý III năm 2022",
        "Thực hiện Kế hoạch số 15/KH-UBND",
        "của Ủy ban nhân dân huyện Chợ Đồn, Ủy ban nhân dân xã Ngọc Phái báo cáo",
        "I. Kết quả thực hiện",
        "Lý do chưa đủ số liệu: Chờ số của thôn.",
        "II. Khó khăn, nguyên nhân, kiến nghị",
        "Mưa lũ kéo dài.",
        "Đề nghị hỗ trợ giống.",
        "Nơi nhận:",
        "- Ủy ban nhân dân huyện Chợ Đồn;",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "(Ký tên, đóng dấu, ghi rõ họ tên)",
        "số liệu của lần gửi lúc 09:00 ngày 15/09/2022.",
    ):
        assert part in text
    row = paper_rows(paper)["CT01"]
    assert (row["number"], row["unit_of_measure"], row["in_period"]) == ("1", "ha", "11,5")
    assert row["notes"] == "Bổ sung rừng sau mưa. Nguồn: Báo cáo số 5."


def test_an_office_signs_by_its_head_and_without_a_committee(office: SampleOffice) -> None:
    office.enter("CT04a", "98.5", unit=office.department)
    office.submit(office.department)
    text = visible_text(paper_of(signed_in(office.clerk), office.department))
    assert "THỦ TRƯỞNG ĐƠN VỊ" in text
    assert "TM. ỦY BAN" not in text
    assert "Số: ……/BC-……" in text
    assert "Chợ Đồn, ngày" in text


def test_its_numbers_are_those_of_the_entry_page(office: SampleOffice, own: Client) -> None:
    for ordinal, amount in ((1, 10), (2, 20)):
        office.enter("CT01", amount, ordinal=ordinal)
        office.approve(ordinal=ordinal)
    office.enter("CT01", "11.5")
    office.enter("CT02", 35, 2465)
    office.submit()
    unit = office.communes[0]
    rows = paper_rows(paper_of(own, unit))
    entry = page(own, path=f"/bao-cao/2022/{unit.code}/3/")
    for code, numbers in {"CT01": ("11,5", "41,5"), "CT02": ("14", "14")}.items():
        entry_text = visible_text(entry.xpath(f"//tr[@data-indicator='{code}']")[0])
        in_period, actual = rows[code]["in_period"], rows[code]["actual"]
        assert (in_period, actual) == numbers
        assert actual in entry_text
        assert rows[code]["percent"] in entry_text
    assert rows["CT02"]["notes"] == "Sản lượng lương thực: 35 tấn; Dân số trung bình: 2.465 người."


def test_what_is_missing_or_does_not_apply_is_said_in_words(office: SampleOffice, own: Client) -> None:
    office.enter("CT02", not_applicable=True, note="Không trồng lúa")
    office.submit()
    paper = paper_of(own, office.communes[0])
    rows = paper_rows(paper)
    assert (rows["CT01"]["in_period"], rows["CT02"]["in_period"]) == ("Chưa có số liệu", "Không áp dụng")
    assert rows["CT02"]["notes"] == "Không trồng lúa."
    assert "II. Khó khăn, nguyên nhân, kiến nghị Không có." in visible_text(paper)


def test_decisions_are_named_one_by_one(office: SampleOffice) -> None:
    values = RecognitionValues(2022, "12/QĐ-UBND", date(2022, 8, 1), subject_unit=office.communes[0])
    recognition_add(
        unit=office.department,
        period=office.period(),
        indicator=office.indicators["CT03"],
        actor=office.clerk,
        values=values,
        seen_version=0,
    )
    office.submit(office.department)
    rows = paper_rows(paper_of(signed_in(office.clerk), office.department))
    assert rows["CT03"]["notes"] == "Xã Ngọc Phái (12/QĐ-UBND ngày 01/08/2022)."


def test_unit_and_reviewer_read_the_same_and_drafts_of_other_quarters_count_for_neither(
    office: SampleOffice, own: Client
) -> None:
    office.enter("CT01", 5)
    office.submit()
    office.enter("CT01", 7, ordinal=2)  # a draft, which the unit has not sent
    unit = office.communes[0]
    texts = [visible_text(paper_of(client, unit)) for client in (own, signed_in(office.reviewer))]
    assert texts[0] == texts[1]
    assert paper_rows(paper_of(own, unit))["CT01"]["actual"] == "5"


def test_a_correction_says_so(office: SampleOffice, own: Client) -> None:
    office.enter("CT01", 5)
    office.approve()
    report = office.report()
    assert report
    reopen(office, report)
    office.enter("CT01", 6)
    office.approve()
    paper = paper_of(own, office.communes[0])
    assert "đính chính lần 1." in visible_text(paper)
    assert paper_rows(paper)["CT01"]["in_period"] == "6"


@pytest.mark.parametrize("state", ["nothing", "draft", "returned", "reopened"])
def test_only_a_report_that_is_sent_is_printed(office: SampleOffice, own: Client, state: str) -> None:
    if state != "nothing":
        office.enter("CT01", 5)
    if state == "returned":
        office.give_back()
    if state == "reopened":
        reopen(office, office.approve())
    for client in (own, signed_in(office.reviewer)):
        response = client.get(paper_path(office.communes[0]))
        assert response.status_code == 409
        assert "nên chưa có bản để in và ký" in response.content.decode()
    entry = own.get(f"/bao-cao/2022/{office.communes[0].code}/3/").content.decode()
    assert "In báo cáo" not in entry


def test_the_way_to_it_stands_on_the_pages_of_the_report(office: SampleOffice, own: Client) -> None:
    office.enter("CT01", 5)
    office.submit()
    unit = office.communes[0]
    for client, report_path in ((own, "bao-cao"), (signed_in(office.reviewer), "tham-dinh")):
        tree = page(client, path=f"/{report_path}/2022/{unit.code}/3/")
        assert tree.xpath("//a[contains(., 'In báo cáo')]/@href") == [paper_path(unit)]
        assert page(client, path=paper_path(unit)).xpath("//a[contains(., 'Về báo cáo')]/@href") == [
            f"/{report_path}/2022/{unit.code}/3/"
        ]


def test_others_do_not_find_it(office: SampleOffice) -> None:
    office.enter("CT01", 5)
    office.submit()
    path = paper_path(office.communes[0])
    statuses = {user.username: signed_in(user).get(path).status_code for user in (office.reporters[1], office.clerk)}
    assert set(statuses.values()) == {404}
    assert signed_in(office.administrator).get(path).status_code == 404
    assert signed_in(office.leader).get(path).status_code == 200


def test_hostile_words_stay_words(office: SampleOffice, own: Client) -> None:
    office.enter("CT01", 5, note="<script>alert(1)</script>", source="=1+1")
    office.submit()
    paper = paper_of(own, office.communes[0])
    assert not paper.xpath(".//script")
    assert "<script>alert(1)</script>. Nguồn: =1+1." in paper_rows(paper)["CT01"]["notes"]


@pytest.mark.parametrize("kinds", [["AMOUNT"], ["AMOUNT", "AMOUNT", "RATIO"]])
def test_more_indicators_ask_no_more_queries(db: None, kinds: list[str]) -> None:
    with clock.at(moment()):
        office = make_office(communes=1, indicators=kinds)
        office.enter("CT01", 5)
        office.submit()
        client, path = signed_in(office.reporters[0]), paper_path(office.communes[0])
        client.get(path)
        assert query_count(lambda: client.get(path)) == QUERIES
