"""Entry in a real browser: bad input, two windows, a double click, a submit that has to wait, no script."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import BrowserUser
from tests.browser.test_journey import REPORT, enter


def state(user: BrowserUser, code: str):
    return user.page.locator(f"tr[data-indicator={code}] .save-state")


def leave(user: BrowserUser, code: str, text: str, name: str = "numerator") -> None:
    cell = user.page.locator(f"[name={code}-{name}]")
    cell.fill(text)
    cell.press("Tab")


def test_a_wrong_number_is_explained_and_kept(person: Callable[..., BrowserUser]) -> None:
    user = person()
    user.expect_status(422)
    user.sign_in("nhap-02053")
    leave(user, "CT03", "2.5")
    row = user.page.locator("tr[data-indicator=CT03]")
    expect(row).to_contain_text("Có phải 2,5?")
    expect(row.locator("[name=CT03-numerator]")).to_have_value("2.5")
    enter(user.page, "CT03", numerator="2,5")
    expect(row).to_contain_text("2,5 ha")
    expect(row).not_to_contain_text("Có phải")


def test_two_windows_on_one_report(person: Callable[..., BrowserUser]) -> None:
    first, second = person(), person()
    second.expect_status(409)
    for user in (first, second):
        user.sign_in("nhap-02053")
    page = second.page
    enter(first.page, "CT07", numerator="10")
    enter(first.page, "CT03", numerator="3")
    leave(second, "CT07", "12")
    row = page.locator("tr[data-indicator=CT07]")
    expect(row).to_contain_text(re.compile("Cán bộ Ngọc Phái đã sửa lúc .* đang lưu 10, của anh/chị 12", re.S))
    leave(second, "CT03", "4")
    expect(state(second, "CT03")).to_contain_text("Đã có người sửa")
    second.check_accessible()
    second.check_fits()
    page.locator("[name=CT01-numerator]").fill("35")
    # Each choice answers for its own row; what is typed in the others stays.
    row.get_by_role("button", name="Giữ số của anh/chị").click()
    expect(state(second, "CT07")).to_contain_text("đã lưu")
    expect(page.locator("[name=CT07-numerator]")).to_be_focused()
    page.locator("tr[data-indicator=CT03]").get_by_role("button", name="Lấy số đang lưu").click()
    expect(page.locator("[name=CT03-numerator]")).to_have_value("3")
    assert not page.evaluate("Object.keys(localStorage).some((key) => key.endsWith('/CT03-numerator'))")
    expect(page.locator("[name=CT01-numerator]")).to_have_value("35")
    enter(page, "CT03", numerator="5")
    expect(state(second, "CT01")).to_contain_text("đã lưu")
    first.page.reload()
    for code, value in {"CT07": "12", "CT03": "5", "CT01": "35"}.items():
        expect(first.page.locator(f"[name={code}-numerator]")).to_have_value(value)


def test_a_double_click_sends_once(person: Callable[..., BrowserUser]) -> None:
    user = person()
    user.sign_in("nhap-02053")
    for code, values in {"CT01": {"numerator": "35", "denominator": "2.465"}, "CT03": {"numerator": "0"}}.items():
        enter(user.page, code, **values)
    enter(user.page, "CT07", numerator="11")
    user.page.get_by_role("button", name="Gửi báo cáo").click()
    user.page.get_by_role("button", name="Xác nhận gửi").dblclick()
    expect(user.page.locator("main")).to_contain_text("Chờ duyệt")
    reviewer = person()
    reviewer.sign_in("thamdinh")
    reviewer.open(f"{REPORT}qua-trinh/")
    expect(reviewer.page.locator("tr[data-action=SUBMIT]")).to_have_count(1)


def test_a_row_that_cannot_be_saved_keeps_the_report_from_being_sent(person: Callable[..., BrowserUser]) -> None:
    user = person()
    user.expect_status(422)
    page = user.sign_in("nhap-02053")
    page.locator("[name=CT07-numerator]").fill("80.5")
    page.get_by_role("button", name="Gửi báo cáo").click()
    expect(page.locator("#live.is-shown")).to_contain_text("Chưa gửi đi")
    expect(page.locator("[name=CT07-numerator]")).to_be_focused()
    user.check_accessible()
    expect(page.locator("#trang-thai")).not_to_contain_text("Chờ duyệt")
    # What is on its way goes first, then the report.
    page.locator("[name=CT07-numerator]").fill("11")
    page.get_by_role("button", name="Gửi báo cáo").click()
    expect(page.locator("#con-thieu")).to_contain_text("Còn thiếu 2 chỉ tiêu")
    expect(page.locator("#so-lieu tr[data-indicator=CT07]")).to_contain_text("11 người")
    page.get_by_role("button", name="Gửi thiếu kèm lý do").click()
    expect(page.locator("#ly-do-thieu")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("ghi lý do gửi thiếu")
    user.check_accessible()
    user.check_fits()


def test_without_script_the_same_job_is_done(person: Callable[..., BrowserUser]) -> None:
    user = person(java_script_enabled=False)
    user.expect_status(422)
    page = user.sign_in("nhap-02053")
    page.locator("[name=CT01-numerator]").fill("35")
    page.locator("[name=CT07-numerator]").fill("1.2.3")
    page.get_by_role("button", name="Lưu").last.click()
    expect(page.locator("tr[data-indicator=CT07]")).to_contain_text("Không hiểu số")
    expect(page.locator("[name=CT07-numerator]")).to_have_value("1.2.3")
    expect(page.locator("[name=CT01-numerator]")).to_have_value("35")
    page.locator("[name=CT07-numerator]").fill("11")
    page.get_by_role("button", name="Gửi báo cáo").click()
    expect(page.locator("#con-thieu")).to_contain_text("Còn thiếu 2 chỉ tiêu")
    page.locator("textarea[name=incomplete_reason]").fill("Chưa có số liệu dân số và rừng.")
    page.get_by_role("button", name="Gửi thiếu kèm lý do").click()
    expect(page.locator("main")).to_contain_text("Đã gửi báo cáo")
    page.get_by_role("button", name="Rút lại báo cáo").click()
    expect(page.locator("main")).to_contain_text("Đã rút lại báo cáo")
    expect(page.locator("[name=CT07-numerator]")).to_have_value("11")
