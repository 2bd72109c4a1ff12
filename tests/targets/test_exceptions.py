"""Exceptions that open a locked period to one unit: which are in force, asked of one or of all."""

from datetime import date, timedelta

import pytest

from chodon_thidua.lib import clock
from targets.models import PeriodException
from targets.selectors.exceptions import exception_days
from tests.reports.builders import SampleOffice, make_office, moment

pytestmark = pytest.mark.django_db
TODAY = date(2022, 9, 15)


@pytest.fixture
def office() -> SampleOffice:
    with clock.at(moment()):
        return make_office()


def grant(office: SampleOffice, unit: int = 0, days: int = 3, *, ended: bool = False) -> PeriodException:
    return PeriodException.objects.create(
        period=office.period(2),
        unit=office.communes[unit],
        until=TODAY + timedelta(days=days),
        reason="Sửa số",
        by=office.administrator,
        at=moment(),
        ended_at=moment() if ended else None,
        ended_by=office.administrator if ended else None,
    )


def test_one_is_in_force_exactly_where_the_query_finds_it(office: SampleOffice) -> None:
    made = [grant(office, days=-1), grant(office, days=0), grant(office, 1, days=5), grant(office, 1, ended=True)]
    in_force = set(PeriodException.objects.in_force(TODAY))
    assert [exception in in_force for exception in made] == [False, True, True, False]
    assert [exception.is_in_force_on(TODAY) for exception in made] == [False, True, True, False]


def test_the_longest_exception_of_a_unit_counts(office: SampleOffice) -> None:
    for unit, days, ended in ((0, 2, False), (0, 6, False), (0, 9, True), (1, 1, False), (2, -1, False)):
        grant(office, unit, days, ended=ended)
    period, units = office.period(2), [unit.pk for unit in office.communes]
    with clock.at(moment()):
        days_by_unit = exception_days([period], units)
        assert exception_days([office.period(1)], units) == {}
        assert exception_days([period], units[1:2]).keys() == {(units[1], period.pk)}
    assert days_by_unit == {(units[0], period.pk): date(2022, 9, 21), (units[1], period.pk): date(2022, 9, 16)}
