"""Tests of the distance of numbers from their benchmarks, and of suggested readings, without a database."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.warning_rules.figure_warning import FigureAmount, WarningGrade, WarningKind
from reports.warning_rules.magnitude_benchmark import MagnitudeBenchmark
from reports.warning_rules.magnitude_rules import out_of_scale

EXPLAIN, CONFIRM = WarningGrade.EXPLAIN, WarningGrade.CONFIRM


def amount(value: str | Decimal, unit: str = "ha") -> FigureAmount:
    return FigureAmount("numerator", "Diện tích", unit, Decimal(value))


def before(value: str, name: str = "Quý II", **changes) -> MagnitudeBenchmark:
    fields = {"above": (5, 50), "below": (5, 100), "half": True} | changes
    return MagnitudeBenchmark(WarningKind.CHANGE, name, Decimal(value), **fields)


def plan(value: str, pace: str | None = None) -> MagnitudeBenchmark:
    least = Decimal(pace) if pace else Decimal(0)
    return MagnitudeBenchmark(
        WarningKind.PLAN, "kế hoạch cả năm", Decimal(value), (2, 10), (30, 100) if pace else None, least, "mức cần có"
    )


def peers(value: str) -> MagnitudeBenchmark:
    return MagnitudeBenchmark(WarningKind.PEERS, "mức chung của 19 đơn vị khác", Decimal(value), (30, 100), (100, 300))


@pytest.mark.parametrize(
    ("then", "now", "text"),
    [
        ("11", "18", "Cao hơn 63,6 % so với Quý II (11 → 18 người)"),
        ("40", "19,9", "Thấp hơn 50,3 % so với Quý II (40 → 19,9 người)"),
        ("40", "60", None),  # exactly 50 %
        ("40", "20", None),
        ("40", "60.01", "Cao hơn 50 % so với Quý II (40 → 60,01 người)"),
        ("2", "4", None),  # CT15: below 10 a change says nothing
        ("9.99", "20", None),
        ("10", "16", "Cao hơn 60 % so với Quý II (10 → 16 người)"),
        ("20", "0", None),  # nothing has happened
        ("116", "116000", "Gấp 1.000 lần Quý II (116 → 116.000 người)"),
        ("2", "11", None),
        ("2", "12", "Gấp 6 lần Quý II (2 → 12 người)"),
        ("15", "2", "Chỉ bằng 1/7,5 Quý II (15 → 2 người)"),
        ("4", "0.4", None),
        ("4", "0.004", "Chỉ bằng 1/1.000 Quý II (4 → 0,004 người)"),
    ],
)
def test_a_change_from_before(then, now, text):
    warning = out_of_scale(amount(now.replace(",", "."), "người"), [before(then)])
    assert (warning and warning.text) == text


@pytest.mark.parametrize(
    ("value", "benchmarks", "grade"),
    [
        # Each alone, on both sides.
        ("200", [before("5")], EXPLAIN),
        ("250", [before("5")], CONFIRM),
        ("0.2", [before("12")], EXPLAIN),
        ("0.1", [before("9.6")], None),  # below 10
        ("0.09", [before("9.6")], CONFIRM),
        ("52", [plan("26")], EXPLAIN),
        ("51", [plan("26")], None),
        ("260", [plan("26")], CONFIRM),
        ("0.34", [plan("26", "10.4")], EXPLAIN),
        ("0.36", [plan("26", "10.4")], None),
        ("0.1", [plan("26", "10.4")], CONFIRM),
        ("0.1", [plan("26")], None),  # nothing is expected in the period
        ("419", [peers("14")], None),
        ("420", [peers("14")], EXPLAIN),
        ("1400", [peers("14")], CONFIRM),
        ("0.14", [peers("14")], EXPLAIN),
        ("0.15", [peers("14")], None),
        # Together: one that is near makes it less, or silent where others are only different.
        ("2100", [before("16.3"), plan("26"), peers("14")], CONFIRM),
        ("300", [before("290"), plan("26")], EXPLAIN),
        ("300", [before("4"), plan("250", "60")], EXPLAIN),
        ("0.3", [before("0.3"), plan("26", "10.4"), peers("14")], None),
        ("500", [before("480"), peers("4")], None),
        ("0", [before("480"), plan("26", "10.4"), peers("4")], None),
        ("-2100", [before("16.3"), plan("26")], CONFIRM),
        ("-1", [before("16.3"), plan("26", "10.4")], None),
    ],
)
def test_how_far_is_too_far(value, benchmarks, grade):
    warning = out_of_scale(amount(value), benchmarks)
    assert (warning and warning.grade) == grade


def test_what_is_told_names_both_numbers():
    warning = out_of_scale(amount("2100"), [before("16.3"), plan("26"), peers("14")])
    assert warning
    assert warning.text == "Gấp 129 lần Quý II (16,3 → 2.100 ha), gấp 80,8 lần kế hoạch cả năm (26 ha)"
    assert out_of_scale(amount("60"), [plan("26")]).text == "60 ha gấp 2,3 lần kế hoạch cả năm (26 ha)"
    assert out_of_scale(amount("0.01"), [plan("26", "10.4")]).text == "0,01 ha chỉ bằng 1/1.040 mức cần có (10,4 ha)"
    assert out_of_scale(amount("1400"), [peers("14")]).text.endswith("gấp 100 lần mức chung của 19 đơn vị khác (14 ha)")


@pytest.mark.parametrize(
    ("value", "unit", "benchmarks", "suggestion"),
    [
        ("2.465", "người", [before("2465")], "2465"),
        ("2465000", "người", [before("2465")], "2465"),
        ("25.95", "triệu đồng", [before("27200"), plan("116000", "27840")], "25950"),
        ("25950000000", "triệu đồng", [before("27200")], "25950"),  # đồng
        ("162000", "ha", [before("16.3")], "16.2"),  # m²
        ("16200", "tấn", [before("16.3")], "16.2"),  # kg
        ("162", "tấn", [before("16.3")], "16.2"),  # tạ
        ("24650", "người", [before("2465")], "2465"),
        ("850", "người", [before("5"), plan("19")], None),  # 0,85 of a person
        ("1234567", "ha", [before("16.1"), plan("27")], None),  # more decimals than the indicator has
        ("43", "người", [before("2465")], None),  # no power of ten is near enough
        ("455", "ha", [before("16.3", above=(50, 100), below=(100, 300), half=False), plan("26")], None),
        ("99", "ha", [], None),
    ],
)
def test_what_may_have_been_meant(value, unit, benchmarks, suggestion):
    warning = out_of_scale(amount(value, unit), benchmarks)
    assert bool(warning) == bool(benchmarks)
    assert (warning and warning.suggestion) == (suggestion and Decimal(suggestion))


usual = st.decimals("1", "100000", places=2)


@given(usual, st.decimals("0.4", "2.5", places=2), st.sampled_from([Decimal(1000), Decimal("0.001")]))
def test_thousands_are_always_seen_beside_what_was_before(value: Decimal, change: Decimal, factor: Decimal):
    """A true number rises or falls by little; a factor of 1,000 is always extraordinary."""
    warning = out_of_scale(amount(value * change * factor), [before(str(value))])
    assert warning
    assert warning.grade == CONFIRM


@given(usual, st.decimals("0.7", "1.5", places=2), st.sampled_from([Decimal(1000), Decimal("0.001")]))
def test_the_suggestion_is_the_number_itself(value: Decimal, change: Decimal, factor: Decimal):
    true = round(value * change, 2)
    warning = out_of_scale(amount(true * factor), [before(str(value))])
    assert warning
    assert warning.suggestion == true


@given(usual, st.decimals("0.67", "1.5", places=2))
def test_what_is_near_is_silent(value: Decimal, change: Decimal):
    benchmarks = [before(str(value)), plan(str(value * 4), str(value)), peers(str(value))]
    assert out_of_scale(amount(value * change), benchmarks) is None
