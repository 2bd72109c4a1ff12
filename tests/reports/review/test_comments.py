"""Tests of comments on single figures: who writes and reads them, and that they stay through every round."""

import pytest
from django.db import Error, transaction
from lxml import html

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import InvalidInput, Refusal, StateRefusal
from reports.models import Figure, FigureComment
from reports.selectors.report_contents.figure_comments import figure_comments
from reports.services.comments import comment_answer
from reports.services.transitions import report_approve
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.pages import page, signed_in, visible_text
from tests.reports.reviewing import page_text, query_count, reopen, review_url, send
from units.models import AuditEvent, User

pytestmark = pytest.mark.django_db
QUESTION, ANSWER = "Diện tích này đã nghiệm thu chưa?", "Đã nghiệm thu ngày 10/9."
ENTRY = "/bao-cao/2022/02010/3/"


@pytest.fixture
def office():
    with clock.at(moment()):
        yield make_office(communes=2, indicators=("AMOUNT", "RATIO"))


def return_with(office: SampleOffice, n: int = 0, **data):
    report = office.report(office.communes[n])
    posted = {"version": report.version, "reason": "Xem nhận xét.", **data}
    return signed_in(office.reviewer).post(review_url(office, n, "tra-lai/"), posted, follow=True)


def commented(office: SampleOffice) -> None:
    send(office)
    return_with(office, **{"nhan-xet-CT01": QUESTION})


def answer(office: SampleOffice, text: str = ANSWER, actor: User | None = None, code: str = "CT01"):
    with clock.at(moment(hour=10)):
        return comment_answer(
            unit=office.communes[0],
            period=office.period(),
            indicator=office.indicators[code],
            actor=actor or office.reporters[0],
            text=text,
        )


def row_text(client, address: str, code: str = "CT01") -> str:
    return visible_text(page(client, address).xpath(f"//tr[@data-indicator='{code}']")[0])


def told(office: SampleOffice, *, own: bool = False) -> list[str]:
    return [comment.text for comment in figure_comments(office.communes[0], office.period(), own=own)]


def test_a_comment_stands_beside_its_figure_on_both_pages_and_in_the_history(office):
    commented(office)
    for client, address in (
        (signed_in(office.reporters[0]), ENTRY),
        (signed_in(office.reporters[0]), f"{ENTRY}nhan-xet/CT01/"),
        (signed_in(office.leader), f"{ENTRY}qua-trinh/"),
    ):
        assert QUESTION in visible_text(page(client, address).xpath("//main")[0])
    assert QUESTION in row_text(signed_in(office.reporters[0]), ENTRY)
    assert QUESTION not in row_text(signed_in(office.reporters[0]), ENTRY, "CT02")
    assert Figure.objects.get(indicator__code="CT01").flagged  # a comment marks the figure


def test_a_missing_figure_can_be_commented_on(office):
    send(office)
    return_with(office, **{"nhan-xet-CT02": "Xin bổ sung dân số."})
    assert "Xin bổ sung dân số." in row_text(signed_in(office.reporters[0]), ENTRY, "CT02")


def test_the_unit_answers_and_is_led_back_to_the_figure(office):
    commented(office)
    client = signed_in(office.reporters[0])
    link = page(client, ENTRY).xpath("//tr[@data-indicator='CT01']//a[contains(@href, 'nhan-xet')]/@href")
    response = client.post(link[0], {"text": ANSWER})
    indicator = office.indicators["CT01"]
    assert (response.status_code, response.headers["Location"]) == (302, f"{ENTRY}#chi-tieu-{indicator.pk}")
    assert f"Đơn vị trả lời, Cán bộ Ngọc Phái, 09:00 15/09/2022 {ANSWER}" in row_text(client, ENTRY)
    assert told(office, own=True) == [QUESTION, ANSWER]


def test_an_answer_is_the_units_own_business_until_it_sends_again(office):
    commented(office)
    answer(office)
    assert told(office) == [QUESTION]
    assert ANSWER not in page_text(signed_in(office.leader).get(f"{ENTRY}qua-trinh/"))
    with clock.at(moment(hour=11)):
        office.submit()
        assert told(office) == [QUESTION, ANSWER]
        text = row_text(signed_in(office.reviewer), review_url(office))
        assert text.index(QUESTION) < text.index(ANSWER)
        assert f"Diện tích rừng trồng mới CT01 “{ANSWER}”" in page_text(
            signed_in(office.leader).get(f"{ENTRY}qua-trinh/")
        )


def test_comments_stay_through_every_round_and_revision(office):
    commented(office)
    answer(office)
    with clock.at(moment(hour=11)):
        office.submit()
        return_with(office, **{"nhan-xet-CT01": "Gửi biên bản."})
    with clock.at(moment(hour=12)):
        report = office.submit()
        reopen(office, report_approve(report=report, actor=office.reviewer, seen_version=report.version))
    assert told(office, own=True) == told(office) == [QUESTION, ANSWER, "Gửi biên bản."]
    assert "Gửi biên bản." in row_text(signed_in(office.reporters[0]), ENTRY)


def test_nothing_written_is_changed(office):
    commented(office)
    with pytest.raises(Error), transaction.atomic():
        FigureComment.objects.update(text="Khác")
    assert told(office) == [QUESTION]


def test_every_comment_is_in_the_audit_log(office):
    commented(office)
    answer(office)
    events = AuditEvent.objects.filter(action__in=["FIGURE_COMMENT", "FIGURE_ANSWER"]).order_by("pk")
    assert [(event.action, event.actor, event.after["text"]) for event in events] == [
        ("FIGURE_COMMENT", office.reviewer, QUESTION),
        ("FIGURE_ANSWER", office.reporters[0], ANSWER),
    ]


def test_an_answer_sent_twice_is_written_once(office):
    commented(office)
    assert answer(office) == answer(office, f"  {ANSWER} ")
    assert told(office, own=True) == [QUESTION, ANSWER]


@pytest.mark.parametrize("person", ["neighbour", "reviewer", "leader"])
def test_only_the_units_reporters_answer(office, person):
    commented(office)
    actor = office.reporters[1] if person == "neighbour" else getattr(office, person)
    with pytest.raises(Refusal):
        answer(office, actor=actor)
    assert signed_in(actor).get(f"{ENTRY}nhan-xet/CT01/").status_code == 404
    assert told(office, own=True) == [QUESTION]


def test_what_cannot_be_answered_is_refused_in_words(office):
    commented(office)
    with pytest.raises(InvalidInput, match="Hãy ghi câu trả lời"):
        answer(office, "  ")
    with pytest.raises(StateRefusal, match="chưa nhận xét chỉ tiêu này"):
        answer(office, code="CT02")
    with pytest.raises(InvalidInput, match=r"dài quá 1\.000 ký tự"):
        answer(office, "x" * 1001)
    office.submit()
    with pytest.raises(StateRefusal, match="đang chờ thẩm định"):
        answer(office)
    response = signed_in(office.reporters[0]).post(f"{ENTRY}nhan-xet/CT01/", {"text": ANSWER})
    assert (response.status_code, ANSWER in response.content.decode()) == (409, True)


def test_the_page_of_an_answer_keeps_what_was_refused(office):
    commented(office)
    response = signed_in(office.reporters[0]).post(f"{ENTRY}nhan-xet/CT01/", {"text": "x" * 1001})
    assert response.status_code == 422
    assert "x" * 1001 in response.content.decode()


def test_a_refused_return_gives_comments_and_reason_back(office):
    send(office)
    response = return_with(office, reason="", **{"nhan-xet-CT01": QUESTION})
    assert (response.status_code, FigureComment.objects.count()) == (422, 0)
    tree = page_of(response)
    assert tree.xpath("//textarea[@name='nhan-xet-CT01']/text()") == [QUESTION]


def page_of(response):
    return html.fromstring(response.content.decode())


def test_a_comment_on_another_plans_indicator_is_left_out(office):
    send(office)
    return_with(office, **{"nhan-xet-XX99": QUESTION})
    assert (office.report().state, FigureComment.objects.count()) == ("RETURNED", 0)


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_comments(office, count):
    for n in range(count):
        send(office, amount=str(n + 1))
        return_with(office, **{"nhan-xet-CT01": f"Lần {n}"})
    period = office.period()
    assert query_count(lambda: figure_comments(office.communes[0], period, own=True)) == 1
