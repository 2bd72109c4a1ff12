"""Nothing typed is lost: the server away, the line away, the session over, the tab closed; and gone at sign-out."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser.conftest import BrowserUser
from tests.browser.test_entry import leave, state
from tests.browser.test_journey import REPORT, enter, send
from tests.tools.demo import PASSWORD

AWAY = "chưa lưu được (giữ trên máy, sẽ thử lại)"


def value(page: Page, name: str):
    return page.locator(f"[name={name}]")


def stored_inputs(page: Page) -> list[str]:
    """Returns the names of the inputs with a draft in the browser's storage."""
    return page.evaluate("Object.keys(localStorage).map((key) => key.split('/').pop()).sort()")


def test_a_server_killed_between_two_cells_gets_everything_once_it_is_back(person: Callable[..., BrowserUser]) -> None:
    user = person()
    user.expect_lost()
    page = user.sign_in("nhap-02053")
    enter(page, "CT07", numerator="11")
    user.server.kill()
    leave(user, "CT03", "3,5")
    leave(user, "CT01", "785")
    expect(state(user, "CT03")).to_have_text(AWAY)
    expect(state(user, "CT01")).to_have_text(AWAY)
    expect(page.locator("#cho-luu")).to_contain_text("2 ô chưa lưu được")
    user.check_accessible()
    user.check_fits()
    expect(state(user, "CT07")).to_contain_text("đã lưu")
    user.server.start()
    page.evaluate("dispatchEvent(new Event('online'))")  # rather than waiting for the next try
    for code in ("CT03", "CT01"):
        expect(state(user, code)).to_contain_text(re.compile(r"^đã lưu \d\d:\d\d"))
    expect(page.locator("#cho-luu")).to_be_hidden()
    page.reload()
    for code, text in {"CT07": "11", "CT03": "3,5", "CT01": "785"}.items():
        expect(value(page, f"{code}-numerator")).to_have_value(text)


def test_a_lost_line_and_a_closed_tab_lose_nothing(person: Callable[..., BrowserUser]) -> None:
    user, colleague = person(), person()
    user.expect_lost()
    colleague.sign_in("nhap-02053")
    page = user.sign_in("nhap-02053")
    user.context.set_offline(True)
    leave(user, "CT07", "12")
    page.locator("tr[data-indicator=CT03] summary", has_text="Ghi chú").click()
    leave(user, "CT03", "trồng dặm", name="note")
    value(page, "remarks").fill("Mưa nhiều")
    value(page, "CT01-not_applicable").check()
    value(page, "CT08-source").evaluate("field => field.closest('details').open = true")
    value(page, "CT08-source").fill("Phòng LĐ")
    value(page, "CT08-source").press_sequentially("TBXH")  # and not left
    expect(page.locator("#cho-luu")).to_contain_text("4 ô chưa lưu được")
    assert len(stored_inputs(page)) == 5
    # Chromium takes what a page keeps out of its process a moment later, sooner than a hand finds the cross of the tab;
    # a busy machine takes longer.
    page.wait_for_timeout(3000)
    page.close()
    enter(colleague.page, "CT07", numerator="10")
    user.context.set_offline(False)
    user.expect_status(409)
    user.expect_status(422)  # not applicable asks for a note
    user.page = page = user.context.new_page()
    user.open(REPORT)
    expect(page.locator("#lay-lai")).to_contain_text("Đã lấy lại 5 ô chưa lưu trên máy này")
    expect(state(user, "CT03")).to_contain_text("đã lưu")
    expect(state(user, "CT08")).to_contain_text("đã lưu")
    expect(state(user, "CT01")).to_contain_text("Ghi lý do rồi mới lưu")
    expect(page.locator("#nhan-xet .save-state")).to_contain_text("đã lưu")
    # What was typed before the colleague's number does not go over it.
    expect(page.locator("tr[data-indicator=CT07]")).to_contain_text("đang lưu 10, của anh/chị 12")
    assert stored_inputs(page) == ["CT01-not_applicable", "CT07-numerator"]
    colleague.page.reload()
    expect(value(colleague.page, "CT07-numerator")).to_have_value("10")
    expect(value(colleague.page, "CT08-source")).to_have_value("Phòng LĐTBXH")
    expect(value(colleague.page, "remarks")).to_have_value("Mưa nhiều")


def test_what_was_typed_in_an_expired_session_is_saved_after_signing_in(person: Callable[..., BrowserUser]) -> None:
    user = person()
    page = user.sign_in("nhap-02053")
    user.context.clear_cookies(name="sessionid")
    leave(user, "CT07", "10")
    expect(page).to_have_url(re.compile("/tai-khoan/dang-nhap/.*next="))
    # Somebody else at the same machine sees nothing of it.
    user.sign_in("nhap-02047")
    user.open("/bao-cao/2022/02047/3/")
    expect(page.locator("#lay-lai")).to_be_hidden()
    user.context.clear_cookies(name="sessionid")
    user.open(REPORT)
    page.locator("input[name=login]").fill("nhap-02053")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    expect(page).to_have_url(re.compile(REPORT))
    expect(value(page, "CT07-numerator")).to_have_value("10")
    expect(page.locator("#lay-lai")).to_contain_text("Đã lấy lại 1 ô")
    expect(state(user, "CT07")).to_contain_text("đã lưu")
    assert stored_inputs(page) == []


@pytest.mark.sqlite  # no matter of the database: the browser keeps what was typed
def test_signing_out_takes_the_drafts_of_this_person_away(person: Callable[..., BrowserUser]) -> None:
    user = person()
    user.expect_status(422)
    page = user.sign_in("nhap-02053")
    page.evaluate("localStorage.setItem('nhap/0/1-1-3/CT07-numerator', '{}')")
    leave(user, "CT07", "80.5")
    expect(state(user, "CT07")).to_contain_text("Không hợp lệ")
    messages: list[str] = []

    def sign_out(*, agree: bool) -> None:
        def answer(box: Dialog) -> None:
            messages.append(box.message)
            box.accept() if agree else box.dismiss()

        page.once("dialog", answer)
        page.locator(".user-menu summary").click()
        page.get_by_role("button", name="Đăng xuất").click()

    sign_out(agree=False)
    assert "Còn 1 ô đã nhập mà chưa lưu được" in messages[0]
    assert len(stored_inputs(page)) == 2
    page.keyboard.press("Escape")
    sign_out(agree=True)
    expect(page).to_have_url(re.compile("dang-nhap"))
    assert page.evaluate("Object.keys(localStorage)") == ["nhap/0/1-1-3/CT07-numerator"]


def test_what_was_typed_into_a_report_that_is_closed_by_now_can_be_copied(person: Callable[..., BrowserUser]) -> None:
    user, colleague = person(), person()
    user.expect_lost()
    page = user.sign_in("nhap-02053")
    colleague.sign_in("nhap-02053")
    user.context.set_offline(True)
    leave(user, "CT07", "12")
    expect(state(user, "CT07")).to_have_text(AWAY)
    for code, values in {"CT01": {"numerator": "35", "denominator": "2.465"}, "CT03": {"numerator": "0"}}.items():
        enter(colleague.page, code, **values)
    enter(colleague.page, "CT07", numerator="11")
    send(colleague.page)
    expect(colleague.page.locator(".notice-success")).to_contain_text("Đã gửi báo cáo")
    user.expect_status(409)
    user.context.set_offline(False)
    expect(state(user, "CT07")).to_contain_text("Chưa lưu được. Báo cáo đã được")
    page.get_by_role("button", name="Gửi báo cáo").click()
    expect(page.get_by_role("alert")).to_contain_text("đang chờ thẩm định")
    user.open(REPORT)
    draft_notice = page.locator("#ban-nhap")
    expect(draft_notice.locator("li:visible")).to_have_text("Số lao động được giải quyết việc làm mới – Số liệu: 12")
    user.check_accessible()
    draft_notice.get_by_role("button", name="Bỏ nội dung này").click()
    expect(draft_notice).to_be_hidden()
    page.reload()
    expect(draft_notice).to_be_hidden()


@pytest.mark.sqlite  # no matter of the database: the browser keeps what was typed
def test_where_nothing_can_be_kept_the_page_warns_before_it_is_left(person: Callable[..., BrowserUser]) -> None:
    user = person()
    user.expect_lost()
    user.context.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full'); }")
    page = user.sign_in("nhap-02053")
    user.context.set_offline(True)
    leave(user, "CT07", "12")
    expect(state(user, "CT07")).to_contain_text("máy không giữ được")
    messages: list[str] = []

    def answer(box: Dialog) -> None:
        messages.append(box.type)
        box.accept()

    page.on("dialog", answer)
    page.close(run_before_unload=True)
    page.wait_for_event("close")
    assert messages == ["beforeunload"]
