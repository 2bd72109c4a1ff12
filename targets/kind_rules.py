"""The rules of the kinds of targets in a plan's file: ends, words, ways over time, parts of an indicator. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from chodon_thidua.lib.measure_units import is_rank_unit
from chodon_thidua.lib.state_names import states_listing
from targets.enums import BaselineKind, Comparator, Measure, OverTime, TargetBasis

DEEPEST_BREAKDOWN = 2
NUMBERED_TARGET = ("comparator", "target", "upper", "tolerance", "allocations")


def end_rules(data: Mapping[str, Any], entry_names: set[str]) -> Iterator[tuple[str, str]]:
    """Yields the mistakes in the ends of a target: the name of an entry and a sentence."""
    comparator = data.get("comparator")
    if comparator is None:
        return
    target, upper, tolerance = (data.get(name) for name in ("target", "upper", "tolerance"))
    if comparator == Comparator.WITHIN and "upper" not in entry_names:
        yield "upper", "phải có khi “comparator” là in"
    if "upper" in entry_names and comparator != Comparator.WITHIN and not comparator.is_floor:
        yield "upper", "chỉ dùng khi “comparator” là in, > hoặc >="
    elif isinstance(upper, Decimal) and isinstance(target, Decimal) and upper <= target:
        yield "upper", "mức trên phải lớn hơn “target”"
    if comparator == Comparator.ABOUT and "tolerance" not in entry_names:
        yield "tolerance", "phải có khi “comparator” là ~; phần mềm không tự đoán sai số"
    if "tolerance" in entry_names and comparator != Comparator.ABOUT:
        yield "tolerance", "chỉ dùng khi “comparator” là ~"
    elif isinstance(tolerance, Decimal) and tolerance <= 0:
        yield "tolerance", "phải lớn hơn 0"


def word_rules(data: Mapping[str, Any], entry_names: set[str]) -> Iterator[tuple[str, str]]:
    """Yields the mistakes of an indicator whose value is a state or a text."""
    measure: Measure = data["measure"]
    if "target_words" in entry_names and not measure.has_text:
        yield "target_words", "chỉ dùng ở chỉ tiêu TEXT"
    if "states" in entry_names and not measure.has_states:
        yield "states", "chỉ dùng ở chỉ tiêu STATE"
    if not measure.is_in_words:
        return
    if data.get("basis") not in (None, TargetBasis.LEVEL):
        yield "basis", "phải là LEVEL ở chỉ tiêu STATE, TEXT"
    if "profile_percent" in entry_names:
        yield "profile_percent", "chỉ tiêu STATE, TEXT không có mục này"
    if data.get("additive"):
        yield "additive", "trạng thái, nội dung bằng lời của các đơn vị không cộng được"
    if measure.has_text:
        for name in NUMBERED_TARGET:
            if name in entry_names:
                yield name, "chỉ tiêu TEXT không có số; ghi mục tiêu ở “target_words”"
        return
    yield from _state_rules(data)


def _state_rules(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    states = data.get("states") or []
    if len(states) < 2 or len(set(states)) < len(states):
        yield "states", "phải có ít nhất hai trạng thái, tên khác nhau"
        return
    numbers = {Decimal(number) for number in range(len(states))}
    listing = states_listing(states)
    for name in ("target", "upper"):
        if isinstance(data.get(name), Decimal) and data[name] not in numbers:
            yield name, f"không có trạng thái này; các trạng thái là {listing}"
    allocations = data.get("allocations")
    ends = allocations.values() if isinstance(allocations, dict) else ()
    if any(end.value not in numbers or end.upper not in {*numbers, None} for end in ends):
        yield "allocations", f"có trạng thái không có trong danh sách; các trạng thái là {listing}"


def rank_rules(data: Mapping[str, Any], entry_names: set[str]) -> Iterator[tuple[str, str]]:
    """Yields the mistakes of a place among others (“hạng”): the smaller is the better, and none add up."""
    if not data["measure"].has_single_number or not is_rank_unit(data.get("unit_of_measure") or ""):
        return
    comparator = data.get("comparator")
    if comparator is not None and comparator.is_floor and data.get("basis") == TargetBasis.LEVEL:
        yield "comparator", "phải là <= hoặc < khi đơn vị tính là thứ hạng, vì hạng nhỏ là hạng tốt"
    if data.get("additive"):
        yield "additive", "thứ hạng của các đơn vị không cộng được"
    if "profile_percent" in entry_names:
        yield "profile_percent", "thứ hạng không có tiến độ theo kỳ; mức từng kỳ thì ghi mốc"
    if any(part.get("over_time") == OverTime.SUM for part in data.get("parts") or [] if isinstance(part, dict)):
        yield "parts", "thứ hạng không cộng dồn; ghi “over_time”: LAST"


def over_time_rules(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yields the mistakes between the ways over time of the parts, the measure and the basis."""
    parts = [part for part in data.get("parts") or [] if isinstance(part, dict)]
    rules = {part.get("over_time") for part in parts}
    if OverTime.MAXIMUM in rules and not data["measure"].has_single_number:
        yield "parts", "mức cao nhất (MAXIMUM) chỉ có ở chỉ tiêu AMOUNT"
    if OverTime.MAXIMUM in rules and data.get("additive"):
        yield "additive", "mức cao nhất (MAXIMUM) của các đơn vị không cộng được"
    grows_by_sums = data.get("basis") == TargetBasis.GROWTH and (
        OverTime.SUM in rules or data["measure"].counts_recognitions
    )
    if grows_by_sums and data.get("baseline_kind") == BaselineKind.YEAR_END:
        yield "baseline_kind", "phải là SAME_PERIOD, vì số cộng từ đầu năm chỉ so được với cùng kỳ"


def breakdown_errors(indicators: Sequence[tuple[int, Mapping[str, Any]]]) -> Iterator[tuple[int, str]]:
    """Yields the place of each “trong đó” that names no indicator that could have it, and a sentence."""
    wholes = {str(top.get("code")): (str(top.get("breakdown_of") or ""), top.get("measure")) for _, top in indicators}
    for place, top in indicators:
        code, whole = str(top.get("code")), str(top.get("breakdown_of") or "")
        if not whole:
            continue
        chain = _chain(code, wholes)
        if whole not in wholes:
            yield place, f"không có chỉ tiêu “{whole}” trong kế hoạch"
        elif code in chain:
            yield place, "không thể là “trong đó” của chính mình"
        elif len(chain) > DEEPEST_BREAKDOWN:
            yield place, f"“trong đó” chỉ có {DEEPEST_BREAKDOWN} cấp"
        elif _is_composite(top.get("measure")) or _is_composite(wholes[whole][1]):
            yield place, "chỉ tiêu gộp (ALL_OF) không có và không là “trong đó”"


def _is_composite(measure: object) -> bool:
    """Tells whether an entry names the measure with children; it is as it was written."""
    return measure in list(Measure) and Measure(str(measure)).is_composite


def _chain(code: str, wholes: Mapping[str, tuple[str, Any]]) -> list[str]:
    """Returns the indicators above a “trong đó”, the nearest first; it ends where it comes back to one of them."""
    chain: list[str] = []
    whole = wholes[code][0]
    while whole in wholes and whole not in chain:
        chain.append(whole)
        whole = wholes[whole][0]
    return chain
