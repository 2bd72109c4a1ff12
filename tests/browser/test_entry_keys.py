"""The entry page from the keyboard alone."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import BrowserUser
from tests.browser.test_journey import enter


def cell(page: Page, name: str):
    return page.locator(f"[name={name}]")


def selected_text(page: Page) -> str:
    return page.evaluate("getSelection().toString()")


def test_keys_move_as_in_a_spreadsheet(person: Callable[[], BrowserUser]) -> None:
    page = person().sign_in("nhap-02053")
    saves: list[str] = []
    page.on("request", lambda request: saves.append(request.url) if "/so-lieu/" in request.url else None)
    enter(page, "CT01", numerator="35", denominator="2.465")
    saves.clear()
    cell(page, "CT01-numerator").focus()
    for key, place in [
        ("Enter", "CT01-denominator"),  # both parts of a ratio before the next row
        ("Enter", "CT03-numerator"),
        ("ArrowDown", "CT07-numerator"),
        ("ArrowUp", "CT03-numerator"),
        ("Shift+Enter", "CT01-denominator"),
        ("Shift+Enter", "CT01-numerator"),
        ("ArrowRight", "CT01-denominator"),  # the whole cell is selected: there is no caret to move
        ("ArrowRight", "CT01-denominator"),  # the estimate is folded away
        ("ArrowDown", "CT08-denominator"),  # the next indicator that has one
        ("ArrowDown", "CT08-denominator"),
        ("ArrowUp", "CT01-denominator"),
    ]:
        page.keyboard.press(key)
        expect(cell(page, place)).to_be_focused()
    assert selected_text(page) == "2.465"
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    expect(cell(page, "CT01-denominator")).to_be_focused()  # the caret has moved within the number
    page.locator("tr[data-indicator=CT01] summary", has_text="Ước cả năm").click()
    cell(page, "CT01-denominator").focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    expect(cell(page, "CT01-full_year_estimate")).to_be_focused()
    assert saves == []


def test_escape_gives_back_what_the_cell_held(person: Callable[[], BrowserUser]) -> None:
    page = person().sign_in("nhap-02053")
    enter(page, "CT07", numerator="11")
    saves: list[str] = []
    page.on("request", lambda request: saves.append(request.url) if "/so-lieu/" in request.url else None)
    cell(page, "CT07-numerator").click()
    assert selected_text(page) == "11"
    page.keyboard.type("99")
    assert page.evaluate("Object.keys(localStorage).length") == 1
    page.keyboard.press("Escape")
    expect(cell(page, "CT07-numerator")).to_have_value("11")
    page.keyboard.press("Tab")
    page.locator("tr[data-indicator=CT03] summary", has_text="Ghi chú").click()
    cell(page, "CT03-note").fill("Một")
    cell(page, "CT03-note").press("Enter")
    cell(page, "CT03-note").press("2")
    expect(cell(page, "CT03-note")).to_have_value("Một\n2")
    cell(page, "CT03-note").press("Tab")
    expect(page.locator("tr[data-indicator=CT03] .save-state")).to_contain_text("đã lưu")
    assert [re.sub(".*/so-lieu/", "", url) for url in saves] == ["CT03/"]
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_from_the_first_cell_to_the_sent_report_without_a_mouse(person: Callable[[], BrowserUser]) -> None:
    page = person().sign_in("nhap-02053")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "CT01-numerator":
            break
    for key in ("785", "Enter", "2465", "Enter", "0", "Enter", "11", "Enter"):
        page.keyboard.press(key) if key.isalpha() or key == "0" else page.keyboard.type(key)
    for _ in range(60):
        page.keyboard.press("Tab")
        if "Gửi báo cáo" in page.evaluate("document.activeElement.textContent"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Gửi báo cáo Quý III")
    for _ in range(60):
        page.keyboard.press("Tab")
        if "Xác nhận gửi" in page.evaluate("document.activeElement.textContent"):
            break
    page.keyboard.press("Enter")
    expect(page.locator(".notice-success")).to_contain_text("Đã gửi báo cáo")
    expect(page.locator("tr[data-indicator=CT01]")).to_contain_text("2.465 người")
