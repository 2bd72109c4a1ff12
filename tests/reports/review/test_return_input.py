"""Tests of what a reviewer fills in: reasons, marks, comments; warnings first; and the question before approving."""

import pytest
from django.http import QueryDict
from lxml import html

from chodon_thidua.lib import clock
from reports.models import ReportEvent
from reports.review.return_input import COMMON_REASONS, ReturnInput
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.pages import signed_in, visible_text
from tests.reports.reviewing import page_text, review_url, send

FIRST = COMMON_REASONS[0]


def typed(query: str) -> ReturnInput:
    return ReturnInput.from_post(QueryDict(query))


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("", ""),
        ("reason=Sai+d%C3%B2ng+2", "Sai dòng 2"),
        (f"common_reason={FIRST}", FIRST),
        (f"common_reason={FIRST}&reason=+D%C3%B2ng+2.+", f"{FIRST} Dòng 2."),
        ("common_reason=Kh%C3%B4ng+th%C3%ADch", ""),  # none of the list
        ("common_reason=Kh%C3%B4ng+th%C3%ADch&reason=Sai", "Sai"),
        ("reason=+%C2%A0+", ""),
    ],
)
def test_the_reason_is_the_chosen_one_completed_by_the_written_one(query: str, reason: str) -> None:
    assert typed(query).reason == reason


def test_comments_are_read_by_indicator_and_empty_ones_are_none() -> None:
    one = typed("nhan-xet-CT01=Xem+l%E1%BA%A1i&nhan-xet-CT02=++&flagged=CT03&flagged=CT04")
    assert one.comments == {"CT01": "Xem lại"}
    assert one.flagged == ("CT03", "CT04")


@pytest.mark.parametrize(
    ("query", "is_empty"),
    [
        ("version=3", True),
        ("reason=++&nhan-xet-CT01=+", True),
        ("reason=Sai", False),
        (f"common_reason={FIRST}", False),
        ("flagged=CT01", False),
        ("nhan-xet-CT01=Sai", False),
    ],
)
def test_whether_anything_was_filled_in(query: str, is_empty: bool) -> None:
    assert typed(query).is_empty is is_empty


@pytest.fixture
def office(db):
    with clock.at(moment()):
        yield make_office(communes=1, indicators=("AMOUNT",) * 3)


def warned(office: SampleOffice, explained: str = "Trừ diện tích cháy") -> None:
    """Sends a report whose second figure has an explained warning, the third one without a note, the first none."""
    unit = office.communes[0]
    office.enter("CT01", 10, unit=unit)
    office.enter("CT02", -7, unit=unit, note=explained)
    office.enter("CT03", -8, unit=unit)
    office.submit(unit)


def post(office: SampleOffice, tail: str, **data):
    report = office.report()
    client = signed_in(office.reviewer)
    return client.post(review_url(office, tail=tail), {"version": report.version, **data}, follow=True)


def tree_of(response):
    return html.fromstring(response.content.decode())


def test_a_chosen_reason_reaches_the_unit_word_for_word(office):
    send(office)
    post(office, "tra-lai/", common_reason=FIRST, reason="Còn CT02.")
    assert ReportEvent.objects.get(action="RETURN").comment == f"{FIRST} Còn CT02."


def test_without_any_reason_the_choice_comes_back(office):
    send(office)
    response = post(office, "duyet/", common_reason=FIRST)
    assert response.status_code == 422
    assert tree_of(response).xpath("//select[@name='common_reason']/option[@selected]/@value") == [FIRST]
    assert office.report().state == "SUBMITTED"


def test_figures_with_warnings_come_first_and_lead_to_each_other(office):
    warned(office)
    tree = tree_of(signed_in(office.reviewer).get(review_url(office)))
    assert tree.xpath("//tr/@data-indicator") == ["CT03", "CT02", "CT01"]
    link = tree.xpath("//*[@class='decide-facts']/a")[0]
    assert (visible_text(link), link.get("href")) == ("2 cảnh báo", "#canh-bao-1")
    places = tree.xpath("//tr[@id]/@id")
    assert places == ["canh-bao-1", "canh-bao-2"]
    following = [link for link in tree.xpath("//tr//a/@href") if link.startswith("#")]
    assert following == ["#canh-bao-2", "#quyet-dinh"]
    assert tree.get_element_by_id("quyet-dinh").tag == "form"
    heads = [visible_text(head) for head in tree.xpath("//th[@scope='rowgroup']")]
    assert heads == ["Có cảnh báo (2 chỉ tiêu)", "Không có cảnh báo"]


def test_without_warnings_the_order_is_the_plans_and_nothing_is_headed(office):
    for code in office.indicators:
        office.enter(code, 10)
    office.submit()
    tree = tree_of(signed_in(office.reviewer).get(review_url(office)))
    assert tree.xpath("//tr/@data-indicator") == ["CT01", "CT02", "CT03"]
    assert tree.xpath("//th[@scope='rowgroup']") == []
    assert not tree.xpath("//*[@class='decide-facts']/a")


def test_approving_with_unexplained_warnings_asks_once(office):
    warned(office)
    response = post(office, "duyet/")
    tree = tree_of(response)
    assert (response.status_code, office.report().state) == (422, "SUBMITTED")
    assert "Còn 1 cảnh báo đơn vị chưa giải thích. Anh/chị vẫn duyệt báo cáo này?" in page_text(response)
    assert visible_text(tree.xpath("//button[@accesskey='y']")[0]) == "Vẫn duyệt"
    [form] = [form for form in tree.forms if form.get("id") == "quyet-dinh"]
    fields = {name: value for name, value in form.form_values() if name != "csrfmiddlewaretoken"}
    assert fields["accepted"] == fields["version"]
    assert "Đã duyệt báo cáo" in page_text(post(office, "duyet/", **fields))
    assert office.report().state == "APPROVED"


def test_the_answer_holds_for_the_version_that_was_seen(office):
    warned(office)
    assert post(office, "duyet/", accepted="1").status_code == 422
    assert office.report().state == "SUBMITTED"


def test_explained_warnings_are_approved_without_a_question(office):
    unit = office.communes[0]
    for code in office.indicators:
        office.enter(code, -7, unit=unit, note="Trừ diện tích cháy")
    office.submit(unit)
    assert "Đã duyệt báo cáo" in page_text(post(office, "duyet/"))


def test_a_comment_is_not_lost_by_the_wrong_button(office):
    send(office)
    response = post(office, "duyet/", **{"nhan-xet-CT01": "Xem lại"})
    assert (response.status_code, office.report().state) == (422, "SUBMITTED")
    assert "Đã có lý do trả lại, nhận xét hoặc dấu" in page_text(response)
    assert tree_of(response).xpath("//textarea[@name='nhan-xet-CT01']/text()") == ["Xem lại"]
