"""The filters that an address holds: which plan, period, scope and data, and which rows of them.

Pages and exports read the same names, so that a file holds the numbers of the page from which it was taken.
"""

from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any, Self
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, QueryDict

from chodon_thidua.lib.text import normalise_line, search_key
from reports.progress.indicator_result import IndicatorResult
from reports.selectors.scope import PlanScope, plan_scope
from units.models import User

# Names in the address by field, in the order in which addresses are written.
NAMES = {
    "year": "nam",
    "plan_id": "ke-hoach",
    "ordinal": "ky",
    "unit_code": "don-vi",
    "field_code": "linh-vuc",
    "status": "trang-thai",
    "pending": "so-lieu",
    "search": "tim",
    "against": "so-voi",
    "order": "xep",
    "indicator_code": "chi-tieu",
    "colour": "mau",
}
APPROVED, PENDING = "da-duyet", "cho-duyet"
BY_STATUS, BY_PERCENT = "danh-gia", "phan-tram"
LONGEST_NUMBER = 9


@dataclass(frozen=True)
class ProgressFilter:
    """The choices in an address; an empty value leaves a choice open."""

    year: int | None = None
    plan_id: int | None = None
    ordinal: int | None = None
    unit_code: str = ""
    field_code: str = ""
    status: str = ""
    pending: bool = False
    search: str = ""
    against: int | None = None
    order: str = ""
    indicator_code: str = ""
    colour: str = ""

    @classmethod
    def from_request(cls, request: HttpRequest) -> Self:
        """Reads the address.

        Raises: Http404 for anything but a number where a number is expected, for an unknown kind of data or colour.
        """
        parameters = request.GET
        data = normalise_line(parameters.get(NAMES["pending"], ""))
        if data not in ("", APPROVED, PENDING):
            raise Http404("Chỉ có số liệu “da-duyet” hoặc “cho-duyet”.")
        colour = normalise_line(parameters.get(NAMES["colour"], ""))
        if colour not in ("", BY_STATUS, BY_PERCENT):
            raise Http404("Chỉ tô màu theo “danh-gia” hoặc “phan-tram”.")
        return cls(
            year=_number(parameters, NAMES["year"]),
            plan_id=_number(parameters, NAMES["plan_id"]),
            ordinal=_number(parameters, NAMES["ordinal"]),
            unit_code=normalise_line(parameters.get(NAMES["unit_code"], "")),
            field_code=normalise_line(parameters.get(NAMES["field_code"], "")),
            status=normalise_line(parameters.get(NAMES["status"], "")),
            pending=data == PENDING,
            search=normalise_line(parameters.get(NAMES["search"], "")),
            against=_number(parameters, NAMES["against"]),
            order=normalise_line(parameters.get(NAMES["order"], "")),
            indicator_code=normalise_line(parameters.get(NAMES["indicator_code"], "")),
            colour=colour if colour == BY_PERCENT else "",
        )

    def scope(self, user: User) -> PlanScope | None:
        """The plan, period and unit that the address names; None when the user has no plan at all.

        Queries: 3.
        Raises: Http404 for a plan, a period or a unit that is not there for the user.
        """
        return plan_scope(user, year=self.year, plan_id=self.plan_id, ordinal=self.ordinal, code=self.unit_code)

    def with_changes(self, **changes: Any) -> str:
        """The query string of these filters with some fields changed, without “?”."""
        filters = replace(self, **changes)
        values = {field.name: getattr(filters, field.name) for field in fields(filters)}
        values["pending"] = PENDING if filters.pending else ""
        return urlencode({name: values[field] for field, name in NAMES.items() if values[field] not in (None, "")})

    def at_scope(self, scope: PlanScope) -> Self:
        """These filters with plan and period named, so that links of a page stay with its plan and period."""
        plan = scope.view.plan
        several = sum(view.plan.year == plan.year for view in scope.view.others) > 1
        return replace(self, year=plan.year, plan_id=plan.pk if several else self.plan_id, ordinal=scope.period.ordinal)

    @property
    def filters_rows(self) -> bool:
        """True where they may leave out some rows."""
        return bool(self.field_code or self.status or self.search)

    def matches(self, row: IndicatorResult) -> bool:
        """True where the row passes them; what stands below another stays with it."""
        top = row.top
        return (
            self.field_code in ("", top.indicator.field.code)
            and self.status in ("", top.status)
            and (not self._words or any(self._words in _text(line) for line in (top, *top.children, *top.breakdown)))
        )

    @cached_property
    def _words(self) -> str:
        return search_key(self.search)


def _text(row: IndicatorResult) -> str:
    """The text that a search looks at: code, name, and all who lead the indicator, as the pages name them too."""
    leads = [name for lead in row.leads for name in lead]
    return search_key(" ".join([row.indicator.code, row.indicator.name, *leads]))


def _number(parameters: QueryDict, name: str) -> int | None:
    text = normalise_line(parameters.get(name, ""))
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER):
        raise Http404(f"“{name}” phải là số.")
    return int(text)
