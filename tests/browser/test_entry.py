"""Entry in a real browser: bad input, two windows, an expired session, a double click, no script."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import Person
from tests.browser.test_journey import REPORT, enter


def state(one: Person, code: str):
    return one.page.locator(f"tr[data-indicator={code}] .save-state")


def leave(one: Person, code: str, text: str, name: str = "numerator") -> None:
    cell = one.page.locator(f"[name={code}-{name}]")
    cell.fill(text)
    cell.press("Tab")


def test_a_wrong_number_is_explained_and_kept(person: Callable[..., Person]) -> None:
    one = person()
    one.expect_status(422)
    one.sign_in("nhap-02053")
    leave(one, "CT03", "80.5")
    row = one.page.locator("tr[data-indicator=CT03]")
    expect(row).to_contain_text("Có phải 80,5?")
    expect(row.locator("[name=CT03-numerator]")).to_have_value("80.5")
    enter(one.page, "CT03", numerator="80,5")
    expect(row).to_contain_text("80,5 ha")
    expect(row).not_to_contain_text("Có phải")


def test_two_windows_on_one_figure(person: Callable[..., Person]) -> None:
    first, second = person(), person()
    second.expect_status(409)
    for one in (first, second):
        one.sign_in("nhap-02053")
    enter(first.page, "CT07", numerator="10")
    leave(second, "CT07", "12")
    row = second.page.locator("tr[data-indicator=CT07]")
    expect(row).to_contain_text("10")
    expect(row).to_contain_text("12")
    expect(row).to_contain_text("Cán bộ Ngọc Phái")
    row.get_by_role("button", name=re.compile("Giữ số của tôi")).click()
    expect(state(second, "CT07")).to_contain_text(re.compile("Đã lưu", re.I))
    first.page.reload()
    expect(first.page.locator("[name=CT07-numerator]")).to_have_value("12")


def test_an_expired_session_leads_to_the_sign_in_page_and_back(person: Callable[..., Person]) -> None:
    one = person()
    one.sign_in("nhap-02053")
    one.context.clear_cookies(name="sessionid")
    leave(one, "CT07", "10")
    expect(one.page).to_have_url(re.compile("/tai-khoan/dang-nhap/.*next="))
    assert REPORT in one.page.url.replace("%2F", "/")


def test_a_double_click_sends_once(person: Callable[..., Person]) -> None:
    one = person()
    one.sign_in("nhap-02053")
    for code, values in {"CT01": {"numerator": "35", "denominator": "2.465"}, "CT03": {"numerator": "0"}}.items():
        enter(one.page, code, **values)
    enter(one.page, "CT07", numerator="11")
    one.page.get_by_role("button", name="Gửi báo cáo").dblclick()
    expect(one.page.locator("main")).to_contain_text("Chờ duyệt")
    reviewer = person()
    reviewer.sign_in("thamdinh")
    reviewer.open("/tham-dinh/2022/02053/3/")
    expect(reviewer.page.locator("tr[data-action=SUBMIT]")).to_have_count(1)


def test_without_script_the_same_job_is_done(person: Callable[..., Person]) -> None:
    one = person(java_script_enabled=False)
    one.expect_status(422)
    page = one.sign_in("nhap-02053")
    page.locator("[name=CT01-numerator]").fill("35")
    page.locator("[name=CT07-numerator]").fill("1.2.3")
    page.get_by_role("button", name="Lưu").last.click()
    expect(page.locator("tr[data-indicator=CT07]")).to_contain_text("Không hiểu số")
    expect(page.locator("[name=CT07-numerator]")).to_have_value("1.2.3")
    expect(page.locator("[name=CT01-numerator]")).to_have_value("35")
    page.locator("[name=CT07-numerator]").fill("11")
    page.get_by_role("button", name="Gửi báo cáo").click()
    expect(page.get_by_role("alert")).to_contain_text("còn thiếu 2 chỉ tiêu")
    page.locator("textarea[name=incomplete_reason]").fill("Chưa có số liệu dân số và rừng.")
    page.get_by_role("button", name="Gửi thiếu kèm lý do").click()
    expect(page.locator("main")).to_contain_text("Đã gửi báo cáo")


def test_an_acknowledged_save_survives_a_killed_server(person: Callable[..., Person]) -> None:
    one = person()
    one.sign_in("nhap-02053")
    enter(one.page, "CT07", numerator="11")
    one.server.kill()
    one.server.start()
    one.page.reload()
    expect(one.page.locator("[name=CT07-numerator]")).to_have_value("11")
