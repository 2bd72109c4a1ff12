"""Two jobs of those who keep the people: a new colleague who starts to work, and units that are reminded."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import BrowserUser

NEW_PASSWORD = "rung-xanh-cho-don"


def test_a_new_colleague_starts_to_work(person: Callable[[], BrowserUser]) -> None:
    admin, colleague = person(), person()
    page = admin.sign_in("quantri")
    page.get_by_role("link", name="Quản trị").click()
    admin.check_accessible()
    admin.check_fits()
    page.get_by_role("link", name="Thêm tài khoản").click()
    page.get_by_label("Họ và tên").fill("Nguyễn Văn An")
    page.get_by_label("Đơn vị").select_option(label="Xã Ngọc Phái")
    page.get_by_label("Vai trò", exact=True).select_option(label="Cán bộ nhập liệu")
    admin.check_accessible()
    admin.check_fits()
    page.get_by_role("button", name="Thêm tài khoản").click()
    expect(page.locator("main")).to_contain_text("an.nguyen")
    password = page.locator("[data-password]").inner_text()
    page.reload()
    expect(page.locator("main")).to_contain_text("Mật khẩu chỉ hiện một lần")
    expect(page.locator("[data-password]")).to_have_count(0)
    admin.check_accessible()
    admin.check_fits()
    page.get_by_role("link", name="tới trang tài khoản").click()
    page.get_by_text("Cấp lại mật khẩu").click()
    admin.check_accessible()
    admin.check_fits()

    own_page = colleague.open("/")
    own_page.locator("input[name=login]").fill("an.nguyen")
    own_page.locator("input[name=password]").fill(password)
    own_page.get_by_role("button", name="Đăng nhập").click()
    expect(own_page).to_have_url(re.compile("/tai-khoan/doi-mat-khau/"))
    own_page.get_by_label("Mật khẩu hiện tại").fill(password)
    own_page.get_by_label("Mật khẩu mới", exact=True).fill(NEW_PASSWORD)
    own_page.locator("[name=password2]").fill(NEW_PASSWORD)
    own_page.get_by_role("button", name="Đổi mật khẩu").click()
    expect(own_page).to_have_url(re.compile("/bao-cao/2022/02053/3/"))


def test_a_reminded_unit_finds_its_report(person: Callable[[], BrowserUser]) -> None:
    reviewer, reporter = person(), person()
    page = reviewer.sign_in("thamdinh")
    page.get_by_role("link", name="Ai chưa nộp").click()
    reviewer.check_accessible()
    reviewer.check_fits()
    page.get_by_role("button", name=re.compile("Nhắc các đơn vị chưa nộp")).click()
    expect(page.locator("main")).to_contain_text("Đã nhắc 08 người của 08 đơn vị.")

    own_page = reporter.sign_in("nhap-02053")
    own_page.get_by_role("link", name="Thông báo, 1 chưa đọc").click()
    reporter.check_accessible()
    reporter.check_fits()
    own_page.get_by_role("button", name=re.compile("Xã Ngọc Phái chưa gửi báo cáo Quý III")).click()
    expect(own_page).to_have_url(re.compile("/bao-cao/2022/02053/3/"))
    expect(own_page.get_by_role("link", name="Thông báo, không có thông báo mới")).to_be_visible()
