"""The owner and the indicators that a programme's file names."""

from datetime import date

from chodon_thidua.lib.text import quote
from targets.enums import PlanStatus
from targets.models import Indicator, Plan
from targets.programme_file import ProgrammeFile, ProgrammeFileError, ProgrammeTargetRow
from units.models import Unit


def programme_owner(file: ProgrammeFile) -> Unit:
    """Returns the owner: the unit of that code that exists in the term, the earliest of several.

    Raises: ProgrammeFileError.
    """
    first, last = date(file.first_year, 1, 1), date(file.last_year, 12, 31)
    units = Unit.objects.valid_between(first, last).filter(code=file.owner)
    owner = min(units, key=lambda unit: unit.valid_from or date.min, default=None)
    if owner is None:
        years = f"{file.first_year}–{file.last_year}"
        raise ProgrammeFileError([f"Chương trình: không có đơn vị mã “{file.owner}” trong các năm {years}."])
    return owner


def chain_indicators(file: ProgrammeFile, owner: Unit, problems: list[str]) -> dict[str, Indicator]:
    """Returns by code of the target the indicator that it follows; adds a sentence for each that cannot be.

    Queries: 2.
    """
    numbers = {row.plan for row in file.targets}
    plans = list(Plan.objects.filter(document_number__in=numbers).select_related("owner").order_by("pk"))
    own_plans = {(plan.document_number, plan.year): plan for plan in plans if plan.owner == owner}
    indicators = {
        (indicator.plan_id, indicator.code): indicator
        for indicator in Indicator.objects.filter(plan__in=own_plans.values()).prefetch_related("parts")
    }
    result: dict[str, Indicator] = {}
    for row in file.targets:
        plan = own_plans.get((row.plan, row.plan_year))
        indicator = indicators.get((plan.pk, row.indicator)) if plan else None
        if problem := _plan_problem(row, owner, plan, plans) or _indicator_problem(row, indicator):
            problems.append(f"{row.where}: {problem}")
        elif indicator:
            result[row.code] = indicator
    return result


def _plan_problem(row: ProgrammeTargetRow, owner: Unit, plan: Plan | None, plans: list[Plan]) -> str:
    if plan is None:
        others = (other for other in plans if (other.document_number, other.year) == (row.plan, row.plan_year))
        other = next(others, None)
        return (
            f"kế hoạch {row.plan} năm {row.plan_year} là của {other.owner.name}, không phải của {owner.name}."
            if other
            else f"{owner.name} không có kế hoạch {row.plan} năm {row.plan_year}."
        )
    is_draft = plan.status == PlanStatus.DRAFT
    return f"kế hoạch {row.plan} năm {row.plan_year} đang soạn, chưa áp dụng." if is_draft else ""


def _indicator_problem(row: ProgrammeTargetRow, indicator: Indicator | None) -> str:
    if indicator is None:
        return f"kế hoạch {row.plan} năm {row.plan_year} không có chỉ tiêu {quote(row.indicator)}."
    if indicator.is_composite:
        return f"chỉ tiêu {row.indicator} gộp từ các chỉ tiêu con nên không có số; hãy nêu một chỉ tiêu con."
    return ""
