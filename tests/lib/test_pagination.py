"""Long lists in pages: which page an address means, whatever somebody made of it."""

import pytest
from django.test import RequestFactory

from chodon_thidua.lib.pagination import LONGEST_SEARCH, ON_A_PAGE, page_of, search_text


@pytest.mark.parametrize(
    ("address", "number", "first", "last"),
    [
        ("", 1, 0, 99),
        ("?trang=1", 1, 0, 99),
        ("?trang=2", 2, 100, 199),
        ("?trang=3", 3, 200, 204),
        ("?trang=4", 3, 200, 204),
        ("?trang=999999999999999999999", 3, 200, 204),
        ("?trang=0", 3, 200, 204),
        ("?trang=-1", 3, 200, 204),
        ("?trang=hai", 1, 0, 99),
        ("?trang=", 1, 0, 99),
        ("?trang=1&trang=2", 2, 100, 199),
    ],
)
def test_the_page_that_an_address_means(address: str, number: int, first: int, last: int) -> None:
    page = page_of(RequestFactory().get(f"/quan-tri/{address}"), range(205))
    assert (page.number, page[0], page[-1]) == (number, first, last)
    assert page.paginator.per_page == ON_A_PAGE


@pytest.mark.parametrize(("size", "pages"), [(None, 3), (50, 5), (1, 205), (500, 1)])
def test_a_list_may_have_pages_of_its_own_size(size: int | None, pages: int) -> None:
    assert page_of(RequestFactory().get("/"), range(205), size).paginator.num_pages == pages


def test_an_empty_list_has_one_empty_page() -> None:
    page = page_of(RequestFactory().get("/?trang=7"), [])
    assert (page.number, list(page), page.has_next()) == (1, [], False)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, ""),
        ({"tim": "  Ngọc \u00a0 Phái\u200b "}, "Ngọc Phái"),
        ({"tim": "x" * 300}, "x" * LONGEST_SEARCH),
        ({"tim": "Ngo\u0323c"}, "Ngọc"),
    ],
)
def test_search_words_are_read_as_any_text(typed: dict[str, str], words: str) -> None:
    assert search_text(RequestFactory().get("/", typed)) == words
