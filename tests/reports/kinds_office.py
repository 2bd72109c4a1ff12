"""An office whose plan has an indicator of every kind, each with a figure in quarter III."""

import json
from decimal import Decimal
from typing import Any

from chodon_thidua.lib import clock
from targets.enums import Measure, PeriodState
from tests.reports.builders import YEAR, SampleOffice, add_plan, make_office, moment
from tests.targets.plan_examples import EXAMPLES

# Of each example: the figure of the department, or of each of two communes: numerator and denominator.
FIGURES: dict[str, tuple[Any, Any]] = {
    "A1": (5001, None),
    "A2": (33, 1000),
    "A3": ("2.5", None),
    "A4": ("4.1", None),
    "A5": (9, None),
    "A6": ("312.7", None),
    "A7": (44, 1000),
    "A8": (982, None),
    "A8a": (511, None),
    "A9": (377, 1000),
    "A10": ("4.21", None),
    "A12": (2, None),
    "A14": (17, None),
    "A15a": (3, None),
    "A15b": (1, None),
}


def kind_indicators(office: SampleOffice) -> list[dict[str, Any]]:
    """The examples with the units of the sample office, due in every quarter."""
    text = json.dumps(list(EXAMPLES.values()), ensure_ascii=False).replace('"TCKH"', f'"{office.department.code}"')
    indicators: list[dict[str, Any]] = json.loads(text)
    for each in [own for top in indicators for own in (top, *top.get("children", []))]:
        if each["measure"] != Measure.ALL_OF:
            each["due"] = [1, 2, 3, 4, 5]
        if each.get("baseline_kind") == "SAME_PERIOD":
            each["last_year"] = [
                {"unit": office.department.code, "ordinal": ordinal, "value": "923", "source": "Niên giám 2021"}
                for ordinal in range(1, 6)
            ]
    return indicators


def make_office_of_kinds() -> SampleOffice:
    """Quarter III is entered and sent by everybody, and approved."""
    office = make_office(communes=2, indicators=())
    add_plan(office, YEAR, kind_indicators(office), "16/KH-UBND")
    with clock.at(moment()):
        for ordinal in (1, 2, 3):
            office.set_period(ordinal, PeriodState.OPEN)
        for code, (numerator, denominator) in FIGURES.items():
            by_communes = "kinds" in EXAMPLES.get(code, {}).get("reporters", {})
            for unit in office.communes if by_communes else [office.department]:
                numbers = [None if number is None else Decimal(number) for number in (numerator, denominator)]
                office.enter(code, *numbers, unit=unit)
    return office
