"""The workbook of targets and allocations as it looks, for whoever writes it and whoever reads it back.

A row for each indicator and unit that is asked for something; the plan owner's row is the headline.
"""

from collections.abc import Iterator
from typing import Any

from reports.intake.kit.columns import InputKind, TemplateColumn
from reports.intake.kit.template_layout import TemplateLayout
from targets.enums import COMPARATOR_SIGNS, Comparator
from targets.selectors.allocations.unit_targets import UnitTarget
from targets.services import TargetValues
from targets.target_text import SECOND_LABEL

DATA = "Chỉ tiêu giao"
SIGNS = {COMPARATOR_SIGNS[comparator]: comparator for comparator in Comparator}
YES, NO = "Có", "Không"
LAYOUT = TemplateLayout(
    kind="chi-tieu",
    version="2",
    subject="chỉ tiêu giao",
    sheet=DATA,
    columns=(
        TemplateColumn("key", "Mã ẩn", 4),
        TemplateColumn("code", "Mã", 8),
        TemplateColumn("name", "Chỉ tiêu", 38, is_wrapped=True),
        TemplateColumn("unit", "Đơn vị", 30, is_wrapped=True),
        TemplateColumn("measure", "Giá trị là", 24, is_wrapped=True),
        TemplateColumn("comparator", "Phép so sánh", 10, InputKind.TEXT, choices=tuple(SIGNS)),
        TemplateColumn("value", "Giá trị", 14, InputKind.NUMBER),
        TemplateColumn("second", SECOND_LABEL, 16, InputKind.NUMBER),
        TemplateColumn("reports", "Nhập số liệu", 10, InputKind.TEXT, choices=(YES, NO)),
    ),
    key_pattern="(?P<identity>[0-9]+-[0-9]+)(?P<state>)-(?P<mark>[^-]*)",  # indicator, unit
    scrolled_from="measure",
)


def identity_of(row: UnitTarget) -> str:
    return f"{row.indicator.pk}-{row.unit.pk}"


def contents_of(values: TargetValues) -> dict[str, Any]:
    """The input cells of a row that asks for this."""
    return {
        "comparator": COMPARATOR_SIGNS[values.comparator] if values.comparator else "",
        "value": values.level,
        "second": values.second,
        "reports": YES if values.reports else NO,
    }


def label_texts(row: UnitTarget) -> Iterator[tuple[str, str]]:
    """The texts by which people know the row, by the key of the column."""
    yield "code", row.indicator.code
    yield "name", row.name
    yield "unit", f"Chỉ tiêu chung – {row.unit.name}" if row.is_owner else row.unit.name
    yield "measure", row.level_label
