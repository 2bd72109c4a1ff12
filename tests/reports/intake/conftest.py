"""The office whose workbooks are filled in, and a reporter of it."""

from collections.abc import Iterator

import pytest

from chodon_thidua.lib import clock
from tests.reports.builders import Office, make_office, moment
from tests.reports.intake.filling import Desk, desk


@pytest.fixture
def office(db: None) -> Iterator[Office]:
    with clock.at(moment()):
        yield make_office()


@pytest.fixture
def own(office: Office) -> Desk:
    return desk(office)
