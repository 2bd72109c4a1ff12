"""The check of a report before a reviewer opens it: missing figures and warnings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from chodon_thidua.lib.numbers import read_back
from reports.enums import ReportState
from reports.models import Figure, Report
from reports.selectors.counted_figures import read_figures
from reports.selectors.figure_warnings import extraordinary_count, figure_warnings, is_unconfirmed, unexplained_count
from reports.selectors.obligations import is_complete
from reports.selectors.reference_figures import ReferenceFigures, reference_figures
from reports.warning_rules import FigureWarning
from targets.enums import PartRole
from targets.models import Indicator, IndicatorPart, Period
from targets.selectors import PlanView, read_plan_data
from units.models import Unit


@dataclass(frozen=True, slots=True)
class IndicatorAnswer:
    """A unit's answer on one indicator; `figure` is None when it is due and nothing was entered."""

    indicator: Indicator
    figure: Figure | None
    is_due: bool
    parts: Mapping[PartRole, IndicatorPart] = field(default_factory=dict)
    warnings: tuple[FigureWarning, ...] = ()

    @property
    def text(self) -> str:
        """The entered figure on one line. Empty, 0 and not applicable are three things."""
        if self.figure is None or self.figure.not_applicable:
            return "không áp dụng" if self.figure else "chưa có số liệu"
        units = {role: part.unit_of_measure for role, part in self.parts.items()}
        units = units or {PartRole.NUMERATOR: self.indicator.unit_of_measure}
        values = [(getattr(self.figure, role.lower()), units[role]) for role in PartRole if role in units]
        return " / ".join("chưa có số liệu" if value is None else read_back(value, unit) for value, unit in values)

    @property
    def is_complete(self) -> bool:
        return self.figure is not None and is_complete(self.figure)

    @property
    def is_missing(self) -> bool:
        return self.is_due and not self.is_complete

    @property
    def unexplained_count(self) -> int:
        return unexplained_count(self.figure, self.warnings)

    @property
    def extraordinary_count(self) -> int:
        return extraordinary_count(self.warnings)

    @property
    def is_unconfirmed(self) -> bool:
        return is_unconfirmed(self.figure, self.warnings)


@dataclass(frozen=True, slots=True)
class ReportCheck:
    """The answers of one report, and how many of them need a look."""

    answers: tuple[IndicatorAnswer, ...] = ()

    @property
    def warning_count(self) -> int:
        return sum(len(answer.warnings) for answer in self.answers)

    @property
    def unexplained_count(self) -> int:
        return sum(answer.unexplained_count for answer in self.answers)

    @property
    def extraordinary_count(self) -> int:
        return sum(answer.extraordinary_count for answer in self.answers)

    @property
    def missing_count(self) -> int:
        return sum(answer.is_missing for answer in self.answers)

    @property
    def is_clean(self) -> bool:
        """Tells whether nothing is missing, everything is explained and nothing is very unusual."""
        return not self.missing_count and not self.unexplained_count and not self.extraordinary_count


def indicator_answers(references: ReferenceFigures, unit: Unit) -> Iterable[IndicatorAnswer]:
    """Builds the answer on every indicator that is due or was entered, in the plan's order.

    Queries: none.
    """
    plan_data, period = references.plan_data, references.period
    for indicator in plan_data.indicators.values():
        figure = references.report_data.figures.get((indicator.pk, unit.pk, period.ordinal))
        due = period.ordinal in indicator.due and bool(
            plan_data.reporting_units(indicator.pk, [unit.pk], period.ordinal)
        )
        if figure:
            figure.indicator = indicator
            warnings = figure_warnings(references, indicator, unit.pk, figure)
            yield IndicatorAnswer(indicator, figure, due, plan_data.parts.get(indicator.pk, {}), warnings)
        elif due:
            yield IndicatorAnswer(indicator, None, due)


def report_check(references: ReferenceFigures, unit: Unit) -> ReportCheck:
    """Checks the unit's counted report of the period. Queries: none."""
    return ReportCheck(tuple(indicator_answers(references, unit)))


def unconfirmed_answers(report: Report) -> list[IndicatorAnswer]:
    """Returns the answers that keep the report from being sent: very unusual figures without a note on these numbers.

    Queries: 11, whatever the number of indicators and periods.
    """
    unit, period = report.unit, report.period
    periods = list(Period.objects.filter(plan=period.plan_id).order_by("ordinal"))
    plan_data = read_plan_data(PlanView(period.plan, periods), [unit.pk])
    report_data = read_figures(plan_data, [unit.pk], states=frozenset(ReportState))
    check = report_check(reference_figures(plan_data, report_data, period, [unit]), unit)
    return [answer for answer in check.answers if answer.is_unconfirmed]
