"""The rules that hold between the entries of a plan's file. Pure."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from targets.enums import Measure, PartRole, TargetBasis
from targets.kind_rules import end_rules, over_time_rules, rank_rules, word_rules

Errors = dict[Any, Any]


def part_roles(measure: Measure) -> list[PartRole]:
    """Returns the numbers that an indicator of this measure names in its entry "parts", in order."""
    if measure.has_denominator:
        return [PartRole.NUMERATOR, PartRole.DENOMINATOR]
    return [PartRole.NUMERATOR] if measure.has_single_number else []


def code_errors(indicator: Mapping[str, Any], fields: Mapping[str, int], used_codes: set[str]) -> Errors:
    code, field = indicator.get("code"), indicator.get("field")
    errors: Errors = {}
    if isinstance(code, str):
        if code in used_codes:
            errors["code"] = ["mã bị lặp"]
        used_codes.add(code)
    if isinstance(field, str) and field not in fields:
        errors["field"] = [f"“{field}” không có trong danh sách “fields”"]
    return errors


def target_rules(data: Mapping[str, Any], entry_names: set[str]) -> Iterator[tuple[str, str]]:
    if ("target" in entry_names) != ("comparator" in entry_names):
        missing, there = ("target", "comparator") if "comparator" in entry_names else ("comparator", "target")
        yield missing, f"phải có khi có “{there}”"
    basis = data.get("basis")
    if basis in (TargetBasis.RISE, TargetBasis.FALL, TargetBasis.GROWTH) and "baseline_kind" not in entry_names:
        yield "baseline_kind", "phải có khi “basis” là RISE, FALL hay GROWTH"
    if basis == TargetBasis.LEVEL and "baseline_kind" in entry_names:
        yield "baseline_kind", "chỉ dùng khi “basis” là RISE, FALL hay GROWTH"
    yield from end_rules(data, entry_names)


def measure_rules(data: Mapping[str, Any], entry_names: set[str]) -> Iterator[tuple[str, str]]:
    measure, parts = data["measure"], data.get("parts")
    roles = [part.get("role") for part in parts or [] if isinstance(part, dict)]
    if parts is not None and None not in roles and roles != part_roles(measure):
        yield "parts", "không khớp với cách tính (AMOUNT: tử số; RATIO: tử số rồi mẫu số; loại khác: không có)"
    yield from over_time_rules(data)
    yield from word_rules(data, entry_names)
    yield from rank_rules(data, entry_names)
    reporters = data.get("reporters") or {}
    units, kinds = reporters.get("units"), reporters.get("kinds")
    if measure.is_composite:
        if not entry_names & {"children"} or not data.get("children", True):
            yield "children", "phải có ở chỉ tiêu ALL_OF"
        for name in ("basis", "baseline_kind", "profile_percent"):
            if name in entry_names:
                yield name, "chỉ tiêu ALL_OF không có mục này"
        return
    if data.get("children"):
        yield "children", "chỉ chỉ tiêu ALL_OF mới có"
    if "basis" not in entry_names:
        yield "basis", "phải có (chỉ ALL_OF mới không có)"
    if "reporters" not in entry_names or ("reporters" in data and not units and not kinds):
        yield "reporters", "phải nêu đơn vị nhập số liệu, ở “units” hoặc “kinds”"


def list_entries(raw: Any) -> list[tuple[int, Mapping[str, Any]]]:
    """The entries of a list as they were written, with their places; nothing for anything else."""
    items = raw if isinstance(raw, list | tuple) else ()
    return [(place, item) for place, item in enumerate(items) if isinstance(item, Mapping)]


def number_list(values: Any) -> list[Any]:
    return (
        list(values) if isinstance(values, list) and all(isinstance(value, int | Decimal) for value in values) else []
    )


def day_text(day: date) -> str:
    return f"{day:%d/%m/%Y}"
