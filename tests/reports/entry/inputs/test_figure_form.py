"""The inputs of one row of the entry page, without a database: their meaning and what stands under them."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import Conflict, StateRefusal
from reports.entry.entry_row import EntryRow
from reports.entry.inputs.figure_form import FigureForm
from reports.models import Figure, Recognition
from reports.progress.figure_inputs import FigureInput
from reports.services.figure_values import FigureValues
from reports.warning_rules.figure_warning import FigureWarning, WarningKind
from targets.enums import Measure, PartRole
from targets.models import Indicator
from tests.reports.builders import moment

AMOUNT, RATIO, LIST = Measure.AMOUNT, Measure.RATIO, Measure.RECOGNITION
LABELS = {PartRole.NUMERATOR: ("Sản lượng", "tấn"), PartRole.DENOMINATOR: ("Dân số", "người")}


def number_inputs(measure: Measure, figure: Figure | None, *, adds_up: bool) -> tuple[FigureInput, ...]:
    roles = list(PartRole) if measure == RATIO else [PartRole.NUMERATOR]
    values = [getattr(figure, role.lower()) if figure else None for role in roles]
    return tuple(
        FigureInput(role, *LABELS[role], "trong kỳ", value, "", None, may_be_nothing=adds_up)
        for role, value in zip(roles, values, strict=True)
    )


def form(
    measure: Measure = AMOUNT,
    data: dict[str, str] | None = None,
    *,
    stored: dict[str, Any] | None = None,
    final: bool = False,
    closed: str = "",
    adds_up: bool = True,
    **row: Any,
) -> FigureForm:
    """The row of CT02; `data` are its inputs without the code before their names."""
    indicator = Indicator(pk=7, code="CT02", name="Lương thực", measure=measure, unit_of_measure="kg/người")
    figure = (
        None if stored is None else Figure(indicator=indicator, **{"version": 3, "changed_at": moment(15)} | stored)
    )
    parts = number_inputs(measure, figure, adds_up=adds_up)
    warnings, references = row.pop("warnings", ()), SimpleNamespace()
    own = EntryRow(indicator, figure, True, parts, 1, references, **row)
    own.warnings = warnings
    page: Any = SimpleNamespace(is_final=final, closing_reason=closed)
    return FigureForm(page, own, None if data is None else {f"CT02-{name}": text for name, text in data.items()})


def sent(measure: Measure = AMOUNT, **changes: Any) -> FigureForm:
    """The row as it was sent and read."""
    options = {name: changes.pop(name) for name in ("stored", "final", "closed") if name in changes}
    own = form(measure, {"version": "3"} | changes, **options)
    own.full_clean()
    return own


NUMBERS, REST = (
    ["numerator", "denominator"],
    ["not_applicable", "full_year_estimate", "as_of", "source", "note", "version"],
)
DECISION = Recognition(subject_text="Trường A", assessed_year=2022)


@pytest.mark.parametrize(
    ("own", "names"),
    [
        (form(AMOUNT), ["numerator", *REST]),
        (form(RATIO), [*NUMBERS, *REST]),
        (form(LIST), ["nothing", *REST]),
        (form(LIST, decisions=(DECISION,)), REST),  # counted from the list
        (form(AMOUNT, final=True), ["numerator", *(name for name in REST if name != "full_year_estimate")]),
    ],
)
def test_a_row_has_the_inputs_that_make_sense_for_it(own: FigureForm, names: list[str]) -> None:
    assert list(own.fields) == names
    assert own.input_names.split(",") == [
        "csrfmiddlewaretoken",
        *(f"CT02-{name}" for name in (*names, "mine", "theirs", "confirm")),
    ]


@pytest.mark.parametrize(
    ("own", "values"),
    [
        (sent(numerator="116.000"), FigureValues(Decimal(116000))),
        (sent(numerator="0"), FigureValues(Decimal(0))),
        (sent(numerator=""), FigureValues()),
        (sent(RATIO, numerator="5", denominator=""), FigureValues(Decimal(5))),
        (sent(LIST, nothing="on"), FigureValues(Decimal(0))),
        (sent(LIST), FigureValues()),
        (sent(note="  Mưa\r\nlũ "), FigureValues(note="Mưa\nlũ")),
        # A field without an input keeps what is stored.
        (
            sent(numerator="5", stored={"numerator": Decimal(4), "full_year_estimate": Decimal(9)}, final=True),
            FigureValues(Decimal(5), full_year_estimate=Decimal(9)),
        ),
    ],
)
def test_what_was_typed_is_read_as_values(own: FigureForm, values: FigureValues) -> None:
    assert own.is_valid()
    assert own.values() == values


@pytest.mark.parametrize(
    ("own", "is_checked"),
    [
        (form(LIST), False),
        (form(LIST, stored={"numerator": Decimal(0)}), True),
        (form(LIST, stored={"numerator": Decimal(1)}), False),
        (form(LIST, stored={"numerator": None}), False),
    ],
)
def test_a_list_without_decisions_was_answered_with_nothing_or_not_at_all(own: FigureForm, is_checked: bool) -> None:
    assert own["nothing"].value() is is_checked


STORED = {"numerator": Decimal("4.50"), "note": "Đo lại", "as_of": moment(14).date()}


@pytest.mark.parametrize(
    ("changes", "has_changes"),
    [
        ({"numerator": "4,5", "note": "Đo lại", "as_of": "14/09/2022"}, False),
        ({"numerator": "4,500", "note": " Đo lại ", "as_of": ""}, False),  # no day typed is the day that is stored
        ({"numerator": "4,6", "note": "Đo lại"}, True),
        ({"numerator": "4,5", "note": ""}, True),
        ({"numerator": "", "note": "Đo lại"}, True),
        ({"numerator": "4.5", "note": "Đo lại"}, True),  # not understood: something was typed
    ],
)
def test_only_what_reads_otherwise_than_stored_is_a_change(changes: dict[str, str], has_changes: bool) -> None:
    assert sent(stored=STORED, **changes).has_changes is has_changes


@pytest.mark.parametrize("data", [None, {}, {"numerator": "9"}, {"version": "3", "theirs": "", "numerator": "9"}])
def test_without_its_version_or_with_theirs_chosen_the_row_shows_what_is_stored(data: dict[str, str] | None) -> None:
    own = form(AMOUNT, data, stored=STORED)
    assert not own.is_bound
    assert own["numerator"].value() == "4,5"
    assert not own.has_changes


@pytest.mark.parametrize(
    ("data", "version"),
    [({"version": "3"}, 3), ({"version": "3", "mine": "5"}, 5), ({"version": "x"}, -1), ({"version": ""}, -1)],
)
def test_the_version_is_that_of_the_screen_or_of_the_choice_after_a_conflict(
    data: dict[str, str], version: int
) -> None:
    seen_version = form(AMOUNT, data).seen_version
    assert seen_version == version or (version < 0 and seen_version < 1)


@pytest.mark.parametrize(
    ("own", "name", "errors", "text", "suggestion"),
    [
        (sent(numerator="116.000"), "numerator", 0, "116.000 tấn", ""),
        (sent(numerator="80.5"), "numerator", 1, "", "80,5"),
        (sent(numerator="5 tạ"), "numerator", 1, "", "0,5"),
        (sent(numerator="abc"), "numerator", 1, "", ""),
        (sent(numerator=""), "numerator", 0, "", ""),
        (sent(full_year_estimate="500"), "full_year_estimate", 0, "500 kg/người", ""),
        (sent(RATIO, numerator="5", denominator="2.465"), "denominator", 0, "2.465 người", ""),
        (sent(source="x" * 301), "source", 1, "", ""),
        (sent(as_of="31/02/2022"), "as_of", 1, "", ""),
        (form(AMOUNT, stored=STORED), "numerator", 0, "4,5 tấn", ""),
    ],
)
def test_under_an_input_stands_its_mistake_or_what_was_understood(
    own: FigureForm, name: str, errors: int, text: str, suggestion: str
) -> None:
    message = own.messages[name]
    assert (len(message.errors), message.text) == (errors, text)
    assert (message.suggestion.value if message.suggestion else "") == suggestion
    assert not message.suggestion or message.suggestion.name == f"CT02-{name}"
    assert all("Có phải" not in error for error in message.errors)  # the button asks


@pytest.mark.parametrize(
    ("own", "inputs"),
    [
        (form(AMOUNT), "CT02-numerator"),
        (form(AMOUNT, adds_up=False), ""),  # what stands is not nothing because nothing happened
        (form(RATIO), "CT02-numerator CT02-denominator"),
        (form(RATIO, stored={"numerator": Decimal(5)}), "CT02-denominator"),
        (form(AMOUNT, stored={"not_applicable": True, "note": "Không có"}), ""),
        (form(LIST), ""),
    ],
)
def test_nothing_happened_fills_the_open_parts_that_add_up(own: FigureForm, inputs: str) -> None:
    assert own.zero_inputs == inputs


ODD = FigureWarning(WarningKind.CHANGE, "numerator", "Gấp 3 lần quý trước", suggestion=Decimal("0.5"))


@pytest.mark.parametrize(
    ("own", "estimate", "note", "source"),
    [
        (form(), False, False, False),
        (form(stored={"full_year_estimate": Decimal(0)}), True, False, False),
        (form(stored={"note": "Đo lại"}), False, True, False),
        (form(stored={"source": "Niên giám"}), False, False, True),
        (form(stored={"as_of": moment(14).date()}), False, False, False),
        (sent(as_of="31/02/2022"), False, False, True),
        (sent(full_year_estimate="abc"), True, False, False),
        (sent(not_applicable="on"), False, True, False),
        (form(warnings=(ODD,)), False, True, False),
        (form(final=True), False, False, False),
    ],
)
def test_a_fold_is_open_where_it_holds_something_or_asks_for_it(
    own: FigureForm, estimate: bool, note: bool, source: bool
) -> None:
    assert (own.is_estimate_open, own.is_note_open, own.is_source_open) == (estimate, note, source)


def test_a_warning_offers_another_reading_as_a_button() -> None:
    [(warning, button)] = form(warnings=(ODD,)).warnings
    assert warning is ODD
    assert button is not None
    assert (button.name, button.value) == ("CT02-numerator", "0,5")


# What became of it


def test_after_a_conflict_both_values_stand_side_by_side() -> None:
    own = sent(numerator="5", stored=STORED)
    theirs = dict.fromkeys(("denominator", "as_of")) | {"numerator": Decimal(4), "note": "", "source": "A"}
    mine = theirs | {"numerator": Decimal(5), "note": "Đo lại"}
    rest = {"not_applicable": False, "full_year_estimate": None, "text_value": ""}
    own.conflict = Conflict("Đã có người sửa.", theirs=theirs | rest, mine=mine | rest)
    assert [(line.label, line.stored_text, line.own_text) for line in own.differences] == [
        ("Số liệu", "4", "5"),
        ("Ghi chú", "(để trống)", "Đo lại"),
    ]
    assert (own.state, own.status) == ("conflict", 409)


def test_what_a_closed_report_did_not_take_is_listed() -> None:
    own = sent(numerator="5", not_applicable="on", stored=STORED, note="Đo lại", as_of="14/09/2022")
    own.state_refusal = StateRefusal("Kỳ đã khóa.")
    assert own.unsaved_values == [("Số liệu", "5"), ("Không áp dụng", "có")]
    assert (own.state, own.status, own.state_text) == ("closed", 409, "Chưa lưu được. Kỳ đã khóa.")


@pytest.mark.parametrize(
    ("own", "state", "text"),
    [
        (form(), "", "Chưa nhập"),
        (form(stored=STORED), "saved", "đã lưu 09:00"),
        (form(stored=STORED | {"changed_at": moment(13, hour=8)}), "saved", "đã lưu 08:00 13/09/2022"),
        (form(stored={"not_applicable": True}), "saved", "đã lưu 09:00: không áp dụng"),
        (form(RATIO, stored={"numerator": Decimal(5)}), "saved", "đã lưu 09:00 – còn thiếu: Dân số"),
        (sent(numerator="abc"), "invalid", "Không hợp lệ – chưa lưu"),
    ],
)
def test_a_row_says_how_it_stands(own: FigureForm, state: str, text: str) -> None:
    with clock.at(moment(15)):
        assert (own.state, own.state_text) == (state, text)


@pytest.mark.parametrize(
    ("own", "place"),
    [
        (sent(numerator="abc"), "o-CT02-numerator"),
        (sent(numerator="5", as_of="hôm qua"), "o-CT02-as_of"),
        (sent(numerator="5"), "chi-tieu-7"),
        (form(), "chi-tieu-7"),
    ],
)
def test_the_first_mistake_is_where_one_is_taken(own: FigureForm, place: str) -> None:
    assert own.first_wrong_input == place


def test_what_a_browser_still_keeps_is_shown_beside_what_is_stored() -> None:
    drafts = {draft.name: (draft.label, draft.stored_text) for draft in form(RATIO, stored=STORED).drafts}
    assert drafts["CT02-numerator"] == ("Lương thực – Sản lượng", "4,5")
    assert drafts["CT02-denominator"] == ("Lương thực – Dân số", "")
    assert drafts["CT02-as_of"] == ("Lương thực – Số liệu đến ngày", "14/09/2022")
    assert drafts["CT02-not_applicable"] == ("Lương thực – Không áp dụng", "")
    assert "CT02-version" not in drafts
