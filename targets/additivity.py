"""Tells whether amounts of several units have a sum, where a plan does not say so itself. Pure."""

from chodon_thidua.lib.measure_units import is_rank_unit
from targets.enums import Measure, OverTime

MARKS = ("%", "‰", "/")
AVERAGES = ("bình quân", "trung bình")
# The first words of names of averages and rates; “Số xã có tỷ lệ hộ nghèo dưới 5 %” counts communes.
RATES = ("tỷ lệ", "tỉ lệ", "tỷ suất", "tỷ trọng", "tốc độ", "năng suất", "mật độ", "chỉ số", "hệ số")
RANKINGS = ("xếp hạng", "thứ hạng", "vị trí xếp hạng")


def is_additive(measure: Measure, name: str, unit_of_measure: str, over_time: OverTime | None = None) -> bool:
    """Tells whether the number is taken to add up over units: not words, nor an amount like an average or a rank.

    The highest readings of units have no sum, for they may be of different days; `over_time` is the amount's. Rather
    a list than a wrong sum: 60, 65 and 64 triệu đồng/người are no 189.
    """
    if measure.is_in_words or over_time is OverTime.MAXIMUM:
        return False
    unit, lower_name = unit_of_measure.casefold(), name.casefold()
    per_unit = any(mark in unit for mark in (*MARKS, *AVERAGES, *RATES))
    # “Dân số trung bình” is nevertheless a number of people.
    by_name = lower_name.startswith(RATES) or (AVERAGES[0] in lower_name and not lower_name.startswith("số "))
    is_rank = is_rank_unit(unit_of_measure) or lower_name.startswith(RANKINGS)
    return not measure.has_single_number or not (per_unit or by_name or is_rank)
