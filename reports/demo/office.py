"""The demo office: the real 2022 plan with made-up figures, written by the same services that people use.

The clock moves through the year while it writes, so that every event has its true order and comes before the due date.
"""

from django.contrib.auth.hashers import make_password
from django.db import transaction

from chodon_thidua.lib import clock
from reports.demo.office_data import (
    FIXTURES,
    THIRD_QUARTER,
    DemoOffice,
    decimal_or_none,
    moment_on,
    read_fixture,
    reporter_name,
)
from reports.demo.office_directives import write_directives
from reports.demo.office_reports import write_reports, write_reviews
from reports.services.rollups import rollups_at_the_end
from targets.enums import PeriodState
from targets.models import Period
from targets.plan_file import read_plan
from targets.plan_rows import BaselineRow
from targets.programme_file import read_programme
from targets.services import baseline_set, period_set_state, plan_load, programme_load
from units.enums import Role
from units.models import Unit, User
from units.services import account_create, units_load
from units.services.contacts import contact_set
from units.services.notices import notices_read
from units.startup_checks import DEMO_PASSWORD
from units.unit_file import read_units as read_units


@transaction.atomic
def load_demo() -> DemoOffice:
    """Writes the whole demo office into an empty database."""
    data = read_fixture("demo-2022.json")
    units_load(file=read_units((FIXTURES / data["units"]).read_text(encoding="utf-8")))
    plan = plan_load(file=read_plan(read_fixture(data["plan"]))).plan
    day = Period.objects.filter(plan=plan).latest("ends_on").ends_on
    demo = DemoOffice(data, plan, {unit.code: unit for unit in Unit.objects.valid_on(day)})
    _accounts(demo)
    _last_year(demo)
    programme_load(file=read_programme(read_fixture(data["programme"])))
    with rollups_at_the_end(plan):
        for period in Period.objects.filter(plan=plan, ordinal__lte=THIRD_QUARTER).select_related("plan__owner"):
            _period(demo, period)
    write_directives(demo)
    return demo


def _accounts(demo: DemoOffice) -> None:
    """Three people of the district and one reporter for each unit that enters figures."""
    for row in demo.data["accounts"]:
        unit = demo.units[row["unit"]]
        _account(
            demo, row["username"], row["full_name"], unit, Role(row["role"]), row.get("post", ""), row.get("phone", "")
        )
    for unit in Unit.objects.filter(targets__indicator__plan=demo.plan, targets__reports=True).distinct():
        _account(demo, reporter_name(unit.code), f"Cán bộ {unit.short_name}", unit, Role.REPORTER)
    contact = demo.data["contact"]
    contact_set(**{**contact, "unit": demo.units[contact["unit"]]}, actor=demo.people["quantri"])
    # One hash for all: it costs a third of a second, and all have the same password anyway.
    User.objects.filter(is_demo=True).update(password=make_password(DEMO_PASSWORD))


def _account(
    demo: DemoOffice, username: str, full_name: str, unit: Unit, role: Role, post: str = "", phone: str = ""
) -> None:
    demo.people[username] = account_create(
        username=username,
        full_name=full_name,
        password=None,
        memberships=[(unit, role)],
        is_demo=True,
        must_change_password=False,
        post=post,
        phone=phone,
    )


def _last_year(demo: DemoOffice) -> None:
    indicators, admin = demo.indicators, demo.people["quantri"]
    for row in demo.data["last_year"]:
        figure = BaselineRow(
            unit=row["unit"],
            ordinal=row["ordinal"],
            value=decimal_or_none(row.get("value")),
            numerator=decimal_or_none(row.get("numerator")),
            denominator=decimal_or_none(row.get("denominator")),
            label=row.get("definition_label", ""),
            source=row["source"],
        )
        baseline_set(indicator=indicators[row["indicator"]], unit=demo.units[row["unit"]], row=figure, actor=admin)


def _period(demo: DemoOffice, period: Period) -> None:
    """Opens the period, writes and reviews its reports as the demo file says, and locks it if it is over."""
    admin = demo.people["quantri"]
    with clock.at(moment_on(period.ends_on, 8, -2)):
        period = period_set_state(period=period, state=PeriodState.OPEN, actor=admin)
    reports = dict(write_reports(demo, period))
    write_reviews(demo, period, reports)
    if period.ordinal < THIRD_QUARTER:
        with clock.at(moment_on(period.due_on, 17, 2)):
            period_set_state(period=period, state=PeriodState.LOCKED, actor=admin)
            for person in demo.people.values():
                notices_read(user=person)  # by then people have read the notice of the approval
