"""The cells of tables of indicators that are drawn: links, charts and badges, with every text escaped."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.template.loader import render_to_string
from lxml import html

from reports.dashboard.charts.bullet import bullet_chart
from reports.dashboard.table.dashboard_row import DashboardRow
from reports.dashboard.table.drawn_cells import DrawnCells, linked_cells, opening_cells
from reports.dashboard.table.status_change import StatusChange
from targets.enums import STATUS_LABELS, Status
from tests.reports.pages import visible_text

EVIL = "Tăng <b>5</b> & “hơn”"


def dashboard_row(status: Status = Status.BEHIND, *, is_child: bool = False, gap: str = "", **changes: Any) -> Any:
    """A row as far as cells look at it."""
    row = SimpleNamespace(
        code="CT<1>",
        indicator=SimpleNamespace(pk=7, name=EVIL, unit_of_measure="ha"),
        status=status,
        is_child=is_child,
        assessment=None,
    )
    values = {"notes": "", "bullet": None, "bullet_label": "", "status_change": None, "is_open": False} | changes
    return SimpleNamespace(row=row, status_label=STATUS_LABELS[status], gap_text=gap, **values)


def cell(cells: DrawnCells, key: str, line: DashboardRow) -> html.HtmlElement:
    table: html.HtmlElement = html.fromstring(f"<table><tr>{cells[key](line)}</tr></table>")
    return table.xpath(".//td | .//th")[0]


@pytest.mark.parametrize("cells", [opening_cells("ky=2&nam=2022"), linked_cells("ky=2&nam=2022")])
def test_names_are_escaped_and_their_notes_stand_apart(cells: DrawnCells) -> None:
    name = cell(cells, "name", dashboard_row(notes="số Quý I <cũ>"))
    assert visible_text(name).replace(" (ha)", "") == f"{EVIL} số Quý I <cũ>"
    assert name.xpath("span[@class='cell-note']")
    assert not name.xpath(".//b")


@pytest.mark.parametrize(("is_child", "css"), [(True, "child"), (False, None)])
@pytest.mark.parametrize("cells", [opening_cells(""), linked_cells("")])
def test_children_of_a_composite_are_set_in(cells: DrawnCells, is_child: bool, css: str | None) -> None:
    assert cell(cells, "name", dashboard_row(is_child=is_child)).get("class") == css


def test_a_name_opens_its_row_with_the_choices_of_the_page() -> None:
    (link,) = cell(opening_cells("ky=2&tim=%22x"), "name", dashboard_row()).xpath("a")
    assert link.get("href") == "/tong-quan/CT%3C1%3E/?ky=2&tim=%22x#mo-7"
    assert link.get("hx-get") == "/tong-quan/CT%3C1%3E/?ky=2&tim=%22x"
    assert (link.get("id"), link.get("hx-target"), link.get("aria-expanded")) == ("mo-7", "#chi-tiet-7", "false")


def test_the_name_of_an_open_row_closes_it() -> None:
    (link,) = cell(opening_cells("ky=2"), "name", dashboard_row(is_open=True)).xpath("a")
    assert (link.get("href"), link.get("aria-expanded")) == ("/tong-quan/?ky=2#mo-7", "true")


def test_a_name_leads_to_the_page_of_its_indicator() -> None:
    (link,) = cell(linked_cells("ky=2"), "name", dashboard_row()).xpath("a")
    assert link.get("href") == "/chi-tieu/CT%3C1%3E/?ky=2"


@pytest.mark.parametrize("status", Status)
def test_badges_are_those_of_every_other_page(status: Status) -> None:
    badge = html.fromstring(
        render_to_string("partials/status.html", {"status": status, "label": STATUS_LABELS[status]})
    )
    for cells in (opening_cells(""), linked_cells("")):
        drawn = cell(cells, "status", dashboard_row(status)).xpath("span")[0]
        assert html.tostring(drawn, with_tail=False) == html.tostring(badge, with_tail=False)


@pytest.mark.parametrize(
    ("direction", "words"), [("better", "↑ tốt lên, Quý I: chậm"), ("worse", "↓ xấu đi, Quý I: chậm")]
)
def test_a_change_of_the_status_is_told_in_words(direction: str, words: str) -> None:
    change = StatusChange(direction, "Quý I", "chậm")
    status = cell(opening_cells(""), "status", dashboard_row(status_change=change))
    (note,) = status.xpath("span[@data-moved]")
    assert (note.get("data-moved"), visible_text(note)) == (direction, words)
    assert not cell(linked_cells(""), "status", dashboard_row(status_change=change)).xpath("span[@data-moved]")


@pytest.mark.parametrize("expected", [Decimal(50), None])
def test_a_chart_has_its_words_and_a_tick_where_something_is_expected(expected: Decimal | None) -> None:
    bullet = bullet_chart(Decimal(40), expected, Decimal(100))
    assert bullet
    chart = cell(opening_cells(""), "chart", dashboard_row(bullet=bullet, bullet_label=f"Đạt {EVIL}"))
    (svg,) = chart.xpath("svg")
    assert svg.get("aria-label") == f"Đạt {EVIL}"
    assert svg.get("class") == "bullet st-BEHIND"
    ticks = [line.get("class") for line in svg.xpath("line")]
    assert ticks == (["bullet-expected", "bullet-target"] if expected else ["bullet-target"])
    assert svg.xpath("rect[@class='bullet-actual']/@width") == [bullet.actual_width]


@pytest.mark.parametrize(("gap", "css", "text"), [("", "cards-hide", ""), ("−3", "cards-wide", "chênh −3")])
def test_without_a_chart_the_difference_stands_alone(gap: str, css: str, text: str) -> None:
    chart = cell(opening_cells(""), "chart", dashboard_row(gap=gap))
    assert (chart.get("class"), visible_text(chart)) == (css, text)
    assert not chart.xpath("svg")
