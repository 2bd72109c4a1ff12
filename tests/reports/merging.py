"""Helpers of the tests of mergers: recording one as an administrator does, and reading a leader's page.

Communes 1, 2 and 3 report 10, 20 and 40 ha in quarters I and II. Quarter III is 15/06–14/09, IV 15/09–14/12.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from chodon_thidua.lib import clock
from reports.coordination.reminders.page import outstanding_reports_page
from reports.progress.overview import PlanOverview, plan_overview
from reports.selectors.scope import plan_scope
from targets.enums import PeriodState
from tests.factories import UnitFactory, member
from tests.reports.builders import SampleOffice, make_office, moment
from tests.stored_rows import built_once, remembered
from tests.targets.calculation_builders import FINAL
from units.enums import Role
from units.models import Unit, User
from units.services import succession_create

AMOUNTS = (10, 20, 40)
FIRST_DAY, INSIDE, LAST_DAY = date(2022, 6, 15), date(2022, 8, 1), date(2022, 9, 14)
IN_FOURTH, AFTER_FOURTH, AFTER_FINAL = date(2022, 11, 1), date(2022, 12, 20), date(2023, 1, 10)
BEFORE = date(2021, 12, 15)
# From which period on the successor reports: 6 is never.
PASSES_ON = {FIRST_DAY: 3, INSIDE: 4, LAST_DAY: 4, IN_FOURTH: 5, AFTER_FOURTH: 5, AFTER_FINAL: 6}


@contextmanager
def office_of_a_whole_year() -> Iterator[SampleOffice]:
    """An office on the day after the year, with every period open: any of them can still be entered."""
    with clock.at(moment(1, 1, year=2023)):
        yield built_once(make_office_of_a_whole_year, ("AMOUNT", "RATIO", "RECOGNITION"))


def make_office_of_a_whole_year(indicators: tuple[str, ...], years: int = 1) -> SampleOffice:
    office = make_office(indicators=indicators, years=years)
    for ordinal in (4, FINAL):
        office.set_period(ordinal, PeriodState.OPEN)
    return office


def approve_figures(
    office: SampleOffice, unit: Unit, ordinal: int, amount: int | None, people: int | None = None
) -> None:
    office.enter("CT01", amount, unit=unit, ordinal=ordinal)
    if people is not None:
        office.enter("CT02", amount, people, unit=unit, ordinal=ordinal)
    office.approve(unit, ordinal)


@remembered
def two_quarters(office: SampleOffice) -> None:
    for ordinal in (1, 2):
        for unit, amount in zip(office.communes, AMOUNTS, strict=True):
            approve_figures(office, unit, ordinal, amount, 100 * amount)


def merge(office: SampleOffice, old: Sequence[Unit], on: date, into: Unit | None = None, name: str = "Xã Mới") -> Unit:
    """Records a merger as an administrator does; without a successor into a new unit that takes over the first code."""
    for unit in old:
        Unit.objects.filter(pk=unit.pk).update(valid_to=on - timedelta(days=1))
    if into is None:
        into = UnitFactory.create(
            code=old[0].code, name=name, short_name=name.removeprefix("Xã "), parent=office.district, valid_from=on
        )
        office.communes.append(into)
        office.reporters.append(member(into, Role.REPORTER, full_name=f"Cán bộ {into.short_name}"))
    for unit in old:
        unit.refresh_from_db()
        succession_create(actor=office.administrator, predecessor=unit, successor=into, on=on)
    return into


def overview_at(office: SampleOffice, ordinal: int, unit: Unit | None = None) -> PlanOverview:
    person = User.objects.get(pk=office.leader.pk)
    code = unit.address_on(office.period(ordinal).ends_on) if unit else ""
    scope = plan_scope(person, year=2022, plan_id=None, ordinal=ordinal, code=code)
    assert scope
    return plan_overview(scope.visible_units, scope.view, scope.period, scope.unit)


def assessment_of(result: PlanOverview, code: str = "CT01") -> Any:
    return next(row for row in result.rows if row.code == code).assessment


def short_names(units: Any) -> set[str]:
    return {unit.short_name for unit in units}


def outstanding_units(office: SampleOffice, ordinal: int) -> set[str]:
    person = User.objects.get(pk=office.reviewer.pk)
    return short_names(one.unit for one in outstanding_reports_page(person, 2022, ordinal=ordinal).outstanding)
