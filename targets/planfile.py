"""A plan read from a JSON file: parsed and checked as a whole before anything is written. Pure.

The format is that of `fixtures/plan-15-2022.json`; the README describes it.
"""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from targets.enums import FINAL_ORDINAL, BaselineKind, Basis, Comparator, Measure, OverTime, PartRole


class PlanFileError(ValueError):
    """The file cannot become a plan; `problems` are Vietnamese sentences, one for each mistake."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


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
class LastYearRow:
    unit: str
    ordinal: int
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    label: str
    source: str


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
    basis: Basis | None
    baseline_kind: BaselineKind | None
    definition_label: str
    comparator: Comparator | None
    target: Decimal | None
    lead: str
    note: str
    due: tuple[int, ...]
    profile: tuple[Decimal, ...] | None
    numerator_within_denominator: bool
    named_units: tuple[str, ...]
    parts: tuple[PartRow, ...]
    reporter_units: tuple[str, ...]
    reporter_kinds: tuple[str, ...]
    allocations: Mapping[str, Decimal] = dataclasses.field(default_factory=dict)
    last_year: tuple[LastYearRow, ...] = ()
    children: tuple["IndicatorRow", ...] = ()


@dataclass(frozen=True, slots=True)
class PlanFile:
    document_number: str
    issued_on: date
    title: str
    year: int
    owner: str
    periods: tuple[PeriodRow, ...]
    fields: tuple[tuple[str, str], ...]
    indicators: tuple[IndicatorRow, ...]


def read_plan(raw: Mapping[str, Any]) -> PlanFile:
    """Read the parsed JSON of a plan file.

    Raises: PlanFileError with every problem found.
    """
    reader = _Reader()
    plan = reader.plan(raw)
    if reader.problems or plan is None:
        raise PlanFileError(reader.problems)
    return plan


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError("neither true nor false")
    return value


class _Reader:
    """Collects problems while it reads, so that one run names them all."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def _get(
        self, raw: Mapping[str, Any], key: str, where: str, convert: Callable[[Any], Any], default: Any = ...
    ) -> Any:
        value = raw.get(key)
        if value is None:
            if default is ...:
                self.problems.append(f"{where}: thiếu “{key}”.")
                return None
            return default
        try:
            return convert(value)
        except (ValueError, InvalidOperation, TypeError):
            self.problems.append(f"{where}: “{key}” không hợp lệ: {value!r}.")
            return None

    def _enum(self, kind: type[StrEnum]) -> Callable[[Any], StrEnum]:
        return lambda value: kind(value)

    def plan(self, raw: Mapping[str, Any]) -> PlanFile | None:
        fields = tuple((str(row.get("code", "")), str(row.get("name", ""))) for row in raw.get("fields", ()))
        plan = PlanFile(
            document_number=self._get(raw, "document_number", "Kế hoạch", str),
            issued_on=self._get(raw, "issued_on", "Kế hoạch", date.fromisoformat),
            title=self._get(raw, "title", "Kế hoạch", str),
            year=self._get(raw, "year", "Kế hoạch", int),
            owner=self._get(raw, "owner", "Kế hoạch", str),
            periods=tuple(self.period(row) for row in raw.get("periods", ())),
            fields=fields,
            indicators=tuple(self.indicator(row, {code for code, _ in fields}) for row in raw.get("indicators", ())),
        )
        if sorted(p.ordinal or 0 for p in plan.periods) != list(range(1, FINAL_ORDINAL + 1)):
            self.problems.append("Kế hoạch: phải có đúng năm kỳ, thứ tự 1 đến 5.")
        codes = [row.code for top in plan.indicators for row in (top, *top.children)]
        self.problems += [f"Chỉ tiêu {code}: mã bị lặp." for code in sorted({c for c in codes if codes.count(c) > 1})]
        return plan

    def period(self, raw: Mapping[str, Any]) -> PeriodRow:
        where = f"Kỳ {raw.get('ordinal', '?')}"
        return PeriodRow(
            ordinal=self._get(raw, "ordinal", where, int),
            name=self._get(raw, "name", where, str),
            starts_on=self._get(raw, "starts_on", where, date.fromisoformat),
            ends_on=self._get(raw, "ends_on", where, date.fromisoformat),
            due_on=self._get(raw, "due_on", where, date.fromisoformat),
        )

    def indicator(self, raw: Mapping[str, Any], fields: set[str]) -> IndicatorRow:
        where = f"Chỉ tiêu {raw.get('code', '?')}"
        reporters = raw.get("reporters") or {}
        row = IndicatorRow(
            code=self._get(raw, "code", where, str),
            field=self._get(raw, "field", where, str),
            name=self._get(raw, "name", where, str),
            quote=self._get(raw, "quote", where, str, ""),
            measure=self._get(raw, "measure", where, self._enum(Measure)),
            unit_of_measure=self._get(raw, "unit_of_measure", where, str),
            additive=self._get(raw, "additive", where, _truth, None),
            decimals=self._get(raw, "decimals", where, int, 0),
            scale=self._get(raw, "scale", where, Decimal, Decimal(1)),
            basis=self._get(raw, "basis", where, self._enum(Basis), None),
            baseline_kind=self._get(raw, "baseline_kind", where, self._enum(BaselineKind), None),
            definition_label=self._get(raw, "definition_label", where, str, ""),
            comparator=self._get(raw, "comparator", where, self._enum(Comparator), None),
            target=self._get(raw, "target", where, Decimal, None),
            lead=self._get(raw, "lead", where, str, ""),
            note=self._get(raw, "note", where, str, ""),
            due=tuple(self._get(raw, "due", where, lambda due: [int(o) for o in due], [])),
            profile=self._get(raw, "profile_percent", where, lambda steps: tuple(Decimal(str(s)) for s in steps), None),
            numerator_within_denominator=bool(raw.get("numerator_within_denominator", False)),
            named_units=tuple(raw.get("named_units", ())),
            parts=tuple(self.part(part, where) for part in raw.get("parts", ())),
            reporter_units=tuple(reporters.get("units", ())),
            reporter_kinds=tuple(reporters.get("kinds", ())),
            allocations=self._get(raw, "allocations", where, lambda rows: {k: Decimal(v) for k, v in rows.items()}, {}),
            last_year=tuple(self.last_year(last, where) for last in raw.get("last_year", ())),
            children=tuple(self.indicator(child, fields) for child in raw.get("children", ())),
        )
        self._check(row, where, fields)
        return row

    def _check(self, row: IndicatorRow, where: str, fields: set[str]) -> None:
        """Rules across an indicator's entries."""
        roles = [part.role for part in row.parts]
        wanted = {
            Measure.AMOUNT: [PartRole.NUMERATOR],
            Measure.RATIO: [PartRole.NUMERATOR, PartRole.DENOMINATOR],
            Measure.RECOGNITION: [],
            Measure.ALL_OF: [],
        }
        rules = [
            (row.field in fields, "lĩnh vực không có trong danh sách “fields”"),
            (
                roles == wanted.get(row.measure, roles),
                "“parts” không khớp với cách tính (AMOUNT: tử số; RATIO: tử số rồi mẫu số)",
            ),
            (
                (row.measure == Measure.ALL_OF) == bool(row.children),
                "chỉ tiêu ALL_OF phải có “children”, chỉ tiêu khác thì không",
            ),
            (
                (row.target is None) == (row.comparator is None),
                "phải có cả “target” và “comparator”, hoặc không có cả hai",
            ),
            (row.measure == Measure.ALL_OF or row.basis is not None, "thiếu “basis”"),
            (row.measure == Measure.ALL_OF or bool(row.reporter_units or row.reporter_kinds), "thiếu “reporters”"),
        ]
        self.problems += [f"{where}: {message}." for holds, message in rules if not holds]

    def part(self, raw: Mapping[str, Any], where: str) -> PartRow:
        return PartRow(
            role=self._get(raw, "role", where, self._enum(PartRole)),
            label=self._get(raw, "label", where, str),
            unit_of_measure=self._get(raw, "unit_of_measure", where, str),
            over_time=self._get(raw, "over_time", where, self._enum(OverTime)),
            minimum=self._get(raw, "minimum", where, Decimal, Decimal(0)),
            maximum=self._get(raw, "maximum", where, Decimal, None),
        )

    def last_year(self, raw: Mapping[str, Any], where: str) -> LastYearRow:
        return LastYearRow(
            unit=self._get(raw, "unit", where, str),
            ordinal=self._get(raw, "ordinal", where, int),
            value=self._get(raw, "value", where, Decimal, None),
            numerator=self._get(raw, "numerator", where, Decimal, None),
            denominator=self._get(raw, "denominator", where, Decimal, None),
            label=self._get(raw, "definition_label", where, str, ""),
            source=self._get(raw, "source", where, str, ""),
        )
