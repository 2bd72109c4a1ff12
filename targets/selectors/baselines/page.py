"""Last year's figures of one indicator, unit by unit, for the coordinator of the plan."""

from dataclasses import dataclass, replace
from decimal import Decimal

from django.core.paginator import Page, Paginator
from django.http import Http404

from chodon_thidua.lib.pagination import ON_A_PAGE
from targets.baseline_values import BaselineNumbers, UnitBaseline, baseline_errors
from targets.enums import MEASURES_WITH_NUMBERS, Measure, OverTime
from targets.models import Indicator, IndicatorPart
from targets.selectors.baselines.labels import minimums_of, number_labels, ordinal_headings
from targets.selectors.baselines.rows import baseline_units, stored_rows
from targets.selectors.plan_periods import PlanView
from units.models import Unit
from units.selectors.scope import name_filter

MOST_COLUMNS = 8  # of numbers on a laptop's screen


@dataclass(frozen=True, slots=True)
class BaselineUnitLine:
    """The stored figures of one unit; the owner's own figures are those of the whole plan."""

    unit: Unit
    stored: UnitBaseline
    is_owner: bool

    def label(self, indicator: Indicator) -> str:
        """The definition to begin with: that of the figures, else that of the indicator."""
        return self.stored.label if self.stored.rows else indicator.definition_label


@dataclass(slots=True)
class BaselinePage:
    """Last year's figures of one indicator.

    Shape: `numbers` are labels by name, in the order of the inputs; `page` holds those of many `lines` that are shown.
    """

    view: PlanView
    indicator: Indicator
    parts: list[IndicatorPart]
    lines: list[BaselineUnitLine]
    page: "Page[BaselineUnitLine]"
    search: str = ""

    @property
    def year(self) -> str:
        return self.view.last_years

    @property
    def headings(self) -> dict[int, str]:
        return ordinal_headings(self.view)

    @property
    def has_many_columns(self) -> bool:
        """Tells whether the table is wider than a screen, as that of months is."""
        return len(self.headings) > MOST_COLUMNS

    @property
    def minimums(self) -> dict[str, Decimal | None]:
        return minimums_of(self.parts)

    def faults(self, numbers: BaselineNumbers) -> dict[str, str]:
        """Returns a sentence for each wrong number of one figure of this indicator."""
        within = self.indicator.numerator_within_denominator
        measure, states = Measure(self.indicator.measure), self.indicator.states
        return baseline_errors(numbers, measure, self.minimums, within=within, states=states)

    @property
    def adds_up(self) -> bool:
        """Tells whether any of the numbers is summed from the beginning of the year."""
        return not self.parts or any(part.over_time == OverTime.SUM for part in self.parts)

    @property
    def name(self) -> str:
        """The indicator's name with the composite before it, as on other pages."""
        return self.indicator.name_in_lists

    @property
    def numbers(self) -> dict[str, str]:
        return number_labels(self.indicator, self.parts)

    def unit_of(self, name: str) -> str:
        """The unit of measure of one of the numbers."""
        part = next((part for part in self.parts if part.role.lower() == name), None)
        return part.unit_of_measure if part else self.indicator.unit_of_measure


def baseline_page(view: PlanView, code: str, *, search: str = "", number: str = "") -> BaselinePage:
    """Last year's figures of one indicator, unit by unit; of many units one page is shown, or those searched for.

    Queries: 6, whatever the number of units.
    Raises: Http404 for an indicator that the plan does not have, and for a composite, whose children carry them.
    """
    pages = _page_list(view, code=code)
    if not pages:
        raise Http404("Kế hoạch không có chỉ tiêu này, hoặc chỉ tiêu gộp từ các chỉ tiêu con.")
    is_wanted = name_filter(search)
    matching_lines = [line for line in pages[0].lines if is_wanted(line.unit)]
    lines_page = Paginator(matching_lines, ON_A_PAGE // 2).get_page(number)  # each unit has a table of its own
    return replace(pages[0], search=search, page=lines_page)


def baseline_pages(view: PlanView) -> list[BaselinePage]:
    """Returns the page of every indicator that carries figures, in the plan's order.

    Queries: 6, whatever the number of units and indicators.
    """
    return _page_list(view)


def _page_list(view: PlanView, **which: str) -> list[BaselinePage]:
    indicator_rows = Indicator.objects.filter(plan=view.plan, measure__in=MEASURES_WITH_NUMBERS, **which)
    indicators = list(indicator_rows.select_related("parent").prefetch_related("parts").order_by("order", "code"))
    indicator_ids = [indicator.pk for indicator in indicators]
    stored, indicator_units = stored_rows(indicator_ids), baseline_units(view.plan, indicator_ids)
    pages = []
    for indicator in indicators:
        indicator.plan = view.plan
        rows = stored[indicator.pk]
        lines = [
            BaselineUnitLine(unit, UnitBaseline(unit.code, rows.get(unit.pk, {})), unit.pk == view.plan.owner_id)
            for unit in indicator_units[indicator.pk]
        ]
        whole = Paginator(lines, max(len(lines), 1)).get_page(1)
        pages.append(BaselinePage(view, indicator, list(indicator.parts.all()), lines, whole))
    return pages
