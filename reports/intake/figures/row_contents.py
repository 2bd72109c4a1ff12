"""The cells of a row as its template shows them, and which of them take no input."""

from decimal import Decimal
from typing import Any

from chodon_thidua.lib.files.cell_text import plain_text
from chodon_thidua.lib.state_names import states_listing, value_text
from reports.intake.figures.earlier_figures import EarlierFigures
from reports.intake.figures.layout import NOT_APPLICABLE, NOTHING
from reports.intake.figures.template_line import TemplateLine
from reports.models import LONGEST_WORDS
from reports.services.figure_values import figure_values
from targets.enums import SPAN_LABELS, OverTime, PartRole

UNCOMPARED_WORDS = ("before_denominator", "same_numerator", "same_denominator")


def contents_of(line: TemplateLine, *, is_final: bool) -> dict[str, Any]:
    """Returns what is stored, as the input cells of the row show it."""
    values = figure_values(line.figure)
    situation = NOT_APPLICABLE if values.not_applicable else ""
    if line.is_recognition and not line.decisions and values.numerator == 0:
        situation = NOTHING
    return {
        "numerator": plain_text(values.text_value) if line.indicator.has_text else values.numerator,
        "denominator": values.denominator if line.is_ratio else None,
        "situation": situation,
        "full_year_estimate": None if is_final or line.indicator.is_in_words else values.full_year_estimate,
        "as_of": values.as_of,
        "source": plain_text(values.source),
        "note": plain_text(values.note),
    }


def in_words(line: TemplateLine, contents: dict[str, Any]) -> dict[str, Any]:
    """Returns the cells with the names of states in place of their numbers."""
    states = line.indicator.states
    return {
        key: value_text(value, states) if states and isinstance(value, Decimal) else value
        for key, value in contents.items()
    }


def locked_inputs(line: TemplateLine, *, is_final: bool) -> set[str]:
    """The input columns that the row does not take."""
    locked = {"numerator"} if line.is_recognition else set()
    if not line.is_ratio:
        locked.add("denominator")
    return locked | ({"full_year_estimate"} if is_final or line.indicator.is_in_words else set())


def comparison_numbers(earlier: EarlierFigures, line: TemplateLine) -> dict[str, Decimal | str | None]:
    """The numbers in the columns to compare with: the quarter before, and the same period of last year."""
    if line.indicator.has_text:
        return {**dict.fromkeys(UNCOMPARED_WORDS), "before_numerator": plain_text(earlier.words(line)) or None}
    before, same_period = earlier.parts(line), earlier.same_period(line)
    return {
        "before_numerator": before.get(PartRole.NUMERATOR),
        "before_denominator": before.get(PartRole.DENOMINATOR) if line.is_ratio else None,
        "same_numerator": same_period.get(PartRole.NUMERATOR),
        "same_denominator": same_period.get(PartRole.DENOMINATOR),
    }


def part_labels(line: TemplateLine, *, is_final: bool) -> dict[str, str]:
    """The name of each number: “Sản lượng lương thực (tấn), trong kỳ”."""
    if line.is_recognition:
        return {"numerator": f"{line.indicator.unit_of_measure}: tính theo danh sách quyết định"}
    if line.indicator.has_text:
        return {"numerator": f"{line.indicator.name}: nội dung bằng lời, tối đa {LONGEST_WORDS} ký tự"}
    if line.indicator.has_states:
        return {"numerator": f"{line.indicator.name}: một trong {states_listing(line.indicator.states)}"}
    spans = {over_time: labels.entered(is_final=is_final) for over_time, labels in SPAN_LABELS.items()}
    return {
        role.lower(): f"{part.label} ({part.unit_of_measure}), {spans[OverTime(part.over_time)]}"
        for role in PartRole
        if (part := line.parts.get(role))
    }
