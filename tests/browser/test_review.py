"""Review in a real browser: many at once, marks in the rows, the keyboard alone; and what makes a reviewer ask."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import BrowserUser
from tests.browser.test_journey import enter, send

QUEUE = "/tham-dinh/"
EDUCATION = "/tham-dinh/2022/GDDT/3/"


def access(user: BrowserUser, letter: str) -> None:
    """Press Alt and a letter as the keyboard of a real machine does; Playwright's own keys carry no access key."""
    key = {"key": letter, "text": letter, "unmodifiedText": letter, "modifiers": 1, "type": "char"}
    user.context.new_cdp_session(user.page).send("Input.dispatchKeyEvent", key)


def test_several_reports_are_chosen_looked_through_and_approved(person: Callable[..., BrowserUser]) -> None:
    user = person()
    page = user.sign_in("thamdinh")
    expect(page.get_by_role("button", name="Duyệt báo cáo đã chọn (0)")).to_be_disabled()
    page.get_by_label("Chọn cả 10").check()
    page.get_by_label("Chọn để duyệt: Xã Bản Thi").uncheck()
    user.check_accessible()
    user.check_fits()
    page.get_by_role("button", name="Duyệt báo cáo đã chọn (9)").click()
    expect(page.locator("tbody tr")).to_have_count(9)
    user.check_accessible()
    user.check_fits()
    page.get_by_label("Xã Quảng Bạch", exact=True).uncheck()
    page.get_by_role("button", name="Duyệt báo cáo đã chọn (8)").click()
    expect(page.locator(".notice-success")).to_contain_text("Đã duyệt 8 báo cáo")
    waiting_rows = page.locator("tr[data-group=WAITING]")
    expect(waiting_rows).to_have_count(2)
    expect(waiting_rows.filter(has_text="Xã Bản Thi").or_(waiting_rows.filter(has_text="Xã Quảng Bạch"))).to_have_count(
        2
    )


def test_a_figure_is_marked_in_its_row_and_sent_back(person: Callable[..., BrowserUser]) -> None:
    reviewer, reporter = person(), person()
    reviewer.expect_status(422)
    reviewer.sign_in("thamdinh")
    page = reviewer.open(EDUCATION)
    reviewer.check_fits()
    review_mark = page.locator("tr[data-indicator=CT11]").get_by_label("Cần xem lại")
    review_mark.check()
    page.get_by_role("button", name="Trả lại đơn vị").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(review_mark).to_be_checked()
    reviewer.check_accessible()
    page.locator("textarea[name=reason]").fill("Đối chiếu danh sách thí sinh.")
    page.get_by_role("button", name="Trả lại đơn vị").click()
    expect(page.locator(".notice-success")).to_contain_text("Đã trả lại báo cáo cho Phòng Giáo dục và Đào tạo")
    entry_page = reporter.sign_in("nhap-gddt")
    expect(entry_page.locator(".notice-warning[role=note]")).to_contain_text("“Đối chiếu danh sách thí sinh.”")
    expect(entry_page.locator("tr[data-indicator=CT11] .reviewer-says")).to_contain_text(
        "Đối chiếu danh sách thí sinh."
    )
    entry_page.get_by_role("link", name="Xem quá trình").click()
    expect(entry_page.locator("tr[data-action=RETURN]")).to_contain_text("Cần xem lại: Tỷ lệ tốt nghiệp THPT")
    reporter.check_accessible()


def test_a_warning_appears_while_typing_and_is_answered_by_a_note(person: Callable[..., BrowserUser]) -> None:
    user = person()
    page = user.sign_in("nhap-02053")
    enter(page, "CT01", denominator="24.650")
    row = page.locator("tr[data-indicator=CT01]")
    expect(row).to_contain_text(
        "Dân số trung bình: gấp 10 lần Quý II (2.465 → 24.650 người); hãy kiểm tra, nếu đúng thì ghi chú lý do."
    )
    expect(page.locator("#live")).to_contain_text("gấp 10 lần Quý II")  # heard, too
    user.check_accessible()
    enter(page, "CT01", note="Gồm cả lao động tạm trú")
    expect(row.locator("[data-warning]")).to_contain_text("đã ghi chú")
    enter(page, "CT01", denominator="2.470")
    expect(row.locator("[data-warning]")).to_have_count(0)
    zero_button = page.locator("tr[data-indicator=CT03]").get_by_role("button", name=re.compile("Không phát sinh"))
    zero_button.click()
    expect(page.locator("[name=CT03-numerator]")).to_have_value("0")
    expect(page.locator("tr[data-indicator=CT03] .save-state")).to_contain_text(re.compile("Đã lưu", re.I))
    expect(zero_button).to_be_hidden()


def test_reports_are_gone_through_by_keyboard_alone(person: Callable[..., BrowserUser]) -> None:
    user = person()
    page = user.sign_in("thamdinh")
    page.get_by_role("link", name="Mở báo cáo chờ lâu nhất").focus()
    page.keyboard.press("Enter")
    first = page.locator("h1")
    expect(first).to_contain_text("Xã Xuân Lạc")
    expect(page.get_by_role("button", name="Duyệt báo cáo")).to_be_in_viewport()
    access(user, "y")
    expect(page.locator(".notice-success")).to_contain_text("Đã duyệt báo cáo Quý III năm 2022 của Xã Xuân Lạc.")
    expect(first).to_contain_text("Xã Bản Thi")
    access(user, "s")
    expect(first).to_contain_text("Xã Quảng Bạch")
    page.locator("tr[data-indicator=CT07]").get_by_label("Cần xem lại").focus()
    page.keyboard.press("Space")
    access(user, "l")
    page.keyboard.type("Số cao")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".notice-success")).to_contain_text("Đã trả lại báo cáo cho Xã Quảng Bạch")


def test_a_very_unusual_number_waits_for_its_note_and_shows_the_reviewer_what_it_does(
    person: Callable[..., BrowserUser],
) -> None:
    user = person()
    user.expect_status(422)
    page = user.sign_in("nhap-02047")
    enter(page, "CT01", numerator="27", denominator="1,608")
    row = page.locator("tr[data-indicator=CT01]")
    expect(row).to_contain_text("Rất khác thường. Dân số trung bình: chỉ bằng 1/1.000 Quý II (1.608 → 1,608 người)")
    row.get_by_role("button", name="Có phải 1.608?").click()
    expect(page.locator("[name=CT01-denominator]")).to_have_value("1.608")
    expect(row.locator(".save-state")).to_contain_text(re.compile(r"^đã lưu \d\d:\d\d$"))
    expect(row.locator("[data-warning]")).to_have_count(0)
    jobs = page.locator("tr[data-indicator=CT07]")
    jobs.locator("[name=CT07-numerator]").fill("0,006 nghìn")
    jobs.locator("[name=CT07-numerator]").press("Tab")
    jobs.get_by_role("button", name="Có phải 6?").click()
    expect(jobs.locator(".save-state")).to_contain_text(re.compile(r"^đã lưu"))
    enter(page, "CT03", numerator="2.100")
    forest = page.locator("tr[data-indicator=CT03]")
    expect(forest).to_contain_text("gấp 80,8 lần kế hoạch cả năm (26 ha)")
    user.check_accessible()
    page.get_by_role("button", name="Gửi báo cáo").click()
    expect(page.locator("#chua-xac-nhan")).to_contain_text("Diện tích rừng trồng mới")
    expect(page.locator("#chua-xac-nhan")).to_be_focused()
    user.check_accessible()
    user.check_fits()
    page.get_by_role("link", name="Quay lại sửa").click()
    enter(page, "CT03", note="Đo lại, đúng")
    expect(forest.locator("[data-warning]")).to_contain_text("đã xác nhận")
    send(page)
    expect(page.locator(".notice-success")).to_contain_text("Đã gửi báo cáo")

    reviewer = person()
    page = reviewer.sign_in("thamdinh")
    page.goto(page.url.split("/tham-dinh")[0] + "/tham-dinh/2022/02047/3/")
    expect(page.locator("#rat-khac-thuong")).to_contain_text("577 → 2.677 ha")
    expect(page.locator("#rat-khac-thuong")).to_be_in_viewport()
    reviewer.check_accessible()
    reviewer.check_fits()
