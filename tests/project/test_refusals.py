"""The pages of refusals and failures, and their record in the audit log."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertTemplateUsed

from tests.factories import UserFactory
from units.models import AuditEvent, User

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.project.urls")]

HTMX = {"HX-Request": "true"}
REFUSALS = [
    ("refusal", 403, "Chỉ cán bộ thẩm định được làm việc này."),
    ("state", 409, "Quý III đã khóa."),
    ("conflict", 409, "Đã có người sửa."),
    ("invalid", 422, "Không hiểu số “80.5”."),
]


@pytest.fixture
def user(client: Client) -> User:
    user = UserFactory.create()
    client.force_login(user)
    return user


@pytest.mark.parametrize(("how", "status", "sentence"), REFUSALS)
def test_a_refusal_is_a_page_with_its_sentence(
    client: Client, user: User, how: str, status: int, sentence: str
) -> None:
    response = client.post(f"/hong/{how}/")
    assertContains(response, sentence, status_code=status)
    assertContains(response, "<html", status_code=status)
    event = AuditEvent.objects.get()  # what the view had written is undone
    assert (event.actor, event.action) == (user, "REFUSED")
    assert event.after == {"method": "POST", "path": f"/hong/{how}/", "sentence": sentence}
    assert event.request_id == response["X-Request-ID"]


@pytest.mark.parametrize(("how", "status", "sentence"), REFUSALS)
def test_htmx_gets_a_notice_above_the_page(client: Client, user: User, how: str, status: int, sentence: str) -> None:
    response = client.post(f"/hong/{how}/", headers=HTMX)
    assertContains(response, sentence, status_code=status)
    assertNotContains(response, "<html", status_code=status)
    assert response["HX-Retarget"] == "#noi-dung"
    assert response["HX-Reswap"].startswith("afterbegin")
    assert AuditEvent.objects.count() == 1


def test_a_restored_page_of_the_history_is_a_whole_page(client: Client, user: User) -> None:
    response = client.get("/hong/state/", headers=HTMX | {"HX-History-Restore-Request": "true"})
    assertContains(response, "<html", status_code=409)


def test_refusals_without_a_person_are_not_kept(client: Client) -> None:
    assertContains(client.get("/mo/state/"), "Quý III đã khóa.", status_code=409)
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize(
    ("how", "sentence"), [("forbidden", "Không được."), ("silent", "không có vai trò cần thiết ở đơn vị này")]
)
def test_forbidden_pages_say_why(client: Client, user: User, how: str, sentence: str) -> None:
    response = client.get(f"/hong/{how}/")
    assertTemplateUsed(response, "403.html")
    assertContains(response, sentence, status_code=403)


@pytest.mark.parametrize(
    ("how", "sentence"), [("forbidden", "Không được."), ("silent", "Anh/chị không được làm việc này.")]
)
def test_forbidden_to_htmx_is_a_notice(client: Client, user: User, how: str, sentence: str) -> None:
    response = client.get(f"/hong/{how}/", headers=HTMX)
    assertContains(response, sentence, status_code=403)
    assertNotContains(response, "<html", status_code=403)


@pytest.mark.parametrize("path", ["/khong-co/", "/hong/missing/"])
def test_a_page_not_found_keeps_the_way_through_the_app(client: Client, user: User, path: str) -> None:
    response = client.get(path)
    assertContains(response, "Không tìm thấy trang này", status_code=404)
    assertContains(response, user.full_name, status_code=404)


def test_a_page_not_found_is_told_to_strangers_too(client: Client) -> None:
    response = client.get("/khong-co/")
    assertContains(response, "Không tìm thấy trang này", status_code=404)
    assertNotContains(response, "Đăng xuất", status_code=404)


def test_an_error_of_the_program_has_a_page_that_needs_nothing(client: Client, user: User) -> None:
    client.raise_request_exception = False
    response = client.get("/hong/broken/")
    assertContains(response, "Hệ thống gặp lỗi", status_code=500)
    assert response["X-Request-ID"]
    assert not AuditEvent.objects.exists()


@pytest.fixture
def strict() -> Client:
    return Client(enforce_csrf_checks=True)


def test_a_form_of_another_session_is_refused(strict: Client) -> None:
    response = strict.post("/tai-khoan/dang-nhap/", {"login": "a", "password": "b"})
    assertContains(response, "Biểu mẫu đã hết hạn, chưa lưu", status_code=403)
    assert not AuditEvent.objects.exists()


def test_a_form_of_another_session_is_kept_in_the_audit_log_of_a_person(strict: Client) -> None:
    user = UserFactory.create()
    strict.force_login(user)
    assert strict.post("/tai-khoan/dang-xuat/").status_code == 403
    event = AuditEvent.objects.get()
    assert (event.actor, event.action) == (user, "REFUSED")
    assert event.after == {
        "method": "POST",
        "path": "/tai-khoan/dang-xuat/",
        "sentence": "CSRF cookie not set.",
    }


def test_a_cell_of_another_session_says_so_without_losing_what_was_typed(strict: Client) -> None:
    strict.force_login(UserFactory.create())
    response = strict.post("/hong/state/", headers=HTMX)
    assertContains(response, "Trang đã mở từ trước khi đăng nhập lại, chưa lưu.", status_code=403)
    assert response["HX-Retarget"] == "#noi-dung"
