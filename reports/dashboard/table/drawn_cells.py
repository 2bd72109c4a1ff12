"""Cells of tables of indicators that are more than a text: the name with its link, the charts, the badge.

They are formatted here, for each stands in every row: a template would take longer for them than for all else on the
page. The badge alone has a template, which other pages share; it is rendered once for each status.
"""

from collections.abc import Callable, Mapping
from functools import cache

from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from reports.dashboard.table.bullet_drawing import bullet_drawing
from reports.dashboard.table.dashboard_row import DashboardRow
from reports.dashboard.table.status_change import StatusChange
from reports.dashboard.table.trend_line import trend_line
from reports.progress.texts.number_cells import gap_note
from targets.enums import Status

DrawnCells = Mapping[str, Callable[[DashboardRow], SafeString]]  # by key of the column

_NOTE = '<span class="cell-note">{}</span>'
_LINKED_NAME = '<th scope="row"{}><a class="link-quiet" href="{}?{}">{}</a>{}</th>'
_OPENING_NAME = (
    '<th scope="row"{css}><a class="link-quiet row-opener" id="mo-{pk}" href="{href}?{address}#mo-{pk}"'
    ' hx-get="{opening}?{address}" hx-target="#chi-tiet-{pk}" hx-swap="innerHTML" aria-controls="chi-tiet-{pk}"'
    ' aria-expanded="{expanded}"><svg class="icon" aria-hidden="true"><use href="{icons}#chevron-right"></use></svg>'
    '<span>{name} <span class="num-unit">({unit})</span></span></a>{note}</th>'
)
_STATUS_CHANGE = '<span class="cell-note" data-moved="{}">{}, {}: {}</span>'
_DIRECTIONS = {"better": "↑ tốt lên", "worse": "↓ xấu đi"}


def opening_cells(address: str) -> DrawnCells:
    """The cells of a table whose names open the detail of their row; `address` is the query string of its links."""
    closing, icons, badge = reverse("reports:dashboard"), static("vendor/icons.svg"), _badges()

    def name_cell(line: DashboardRow) -> SafeString:
        row = line.row
        opening = reverse("reports:dashboard_row", args=(row.code,))
        return format_html(
            _OPENING_NAME,
            css=_child_css(line),
            pk=row.indicator.pk,
            href=closing if line.is_open else opening,
            opening=opening,
            address=address,
            expanded="true" if line.is_open else "false",
            icons=icons,
            name=row.indicator.name,
            unit=row.indicator.unit_of_measure,
            note=_notes(line),
        )

    def status_cell(line: DashboardRow) -> SafeString:
        change = _status_change(line.status_change) if line.status_change else ""
        return format_html('<td class="judged">{} {}</td>', badge(line.row.status, line.status_label), change)

    return {"name": name_cell, "chart": _chart_cell, "trend": _trend_cell, "status": status_cell}


def linked_cells(address: str) -> DrawnCells:
    """The cells of a table whose names lead to the pages of their indicators."""
    badge = _badges()

    def name_cell(line: DashboardRow) -> SafeString:
        url = reverse("reports:indicator", args=(line.row.code,))
        return format_html(_LINKED_NAME, _child_css(line), url, address, line.row.indicator.name, _notes(line))

    def status_cell(line: DashboardRow) -> SafeString:
        return format_html("<td>{}</td>", badge(line.row.status, line.status_label))

    return {"name": name_cell, "status": status_cell}


def _badges() -> Callable[[Status, str], SafeString]:
    """Returns a function that draws the badge of a status with its label, each once."""

    @cache
    def badge(status: Status, label: str) -> SafeString:
        return render_to_string("partials/status.html", {"status": status, "label": label})

    return badge


def _child_css(line: DashboardRow) -> SafeString:
    return SafeString(' class="child"' if line.row.is_child else "")


def _notes(line: DashboardRow) -> SafeString:
    return format_html(f" {_NOTE}", line.notes) if line.notes else SafeString()


def _chart_cell(line: DashboardRow) -> SafeString:
    gap = format_html(_NOTE, gap_note(line.gap_text)) if line.gap_text else ""
    css = "cards-wide" if line.bullet or line.gap_text else "cards-hide"
    bullet = bullet_drawing(line.bullet, line.bullet_label, line.row.status) if line.bullet else ""
    return format_html('<td class="{}">{} {}</td>', css, bullet, gap)


def _trend_cell(line: DashboardRow) -> SafeString:
    return format_html('<td class="cards-hide">{}</td>', trend_line(line.trend, line.row.status) if line.trend else "")


def _status_change(change: StatusChange) -> SafeString:
    return format_html(_STATUS_CHANGE, change.direction, _DIRECTIONS[change.direction], change.period, change.label)
