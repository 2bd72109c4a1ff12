"""The rows of a report, each built from what was read for the whole of it."""

from collections.abc import Iterable

from reports.entry.entry_page import EntryPage
from reports.entry.entry_row import EntryRow
from reports.progress.figure_inputs import figure_inputs
from targets.models import Indicator


def entry_rows(page: EntryPage, indicators: Iterable[Indicator]) -> list[EntryRow]:
    """Builds the rows of the indicators: first what is due, then the rest, each in the plan's order. Queries: none."""
    ordinal = page.address.period.ordinal
    rows = [_entry_row(page, item) for item in sorted(indicators, key=lambda item: ordinal not in item.due)]
    _place_headings(page, rows)
    return rows


def _entry_row(page: EntryPage, indicator: Indicator) -> EntryRow:
    unit, period = page.address.unit.pk, page.address.period
    figure = page.report_data.figures.get((indicator.pk, unit, period.ordinal))
    if figure:
        figure.indicator = indicator
    return EntryRow(
        indicator=indicator,
        figure=figure,
        is_due=period.ordinal in indicator.due,
        parts=figure_inputs(page.address, page.references, indicator, figure),
        unit=unit,
        references=page.references,
        decisions=tuple(page.report_data.items.get(figure.pk, ())) if figure else (),
        other_decisions=tuple(
            item
            for (pk, who, ordinal), other in sorted(page.report_data.figures.items())
            if pk == indicator.pk and who == unit and ordinal != period.ordinal
            for item in page.report_data.items.get(other.pk, ())
        ),
    )


def _place_headings(page: EntryPage, rows: Iterable[EntryRow]) -> None:
    """Puts each composite over the first of its children, once among what is due and once among the rest."""
    placed_keys: set[tuple[int, bool]] = set()
    for row in rows:
        key = (row.indicator.parent_id or 0, row.is_due)
        if row.indicator.parent_id and key not in placed_keys:
            row.composite = page.plan_data.indicators.get(row.indicator.parent_id)
        placed_keys.add(key)
