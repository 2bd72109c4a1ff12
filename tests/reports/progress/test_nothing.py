"""Empty, 0 and not applicable: three answers, from the form through the database to dashboard and workbook."""

from decimal import Decimal

import pytest

from chodon_thidua.lib import clock
from reports.models import Figure
from targets.enums import OverTime, PeriodState
from targets.models import IndicatorPart
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.entering import EntryScreen, entry_session
from tests.reports.meeting.reading import SummarySheet
from tests.reports.pages import cell, page, signed_in, visible_text
from tests.reports.reviewing import review_url, row_html

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_september():
    with clock.at(moment()):
        yield


@pytest.fixture
def office() -> SampleOffice:
    return make_office(communes=3)


# “Không phát sinh”.


def offered(screen: EntryScreen, code: str) -> list[str]:
    """The inputs that the row's button would fill with 0."""
    buttons = screen.row(code).xpath(".//button[@name='previous' and @data-offer='0']")
    assert all("Không phát sinh" in visible_text(button) for button in buttons)
    return [button.get("value") for button in buttons]


def stored(code: str, ordinal: int = 3) -> tuple[Decimal | None, Decimal | None]:
    figure = Figure.objects.get(indicator__code=code, report__period__ordinal=ordinal)
    return figure.numerator, figure.denominator


def test_nothing_sets_what_adds_up_to_0_and_leaves_what_stands(office):
    reporter = entry_session(office)
    (names,) = offered(reporter.open(), "CT02")
    answer = reporter.save({"previous": names, "CT02-denominator": "2.400"})
    assert (answer.status, stored("CT02")) == (302, (0, 2400))
    assert offered(answer, "CT02") == []


def test_nothing_fills_every_part_that_adds_up(office):
    IndicatorPart.objects.filter(indicator__code="CT02").update(over_time=OverTime.SUM)
    reporter = entry_session(office)
    (names,) = offered(reporter.open(), "CT02")
    assert names == "CT02-numerator CT02-denominator"
    reporter.save({"previous": names, "CT02-denominator": "12"})
    assert stored("CT02") == (0, 12)  # only what was open


def test_nothing_is_not_offered_where_it_would_be_wrong(office):
    office.enter("CT01", 5)
    office.enter("CT02", not_applicable=True, note="Không trồng")
    screen = entry_session(office).open()
    assert offered(screen, "CT01") == offered(screen, "CT02") == []
    department = entry_session(office, office.department).open()
    assert offered(department, "CT03") == offered(department, "CT04b") == []  # decisions; a rate that stands


def test_the_whole_year_is_not_nothing_after_a_quarter_that_was_not(office):
    office.set_period(5, PeriodState.OPEN)
    assert offered(entry_session(office, ordinal=5).open(), "CT01") == ["CT01-numerator"]
    office.enter("CT01", 0, ordinal=1)
    assert offered(entry_session(office, ordinal=5).open(), "CT01") == ["CT01-numerator"]
    office.enter("CT01", 7, ordinal=2)
    screen = entry_session(office, ordinal=5).open()
    assert offered(screen, "CT01") == []
    entry_session(office, ordinal=5).save({"previous": "CT01-numerator"}, screen=screen)
    assert not Figure.objects.filter(indicator__code="CT01", report__period__ordinal=5).exists()


# “Không áp dụng”.


def test_numbers_that_were_typed_are_named_and_not_dropped(office):
    office.enter("CT02", 900, 2400)
    reporter = entry_session(office)
    answer = reporter.leave_cell("CT02", {"CT02-not_applicable": "on"})
    assert answer.status == 422
    assert "Đang có số liệu 900 và 2.400: “không áp dụng” thì xóa số liệu" in answer.text
    assert "“Không áp dụng” phải ghi chú lý do." in answer.text
    assert stored("CT02") == (900, 2400)
    whole = reporter.save({"CT02-not_applicable": "on", "CT02-note": "Không trồng"})
    assert (whole.status, whole.value("CT02-numerator"), whole.value("CT02-note")) == (422, "900", "Không trồng")


def test_a_list_of_decisions_that_does_not_apply_has_no_result(office):
    answer = entry_session(office, office.department).leave_cell(
        "CT03", {"CT03-nothing": "on", "CT03-not_applicable": "on", "CT03-note": "x"}
    )
    assert answer.status == 422
    assert "bỏ chọn “Không phát sinh”" in answer.text


# All three, all the way.


@pytest.fixture
def three(office) -> SampleOffice:
    """Through the form: one commune answers 0, one that it does not apply, one leaves it empty; all approved."""
    answers = [
        {"CT01-numerator": "0"},
        {"CT01-not_applicable": "on", "CT01-note": "Xã không có rừng"},
        {"CT01-note": "Chờ nghiệm thu"},
    ]
    for commune, changes in zip(office.communes, answers, strict=True):
        assert entry_session(office, commune).save(changes).status == 302
        office.approve(commune)
    return office


def test_they_are_three_things_in_the_database(three):
    figures = [Figure.objects.get(report__unit=commune) for commune in three.communes]
    assert [(figure.numerator, figure.not_applicable) for figure in figures] == [
        (0, False),
        (None, True),
        (None, False),
    ]


def test_they_are_three_things_to_their_unit_and_to_the_reviewer(three):
    own = [
        visible_text(entry_session(three, commune).open().row("CT01").xpath("td[1]")[0]) for commune in three.communes
    ]
    assert [("0 ha" in one, "Không áp dụng" in one, "chưa có số liệu" in one) for one in own] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]
    reviewer = signed_in(three.reviewer)
    rows = [row_html(reviewer.get(review_url(three, n)), "CT01") for n in range(3)]
    assert [("<b>0</b>" in row, "không áp dụng" in row, "chưa có số liệu" in row) for row in rows] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]


def test_they_are_three_things_on_the_dashboard_and_in_the_workbook(three):
    leader = signed_in(three.leader)
    results = []
    for commune in three.communes:
        tree = page(leader, f"don-vi={commune.code}")
        status = tree.xpath("//tr[@data-indicator='CT01']")[0].get("data-status")
        sheet = SummarySheet.of(three.leader, code=commune.code)
        assert sheet.value("CT01", "in_period") == sheet.value("CT01", "actual")
        results.append((status, cell(tree, "CT01", "actual")[0], sheet.value("CT01", "actual")))
    assert results == [("BEHIND", "0", 0), ("NOT_ASSESSED", "", None), ("NO_DATA", "", None)]
    everyone = page(leader)
    assert cell(everyone, "CT01", "actual")[0] == "0"
