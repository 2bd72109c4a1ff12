"""The office whose numbers are taken out."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from chodon_thidua.lib import clock
from reports.entry.recognitions.decision_values import RecognitionValues
from reports.entry.recognitions.services import recognition_add
from targets.models import Baseline
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.meeting.reading import make_fall_indicator
from tests.stored_rows import remembered


@pytest.fixture
def office(db: None) -> Iterator[SampleOffice]:
    with clock.at(moment()):
        yield make_office()


@pytest.fixture
def full_office(office: SampleOffice) -> SampleOffice:
    fill(office)
    return office


@remembered
def fill(office: SampleOffice) -> None:
    """Enters some figures of every kind of indicator: a sum, a fall, a recognition, a composite."""
    make_fall_indicator(office)
    for n, commune in enumerate(office.communes):
        office.enter("CT01", 50 + n, unit=commune, ordinal=1, full_year_estimate=Decimal("60.5"))
        office.approve(commune, 1)
        Baseline.objects.create(indicator=office.indicators["CT01"], unit=commune, ordinal=3, value="30.25")
        Baseline.objects.create(indicator=office.indicators["CT01"], unit=commune, ordinal=5, value=40)
    office.enter("CT04a", "98.5", unit=office.department)
    office.enter("CT04b", 0, unit=office.department)
    values = RecognitionValues(2022, "12/QĐ-UBND", moment(1, 8).date(), subject_unit=office.communes[0])
    recognition_add(
        unit=office.department,
        period=office.period(),
        indicator=office.indicators["CT03"],
        actor=office.clerk,
        values=values,
        seen_version=0,
    )
    office.approve(office.department)
