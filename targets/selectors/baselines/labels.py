"""The headings and least values of last year's numbers."""

from collections.abc import Iterable
from decimal import Decimal

from targets.enums import SPAN_LABELS, OverTime, PartRole
from targets.models import Indicator, IndicatorPart
from targets.selectors.plan_periods import PlanView


def ordinal_headings(view: PlanView) -> dict[int, str]:
    """Returns the span of each number by ordinal: “Đến hết Quý II”, “Cả năm”."""
    return {o: name if o == view.rhythm.final else f"Đến hết {name}" for o, name in view.period_names.items()}


def number_labels(indicator: Indicator, parts: Iterable[IndicatorPart]) -> dict[str, str]:
    """Returns the subject of each number: “Sản lượng lương thực (tấn), lũy kế từ đầu năm”."""
    by_role = {
        PartRole(part.role): f"{part.label} ({part.unit_of_measure}), {SPAN_LABELS[OverTime(part.over_time)].to_date}"
        for part in parts
    }
    if not indicator.has_denominator:
        recognition_label = f"Số được công nhận ({indicator.unit_of_measure}), {SPAN_LABELS[OverTime.SUM].to_date}"
        return {"value": by_role.get(PartRole.NUMERATOR, recognition_label)}
    published_label = f"Hoặc chỉ mức đã công bố ({indicator.unit_of_measure})"
    return {role.lower(): by_role[role] for role in PartRole if role in by_role} | {"value": published_label}


def minimums_of(parts: Iterable[IndicatorPart]) -> dict[str, Decimal | None]:
    """The least that each number may be; a value is held to that of its numerator."""
    minimums = {part.role.lower(): part.minimum for part in parts}
    return minimums | {"value": minimums.get("numerator")}
