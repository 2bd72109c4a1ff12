"""Directives to a unit that merges: from the merger's day they are the successor's, on every page and paper."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import InvalidInput, Refusal
from reports.directive_workflow import DirectiveState
from reports.directives.directive_list import visible_directives
from reports.directives.page import directive_page
from reports.models import Directive
from reports.progress.open_directives import directives_to_answer, open_directives
from tests.factories import UnitFactory, member
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.directing import answer, decide, in_state, issue
from tests.reports.meeting.reading import meeting_workbook_of
from tests.reports.merging import merge
from tests.reports.pages import page, signed_in, visible_text
from units.enums import Role, UnitKind
from units.models import Unit, User
from units.services import succession_create

pytestmark = pytest.mark.django_db
S = DirectiveState
ON, DAY_BEFORE, AFTER = date(2022, 9, 17), moment(16), moment(17)
FORMER = "giao cho Xã Ngọc Phái trước sáp nhập"


@pytest.fixture
def office(db: None) -> Iterator[SampleOffice]:
    with clock.at(moment()):
        yield make_office()


@pytest.fixture
def directive(office: SampleOffice) -> Directive:
    """A directive to a commune that is merged with another into a new one two days later."""
    directive = issue(office)
    merge(office, office.communes[:2], ON)
    return directive


def user(office: SampleOffice, n: int) -> User:
    """The reporter at the position, read anew: memberships are kept with a person for one request."""
    return User.objects.get(pk=office.reporters[n].pk)


def to_answer(office: SampleOffice, n: int) -> list[int]:
    return [line.directive.pk for line in directives_to_answer(user(office, n)).lines]


OLD, OTHER_OLD, UNTOUCHED, NEW = 0, 1, 2, 3


@pytest.mark.parametrize(("day", "answers"), [(DAY_BEFORE, OLD), (AFTER, NEW)])
def test_who_has_to_answer_changes_on_the_day(office, directive, day, answers):
    with clock.at(day):
        assert [n for n in range(4) if to_answer(office, n)] == [answers]
        for n in {OLD, OTHER_OLD, UNTOUCHED, NEW} - {answers}:
            with pytest.raises(Refusal):
                answer(office, directive, actor=user(office, n))
        step = answer(office, directive, actor=user(office, answers))
    assert step.directive.state == S.ANSWERED


def test_the_answer_comes_in_the_name_of_the_new_unit_and_rounds_go_on_with_it(office, directive):
    with clock.at(AFTER):
        [notice] = answer(office, directive, actor=user(office, NEW)).notices
        assert notice.text.startswith("Xã Mới đã trả lời")
        for state in (S.REPEATED, S.ACCEPTED):
            if state == S.ACCEPTED:
                answer(office, directive, actor=user(office, NEW))
            notices = decide(office, directive, state).notices
            assert [one.user.full_name for one in notices] == ["Cán bộ Mới"]
        assert "câu trả lời" in notices[0].text or "trả lời của Xã Mới" in notices[0].text


def test_the_bell_of_a_withdrawal_rings_at_the_new_unit(office, directive):
    with clock.at(AFTER):
        assert [one.user.full_name for one in decide(office, directive, S.WITHDRAWN).notices] == ["Cán bộ Mới"]


def test_people_of_the_successor_are_told_when_the_merger_is_recorded(office):
    issue(office)
    merge(office, office.communes[:1], ON, into=office.communes[2])
    texts = list(office.reporters[2].notices.values_list("text", flat=True))
    assert any("chỉ đạo mà đơn vị cũ chưa trả lời xong chuyển sang Xã Bằng Lãng" in text for text in texts)


def test_first_page_list_and_page_of_the_new_unit_show_it_with_the_old_name(office, directive):
    with clock.at(AFTER):
        client = signed_in(user(office, NEW))
        assert FORMER in visible_text(
            page(client, "", "/bao-cao/").xpath("//section[@aria-labelledby='chi-dao-cho']")[0]
        )
        row = page(client, "", "/chi-dao/").xpath(f"//tr[@data-directive='{directive.pk}']/td[1]")[0]
        assert visible_text(row) == f"Xã Mới {FORMER}"
        text = visible_text(page(client, "", f"/chi-dao/{directive.pk}/").xpath("//main")[0])
        assert "Xã Ngọc Phái, nay là Xã Mới" in text
        assert client.get(f"/chi-dao/{directive.pk}/").context["page"].may_answer


def test_people_of_the_old_unit_still_read_it_and_have_nothing_to_do(office, directive):
    with clock.at(AFTER):
        old = user(office, OLD)
        assert visible_directives(old).get() == directive
        assert not directive_page(old, directive).may_answer
        assert directive_page(old, directive).recipients == (office.reporters[NEW],)
        assert not page(signed_in(old), "", "/bao-cao/").xpath("//section[@aria-labelledby='chi-dao-cho']")


@pytest.mark.parametrize(
    ("scope", "day", "is_open"),
    [
        (OLD, DAY_BEFORE, True),
        (NEW, DAY_BEFORE, False),
        (OLD, AFTER, True),  # its own page still says what was asked of it
        (NEW, AFTER, True),
        (UNTOUCHED, AFTER, False),
    ],
)
def test_pages_of_units_list_it(office, directive, scope, day, is_open):
    with clock.at(day):
        lines = open_directives(office.communes[scope], office.period(3)).lines
    assert [line.directive.pk for line in lines] == ([directive.pk] if is_open else [])


def test_workbook_and_slide_name_the_new_unit(office, directive):
    with clock.at(AFTER):
        rows = list(meeting_workbook_of(office)["Chỉ đạo"].iter_rows(values_only=True))
        slide = page(signed_in(office.leader), "nam=2022&ky=3", "/trinh-chieu/").xpath("//*[@data-kind='directives']")[
            0
        ]
    assert [row[1] for row in rows if row[0] == 1] == [f"Xã Mới ({FORMER})"]
    assert visible_text(slide.xpath(".//tbody//th")[0]) == "Mới"


def test_what_was_settled_keeps_the_old_name(office, leader: Client):
    done = in_state(office, S.ACCEPTED)
    merge(office, office.communes[:2], ON)
    with clock.at(AFTER):
        row = page(leader, "nhom=da-xong", "/chi-dao/").xpath(f"//tr[@data-directive='{done.pk}']/td[1]")[0]
        assert visible_text(row) == "Xã Ngọc Phái"
        assert "nay là" not in visible_text(page(leader, "", f"/chi-dao/{done.pk}/").xpath("//main")[0])


def test_a_chain_of_mergers_is_followed_to_its_end(office, directive):
    new = office.communes[NEW]
    Unit.objects.filter(pk=new.pk).update(valid_to=None)
    new.refresh_from_db()
    merge(office, [new], date(2022, 9, 20), into=office.communes[UNTOUCHED])
    with clock.at(moment(19)):
        assert to_answer(office, NEW) == [directive.pk]
    with clock.at(moment(20)):
        assert to_answer(office, NEW) == []
        assert to_answer(office, UNTOUCHED) == [directive.pk]


def test_a_merged_unit_gets_no_new_directive(office, directive):
    with clock.at(AFTER):
        with pytest.raises(InvalidInput, match="đã nhập vào Xã Mới; hãy giao cho Xã Mới") as refusal:
            issue(office, OLD)
        assert set(refusal.value.errors) == {"unit"}
        tree = page(signed_in(office.leader), f"don-vi=~{office.communes[OLD].pk}&ky=3", "/chi-dao/moi/")
    options = {visible_text(option): option.get("selected") for option in tree.xpath("//select[@name='unit']/option")}
    assert not any("Ngọc Phái" in name for name in options)
    assert [name for name, selected in options.items() if selected is not None and "Mới" in name]


def test_the_unit_that_gave_it_may_merge_as_well(office):
    directive = issue(office)
    other = UnitFactory.create(code="065", name="Huyện Khác", kind=UnitKind.DISTRICT)
    next_leader = member(other, Role.LEADER)
    succession_create(actor=None, predecessor=office.district, successor=other, on=ON)
    Unit.objects.filter(pk=office.communes[OLD].pk).update(parent=other)
    for day, may_decide in ((DAY_BEFORE, False), (AFTER, True)):
        with clock.at(day):
            assert directive_page(User.objects.get(pk=next_leader.pk), directive).may_withdraw is may_decide
