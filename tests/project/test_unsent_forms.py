"""Forms that arrive when the session is over: kept for their author, shown after sign-in, sent by one click."""

import time

import pytest
import time_machine
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver, reverse
from lxml import html

from chodon_thidua.unsent_forms import store
from chodon_thidua.unsent_forms.authors import COOKIE
from chodon_thidua.unsent_forms.words import ACT_LABELS
from reports.models import Report, Snapshot
from tests.factories import PASSWORD, UserFactory
from tests.project.test_access import TABLE, AccessRule, address, built, names, office, people  # noqa: F401 - fixtures
from tests.reports.builders import SampleOffice
from tests.reports.pages import visible_text

pytestmark = pytest.mark.django_db

SIGN_IN, WAITING = "/tai-khoan/dang-nhap/", "/tai-khoan/chua-gui/"
ENDED = "Phiên làm việc đã hết hạn vì 30 phút không có thao tác."
GONE = "Anh/chị đã đăng xuất trước khi gửi."
# Addresses that answer a GET with a page and a POST with an act.
BOTH = (
    AccessRule("units:account_add", data={"full_name": "Hoàng Văn Mới"}),
    AccessRule("usersessions_list"),
    *(line for line in TABLE if line.name in ("reports:recognitions", "reports:evidence", "reports:intake")),
    *(line for line in TABLE if line.name in ("reports:year_book", "reports:target_book", "reports:intake_all")),
    *(line for line in TABLE if line.name == "reports:recognition_correct"),
)
FORMS = [*(line for line in TABLE if line.method == "POST"), *BOTH]


def idle_client(user, *, cookie: bool = True) -> Client:
    """A browser in which the person had signed in, and whose session is over."""
    client = Client()
    client.force_login(user)
    client.get(reverse("unsent_forms"))
    Session.objects.all().delete()
    if not cookie:
        del client.cookies[COOKIE]
    return client


def sign_in(client: Client, user, page: str):
    """Signs in as a person does, and returns the page that follows."""
    answer = client.post(SIGN_IN, {"login": user.username, "password": PASSWORD, "next": page})
    assert answer.status_code == 302
    return client.get(answer["Location"], follow=True)


def forms_of(answer) -> list[tuple[str, dict[str, list[str]]]]:
    """The forms on the page that would be sent, with where to and their values."""
    tree = html.fromstring(answer.content.decode())
    sent = []
    for form in tree.xpath("//main//form[not(@action='/tai-khoan/chua-gui/')]"):
        values: dict[str, list[str]] = {}
        for control in form.xpath(".//input[@name!='csrfmiddlewaretoken'] | .//textarea"):
            values.setdefault(control.get("name"), []).append(control.value)
        sent.append((form.get("action"), values))
    return sent


@pytest.mark.parametrize("line", FORMS, ids=str)
def test_every_form_comes_back_filled_and_is_sent_by_one_click(office: SampleOffice, line: AccessRule) -> None:  # noqa: F811
    """Whatever the address: the values come back, the act is named, and its answer is never a bare 405."""
    role = next((role for role, status in line.allowed.items() if status != 404), "administrator")
    user, at = people(line, office)[role], address(line, office)
    client = idle_client(user)
    typed = line.data | {"reason": "Số liệu  chưa khớp\nvới biên bản", "flagged": "CT01"}
    answer = client.post(at, typed)
    assert (answer.status_code, answer["Location"]) == (302, f"{SIGN_IN}?next={WAITING}")
    client.force_login(user)
    page = client.get(WAITING)
    [(action, values)] = forms_of(page)
    assert (action, {name: [text.split() for text in own] for name, own in values.items()}) == (
        at,
        {name: [value.split()] for name, value in typed.items()},
    )
    assert ACT_LABELS[line.name] in visible_text(html.fromstring(page.content.decode()))
    sent = client.post(at, forms_of(page)[0][1])
    assert sent.status_code in (200, 302, 403, 404, 409, 422)
    assert client.get(WAITING).status_code == 302, "the form that was sent still waits"


def test_every_address_that_takes_a_form_has_its_words() -> None:
    read_only = {line.name for line in TABLE if line.method == "GET"} - {line.name for line in FORMS}
    assert {line.name for line in FORMS} | {"targets:baseline", "reports:target"} == set(ACT_LABELS)
    assert set(names(get_resolver().url_patterns)) == read_only | set(ACT_LABELS)


def test_a_return_reason_comes_back_and_the_report_is_returned(office: SampleOffice) -> None:  # noqa: F811
    at = f"/tham-dinh/2022/{office.communes[1].code}/3/tra-lai/"
    user = office.reviewer
    client = idle_client(user)
    to = client.post(at, {"version": "2", "reason": "Thiếu biên bản.", "flagged": ["CT01", "CT02"]})["Location"]
    page = visible_text(html.fromstring(client.get(to).content.decode()))
    assert ENDED in page
    assert "Nội dung anh/chị vừa gửi được giữ lại" in page
    answer = sign_in(client, user, WAITING)
    text = visible_text(html.fromstring(answer.content.decode()))
    assert "Trả lại báo cáo" in text
    assert f"{office.communes[1].name}, Quý III năm 2022" in text
    [(action, values)] = forms_of(answer)
    assert values == {"version": ["2"], "reason": ["Thiếu biên bản."], "flagged": ["CT01", "CT02"]}
    done = client.post(action, values, follow=True)
    assert "Đã trả lại báo cáo" in done.content.decode()
    assert Report.objects.get(unit=office.communes[1], period__ordinal=3).state == "RETURNED"


def test_numbers_are_frozen_after_signing_in_again(office: SampleOffice) -> None:  # noqa: F811
    line = next(line for line in FORMS if line.name == "reports:snapshot_freeze")
    client, before = idle_client(office.administrator), Snapshot.objects.count()
    client.post(f"{address(line, office)}?nam=2022&ky=3", line.data)
    [(action, values)] = forms_of(sign_in(client, office.administrator, WAITING))
    assert client.post(action, values).status_code == 302
    assert Snapshot.objects.count() == before + 1


def test_an_act_that_is_no_longer_possible_is_refused_in_words(office: SampleOffice) -> None:  # noqa: F811
    at = f"/tham-dinh/2022/{office.communes[1].code}/3/duyet/"
    client = idle_client(office.reviewer)
    client.post(at, {"version": "2"})
    [(action, values)] = forms_of(sign_in(client, office.reviewer, WAITING))
    assert client.post(action, values).status_code == 302
    answer = client.post(action, values)  # as if a colleague had been quicker
    assert answer.status_code == 409
    assert "notice-error" in answer.content.decode()


def test_another_person_at_the_same_machine_finds_nothing() -> None:
    user, other = UserFactory.create(), UserFactory.create()
    client = idle_client(user)
    client.post("/thong-bao/da-doc/", {"reason": "riêng của người trước"})
    answer = sign_in(client, other, WAITING)
    assert "riêng của người trước" not in answer.content.decode()
    assert client.get(WAITING).status_code == 302
    assert store.SESSION_KEY not in client.session
    client.logout()
    assert "riêng của người trước" not in sign_in(client, user, WAITING).content.decode()


def test_nothing_is_kept_for_a_browser_in_which_nobody_signed_in() -> None:
    client = idle_client(UserFactory.create(), cookie=False)
    answer = client.post("/thong-bao/da-doc/", {"reason": "x"}, headers={"Referer": "http://testserver/thong-bao/?a=1"})
    assert answer["Location"] == f"{SIGN_IN}?next=/thong-bao/%3Fa%3D1"
    client.cookies[COOKIE] = "1:1rAbCd:not-signed-here"
    assert client.post("/thong-bao/da-doc/", {"reason": "x"})["Location"] == f"{SIGN_IN}?next=/"
    assert not Session.objects.exists()


@pytest.mark.parametrize("referer", ["http://evil.example/x", "//evil.example/", "javascript:alert(1)", "", "/trang"])
def test_the_way_back_never_leaves_this_site(referer: str) -> None:
    answer = Client().post("/thong-bao/da-doc/", headers={"Referer": referer})
    assert answer["Location"] == f"{SIGN_IN}?next=/"


def test_passwords_and_tokens_are_never_kept(office: SampleOffice) -> None:  # noqa: F811
    client = idle_client(office.administrator)
    client.post("/tai-khoan/doi-mat-khau/", {"oldpassword": "bí mật cũ", "password1": "bí mật mới"})
    assert not Session.objects.exists()
    client.post("/thong-bao/da-doc/", {"password1": "s", "csrfmiddlewaretoken": "t", "Old_Password": "s", "a": "b"})
    assert client.session[store.SESSION_KEY][0]["values"] == [["a", "b"]]


def test_of_files_only_the_names_are_kept_and_said(office: SampleOffice) -> None:  # noqa: F811
    line = next(line for line in TABLE if line.name == "reports:evidence")
    user, at = people(line, office)["own"], address(line, office)
    client = idle_client(user)
    client.post(at, {"note": "biên bản", "files": SimpleUploadedFile("bien-ban.pdf", b"%PDF-1.4 secret")})
    assert client.session[store.SESSION_KEY][0]["file_names"] == ["bien-ban.pdf"]
    assert "secret" not in str(client.session[store.SESSION_KEY])
    answer = sign_in(client, user, WAITING)
    assert forms_of(answer) == []
    assert "chọn lại tệp" in answer.content.decode()
    assert f'href="{at}"' in answer.content.decode()


def test_a_form_may_be_dropped() -> None:
    user = UserFactory.create()
    client = idle_client(user)
    client.post("/thong-bao/da-doc/", {"reason": "x"})
    sign_in(client, user, WAITING)
    answer = client.post(WAITING, {"address": "/thong-bao/da-doc/"}, follow=True)
    assert "Đã bỏ biểu mẫu" in answer.content.decode()
    assert store.SESSION_KEY not in client.session


def test_a_form_that_waits_is_offered_on_every_page() -> None:
    user = UserFactory.create()
    client = idle_client(user)
    client.post("/thong-bao/da-doc/", {"reason": "x"})
    answer = sign_in(client, user, "/thong-bao/")
    assert f'<a href="{WAITING}">Xem và gửi lại</a>' in answer.content.decode()


def test_the_sign_in_page_says_that_the_session_ended_and_only_then() -> None:
    user = UserFactory.create()
    assert ENDED not in Client().get(SIGN_IN).content.decode()
    client = idle_client(user)
    assert client.get("/thong-bao/")["Location"] == f"{SIGN_IN}?next=/thong-bao/"
    page = client.get(SIGN_IN).content.decode()
    assert ENDED in page
    assert "giữ lại" not in page
    sign_in(client, user, "/thong-bao/")
    client.post("/tai-khoan/dang-xuat/")
    assert ENDED not in client.get(SIGN_IN).content.decode()


def test_a_form_from_another_tab_outlives_a_sign_out_and_is_shown_to_nobody_else() -> None:
    user, other = UserFactory.create(), UserFactory.create()
    for person, is_shown in ((user, True), (other, False)):
        client = Client()
        sign_in(client, user, "/thong-bao/")
        client.post("/tai-khoan/dang-xuat/")
        assert GONE not in client.get(SIGN_IN).content.decode()
        answer = client.post("/thong-bao/da-doc/", {"reason": "Thiếu biên bản"})
        assert answer["Location"] == f"{SIGN_IN}?next={WAITING}"
        page = client.get(SIGN_IN).content.decode()
        assert GONE in page
        assert ENDED not in page
        shown_forms = [("/thong-bao/da-doc/", {"reason": ["Thiếu biên bản"]})] if is_shown else []
        assert forms_of(sign_in(client, person, WAITING)) == shown_forms


def test_who_only_signed_out_is_told_nothing_and_a_new_sign_in_counts_as_a_session_again() -> None:
    user = UserFactory.create()
    client = Client()
    sign_in(client, user, "/thong-bao/")
    before = client.cookies[COOKIE].value
    client.post("/tai-khoan/dang-xuat/")
    after = client.cookies[COOKIE].value
    assert after != before
    client.post("/tai-khoan/dang-xuat/")
    assert client.cookies[COOKIE].value == after  # nobody is signed out twice
    sign_in(client, user, "/thong-bao/")
    Session.objects.all().delete()
    assert ENDED in client.get(SIGN_IN).content.decode()


def test_htmx_takes_the_window_to_the_sign_in_page_and_a_part_with_drafts_is_left_to_the_browser(
    office: SampleOffice,  # noqa: F811
) -> None:
    page = f"/bao-cao/2022/{office.communes[0].code}/3/"
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{page}"}
    client = idle_client(office.reporters[0])
    answer = client.post(f"{page}so-lieu/CT01/", {"CT01-numerator": "5"}, headers=headers)
    assert answer["HX-Redirect"] == f"{SIGN_IN}?next={page}"
    answer = client.post(f"/nhap-excel/2022/{office.communes[0].code}/3/", {"a": "b"}, headers=headers)
    assert answer["HX-Redirect"] == f"{SIGN_IN}?next={WAITING}"
    answer = client.post(f"{page}so-lieu/CT01/", {"CT01-numerator": "5"})
    assert answer["Location"] == f"{SIGN_IN}?next={WAITING}"


def test_a_form_of_an_older_sign_in_is_shown_to_be_sent_with_the_token_of_today() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(UserFactory.create())
    at = "/thong-bao/da-doc/"
    answer = client.post(
        at, {"reason": "Thiếu biên bản", "csrfmiddlewaretoken": "cũ"}, headers={"Origin": "http://testserver"}
    )
    assert answer.status_code == 403
    assert forms_of(answer) == [(at, {"reason": ["Thiếu biên bản"]})]
    for origin in ("http://evil.example", "null"):
        other = client.post(at, {"reason": "Thiếu biên bản"}, headers={"Origin": origin})
        assert other.status_code == 403
        assert "Thiếu biên bản" not in other.content.decode()
    account = client.post("/tai-khoan/doi-mat-khau/", {"oldpassword": "x"}, headers={"Origin": "http://testserver"})
    assert "Biểu mẫu đã hết hạn" in account.content.decode()


@pytest.mark.parametrize(("length", "is_kept"), [(store.LONGEST_FORM - 10, True), (store.LONGEST_FORM + 1, False)])
def test_what_is_too_long_is_not_kept(length: int, is_kept: bool) -> None:
    session = SessionStore()
    form = store.UnsentForm(1, "/a/", int(time.time()), [["text", "x" * (length - 7)]], [])
    assert store.keep_form(session, form) is is_kept
    assert bool(store.unsent_forms(session, 1)) is is_kept


def test_the_last_three_forms_wait_one_for_each_address_half_an_hour() -> None:
    session = SessionStore()
    with time_machine.travel("2022-09-15T01:00:00Z", tick=False) as clock:
        for number, at in enumerate(("/a/", "/b/", "/a/", "/c/", "/d/")):
            store.keep_form(session, store.UnsentForm(1, at, int(time.time()), [["n", str(number)]], []))
        forms = store.unsent_forms(session, 1)
        assert [(form.address, form.values[0][1]) for form in forms] == [("/a/", "2"), ("/c/", "3"), ("/d/", "4")]
        assert store.unsent_forms(session, 2) == []
        store.forget_form(session, "/c/")
        assert store.forget_others(session, 1) == 0
        clock.shift(store.LIFETIME + 1)
        assert store.unsent_forms(session, 1) == []
        assert store.forget_others(session, 2) == 0


def test_an_address_that_takes_a_form_only_says_so_in_words(office: SampleOffice) -> None:  # noqa: F811
    client = Client()
    client.force_login(office.administrator)
    answer = client.get(reverse("reports:evidence_remove", args=(2022, office.communes[0].code, 3, "CT01", 1)))
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Địa chỉ này chỉ nhận biểu mẫu" in answer.content.decode()
