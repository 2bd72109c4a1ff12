"""The page of one report for its reporters: every figure asked of the unit, beside earlier and planned numbers."""

from dataclasses import dataclass, field, replace

from django.db.models import prefetch_related_objects

from chodon_thidua.lib import clock
from chodon_thidua.lib.numbers import input_text
from chodon_thidua.lib.refusals import StateRefusal
from reports.enums import ReportAction, ReportState
from reports.models import Evidence, Figure, Recognition, Report
from reports.policies import state_sentence
from reports.progress.assessment_text import ResultCells, achievement_text, result_cells
from reports.progress.figure_inputs import FigureInput, figure_inputs
from reports.progress.overview import assess_indicator
from reports.selectors.counted_figures import ReportData, excluded_decisions_text, read_figures, reading_of
from reports.selectors.deadlines import ReportDeadline
from reports.selectors.evidence import evidence_by_indicator
from reports.selectors.figure_warnings import figure_warnings, is_unconfirmed, unexplained_count
from reports.selectors.history import ReportHistory, report_history
from reports.selectors.obligations import is_complete
from reports.selectors.reference_figures import ReferenceFigures, add_other_rows, reference_figures
from reports.selectors.scope import ReportAddress
from reports.warning_rules.figure_warning import FigureWarning
from reports.workflow import next_state
from targets.calculation.assessment import Assessment
from targets.enums import FINAL_ORDINAL
from targets.models import Indicator, PeriodException
from targets.policies import check_period_open
from targets.selectors import PlanData, read_plan_data

# The unit's own page counts its drafts too.
EVERY_STATE = frozenset(ReportState)


@dataclass(slots=True)
class EntryRow:
    """One indicator of the report.

    Shape: `heading` is the composite whose first child in its section this is; `decisions` are those of this
    report's figure, `elsewhere` those of the unit's other periods; `evidence` is filled in by `with_history`.
    """

    indicator: Indicator
    figure: Figure | None
    due: bool
    parts: tuple[FigureInput, ...]
    assessment: Assessment
    cells: ResultCells
    decisions: tuple[Recognition, ...] = ()
    elsewhere: tuple[Recognition, ...] = ()
    warnings: tuple[FigureWarning, ...] = ()
    heading: Indicator | None = None
    evidence: tuple[Evidence, ...] = ()

    @property
    def code(self) -> str:
        return self.indicator.code

    @property
    def version(self) -> int:
        return self.figure.version if self.figure else 0

    @property
    def whole(self) -> bool:
        return self.figure is not None and is_complete(self.figure)

    @property
    def has_number(self) -> bool:
        """Checks whether this period has a number; without one, last year's number is not compared."""
        return self.figure is not None and self.figure.numerator is not None

    @property
    def lacking(self) -> tuple[str, ...]:
        """The names of the parts still open, once one of them is there."""
        if self.figure is None or self.whole or all(part.value is None for part in self.parts):
            return ()
        return tuple(part.label for part in self.parts if part.value is None)

    @property
    def open_input(self) -> str:
        """The id of the first empty input of a number; of the row itself where the number is counted from decisions."""
        first = next((part for part in self.parts if part.value is None), None)
        if self.is_recognition or first is None:
            return f"chi-tieu-{self.indicator.pk}"
        return f"o-{self.code}-{first.name}"

    @property
    def unexplained(self) -> int:
        return unexplained_count(self.figure, self.warnings)

    @property
    def unconfirmed(self) -> bool:
        return is_unconfirmed(self.figure, self.warnings)

    @property
    def is_recognition(self) -> bool:
        return self.indicator.counts_recognitions

    @property
    def is_ratio(self) -> bool:
        return self.indicator.has_denominator

    @property
    def count_text(self) -> str:
        """The number of recognised subjects of this report, as text; empty while there is no figure."""
        return input_text(self.figure.numerator) if self.figure else ""

    @property
    def exclusion_text(self) -> str:
        """The sentence that says why decisions of this report do not count; empty when all do."""
        return excluded_decisions_text(self.decisions, self.assessment.spec.year)

    @property
    def achievement(self) -> str:
        return achievement_text(self.assessment)

    @property
    def estimate(self) -> str:
        return input_text(self.figure.full_year_estimate) if self.figure else ""


@dataclass(slots=True)
class EntryPage:
    """One report as its unit fills it in.

    Shape: `rows` hold first what is due, then the rest, each in the plan's order; `closing_reason` says why nothing can
    be changed, empty while it can; `exception` opens a locked period to this unit alone.
    """

    address: ReportAddress
    plan_data: PlanData
    references: ReferenceFigures
    closing_reason: str
    exception: PeriodException | None = None
    rows: list[EntryRow] = field(default_factory=list)
    history: ReportHistory = field(default_factory=ReportHistory)

    @property
    def report_data(self) -> ReportData:
        return self.references.report_data

    @property
    def report(self) -> Report | None:
        return self.address.report

    @property
    def title(self) -> str:
        return self.address.period.title

    @property
    def is_final(self) -> bool:
        return self.address.period.ordinal == FINAL_ORDINAL

    @property
    def draft_key(self) -> str:
        """The key under which the browser keeps input that is not saved yet."""
        return f"{self.address.view.plan.pk}-{self.address.unit.pk}-{self.address.period.ordinal}"

    @property
    def before(self) -> str:
        """The name of the earlier period whose numbers stand beside the inputs; empty in the first quarter."""
        ordinal = self.address.period.ordinal
        return "Bốn quý" if ordinal == FINAL_ORDINAL else self.address.view.period_names.get(ordinal - 1, "")

    @property
    def last_year(self) -> str:
        return self.address.view.last_years

    @property
    def deadline(self) -> ReportDeadline:
        return ReportDeadline(self.address.period, self.report, self.exception.until if self.exception else None)

    @property
    def due_rows(self) -> list[EntryRow]:
        return [row for row in self.rows if row.due]

    @property
    def missing_rows(self) -> list[EntryRow]:
        return [row for row in self.due_rows if not row.whole]

    @property
    def whole_count(self) -> int:
        """The number of due indicators with a whole figure."""
        return sum(row.whole for row in self.due_rows)

    @property
    def warning_count(self) -> int:
        return sum(len(row.warnings) for row in self.rows)

    @property
    def unexplained_count(self) -> int:
        return sum(row.unexplained for row in self.rows)

    @property
    def unconfirmed_rows(self) -> list[EntryRow]:
        return [row for row in self.rows if row.unconfirmed]

    @property
    def last_change(self) -> Figure | None:
        figures = [row.figure for row in self.rows if row.figure]
        return max(figures, key=lambda figure: figure.changed_at, default=None)

    def row(self, code: str) -> EntryRow | None:
        return next((row for row in self.rows if row.code == code), None)


def entry_page(address: ReportAddress, code: str | None = None) -> EntryPage:
    """Builds the unit's own report with everything that it is asked for, or with one indicator; drafts count.

    Queries: 10, whatever the number of indicators and periods; 1 more for one indicator; 1 more when the period is
    locked.
    """
    plan_data = read_plan_data(address.view, [address.unit.pk], code=code)
    references = reference_figures(plan_data, _read_report_data(address, plan_data), address.period, [address.unit])
    return _build_page(address, plan_data, add_other_rows(references, address.unit.pk) if code else references)


def with_history(page: EntryPage) -> EntryPage:
    """Adds to the page its history, the people who changed its figures and the files attached to them.

    Queries: 3, whatever the number of figures, events and files.
    """
    page.history = report_history(page.address.unit, page.address.period, page.plan_data)
    prefetch_related_objects([row.figure for row in page.rows if row.figure], "changed_by")
    files = evidence_by_indicator(page.report) if page.report else {}
    for row in page.rows:
        row.evidence = files.get(row.indicator.pk, ())
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
    closing_reason, exception = _change_access(address)
    page = EntryPage(address, plan_data, references, closing_reason, exception)
    indicators = [plan_data.indicators[pk] for pk in _indicator_ids(address, plan_data)]
    page.rows = [_entry_row(page, item) for item in sorted(indicators, key=lambda item: period.ordinal not in item.due)]
    _place_headings(page)
    return page


def _change_access(address: ReportAddress) -> tuple[str, PeriodException | None]:
    """Returns why the report is closed and who can open it, empty while it is open, and the unit's exception."""
    if address.report and next_state(address.report.state, ReportAction.CHANGE) is None:
        return state_sentence(address.report), None
    try:
        return "", check_period_open(address.period, address.unit, clock.today())
    except StateRefusal as refusal:
        return str(refusal), None


def _entry_row(page: EntryPage, indicator: Indicator) -> EntryRow:
    unit, period = page.address.unit.pk, page.address.period
    figure = page.report_data.figures.get((indicator.pk, unit, period.ordinal))
    if figure:
        figure.indicator = indicator
    assessment = assess_indicator(page.plan_data, page.report_data, indicator, unit, period)
    return EntryRow(
        indicator=indicator,
        figure=figure,
        due=period.ordinal in indicator.due,
        parts=figure_inputs(page.address, page.plan_data, page.report_data, indicator, figure),
        assessment=assessment,
        cells=result_cells(assessment),
        decisions=tuple(page.report_data.items.get(figure.pk, ())) if figure else (),
        elsewhere=tuple(
            item
            for (pk, who, ordinal), other in sorted(page.report_data.figures.items())
            if pk == indicator.pk and who == unit and ordinal != period.ordinal
            for item in page.report_data.items.get(other.pk, ())
        ),
        warnings=figure_warnings(page.references, indicator, unit, figure) if figure else (),
    )


def _place_headings(page: EntryPage) -> None:
    """Puts each composite over the first of its children, once among what is due and once among the rest."""
    placed_keys: set[tuple[int, bool]] = set()
    for row in page.rows:
        key = (row.indicator.parent_id or 0, row.due)
        if row.indicator.parent_id and key not in placed_keys:
            row.heading = page.plan_data.indicators.get(row.indicator.parent_id)
        placed_keys.add(key)
