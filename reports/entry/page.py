"""The page of one report for its reporters: every figure asked of the unit, beside earlier and planned numbers."""

from dataclasses import replace

from django.db.models import prefetch_related_objects

from reports.entry.entry_page import EntryPage
from reports.entry.row_reading import entry_rows
from reports.enums import ReportState
from reports.models import Figure
from reports.policies import change_access, missing_reason
from reports.selectors.counted_figures import read_figures, reading_of
from reports.selectors.evidence import evidence_by_indicator
from reports.selectors.history import report_history
from reports.selectors.reference_figures import ReferenceFigures, reference_figures
from reports.selectors.reference_numbers.breakdown_numbers import add_breakdown
from reports.selectors.reference_numbers.child_numbers import add_children
from reports.selectors.report_contents.figure_comments import comments_by_indicator
from reports.selectors.report_contents.report_address import ReportAddress
from reports.selectors.report_contents.report_data import ReportData
from targets.selectors import PlanData, read_plan_data

# The unit's own page counts its drafts too.
EVERY_STATE = frozenset(ReportState)


def entry_page(address: ReportAddress, code: str | None = None) -> EntryPage:
    """Builds the unit's own report with everything that it is asked for, or with one indicator; drafts count.

    Queries: 10, whatever the number of indicators and periods; 1 more when the period is locked; for one indicator 1
    more when its number may be that of another row, and 1 more for a child of a composite.
    """
    plan_data = read_plan_data(address.view, [address.unit.pk], code=code)
    report_data, is_single = _read_report_data(address, plan_data), code is not None
    references = reference_figures(plan_data, report_data, address.period, [address.unit], is_single=is_single)
    if is_single:
        references = add_breakdown(add_children(references, address.unit.pk), address.unit.pk)
    return _build_page(address, plan_data, references)


def with_history(page: EntryPage) -> EntryPage:
    """Adds to the page its history, the people who changed its figures, the files and the comments.

    Queries: 4, whatever the number of figures, events and files.
    """
    page.history = report_history(page.address.unit, page.address.period, page.plan_data)
    prefetch_related_objects([row.figure for row in page.rows if row.figure], "changed_by")
    files = evidence_by_indicator(page.report) if page.report else {}
    comments = comments_by_indicator(page.address.unit, page.address.period, own=True)
    for row in page.rows:
        row.evidence = files.get(row.indicator.pk, ())
        row.comments = comments.get(row.indicator.pk, ())
    return page


def read_again(page: EntryPage) -> EntryPage:
    """Builds the page anew from what is stored, after services have written.

    Queries: 3.
    """
    references = replace(page.references, report_data=_read_report_data(page.address, page.plan_data))
    return _build_page(page.address, page.plan_data, references)


def with_figure(page: EntryPage, figure: Figure) -> EntryPage:
    """Builds the page anew with one figure as it was just saved. Queries: none."""
    unit, ordinal, report_data = page.address.unit.pk, page.address.period.ordinal, page.report_data
    others = [
        reading
        for reading in report_data.readings.get(figure.indicator_id, ())
        if (reading.unit, reading.ordinal) != (unit, ordinal)
    ]
    reading = reading_of(figure, unit, ordinal, report_data.items.get(figure.pk, ()))
    report_data.readings[figure.indicator_id] = [*others, reading]
    report_data.figures[figure.indicator_id, unit, ordinal] = figure
    report_data.latest[unit, ordinal] = figure.report
    return _build_page(page.address, page.plan_data, page.references)


def _read_report_data(address: ReportAddress, plan_data: PlanData) -> ReportData:
    return read_figures(plan_data, [address.unit.pk], states=EVERY_STATE, indicators=_indicator_ids(address, plan_data))


def _indicator_ids(address: ReportAddress, plan_data: PlanData) -> list[int]:
    unit, ordinal = address.unit.pk, address.period.ordinal
    return [pk for pk in plan_data.indicators if plan_data.reporting_units(pk, [unit], ordinal)]


def _build_page(address: ReportAddress, plan_data: PlanData, references: ReferenceFigures) -> EntryPage:
    unit, period = address.unit, address.period
    if newest := references.report_data.latest.get((unit.pk, period.ordinal)):
        newest.unit, newest.period = unit, period
        address = replace(address, report=newest)
    closing_reason, exception = change_access(address.report, period, unit)
    if address.is_on_behalf and not closing_reason:
        closing_reason = missing_reason(address.report, unit)
    page = EntryPage(address, plan_data, references, closing_reason, exception)
    indicators = [plan_data.indicators[pk] for pk in _indicator_ids(address, plan_data)]
    page.rows = entry_rows(page, indicators)
    return page
