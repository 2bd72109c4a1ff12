"""Tests of children of a composite against each other: on the page, at once after saving, and in the summary."""

import pytest

from chodon_thidua.lib import clock
from targets.models import Indicator
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.entering import EntrySession, entry_session
from tests.reports.pages import visible_text
from tests.reports.reviewing import query_count

pytestmark = pytest.mark.django_db
PART, WHOLE = "“Trong đó: hộ nghèo” (31 %) lớn hơn “Số hộ” (30 %)", "“Số hộ” (30 %) nhỏ hơn “Trong đó: hộ nghèo” (31 %)"


@pytest.fixture(autouse=True)
def in_september():
    with clock.at(moment()):
        yield


@pytest.fixture
def office() -> SampleOffice:
    office = make_office(communes=1, indicators=("ALL_OF", "AMOUNT"))
    for code, name in {"CT01a": "Số hộ", "CT01b": "Trong đó: hộ nghèo"}.items():
        Indicator.objects.filter(code=code).update(name=name)
    return office


@pytest.fixture
def clerk(office) -> EntrySession:
    return entry_session(office, office.department)


def warnings(screen, code: str) -> list[str]:
    tree = screen.row(code) if screen.rows else screen.tree
    texts = [visible_text(element) for element in tree.xpath(".//*[@data-warning='PARTS']")]
    return [text.partition(";")[0] for text in texts]


def test_a_part_above_its_whole_is_told_at_once_whichever_is_typed_last(office, clerk):
    clerk.leave_cell("CT01a", {"CT01a-numerator": "30"})
    assert warnings(clerk.leave_cell("CT01b", {"CT01b-numerator": "31"}), "CT01b") == [PART]
    assert warnings(clerk.leave_cell("CT01b", {"CT01b-numerator": "29"}), "CT01b") == []
    clerk.leave_cell("CT01a", {"CT01a-numerator": "28"})
    assert len(warnings(clerk.open(), "CT01b")) == 1


def test_the_page_asks_in_both_rows_and_a_note_answers(office, clerk):
    clerk.save({"CT01a-numerator": "30", "CT01b-numerator": "31"})
    screen = clerk.open()
    assert (warnings(screen, "CT01a"), warnings(screen, "CT01b")) == ([WHOLE], [PART])
    clerk.leave_cell("CT01b", {"CT01b-note": "Số hộ tính đầu năm"})
    assert "đã ghi chú" in visible_text(clerk.open().row("CT01b"))


def test_a_single_cell_and_the_whole_page_ask_the_same(office, clerk):
    office.enter("CT01a", 30, unit=office.department)
    answer = clerk.leave_cell("CT01b", {"CT01b-numerator": "31"})
    assert warnings(answer, "CT01b") == warnings(clerk.open(), "CT01b") == [PART]


def test_a_cell_outside_a_composite_asks_nothing_more(office, clerk):
    person = entry_session(office)
    person.leave_cell("CT02", {"CT02-numerator": "1"})
    clerk.leave_cell("CT01a", {"CT01a-numerator": "30"})
    plain = query_count(lambda: person.leave_cell("CT02", {"CT02-numerator": "2"}, screen=person.open()))
    child = query_count(lambda: clerk.leave_cell("CT01a", {"CT01a-numerator": "29"}, screen=clerk.open()))
    assert child <= plain + 1
