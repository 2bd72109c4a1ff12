"""The workbook of figures as it looks, for whoever writes it and whoever reads it back.

A row for each unit and indicator.
"""

from dataclasses import replace

from reports.intake.figures.entry_sheet import EntrySheet
from reports.intake.figures.template_line import TemplateLine
from reports.intake.kit.columns import SOURCE_LIMIT, InputKind, TemplateColumn
from reports.intake.kit.template_layout import TemplateLayout

DATA = "Số liệu"
ALL_UNITS = "tat-ca"
NOTHING, NOT_APPLICABLE = "Không phát sinh", "Không áp dụng"
SITUATIONS = (NOTHING, NOT_APPLICABLE)
SOURCE_ERROR = (
    "Nguồn quá dài",
    f"Nguồn số liệu không quá {SOURCE_LIMIT.longest} ký tự; phần dài hơn ghi ở cột “Ghi chú”.",
)
LAYOUT = TemplateLayout(
    kind="",
    version="2",
    subject="số liệu báo cáo",
    sheet=DATA,
    columns=(
        TemplateColumn("key", "Mã ẩn", 4),
        TemplateColumn("unit", "Đơn vị", 16, is_wrapped=True),
        TemplateColumn("report", "Báo cáo", 11),
        TemplateColumn("code", "Mã", 7),
        TemplateColumn("name", "Chỉ tiêu", 34, is_wrapped=True),
        TemplateColumn("measure", "ĐVT", 10, is_wrapped=True),
        TemplateColumn("numerator_label", "Số phải nhập", 24, is_wrapped=True),
        TemplateColumn("numerator", "Số liệu", 12, InputKind.NUMBER),
        TemplateColumn("denominator_label", "Mẫu số phải nhập", 20, is_wrapped=True),
        TemplateColumn("denominator", "Mẫu số", 12, InputKind.NUMBER),
        TemplateColumn("situation", "Tình trạng", 15, InputKind.CHOICE, choices=SITUATIONS),
        TemplateColumn("full_year_estimate", "Ước cả năm", 11, InputKind.NUMBER),
        TemplateColumn("as_of", "Số liệu đến ngày", 12, InputKind.DATE),
        TemplateColumn(
            "source", "Nguồn", 20, InputKind.TEXT, is_wrapped=True, limit=replace(SOURCE_LIMIT, error=SOURCE_ERROR)
        ),
        TemplateColumn("note", "Ghi chú", 26, InputKind.TEXT, is_wrapped=True),
        TemplateColumn("before_numerator", "{before}: số liệu", 11, is_number=True),
        TemplateColumn("before_denominator", "{before}: mẫu số", 11, is_number=True),
        TemplateColumn("same_numerator", "Cùng kỳ {year}, lũy kế: số liệu", 11, is_number=True),
        TemplateColumn("same_denominator", "Cùng kỳ {year}, lũy kế: mẫu số", 11, is_number=True),
    ),
    key_pattern="(?P<identity>[0-9]+-[0-9]+)-(?P<state>[0-9]+)-(?P<mark>[^-]*)",  # unit, indicator; version
    scrolled_from="numerator_label",
    heading_lines=3,
)


def layout_of(sheet: EntrySheet) -> TemplateLayout:
    """The layout with the period before and the last year in its headings."""
    before = sheet.view.name_before(sheet.period, first="Kỳ trước")
    return LAYOUT.with_headings(before=before, year=sheet.view.last_years)


def stamp_of(sheet: EntrySheet) -> dict[str, str]:
    scope = str(sheet.scope.pk) if sheet.scope else ALL_UNITS
    return LAYOUT.stamp(sheet.view.plan.pk, period=str(sheet.period.ordinal), scope=scope)


def identity_of(line: TemplateLine) -> str:
    return f"{line.unit.pk}-{line.indicator.pk}"
