"""The office whose workbooks are filled in, and a reporter of it."""

from collections.abc import Iterator

import pytest

from chodon_thidua.lib import clock
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.intake.filling import IntakeSession, intake_session


@pytest.fixture
def office(db: None) -> Iterator[SampleOffice]:
    with clock.at(moment()):
        yield make_office()


@pytest.fixture
def own(office: SampleOffice) -> IntakeSession:
    return intake_session(office)
