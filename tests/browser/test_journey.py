"""The main job from end to end, each person at a browser of their own."""

import re
from collections.abc import Callable
from decimal import Decimal

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import BrowserUser

REPORT = "/bao-cao/2022/02053/3/"
REVIEW = "/tham-dinh/2022/02053/3/"
WIDE_SCREEN = 1366


def enter(page: Page, code: str, **values: str) -> None:
    """Type into the row's inputs and leave each, as a person does; wait until the row says that it is saved."""
    row = page.locator(f"tr[data-indicator={code}]")
    for name, text in values.items():
        cell = row.locator(f"[name={code}-{name}]")
        if name == "full_year_estimate":
            row.locator("summary", has_text="Ước cả năm").click()
        cell.fill(text)
        cell.press("Tab")
        expect(row.locator(".save-state")).to_contain_text(re.compile(r"Đã lưu", re.I))


def send(page: Page) -> None:
    """Presses “Gửi báo cáo” and answers the summary that asks once."""
    page.get_by_role("button", name="Gửi báo cáo").click()
    page.get_by_role("button", name="Xác nhận gửi").or_(page.get_by_role("button", name="Gửi thiếu")).click()


def actual(page: Page, code: str) -> Decimal:
    cell = page.locator(f"tr[data-indicator={code}] td[data-field=actual]")
    return Decimal(cell.get_attribute("data-value") or "NaN")


def test_from_entry_to_the_meeting(person: Callable[[], BrowserUser], tmp_path) -> None:
    reporter, reviewer, leader = person(), person(), person()

    dashboard = leader.sign_in("lanhdao")
    expect(dashboard.locator("h1")).to_contain_text("Quý III")
    old_jobs, old_grain = actual(dashboard, "CT07"), actual(dashboard, "CT01")

    # The reporter lands on the report of the open period, enters it and sends it.
    page = reporter.sign_in("nhap-02053")
    expect(page).to_have_url(re.compile(REPORT))
    enter(page, "CT01", numerator="35", denominator="2.465")
    enter(page, "CT03", numerator="0")
    enter(page, "CT07", numerator="11", full_year_estimate="29")
    expect(page.locator("tr[data-indicator=CT07]")).to_contain_text("11 người")
    send(page)
    expect(page.get_by_role("status").or_(page.locator(".notice-success")).first).to_contain_text("Đã gửi báo cáo")
    assert page.locator("[name=CT07-numerator]").count() == 0  # read-only from now on

    # The reviewer lands on the queue and returns it with a reason.
    review = reviewer.sign_in("thamdinh")
    expect(review).to_have_url(re.compile("/tham-dinh/"))
    review.get_by_role("link", name="Xã Ngọc Phái").first.click()
    expect(review).to_have_url(re.compile(REVIEW))
    review.get_by_role("checkbox", name="Số lao động được giải quyết việc làm mới").check()
    review.locator("textarea[name=reason]").fill("Đối chiếu lại với danh sách lao động.")
    review.get_by_role("button", name="Trả lại đơn vị").click()
    expect(review.locator("main")).to_contain_text(re.compile("trả lại", re.I))

    # The reporter sees the words and the marked figure, corrects it and sends again.
    page.goto(f"{reporter.server.url}{REPORT}")
    expect(page.locator("main")).to_contain_text("Đối chiếu lại với danh sách lao động.")
    expect(page.locator("tr[data-indicator=CT07]")).to_have_class(re.compile("is-flagged"))
    enter(page, "CT07", numerator="12")
    send(page)
    expect(page.locator("main")).to_contain_text("Đã gửi báo cáo")

    # The reviewer approves; the next waiting report opens.
    review.goto(f"{reviewer.server.url}{REVIEW}")
    expect(review.locator("main")).to_contain_text("Đối chiếu lại với danh sách lao động.")
    review.get_by_role("button", name="Duyệt báo cáo").click()
    expect(review.locator("main")).to_contain_text("Xã Ngọc Phái")
    expect(review).not_to_have_url(re.compile(REVIEW))

    # The leader sees the district's numbers move and takes the workbook to the meeting.
    dashboard.reload()
    assert actual(dashboard, "CT07") == old_jobs + 12
    assert actual(dashboard, "CT01") > old_grain
    dashboard.get_by_role("link", name="Xuất Excel").first.click()
    with dashboard.expect_download() as download:
        dashboard.get_by_role("link", name="Tệp Excel").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    download.value.save_as(tmp_path / "tong-hop.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "tong-hop.xlsx")["Biểu 01 Tổng hợp"]
    row = next(row for row in sheet.iter_rows(values_only=True) if row[1] == "Số lao động được giải quyết việc làm mới")
    assert old_jobs + 12 in row


@pytest.mark.sqlite  # no matter of the database, and it opens every page twice
def test_pages_are_accessible_and_narrow(person: Callable[[], BrowserUser]) -> None:
    pages = {
        "nhap-02053": [
            REPORT,
            f"{REPORT}xem-lai/",
            "/bao-cao/2022/02053/2/",
            "/bao-cao/2022/02053/2/ban-in/",
            "/bao-cao/2022/02053/2/ban-ky/",
            "/bao-cao/",
        ],
        "nhap-gddt": ["/bao-cao/2022/GDDT/3/", "/bao-cao/2022/GDDT/3/cong-nhan/CT10/"],
        "thamdinh": ["/tham-dinh/", "/tham-dinh/2022/02023/3/", "/tham-dinh/2022/02029/3/", "/tham-dinh/2022/02020/3/"],
        "lanhdao": [
            "/tong-quan/",
            "/tong-quan/CT07/?ky=2",
            "/xuat/",
            "/chi-dao/",
            "/chi-dao/moi/?nam=2022&ky=3&chi-tieu=CT07",
            "/tro-giup/",
            "/tai-khoan/phien/",
        ],
        "quantri": [
            "/tai-khoan/doi-mat-khau/",
            "/quan-tri/don-vi/",
            "/quan-tri/nhat-ky/",
            "/ke-hoach/2022/",
            "/ke-hoach/2022/ky/2/",
            "/ke-hoach/2022/chua-nop/",
            "/ke-hoach/2022/chua-nop/goi-dien/",
            "/bao-cao/2022/02053/3/nhap-thay/",
            "/ke-hoach/2022/chi-tieu/",
            "/ke-hoach/2022/chi-tieu/CT03/",
            "/ke-hoach/2022/nam-truoc/CT01/",
            "/ke-hoach/2022/chuong-trinh/",
            "/ke-hoach/2022/chuong-trinh/1/M01/",
        ],
    }
    for account, addresses in pages.items():
        user = person()
        user.sign_in(account)
        for address in addresses:
            user.open(address)
            user.check_accessible()
            user.check_fits()
            user.check_fits(WIDE_SCREEN)


@pytest.mark.sqlite  # no matter of the database
def test_the_sign_in_page_is_accessible(person: Callable[[], BrowserUser]) -> None:
    user = person()
    user.open("/tai-khoan/dang-nhap/")
    user.check_accessible()
    user.check_fits()


@pytest.mark.sqlite  # no matter of the database
def test_what_is_missing_is_said_in_vietnamese(person: Callable[[], BrowserUser]) -> None:
    user = person()
    page = user.open("/")
    page.locator("input[name=login]").fill("nhap-02053")
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.locator(".field-errors")).to_have_text("Trường này là bắt buộc.")
    expect(page.locator("input[name=password]")).to_be_focused()
