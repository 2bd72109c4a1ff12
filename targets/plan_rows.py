"""The rows of a plan as its file gives them, checked. Pure."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from targets.enums import BaselineKind, Comparator, Measure, OverTime, PartRole, TargetBasis
from targets.rhythm import Rhythm


@dataclass(frozen=True, slots=True)
class PeriodRow:
    ordinal: int
    name: str
    starts_on: date
    ends_on: date
    due_on: date


@dataclass(frozen=True, slots=True)
class PartRow:
    role: PartRole
    label: str
    unit_of_measure: str
    over_time: OverTime
    minimum: Decimal | None
    maximum: Decimal | None


@dataclass(frozen=True, slots=True)
class BaselineRow:
    unit: str
    ordinal: int
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    label: str
    source: str


@dataclass(frozen=True, slots=True)
class TargetEnds:
    """The number of a target, or the lower and the upper end."""

    value: Decimal
    upper: Decimal | None = None


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator; `reporter_units` and `reporter_kinds` say who enters figures, by code or by kind of unit."""

    code: str
    field: str
    name: str
    quote: str
    measure: Measure
    unit_of_measure: str
    additive: bool | None
    decimals: int
    scale: Decimal
    basis: TargetBasis | None
    baseline_kind: BaselineKind | None
    definition_label: str
    comparator: Comparator | None
    target: TargetEnds | None
    leads: tuple[str, ...]
    note: str
    due: tuple[int, ...]
    profile: tuple[Decimal, ...] | None
    numerator_within_denominator: bool
    named_units: tuple[str, ...]
    parts: tuple[PartRow, ...]
    reporter_units: tuple[str, ...]
    reporter_kinds: tuple[str, ...]
    allocations: Mapping[str, TargetEnds] = dataclasses.field(default_factory=dict)
    last_year: tuple[BaselineRow, ...] = ()
    children: tuple["IndicatorRow", ...] = ()
    states: tuple[str, ...] = ()
    target_words: str = ""
    breakdown_of: str = ""


def with_breakdowns(rows: Sequence[IndicatorRow], whole: str = "") -> list[IndicatorRow]:
    """Puts each “trong đó” right behind the indicator whose part it is."""
    return [each for row in rows if row.breakdown_of == whole for each in (row, *with_breakdowns(rows, row.code))]


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A whole plan; `sha256` is that of the contents it was read from, however they were laid out."""

    document_number: str
    issued_on: date
    title: str
    year: int
    owner: str
    periods: tuple[PeriodRow, ...]
    fields: tuple[tuple[str, str], ...]
    indicators: tuple[IndicatorRow, ...]
    rhythm: Rhythm = Rhythm.QUARTERS
    sha256: str = dataclasses.field(default="", compare=False)
