from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from reports.services.rollup_parts.rollup_checks import rollup_differences, rollups_out_of_date
from reports.services.rollup_parts.rollup_extent import units_rolled_up
from reports.services.rollups import rollup_rebuild
from targets.models import Plan


class Command(BaseCommand):
    help = "Make the totals up the tree of units anew, after units, mergers or plans were loaded; or check them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--plan", type=int, help="id of one plan; by default all of them")
        parser.add_argument("--check", action="store_true", help="change nothing; name what is not as it should be")

    def handle(self, *args: Any, plan: int | None, check: bool, **options: Any) -> None:
        plans = Plan.objects.select_related("owner").order_by("year", "pk")
        selection = list(plans if plan is None else plans.filter(pk=plan))
        if plan is not None and not selection:
            raise CommandError(f"Không có kế hoạch mã {plan}.")
        steps = [(selected_plan, unit) for selected_plan in selection for unit in units_rolled_up(selected_plan)]
        rows, differences = 0, []
        for selected_plan, unit in tqdm(steps, desc="Tổng hợp", unit=" đơn vị", disable=None):
            if check:
                differences += rollup_differences(plan=selected_plan, unit=unit)
            else:
                rows += rollup_rebuild(plan=selected_plan, unit=unit)
        for difference in differences:
            self.stdout.write(str(difference))
        if differences:
            raise CommandError(f"{len(differences)} chỗ sai lệch. Chạy lại lệnh không có --check để tổng hợp lại.")
        if check and (stale_count := sum(map(rollups_out_of_date, selection))):
            # Stale totals are not read: pages compute from the figures instead.
            self.stdout.write(f"{stale_count} đơn vị chờ tổng hợp lại vì đơn vị, kỳ hoặc số gốc đã đổi; số vẫn đúng.")
        result_text = "không có sai lệch" if check else f"đã ghi {rows} dòng"
        self.stdout.write(f"{len(selection)} kế hoạch, {len(steps)} đơn vị có cấp dưới: {result_text}.")
