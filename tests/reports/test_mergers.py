"""Units that merge on any day of the year: every number is kept, and nobody who owes a report disappears.

Communes 1, 2 and 3 report 10, 20 and 40 ha in quarters I and II. Quarter III is 15/06–14/09, IV 15/09–14/12.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chodon_thidua.lib import clock
from chodon_thidua.lib.errors import Refusal
from reports.models import Figure, Reminder
from reports.query import Query
from reports.selectors.addresses import plan_scope
from reports.selectors.dashboard import dashboard
from reports.selectors.matrix import matrix
from reports.selectors.overview import Overview, overview
from reports.selectors.owing import owing_page
from reports.selectors.period_page import period_page
from reports.selectors.periods import report_list
from reports.selectors.ranking import ranking
from reports.selectors.sheets import Earlier, entry_sheet
from reports.services.entry import quarters_keep
from reports.services.figures import FigureValues, figure_save
from reports.services.recognitions import RecognitionValues, recognition_add
from reports.services.reminders import reminders_send
from reports.services.reports import report_approve, report_submit
from targets.enums import FINAL_ORDINAL, OverTime, PartRole, PeriodState
from targets.models import Baseline, IndicatorPart, Target
from targets.planfile import read_plan
from targets.selectors import plan_view
from targets.services import plan_load
from tests.factories import UnitFactory, member
from tests.reports.builders import Office, make_office, moment
from tests.reports.test_overview import last_year
from units.enums import Role
from units.models import Unit, UnitSuccession, User
from units.services import succession_create
from units.sight import sight_over

pytestmark = pytest.mark.django_db

AMOUNTS = (10, 20, 40)
FIRST_DAY, INSIDE, LAST_DAY = date(2022, 6, 15), date(2022, 8, 1), date(2022, 9, 14)
IN_FOURTH, AFTER_FOURTH, AFTER_FINAL = date(2022, 11, 1), date(2022, 12, 20), date(2023, 1, 10)
BEFORE = date(2021, 12, 15)
# From which period on the successor reports: 6 is never.
PASSES_ON = {FIRST_DAY: 3, INSIDE: 4, LAST_DAY: 4, IN_FOURTH: 5, AFTER_FOURTH: 5, AFTER_FINAL: 6}


@pytest.fixture
def office(db: None) -> Iterator[Office]:
    with clock.at(moment(1, 1, year=2023)):
        made = make_office(indicators=("AMOUNT", "RATIO", "RECOGNITION"))
        for ordinal in (4, FINAL_ORDINAL):
            made.set_period(ordinal, PeriodState.OPEN)
        yield made


def report(office: Office, unit: Unit, ordinal: int, amount: int | None, people: int | None = None) -> None:
    office.enter("CT01", amount, unit=unit, ordinal=ordinal)
    if people is not None:
        office.enter("CT02", amount, people, unit=unit, ordinal=ordinal)
    office.approve(unit, ordinal)


def two_quarters(office: Office) -> None:
    for ordinal in (1, 2):
        for unit, amount in zip(office.communes, AMOUNTS, strict=True):
            report(office, unit, ordinal, amount, 100 * amount)


def merge(office: Office, old: Sequence[Unit], on: date, into: Unit | None = None, name: str = "Xã Mới") -> Unit:
    """As an administrator records it; without a successor into a new unit that takes the first one's code over."""
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


def seen(office: Office, ordinal: int, unit: Unit | None = None) -> Overview:
    person = User.objects.get(pk=office.leader.pk)
    code = unit.address_on(office.period(ordinal).ends_on) if unit else ""
    scope = plan_scope(person, year=2022, plan_id=None, ordinal=ordinal, code=code)
    assert scope
    return overview(scope.sight, scope.view, scope.period, scope.unit)


def judged(result: Overview, code: str = "CT01") -> Any:
    return next(row for row in result.rows if row.code == code).assessment


def names(units: Any) -> set[str]:
    return {unit.short_name for unit in units}


def owed(office: Office, ordinal: int) -> set[str]:
    person = User.objects.get(pk=office.reviewer.pk)
    return names(one.unit for one in owing_page(person, 2022, ordinal=ordinal).owed)


KINDS: dict[str, Callable[[Office, date], Unit]] = {
    "into a new unit": lambda office, on: merge(office, office.communes[:2], on),
    "into an existing one": lambda office, on: merge(office, office.communes[:1], on, office.communes[1]),
    "into one that reported nothing": lambda office, on: merge(
        office, office.communes[:2], on, UnitFactory.create(name="Xã Khác", short_name="Khác", parent=office.district)
    ),
}


@pytest.mark.parametrize("on", PASSES_ON)
@pytest.mark.parametrize("kind", KINDS)
def test_a_merger_on_any_day_keeps_every_total(office: Office, kind: str, on: date) -> None:
    two_quarters(office)
    office.enter("CT03", 0, unit=office.department)
    office.approve(office.department)
    heir = KINDS[kind](office, on)
    for ordinal, amount in {1: 70, 2: 140, 3: 140, 4: 140, 5: 140}.items():
        result = seen(office, ordinal)
        assert judged(result).value == amount
        # Σ numerators over the population that each reported last.
        assert judged(result, "CT02").value == Decimal(1000) * amount / 7000
        assert judged(result).goal.value == 120
        passed = ordinal >= PASSES_ON[on]
        asked = judged(result).totals.assigned
        assert (office.communes[0].pk in asked, heir.pk in asked) == (not passed, passed or heir == office.communes[1])
        found = ranking(result, next(row for row in result.rows if row.code == "CT01"))
        assert found
        assert sum(one.cells.actual.text != "" for one in found.units) == len(asked)
    call_command("rebuild_rollup", "--check")


@pytest.mark.parametrize("on", PASSES_ON)
@pytest.mark.parametrize("kind", KINDS)
def test_nobody_who_owes_a_report_disappears(office: Office, kind: str, on: date) -> None:
    first, second, third = office.communes
    heir = KINDS[kind](office, on)
    for ordinal in range(1, 6):
        asked = {first, second} if ordinal < PASSES_ON[on] else {heir, second} - {first if heir != second else None}
        if heir != second and ordinal >= PASSES_ON[on]:
            asked = {heir}
        wanted = names({*asked, third})
        assert owed(office, ordinal) - {"Phòng NN&PTNT"} == wanted
        result = seen(office, ordinal)
        assert names(duty.unit for duty in result.duties) - {"Phòng NN&PTNT"} == wanted
        page = period_page(User.objects.get(pk=office.administrator.pk), 2022, ordinal)
        assert names(page.asked) - {"Phòng NN&PTNT"} == wanted
        view = plan_view(sight_over(office.district), year=2022)
        assert view
        sheet = entry_sheet(view, office.period(ordinal), list(Unit.objects.all()))
        assert names(sheet.reporting) - {"Phòng NN&PTNT"} == wanted


def test_what_predecessors_report_in_the_merger_period_counts_there_and_later(office: Office) -> None:
    two_quarters(office)
    heir = merge(office, office.communes[:2], INSIDE)
    report(office, office.communes[0], 3, 5, 1100)
    report(office, office.communes[2], 3, 7, 4000)
    assert [judged(seen(office, ordinal)).value for ordinal in (3, 4, 5)] == [152, 152, 152]
    report(office, heir, 4, 30, 3200)
    assert [judged(seen(office, ordinal)).value for ordinal in (3, 4, 5)] == [152, 182, 182]
    # The successor's first population stands for its predecessors'.
    assert judged(seen(office, 4), "CT02").tally.contributed.denominator == 3200 + 4000
    assert judged(seen(office, 4, heir)).value == 10 + 20 + 10 + 20 + 5 + 30
    with pytest.raises(Refusal):
        office.enter("CT01", 1, unit=heir, ordinal=3)
    with pytest.raises(Refusal):
        office.enter("CT01", 1, unit=office.communes[0], ordinal=4)


def test_a_final_figure_of_the_successor_restates_the_year_of_its_predecessors(office: Office) -> None:
    two_quarters(office)
    heir = merge(office, office.communes[:1], IN_FOURTH, office.communes[1])
    report(office, office.communes[0], 4, 3)
    assert [judged(seen(office, ordinal)).value for ordinal in (4, 5)] == [143, 143]
    quarters_keep(
        view=plan_view(sight_over(office.district), year=2022),
        unit=heir,
        period=office.period(FINAL_ORDINAL),
        actor=office.reporter(heir),
    )
    office.approve(heir, FINAL_ORDINAL)
    assert judged(seen(office, FINAL_ORDINAL)).value == 143
    assert judged(seen(office, FINAL_ORDINAL, heir)).value == 63
    assert judged(seen(office, 4, heir)).value == 40


def test_two_mergers_in_a_row(office: Office) -> None:
    two_quarters(office)
    heir = merge(office, office.communes[:2], FIRST_DAY)
    report(office, heir, 3, 8, 3100)
    last = merge(office, [heir], IN_FOURTH, office.communes[2])
    assert [judged(seen(office, ordinal)).value for ordinal in (1, 2, 3, 4, 5)] == [70, 140, 148, 148, 148]
    assert names(duty.unit for duty in seen(office, 4).duties) == {"Mới", "Bằng Lãng"}
    assert judged(seen(office, 5, last)).value == 148
    assert judged(seen(office, 5, last)).goal.value == 120
    assert judged(seen(office, 5), "CT02").tally.contributed.denominator == 3100 + 4000


def test_two_mergers_within_one_period(office: Office) -> None:
    two_quarters(office)
    heir = merge(office, office.communes[:2], INSIDE)
    last = merge(office, [heir], date(2022, 9, 1), name="Xã Cuối")
    assert names(duty.unit for duty in seen(office, 3).duties) >= {"Ngọc Phái", "Quảng Bạch", "Bằng Lãng"}
    assert names(duty.unit for duty in seen(office, 4).duties) == {"Cuối", "Bằng Lãng"}
    assert [judged(seen(office, ordinal)).value for ordinal in (3, 4, 5)] == [140, 140, 140]
    assert judged(seen(office, 4, last)).value == 60
    assert heir.pk not in judged(seen(office, 3)).totals.assigned


def test_a_merger_before_the_plan_begins_is_over(office: Office) -> None:
    merge(office, office.communes[:1], BEFORE, office.communes[1])
    assert "Ngọc Phái" not in owed(office, 1)
    assert judged(seen(office, 1, office.communes[1])).goal.value == 80


def test_departments_merge_likewise_and_keep_their_decisions(office: Office) -> None:
    recognition_add(
        unit=office.department,
        period=office.period(3),
        indicator=office.indicators["CT03"],
        actor=office.clerk,
        values=RecognitionValues(2022, "1/QĐ", date(2022, 7, 1), subject_unit=office.communes[0]),
        seen_version=0,
    )
    office.approve(office.department)
    other = UnitFactory.create(
        code="KT", name="Phòng Kinh tế", short_name="KT", kind="DEPARTMENT", parent=office.district
    )
    merge(office, [office.department], INSIDE, other)
    assert [judged(seen(office, ordinal), "CT03").value for ordinal in (3, 4, 5)] == [1, 1, 1]
    assert judged(seen(office, 5, other), "CT03").goal.value == 2
    assert names(duty.unit for duty in seen(office, 5).duties) >= {"KT"}


# Goals


def test_a_successor_is_asked_for_its_own_and_its_predecessors_amounts(office: Office) -> None:
    for ordinal, amounts in ((1, (10, 20)), (2, (10, 20))):
        for unit, amount in zip(office.communes, amounts, strict=False):
            report(office, unit, ordinal, amount)
    heir = merge(office, office.communes[:1], FIRST_DAY, office.communes[1])
    found = judged(seen(office, 3, heir))
    assert (found.value, found.goal.value, found.percent_shown) == (60, 80, 75)
    assert judged(seen(office, 2, heir)).goal.value == 40


def test_a_rate_keeps_the_successors_own_level(office: Office) -> None:
    first, second, _ = office.communes
    Target.objects.filter(unit=first, indicator__code="CT02").update(value=450)
    merge(office, [first], FIRST_DAY, second)
    assert judged(seen(office, 3, second), "CT02").goal.value == 500


def test_a_new_units_rate_is_typed_anew(office: Office) -> None:
    heir = merge(office, office.communes[:2], FIRST_DAY)
    assert judged(seen(office, 3, heir), "CT02").goal is None
    Target.objects.create(indicator=office.indicators["CT02"], unit=heir, comparator=">=", value=480, reports=True)
    assert judged(seen(office, 3, heir), "CT02").goal.value == 480
    assert judged(seen(office, 2), "CT02").totals.assigned == tuple(one.pk for one in office.communes[:3])


def test_a_row_without_a_level_takes_nothing_from_a_new_unit(office: Office) -> None:
    heir = merge(office, office.communes[:2], INSIDE)
    Target.objects.create(indicator=office.indicators["CT01"], unit=heir, reports=True)
    assert judged(seen(office, 4, heir)).goal.value == 80
    assert heir.pk not in judged(seen(office, 3)).totals.assigned
    Target.objects.filter(unit=office.district, indicator__code="CT01").delete()
    assert judged(seen(office, 4)).goal.value == 120


def test_a_headline_is_not_added_to(office: Office) -> None:
    Target.objects.create(
        indicator=office.indicators["CT01"], unit=office.department, comparator=">=", value=120, reports=True
    )
    merge(office, [office.department], FIRST_DAY, office.district)
    assert judged(seen(office, 3)).goal.value == 120


# Last year


@pytest.mark.parametrize("on", [FIRST_DAY, INSIDE, IN_FOURTH])
def test_last_years_figures_of_merged_units_are_compared_together(office: Office, on: date) -> None:
    two_quarters(office)
    for unit, amount in zip(office.communes, (8, 16, 32), strict=True):
        for ordinal in range(1, 6):
            Baseline.objects.create(
                indicator=office.indicators["CT01"], unit=unit, ordinal=ordinal, value=amount * 2, source="Niên giám"
            )
    heir = merge(office, office.communes[:1], on, office.communes[1])
    for ordinal in (3, 4, 5):
        found = judged(seen(office, ordinal))
        assert (found.same_period, found.last_year) == (112, 112)
    assert judged(seen(office, 5, heir)).same_period == 48
    Baseline.objects.filter(unit=office.communes[0]).delete()
    assert judged(seen(office, 5, heir)).same_period is None
    assert judged(seen(office, 5)).same_period == 64


# What people see


def page_of(client: Client, user: User, name: str, *args: Any, **query: Any) -> Any:
    client.force_login(user)
    return client.get(reverse(name, args=args), query)


@pytest.fixture
def merged(office: Office) -> Office:
    two_quarters(office)
    merge(office, office.communes[:2], INSIDE)
    return office


def test_the_predecessors_pages_are_there_in_the_merger_period(client: Client, merged: Office) -> None:
    """Its own people find it by its code, others by its id: its code is the successor's by then."""
    first, second, _, heir = merged.communes
    with clock.at(moment(16, 9)):
        assert first.code == heir.code
        for address in (first.code, f"~{first.pk}"):
            page = page_of(client, merged.reporters[0], "reports:entry", 2022, address, 3)
            assert page.status_code == 200
            assert first.name in page.content.decode()
            assert f"/bao-cao/2022/~{first.pk}/3/" in page.content.decode()
        report(merged, first, 3, 5)
        assert heir.name in page_of(client, merged.reviewer, "reports:review", 2022, first.code, 3).content.decode()
        for address in (f"~{first.pk}", second.code, f"~{second.pk}"):
            assert page_of(client, merged.reviewer, "reports:review", 2022, address, 3).status_code == 200
        for address, status in ((f"~{first.pk}", 404), (second.code, 404), (first.code, 200), ("~0", 404), ("~x", 404)):
            assert page_of(client, merged.reviewer, "reports:review", 2022, address, 4).status_code == status
        assert page_of(client, merged.reporters[2], "reports:entry", 2022, f"~{first.pk}", 3).status_code == 404


def test_lists_lead_to_the_predecessors(client: Client, merged: Office) -> None:
    first, second = merged.communes[:2]
    with clock.at(moment(16, 9)):
        merged.enter("CT01", 5, unit=first, ordinal=3)
        merged.submit(first)
        queue = page_of(client, merged.reviewer, "reports:queue", ky=3).content.decode()
        assert f"/tham-dinh/2022/~{first.pk}/3/" in queue
        late = page_of(client, merged.reviewer, "reports:late", 2022, ky=3).content.decode()
        assert second.name in late
        listed = page_of(client, merged.reporters[0], "reports:reports").content.decode()
        assert f"/bao-cao/2022/~{first.pk}/3/" in listed
        assert "/4/" not in listed
        assert f"/bao-cao/2022/{first.code}/2/" in listed
        unit = page_of(client, merged.leader, "reports:unit", f"~{first.pk}", nam=2022, ky=3)
        assert first.name in unit.content.decode()
        start = client.get(reverse("reports:dashboard"), {"nam": 2022, "ky": 3, "don-vi": f"~{first.pk}"})
        assert start.status_code == 200
        together = client.get(reverse("reports:matrix"), {"nam": 2022, "ky": 3}).content.decode()
        assert f"/don-vi/~{first.pk}/" in together


def test_the_chosen_reports_of_two_units_with_one_code_are_told_apart(client: Client, merged: Office) -> None:
    first = merged.communes[0]
    with clock.at(moment(16, 9)):
        merged.enter("CT01", 5, unit=first, ordinal=3)
        merged.enter("CT02", 5, 1000, unit=first, ordinal=3)
        sent = merged.submit(first)
        client.force_login(merged.reviewer)
        chosen = {"chon": f"~{first.pk}:{sent.version}", "nam": 2022, "ky": 3}
        page = client.get(reverse("reports:approve_many"), chosen)
        assert first.name in page.content.decode()


def test_reminders_reach_the_people_of_an_ended_unit(merged: Office) -> None:
    with clock.at(moment(16, 9)):
        person = User.objects.get(pk=merged.reviewer.pk)
        page = owing_page(person, 2022, ordinal=3)
        reminders_send(view=page.view, period=page.period, units=page.units, actor=person)
        reminded = Reminder.objects.get(user=merged.reporters[0])
        assert reminded.notice.url == f"/bao-cao/2022/~{merged.communes[0].pk}/3/"
        with pytest.raises(Refusal):
            reminders_send(view=page.view, period=page.period, units=page.units, actor=merged.reporters[0])


def test_a_report_given_back_is_not_lost_by_a_merger(office: Office) -> None:
    office.enter("CT01", 5, unit=office.communes[0], ordinal=2)
    office.give_back(office.communes[0], 2)
    merge(office, office.communes[:2], INSIDE)
    assert [
        seen(office, ordinal).counted.standing(office.district, office.period(ordinal)).lying for ordinal in (3, 4)
    ] == [
        1,
        1,
    ]


def test_the_matrix_shows_each_figure_once(merged: Office) -> None:
    for ordinal, wanted in (
        (3, {"Ngọc Phái", "Quảng Bạch", "Bằng Lãng"}),
        (4, {"Mới", "Bằng Lãng"}),
        (5, {"Mới", "Bằng Lãng"}),
    ):
        scope = plan_scope(User.objects.get(pk=merged.leader.pk), year=2022, plan_id=None, ordinal=ordinal, code="")
        assert scope
        assert names(row.unit for row in matrix(Query(), scope).rows) - {"Phòng NN&PTNT"} == wanted


def test_a_dashboard_of_a_merger_year_costs_as_many_queries(merged: Office) -> None:
    person = User.objects.get(pk=merged.leader.pk)
    person.current_memberships  # noqa: B018 - read once for each request
    with CaptureQueriesContext(connection) as queries:
        scope = plan_scope(person, year=2022, plan_id=None, ordinal=4, code="")
        assert scope
        dashboard(Query(), scope)
    assert len(queries) <= 15


def test_the_list_of_a_reporter_has_what_the_unit_is_asked_for(merged: Office) -> None:
    found = report_list(User.objects.get(pk=merged.reporters[0].pk), year=2022)
    assert found
    assert [line.period.ordinal for line in found.units[0][1]] == [1, 2, 3]
    heir = report_list(User.objects.get(pk=merged.reporters[3].pk), year=2022)
    assert heir
    assert [(line.period.ordinal, bool(line.asked)) for line in heir.units[0][1]] == [(3, False), (4, True), (5, True)]


# Plans


def plan_raw(office: Office, **allocations: str) -> dict[str, Any]:
    from tests.reports.builders import PERIODS, _day

    return {
        "document_number": "16/KH-UBND",
        "issued_on": "2022-01-26",
        "title": "Kế hoạch",
        "year": 2022,
        "owner": office.district.code,
        "periods": [
            {
                "ordinal": ordinal,
                "name": name,
                **{key: _day(2022, *at) for key, at in zip(("starts_on", "ends_on", "due_on"), days, strict=True)},
            }
            for ordinal, name, *days in PERIODS
        ],
        "fields": [{"code": "KT", "name": "Kinh tế"}],
        "indicators": [
            {
                "code": "CT01",
                "field": "KT",
                "basis": "LEVEL",
                "comparator": ">=",
                "measure": "AMOUNT",
                "name": "Rừng trồng mới",
                "unit_of_measure": "ha",
                "target": "120",
                "parts": [
                    {"role": "NUMERATOR", "label": "Rừng trồng mới", "unit_of_measure": "ha", "over_time": "SUM"}
                ],
                "due": [1, 2, 3, 4, 5],
                "reporters": {"kinds": ["COMMUNE"]},
                "allocations": allocations,
            }
        ],
    }


def test_a_plan_of_a_merger_year_names_the_units_of_all_its_days(office: Office) -> None:
    first, second, third = office.communes
    merge(office, [first, second], INSIDE)
    raw = plan_raw(office, **{first.code: "40", second.code: "40", third.code: "40"})
    plan, _ = plan_load(file=read_plan(raw))
    rows = Target.objects.filter(indicator__plan=plan, reports=True)
    assert set(rows.values_list("unit", flat=True)) == {first.pk, second.pk, third.pk}


def test_last_parts_alone_stand_until_the_successor_reports(office: Office) -> None:
    IndicatorPart.objects.filter(indicator__code="CT01").update(over_time=OverTime.LAST)
    two_quarters(office)
    heir = merge(office, office.communes[:2], INSIDE)
    assert [judged(seen(office, ordinal)).value for ordinal in (3, 4, 5)] == [70, 70, 70]
    report(office, heir, 4, 33)
    assert [judged(seen(office, ordinal)).value for ordinal in (3, 4, 5)] == [70, 73, 73]
    assert UnitSuccession.objects.count() == 2


# Last year's plan


@pytest.fixture
def two_years(db: None) -> Iterator[Office]:
    with clock.at(moment(1, 1, year=2023)):
        office = make_office(indicators=("AMOUNT", "RECOGNITION"), years=2)
        for ordinal in (4, FINAL_ORDINAL):
            office.set_period(ordinal, PeriodState.OPEN)
        for ordinal, amounts in {1: (1, 2, 4), 2: (2, 4, 8), 3: (3, 6, 12)}.items():
            last_year(office, "CT01", ordinal, dict(zip(office.communes, amounts, strict=True)))
        for ordinal in (1, 2):
            for unit, amount in zip(office.communes, AMOUNTS, strict=True):
                report(office, unit, ordinal, amount)
        yield office


@pytest.mark.parametrize("on", [date(2021, 8, 1), date(2021, 12, 10), date(2021, 12, 15), FIRST_DAY, INSIDE])
@pytest.mark.parametrize("is_last", [False, True], ids=["SUM", "LAST"])
def test_the_same_period_of_last_year_is_that_of_the_same_units(two_years: Office, on: date, is_last: bool) -> None:
    """Of last year's figures it does not matter whether units merged during that year, after it or this year."""
    office = two_years
    if is_last:
        IndicatorPart.objects.filter(indicator__code="CT01").update(over_time=OverTime.LAST)
    heir = merge(office, office.communes[:1], on, office.communes[1])
    then = {1: 7, 2: 14, 3: 21, 4: 21} if is_last else {1: 7, 2: 21, 3: 42, 4: 42}
    both = {1: 3, 2: 6, 3: 9, 4: 9} if is_last else {1: 3, 2: 9, 3: 18, 4: 18}
    for ordinal in then:
        assert judged(seen(office, ordinal)).same_period == then[ordinal]
        if heir.pk in judged(seen(office, ordinal)).totals.assigned and ordinal >= 4:
            assert judged(seen(office, ordinal, heir)).same_period == both[ordinal]


def test_the_successors_form_shows_last_years_figures_of_its_predecessors(two_years: Office) -> None:
    heir = merge(two_years, two_years.communes[:2], INSIDE)
    view = plan_view(sight_over(two_years.district), year=2022)
    assert view
    for ordinal, unit, then in ((3, two_years.communes[0], 6), (4, heir, 18)):
        sheet = entry_sheet(view, two_years.period(ordinal), [unit])
        line = next(line for line in sheet.lines if line.indicator.code == "CT01")
        assert Earlier(sheet).same_period(line)[PartRole.NUMERATOR] == then


def test_last_years_decisions_count_each_subject_once(two_years: Office) -> None:
    office = two_years
    other = UnitFactory.create(code="KT", name="Phòng Kinh tế", kind="DEPARTMENT", parent=office.district)
    for plan in office.plans:
        Target.objects.create(indicator=plan.indicators.get(code="CT02"), unit=other, reports=True)
    last_year(office, "CT02", 3, {office.department: 2, other: 2})
    for figure, names_ in zip(
        Figure.objects.filter(indicator__code="CT02", indicator__plan=office.plans[0]).order_by("pk"),
        (("a", "b"), ("b", "c")),
        strict=True,
    ):
        for one in names_:
            figure.recognitions.create(
                subject_text=one, assessed_year=2021, decision_number="1", decided_on=date(2021, 5, 1)
            )
    member_of = member(other, Role.REPORTER)
    for unit, actor in ((office.department, office.clerk), (other, member_of)):
        figure_save(
            unit=unit,
            period=office.period(3),
            indicator=office.indicators["CT02"],
            actor=actor,
            values=FigureValues(Decimal(0)),
            seen_version=0,
        )
        sent = report_submit(report=office.report(unit), actor=actor, seen_version=1, incomplete_reason="x")
        report_approve(report=sent, actor=office.reviewer, seen_version=sent.version)
    found = judged(seen(office, 3), "CT02")
    assert (found.value, found.same_period) == (0, 3)
