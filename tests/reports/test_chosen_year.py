"""The year and the plan that an address names, as the links of its page carry them on."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from reports.plan_links import PLAN, VIEWS_BY_PATH, VIEWS_BY_QUERY, has_plan_links
from reports.year_menu import ADMINISTRATION_VIEWS, LIST_VIEWS, YearMenu, YearOption, chosen_year


def request(query: dict[str, str] | None = None, **kwargs: Any) -> Any:
    own = RequestFactory().get("/tong-quan/", query or {})
    own.resolver_match = SimpleNamespace(kwargs=kwargs, view_name="")  # type: ignore[assignment]
    return own


@pytest.mark.parametrize(
    ("query", "kwargs", "expected"),
    [
        ({}, {}, {}),
        ({"nam": "2022"}, {}, {"nam": "2022"}),
        ({"nam": "2022", "ke-hoach": "7"}, {}, {"nam": "2022", "ke-hoach": "7"}),
        ({"ke-hoach": "7"}, {}, {"ke-hoach": "7"}),
        ({"nam": "2021"}, {"year": 2022}, {"nam": "2022"}),  # the path says it, whatever the query
        ({"nam": "hai"}, {}, {}),
        ({"nam": "２０２２"}, {}, {}),
        ({"nam": "-1"}, {}, {}),
        ({"nam": "2022", "ke-hoach": "<script>"}, {}, {"nam": "2022"}),
        ({"ky": "3", "tim": "rừng"}, {}, {}),
    ],
)
def test_links_stay_in_the_year_that_the_address_names(
    query: dict[str, str], kwargs: dict[str, Any], expected: dict[str, str]
) -> None:
    names = {"nam": "nam", "ke-hoach": PLAN}
    assert chosen_year(request({names.get(key, key): value for key, value in query.items()}, **kwargs)) == {
        names[key]: value for key, value in expected.items()
    }


# Latin and other digits, signs, blanks and markup.
digits = st.text(alphabet="029-+. ٣２²<&", max_size=6)


@given(digits, digits)
def test_nothing_but_digits_is_ever_carried_on(year: str, plan: str) -> None:
    carried = chosen_year(request({"nam": year, PLAN: plan}))
    assert all(value.isascii() and value.isdigit() for value in carried.values())


def test_a_page_that_was_not_found_names_no_year() -> None:
    own = request()
    own.resolver_match = None
    assert chosen_year(own) == {}


@pytest.mark.parametrize(
    ("view_name", "kwargs", "expected"),
    [
        ("reports:dashboard", {}, True),
        ("targets:plan", {"year": 2022}, True),
        ("reports:evidence", {"year": 2022, "code": "02053", "ordinal": 3}, True),
        ("help", {}, False),
        ("units:accounts", {}, False),
        ("", {}, False),
    ],
)
def test_pages_with_numbers_of_a_plan_lead_to_other_plans(
    view_name: str, kwargs: dict[str, Any], expected: bool
) -> None:
    match: Any = SimpleNamespace(view_name=view_name, kwargs=kwargs)
    assert has_plan_links(match) is expected


def test_each_page_leads_to_one_that_itself_has_links() -> None:
    """A page in another year offers the way back."""
    for views in (VIEWS_BY_QUERY, VIEWS_BY_PATH):
        for page in views.values():
            assert views.get(page) == page
    assert VIEWS_BY_PATH.keys() > ADMINISTRATION_VIEWS
    assert VIEWS_BY_QUERY.keys() > LIST_VIEWS
    assert not VIEWS_BY_QUERY.keys() & VIEWS_BY_PATH.keys()


def test_the_menu_offers_the_years_that_are_not_open() -> None:
    options = tuple(YearOption(str(year), f"/?nam={year}", year == 2022) for year in (2023, 2022, 2021))
    assert [option.label for option in YearMenu("2022", options).others] == ["2023", "2021"]
