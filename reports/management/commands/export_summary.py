from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.excel.files import whole_file
from reports.excel.summary import summary_file
from reports.selectors.addresses import Scope
from reports.selectors.overview import overview
from reports.services.exports import summary_export_record
from targets.enums import PlanStatus
from targets.models import Plan
from targets.selectors import plan_view
from units.sight import sight_over


def workbook_path(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() != ".xlsx":
        raise ArgumentTypeError(f"tên tệp phải kết thúc bằng .xlsx: {text}")
    return path


class Command(BaseCommand):
    help = "Write the summary of a plan at a period (Biểu 01) into a workbook, as the page /xuat/ does."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=workbook_path, help="the workbook to write; an older one is replaced")
        parser.add_argument("--plan", required=True, help="document number, for example 15/KH-UBND, or id")
        parser.add_argument("--year", type=int, help="where several plans have the number")
        parser.add_argument("--period", type=int, required=True, choices=range(1, 6), help="1-4, or 5 for the year")
        parser.add_argument("--unit", default="", help="code of the unit; by default the one that issued the plan")
        parser.add_argument("--pending", action="store_true", help="count reports that wait for review too")

    def handle(
        self,
        *args: Any,
        file: Path,
        plan: str,
        year: int | None,
        period: int,
        unit: str,
        pending: bool,
        **options: Any,
    ) -> None:
        scope = _scope(_plan(plan, year), period, unit)
        result = overview(scope.sight, scope.view, scope.period, scope.unit, pending=pending)
        try:
            with whole_file(file, summary_file(result)):
                summary_export_record(actor=None, result=result, field=None, file=file.name)
        except OSError as error:
            raise CommandError(f"Không ghi được tệp {file}: {error.strerror}.") from error
        data = "gồm số liệu chờ duyệt" if pending else "số liệu đã duyệt"
        self.stdout.write(f"Đã ghi {file}: {result.scope}, {result.period}, {result.total} chỉ tiêu, {data}.")


def _plan(named: str, year: int | None) -> Plan:
    """The one plan of this number, or id, that is not a draft.

    Raises: CommandError.
    """
    plans = Plan.objects.select_related("owner").exclude(status=PlanStatus.DRAFT)
    found = list(plans.filter(document_number=named, **({"year": year} if year else {})))
    if not found and named.isascii() and named.isdigit():
        found = list(plans.filter(pk=int(named)))
    if len(found) == 1:
        return found[0]
    of_year = f" năm {year}" if year else ""
    if not found:
        raise CommandError(f"Không có kế hoạch đã ban hành nào mang số (hoặc mã) “{named}”{of_year}.")
    listed = "; ".join(f"{one.year} của {one.owner} (--plan {one.pk})" for one in found)
    raise CommandError(f"Có nhiều kế hoạch mang số “{named}”{of_year}: {listed}. Hãy thêm --year hoặc dùng mã.")


def _scope(plan: Plan, ordinal: int, code: str) -> Scope:
    """The period and the unit, among all that the plan's owner sees.

    Raises: CommandError.
    """
    sight = sight_over(plan.owner)
    view = plan_view(sight, plan_id=plan.pk)
    period = view.period(ordinal) if view else None
    if view is None or period is None:
        raise CommandError(f"{plan} không có kỳ {ordinal}.")
    unit = sight.by_code(code, period.ends_on) if code else plan.owner
    if unit is None:
        raise CommandError(f"Không có đơn vị mang mã “{code}” thuộc {plan.owner} ngày {period.ends_on:%d/%m/%Y}.")
    return Scope(sight, view, period, unit)
