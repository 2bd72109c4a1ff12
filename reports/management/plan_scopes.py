"""The plan, period and units that the options of a command name."""

from collections.abc import Sequence
from dataclasses import replace

from django.core.management.base import CommandError

from chodon_thidua.lib.text import normalise_line, quote
from reports.selectors.scope import PlanScope, scope_over
from targets.enums import PlanStatus
from targets.models import Plan


def issued_plan(reference: str, year: int | None) -> Plan:
    """The one plan of this number, or id, that is not a draft.

    Raises: CommandError.
    """
    plans = Plan.objects.select_related("owner").exclude(status=PlanStatus.DRAFT)
    matches = list(plans.filter(document_number=reference, **({"year": year} if year else {})))
    number = normalise_line(reference)
    if not matches and number.isascii() and number.isdigit():
        matches = list(plans.filter(pk=int(number)))
    if len(matches) == 1:
        return matches[0]
    of_year = f" năm {year}" if year else ""
    if not matches:
        raise CommandError(f"Không có kế hoạch đã ban hành nào mang số (hoặc mã) {quote(reference)}{of_year}.")
    plan_texts = "; ".join(f"{plan.year} của {plan.owner} (--plan {plan.pk})" for plan in matches)
    raise CommandError(
        f"Có nhiều kế hoạch mang số {quote(reference)}{of_year}: {plan_texts}. Hãy thêm --year hoặc dùng mã."
    )


def plan_scopes(plan: Plan, ordinal: int, codes: Sequence[str]) -> list[PlanScope]:
    """The period and the units, among all that the plan's owner sees.

    Raises: CommandError.
    """
    scope = scope_over(plan.owner, plan.pk, ordinal)
    if scope is None:
        raise CommandError(f"{plan} không có kỳ {ordinal}.")
    if not codes:
        return [scope]
    day = scope.period.ends_on
    matches = {code: scope.visible_units.by_code(code, day, scope.period.starts_on) for code in codes}
    for code, unit in matches.items():
        if unit is None:
            raise CommandError(f"Không có đơn vị mang mã “{code}” thuộc {plan.owner} ngày {day:%d/%m/%Y}.")
    return [replace(scope, unit=unit) for unit in matches.values() if unit]
