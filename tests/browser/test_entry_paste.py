"""A block from a spreadsheet, pasted into several cells of the entry page."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import BrowserUser
from tests.browser.test_entry import state


def paste(page: Page, text: str) -> None:
    """Pastes the text, as Ctrl-V does."""
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
            window.pasted = document.activeElement.dispatchEvent(event);
        }""",
        text,
    )


def test_a_block_is_shown_before_it_goes_into_its_cells(person: Callable[[], BrowserUser]) -> None:
    user = person()
    page = user.sign_in("nhap-02053")
    start = page.locator("[name=CT01-numerator]")
    start.focus()
    paste(page, "785\r\n")
    assert page.evaluate("window.pasted")  # one cell is left to the browser
    block = "1.785\t2.465\t540\r\n12.34\r\n\t\t30\r\n"
    paste(page, block)
    dialog = page.get_by_role("dialog", name="Dán 4 ô từ bảng tính")
    expect(dialog).to_contain_text("1.785 tấn")
    expect(dialog).to_contain_text("Không hiểu số “12.34”")
    expect(dialog.get_by_role("button", name="Dán vào các ô")).to_be_focused()
    assert dialog.evaluate("element => element.scrollWidth <= element.clientWidth")  # its warning breaks its line
    user.check_accessible()
    user.check_fits()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(start).to_be_focused()
    expect(start).to_have_value("")
    paste(page, block)
    dialog.get_by_role("button", name="Dán vào các ô").press("Enter")
    expect(start).to_be_focused()
    expect(start).to_have_value("1.785")
    for code in ("CT01", "CT07"):
        expect(state(user, code)).to_contain_text(re.compile(r"^đã lưu \d\d:\d\d"))
    expect(state(user, "CT03")).to_have_text("Chưa nhập")
    expect(page.locator("#live")).to_have_text("Đã lưu 2 dòng.")
    page.reload()
    for name, text in {"CT01-denominator": "2.465", "CT07-full_year_estimate": "30", "CT03-numerator": ""}.items():
        expect(page.locator(f"[name={name}]")).to_have_value(text)
