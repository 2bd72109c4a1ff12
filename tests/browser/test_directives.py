"""Directives in a real browser: a leader asks, a unit answers with a file, the leader accepts; once without scripts."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests import documents
from tests.browser.conftest import BrowserUser

QUESTION, ANSWER = "Vì sao diện tích trồng rừng còn thấp?", "Cây giống về muộn; đã trồng bù 12 ha."


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_the_question_to_the_accepted_answer(
    person: Callable[..., BrowserUser], tmp_path: Path, scripts: bool
) -> None:
    (tmp_path / "Biên bản.pdf").write_bytes(documents.pdf())
    leader, reporter = person(java_script_enabled=scripts), person(java_script_enabled=scripts)
    page = leader.sign_in("lanhdao")
    leader.open("/don-vi/02053/")
    page.get_by_role("link", name="Yêu cầu giải trình / Chỉ đạo").click()
    expect(page.get_by_label("Đơn vị nhận")).to_have_value(page.locator("option:checked").first.get_attribute("value"))
    page.get_by_label("Nội dung").fill(QUESTION)
    page.get_by_label("Hạn trả lời").fill("20/09/2022")
    if scripts:
        leader.check_accessible()
        leader.check_fits()
    page.get_by_role("button", name="Giao cho đơn vị").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã giao Xã Ngọc Phái: yêu cầu giải trình.")
    address = page.url.removeprefix(leader.server.url)

    own_page = reporter.sign_in("nhap-02053")
    own_page.get_by_role("link", name=QUESTION).click()
    expect(own_page).to_have_url(f"{leader.server.url}{address}")
    own_page.get_by_label("Câu trả lời").fill(ANSWER)
    own_page.locator("#tep").set_input_files([tmp_path / "Biên bản.pdf"])
    if scripts:
        reporter.check_accessible()
        reporter.check_fits()
    own_page.get_by_role("button", name="Gửi câu trả lời").click()
    expect(own_page.locator("main")).to_contain_text("đang chờ lãnh đạo xem xét")

    leader.open("/chi-dao/?nhom=cho-xem-xet")
    if scripts:
        leader.check_accessible()
        leader.check_fits()
    page.get_by_role("link", name=QUESTION).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Biên bản.pdf").click()
    assert download.value.path().read_bytes() == documents.pdf()
    if scripts:
        leader.check_accessible()
    page.get_by_role("button", name="Chấp nhận").click()
    expect(page.locator(".state").first).to_have_text("Đã chấp nhận")
