"""The columns of tables of indicators: declared once, headed on screen and on paper from there."""

import pytest
from django.test import Client

from reports.dashboard.table.indicator_table import DASHBOARD_COLUMNS, LIST_COLUMNS
from reports.meeting.documents import read_documents
from reports.progress.indicator_columns import INDICATOR_COLUMNS
from reports.selectors.scope import plan_scope
from tests.reports.builders import SampleOffice
from tests.reports.pages import page, visible_text
from units.models import User


@pytest.mark.parametrize(("path", "layout"), [("/tong-quan/", DASHBOARD_COLUMNS), ("/chi-tieu/", LIST_COLUMNS)])
@pytest.mark.parametrize(("query", "coverage"), [("", "Đơn vị đã duyệt"), ("so-lieu=cho-duyet", "Đơn vị đã nộp")])
def test_headings_on_screen_are_those_of_the_declaration(
    leader: Client, path: str, layout: dict[str, str], query: str, coverage: str
) -> None:
    (table,) = page(leader, query, path=path).xpath("//table[.//tr[@data-indicator]]")[:1]
    expected = [INDICATOR_COLUMNS[key].screen.format(coverage=coverage) for key in layout]
    assert [visible_text(cell) for cell in table.xpath("thead/tr/th")] == expected
    row = table.xpath(".//tr[@data-indicator='CT01']")[0]
    assert len(row.xpath("td | th")) == len(layout)


def test_headings_on_paper_are_those_of_the_declaration(office: SampleOffice) -> None:
    scope = plan_scope(User.objects.get(pk=office.leader.pk), year=2022, plan_id=None, ordinal=3, code="")
    assert scope
    columns = read_documents(scope).summary.columns
    years = {"year": "2022", "last_year": "2021", "period": "quý III", "to_date": ""}
    assert [column.heading for column in columns] == [
        INDICATOR_COLUMNS[column.key].paper.format(**years) for column in columns
    ]


def test_no_table_has_a_column_without_a_heading() -> None:
    assert all(INDICATOR_COLUMNS[key].screen for key in (*DASHBOARD_COLUMNS, *LIST_COLUMNS))
