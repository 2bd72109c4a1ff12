"""Take pictures of the demo's pages as each role sees them: into var/screenshots, those of the help into static/help.

With --full the whole height of every page is taken, not one screen.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, get_args

from playwright.sync_api import Browser, Page, StorageState, sync_playwright

from tests.tools.demo import PASSWORD, ROOT, chromium, demo_folder, demo_server

Scheme = Literal["light", "dark"]
SCREENS = {"wide": (1366, 768), "phone": (360, 740)}
# Per account (none: signed out) the pages by name; "first LINK" is the first such link of the page before it.
PAGES = {
    None: {"login": "/tai-khoan/dang-nhap/", "help": "/tro-giup/"},
    "nhap-02053": {
        "reports": "/bao-cao/",
        "entry": "/bao-cao/2022/02053/3/",
        "entry-approved": "/bao-cao/2022/02053/2/",
        "story": "/bao-cao/2022/02053/2/qua-trinh/",
        "evidence": "/bao-cao/2022/02053/3/minh-chung/CT03/",
        "intake": "/nhap-excel/2022/02053/3/",
    },
    "nhap-02032": {"send": "/bao-cao/2022/02032/3/xem-lai/"},
    "thamdinh": {"queue": "/tham-dinh/", "review": "first /tham-dinh/2022/"},
    "lanhdao": {
        "dashboard": "/tong-quan/",
        "dashboard-quarter-2": "/tong-quan/?ky=2",
        "indicators": "/chi-tieu/?ky=2",
        "indicator": "/chi-tieu/CT07/?ky=2",
        "units": "/don-vi/?ky=2",
        "unit": "/don-vi/02053/?ky=2",
        "matrix": "/ma-tran/?ky=2",
        "map": "/ban-do/?ky=2",
        "map-percent": "/ban-do/?ky=2&chi-tieu=CT07&mau=phan-tram",
        "progress": "/tien-bo/?ky=2",
        "programmes": "/chuong-trinh/?ky=3",
        "programme-target": "/chuong-trinh/1/M01/?ky=3",
        "compare": "/so-sanh/",
        "presentation": "/trinh-chieu/?ky=2",
        "directives": "/chi-dao/",
        "directive": "/chi-dao/2/",
        "directive-new": "/chi-dao/moi/?ky=3&chi-tieu=CT02",
        "export": "/xuat/?ky=2",
        "export-print": "/xuat/ban-in/?ky=2",
    },
    "quantri": {
        "plan": "/ke-hoach/2022/",
        "period": "/ke-hoach/2022/ky/3/",
        "targets": "/ke-hoach/2022/chi-tieu/",
        "target": "/ke-hoach/2022/chi-tieu/CT03/",
        "last-year": "/ke-hoach/2022/nam-truoc/CT01/",
        "programme-years": "/ke-hoach/2022/chuong-trinh/1/M05/",
        "late": "/ke-hoach/2022/chua-nop/",
        "intake-all": "/nhap-excel/2022/tat-ca/3/",
        "snapshots": "/xuat/da-chot/",
        "accounts": "/quan-tri/",
        "audit": "/quan-tri/nhat-ky/",
        "sessions": "/tai-khoan/phien/",
        "password": "/tai-khoan/doi-mat-khau/",
    },
}
HELP_PICTURES = (
    "login",
    "entry",
    "send",
    "intake",
    "queue",
    "review",
    "dashboard",
    "indicator",
    "matrix",
    "map",
    "presentation",
    "directive",
    "export",
    "plan",
)
HELP_BYTES = 120_000
HELP_SIZES = ((1200, 675), (1120, 630), (1040, 585), (960, 540))


def main() -> None:
    executable, arguments = chromium(), ["--no-sandbox"] if os.geteuid() == 0 else []
    with demo_folder(), demo_server() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=arguments)
        for account, pages in PAGES.items():
            state = sign_in(browser, address, account)
            for screen, size in SCREENS.items():
                for scheme in get_args(Scheme):
                    with open_page(browser, state, size, scheme) as page:
                        for name in visit(page, address, pages):
                            save(page, ROOT / "var/screenshots" / f"{name}-{screen}-{scheme}.png")
            with open_page(browser, state, HELP_SIZES[0], "light") as page:
                for name in visit(page, address, pages):
                    if name in HELP_PICTURES:
                        save_small(page, ROOT / "static/help" / f"{name}.png")
        browser.close()


def sign_in(browser: Browser, address: str, account: str | None) -> StorageState | None:
    if account is None:
        return None
    page = browser.new_page()
    page.goto(f"{address}/tai-khoan/dang-nhap/")
    page.fill("input[name=login]", account)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "dang-nhap" not in url)
    return page.context.storage_state()


@contextmanager
def open_page(browser: Browser, state: StorageState | None, size: tuple[int, int], scheme: Scheme) -> Iterator[Page]:
    context = browser.new_context(
        storage_state=state,
        viewport={"width": size[0], "height": size[1]},
        color_scheme=scheme,
        reduced_motion="reduce",
        locale="vi-VN",
    )
    yield context.new_page()
    context.close()


def visit(page: Page, address: str, pages: dict[str, str]) -> Iterator[str]:
    """Opens the pages one after the other; yields the name of each."""
    for name, target in pages.items():
        path = target
        if target.startswith("first "):
            path = page.locator(f"main a[href^='{target.removeprefix('first ')}']").first.get_attribute("href") or ""
        answer = page.goto(f"{address}{path}", wait_until="networkidle")
        if answer is None or answer.status != 200:
            sys.exit(f"{path} answered {answer and answer.status}.")
        yield name


def save(page: Page, path: Path) -> None:
    page.screenshot(path=path, full_page="--full" in sys.argv)
    print(path.relative_to(ROOT))


def save_small(page: Page, path: Path) -> None:
    """Takes a picture of one screen, at the largest size that fits the budget of the help page."""
    for width, height in HELP_SIZES:
        page.set_viewport_size({"width": width, "height": height})
        picture = page.screenshot()
        if len(picture) <= HELP_BYTES:
            break
    else:
        sys.exit(f"{path.name} is larger than {HELP_BYTES} bytes at every size.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(picture)
    print(path.relative_to(ROOT), len(picture) // 1000, "kB")


if __name__ == "__main__":
    main()
