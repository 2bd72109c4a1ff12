"""Nothing typed is lost: the server away, the line away, the session over, the tab closed; and gone at sign-out."""

import re
from collections.abc import Callable

from playwright.sync_api import Dialog, Page, expect

from tests.browser.conftest import BrowserUser
from tests.browser.test_entry import leave, state
from tests.browser.test_journey import REPORT, enter
from tests.tools.demo import PASSWORD

AWAY = "chưa lưu được (giữ trên máy, sẽ thử lại)"


def value(page: Page, name: str):
    return page.locator(f"[name={name}]")


def kept(page: Page) -> list[str]:
    """The inputs that the browser keeps something for."""
    return page.evaluate("Object.keys(localStorage).map((key) => key.split('/').pop()).sort()")


def test_a_server_killed_between_two_cells_gets_everything_once_it_is_back(person: Callable[..., BrowserUser]) -> None:
    one = person()
    one.expect_lost()
    page = one.sign_in("nhap-02053")
    enter(page, "CT07", numerator="11")
    one.server.kill()
    leave(one, "CT03", "3,5")
    leave(one, "CT01", "785")
    expect(state(one, "CT03")).to_have_text(AWAY)
    expect(state(one, "CT01")).to_have_text(AWAY)
    expect(page.locator("#cho-luu")).to_contain_text("2 ô chưa lưu được")
    one.check_accessible()
    one.check_fits()
    expect(state(one, "CT07")).to_contain_text("đã lưu")
    one.server.start()
    page.evaluate("dispatchEvent(new Event('online'))")  # rather than waiting for the next try
    for code in ("CT03", "CT01"):
        expect(state(one, code)).to_contain_text(re.compile(r"^đã lưu \d\d:\d\d"))
    expect(page.locator("#cho-luu")).to_be_hidden()
    page.reload()
    for code, text in {"CT07": "11", "CT03": "3,5", "CT01": "785"}.items():
        expect(value(page, f"{code}-numerator")).to_have_value(text)


def test_a_lost_line_and_a_closed_tab_lose_nothing(person: Callable[..., BrowserUser]) -> None:
    one, colleague = person(), person()
    one.expect_lost()
    colleague.sign_in("nhap-02053")
    page = one.sign_in("nhap-02053")
    one.context.set_offline(True)
    leave(one, "CT07", "12")
    leave(one, "CT03", "trồng dặm", name="note")
    value(page, "remarks").fill("Mưa nhiều")
    page.get_by_text("Không áp dụng, nguồn, ngày số liệu").first.click()
    value(page, "CT01-not_applicable").check()
    value(page, "CT08-source").evaluate("field => field.closest('details').open = true")
    value(page, "CT08-source").fill("Phòng LĐ")
    value(page, "CT08-source").press_sequentially("TBXH")  # and not left
    expect(page.locator("#cho-luu")).to_contain_text("4 ô chưa lưu được")
    # Chromium writes what a page keeps to disk a moment later, sooner than a hand finds the cross of the tab.
    page.wait_for_timeout(1000)
    page.close()
    enter(colleague.page, "CT07", numerator="10")
    one.context.set_offline(False)
    one.expect_status(409)
    one.expect_status(422)  # not applicable asks for a note
    one.page = page = one.context.new_page()
    one.open(REPORT)
    expect(page.locator("#lay-lai")).to_contain_text("Đã lấy lại 5 ô chưa lưu trên máy này")
    expect(state(one, "CT03")).to_contain_text("đã lưu")
    expect(state(one, "CT08")).to_contain_text("đã lưu")
    expect(state(one, "CT01")).to_contain_text("Không hợp lệ")
    expect(page.locator("#nhan-xet .save-state")).to_contain_text("đã lưu")
    # What was typed before the colleague's number does not go over it.
    expect(page.locator("tr[data-indicator=CT07]")).to_contain_text("đang lưu 10, của anh/chị 12")
    assert kept(page) == ["CT01-not_applicable", "CT07-numerator"]
    colleague.page.reload()
    expect(value(colleague.page, "CT07-numerator")).to_have_value("10")
    expect(value(colleague.page, "CT08-source")).to_have_value("Phòng LĐTBXH")
    expect(value(colleague.page, "remarks")).to_have_value("Mưa nhiều")


def test_what_was_typed_in_an_expired_session_is_saved_after_signing_in(person: Callable[..., BrowserUser]) -> None:
    one = person()
    page = one.sign_in("nhap-02053")
    one.context.clear_cookies(name="sessionid")
    leave(one, "CT07", "10")
    expect(page).to_have_url(re.compile("/tai-khoan/dang-nhap/.*next="))
    # Somebody else at the same machine sees nothing of it.
    one.sign_in("nhap-02047")
    one.open("/bao-cao/2022/02047/3/")
    expect(page.locator("#lay-lai")).to_be_hidden()
    one.context.clear_cookies(name="sessionid")
    one.open(REPORT)
    page.locator("input[name=login]").fill("nhap-02053")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    expect(page).to_have_url(re.compile(REPORT))
    expect(value(page, "CT07-numerator")).to_have_value("10")
    expect(page.locator("#lay-lai")).to_contain_text("Đã lấy lại 1 ô")
    expect(state(one, "CT07")).to_contain_text("đã lưu")
    assert kept(page) == []


def test_signing_out_takes_the_drafts_of_this_person_away(person: Callable[..., BrowserUser]) -> None:
    one = person()
    one.expect_status(422)
    page = one.sign_in("nhap-02053")
    page.evaluate("localStorage.setItem('nhap/0/1-1-3/CT07-numerator', '{}')")
    leave(one, "CT07", "80.5")
    expect(state(one, "CT07")).to_contain_text("Không hợp lệ")
    asked: list[str] = []

    def sign_out(*, agree: bool) -> None:
        def answer(box: Dialog) -> None:
            asked.append(box.message)
            box.accept() if agree else box.dismiss()

        page.once("dialog", answer)
        page.locator(".user-menu summary").click()
        page.get_by_role("button", name="Đăng xuất").click()

    sign_out(agree=False)
    assert "Còn 1 ô đã nhập mà chưa lưu được" in asked[0]
    assert len(kept(page)) == 2
    page.keyboard.press("Escape")
    sign_out(agree=True)
    expect(page).to_have_url(re.compile("dang-nhap"))
    assert page.evaluate("Object.keys(localStorage)") == ["nhap/0/1-1-3/CT07-numerator"]


def test_what_was_typed_into_a_report_that_is_closed_by_now_can_be_copied(person: Callable[..., BrowserUser]) -> None:
    one, colleague = person(), person()
    one.expect_lost()
    page = one.sign_in("nhap-02053")
    colleague.sign_in("nhap-02053")
    one.context.set_offline(True)
    leave(one, "CT07", "12")
    expect(state(one, "CT07")).to_have_text(AWAY)
    for code, values in {"CT01": {"numerator": "35", "denominator": "2.465"}, "CT03": {"numerator": "0"}}.items():
        enter(colleague.page, code, **values)
    enter(colleague.page, "CT07", numerator="11")
    colleague.page.get_by_role("button", name="Gửi báo cáo").click()
    expect(colleague.page.locator(".notice-success")).to_contain_text("Đã gửi báo cáo")
    one.expect_status(409)
    one.context.set_offline(False)
    expect(state(one, "CT07")).to_contain_text("Chưa lưu được. Báo cáo đã được")
    page.get_by_role("button", name="Gửi báo cáo").click()
    expect(page.get_by_role("alert")).to_contain_text("đang chờ thẩm định")
    one.open(REPORT)
    left = page.locator("#ban-nhap")
    expect(left.locator("li:visible")).to_have_text("Số lao động được giải quyết việc làm mới – Số liệu: 12")
    one.check_accessible()
    left.get_by_role("button", name="Bỏ nội dung này").click()
    expect(left).to_be_hidden()
    page.reload()
    expect(left).to_be_hidden()


def test_where_nothing_can_be_kept_the_page_warns_before_it_is_left(person: Callable[..., BrowserUser]) -> None:
    one = person()
    one.expect_lost()
    one.context.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full'); }")
    page = one.sign_in("nhap-02053")
    one.context.set_offline(True)
    leave(one, "CT07", "12")
    expect(state(one, "CT07")).to_contain_text("máy không giữ được")
    asked: list[str] = []

    def answer(box: Dialog) -> None:
        asked.append(box.type)
        box.accept()

    page.on("dialog", answer)
    page.close(run_before_unload=True)
    page.wait_for_event("close")
    assert asked == ["beforeunload"]
