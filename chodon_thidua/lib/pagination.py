"""Long lists in pages, so that none sends more than a slow line carries."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from chodon_thidua.lib.text import normalise_line

NUMBER, SEARCH = "trang", "tim"
LONGEST_SEARCH = 100
ON_A_PAGE = 100
Item = TypeVar("Item")


def search_text(request: HttpRequest) -> str:
    """Returns the search words for a long list."""
    return normalise_line(request.GET.get(SEARCH, ""))[:LONGEST_SEARCH]


def page_of(request: HttpRequest, items: "Sequence[Item] | QuerySet[Any]", size: int | None = None) -> "Page[Any]":
    """The page of the list that the address names: the first for none or for nonsense, the last for one beyond."""
    return Paginator(items, size or ON_A_PAGE).get_page(request.GET.get(NUMBER))
