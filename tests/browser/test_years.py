"""A plan of next year in the database: everybody stays where the work is, goes to the other year and comes back."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import AppServer, BrowserUser
from tests.tools.demo import PASSWORD, ROOT

DAY = re.compile(r"(\d{4})(-\d\d-\d\d)")
PHONE = {"width": 360, "height": 740}


def a_year_later(value: Any) -> Any:
    """The same plan with every day a year later."""
    if isinstance(value, dict):
        return {name: a_year_later(item) for name, item in value.items()}
    if isinstance(value, list):
        return [a_year_later(item) for item in value]
    match = DAY.fullmatch(value) if isinstance(value, str) else None
    return f"{int(match[1]) + 1}{match[2]}" if match else value


@pytest.fixture
def next_year(server: AppServer, tmp_path: Path) -> AppServer:
    plan = a_year_later(json.loads((ROOT / "fixtures" / "plan-15-2022.json").read_text(encoding="utf-8")))
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(plan | {"year": 2023, "document_number": "03/KH-UBND"}), encoding="utf-8")
    subprocess.run(
        [sys.executable, "manage.py", "load_plan", str(file)],
        cwd=ROOT,
        env=server.database.process_environment(),
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return server


def choose(page: Page, year: str) -> None:
    page.locator("#chon-nam > summary").click()
    page.locator("#chon-nam").get_by_role("link", name=year, exact=True).click()


def test_a_leader_chooses_the_year_stays_in_it_and_comes_back(
    next_year: AppServer, person: Callable[[], BrowserUser]
) -> None:
    user = person()
    page = user.sign_in("lanhdao")
    expect(page.locator("h1")).to_have_text("Kế hoạch thi đua năm 2022 – Quý III")
    page.locator("#chon-nam > summary").click()
    user.check_accessible()
    user.check_fits()
    page.locator("#chon-nam").get_by_role("link", name="2023", exact=True).click()
    expect(page.locator("h1")).to_contain_text("năm 2023")
    page.get_by_role("link", name="Ma trận").click()
    expect(page.locator("main")).to_contain_text("03/KH-UBND")
    page.get_by_role("link", name="Xuất Excel").first.click()
    expect(page.locator("main")).to_contain_text("2023")
    page.get_by_role("link", name="Tổng quan", exact=True).click()
    expect(page.locator("h1")).to_contain_text("năm 2023")
    # What is filtered in place is kept on the way to another year.
    page.get_by_label("Phạm vi").select_option(value="02053")
    expect(page).to_have_url(re.compile("don-vi=02053"))
    # By keyboard: open the menu, and the second link leads back.
    page.locator("#chon-nam > summary").focus()
    for key in ("Enter", "Tab", "Tab", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("h1")).to_contain_text("năm 2022")
    expect(page).to_have_url(re.compile("nam=2022.*don-vi=02053"))
    page.get_by_role("link", name="Theo dõi thi đua").click()
    expect(page.locator("h1")).to_have_text("Kế hoạch thi đua năm 2022 – Quý III")


def test_a_reporter_works_on_this_year_and_reads_the_next(
    next_year: AppServer, person: Callable[[], BrowserUser]
) -> None:
    user = person()
    page = user.sign_in("nhap-02053")
    expect(page).to_have_url(re.compile("/bao-cao/2022/02053/3/$"))
    choose(page, "2023")
    expect(page.locator("h1")).to_have_text("Báo cáo của đơn vị năm 2023")
    page.get_by_role("link", name="Tổng quan", exact=True).click()
    expect(page.locator("h1")).to_contain_text("năm 2023")
    page.get_by_role("link", name="Báo cáo của đơn vị").click()
    expect(page.locator("h1")).to_have_text("Báo cáo của đơn vị năm 2023")
    choose(page, "2022")
    expect(page.get_by_role("link", name="Nhập báo cáo Quý III")).to_be_visible()


def test_on_a_phone_without_script(next_year: AppServer, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE, base_url=next_year.url)
    page = context.new_page()
    page.goto("/tai-khoan/dang-nhap/")
    page.locator("input[name=login]").fill("thamdinh")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator("h1")).to_have_text("Thẩm định báo cáo Quý III năm 2022")
    choose(page, "2023")
    expect(page.locator("h1")).to_have_text("Thẩm định báo cáo Quý I năm 2023")
    choose(page, "2022")
    expect(page.locator("h1")).to_have_text("Thẩm định báo cáo Quý III năm 2022")
    context.close()
