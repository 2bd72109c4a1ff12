"""Last year's figures of one unit as people look at them together: the numbers by period, their definition and source.

Pure.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from chodon_thidua.lib.numbers import input_text, plain_number
from chodon_thidua.lib.state_names import StateNameError, is_state
from targets.enums import Measure
from targets.plan_rows import BaselineRow

PARTS = ("numerator", "denominator", "value")
MARK_LENGTH = 16


@dataclass(frozen=True, slots=True)
class BaselineNumbers:
    """Last year's figure to date at one ordinal: a value, both parts of a ratio, or nothing."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    def __bool__(self) -> bool:
        return any(getattr(self, name) is not None for name in PARTS)


@dataclass(frozen=True, slots=True)
class UnitBaseline:
    """The stored figures of one indicator and unit. Shape: `rows` by ordinal."""

    unit: str
    rows: Mapping[int, BaselineRow] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return self._common("label")

    @property
    def source(self) -> str:
        return self._common("source")

    @property
    def labels(self) -> list[str]:
        return sorted({row.label for row in self.rows.values()})

    @property
    def sources(self) -> list[str]:
        return sorted({row.source for row in self.rows.values()})

    @property
    def mark(self) -> str:
        """A hash of the figures, which shows whether anybody has changed them since."""
        return baseline_hash(self.rows)

    def numbers(self, ordinal: int) -> BaselineNumbers:
        row = self.rows.get(ordinal)
        return BaselineNumbers(row.value, row.numerator, row.denominator) if row else BaselineNumbers()

    def revised_rows(
        self, new_numbers: Mapping[int, BaselineNumbers], label: str, source: str
    ) -> dict[int, BaselineRow]:
        """Returns the rows to store instead; a text changed for all periods alike replaces those of each."""
        rows = {}
        for ordinal, numbers in new_numbers.items():
            if not numbers:
                continue
            before = self.rows.get(ordinal)
            row = BaselineRow(self.unit, ordinal, numbers.value, numbers.numerator, numbers.denominator, label, source)
            if before and label == self.label:
                row = replace(row, label=before.label)
            if before and source == self.source:
                row = replace(row, source=before.source)
            rows[ordinal] = row
        return rows

    def _common(self, name: str) -> str:
        """The text that all periods have; empty where they differ."""
        texts = {getattr(row, name) for row in self.rows.values()}
        return str(texts.pop()) if len(texts) == 1 else ""


def baseline_hash(rows: Mapping[int, BaselineRow]) -> str:
    texts = (text for ordinal in sorted(rows) for text in _texts(rows[ordinal]))
    return hashlib.sha256("\x1f".join(texts).encode()).hexdigest()[:MARK_LENGTH]


def baseline_errors(
    numbers: BaselineNumbers,
    measure: Measure,
    minimums: Mapping[str, Decimal | None],
    *,
    within: bool,
    states: Sequence[str] = (),
) -> dict[str, str]:
    """Returns a sentence for each wrong number of a figure; `within` forbids a numerator above its denominator.

    A number of an indicator with `states` must be that of one of them.

    Shape: `minimums` by number.
    """
    entered = {name: value for name in PARTS if (value := getattr(numbers, name)) is not None}
    if not measure.has_denominator:
        faults = {name: "Chỉ tiêu này không có tử số, mẫu số." for name in entered if name != "value"}
    elif "value" in entered and len(entered) > 1:
        return {"value": "Nhập cả tử số và mẫu số, hoặc chỉ nhập mức đã công bố; không nhập cả hai."}
    elif len(entered) == 1 and "value" not in entered:
        missing, there = ("denominator", "tử số") if "numerator" in entered else ("numerator", "mẫu số")
        return {missing: f"Mới có {there}. Nhập nốt số này, hoặc xóa {there}."}
    else:
        faults = {}
    for name, value in entered.items():
        if states and not is_state(states, value):
            faults[name] = str(StateNameError(input_text(value), states))
            continue
        lowest = minimums.get(name)
        if lowest is not None and value < lowest:
            faults[name] = f"Số phải từ {plain_number(lowest)} trở lên."
    if entered.get("denominator") == 0 and "denominator" not in faults and entered["numerator"]:
        faults["denominator"] = "Mẫu số bằng 0 mà tử số khác 0."
    elif within and "denominator" in entered and entered["numerator"] > entered["denominator"]:
        faults["numerator"] = "Tử số không được lớn hơn mẫu số."
    return faults


def _texts(row: BaselineRow) -> Iterator[str]:
    yield str(row.ordinal)
    yield from (plain_number(getattr(row, name)) for name in PARTS)
    yield row.label
    yield row.source
