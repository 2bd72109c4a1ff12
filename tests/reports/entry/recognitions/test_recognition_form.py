"""The form of one decision, without a database: what is read, what is refused, and how it is shown to be corrected."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from reports.entry.recognitions.decision_values import RecognitionValues, recognition_values
from reports.entry.recognitions.forms import RecognitionForm
from reports.models import Recognition
from units.models import Unit
from units.selectors.accounts import MOST_OFFERED

NGOC_PHAI, QUANG_BACH, OTHER = (
    Unit(pk=pk, code=f"020{pk}", name=f"Xã {name}")
    for pk, name in ((1, "Ngọc Phái"), (2, "Quảng Bạch"), (3, "Bản Thi"))
)
CORRECT = {
    "subject_unit": "1",
    "subject_text": "",
    "decision_number": "123/QĐ-UBND",
    "decided_on": "28/04/2022",
    "assessed_year": "2022",
}
MANY = [Unit(pk=pk, code=f"03{pk}", name=f"Xã Số {pk}") for pk in range(10, MOST_OFFERED + 11)]


def form(item: Recognition | None = None, others: Any = (OTHER,), **changes: str) -> RecognitionForm:
    plan = SimpleNamespace(year=2022)
    page = SimpleNamespace(address=SimpleNamespace(view=SimpleNamespace(plan=plan)))
    listing: Any = SimpleNamespace(page=page, named_units=[NGOC_PHAI, QUANG_BACH], others=list(others))
    return RecognitionForm(listing, CORRECT | changes, item=item)


def errors(**changes: str) -> dict[str, list[str]]:
    own = form(**changes)
    own.is_valid()
    return {name: list(messages) for name, messages in own.errors.items()}


def test_a_decision_is_read_as_its_values() -> None:
    own = form()
    assert own.is_valid()
    assert own.values() == RecognitionValues(2022, "123/QĐ-UBND", date(2022, 4, 28), NGOC_PHAI, "")


def test_a_subject_outside_the_list_is_typed() -> None:
    own = form(subject_unit="", subject_text="  Trường   Tiểu học A ")
    assert own.is_valid()
    assert (own.values().subject_unit, own.values().subject_text) == (None, "Trường Tiểu học A")


@pytest.mark.parametrize(
    ("changes", "name", "words"),
    [
        ({"subject_unit": "", "subject_text": ""}, "subject_unit", "không ghi cả hai"),
        ({"subject_text": "Trường A"}, "subject_unit", "không ghi cả hai"),
        ({"subject_unit": "", "subject_text": " \u200b "}, "subject_unit", "không ghi cả hai"),
        ({"subject_unit": "99"}, "subject_unit", "không có trong danh sách"),
        ({"subject_unit": "<script>"}, "subject_unit", "không có trong danh sách"),
        ({"decision_number": ""}, "decision_number", "Hãy nhập mục này"),
        ({"decision_number": "\u00a0"}, "decision_number", "Hãy nhập mục này"),
        ({"decision_number": "x" * 61}, "decision_number", "60"),
        ({"subject_unit": "", "subject_text": "x" * 201}, "subject_text", "200"),
        ({"decided_on": ""}, "decided_on", "Hãy nhập mục này"),
        ({"decided_on": "29/02/2022"}, "decided_on", "28/04/2022"),  # no leap year
        ({"decided_on": "04/28/2022"}, "decided_on", "28/04/2022"),
        ({"assessed_year": ""}, "assessed_year", "Hãy nhập mục này"),
        ({"assessed_year": "22"}, "assessed_year", "bốn chữ số"),
        ({"assessed_year": "２０２２"}, "assessed_year", "bốn chữ số"),
        ({"assessed_year": "1989"}, "assessed_year", "từ 1990 đến 2100"),
        ({"assessed_year": "2101"}, "assessed_year", "từ 1990 đến 2100"),
    ],
)
def test_what_is_wrong_is_said_at_its_input(changes: dict[str, str], name: str, words: str) -> None:
    told = errors(**changes)
    assert list(told) == [name]
    assert words in told[name][0]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("29/02/2024", date(2024, 2, 29)),
        ("2022-04-28", date(2022, 4, 28)),
        ("1/2/2022", date(2022, 2, 1)),
        (" 28/04/2022\u00a0", date(2022, 4, 28)),
    ],
)
def test_the_day_of_signing_is_read_as_people_write_it(text: str, day: date) -> None:
    own = form(decided_on=text)
    assert own.is_valid()
    assert own.values().decided_on == day


@pytest.mark.parametrize(
    ("typed", "year"),
    [("1990", 1990), ("2021", 2021), ("2100", 2100), (" 2022", 2022), ("2022\n", 2022), ("\u00a02022\u200b", 2022)],
)
def test_a_decision_may_assess_another_year(typed: str, year: int) -> None:
    own = form(assessed_year=typed)
    assert own.is_valid()
    assert own.values().assessed_year == year


def group_names(own: RecognitionForm) -> list[tuple[str, list[str]]]:
    choices: Any = own.fields["subject_unit"].choices  # type: ignore[attr-defined]
    return [(name, [label for _, label in units]) for name, units in list(choices)[1:]]


def test_the_units_that_the_plan_names_come_first() -> None:
    assert group_names(form()) == [
        ("Kế hoạch nêu tên", ["Xã Ngọc Phái", "Xã Quảng Bạch"]),
        ("Đơn vị khác", ["Xã Bản Thi"]),
    ]


def test_of_too_many_units_only_the_named_ones_are_listed_and_others_are_typed() -> None:
    own = form(others=MANY, subject_unit="", subject_text="xa so 12")
    assert [name for name, _ in group_names(own)] == ["Kế hoạch nêu tên"]
    assert own.is_valid()
    assert own.values() == RecognitionValues(2022, "123/QĐ-UBND", date(2022, 4, 28), MANY[2], "")


@pytest.mark.parametrize("text", ["0312", "XÃ SỐ 12", " Xã  Số 12 "])
def test_a_typed_unit_is_found_by_its_code_or_name(text: str) -> None:
    own = form(others=MANY, subject_unit="", subject_text=text)
    assert own.is_valid()
    assert own.values().subject_unit == MANY[2]


def test_a_typed_name_of_no_unit_stays_a_name() -> None:
    own = form(others=MANY, subject_unit="", subject_text="Trường A")
    assert own.is_valid()
    assert (own.values().subject_unit, own.values().subject_text) == (None, "Trường A")


# A decision that is there


def stored(**changes: Any) -> Recognition:
    values = {"decision_number": "7/QĐ", "decided_on": date(2022, 9, 5), "assessed_year": 2021, "subject_unit": OTHER}
    return Recognition(**values | changes)


def test_a_decision_to_be_corrected_is_shown_as_it_is() -> None:
    listing: Any = form().list
    own = RecognitionForm(listing, item=stored())
    assert own.initial == {
        "subject_unit": "3",
        "subject_text": "",
        "decision_number": "7/QĐ",
        "decided_on": "05/09/2022",
        "assessed_year": "2021",
    }


def test_the_unit_of_a_decision_stays_in_a_list_that_is_too_long() -> None:
    item = stored(subject_unit=MANY[4])
    assert group_names(form(item, others=MANY))[1] == ("Đơn vị khác", ["Xã Số 14"])


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "Xã Bản Thi, QĐ 7/QĐ ngày 05/09/2022, năm xét 2021"),
        (
            {"subject_unit": None, "subject_text": "Trường A"},
            "Trường A, QĐ 7/QĐ ngày 05/09/2022, năm xét 2021",
        ),
    ],
)
def test_a_decision_in_one_line_for_the_history(changes: dict[str, Any], text: str) -> None:
    assert str(recognition_values(stored(**changes))) == text


def test_a_typed_subject_is_stored_in_one_spelling() -> None:
    values = RecognitionValues(2022, "1", date(2022, 1, 1), None, "Tru\u031bo\u031b\u0300ng\u00a0A")
    assert values.subject == {"subject_unit": None, "subject_text": "Trường A"}
