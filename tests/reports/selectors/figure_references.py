"""A plan of one indicator with the figures of its units, in memory: whatever a number is compared with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from reports.models import Figure
from reports.selectors.benchmarks import FigureBenchmarks
from reports.selectors.figure_warnings import figure_warnings
from reports.selectors.reference_figures import ReferenceFigures
from reports.selectors.reference_numbers.peer_figures import PeerFigures, PeerSum
from reports.selectors.report_contents.report_data import ReportData
from reports.warning_rules.figure_warning import FigureWarning
from targets.calculation.prior_year.figures import PriorFigure
from targets.calculation.types import FigureReading, UnitMerger
from targets.enums import PartRole
from targets.models import Indicator, IndicatorPart, Period, Plan, Target
from targets.selectors import PlanData
from targets.selectors.indicator_rules import indicator_rules
from targets.selectors.plan_mergers import PlanMergers
from tests.targets.calculation_builders import FigureLike, prior, reading
from units.enums import UnitKind
from units.models import Unit

DISTRICT, COMMUNE, OLD, OTHER = 1, 2, 3, 4
INDICATOR, PREDECESSOR = 10, 9
UNITS = {
    pk: Unit(pk=pk, name=name, parent_id=DISTRICT, kind=UnitKind.COMMUNE)
    for pk, name in ((COMMUNE, "Xã Ngọc Phái"), (OLD, "Xã Cũ"), (OTHER, "Xã Quảng Bạch"))
}
DAYS = {
    1: (date(2021, 12, 15), date(2022, 3, 14)),
    2: (date(2022, 3, 15), date(2022, 6, 14)),
    3: (date(2022, 6, 15), date(2022, 9, 14)),
    4: (date(2022, 9, 15), date(2022, 12, 14)),
    5: (date(2022, 1, 1), date(2022, 12, 31)),
}
NAMES = {1: "Quý I", 2: "Quý II", 3: "Quý III", 4: "Quý IV", 5: "Cả năm"}
AREA = IndicatorPart(
    role="NUMERATOR", label="Diện tích trồng", unit_of_measure="ha", over_time="SUM", minimum=Decimal(0)
)
FOREST = IndicatorPart(
    role="NUMERATOR", label="Diện tích có rừng", unit_of_measure="ha", over_time="LAST", minimum=Decimal(0)
)
LAND = IndicatorPart(
    role="DENOMINATOR", label="Diện tích tự nhiên", unit_of_measure="ha", over_time="LAST", minimum=Decimal(0)
)


@dataclass
class ReferencePlan:
    """The plan as a test describes it.

    Shape: `figures` by unit, then ordinal; `baselines` and `last_year` likewise; `joins` are the ordinals from which on
    other units count under COMMUNE; `asked` are the units that report.
    """

    ordinal: int = 3
    parts: Sequence[IndicatorPart] = (AREA,)
    target: str | None = None
    milestones: Mapping[int, int] = field(default_factory=dict)
    profile: Sequence[int] = ()
    basis: str = "LEVEL"
    figures: Mapping[int, Mapping[int, FigureLike]] = field(default_factory=dict)
    baselines: Mapping[int, Mapping[int, PriorFigure | int]] = field(default_factory=dict)
    last_year: Mapping[int, Mapping[int, FigureLike]] = field(default_factory=dict)
    joins: Mapping[int, int] = field(default_factory=dict)
    asked: Sequence[int] = (COMMUNE,)
    peers: PeerSum | None = None
    label: str = ""
    label_last_year: str = ""
    scale: int = 100

    @property
    def indicator(self) -> Indicator:
        has_denominator = len(self.parts) > 1
        predecessor = Indicator(
            plan=Plan(pk=9, year=2021), pk=PREDECESSOR, measure=self.measure, definition_label=self.label_last_year
        )
        return Indicator(
            pk=INDICATOR,
            code="CT01",
            name="Trồng rừng",
            measure=self.measure,
            basis=self.basis,
            unit_of_measure="%" if has_denominator else "ha",
            decimals=2,
            scale=Decimal(self.scale if has_denominator else 1),
            profile=list(self.profile) or None,
            definition_label=self.label,
            predecessor=predecessor if self.last_year else None,
            due=[1, 2, 3, 4, 5],
        )

    @property
    def measure(self) -> str:
        """The measure that has so many parts."""
        return ("RECOGNITION", "AMOUNT", "RATIO")[len(self.parts)]

    def plan_data(self) -> PlanData:
        plan, indicator = Plan(pk=1, year=2022, owner_id=DISTRICT), self.indicator
        periods = {
            ordinal: Period(
                plan=plan,
                name=NAMES[ordinal],
                ordinal=ordinal,
                kind="FINAL" if ordinal == 5 else "REGULAR",
                starts_on=first,
                ends_on=last,
                due_on=last,
            )
            for ordinal, (first, last) in DAYS.items()
        }
        parts = {INDICATOR: {PartRole(part.role): part for part in self.parts}}
        mergers = PlanMergers(periods)
        for old, ordinal in self.joins.items():
            mergers.add_merger(old, UnitMerger(COMMUNE, ordinal))
        value = None if self.target is None else Decimal(self.target)
        targets = {
            unit: Target(
                pk=3 + unit,
                indicator_id=INDICATOR,
                unit_id=unit,
                comparator=">=",
                value=value if unit == COMMUNE else None,
                reports=True,
            )
            for unit in self.asked
        }
        return PlanData(
            plan=plan,
            periods=list(periods.values()),
            indicators={INDICATOR: indicator},
            specs=indicator_rules(plan, {INDICATOR: indicator}, parts, {}),
            parts=parts,
            targets={INDICATOR: targets},
            milestones={5: {ordinal: Decimal(level) for ordinal, level in self.milestones.items()}},
            baselines={INDICATOR: {unit: _rows(rows) for unit, rows in self.baselines.items()}},
            plan_mergers=mergers,
        )

    def report_data(self) -> ReportData:
        return ReportData(
            figures={
                (INDICATOR, unit, ordinal): make_figure(figure)
                for unit, by_ordinal in self.figures.items()
                for ordinal, figure in by_ordinal.items()
            },
            readings={INDICATOR: figure_readings(self.figures)},
            last_year={INDICATOR: figure_readings(self.last_year)},
        )

    def references(self) -> ReferenceFigures:
        plan_data = self.plan_data()
        sums = {(INDICATOR, DISTRICT, str(UnitKind.COMMUNE)): self.peers} if self.peers else {}
        period = next(period for period in plan_data.periods if period.ordinal == self.ordinal)
        return ReferenceFigures(plan_data, self.report_data(), period, UNITS, PeerFigures(sums))

    def benchmarks(self) -> FigureBenchmarks:
        return FigureBenchmarks(self.references(), self.indicator, COMMUNE)

    def warnings(self, figure: FigureLike, **values: Any) -> tuple[FigureWarning, ...]:
        """What is asked about the figure that the unit enters in the period."""
        return figure_warnings(self.references(), self.indicator, COMMUNE, make_figure(figure, **values))

    def warning_texts(self, figure: FigureLike, **values: Any) -> list[str]:
        return [warning.text for warning in self.warnings(figure, **values)]


def make_figure(figure: FigureLike, **values: Any) -> Figure:
    """A number is the numerator; a pair is numerator and denominator."""
    numbers = reading(COMMUNE, 1, figure)
    return Figure(numerator=numbers.numerator, denominator=numbers.denominator, **values)


def figure_readings(figures: Mapping[int, Mapping[int, FigureLike]]) -> list[FigureReading]:
    return [
        reading(unit, ordinal, figure) for unit, by_ordinal in figures.items() for ordinal, figure in by_ordinal.items()
    ]


def _rows(rows: Mapping[int, PriorFigure | int]) -> dict[int, PriorFigure]:
    return {ordinal: row if isinstance(row, PriorFigure) else prior(row) for ordinal, row in rows.items()}
