"""The whole plan of 2022 run through the calculation: every indicator, period, scope and state of reporting.

`python -m tests.targets.plan_table` writes plan_table.csv anew. Figures are made up, on the plan's own targets.
"""

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from targets.calculation.aggregate import FigureAggregate
from targets.calculation.assessment import Assessment, AssessmentPeriod
from targets.calculation.composite_assessment import assess_composite
from targets.calculation.goals import IndicatorGoal
from targets.calculation.measured_assessment import assess
from targets.calculation.prior_year.figures import PriorFigure, PriorYearFigures
from targets.calculation.types import FigureReading, UnitId
from targets.enums import Measure, PeriodState
from tests.targets.calculation_builders import FINAL, own_row, quarters, reading, recognition_reading, unit_rows
from tests.targets.plan_specs import (
    BY_COMMUNES,
    COMMUNES,
    COMPOSITES,
    DEPARTMENT,
    GOALS,
    NGOC_PHAI,
    SPECS,
    TOPS,
    allocation,
    commune_goal,
)

TABLE = Path(__file__).with_suffix(".csv")
HEADER = ("indicator", "scope", "reported", "I", "II", "III", "IV", "year")
ORDINALS = (1, 2, 3, 4, FINAL)
D = Decimal

# What departments report in quarters I–IV and for the year; the year repeats the quarters unless it says more.
BY_DEPARTMENT: dict[str, list[FigureReading]] = {
    "CT02": quarters(DEPARTMENT, 26000, 30000, 29000, 30942, 115942),
    "CT04": [reading(DEPARTMENT, FINAL, ("76496.68", "95561.12"))],
    "CT05": [recognition_reading(DEPARTMENT, FINAL, NGOC_PHAI)],
    "CT06": quarters(DEPARTMENT, 0, 1, 1, 1, 3),
    "CT09": [recognition_reading(DEPARTMENT, FINAL, 2032, 2038, 2029, year=2021)],
    "CT10": [
        recognition_reading(DEPARTMENT, 2, "Bằng Lũng"),
        recognition_reading(DEPARTMENT, 3, "Yên Thượng"),
        recognition_reading(DEPARTMENT, 4, "Bản Thi", "Lương Bằng"),
        recognition_reading(DEPARTMENT, FINAL, "Đồng Thắng"),
    ],
    "CT11": [reading(DEPARTMENT, 3, (291, 300)), reading(DEPARTMENT, FINAL, (291, 300))],
    "CT12a": quarters(DEPARTMENT, 100, None, None, None, 100),
    "CT12b": quarters(DEPARTMENT, None, 48, 100, 100, 100),
    "CT12c": quarters(DEPARTMENT, 12, 55, 85, 100, "100.4"),
    "CT13": quarters(DEPARTMENT, (5, 6), (6, 7), (7, 9), (7, 7), (25, 29)),
    "CT14": quarters(DEPARTMENT, (80, 92), (90, 92), (91, 92), (92, 92), (92, 92)),
    "CT15a": quarters(DEPARTMENT, 9, 12, 10, 10, 41),
    "CT15b": quarters(DEPARTMENT, 4, 6, 5, 5, 20),
    "CT15c": quarters(DEPARTMENT, 10, 11, 11, 12, 44),
}
LAST_YEAR = {"CT15a": (11, 22, 33, 43, 43), "CT15b": (5, 10, 15, 20, 20), "CT15c": (11, 22, 34, 46, 46)}
# What each commune plants and creates, in percent of its allocation.
PACE: dict[str, tuple[Decimal | int, ...]] = {"CT03": (40, D("61.2"), 0, 0), "CT07": (21, 23, 30, 29)}
PEOPLE, HOUSEHOLDS, POOR = 2500, 600, 150


def commune_readings(code: str, commune: UnitId) -> list[FigureReading]:
    """One commune's year: a little more than its allocation asks for."""
    share = allocation(code, commune)
    if code == "CT01":
        year = share * D("1.04") * PEOPLE / 1000
        harvests = [(year * part, PEOPLE if first else None) for part, first in ((D("0.55"), True), (D("0.45"), False))]
        return [reading(commune, 2, harvests[0]), reading(commune, 3, (0, None)), reading(commune, 4, harvests[1])]
    if code == "CT08":
        still_poor = POOR - (share + D("0.1")) * HOUSEHOLDS / 100
        return [reading(commune, ordinal, (still_poor, HOUSEHOLDS)) for ordinal in (4, FINAL)]
    steps = [round(share * step / 100, SPECS[code].decimals) for step in PACE[code]]
    return quarters(commune, *steps, sum(steps))


def figures(code: str, scope: str, coverage: str) -> list[FigureReading]:
    """The readings of the scope; “part” is 12 of 20 communes, or of a single unit the first figure it owes."""
    if coverage == "nothing":
        return []
    if scope == "district" and code in BY_COMMUNES:
        communes = COMMUNES[:12] if coverage == "part" else COMMUNES
        return [commune_reading for commune in communes for commune_reading in commune_readings(code, commune)]
    alone = commune_readings(code, NGOC_PHAI) if scope == "commune" else BY_DEPARTMENT[code]
    return alone[:1] if coverage == "part" else alone


def history(code: str) -> PriorYearFigures:
    if code in LAST_YEAR:
        return PriorYearFigures(own={o: PriorFigure(D(value)) for o, value in enumerate(LAST_YEAR[code], 1)})
    if code == "CT08":
        return unit_rows(FINAL, dict.fromkeys(COMMUNES, (POOR, HOUSEHOLDS)), SPECS[code].definition_label)
    return own_row(FINAL, 500) if code == "CT01" else PriorYearFigures()


def moment(ordinal: int, state: PeriodState) -> AssessmentPeriod:
    """While the year is open its quarters are locked."""
    return AssessmentPeriod(ordinal, state, last_state=PeriodState.LOCKED)


def assess_row(code: str, scope: str, coverage: str, ordinal: int, state: PeriodState) -> Assessment:
    spec = SPECS[code]
    if spec.measure == Measure.ALL_OF:
        children = [assess_row(child, scope, coverage, ordinal, state) for child in COMPOSITES[code]]
        return assess_composite(spec, children, FigureAggregate(ordinal, assigned=1))
    by_communes = COMMUNES if code in BY_COMMUNES else (DEPARTMENT,)
    unit_ids = (NGOC_PHAI,) if scope == "commune" else by_communes
    target: IndicatorGoal | None = commune_goal(code, NGOC_PHAI) if scope == "commune" else GOALS[code]
    return assess(
        spec,
        figures(code, scope, coverage),
        dict.fromkeys(ORDINALS, unit_ids),
        moment(ordinal, state),
        goal=target,
        history=history(code),
    )


def cell(still_open: Assessment, locked_assessment: Assessment) -> str:
    """The status while the period is open, and behind an arrow once it is locked, if that is another.

    Then what is compared with the target, what is expected, and the percentage of plan. A star stands for “tạm tính”.
    """
    star = "*" if still_open.provisional else ""
    status = f"{still_open.status}{star}"
    if star or locked_assessment.status != still_open.status:
        status += f" → {locked_assessment.status}"
    before, after = _numbers(still_open), _numbers(locked_assessment)
    return " ".join(filter(None, [status, before if before == after else f"{before} → {after}"]))


def _numbers(result: Assessment) -> str:
    if result.children:
        return f"{result.satisfied_children}/{len(result.assessed_children)}"
    if result.value is None:
        return ""
    numbers = f"{_short(result.achievement)} of {_short(result.expected)}"
    return numbers if result.percent_shown is None else f"{numbers} = {result.percent_shown} %"


def _short(number: Decimal | None) -> str:
    return "?" if number is None else f"{round(number, 2).normalize():f}"


def rows() -> Iterator[tuple[str, ...]]:
    for code in (one for top in TOPS for one in (top, *COMPOSITES.get(top, ()))):
        for scope in ("district", "commune") if code in BY_COMMUNES else ("district",):
            for coverage in ("nothing", "part", "everything"):
                states = (PeriodState.OPEN, PeriodState.LOCKED)
                pairs = [[assess_row(code, scope, coverage, o, state) for state in states] for o in ORDINALS]
                yield (code, scope, coverage, *(cell(*pair) for pair in pairs))


def main() -> None:
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([HEADER, *rows()])


if __name__ == "__main__":
    main()
