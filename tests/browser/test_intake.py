"""A commune's figures by Excel, as a person does it: template down, filled in, sent, looked at, written."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from reports.intake.figures.layout import DATA, LAYOUT
from tests.browser.conftest import BrowserUser

REPORT = "/bao-cao/2022/02053/3/"
INTAKE = "/nhap-excel/2022/02053/3/"


def fill_template(page: Page, folder: Path, **values: str | int) -> Path:
    """The template with numbers for CT03, as the person saved it."""
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải mẫu").click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    workbook = openpyxl.load_workbook(path)
    row = next(row for row in workbook[DATA].iter_rows() if row[LAYOUT.places["code"]].value == "CT03")
    for column, value in values.items():
        row[LAYOUT.places[column]].value = value
    workbook.save(path)
    return path


def send(page: Page, path: Path) -> None:
    page.get_by_label("Tệp .xlsx đã điền").set_input_files(path)
    page.get_by_role("button", name="Đọc tệp và xem thay đổi").click()


def test_from_the_template_to_the_entry_page(person: Callable[[], BrowserUser], tmp_path: Path) -> None:
    user = person()
    page = user.sign_in("nhap-02053")
    page.get_by_role("link", name="Nhập từ Excel").click()
    user.check_accessible()
    user.check_fits()
    send(page, fill_template(page, tmp_path, numerator=0, note="Đã trồng xong trong quý II."))
    heading = page.get_by_role("heading", name="1 số liệu sẽ thay đổi")
    expect(heading).to_be_focused()
    expect(page.locator("tr[data-indicator=CT03]")).to_contain_text("Số liệu: (trống) → 0 ha")
    user.check_accessible()
    user.check_fits()
    page.get_by_role("button", name="Ghi 1 số liệu này vào báo cáo").click()
    expect(page).to_have_url(f"{user.server.url}{REPORT}")
    expect(page.locator("main")).to_contain_text("vào báo cáo, chưa gửi.")
    expect(page.locator("[name=CT03-numerator]")).to_have_value("0")


def test_errors_are_shown_by_cell_and_nothing_is_written(person: Callable[[], BrowserUser], tmp_path: Path) -> None:
    user = person()
    user.expect_status(422)
    user.sign_in("nhap-02053")
    page = user.open(INTAKE)
    send(page, fill_template(page, tmp_path, numerator="80.5", as_of="hôm qua"))
    expect(page.get_by_role("heading", name="2 lỗi")).to_be_focused()
    error_row = page.locator("tr[data-cell=H7]")
    expect(error_row).to_contain_text("Có phải 80,5?")
    user.check_accessible()
    user.check_fits()
    user.open(REPORT)
    expect(page.locator("[name=CT03-numerator]")).to_have_value("")
