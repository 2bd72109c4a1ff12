"""The size of the rows of the entry page, on a laptop and on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import BrowserUser
from tests.browser.test_journey import REPORT, enter

MOST_HEIGHT = 96  # pixels
ON_SCREEN = 5  # indicators
LAPTOP, PHONE = {"width": 1366, "height": 768}, {"width": 360, "height": 740}
HEIGHTS = "rows => Object.fromEntries(rows.map(row => [row.dataset.indicator, row.getBoundingClientRect().height]))"
WIDTHS = "cells => cells.map(cell => Math.round(cell.getBoundingClientRect().width))"

# What can be pressed or filled in a row, and what of it lies over another.
OVERLAPS = """rows => rows.flatMap(row => {
    const controls = [...row.querySelectorAll("input:not([type=hidden]), button, label, summary, a, textarea")]
        .filter(control => control.checkVisibility());
    const boxes = controls.map(control => control.getBoundingClientRect());
    const overlap = (one, other) => Math.min(
        Math.min(one.right, other.right) - Math.max(one.left, other.left),
        Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top),
    );
    return controls.flatMap((control, n) => controls.slice(n + 1)
        .filter((other, m) => !control.contains(other) && overlap(boxes[n], boxes[n + 1 + m]) > 2)
        .map(other => `${row.dataset.indicator}: ${control.name || control.textContent.trim()}`
            + ` × ${other.name || other.textContent.trim()}`));
})"""
ZOOMED = (768, 911, 960, 1093, 1200, 1319, 1320, 1366)  # a laptop at 150 %, 125 % …


def heights(page: Page) -> dict[str, float]:
    return page.locator("tr[data-indicator]").evaluate_all(HEIGHTS)


def widths(page: Page) -> list[int]:
    return page.locator("tr[data-indicator] > *, [data-grid] input[data-col=numerator]").evaluate_all(WIDTHS)


def top(page: Page, selector: str) -> float:
    return page.locator(selector).first.evaluate("element => element.getBoundingClientRect().top")


def test_nothing_to_press_lies_over_another_on_a_laptop_zoomed_in(person: Callable[..., BrowserUser]) -> None:
    page = person().sign_in("nhap-02053")
    assert page.get_by_role("button", name="Dùng lại số kỳ trước").is_visible()
    overlaps = {}
    for width in ZOOMED:
        page.set_viewport_size({"width": width, "height": 768})
        overlaps[width] = page.locator("tr[data-indicator]").evaluate_all(OVERLAPS)
    assert not any(overlaps.values()), overlaps


def test_five_indicators_fit_a_laptop_and_columns_keep_their_place(person: Callable[..., BrowserUser]) -> None:
    page = person().sign_in("nhap-02053")
    page.set_viewport_size(LAPTOP)
    before = heights(page)
    assert max(before.values()) <= MOST_HEIGHT
    assert top(page, "tr[data-indicator]") + ON_SCREEN * max(before.values()) <= top(page, ".send-bar")
    columns = widths(page)
    enter(page, "CT01", numerator="35", denominator="2.465")
    enter(page, "CT03", numerator="0")
    enter(page, "CT07", numerator="11")
    assert max(heights(page).values()) <= MOST_HEIGHT
    # A number that raises a warning makes its row taller, and its note is there to be written.
    page.locator("[name=CT07-numerator]").fill("987654321")
    page.locator("[name=CT07-numerator]").press("Tab")
    expect(page.locator("tr[data-indicator=CT07] .warning-text")).to_be_visible()
    expect(page.locator("[name=CT07-note]")).to_be_visible()
    assert widths(page) == columns


@pytest.mark.parametrize(("name", "address"), [("nhap-hkl", "HKL"), ("nhap-nnptnt", "NNPTNT"), ("nhap-ttyt", "TTYT")])
def test_rows_of_ratios_and_of_decisions_are_as_low(
    person: Callable[..., BrowserUser], name: str, address: str
) -> None:
    user = person()
    user.sign_in(name)
    page = user.open(REPORT.replace("02053", address))
    page.set_viewport_size(LAPTOP)
    assert max(heights(page).values()) <= MOST_HEIGHT
    user.check_accessible()


def test_a_phone_shows_a_row_on_one_screen(person: Callable[..., BrowserUser]) -> None:
    user = person()
    page = user.sign_in("nhap-02053")
    page.set_viewport_size(PHONE)
    user.check_fits()
    assert max(heights(page).values()) <= PHONE["height"]
    user.check_accessible()


def test_not_applicable_brings_its_note(person: Callable[..., BrowserUser]) -> None:
    user = person()
    user.expect_status(422)
    page = user.sign_in("nhap-02053")
    row = page.locator("tr[data-indicator=CT03]")
    note = row.locator("[name=CT03-note]")
    expect(note).to_be_hidden()
    row.get_by_label("Không áp dụng").check()
    expect(note).to_be_focused()
    expect(row).to_contain_text("“Không áp dụng” phải ghi chú lý do.")
    note.fill("Xã không có rừng")
    note.press("Tab")
    expect(row.locator(".save-state")).to_contain_text("không áp dụng")
