"""Two jobs of the coordinator: a period that is locked and opened for one unit, and an allocation that changes."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import BrowserUser
from tests.browser.test_entry_paste import paste

ENTRY = "/bao-cao/2022/02053/3/"


def test_a_period_is_locked_and_opened_for_one_unit(person: Callable[[], BrowserUser]) -> None:
    admin, unit = person(), person()
    admin.expect_status(422)
    unit.sign_in("nhap-02053")
    expect(unit.open(ENTRY).get_by_role("button", name="Gửi báo cáo")).to_be_visible()
    page = admin.sign_in("quantri")
    page.get_by_role("link", name="Kế hoạch", exact=True).click()
    admin.check_accessible()
    admin.check_fits()
    page.get_by_role("link", name="Quý III", exact=True).click()
    page.get_by_text("Khóa Quý III…").click()
    expect(page.locator("main")).to_contain_text("7 đơn vị chưa nộp và 1 đơn vị phải gửi lại sẽ không nhập được nữa")
    page.get_by_role("button", name="Đồng ý khóa Quý III").click()
    expect(page.get_by_role("status")).to_contain_text("đã khóa")
    expect(unit.open(ENTRY).locator("main")).to_contain_text("Quý III đã khóa (Lý Văn Quản")
    expect(unit.page.get_by_role("button", name="Gửi báo cáo")).to_have_count(0)

    page.get_by_label("Đơn vị", exact=True).select_option(label="Xã Ngọc Phái")
    page.get_by_label("Mở đến hết ngày").fill("2022-09-20")
    page.get_by_role("button", name="Mở cho đơn vị này").click()
    expect(page.get_by_label("Lý do", exact=True)).to_be_focused()
    expect(page.locator(".field-errors")).to_have_text("Phải ghi lý do mở lại kỳ.")
    page.get_by_label("Lý do", exact=True).fill("Mất điện ba ngày")
    page.get_by_role("button", name="Mở cho đơn vị này").click()
    expect(page.locator("[data-exception]")).to_contain_text("Xã Ngọc Phái đến hết 20/09/2022: Mất điện ba ngày")
    admin.check_accessible()
    admin.check_fits()
    expect(unit.open(ENTRY).get_by_role("button", name="Gửi báo cáo")).to_be_visible()


def test_an_allocation_changes_for_a_reason_and_the_balance_follows(person: Callable[[], BrowserUser]) -> None:
    admin = person()
    admin.expect_status(422)
    admin.sign_in("quantri")
    page = admin.open("/ke-hoach/2022/chi-tieu/")
    admin.check_accessible()
    admin.check_fits()
    page.get_by_role("link", name="Diện tích rừng trồng mới").click()
    page.get_by_label("Giá trị (ha), Xã Ngọc Phái").fill("17")
    expect(page.locator("output")).to_have_text("Phân bổ: đã giao 560/570, còn 10")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_label("Lý do điều chỉnh")).to_be_focused()
    expect(page.locator(".field-errors")).to_contain_text("Số liệu đã duyệt ở Quý I, Quý II")
    admin.check_accessible()
    admin.check_fits()
    page.get_by_label("Lý do điều chỉnh").fill("Điều chuyển đất rừng")
    page.get_by_role("button", name="Lưu").click()
    expect(page.locator("#thay-doi")).to_contain_text("Phân bổ chưa hết chỉ tiêu chung: đã giao 560/570, còn 10.")
    expect(page.locator("#thay-doi")).to_be_focused()
    admin.check_accessible()
    admin.check_fits()
    page.get_by_role("button", name="Vẫn lưu").click()
    expect(page.locator("#can-doi")).to_have_text(re.compile("đã giao 560/570, còn 10"))
    expect(page.get_by_label("Giá trị (ha), Xã Ngọc Phái")).to_have_value("17")


def test_last_years_figures_are_pasted_from_a_spreadsheet(person: Callable[[], BrowserUser]) -> None:
    """Into a number of the table, looked at, agreed to; Enter in a number saves and shows no preview."""
    admin = person()
    page = admin.sign_in("quantri")
    admin.open("/ke-hoach/2022/nam-truoc/CT03/")
    start = page.get_by_label(
        "Xã Ngọc Phái, Diện tích rừng trồng mới (ha), lũy kế từ đầu năm, Đến hết Quý I", exact=True
    )
    start.focus()
    paste(page, "3,5\r\n")
    assert page.evaluate("window.pasted")  # one cell is left to the browser
    paste(page, "3,5\t7\t12.5\r\n")
    preview = page.locator("#xem-truoc")
    expect(preview).to_be_focused()
    expect(preview).to_contain_text("Xem trước 2 ô dán từ bảng tính: chưa lưu gì")
    expect(preview).to_contain_text("Không hiểu số “12.5”. Có phải 12,5?")
    admin.check_accessible()
    admin.check_fits()
    page.get_by_role("button", name="Dán cả số gợi ý, xem lại").click()
    expect(preview).to_contain_text("Xem trước 3 ô")
    page.get_by_role("button", name="Đồng ý lưu").click()
    expect(page.get_by_role("status")).to_contain_text("Đã lưu 3 thay đổi của chỉ tiêu CT03.")
    expect(start).to_have_value("3,5")
    page.get_by_text("Dán một vùng chép từ Excel").click()
    admin.check_accessible()
    admin.check_fits()
    start.fill("4")
    start.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Đã lưu 1 thay đổi của chỉ tiêu CT03.")
