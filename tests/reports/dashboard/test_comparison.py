"""Two periods side by side, the wall of the meeting, and whether an open page is still up to date."""

from datetime import timedelta
from functools import partial

import pytest

from chodon_thidua.lib import clock
from reports.coordination.periods.services import period_move
from reports.coordination.targets.services import targets_revise
from reports.selectors.data_version import data_version
from targets.enums import Comparator, PeriodState
from targets.services import TargetValues
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.pages import page, report_all_communes, signed_in, visible_text
from tests.reports.reviewing import approve, query_count, reopen, send, send_back

COMPARE, SHOW, LIVE = "/so-sanh/", "/trinh-chieu/", "/so-lieu-moi/"


def field(tree, code: str, name: str) -> str:
    return visible_text(tree.xpath(f"//tr[@data-indicator='{code}']/td[@data-field='{name}']")[0])


def reported(office: SampleOffice, ordinal: int, amount: int) -> None:
    for unit in office.communes:
        office.enter("CT01", amount, unit=unit, ordinal=ordinal)
        office.approve(unit, ordinal)


def test_against_the_period_before_by_default(office, leader):
    reported(office, 2, 10)
    reported(office, 3, 40)
    tree = page(leader, path=COMPARE)
    assert [field(tree, "CT01", name) for name in ("then", "actual", "difference")] == ["30", "150", "+120"]
    row = tree.xpath("//tr[@data-indicator='CT01']")[0]
    assert row.get("data-changed") == "better"
    assert "tốt lên" in visible_text(row)


def test_any_two_periods(office, leader):
    reported(office, 1, 5)
    tree = page(leader, "ky=3&so-voi=1", path=COMPARE)
    assert field(tree, "CT01", "then") == "15"
    assert tree.xpath("//select[@name='so-voi']/option[@selected]/@value") == ["1"]
    assert leader.get(f"{COMPARE}?so-voi=9").status_code == 404


def test_the_first_period_has_nothing_before_it(office, leader):
    assert "Chưa có kỳ nào khác để so sánh" in visible_text(page(leader, "ky=1", path=COMPARE))


def test_what_got_worse_says_so(office, leader):
    reported(office, 1, 12)
    for ordinal in (2, 3):
        reported(office, ordinal, 0)
    row = page(leader, "ky=3&so-voi=1", path=COMPARE).xpath("//tr[@data-indicator='CT01']")[0]
    assert row.get("data-changed") == "worse"
    assert "xấu đi" in visible_text(row)


# The wall


def slides(tree) -> list[str]:
    return [visible_text(element) for element in tree.xpath("//section[@class='slide']")]


def test_one_slide_for_the_counts_each_field_and_each_indicator_behind(office, leader):
    reported(office, 1, 1)
    reported(office, 2, 1)
    reported(office, 3, 1)
    slide_texts = slides(page(leader, path=SHOW))
    assert slide_texts[0].startswith("Kế hoạch thi đua năm 2022 – Quý III")
    assert slide_texts[1].startswith("I. Kinh tế")
    assert slide_texts[2].startswith("Diện tích rừng trồng mới CT01 Chậm tiến độ")
    assert "Thấp nhất" in slide_texts[2]
    assert slide_texts[2].endswith(f"3/{len(slide_texts)}")


def test_the_wall_shows_the_numbers_of_the_dashboard(office, leader):
    report_all_communes(office, 50)
    dashboard = page(leader)
    wall = page(leader, path=SHOW)
    for code in ("CT01", "CT02"):
        value = visible_text(dashboard.xpath(f"//tr[@data-indicator='{code}']/td[@data-field='actual']")[0])
        assert value in visible_text(wall.xpath(f"//tr[@data-indicator='{code}']")[0])


def test_pending_figures_are_named_on_every_slide(office, leader):
    assert all("gồm số liệu chờ duyệt" in slide for slide in slides(page(leader, "so-lieu=cho-duyet", path=SHOW)))


@pytest.mark.parametrize("size", [1, 3])
def test_queries(db, size):
    with clock.at(moment()):
        office = make_office(communes=size)
        report_all_communes(office)
        client = signed_in(office.leader)
        client.get(SHOW)
        assert [query_count(partial(client.get, path)) for path in (COMPARE, SHOW, LIVE)] == [14, 15, 5]


# Live


def asks(tree) -> str:
    return str(tree.xpath("//*[starts-with(@hx-get, '/so-lieu-moi/')]/@hx-get")[0])


def test_an_open_page_is_told_of_new_numbers_once_there_are_some(office, leader):
    address = asks(page(leader))
    assert leader.get(address).content.strip() == b""
    approve(office)
    answer = leader.get(address)
    assert "Có số liệu mới." in words_of(answer)
    assert leader.get(asks(page(leader))).content.strip() == b""


def words_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_an_unchanged_answer_is_not_sent_again(office, leader):
    address = asks(page(leader))
    tag = leader.get(address)["ETag"]
    assert leader.get(address, headers={"If-None-Match": tag}).status_code == 304
    approve(office)
    assert leader.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_what_hangs_on_the_wall_stays_there_when_the_session_has_ended(office, leader):
    address = asks(page(leader))
    leader.logout()
    answer = leader.get(address, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content, "HX-Redirect" in answer) == (204, b"", False)


def test_asking_keeps_nobody_signed_in(office, leader, settings):
    address = asks(page(leader))
    session = leader.session
    session["seen"] = 1
    session.save()
    leader.get(address)
    assert leader.session["seen"] == 1
    leader.get("/tong-quan/")
    assert leader.session["seen"] > 1


def test_what_moves_the_version(office):
    plan, versions = office.plan, [""]

    def has_new_version() -> bool:
        versions.append(data_version(plan))
        return versions[-1] not in versions[:-1]

    assert has_new_version()
    office.enter("CT01", 10)
    assert has_new_version()  # begun: the list of who has not sent says so
    office.enter("CT01", 11)
    assert not has_new_version()  # a draft shows nowhere
    send(office)
    assert has_new_version()
    send_back(office, 1)
    assert has_new_version()
    reopen(office, approve(office, 2))
    assert has_new_version()
    first, level = office.communes[0], TargetValues(Comparator.AT_LEAST, 50, reports=True)
    before = TargetValues(Comparator.AT_LEAST, 40, reports=True)
    targets_revise(
        indicator=office.indicators["CT01"], changes={first: (before, level)}, actor=office.administrator, reason="x"
    )
    assert has_new_version()
    period_move(
        period=office.period(), state=PeriodState.LOCKED, expected_state=PeriodState.OPEN, actor=office.administrator
    )
    assert has_new_version()
    with clock.at(moment() + timedelta(days=1)):
        assert has_new_version()  # late by one day more
    assert not has_new_version()
