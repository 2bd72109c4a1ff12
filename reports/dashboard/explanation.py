"""“Vì sao?”: the inputs of an assessment and the rule that held, in plain words."""

from collections.abc import Iterator
from dataclasses import dataclass

from chodon_thidua.lib.numbers import format_number, format_percent
from reports.progress.assessment_text import (
    Cells,
    cells_of,
    coverage_label,
    coverage_text,
    estimate_coverage,
    expected_text,
    rule_sentence,
)
from reports.progress.overview import Overview, Row
from targets.calculation.aggregate import Tally
from targets.calculation.assessment import Assessment
from targets.calculation.types import Spec
from targets.enums import REASON_LABELS, STATUS_LABELS, BaselineKind, Basis, Measure


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    text: str


def facts(result: Overview, row: Row) -> Iterator[Fact]:
    """What was compared with what, in the order in which one would explain it."""
    judged, cells = row.assessment, cells_of(row.assessment)
    spec, calendar = judged.spec, result.structure
    if spec.measure == Measure.ALL_OF:
        yield Fact("Cách đánh giá", "Đạt khi mọi chỉ tiêu con đều đạt; trước khi chốt năm lấy chỉ tiêu con kém nhất.")
        yield Fact("Hiện nay", cells.actual.text)
        for child in row.children:
            yield Fact(child.indicator.name, f"{STATUS_LABELS[child.status]}. {_reason(child)}".strip())
    else:
        yield from _shown(
            (f"Lũy kế đến {result.period.name}", cells.actual.text and _amount(cells.actual.text, spec)),
            *_change(cells, spec, calendar.last_years),
            (f"Kế hoạch năm {calendar.years}", cells.target.text and _target(result, row, cells)),
            ("Cần có đến kỳ này", _expected(judged)),
            ("Phép so sánh", rule_sentence(judged) if judged.goal else ""),
            ("So với kế hoạch", cells.percent.text and f"{cells.percent.text} %"),
            ("Chênh lệch so với kế hoạch", cells.gap.text),
            ("Dự báo theo tiến độ", cells.projection.text and f"{_amount(cells.projection.text, spec)} cả năm"),
            ("Đơn vị ước cả năm", cells.estimate.text and _amount(cells.estimate.text, spec)),
            ("Đơn vị đã ước cả năm", estimate_coverage(judged)),
        )
    lead = row.indicator.lead
    yield from _shown(
        ("Chủ trì", lead.name if lead else ""),
        (coverage_label(pending=result.pending), coverage_text(judged)),
        ("Lấy từ", _source_periods(result, judged.tally)),
        ("Ngưỡng của kế hoạch", _thresholds(result) if judged.goal and judged.goal.is_floor else ""),
    )
    yield Fact("Kết luận", f"{STATUS_LABELS[row.status]}. {_reason(row)}".strip())


def _shown(*pairs: tuple[str, str]) -> Iterator[Fact]:
    return (Fact(label, text) for label, text in pairs if text)


def _reason(row: Row) -> str:
    return REASON_LABELS[row.assessment.reason] if row.assessment.reason else ""


def _amount(text: str, spec: Spec, *, points: bool = False) -> str:
    """“577 ha”, “80,5 %”; the size of a change of a rate is in points."""
    if points and spec.basis != Basis.LEVEL and spec.is_rate:
        return f"{text} điểm"
    return f"{text} {spec.unit_of_measure}"


def _expected(judged: Assessment) -> str:
    """“90 ha”, “giảm 2 điểm”; “giảm” where any fall will do."""
    text = expected_text(judged)
    return _amount(text, judged.spec, points=True) if text[-1:].isdigit() else text


def _change(cells: Cells, spec: Spec, last_years: str) -> Iterator[tuple[str, str]]:
    """For a fall or a rise what it starts from, and its size."""
    if spec.basis == Basis.LEVEL:
        return
    at = "cùng kỳ năm" if spec.baseline_kind == BaselineKind.SAME_PERIOD else "cuối năm"
    yield f"Số gốc ({at} {last_years})", cells.baseline.text and _amount(cells.baseline.text, spec)
    word = "Mức giảm" if spec.basis == Basis.FALL else "Mức tăng"
    yield word, cells.achievement.text and _amount(cells.achievement.text, spec, points=True)


def _target(result: Overview, row: Row, cells: Cells) -> str:
    spec = row.assessment.spec
    text = cells.target.text if spec.basis != Basis.LEVEL else _amount(cells.target.text, spec)
    given = result.allocated(row.indicator)
    if given:
        text += f" (đã giao {format_number(given[0], 6)}/{format_number(given[1], 6)})"
    return text


def _source_periods(result: Overview, tally: Tally) -> str:
    """Which periods' figures the value is made of."""
    names = result.structure.period_names
    if not tally.oldest or not tally.newest:
        return ""
    if tally.oldest < tally.newest:
        return f"Số liệu đến {names[tally.newest]}; phần cũ nhất là số {names[tally.oldest]}"
    return f"Số liệu đến {names[tally.newest]}"


def _thresholds(result: Overview) -> str:
    plan = result.plan
    return (
        f"“Cần chú ý” từ {format_percent(plan.at_risk_above)} % mức cần có; "
        f"“Vượt” khi trên {format_percent(plan.exceeded_above)} % kế hoạch"
    )
