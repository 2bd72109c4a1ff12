"""The rules between the periods of a plan's file. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from targets.plan_format.file_rhythm import file_rhythm
from targets.plan_rules import day_text

PeriodSpan = tuple[int, date, date]  # its place in the file, its first and last day


EARLY = timedelta(days=31)


LONGEST_YEAR = 366  # days


def calendar_rules(periods: Sequence[Any], year: int | None) -> Iterator[tuple[int, str, str]]:
    """Yields the mistakes between periods: the place of one in the file, its entry, the sentence.

    The last period is the whole year. It may start on any day, as a school year does, and the regular periods lie in
    it; the first of them may begin up to a month earlier, where reports close in mid-month.
    """
    rows = {
        row["ordinal"]: (place, row["starts_on"], row["ends_on"])
        for place, row in enumerate(periods)
        if isinstance(row, dict) and {"ordinal", "starts_on", "ends_on"} <= row.keys()
    }
    final, noun = rows.pop(file_rhythm().final, None), file_rhythm().noun
    if final:
        yield from _whole_year(final, year)
        for ordinal, row in rows.items():
            yield from _within_year(row, final, is_first=ordinal == min(rows))
    for ordinal, (place, first, _) in rows.items():
        before = rows.get(ordinal - 1)
        if before and first != before[2] + timedelta(days=1):
            wrong = "trùng với" if first <= before[2] else "bỏ cách ngày so với"
            day_after = day_text(before[2] + timedelta(days=1))
            advice = f"{noun} trước đến {day_text(before[2])}, {noun} này phải từ {day_after}"
            yield place, "starts_on", f"{day_text(first)} {wrong} {noun} trước ({advice})"


def _whole_year(final: PeriodSpan, year: int | None) -> Iterator[tuple[int, str, str]]:
    place, first, last = final
    if year and not first.year <= year <= last.year:
        yield place, "ends_on", f"{day_text(first)} – {day_text(last)} không có ngày nào thuộc năm {year} của kế hoạch"
    if (last - first).days >= LONGEST_YEAR:
        yield place, "ends_on", f"{day_text(last)} quá một năm kể từ ngày đầu kỳ {day_text(first)}"


def _within_year(period: PeriodSpan, final: PeriodSpan, *, is_first: bool) -> Iterator[tuple[int, str, str]]:
    (place, first, last), (_, earliest, latest) = period, final
    if is_first:
        earliest -= min(EARLY, earliest - date.min)
    if not earliest <= first <= latest:
        yield (
            place,
            "starts_on",
            f"{day_text(first)} nằm ngoài kỳ cả năm (phải từ {day_text(earliest)} đến {day_text(latest)})",
        )
    if last > latest:
        yield place, "ends_on", f"{day_text(last)} sau ngày cuối của kỳ cả năm {day_text(latest)}"
