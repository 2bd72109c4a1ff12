"""Notices of a person: the bell on every page, the list, opening, reading all."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from chodon_thidua.lib.refusals import InvalidInput
from tests.constraints import assert_accepted, assert_refused
from tests.factories import UnitFactory, UserFactory, member
from units.enums import Role
from units.models import Notice, User
from units.selectors.notices import notices_of, unread_count
from units.services import notice_send

pytestmark = pytest.mark.django_db

PAGE, SENTENCE = "/thong-bao/", "Đường dẫn của thông báo phải nằm trong phần mềm này."
OUTSIDE = ["https://example.com/", "//example.com/", "/\\example.com/", "javascript:alert(1)", "bao-cao/"]


@pytest.fixture
def user(client: Client) -> User:
    user = member(UnitFactory.create(), Role.REPORTER)
    client.force_login(user)
    return user


def tell(user: User, text: str = "Chưa gửi báo cáo Quý III.", url: str = "/tro-giup/") -> Notice:
    return notice_send(user=user, text=text, url=url)


def test_the_bell_says_how_many_are_unread(client: Client, user: User) -> None:
    assertContains(client.get(PAGE), "Thông báo, không có thông báo mới")
    tell(user)
    tell(user)
    tell(UserFactory.create())
    assertContains(client.get("/tro-giup/"), "Thông báo, 2 chưa đọc")


def test_a_page_costs_as_many_queries_with_notices_as_without(client, user, django_assert_num_queries) -> None:
    client.get("/tro-giup/")
    with django_assert_num_queries(5):  # session, person, memberships, and the word for periods: units, plans
        client.get("/tro-giup/")
    for _ in range(3):
        tell(user)
    with django_assert_num_queries(5):
        assertContains(client.get("/tro-giup/"), "3 chưa đọc")


def test_several_roles_count_a_notice_once(user: User) -> None:
    for role in (Role.REVIEWER, Role.LEADER):
        user.memberships.create(unit=UnitFactory.create(), role=role)
    tell(user)
    assert unread_count(User.objects.get(pk=user.pk)) == 1


def test_opening_marks_it_and_leads_to_its_page(client: Client, user: User) -> None:
    notice = tell(user)
    assertRedirects(client.post(f"/thong-bao/{notice.pk}/mo/"), "/tro-giup/")
    notice.refresh_from_db()
    first = notice.read_at
    assert first
    client.post(f"/thong-bao/{notice.pk}/mo/")
    notice.refresh_from_db()
    assert notice.read_at == first
    assertContains(client.get(PAGE), "Đã đọc")
    assertContains(client.get(PAGE), "không có thông báo mới")


def test_a_link_that_was_only_followed_changes_nothing(client: Client, user: User) -> None:
    notice = tell(user)
    for address in (f"/thong-bao/{notice.pk}/mo/", "/thong-bao/da-doc/"):
        assertRedirects(client.get(address), PAGE)
    notice.refresh_from_db()
    assert notice.read_at is None


def test_nobody_opens_or_reads_the_notices_of_another(client: Client, user: User) -> None:
    other = tell(UserFactory.create(), "Việc của người khác")
    assert client.post(f"/thong-bao/{other.pk}/mo/").status_code == 404
    tell(user)
    assertRedirects(client.post("/thong-bao/da-doc/"), PAGE)
    other.refresh_from_db()
    assert other.read_at is None
    assertNotContains(client.get(PAGE), "Việc của người khác")
    assert not user.notices.filter(read_at__isnull=True).exists()


def test_the_unread_stand_first_and_the_newest_on_top(user: User) -> None:
    first, second, third = (tell(user, text) for text in ("một", "hai", "ba"))
    Client().force_login(user)
    second.read_at = second.created_at
    second.save()
    notices = notices_of(user)
    assert (notices.unread_notices, notices.read_notices) == ((third, first), (second,))


@pytest.mark.parametrize("url", OUTSIDE)
def test_a_notice_leads_nowhere_outside_the_app(user: User, url: str) -> None:
    with pytest.raises(InvalidInput, match=SENTENCE):
        tell(user, url=url)
    assert_refused(Notice(user=user, text="x", url=url), SENTENCE)


@pytest.mark.parametrize("url", ["", "/", "/bao-cao/2022/02053/3/"])
def test_its_page_may_be_any_of_the_app(user: User, url: str) -> None:
    assert_accepted(Notice(user=user, text="x", url=url))


def test_without_a_page_the_list_opens(client: Client, user: User) -> None:
    assertRedirects(client.post(f"/thong-bao/{tell(user, url='').pk}/mo/"), PAGE)


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_list(client, user, django_assert_num_queries, number) -> None:
    for _ in range(number):
        tell(user)
        notice = tell(user)
        notice.read_at = notice.created_at
        notice.save()
    client.get(PAGE)
    with django_assert_num_queries(4):
        client.get(PAGE)
