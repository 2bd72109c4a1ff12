"""The table of kinds of targets by their readers: each page, paper and file shows each kind in its own words."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

import pytest
from django.core.cache import cache

from chodon_thidua.lib import clock
from reports.entry.recognitions.decision_values import RecognitionValues
from reports.entry.recognitions.services import recognition_add
from targets.enums import Comparator, Measure, OverTime, TargetBasis
from targets.models import Target
from tests.reports.builders import SampleOffice, moment
from tests.reports.kind_readers import BEFORE_APPROVAL, READERS, RowTexts
from tests.reports.kinds_office import make_office_of_kinds
from tests.reports.pages import page, signed_in, visible_text
from tests.reports.services.test_rollups import differences
from tests.reports.test_two_ended_targets import TargetForm
from tests.stored_rows import built_once
from tests.targets.plan_examples import EXAMPLES

pytestmark = pytest.mark.django_db


class KindTexts(NamedTuple):
    """The words of one kind: its target, the value of the scope, and that of one unit where it is another."""

    target: str
    value: str
    own: str = ""


KINDS = {
    "A1": KindTexts("≥ 9.926, phấn đấu 13.000", "10.002", "5.001"),
    "A2": KindTexts("< 5", "3,3"),
    "A3": KindTexts("2–3", "2,5"),
    "A4": KindTexts("khoảng 4 (±0,2)", "4,1"),
    "A5": KindTexts("đúng 12", "9"),
    "A6": KindTexts("tăng > 2", "312,7"),
    "A7": KindTexts("giảm ≥ 0,7 điểm", "4,4"),
    "A8": KindTexts("tăng ≥ 6,5 %, phấn đấu 7,0 %", "982"),
    "A8a": KindTexts("", "511"),
    "A9": KindTexts("> 500", "377"),
    "A10": KindTexts("≤ 4,5", "4,21"),
    "A11": KindTexts("≥ 2", "1"),
    "A12": KindTexts("Đã duyệt", "Đã trình"),
    "A13": KindTexts("xuất siêu", "Xuất siêu 12 triệu USD"),
    "A14": KindTexts("trong 30 hạng đầu", "17"),
    "A15": KindTexts("", "0/2 đạt"),
    "A15a": KindTexts("giảm", "3"),
    "A15b": KindTexts("giảm", "1"),
}
COMPOSITE = {"A15"}
OF_COMMUNES = {"A1", "A2", "A7", "A9"}  # without targets of their own
WITH_TARGET = {"dashboard", "list of indicators", "explanation", "comparison", "slides", "print", "CSV", "Biểu 01"}
WITH_TARGET |= {"frozen numbers", "entry", "review"}
# By reader: the kinds that it leaves out, each for the reason beside it.
LEFT_OUT = {
    "entry": COMPOSITE,  # has no figure of its own
    "template of figures": COMPOSITE | OF_COMMUNES,  # of the department
    "review": COMPOSITE,
    "CSV of figures": COMPOSITE,
    "sheet of figures": COMPOSITE,
    "Biểu 02": COMPOSITE,
    "matrix": COMPOSITE | {"A8a"},  # a part is not compared by units
    "picture of the year": COMPOSITE | {"A13"},  # words have no line
    "map": set(KINDS) - OF_COMMUNES,  # a map of communes
    "sheet of charts": set(KINDS)
    - {"A1", "A6", "A7", "A8", "A9", "A11"},  # without a percentage, named below the table
    "template of targets": COMPOSITE | {"A8a", "A13"},  # without a level in numbers
}
OF_ONE_UNIT = {"entry", "template of figures", "review", "map", "matrix", "CSV of figures", "sheet of figures"}
WITH_EMPTY_PLACES = {"map", "template of targets"}  # a place for each kind, even where nothing can stand in it
# By reader and kind: what stands there instead of the value.
PERCENTAGES = {"A1": "100,8", "A6": "110", "A7": "90", "A8": "98,3", "A9": "75,4", "A11": "50"}
CHANGES = {"A6": "2,2", "A7": "0,63", "A8": "6,39", "A15a": "920", "A15b": "922"}
NUMERATORS = {"A2": "33", "A7": "44"}
LEVELS = {"A1": "9.926", "A2": "5", "A3": "2", "A4": "4", "A5": "12", "A6": "2", "A7": "0,7", "A8": "6,5", "A9": "500"}
LEVELS |= {"A10": "4,5", "A11": "2", "A12": "Đã duyệt", "A14": "30", "A15a": "0", "A15b": "0"}
OTHER_TEXTS = {
    "matrix": {"A8": "98,3 %", "A11": "50,0 %"},
    "sheet of charts": PERCENTAGES,
    "picture of the year": CHANGES,
    "CSV of figures": NUMERATORS,
    "sheet of figures": NUMERATORS,
    "template of targets": LEVELS,
}


def _make_entered_office() -> SampleOffice:
    office = make_office_of_kinds()
    with clock.at(moment()):
        department = office.department
        office.enter("A12", 2, unit=department)
        office.enter("A13", unit=department, text_value="Xuất siêu 12 triệu USD")
        recognition_add(
            unit=department,
            period=office.period(),
            indicator=office.indicators["A11"],
            actor=office.clerk,
            values=RecognitionValues(2022, "12/QĐ-UBND", date(2022, 9, 1), subject_unit=office.communes[0]),
            seen_version=0,
        )
    return office


def _make_approved_office() -> SampleOffice:
    office = _make_entered_office()
    with clock.at(moment()):
        for unit in (*office.communes, office.department):
            office.approve(unit)
    return office


@pytest.fixture
def today() -> Iterator[None]:
    with clock.at(moment()):
        yield


def has_words(text: str, words: str) -> bool:
    """Tells whether the words stand there, a number by itself and not as a part of another."""
    return re.search(rf"(?<![\d,.]){re.escape(words)}(?![\d,.]?\d)", text) is not None


def gaps(reader: str, texts: RowTexts) -> dict[str, tuple[str, ...]]:
    """The kinds that the reader does not show as the table says: the words wanted, and the text there."""
    found: dict[str, tuple[str, ...]] = {}
    for code, kind in KINDS.items():
        text = texts.get(code, "")
        if code in LEFT_OUT.get(reader, ()):
            if reader not in WITH_EMPTY_PLACES and text:
                found[code] = ("nothing", text)
            continue
        is_own = reader in OF_ONE_UNIT
        value = OTHER_TEXTS.get(reader, {}).get(code) or (is_own and kind.own) or kind.value
        target = kind.target if reader in WITH_TARGET and not (is_own and code in OF_COMMUNES) else ""
        if missing := [words for words in (target, value) if words and not has_words(text, words)]:
            found[code] = (*missing, text)
    return found


@pytest.mark.parametrize("reader", BEFORE_APPROVAL)
def test_every_kind_is_entered_in_its_own_words(today: None, reader: str) -> None:
    assert gaps(reader, BEFORE_APPROVAL[reader](built_once(_make_entered_office))) == {}


@pytest.mark.parametrize("reader", READERS)
def test_every_reader_shows_every_kind(today: None, reader: str) -> None:
    cache.clear()
    assert gaps(reader, READERS[reader](built_once(_make_approved_office))) == {}


def test_totals_up_the_tree_are_those_of_a_fresh_computation(today: None) -> None:
    assert differences(built_once(_make_approved_office)) == []


def entries(name: str) -> set[Any]:
    tops = list(EXAMPLES.values())
    everything = [each for top in tops for each in (top, *top.get("children", []))]
    if name == "over_time":
        return {part["over_time"] for each in everything for part in each.get("parts", [])}
    return {each.get(name) for each in everything}


@pytest.mark.parametrize(
    ("name", "choices"),
    [("measure", Measure), ("basis", TargetBasis), ("over_time", OverTime), ("comparator", Comparator)],
)
def test_no_kind_is_missing_from_the_table(name: str, choices: Any) -> None:
    codes = set(EXAMPLES) | {child["code"] for top in EXAMPLES.values() for child in top.get("children", [])}
    assert codes == set(KINDS)
    assert {str(choice) for choice in choices} <= entries(name)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("A3", "Chênh lệch nằm trong mức cho phép"),
        ("A10", "Cao nhất đến kỳ này 4,21"),
        ("A12", "Kết quả đến kỳ này Đã trình"),
        ("A13", "Kết quả đến kỳ này Xuất siêu 12 triệu USD"),
        ("A14", "Kết quả đến kỳ này 17"),
    ],
)
def test_entry_names_the_value_by_its_kind(today: None, code: str, words: str) -> None:
    assert words in BEFORE_APPROVAL["entry"](built_once(_make_entered_office))[code]


def test_the_list_of_targets_has_targets_in_words(today: None) -> None:
    office = built_once(_make_entered_office)
    row = page(signed_in(office.administrator), "/ke-hoach/2022/chi-tieu/").xpath("//tr[@data-indicator='A13']")[0]
    assert "xuất siêu" in visible_text(row)


def test_both_ends_of_a_target_by_states_are_chosen_from_the_list(today: None) -> None:
    office = built_once(_make_entered_office)
    tree = page(signed_in(office.administrator), "/ke-hoach/2022/chi-tieu/A12/")
    pk = office.department.pk
    for name, chosen in ((f"value_{pk}", ["Đã duyệt"]), (f"upper_{pk}", [])):
        options = tree.xpath(f"//select[@name='{name}']/option")
        assert [visible_text(option) for option in options][1:] == ["Chưa lập", "Đã lập", "Đã trình", "Đã duyệt"]
        assert [visible_text(option) for option in options if option.get("selected") is not None][-1:] == (
            chosen or [visible_text(options[0])]
        )
    assert "trong khoảng (trong khoảng)" not in visible_text(tree)


def test_a_target_in_words_is_not_given_in_numbers_but_who_enters_is_chosen(today: None) -> None:
    office = built_once(_make_entered_office)
    form, unit = TargetForm(office, "A13"), office.communes[0]
    assert "xuất siêu" in form.text
    assert not [name for name in form.fields if name.startswith(("value_", "upper_", "comparator"))]
    assert form.send(**{f"reports_{unit.pk}": "on"}) == 200
    assert form.send() == 302
    assert Target.objects.get(indicator=office.indicators["A13"], unit=unit).reports
