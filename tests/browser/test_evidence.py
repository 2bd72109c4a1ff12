"""Evidence and decisions in a real browser: files that a person chooses, a decision that is corrected."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests import documents
from tests.browser.conftest import BrowserUser
from tests.browser.test_journey import REPORT


def test_two_files_are_attached_and_one_is_removed(person: Callable[[], BrowserUser], tmp_path: Path) -> None:
    files = {
        "Biên bản.pdf": documents.pdf(),
        "ảnh.jpg": documents.jpeg(),
        "lớn.pdf": documents.pdf() + bytes(11 * 1024 * 1024),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    user = person()
    page = user.sign_in("nhap-02053")
    page.locator("tr[data-indicator=CT03]").get_by_role("link", name="Đính kèm minh chứng").click()
    file_list = page.locator("#tep-da-chon")
    page.locator("#tep").set_input_files([tmp_path / "lớn.pdf"])
    expect(file_list).to_contain_text("“lớn.pdf” nặng 11,1 MB; mỗi tệp không quá 10 MB.")
    page.get_by_role("button", name="Đính kèm").click()
    expect(page.locator("tr[data-file]")).to_have_count(0)  # not even sent
    page.locator("#tep").set_input_files([tmp_path / "Biên bản.pdf", tmp_path / "ảnh.jpg"])
    expect(file_list).to_have_text("Biên bản.pdf (1 kB), ảnh.jpg (1 kB)")
    page.get_by_role("button", name="Đính kèm").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã đính kèm: Biên bản.pdf, ảnh.jpg.")
    page.get_by_label("Gỡ tệp ảnh.jpg…").click()
    user.check_accessible()
    user.check_fits()
    page.get_by_role("button", name="Gỡ tệp này").last.click()
    expect(page.locator("tr[data-file]")).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role("link", name="Biên bản.pdf").click()
    assert download.value.suggested_filename == "Biên bản.pdf"
    assert download.value.path().read_bytes() == files["Biên bản.pdf"]
    page.get_by_role("link", name="Về báo cáo").click()
    expect(page).to_have_url(re.compile(REPORT))
    expect(page.locator("tr[data-indicator=CT03]")).to_contain_text("Minh chứng (1)")


def test_a_decision_is_corrected(person: Callable[[], BrowserUser]) -> None:
    user = person()
    user.expect_status(422)
    user.sign_in("nhap-ttyt")
    page = user.open("/bao-cao/2022/TTYT/3/cong-nhan/CT09/")
    page.locator("#subject_text").fill("xã Yên Thịnh")
    page.locator("#decision_number").fill("1799/QĐ-UBND")
    page.locator("#decided_on").fill("2022-08-26")
    page.locator("#assessed_year").fill("2021")
    page.get_by_role("button", name="Ghi quyết định").click()
    expect(page.locator("#subject_text_error")).to_contain_text("hãy chọn Xã Yên Thịnh")
    page.locator("#subject_text").fill("")
    page.locator("#subject_unit").select_option(label="Xã Yên Thịnh")
    page.get_by_role("button", name="Ghi quyết định").click()
    row = page.locator("tr[data-item]")
    expect(row).to_contain_text("Không tính cho năm 2022: quyết định xét năm 2021.")
    row.get_by_role("link", name="Sửa").click()
    user.check_accessible()
    user.check_fits()
    page.locator("#assessed_year").fill("2022")
    page.get_by_role("button", name="Lưu").click()
    expect(row).to_have_attribute("data-counted", "yes")
    user.check_accessible()
    user.check_fits()
