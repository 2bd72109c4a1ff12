"""The words for how far a number is from its benchmark. Pure."""

from decimal import Decimal

from chodon_thidua.lib.numbers import format_number, input_text
from reports.warning_rules.figure_warning import FigureAmount, WarningKind
from reports.warning_rules.magnitude_benchmark import CERTAIN, MagnitudeBenchmark

TIMES_FROM = 3  # from here on a person sees more in “gấp 10 lần” than in “cao hơn 900 %”
SHARE_FROM = 5
FEWEST_DECIMALS = 2


def magnitude_text(benchmark: MagnitudeBenchmark, amount: FigureAmount) -> str:
    if benchmark.kind == WarningKind.CHANGE:
        return _change(
            amount, benchmark.value if benchmark.display_value is None else benchmark.display_value, benchmark.name
        )
    return f"{amount} {comparison_text(benchmark, amount)}"


def comparison_text(benchmark: MagnitudeBenchmark, amount: FigureAmount) -> str:
    size = abs(amount.value)
    if size > benchmark.value:
        return f"gấp {_times(size / benchmark.value)} lần {benchmark.name} ({_rounded_text(amount, benchmark.value)})"
    share = f"chỉ bằng 1/{_times(benchmark.floor / size)}"
    return f"{share} {benchmark.least_name or benchmark.name} ({_rounded_text(amount, benchmark.floor)})"


def _change(amount: FigureAmount, before: Decimal, when: str) -> str:
    now = abs(amount.value)
    if now >= TIMES_FROM * before:
        change = f"Gấp {_times(now / before)} lần"
    elif before >= SHARE_FROM * now:
        change = f"Chỉ bằng 1/{_times(before / now)}"
    else:
        word = "Cao hơn" if now > before else "Thấp hơn"
        change = f"{word} {format_number(100 * abs(now - before) / before, 1)} % so với"
    return f"{change} {when} ({input_text(before)} → {amount})"


def _times(times: Decimal) -> str:
    return format_number(times, 1 if times < CERTAIN else 0)


def _rounded_text(amount: FigureAmount, value: Decimal) -> str:
    """Writes a computed number with as many decimals as people read."""
    return f"{format_number(value, FEWEST_DECIMALS if value >= 1 else 4)} {amount.unit}"
