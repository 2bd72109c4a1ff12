"""Tests of very unusual figures: confirmed by a note before sending, and compared with other units' figures."""

from decimal import Decimal

import pytest
from lxml import html

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import InvalidInput
from reports.entry.page import entry_page
from reports.models import Figure, ReportEvent
from reports.selectors.reference_numbers.peer_figures import read_peer_figures
from reports.selectors.report_contents.report_address import report_address
from reports.services.figures import figure_confirm
from targets.enums import PeriodState
from targets.models import Target
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.entering import entry_session
from tests.reports.pages import visible_text
from tests.reports.reviewing import CONFIRM, approve, enter_confirmed, reload_user, reopen
from units.models import UnitSuccession

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_september():
    with clock.at(moment()):
        yield


@pytest.fixture
def office() -> SampleOffice:
    return make_office(communes=4, indicators=("AMOUNT", "RATIO"))


def stored() -> Figure:
    return Figure.objects.get(indicator__code="CT01")


def row_of(office: SampleOffice, n: int = 0, code: str = "CT01"):
    unit = office.communes[n]
    return entry_page(report_address(reload_user(office.reporter(unit)), 2022, unit.code, 3)).row(code)


# The note that confirms.


def test_a_note_typed_together_with_the_number_confirms_nothing(office):
    office.enter("CT01", 2100, note="Nguồn: hạt kiểm lâm.")
    assert (stored().is_confirmed, row_of(office).is_unconfirmed) == (False, True)
    with pytest.raises(InvalidInput):
        office.submit()
    office.enter("CT01", 2100, note=CONFIRM)
    assert office.submit().state == "SUBMITTED"


def test_a_new_note_with_another_number_confirms_neither_this_nor_that_of_before(office):
    enter_confirmed(office, "CT01", 2100)
    office.enter("CT01", 21, note=CONFIRM)
    office.enter("CT01", 2100, note="Số liệu quý III.")
    assert stored().confirmed == {}


@pytest.mark.parametrize("way", ["luu/", "gui/"])
def test_the_whole_form_shows_the_warning_before_its_note_counts(office, way):
    reporter = entry_session(office)
    input_values = {"CT01-numerator": "2.100", "CT01-note": "Nguồn: hạt kiểm lâm.", "incomplete_reason": "Chưa có."}
    reporter.post(way, input_values)
    answer = reporter.open()
    assert stored().numerator == 2100
    assert "ghi chú có trước cảnh báo này" in visible_text(answer.row("CT01"))
    button = answer.row("CT01").xpath(".//button[@name='CT01-confirm']")[0]
    assert reporter.open().tree.xpath("//form[@id='bao-cao']//button[@name='CT01-confirm']")
    assert office.report().state == "DRAFT"
    reporter.save({button.get("name"): button.get("value")}, screen=answer)
    assert stored().is_confirmed
    assert reporter.submit({"incomplete_reason": "Chưa có."}).status == 302
    assert office.report().state == "SUBMITTED"


def test_a_report_with_an_unconfirmed_number_is_not_sent_and_the_cell_is_named(office):
    office.enter("CT01", 2100)
    with pytest.raises(InvalidInput) as refusal:
        office.submit()
    assert "CT01 – Diện tích rừng trồng mới CT01: 2.100 ha" in refusal.value.errors["unconfirmed"]
    assert office.report().state == "DRAFT"
    office.enter("CT01", 2100, note=CONFIRM)
    assert office.submit().state == "SUBMITTED"


def test_a_number_that_only_wants_an_explanation_is_sent_without_one(office):
    office.enter("CT01", 90)
    assert [warning.is_extraordinary for warning in row_of(office).warnings] == [False]
    assert office.submit().state == "SUBMITTED"


def test_a_note_from_before_confirms_nothing(office):
    enter_confirmed(office, "CT01", 20, note="Đã trồng xong.")
    assert stored().is_confirmed
    office.enter("CT01", 2100, note="Đã trồng xong.")
    assert (stored().is_confirmed, row_of(office).is_unconfirmed) == (False, True)
    with pytest.raises(InvalidInput):
        office.submit()
    office.enter("CT01", 2100, note=CONFIRM)
    assert (stored().is_confirmed, row_of(office).is_unconfirmed) == (True, False)


def test_a_number_changed_after_its_note_has_to_be_confirmed_again(office):
    enter_confirmed(office, "CT01", 2100)
    office.enter("CT01", 2200, note=CONFIRM)
    with pytest.raises(InvalidInput):
        office.submit()
    office.enter("CT01", 2100, note=CONFIRM)  # what was confirmed
    assert office.submit().state == "SUBMITTED"


def test_a_note_taken_away_takes_the_confirmation_with_it(office):
    enter_confirmed(office, "CT01", 2100)
    office.enter("CT01", 2100)
    assert stored().confirmed == {}
    office.enter("CT01", 21, note=CONFIRM)
    office.enter("CT01", 2100, note=CONFIRM)
    assert not stored().is_confirmed


def test_every_number_of_the_figure_is_confirmed(office):
    enter_confirmed(office, "CT02", 900, 2400)
    assert stored_ratio().confirmed == {"numerator": "900", "denominator": "2400"}
    office.enter("CT02", 900, "2.4", note=CONFIRM)
    assert not stored_ratio().is_confirmed


def stored_ratio() -> Figure:
    return Figure.objects.get(indicator__code="CT02", report__period__ordinal=3)


def test_the_same_note_can_be_let_stand_for_the_new_number(office):
    office.enter("CT01", 20, note=CONFIRM)
    office.enter("CT01", 2100, note=CONFIRM)
    place = {"unit": office.communes[0], "period": office.period(), "indicator": office.indicators["CT01"]}
    for _ in range(2):  # twice is once
        figure_confirm(**place, actor=office.reporters[0], seen_version=2)
    assert (stored().is_confirmed, stored().version) == (True, 3)
    assert ReportEvent.objects.latest("pk").changes == {"CT01": {"confirmed": [None, "2.100"]}}
    assert office.submit().state == "SUBMITTED"


def test_without_a_note_there_is_nothing_to_confirm_with(office):
    office.enter("CT01", 2100)
    place = {"unit": office.communes[0], "period": office.period(), "indicator": office.indicators["CT01"]}
    with pytest.raises(InvalidInput):
        figure_confirm(**place, actor=office.reporters[0], seen_version=1)


def test_a_correction_starts_with_what_was_confirmed(office):
    enter_confirmed(office, "CT01", 2100)
    reopen(office, office.approve())
    office.enter("CT02", 900, 2400)
    assert office.submit().state == "SUBMITTED"


# The entry page.


def test_the_page_refuses_in_words_and_leads_to_the_row(office):
    reporter = entry_session(office)
    answer = reporter.submit({"CT01-numerator": "2.100", "incomplete_reason": "Chưa có."})
    assert answer.status == 422
    notice = answer.notice()
    assert "Chưa gửi được: 1 chỉ tiêu có số rất khác thường." in notice
    assert "Diện tích rừng trồng mới CT01: 2.100 ha gấp 52,5 lần kế hoạch cả năm (40 ha)" in notice
    assert "phải ghi chú lý do, khi đó mới gửi được báo cáo" in visible_text(reporter.open().row("CT01"))
    answer = reporter.submit({"CT01-note": CONFIRM, "incomplete_reason": "Chưa có."})
    assert answer.status == 302
    assert "Rất khác thường." in visible_text(answer.row("CT01"))
    assert "đã xác nhận" in visible_text(answer.row("CT01"))


@pytest.mark.parametrize("way", ["htmx", "form"])
def test_the_button_lets_the_note_stand(office, way):
    reporter = entry_session(office)
    reporter.save({"CT01-numerator": "21", "CT01-note": CONFIRM})
    reporter.save({"CT01-numerator": "2.100"})
    assert "ghi chú có trước cảnh báo này" in visible_text(reporter.open().row("CT01"))
    confirm = {"CT01-confirm": "1"}
    answer = reporter.leave_cell("CT01", confirm) if way == "htmx" else reporter.save(confirm)
    assert answer.status in (200, 302)
    assert stored().is_confirmed


@pytest.mark.parametrize("way", ["htmx", "form"])
def test_another_reading_fills_the_cell_and_is_saved(office, way):
    reporter = entry_session(office)
    office.enter("CT02", 900, 2400, ordinal=2)
    screen = reporter.save({"CT02-numerator": "100", "CT02-denominator": "2,465"})
    button = screen.row("CT02").xpath(".//button[@data-fill]")[0]
    assert visible_text(button) == "Có phải 2.465?"
    assert (button.get("data-fill"), button.get("data-value")) == ("CT02-denominator", "2.465")
    if way == "htmx":  # what the script does
        reporter.leave_cell("CT02", {button.get("data-fill"): button.get("data-value")})
    else:
        reporter.save({button.get("name"): button.get("value")})
    assert stored_ratio().denominator == 2465
    assert reporter.open().row("CT02").xpath(".//*[@data-warning]") == []


@pytest.mark.parametrize(
    ("input_text", "suggestion", "value"),
    [("80.5", "80,5", "80.5"), ("1,2 nghìn", "1.200", "1200"), ("5000 m2", "0,5", "0.5"), ("12 HA", "12", "12")],
)
def test_what_was_not_understood_is_offered_in_the_unit_of_the_cell(office, input_text, suggestion, value):
    reporter = entry_session(office)
    answer = reporter.save({"CT01-numerator": input_text})
    button = answer.row("CT01").xpath(".//button[@data-fill]")[0]
    assert visible_text(button) == f"Có phải {suggestion}?"
    saved = reporter.save({button.get("name"): button.get("value")}, screen=answer)
    assert saved.status == 302
    assert stored().numerator == Decimal(value)


@pytest.mark.parametrize("input_text", ["12 sào", "-", "…", "N/A", "không có"])
def test_what_nobody_can_know_is_not_guessed(office, input_text):
    answer = entry_session(office).save({"CT01-numerator": input_text})
    assert answer.status == 422
    assert answer.row("CT01").xpath(".//button[@data-fill]") == []
    message = answer.message("CT01-numerator")
    assert "tính theo ha" in message if "sào" in input_text else "Không phát sinh: ghi 0" in message


# Pasting.


def test_a_paste_tells_before_anything_is_written(office):
    reporter = entry_session(office)
    posted_values = {"at": "CT01-numerator", "text": "2.100\t90\n12 tạ\t3"}
    tree = html.fromstring(reporter.client.post(f"{reporter.url}dan/", posted_values).content.decode())
    cells = {element.get("data-paste"): visible_text(element) for element in tree.xpath("//tr[@data-paste]")}
    assert "Rất khác thường. 2.100 ha gấp 52,5 lần kế hoạch cả năm (40 ha)" in cells["CT01-numerator"]
    offered = tree.xpath("//input[@data-paste]")
    assert [(one.get("data-paste"), one.get("data-value")) for one in offered] == [("CT02-numerator", "1,2")]
    assert not Figure.objects.exists()


# What other units report.


def test_without_plan_and_history_the_other_units_are_the_measure(office):
    Target.objects.filter(unit__in=office.communes).update(value=None, comparator=None)
    for n in (1, 2, 3):
        approve(office, n, "14")
    office.enter("CT01", 2100)
    warning = row_of(office).warnings[0]
    assert warning.text == "2.100 ha gấp 150 lần mức chung của 3 đơn vị khác trong kỳ (14 ha)"
    assert warning.is_extraordinary
    office.enter("CT01", 300)
    assert row_of(office).warnings == ()


def test_fewer_than_three_other_units_say_nothing(office):
    Target.objects.filter(unit__in=office.communes).update(value=None, comparator=None)
    for n in (1, 2):
        approve(office, n, "14")
    office.enter("CT01", 2100)
    assert row_of(office).warnings == ()


@pytest.mark.parametrize("with_targets", [True, False])
def test_a_unit_of_a_sheet_is_no_peer_of_its_own(office, with_targets):
    """Its approved figure is none of the others', also while a newer revision is open."""
    if not with_targets:
        Target.objects.filter(unit=office.communes[0]).update(value=None, comparator=None)
    for n, amount in enumerate(("16", "14", "13", "12")):
        approved = approve(office, n, amount)
        if n == 0:
            reopen(office, approved)
    indicator, units = office.indicators["CT01"], office.communes
    questions = [(office.period(), one, [indicator.pk]) for one in ([units[0]], units)]
    alone, sheet = (
        read_peer_figures(*question, in_rows=len(question[1]) > 1).peers_of(indicator.pk, units[0])
        for question in questions
    )
    assert sheet == alone
    assert (sheet.units, sheet.numerator, sheet.target) == (3, 39, 120)


def test_a_merged_unit_is_measured_with_those_that_joined_it(office):
    old, new = office.communes[:2]
    office.set_period(2, PeriodState.OPEN)
    for unit in (old, new):
        office.enter("CT02", 900, 2400, unit=unit, ordinal=2)
    UnitSuccession.objects.create(predecessor=old, successor=new, on=moment(15, 6).date())
    office.enter("CT02", 100, 4800, unit=new)
    assert row_of(office, 1, "CT02").warnings == ()
    office.enter("CT02", 100, 4800000, unit=new)
    assert row_of(office, 1, "CT02").warnings[0].is_extraordinary
