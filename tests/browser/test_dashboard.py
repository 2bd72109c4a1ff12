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


def test_the_state_of_the_district_is_on_the_first_screen(person: Callable[[], BrowserUser]) -> None:
    leader = person()
    leader.sign_in("lanhdao")
    page = leader.open(PAGE)
    page.set_viewport_size({"width": 1366, "height": 768})
    for selector in (".counts", ".concerns", "#nop-bao-cao", "#loc-ky", ".concerns .spark-row"):
        box = page.locator(selector).first.bounding_box()
        assert box
        assert box["y"] + box["height"] <= 768, selector


def test_on_a_phone_filters_are_folded_and_each_indicator_is_one_line(person: Callable[..., BrowserUser]) -> None:
    for options in ({}, {"java_script_enabled": False}):
        leader = person(**options)
        leader.sign_in("lanhdao")
        leader.page.set_viewport_size({"width": 360, "height": 740})
        page = leader.open(PAGE)
        expect(page.locator("#loc-ky")).not_to_be_visible()
        table = page.locator(".table-dashboard").bounding_box()
        assert table
        assert table["y"] <= 3 * 740
        assert all(
            (row.bounding_box() or {"height": 99})["height"] <= 48 for row in page.locator("tr[data-indicator]").all()
        )
        page.locator(".filters > summary").click()
        expect(page.locator("#loc-ky")).to_be_visible()
        page.locator("tr[data-indicator=CT03] a").first.click()
        expect(page.locator(".detail:visible")).to_contain_text("Vì sao “Vượt”?")


def test_no_page_moves_sideways_between_tablet_and_laptop(person: Callable[[], BrowserUser]) -> None:
    leader = person()
    leader.sign_in("lanhdao")
    for address in ("/tong-quan/CT01/?ky=2", "/so-sanh/?ky=2", "/ma-tran/?ky=2", "/tien-bo/?ky=2"):
        leader.open(address)
        for width in (992, 1100, 1200, 1320):
            leader.check_fits(width)


def test_the_matrix_prints_every_unit_and_indicator(person: Callable[[], BrowserUser]) -> None:
    leader = person()
    leader.sign_in("lanhdao")
    page = leader.open("/ma-tran/?ky=2")
    page.set_viewport_size({"width": PAPER_WIDTH, "height": 740})
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER_WIDTH
    hidden_pixels = page.evaluate(
        "[...document.querySelectorAll('.matrix-wrap')]"
        ".map((wrap) => Math.max(wrap.scrollWidth - wrap.clientWidth, wrap.scrollHeight - wrap.clientHeight))"
    )
    assert max(hidden_pixels) <= 1  # half a border
    assert page.locator(".matrix tbody tr:visible").count() == 28
    assert page.locator(".matrix thead th[data-indicator]:visible").count() == 19


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
