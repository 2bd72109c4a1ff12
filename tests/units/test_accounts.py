"""Accounts on the administrator's pages: found, added, corrected, closed, given another password; roles with dates."""

import re
from datetime import date

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from tests.factories import MembershipFactory, UnitFactory, member
from tests.units.people import TODAY, SampleOffices, make_offices, signed_in
from units.enums import Role
from units.models import AuditEvent, Membership, Notice, User
from units.selectors.account_page import account_page
from units.selectors.accounts import AccountFilter, account_list, free_username
from units.services.memberships import membership_end

pytestmark = pytest.mark.django_db

LIST, ADD = "/quan-tri/", "/quan-tri/tai-khoan/them/"
NEW = {"full_name": "Nguyễn Văn An", "username": "", "email": "", "role": "REPORTER", "valid_from": "15/09/2022"}


@pytest.fixture
def land(settings) -> SampleOffices:
    settings.TODAY = TODAY
    return make_offices()


@pytest.fixture
def admin(land) -> Client:
    return signed_in(land["district admin"])


def listed(land: SampleOffices, who: str = "district admin", **filters) -> list[str]:
    user = User.objects.get(pk=land[who].pk)
    return [line.user.full_name for line in account_list(user, AccountFilter(**filters)).lines]


def password_in(answer) -> str:
    names = re.findall(r"<code data-password>([^<]+)</code>", answer.content.decode())
    assert len(names) == 1
    return names[0]


def sign_in(username: str, password: str) -> Client:
    client = Client()
    client.post("/tai-khoan/dang-nhap/", {"login": username, "password": password})
    return client


def page_of(user: User, tail: str = "") -> str:
    return f"/quan-tri/tai-khoan/{user.pk}/{tail}"


def last_event(action: str) -> AuditEvent:
    event = AuditEvent.objects.filter(action=action).first()
    assert event
    return event


def test_the_list_holds_those_with_a_role_in_scope_in_the_order_of_given_names(land) -> None:
    assert listed(land) == [
        "Hứa Văn Bạch",
        "Ma Thị Cùng",
        "Nguyễn Thị Hai",
        "Hà Thị Lãnh",
        "Hoàng Văn Nhập",
        "Triệu Văn Quản",
        "Nông Văn Thẩm",
        "Lường Thị Xã",
    ]
    assert listed(land, "commune admin") == ["Nguyễn Thị Hai", "Hoàng Văn Nhập", "Lường Thị Xã"]


@pytest.mark.parametrize(
    ("search_words", "names"),
    [
        ("hoang", ["Hoàng Văn Nhập"]),
        ("NHẬP hoàng", ["Hoàng Văn Nhập"]),
        ("nguyen.hai", ["Nguyễn Thị Hai"]),
        ("ngoc phai", ["Nguyễn Thị Hai", "Hoàng Văn Nhập", "Lường Thị Xã"]),
        ("hoang ngoc", ["Hoàng Văn Nhập"]),
        ("nhap@example.vn", ["Hoàng Văn Nhập"]),
        ("bach thong", []),
        ("%", []),
    ],
)
def test_people_are_found_without_accents_by_name_address_and_unit(land, search_words, names) -> None:
    User.objects.filter(pk=land["reporter"].pk).update(email="nhap@example.vn")
    assert listed(land, search=search_words) == names


def test_the_unit_of_a_role_out_of_scope_finds_nobody(land) -> None:
    assert listed(land, "commune admin", search="cho don") == []
    assert listed(land, "commune admin", unit=land.units["district"].pk) == []


def test_the_list_is_narrowed_by_unit_and_role(land) -> None:
    assert listed(land, unit=land.units["second"].pk) == ["Hứa Văn Bạch"]
    assert listed(land, role=Role.LEADER) == ["Nguyễn Thị Hai", "Hà Thị Lãnh"]
    assert listed(land, role=Role.LEADER, unit=land.units["commune"].pk) == []
    Membership.objects.filter(user=land["leader"]).update(valid_to=date(2022, 9, 14))
    assert listed(land, role=Role.LEADER) == ["Nguyễn Thị Hai"]
    assert "Hà Thị Lãnh" in listed(land)


def test_a_line_tells_roles_dates_and_state(land, admin) -> None:
    Membership.objects.filter(user=land["reporter"]).update(valid_from=date(2022, 1, 1), valid_to=date(2022, 9, 14))
    User.objects.filter(pk=land["leader"].pk).update(is_active=False)
    page = admin.get(LIST)
    assertContains(page, "từ 01/01/2022 đến 14/09/2022, đã hết")
    assertContains(page, "đã khóa")
    assertContains(page, "chưa lần nào")
    assertContains(page, "8 tài khoản")


@pytest.mark.parametrize("address", ["?trang=x", "?trang=99", "?don-vi=x", "?vai-tro=BOSS", "?don-vi=99999999999999"])
def test_a_strange_address_shows_a_list_all_the_same(admin, address) -> None:
    assert admin.get(f"{LIST}{address}").status_code == 200


def test_many_accounts_come_in_pages(land, admin, monkeypatch) -> None:
    monkeypatch.setattr("units.selectors.accounts.ON_A_PAGE", 3)
    page = admin.get(f"{LIST}?trang=2&vai-tro=&tim=")
    assertContains(page, "Trang 2/3")
    assertContains(page, "?trang=3&amp;vai-tro=&amp;tim=")
    assertContains(page, "Hà Thị Lãnh")
    assertNotContains(page, "Hứa Văn Bạch</a>")


def test_a_new_account_signs_in_once_with_what_was_shown(land, admin) -> None:
    answer = admin.post(ADD, NEW | {"unit": land.units["commune"].pk, "email": "an@example.vn"}, follow=True)
    password = password_in(answer)
    assert answer["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    user = User.objects.get(username="an.nguyen")
    role = user.memberships.get()
    assert (user.full_name, user.email, role.unit, role.role) == (
        "Nguyễn Văn An",
        "an@example.vn",
        land.units["commune"],
        "REPORTER",
    )
    assert role.valid_from == TODAY
    client = sign_in("an.nguyen", password)
    assert client.get(LIST)["Location"] == "/tai-khoan/doi-mat-khau/"
    client.post(
        "/tai-khoan/doi-mat-khau/",
        {"oldpassword": password, "password1": "rung-xanh-cho-don", "password2": "rung-xanh-cho-don"},
    )
    assert client.get("/thong-bao/").status_code == 200
    assert "_auth_user_id" not in sign_in("an.nguyen", password).session


def test_reloading_the_page_of_the_password_makes_nothing_and_shows_nothing(land, admin) -> None:
    answer = admin.post(ADD, NEW | {"unit": land.units["commune"].pk})
    user = User.objects.get(username="an.nguyen")
    assert answer["Location"] == page_of(user, "mat-khau-moi/")
    other = page_of(land["reporter"], "mat-khau-moi/")
    assert password_in(admin.get(answer["Location"]))
    for address in (answer["Location"], other):
        again = admin.get(address)
        assertContains(again, "Mật khẩu chỉ hiện một lần")
        assertNotContains(again, "data-password")
    assert User.objects.filter(full_name="Nguyễn Văn An").count() == 1


def test_a_second_click_makes_no_second_account(land, admin) -> None:
    once = re.findall(r'name="once" value="([^"]+)"', admin.get(ADD).content.decode())[0]
    data = NEW | {"unit": land.units["commune"].pk, "once": once}
    admin.post(ADD, data | {"username": "x y"})  # refused: what is corrected may be sent again
    admin.post(ADD, data)
    assertContains(admin.post(ADD, data, follow=True), "Tài khoản đã được thêm ở lần bấm trước.")
    assert User.objects.filter(full_name="Nguyễn Văn An").count() == 1


def test_the_first_password_is_kept_nowhere(land, admin) -> None:
    password = password_in(admin.post(ADD, NEW | {"unit": land.units["commune"].pk}, follow=True))
    for page in (LIST, ADD, page_of(User.objects.get(username="an.nguyen"))):
        assertNotContains(admin.get(page), password)
    texts = [str(vars(row)) for model in (AuditEvent, User, Notice) for row in model.objects.all()]
    assert not any(password in row for row in [*texts, str(dict(admin.session))])
    event = last_event("ACCOUNT_CREATE")
    assert event.actor == land["district admin"]


@pytest.mark.parametrize(
    ("form_data", "sentence"),
    [
        ({"full_name": ""}, "Hãy ghi họ và tên."),
        ({"unit": ""}, "Hãy chọn đơn vị."),
        ({"role": "BOSS"}, "Không có vai trò này."),
        ({"username": "Nguyễn An"}, "Tên đăng nhập chỉ gồm chữ thường không dấu"),
        ({"username": "hoang.nhap"}, "Tên đăng nhập này đã có người dùng."),
        ({"email": "khong-phai-thu"}, "Địa chỉ thư không đúng"),
        ({"valid_from": "15/09/22"}, "Không hiểu ngày này."),
    ],
)
def test_what_is_wrong_with_a_new_account_is_said_and_kept(land, admin, form_data, sentence) -> None:
    number = User.objects.count()
    answer = admin.post(ADD, NEW | {"unit": land.units["commune"].pk, "email": "an@example.vn"} | form_data)
    assertContains(answer, sentence, status_code=422)
    if "email" not in form_data:
        assertContains(answer, 'value="an@example.vn"', status_code=422)
    assert User.objects.count() == number


@pytest.mark.parametrize(
    ("name", "username"),
    [
        ("Nguyễn Văn An", "an.nguyen"),
        ("Đặng Thị Ánh Đào", "dao.dang"),
        ("Y", "y"),
        ("???", "nguoi-dung"),
        ("Trần Văn Nhập", "nhap.tran"),
    ],
)
def test_a_user_name_is_made_of_the_name(name, username) -> None:
    assert free_username(name) == username
    member(UnitFactory.create(), Role.LEADER, username=username)
    assert free_username(name) == f"{username}2"


def test_name_and_address_are_corrected(land, admin) -> None:
    user = land["reporter"]
    admin.post(page_of(user, "sua/"), {"full_name": " Hoàng Thị Nhập ", "email": "nhap@example.vn"})
    user.refresh_from_db()
    assert (user.full_name, user.email, user.search_key) == (
        "Hoàng Thị Nhập",
        "nhap@example.vn",
        "hoang thi nhap hoang.nhap",
    )
    event = last_event("ACCOUNT_CHANGE")
    assert (event.before, event.after) == (
        {"full_name": "Hoàng Văn Nhập", "email": ""},
        {"full_name": "Hoàng Thị Nhập", "email": "nhap@example.vn"},
    )
    admin.post(page_of(user, "sua/"), {"full_name": "Hoàng Thị Nhập", "email": "nhap@example.vn"})
    assert AuditEvent.objects.filter(action="ACCOUNT_CHANGE").count() == 1
    answer = admin.post(page_of(user, "sua/"), {"full_name": "", "email": "x"})
    assertContains(answer, "Hãy ghi họ và tên.", status_code=422)
    assertContains(answer, 'value="x"', status_code=422)


def test_another_password_ends_every_session_and_works_once_shown(land, admin) -> None:
    user = land["reporter"]
    elsewhere = sign_in("hoang.nhap", "mat-khau-thu-nghiem")
    assert elsewhere.get("/thong-bao/").status_code == 200
    assert UserSession.objects.filter(user=user).count() == 1
    password = password_in(admin.post(page_of(user, "mat-khau/"), follow=True))
    assert elsewhere.get("/thong-bao/")["Location"].startswith("/tai-khoan/dang-nhap/")
    assert not UserSession.objects.filter(user=user).exists()
    assert "_auth_user_id" not in sign_in("hoang.nhap", "mat-khau-thu-nghiem").session
    assert sign_in("hoang.nhap", password).get("/thong-bao/")["Location"] == "/tai-khoan/doi-mat-khau/"
    event = last_event("PASSWORD_RESET")
    assert (event.actor, event.object_id) == (land["district admin"], str(user.pk))
    assert password not in f"{event.before}{event.after}"


def test_a_closed_account_is_out_at_once_and_comes_back(land, admin) -> None:
    user = land["reporter"]
    elsewhere = sign_in("hoang.nhap", "mat-khau-thu-nghiem")
    admin.post(page_of(user, "hoat-dong/"), {"active": "0"})
    assert elsewhere.get("/thong-bao/")["Location"].startswith("/tai-khoan/dang-nhap/")
    assert "_auth_user_id" not in sign_in("hoang.nhap", "mat-khau-thu-nghiem").session
    assertContains(admin.get(page_of(user)), "Mở lại tài khoản")
    admin.post(page_of(user, "hoat-dong/"), {"active": "0"})
    assert AuditEvent.objects.filter(action="ACCOUNT_CLOSE").count() == 1
    admin.post(page_of(user, "hoat-dong/"), {"active": "1"})
    assert sign_in("hoang.nhap", "mat-khau-thu-nghiem").get("/thong-bao/").status_code == 200
    assert last_event("ACCOUNT_REOPEN").actor == land["district admin"]


def test_a_role_is_given_from_a_day_and_shown_until_it_begins(land, admin) -> None:
    user = land["reporter"]
    form_data = {"unit": land.units["second"].pk, "role": "REPORTER", "valid_from": "01/10/2022", "valid_to": ""}
    admin.post(page_of(user, "vai-tro/"), form_data)
    role = user.memberships.get(unit=land.units["second"])
    assert (role.valid_from, role.valid_to) == (date(2022, 10, 1), None)
    assertContains(admin.get(page_of(user)), "chưa đến ngày")
    assert not User.objects.get(pk=user.pk).visible_units().filter(pk=role.unit_id).exists()
    answer = admin.post(page_of(user, "vai-tro/"), form_data)
    assertContains(answer, "Người này đã có vai trò đó tại đơn vị.", status_code=422)


def test_dates_of_a_role_are_changed_in_order_only(land, admin) -> None:
    user, role = land["reporter"], land.role("reporter", "commune")
    address = page_of(user, f"vai-tro/{role.pk}/")
    answer = admin.post(address, {"valid_from": "01/10/2022", "valid_to": "01/09/2022"})
    assertContains(answer, "Ngày kết thúc vai trò phải từ ngày bắt đầu trở đi.", status_code=422)
    answer = admin.post(address, {"valid_from": "hôm qua"})
    assertContains(answer, 'value="hôm qua"', status_code=422)
    admin.post(address, {"valid_from": "01/01/2022", "valid_to": "30/06/2022"})
    role.refresh_from_db()
    assert (role.valid_from, role.valid_to) == (date(2022, 1, 1), date(2022, 6, 30))
    event = last_event("MEMBERSHIP_CHANGE")
    assert event.before == {"valid_from": None, "valid_to": None}
    assert (event.after["valid_to"], event.after["username"]) == ("2022-06-30", "hoang.nhap")
    admin.post(address, {"valid_from": "01/01/2022", "valid_to": ""})  # taken up again
    assert User.objects.get(pk=user.pk).has_role(Role.REPORTER)


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (None, (None, TODAY)),
        (TODAY, (TODAY, TODAY)),
        (date(2022, 10, 1), (date(2022, 9, 14), date(2022, 9, 14))),
    ],
)
def test_a_role_ends_today_and_one_to_come_never_begins(land, admin, settings, first, expected) -> None:
    user, role = land["reporter"], land.role("reporter", "commune")
    Membership.objects.filter(pk=role.pk).update(valid_from=first)
    admin.post(page_of(user, f"vai-tro/{role.pk}/"), {"end": "1"})
    role.refresh_from_db()
    assert (role.valid_from, role.valid_to) == expected
    assert last_event("MEMBERSHIP_END").before["valid_from"] == (first.isoformat() if first else None)
    for day in (date(2022, 9, 16), date(2022, 10, 1)):
        settings.TODAY = day
        assert not User.objects.get(pk=user.pk).has_role(Role.REPORTER)


def test_a_person_with_roles_elsewhere_shows_those_in_scope_and_says_so(land) -> None:
    page = signed_in(land["commune admin"]).get(page_of(land["two posts"]))
    assertContains(page, "Cán bộ nhập liệu – Xã Ngọc Phái")
    assertContains(page, "còn có vai trò ở đơn vị ngoài phạm vi")
    assertNotContains(page, "Chợ Đồn")
    assertNotContains(page, "Cấp lại mật khẩu")


def test_ones_own_page_offers_neither_closing_nor_another_password(land, admin) -> None:
    page = admin.get(page_of(land["district admin"]))
    assertNotContains(page, "Cấp lại mật khẩu")
    assertNotContains(page, "Khóa tài khoản")


def test_ending_a_role_that_is_over_gives_it_back_for_no_day(land, admin) -> None:
    role = land.role("reporter", "commune")
    Membership.objects.filter(pk=role.pk).update(valid_to=date(2022, 8, 31))
    admin.post(page_of(land["reporter"], f"vai-tro/{role.pk}/"), {"end": "1"})
    role.refresh_from_db()
    assert role.valid_to == date(2022, 8, 31)
    assert not AuditEvent.objects.filter(action="MEMBERSHIP_END").exists()


def test_ending_a_role_keeps_the_first_day_that_another_window_gave_it(land) -> None:
    membership = land.role("reporter", "commune")
    Membership.objects.filter(pk=membership.pk).update(valid_from=date(2022, 3, 1))
    membership_end(membership=membership, actor=land["district admin"])
    membership.refresh_from_db()
    assert (membership.valid_from, membership.valid_to) == (date(2022, 3, 1), TODAY)


def test_ending_ones_own_sessions_elsewhere_is_recorded(land) -> None:
    here, there = (sign_in("hoang.nhap", "mat-khau-thu-nghiem") for _ in range(2))
    here.post("/tai-khoan/phien/")
    assert there.get("/thong-bao/").status_code == 302
    event = last_event("SESSIONS_END")
    assert (event.actor, event.after) == (land["reporter"], {"number": 1, "addresses": ["127.0.0.1"]})
    here.post("/tai-khoan/phien/")
    assert AuditEvent.objects.filter(action="SESSIONS_END").count() == 1


@pytest.mark.parametrize("number", [1, 3])
def test_queries(land, django_assert_num_queries, number) -> None:
    for _ in range(number):
        unit = UnitFactory.create(parent=land.units["district"])
        member(unit, Role.REPORTER)
        for _ in range(number):
            MembershipFactory(user=land["reporter"], unit=UnitFactory.create(parent=unit), role=Role.REPORTER)
    actor = User.objects.get(pk=land["district admin"].pk)
    with django_assert_num_queries(5):
        account_list(actor, AccountFilter(search="a", role=Role.REPORTER))
    actor = User.objects.get(pk=land["district admin"].pk)
    with django_assert_num_queries(5):
        account_page(actor, land["reporter"].pk)
    client = signed_in(actor)
    client.get(LIST)
    for page in (LIST, page_of(land["reporter"])):
        with django_assert_num_queries(7):  # the session and the person
            client.get(page)
