"""The office whose numbers are taken out."""

from collections.abc import Iterator

import pytest

from chodon_thidua.lib import clock
from targets.enums import BaselineKind, Basis
from targets.models import Baseline, Indicator, Target
from tests.reports.builders import Office, make_office, moment


@pytest.fixture
def office(db: None) -> Iterator[Office]:
    with clock.at(moment()):
        yield make_office()


@pytest.fixture
def falling(office: Office) -> Indicator:
    """CT02 as a rate that must fall by 2 points from last year's end, when it was 12 %; now it is 9 %."""
    indicator = office.indicators["CT02"]
    Indicator.objects.filter(pk=indicator.pk).update(
        basis=Basis.FALL, baseline_kind=BaselineKind.YEAR_END, scale=100, unit_of_measure="%", decimals=2, due=[3]
    )
    indicator.parts.update(over_time="LAST")
    Target.objects.filter(indicator=indicator, unit=office.district).update(value=2)
    for commune in office.communes:
        office.enter("CT02", 9, 100, unit=commune)
        office.approve(commune)
        Baseline.objects.create(indicator=indicator, unit=commune, ordinal=5, numerator=12, denominator=100)
    return indicator
