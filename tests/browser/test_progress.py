"""From one look to the cause in a browser: indicator, unit, matrix, two periods, the wall, news in an open page."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import BrowserUser

PAGES = (
    "/chi-tieu/",
    "/chi-tieu/CT07/?ky=2",
    "/chi-tieu/CT12/",
    "/don-vi/",
    "/don-vi/02029/",
    "/ma-tran/",
    "/ban-do/?ky=2",
    "/ban-do/?chi-tieu=CT07&mau=phan-tram",
    "/tien-bo/?ky=2",
    "/so-sanh/",
    "/chuong-trinh/?ky=3",
    "/chuong-trinh/1/M01/?ky=3",
    "/chuong-trinh/1/M03/?ky=3",
)


def test_pages_are_accessible_and_narrow(person: Callable[[], BrowserUser]) -> None:
    user = person()
    user.sign_in("lanhdao")
    for address in PAGES:
        user.open(address)
        user.check_accessible()
        user.check_fits()


def test_from_the_matrix_to_the_cause(person: Callable[[], BrowserUser]) -> None:
    user = person()
    user.sign_in("lanhdao")
    page = user.open("/tong-quan/?ky=2")
    page.get_by_role("link", name="Ma trận").click()
    page.get_by_role("link", name="Xếp các đơn vị theo CT07").click()
    expect(page.locator("th[aria-sort='descending']")).to_contain_text("CT07")
    page.locator("tr[data-unit='02053'] td[data-indicator='CT07'] a").click()
    expect(page.locator("h1")).to_have_text("Số lao động được giải quyết việc làm mới")
    expect(page.locator("main")).to_contain_text("Phạm vi: Xã Ngọc Phái")
    assert page.evaluate("Boolean(Chart.getChart('bieu-do'))")
    page.get_by_label("Phạm vi").select_option(label="Huyện Chợ Đồn")
    page.get_by_role("button", name="Xem").click()
    expect(page.get_by_role("heading", name="Các đơn vị")).to_be_visible()
    page.get_by_role("link", name="mức đóng góp").click()
    expect(page).to_have_url(re.compile("xep=dong-gop"))


def test_from_the_map_to_the_unit(person: Callable[[], BrowserUser]) -> None:
    user = person()
    user.sign_in("lanhdao")
    page = user.open("/tong-quan/?ky=2")
    page.get_by_role("link", name="Bản đồ và bảng số từng đơn vị").click()
    page.get_by_label("Chỉ tiêu").select_option("CT07")
    page.get_by_label("Tô màu theo").select_option("phan-tram")
    page.get_by_role("button", name="Xem").click()
    expect(page.locator("tr[data-unit]")).to_have_count(20)
    page.locator(".map-cell", has_text="Ngọc Phái").click()
    expect(page.locator("h1")).to_have_text("Xã Ngọc Phái")


def test_slides_turn_by_a_remote_and_escape_leads_back(person: Callable[[], BrowserUser]) -> None:
    user = person()
    user.sign_in("lanhdao")
    page = user.open("/trinh-chieu/?ky=2")
    user.check_accessible()
    user.check_fits()
    for key, number in (("ArrowRight", 2), ("Space", 3), ("PageDown", 4), ("ArrowLeft", 3), ("Home", 1)):
        page.keyboard.press(key)
        expect(page.locator(f"#trang-{number}")).to_be_focused()
        expect(page.locator(f"#trang-{number}")).to_be_in_viewport(ratio=0.9)
    page.keyboard.press("End")
    expect(page.locator(".slide").last).to_be_focused()
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(r"/tong-quan/\?nam=2022&ky=2$"))


def test_an_open_dashboard_hears_of_an_approval(person: Callable[[], BrowserUser]) -> None:
    leader, reviewer = person(), person()
    leader.sign_in("lanhdao")
    page = leader.open("/tong-quan/")
    jobs = page.locator("tr[data-indicator=CT07] td[data-field=actual]")
    old_jobs = jobs.inner_text()
    reviewer.sign_in("thamdinh")
    reviewer.open("/tham-dinh/2022/02035/3/").get_by_role("button", name="Duyệt báo cáo").click()
    expect(reviewer.page.locator("main")).to_contain_text("Đã duyệt báo cáo")
    # What the page asks every twenty seconds, asked now.
    page.evaluate(
        "const asks = document.querySelector('[hx-trigger^=every]');"
        "htmx.ajax('GET', asks.getAttribute('hx-get'), {target: asks, swap: 'innerHTML'})"
    )
    page.get_by_role("link", name="Xem số liệu mới").click()
    expect(page.locator("#dashboard")).not_to_contain_text("Có số liệu mới")
    expect(jobs).not_to_have_text(old_jobs)
