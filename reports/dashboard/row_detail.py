"""One row opened: the year by period, the units ranked, sources and notes, and why it is assessed as it is."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from reports.dashboard.charts import Spark, spark
from reports.dashboard.explanation import Fact, facts
from reports.models import Figure, Recognition
from reports.progress.assessment_text import Cells, achievement_text, cells_of, expected_text, remarks, source_text
from reports.progress.overview import Overview, Row, assess_at
from reports.progress.ranking import Ranking, ranking
from targets.calculation.assessment import Assessment
from targets.enums import REASON_LABELS, STATUS_LABELS, Basis, Measure, PeriodState, Status
from targets.models import Period

NAMED_AT_MOST = 3
MOST_NAMED = 100


@dataclass(frozen=True, slots=True)
class Step:
    """One period of the year; `cells` is None while it is still to come, `source` where an older value is from."""

    period: Period
    assessment: Assessment | None
    cells: Cells | None
    source: str = ""

    @property
    def expected_text(self) -> str:
        return expected_text(self.assessment) if self.assessment else ""

    @property
    def achievement_text(self) -> str:
        return achievement_text(self.assessment) if self.assessment else ""

    @property
    def status(self) -> str:
        return self.assessment.status if self.assessment else Status.NOT_DUE

    @property
    def status_label(self) -> str:
        return STATUS_LABELS[Status(self.status)]


@dataclass(frozen=True, slots=True)
class Source:
    text: str
    until: date | None
    units: str


@dataclass(frozen=True, slots=True)
class Note:
    unit: str
    period: str
    text: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A recognition; `counts` only when it was given for the plan's year."""

    subject: str
    item: Recognition
    counts: bool


@dataclass(frozen=True, slots=True)
class Detail:
    row: Row
    steps: tuple[Step, ...]
    spark: Spark | None
    spark_label: str
    ranking: Ranking | None
    decisions: tuple[Decision, ...]
    sources: tuple[Source, ...]
    notes: tuple[Note, ...]
    facts: tuple[Fact, ...]
    remarks: tuple[str, ...]
    earlier_sources: tuple[str, ...]
    is_whole: bool

    @property
    def status_label(self) -> str:
        return STATUS_LABELS[self.row.status]

    @property
    def past(self) -> tuple[Step, ...]:
        """The periods with something to show."""
        return tuple(step for step in self.steps if step.cells)


def detail(result: Overview, row: Row, *, order: str = "") -> Detail:
    """Everything behind one row; `order` is that of its units. Queries: none of its own; 1 in a large scope."""
    steps = tuple(_steps(result, row))
    figures = _figures(result, row)
    drawn, label = _spark(result, row, steps)
    return Detail(
        row=row,
        steps=steps,
        spark=drawn,
        spark_label=label,
        ranking=ranking(result, row, order=order),
        decisions=tuple(_decisions(result, figures)),
        sources=tuple(_sources(result.names, figures)),
        notes=tuple(_notes(result, figures)),
        facts=tuple(facts(result, row)),
        remarks=tuple(_remarks(result, row)),
        earlier_sources=_earlier_sources(result, row),
        is_whole=result.is_whole,
    )


def _remarks(result: Overview, row: Row) -> Iterator[str]:
    """What stands beside the number; the reason itself is the last of the facts."""
    reason, periods = row.assessment.reason, result.structure.period_names
    told_of = remarks(row.assessment, result.names, periods, pending=result.pending, most=MOST_NAMED)
    return (said for said in told_of if not reason or said != REASON_LABELS[reason])


def _steps(result: Overview, row: Row) -> Iterator[Step]:
    for period in result.structure.periods:
        if period.ordinal > result.period.ordinal or period.state == PeriodState.UPCOMING:
            yield Step(period, None, None)
            continue
        judged = assess_at(result, row.indicator, period)
        yield Step(period, judged, cells_of(judged), source_text(judged, result.structure.period_names))


def _spark(result: Overview, row: Row, steps: tuple[Step, ...]) -> tuple[Spark | None, str]:
    """The value by period beside last year's; of a fall or a rise its size, for only that compares with the target."""
    level = row.assessment.spec.basis == Basis.LEVEL
    judged = [step.assessment for step in steps]
    cells = [step.cells for step in steps]
    texts = [(c.actual if level else c.achievement).text if c else "" for c in cells]
    goal = row.assessment.goal
    drawn = spark(
        [step.period.name for step in steps],
        [(a.value if level else a.achievement) if a else None for a in judged],
        texts,
        last_year=[a.same_period if a and level else None for a in judged],
        target=goal.value if goal else None,
    )
    said = [f"{step.period.name}: {text}" for step, text in zip(steps, texts, strict=True) if text]
    return drawn, f"{'Lũy kế' if level else 'Mức tăng, giảm'} theo kỳ. {'; '.join(said)}"


Key = tuple[int, int, int]


def _figures(result: Overview, row: Row) -> dict[Key, Figure]:
    """The counted figures behind the row and its children, newest period first, then by the name of the unit."""
    wanted = {row.indicator.pk, *(child.indicator.pk for child in row.children)}
    at = result.period.ordinal
    chosen = {
        key: figure
        for key, figure in result.reported.figures.items()
        if key[0] in wanted and key[2] <= at and result.structure.acting(key[1], at) in result.units
    }
    units = result.units
    order = {pk: place for place, pk in enumerate(units)}
    return dict(sorted(chosen.items(), key=lambda one: (-one[0][2], order.get(one[0][1], len(order)), one[0][0])))


def _sources(told: Mapping[int, str], figures: Mapping[Key, Figure]) -> Iterator[Source]:
    """Distinct sources with the day up to which they tell."""
    units: dict[tuple[str, date | None], dict[str, None]] = defaultdict(dict)
    for (_, unit, _), figure in figures.items():
        units[figure.source or "Không ghi nguồn", figure.as_of][told.get(unit, str(unit))] = None
    for (text, until), by in units.items():
        some = ", ".join(by) if len(by) <= NAMED_AT_MOST else f"{len(by)} đơn vị"
        yield Source(text, until, some)


def _notes(result: Overview, figures: Mapping[Key, Figure]) -> Iterator[Note]:
    periods = {period.ordinal: period.name for period in result.structure.periods}
    for (_, unit, ordinal), figure in figures.items():
        if figure.note:
            yield Note(result.names.get(unit, str(unit)), periods[ordinal], figure.note)


def _decisions(result: Overview, figures: Mapping[Key, Figure]) -> Iterator[Decision]:
    for figure in figures.values():
        for item in result.reported.items.get(figure.pk, ()):
            subject = item.subject_unit.name if item.subject_unit else item.subject_text
            yield Decision(subject, item, counts=item.assessed_year == result.plan.year)


def _earlier_sources(result: Overview, row: Row) -> tuple[str, ...]:
    """Where last year's figures come from."""
    wanted = {one.indicator.pk for one in (row, *row.children) if one.indicator.measure != Measure.ALL_OF}
    return tuple(
        dict.fromkeys(
            source
            for (indicator, unit, _), source in sorted(result.structure.baseline_sources.items())
            if indicator in wanted and source and result.structure.acting(unit, result.period.ordinal) in result.units
        )
    )
