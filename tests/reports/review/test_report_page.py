"""Tests of the reviewer's page of one report."""

import re
from datetime import date
from decimal import Decimal

import pytest

from chodon_thidua.lib import clock
from reports.models import Figure, Recognition, Report
from reports.review.page import review_page
from reports.selectors.report_contents.report_address import report_address
from reports.services.remarks import remarks_save
from reports.services.transitions import report_approve
from targets.enums import Measure, PeriodState
from targets.models import Baseline, Indicator, IndicatorPart
from tests.reports.builders import make_office, moment
from tests.reports.reviewing import (
    approve,
    match_text,
    page_text,
    query_count,
    reload_user,
    reopen,
    review_url,
    row_html,
    send,
    send_back,
)

EVERY_REQUEST = 2  # the session and the person


@pytest.fixture
def office(db):
    with clock.at(moment()):
        yield make_office(communes=2, indicators=("AMOUNT", "RATIO"))


@pytest.fixture
def reviewer(client, office):
    client.force_login(office.reviewer)
    return client


def actual(row: str) -> str:
    """Returns the figure to date that a row holds."""
    return re.search(r'data-field="actual"\s+data-value="([^"]*)"', row)[1]


def test_page_shows_a_figure_beside_everything_it_is_compared_with(office, reviewer):
    unit, amount = office.communes[0], office.indicators["CT01"]
    Baseline.objects.create(indicator=amount, unit=unit, ordinal=3, value=Decimal("37.5"), source="Niên giám")
    for ordinal, figure in ((1, "12"), (2, "8.5")):
        approve(office, amount=figure, ordinal=ordinal)
    send(office, 0, "20.123456", source="Biên bản", note="Trồng bù", full_year_estimate=Decimal("45"))
    row = row_html(reviewer.get(review_url(office)), "CT01")
    cells = dict(re.findall(r'data-field="(\w+)"(?:\s+data-value="[^"]*")?>(.*?)</td>', row, re.DOTALL))
    plain = {name: " ".join(re.sub(r"<[^>]*>", " ", cell).split()) for name, cell in cells.items()}
    assert plain == {
        "now": "20,123456 ha",
        "before": "8,5",
        "actual": "40,62",
        "target": "≥ 40",
        "percent": "101,6",
        "same_period": "37,5 bằng 108,3 %",
        "estimate": "45",
    }
    assert actual(row) == "40.623456"
    for words in ("Trồng bù", "Nguồn: Biên bản", "Số liệu đến 14/09/2022", "Vượt"):
        assert words in row


def test_page_counts_pending_figures_of_earlier_quarters(office, reviewer):
    send(office, amount="7", ordinal=2)
    send(office, amount="5")
    assert actual(row_html(reviewer.get(review_url(office)), "CT01")) == "12"


def test_zero_empty_and_not_applicable_are_three_things(office, reviewer):
    office.enter("CT02", not_applicable=True, note="Mất mùa")
    send(office, amount="0")
    send(office, 1, "3")
    page = reviewer.get(review_url(office))
    assert re.search(r"<b>0</b> <span class=\"num-unit\">ha", row_html(page, "CT01"))
    assert "không áp dụng" in row_html(page, "CT02")
    assert "Mất mùa" in row_html(page, "CT02")
    assert "chưa có số liệu" in row_html(reviewer.get(review_url(office, 1)), "CT02")


def test_page_names_what_is_missing_and_why(office, reviewer):
    office.enter("CT01", 10)
    office.submit(reason="Chờ ngành dọc")
    text = page_text(reviewer.get(review_url(office)))
    assert "Báo cáo thiếu 1 chỉ tiêu: Lương thực bình quân đầu người CT02." in text
    assert "Lý do đơn vị nêu: “Chờ ngành dọc”" in text


def test_half_a_ratio_is_shown_and_named_as_missing(office, reviewer):
    office.enter("CT02", 9)
    send(office)
    page = reviewer.get(review_url(office))
    assert "Báo cáo thiếu 1 chỉ tiêu: Lương thực bình quân đầu người CT02" in page_text(page)
    assert re.search(r"Sản lượng lương thực</span><b>9</b>", row_html(page, "CT02"))
    assert re.search(r"Dân số trung bình</span><b>chưa có số liệu</b>", row_html(page, "CT02"))


def test_page_shows_remarks_and_what_is_not_due(office, reviewer):
    Indicator.objects.filter(code="CT02").update(due=[5])
    remarks_save(
        unit=office.communes[0],
        period=office.period(),
        actor=office.reporters[0],
        remarks="Mưa lũ\nkéo dài <b>",
        seen_version=0,
    )
    send(office)
    page = reviewer.get(review_url(office))
    assert "Mưa lũ<br>kéo dài &lt;b&gt;" in page.content.decode()
    assert "Kỳ này chưa phải báo cáo: Lương thực bình quân đầu người CT02" in page_text(page)
    assert 'data-indicator="CT02"' not in page.content.decode()


def test_page_lists_decisions(office, reviewer):
    Indicator.objects.filter(code="CT01").update(measure=Measure.RECOGNITION)
    IndicatorPart.objects.filter(indicator__code="CT01").delete()
    figure = office.enter("CT01", source="Sở", note="x")
    for subject in ({"subject_unit": office.communes[1]}, {"subject_text": "Trường Một"}):
        Recognition.objects.create(
            figure=figure, assessed_year=2022, decision_number="12/QĐ", decided_on=date(2022, 8, 1), **subject
        )
    Figure.objects.update(numerator=2)
    office.submit()
    text = page_text(reviewer.get(review_url(office)))
    assert "Xã Quảng Bạch: QĐ 12/QĐ ngày 01/08/2022, năm xét 2022" in text
    assert "Trường Một: QĐ 12/QĐ" in text


def test_whole_year_stands_beside_the_four_quarters(office, reviewer):
    office.set_period(5, PeriodState.OPEN)
    for ordinal, figure in ((1, "10"), (2, "20"), (3, "5")):
        approve(office, amount=figure, ordinal=ordinal)
    send(office, amount="36", ordinal=5)
    page = reviewer.get(review_url(office, ordinal=5))
    assert "Xã Ngọc Phái – Cả năm 2022" in page_text(page)
    row = row_html(page, "CT01")
    assert re.search(r'data-label="Bốn quý" data-field="before"><span class="d-block">35</span>', row)
    assert actual(row) == "36"


def test_story_tells_every_step_and_every_value(office, reviewer):
    office.enter("CT01", 39)
    send(office, amount="22", source="Báo cáo ngày")
    link = match_text(r'href="[^"]*qua-trinh/"', reviewer.get(review_url(office)))
    text = page_text(reviewer.get(link.split('"')[1]))
    for words in (
        "Bắt đầu nhập Đang nhập",
        "Sửa số liệu Diện tích rừng trồng mới CT01 Số liệu: trống → 39 Số liệu đến ngày: trống → 14/09/2022",
        "Sửa số liệu Diện tích rừng trồng mới CT01 Số liệu: 39 → 22 Nguồn: trống → Báo cáo ngày",
        "Gửi báo cáo Đang nhập → Chờ duyệt “Chưa đủ.”",
    ):
        assert words in text


def test_reasons_stay_through_later_rounds_and_what_was_corrected_is_marked(office, reviewer):
    send_back(office, amount="39", reason="Cao bất thường", flagged=["CT01"])
    send_back(office, amount="22", reason="Thiếu nguồn")
    send(office, amount="22", source="Sổ theo dõi")
    page = reviewer.get(review_url(office))
    text = page_text(page)
    assert text.index("“Thiếu nguồn”") < text.index("“Cao bất thường”")
    assert "Số liệu cần xem lại: Diện tích rừng trồng mới CT01" in text
    assert "Sửa sau khi trả lại – Nguồn: <b>trống → Sổ theo dõi</b>" in row_html(page, "CT01")
    assert "39 →" not in row_html(page, "CT01")


def test_several_corrections_of_one_field_read_as_one(office, reviewer):
    send_back(office, amount="39")
    office.enter("CT01", 30)
    send(office, amount="22")
    assert "Số liệu: <b>39 → 22</b>" in row_html(reviewer.get(review_url(office)), "CT01")


@pytest.mark.parametrize(("note", "answer_text"), [("", "chưa giải thích"), ("Trừ phần cháy", "đã giải thích")])
def test_warnings_stand_in_the_row_and_in_the_bar(office, reviewer, note, answer_text):
    send(office, amount="-5", note=note)
    page = reviewer.get(review_url(office))
    assert "−5 ha thấp hơn mức nhỏ nhất của chỉ tiêu (0 ha)" in row_html(page, "CT01")
    assert answer_text in row_html(page, "CT01")
    assert ("1 cảnh báo ( 1 chưa giải thích )" in page_text(page)) == (not note)


def test_a_warning_compares_the_figure_with_what_was_sent_before(office, reviewer):
    IndicatorPart.objects.filter(indicator__code="CT01").update(over_time="LAST")
    approve(office, ordinal=2, amount="100")
    send(office, amount="30")
    assert "Thấp hơn 70 % so với Quý II (100 → 30 ha)" in row_html(reviewer.get(review_url(office)), "CT01")


def test_what_the_last_return_meant_is_marked_until_the_decision(client, office):
    send_back(office, flagged=["CT01"])
    office.enter("CT01", "12")
    office.submit()
    client.force_login(office.reviewer)
    row = row_html(client.get(review_url(office)), "CT01")
    assert "Lần trước yêu cầu xem lại" in row
    assert "<b>10 → 12</b>" in row
    assert "Lần trước" not in row_html(client.get(review_url(office)), "CT02")


def test_a_figure_sent_again_untouched_says_so(client, office):
    send_back(office, flagged=["CT01"])
    office.submit()
    client.force_login(office.reviewer)
    assert "không sửa sau khi trả lại" in row_html(client.get(review_url(office)), "CT01")


@pytest.mark.parametrize("size", [1, 3])
def test_queries_of_the_page(db, client, size):
    """There are as many with one indicator, quarter, year and revision as with three."""
    with clock.at(moment()):
        office = make_office(communes=1, indicators=("AMOUNT",) * size, years=size)
        for ordinal in range(1, size):
            approve(office, ordinal=ordinal)
        send(office)
        for n in range(1, size):
            report = Report.objects.get(unit=office.communes[0], period=office.period(), revision=n)
            reopen(office, report_approve(report=report, actor=office.reviewer, seen_version=report.version))
            send(office, amount=str(n))
        address = report_address(reload_user(office.reviewer), 2022, office.communes[0].code, 3)
        assert query_count(lambda: review_page(address)) == 13
        client.force_login(office.reviewer)
        client.get(review_url(office))
        # The address, the role for the page and for the buttons with whether the person entered it, the page itself,
        # what else waits and of that what they entered.
        assert query_count(lambda: client.get(review_url(office))) == 4 + 3 + 13 + 2 + EVERY_REQUEST
