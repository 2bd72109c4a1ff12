"""The office whose numbers are taken out."""

from collections.abc import Iterator

import pytest

from chodon_thidua.lib import clock
from targets.models import Indicator
from tests.reports.builders import Office, make_office, moment
from tests.reports.excel.filling import Desk, desk
from tests.reports.excel.reading import let_fall


@pytest.fixture
def office(db: None) -> Iterator[Office]:
    with clock.at(moment()):
        yield make_office()


@pytest.fixture
def falling(office: Office) -> Indicator:
    return let_fall(office)


@pytest.fixture
def own(office: Office) -> Desk:
    return desk(office)
