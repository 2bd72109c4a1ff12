"""The texts of a target over several years: its numbers, the state of its years, and what they leave open."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from chodon_thidua.lib.numbers import format_percent
from reports.progress.programmes.programme_results import ProgrammeResult
from reports.progress.programmes.term_years import YearResult
from reports.progress.texts.number_cells import NumberCell, achievement_cell, band_cell, distance_cell
from targets.calculation.types import IndicatorRules
from targets.enums import BASIS_LABELS, OVER_YEARS_LABELS, OverYears, Status
from targets.target_text import goal_text

MEANS = (OverYears.AVERAGE, OverYears.GROWTH)
MEAN_DECIMALS = 2  # a mean of 15,95 must not read 16
TYPED, MISSING, TO_COME, NOT_DUE, NOT_CLOSED, CLOSED = (
    "Số trước khi dùng phần mềm",
    "Thiếu số liệu",
    "Chưa đến",
    "Chưa đến kỳ có số liệu",
    "Tạm tính, chưa chốt năm",
    "Đã chốt năm",
)


@dataclass(frozen=True, slots=True)
class ProgrammeCells:
    """The number cells of one target, named as those of an indicator."""

    target: NumberCell
    expected: NumberCell
    actual: NumberCell
    percent: NumberCell
    gap: NumberCell


def programme_cells(result: ProgrammeResult) -> ProgrammeCells:
    assessment, spec = result.assessment, term_spec(result)
    goal, percent, gap = assessment.goal, assessment.percent_shown, assessment.gap
    has_expected = assessment.status not in (Status.NOT_DUE, Status.NOT_ASSESSED)
    return ProgrammeCells(
        target=NumberCell(goal_text(spec, goal), goal.middle) if goal else NumberCell(),
        expected=level_cell(assessment.expected, assessment.expected_upper, spec) if has_expected else NumberCell(),
        actual=achievement_cell(assessment.value, spec),
        percent=NumberCell() if percent is None else NumberCell(format_percent(percent), percent),
        gap=distance_cell(gap, spec) if gap is not None and percent is None else NumberCell(),
    )


def level_cell(lower: Decimal | None, upper: Decimal | None, spec: IndicatorRules) -> NumberCell:
    """The level to be reached; of a band both ends."""
    return achievement_cell(lower, spec) if lower is None or upper is None else band_cell(lower, upper, spec)


def term_spec(result: ProgrammeResult) -> IndicatorRules:
    """Returns the rules with the decimals of the term's own value, which a mean has more of."""
    spec = result.spec
    return replace(spec, decimals=max(spec.decimals, MEAN_DECIMALS)) if result.way in MEANS else spec


def year_cell(result: ProgrammeResult, year: int) -> NumberCell:
    """Returns the number of one year; empty outside the term and without a number."""
    own = next((each for each in result.years if each.year == year), None)
    return achievement_cell(own.term_year.value, result.spec) if own else NumberCell()


def way_text(result: ProgrammeResult) -> str:
    """“cộng các năm”; of yearly falls and rises what is added up."""
    word = f"{BASIS_LABELS[result.spec.basis].lower()}: " if result.spec.basis.is_change else ""
    return f"{word}{OVER_YEARS_LABELS[result.way]}"


def year_state(year: YearResult) -> str:
    """Returns where the number of a year comes from: “Đã chốt năm”, “Lũy kế đến Quý III”."""
    term_year = year.term_year
    if year.earlier_figure:
        return TYPED
    if term_year.value is None:
        if not term_year.share:
            return NOT_DUE if year.assessment else TO_COME
        return MISSING if term_year.is_over else "Chưa có số liệu"
    if term_year.is_closed:
        return CLOSED
    if year.assessment and year.assessment.provisional:
        return NOT_CLOSED
    return f"Lũy kế đến {year.period.name}" if year.period else ""


def programme_notes(result: ProgrammeResult) -> Iterator[str]:
    """Yields what the value does not say by itself: years that are missing, left out, not over, or older."""
    assessment = result.assessment
    if assessment.missing:
        yield f"Thiếu số của năm {_years(assessment.missing)}; năm thiếu không được coi là 0."
    if assessment.left_out:
        yield f"Không tính năm {_years(assessment.left_out)}: theo chuẩn hoặc đơn vị tính khác."
    counted = assessment.counted
    known = [year for year in result.years if year.term_year.counts]
    if result.way in MEANS and (running := [year.year for year in known if year.year not in counted]):
        yield f"Năm {_years(running)} chưa hết nên chưa tính vào bình quân."
    current = assessment.current
    if result.way == OverYears.LAST and counted and current and counted[-1] < current.year:
        yield f"Giá trị là số của năm {counted[-1]}."
    for year in known:
        if year.year in counted and not year.term_year.is_closed:
            yield f"Năm {year.year}: {_lower(year_state(year))}."
    yield from _source_notes(result.years)


def _source_notes(years: Iterable[YearResult]) -> Iterator[str]:
    by_source: dict[str, list[int]] = {}
    for year in years:
        if year.earlier_figure and year.earlier_figure.source:
            by_source.setdefault(year.earlier_figure.source.removesuffix("."), []).append(year.year)
    for source, own_years in by_source.items():
        yield f"Nguồn năm {_years(own_years)}: {source}."


def _years(years: Iterable[int]) -> str:
    return ", ".join(map(str, years))


def _lower(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"
