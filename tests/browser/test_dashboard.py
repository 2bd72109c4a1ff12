"""The dashboard in a browser: filters with their addresses, the way back, rows opened in place, no script at all."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import BrowserUser

PAGE = "/tong-quan/?ky=2"
PAPER_WIDTH = 1040  # of A4 landscape between its margins, in pixels of CSS


def rows(page: Page) -> int:
    return page.locator("tr[data-indicator]:visible").count()


def test_filters_keep_their_address_and_back_undoes_them(person: Callable[[], BrowserUser]) -> None:
    leader = person()
    leader.sign_in("lanhdao")
    page = leader.open(PAGE)
    row_count = rows(page)
    page.locator("#loc-AT_RISK").click()
    expect(page).to_have_url(re.compile(r"\?nam=2022&ky=2&trang-thai=AT_RISK$"))
    expect(page.locator("#loc-AT_RISK")).to_be_focused()
    filter_count = rows(page)
    assert 0 < filter_count < row_count
    page.locator("#loc-ky").select_option("1")
    expect(page.locator("h1")).to_contain_text("Quý I")
    expect(page).to_have_url(re.compile(r"\?nam=2022&ky=1&don-vi=064&trang-thai=AT_RISK$"))
    page.get_by_label("Tìm chỉ tiêu").fill("tai nan")
    page.get_by_label("Tìm chỉ tiêu").press("Enter")
    expect(page).to_have_url(re.compile(r"&tim=tai\+nan$"))
    for heading, count in (("Quý I", None), ("Quý II", filter_count), ("Quý II", row_count)):
        page.go_back()
        expect(page.locator("h1")).to_have_text(re.compile(rf"– {heading}$"))
        expect(page.locator("header.site-head")).to_have_count(1)
        if count:
            expect(page.locator("tr[data-indicator]:visible")).to_have_count(count)
    expect(page).to_have_url(re.compile(r"\?ky=2$"))


def test_a_row_opens_and_closes_from_the_keyboard(person: Callable[[], BrowserUser]) -> None:
    leader = person()
    leader.sign_in("lanhdao")
    page = leader.open(PAGE)
    link = page.locator("tr[data-indicator=CT03] a")
    link.press("Enter")
    expect(link).to_have_attribute("aria-expanded", "true")
    expect(link).to_be_focused()
    detail = page.locator(".detail:visible")
    expect(detail).to_contain_text("Vì sao “Vượt”?")
    page.locator("tr[data-indicator=CT07] a").click()
    expect(detail).to_have_count(2)  # the first one stays open
    leader.check_accessible()
    leader.check_fits()
    link.press("Enter")
    expect(link).to_have_attribute("aria-expanded", "false")
    expect(detail).to_have_count(1)
    expect(page).to_have_url(re.compile(r"/tong-quan/\?ky=2$"))


def test_everything_works_without_script(person: Callable[..., BrowserUser]) -> None:
    leader = person(java_script_enabled=False)
    leader.sign_in("lanhdao")
    page = leader.open(PAGE)
    row_count = rows(page)
    visible_rows = page.locator("tr[data-indicator]:visible")
    page.locator("tr[data-indicator=CT03] a").click()
    expect(page.locator(".detail:visible")).to_have_count(1)
    expect(visible_rows).to_have_count(row_count)
    page.locator("tr[data-indicator=CT03] a").click()
    expect(page.locator(".detail:visible")).to_have_count(0)
    page.locator("#loc-linh-vuc").select_option("KT")
    page.get_by_role("button", name="Xem").click()
    expect(page).to_have_url(re.compile("linh-vuc=KT"))
    expect(page.get_by_role("link", name="Bỏ lọc")).to_be_visible()
    expect(visible_rows).not_to_have_count(row_count)
    expect(visible_rows).not_to_have_count(0)
    page.get_by_role("link", name="Bỏ lọc").click()
    expect(visible_rows).to_have_count(row_count)


def test_it_prints_on_a4_landscape(person: Callable[[], BrowserUser]) -> None:
    """Nothing is cut off at the right, and what is only for the screen stays there."""
    leader = person()
    leader.sign_in("lanhdao")
    page = leader.open(PAGE)
    page.set_viewport_size({"width": PAPER_WIDTH, "height": 740})
    page.emulate_media(media="print")
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0
    for selector in ("header.site-head", "#loc-ky", "nav.tabs"):
        expect(page.locator(selector).first).not_to_be_visible()
    for selector in ("h1", ".table-dashboard", "#can-chi-dao", "#nop-bao-cao"):
        expect(page.locator(selector).first).to_be_visible()
    assert page.pdf(format="A4", landscape=True).startswith(b"%PDF")
