"""Last year's figures, by indicator and unit, for the coordinator of the plan."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from django.core.paginator import Page, Paginator
from django.http import Http404

from chodon_thidua.lib.pagination import ON_A_PAGE
from targets.baseline_values import BaselineNumbers, UnitBaseline, baseline_errors
from targets.enums import FINAL_ORDINAL, MEASURES_WITH_FIGURES, Measure, OverTime, PartRole
from targets.models import Baseline, Indicator, IndicatorPart, Plan, Target
from targets.plan_file import BaselineRow
from targets.selectors.plan_views import PlanView
from units.models import Unit
from units.selectors.scope import name_filter

Rows = dict[int, dict[int, BaselineRow]]  # by unit id, then ordinal
SPANS = {OverTime.SUM: "lũy kế từ đầu năm", OverTime.LAST: "tại cuối kỳ"}


@dataclass(frozen=True, slots=True)
class BaselineIndicatorLine:
    """The coverage of an indicator: its units, those with a figure of the year end, those with one of a quarter."""

    indicator: Indicator
    units: int = 0
    year_end: int = 0
    quarters: int = 0

    @property
    def is_composite(self) -> bool:
        return self.indicator.is_composite


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
    def minimums(self) -> dict[str, Decimal | None]:
        return minimums_of(self.parts)

    def faults(self, numbers: BaselineNumbers) -> dict[str, str]:
        """Returns a sentence for each wrong number of one figure of this indicator."""
        within = self.indicator.numerator_within_denominator
        return baseline_errors(numbers, Measure(self.indicator.measure), self.minimums, within=within)

    @property
    def adds_up(self) -> bool:
        """Tells whether any of the numbers is summed from the beginning of the year."""
        return not self.parts or any(part.over_time == OverTime.SUM for part in self.parts)

    @property
    def name(self) -> str:
        """The indicator's name with the composite before it, as on other pages."""
        parent = self.indicator.parent
        return f"{parent.name}: {self.indicator.name}" if parent else self.indicator.name

    @property
    def numbers(self) -> dict[str, str]:
        return number_labels(self.indicator, self.parts)

    def unit_of(self, name: str) -> str:
        """The unit of measure of one of the numbers."""
        part = next((part for part in self.parts if part.role.lower() == name), None)
        return part.unit_of_measure if part else self.indicator.unit_of_measure


def ordinal_headings(view: PlanView) -> dict[int, str]:
    """Returns the span of each number by ordinal: “Đến hết Quý II”, “Cả năm”."""
    return {o: name if o == FINAL_ORDINAL else f"Đến hết {name}" for o, name in view.period_names.items()}


def number_labels(indicator: Indicator, parts: Iterable[IndicatorPart]) -> dict[str, str]:
    """Returns the subject of each number: “Sản lượng lương thực (tấn), lũy kế từ đầu năm”."""
    by_role = {
        PartRole(part.role): f"{part.label} ({part.unit_of_measure}), {SPANS[OverTime(part.over_time)]}"
        for part in parts
    }
    if not indicator.has_denominator:
        recognition_label = f"Số được công nhận ({indicator.unit_of_measure}), {SPANS[OverTime.SUM]}"
        return {"value": by_role.get(PartRole.NUMERATOR, recognition_label)}
    published_label = f"Hoặc chỉ mức đã công bố ({indicator.unit_of_measure})"
    return {role.lower(): by_role[role] for role in PartRole if role in by_role} | {"value": published_label}


def minimums_of(parts: Iterable[IndicatorPart]) -> dict[str, Decimal | None]:
    """The least that each number may be; a value is held to that of its numerator."""
    minimums = {part.role.lower(): part.minimum for part in parts}
    return minimums | {"value": minimums.get("numerator")}


def stored_rows(indicators: Collection[int]) -> dict[int, Rows]:
    """Reads the stored figures. Shape: by indicator id. Queries: 1."""
    rows_by_indicator: dict[int, Rows] = defaultdict(lambda: defaultdict(dict))
    for row in Baseline.objects.filter(indicator__in=indicators).select_related("unit").order_by("ordinal"):
        rows_by_indicator[row.indicator_id][row.unit_id][row.ordinal] = BaselineRow(
            row.unit.code, row.ordinal, row.value, row.numerator, row.denominator, row.definition_label, row.source
        )
    return rows_by_indicator


def baseline_units(plan: Plan, indicators: Collection[int]) -> dict[int, list[Unit]]:
    """The units of each indicator: the plan's owner, then by name those that report it or have figures of last year.

    Queries: 3.
    """
    targets = Target.objects.filter(indicator__in=indicators, reports=True).values_list("indicator_id", "unit_id")
    rows = Baseline.objects.filter(indicator__in=indicators).values_list("indicator_id", "unit_id")
    pairs = {*targets, *rows, *((pk, plan.owner_id) for pk in indicators)}
    units = Unit.objects.filter(pk__in={unit for _, unit in pairs}).order_by("sort_key", "pk")
    ordered = sorted(units, key=lambda unit: unit.pk != plan.owner_id)
    return {pk: [unit for unit in ordered if (pk, unit.pk) in pairs] for pk in indicators}


def baseline_list(view: PlanView) -> list[BaselineIndicatorLine]:
    """The indicators of the plan, a composite before its children, with how many units have figures.

    Queries: 5.
    """
    indicators = list(Indicator.objects.filter(plan=view.plan).select_related("field").order_by("order", "code"))
    measured = [row.pk for row in indicators if not row.is_composite]
    units, rows_by_indicator = baseline_units(view.plan, measured), stored_rows(measured)
    return [_line(row, units.get(row.pk, []), rows_by_indicator[row.pk]) for row in indicators]


def baseline_page(view: PlanView, code: str, *, search: str = "", number: str = "") -> BaselinePage:
    """Last year's figures of one indicator, unit by unit; of many units one page is shown, or those searched for.

    Queries: 6, whatever the number of units.
    Raises: Http404 for an indicator that the plan does not have, and for a composite, whose children carry them.
    """
    pages = _pages(view, code=code)
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
    return _pages(view)


def _pages(view: PlanView, **which: str) -> list[BaselinePage]:
    indicator_rows = Indicator.objects.filter(plan=view.plan, measure__in=MEASURES_WITH_FIGURES, **which)
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


def _line(indicator: Indicator, units: list[Unit], stored: Rows) -> BaselineIndicatorLine:
    return BaselineIndicatorLine(
        indicator,
        units=len(units),
        year_end=sum(FINAL_ORDINAL in rows for rows in stored.values()),
        quarters=sum(any(ordinal != FINAL_ORDINAL for ordinal in rows) for rows in stored.values()),
    )
