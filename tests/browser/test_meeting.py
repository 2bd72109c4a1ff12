"""Papers for the review meeting in a browser: taken as files, printed, frozen, and marked after a correction."""

import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import openpyxl
from playwright.sync_api import Page, expect

from tests.browser.conftest import BrowserUser
from tests.browser.test_journey import send

EXPORTS = "/xuat/"
NAME = "Diện tích rừng trồng mới"
# A4 across without its margins, at 96 pixels an inch.
PAPER_WIDTH = 952


def download_file(page: Page, link: str, folder: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("link", name=link).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_what_is_chosen_is_taken_in_every_way(person: Callable[[], BrowserUser], tmp_path: Path) -> None:
    leader = person()
    leader.sign_in("lanhdao")
    page = leader.open(EXPORTS)
    leader.check_accessible()
    leader.check_fits()
    page.get_by_label("Kỳ", exact=True).select_option("2")
    expect(page.locator("#preview h2").first).to_have_text("Huyện Chợ Đồn – Quý II năm 2022")
    workbook = openpyxl.load_workbook(download_file(page, "Tệp Excel", tmp_path))
    assert len(workbook.sheetnames) == 6  # the demo has a programme
    row = next(row for row in workbook.worksheets[0].iter_rows(values_only=True) if row[1] == NAME)
    assert 577 in row
    with ZipFile(download_file(page, "Từng đơn vị (.zip)", tmp_path)) as file:
        assert sum("Xã Ngọc Phái" in name for name in file.namelist()) == 1
        assert len(file.namelist()) > 20
    assert download_file(page, "Số liệu (.csv)", tmp_path).read_text("utf-8-sig").startswith("Kỳ,Mã đơn vị,Đơn vị")
    assert NAME in download_file(page, "Biểu 01 (.csv)", tmp_path).read_text("utf-8-sig")
    expect(page.get_by_text("Đồng ý chốt")).to_have_count(0)
    # What was chosen stays in the address: Back and reload bring it again.
    expect(page).to_have_url(re.compile(r"/xuat/\?nam=2022&ky=2"))
    page.reload()
    expect(page.locator("#preview h2").first).to_have_text("Huyện Chợ Đồn – Quý II năm 2022")


def test_the_first_form_prints_as_on_paper(person: Callable[[], BrowserUser]) -> None:
    leader = person()
    leader.sign_in("lanhdao")
    page = leader.open(f"{EXPORTS}?ky=2")
    page.get_by_role("link", name="Bản in, PDF").click()
    expect(page.get_by_role("button", name="In hoặc lưu PDF")).to_be_visible()
    leader.check_accessible()
    leader.check_fits()
    page.set_viewport_size({"width": PAPER_WIDTH, "height": 740})
    page.emulate_media(media="print")
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0
    for selector in ("header.site-head", "h1", "button[data-print]"):
        expect(page.locator(selector).first).not_to_be_visible()
    for selector in (".paper-head", ".paper-table", ".paper-signatures"):
        expect(page.locator(selector)).to_be_visible()
    content = page.pdf(prefer_css_page_size=True)
    boxes = {tuple(map(float, box)) for box in re.findall(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", content)}
    assert {(round(width), round(height)) for width, height in boxes} == {(842, 595)}


def test_numbers_are_frozen_for_the_meeting_and_a_correction_marks_them(
    person: Callable[[], BrowserUser], tmp_path: Path
) -> None:
    admin, reviewer, unit = person(), person(), person()
    admin.sign_in("quantri")
    page = admin.open(f"{EXPORTS}?ky=2")
    page.get_by_role("link", name="Chốt số liệu họp…").click()
    admin.check_accessible()
    admin.check_fits()
    page.get_by_label("Tên cuộc họp").fill("Họp giao ban quý II")
    page.get_by_role("button", name="Đồng ý chốt").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã chốt số liệu họp.")
    expect(page.locator("main")).to_contain_text("Đến nay mọi ô của Biểu 01 và Biểu 02 vẫn như lúc chốt.")
    address = page.url.removeprefix(admin.server.url)
    snapshot_content = download_file(page, "Tải tệp đã chốt", tmp_path).read_bytes()

    reviewer.sign_in("thamdinh")
    review_page = reviewer.open("/tham-dinh/2022/02053/2/")
    review_page.get_by_text("Mở lại để đính chính", exact=True).click()
    review_page.get_by_label("Lý do mở lại").fill("Cộng nhầm")
    review_page.get_by_role("button", name="Mở lại báo cáo").click()
    expect(review_page.locator("main")).to_contain_text("Cộng nhầm")
    unit.sign_in("nhap-02053")
    entry_page = unit.open("/bao-cao/2022/02053/2/")
    entry_page.locator("input[name='CT03-numerator']").fill("20")
    entry_page.locator("input[name='CT03-numerator']").press("Tab")
    expect(entry_page.locator("tr[data-indicator='CT03']")).to_contain_text("đã lưu")
    send(entry_page)
    expect(entry_page.locator("main")).to_contain_text("Báo cáo đã được")
    reviewer.open("/tham-dinh/2022/02053/2/").get_by_role("button", name="Duyệt báo cáo").click()
    expect(review_page.get_by_role("status").first).to_be_visible()

    page = admin.open(address)
    expect(page.locator("main")).to_contain_text("Có điều chỉnh sau họp")
    changed_row = page.locator("tr[data-changed]", has_text=re.compile(rf"Biểu 01\s*{NAME}\s*Lũy kế"))
    expect(changed_row).to_contain_text("577")
    expect(page.locator("tr[data-row='CT03'] td[data-field='actual']")).to_have_text("577")
    admin.check_accessible()
    admin.check_fits()
    assert download_file(page, "Tải tệp đã chốt", tmp_path).read_bytes() == snapshot_content
    page.get_by_role("link", name="Mọi bản đã chốt").click()
    expect(page.locator("tr[data-snapshot]")).to_contain_text("Có điều chỉnh sau họp")
    admin.check_accessible()
    admin.check_fits()
