"""Targets and allocations by Excel: the page of one plan."""

from collections.abc import Iterator
from datetime import datetime

from reports.intake.kit.reading import WorkbookIntake
from reports.intake.page import PlanIntakePage
from reports.intake.services import targets_import
from reports.intake.targets.reader import ProposedTarget, TargetReader
from reports.intake.targets.template import target_template
from targets.models import Indicator
from targets.selectors.allocations.unit_targets import unit_targets
from targets.services.targets import Changes


class TargetIntakePage(PlanIntakePage[ProposedTarget]):
    """The targets of a plan, for its coordinator."""

    name = "target_book"
    title = "Giao chỉ tiêu từ Excel"
    preview = "reports/intake/targets_preview.html"
    file_title = "Mẫu chỉ tiêu giao"
    list_page = "targets:targets"
    list_label = "Về chỉ tiêu và phân bổ"
    lead = (
        "Mẫu gồm mọi chỉ tiêu với chỉ tiêu chung và mức giao cho từng đơn vị, có sẵn giá trị đang lưu. Chỉ nhập vào ô "
        "nền vàng; để trống giá trị thì đơn vị chỉ nhập số liệu."
    )

    def reader(self) -> TargetReader:
        return TargetReader(self.view, unit_targets(self.view))

    def template_file(self, at: datetime) -> bytes:
        return target_template(self.view, unit_targets(self.view), by=self.user.full_name, at=at)

    def write(self, intake: WorkbookIntake[ProposedTarget], reason: str) -> int:
        changes = _changes_by_indicator(intake)
        return targets_import(
            plan=self.view.plan, changes_by_indicator=changes, actor=self.user, reason=reason, intake=intake
        )


def _changes_by_indicator(intake: WorkbookIntake[ProposedTarget]) -> Iterator[tuple[Indicator, Changes]]:
    for indicator, changes in intake.groups:
        rows = ((change.assignment, change.new_values) for change in changes)
        yield indicator, {assignment.unit: (assignment.values, new_values) for assignment, new_values in rows}
