"""The pages of a merger: those of the old units in its period, lists, reminders, the plan of such a year."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import Refusal
from reports.coordination.reminders.page import outstanding_reports_page
from reports.coordination.reminders.services import reminders_send
from reports.dashboard.matrix.matrix_page import matrix_page
from reports.dashboard.page import dashboard_page
from reports.entry.report_list import report_list
from reports.models import Reminder
from reports.progress.filters import ProgressFilter
from reports.selectors.scope import plan_scope
from targets.models import Target
from targets.plan_file import read_plan
from targets.services import plan_load
from tests.reports.builders import SampleOffice, moment
from tests.reports.merging import (
    INSIDE,
    approve_figures,
    merge,
    office_of_a_whole_year,
    overview_at,
    short_names,
    two_quarters,
)
from units.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db: None) -> Iterator[SampleOffice]:
    with office_of_a_whole_year() as sample:
        yield sample


# What people see


def page_of(client: Client, user: User, name: str, *args: Any, **query: Any) -> Any:
    client.force_login(user)
    return client.get(reverse(name, args=args), query)


@pytest.fixture
def merged(office: SampleOffice) -> SampleOffice:
    two_quarters(office)
    merge(office, office.communes[:2], INSIDE)
    return office


def test_the_predecessors_pages_are_there_in_the_merger_period(client: Client, merged: SampleOffice) -> None:
    """Its own people find it by its code, others by its id: its code is the successor's by then."""
    first, second, _, heir = merged.communes
    with clock.at(moment(16, 9)):
        assert first.code == heir.code
        for address in (first.code, f"~{first.pk}"):
            page = page_of(client, merged.reporters[0], "reports:entry", 2022, address, 3)
            assert page.status_code == 200
            assert first.name in page.content.decode()
            assert f"/bao-cao/2022/~{first.pk}/3/" in page.content.decode()
        approve_figures(merged, first, 3, 5)
        assert heir.name in page_of(client, merged.reviewer, "reports:review", 2022, first.code, 3).content.decode()
        for address in (f"~{first.pk}", second.code, f"~{second.pk}"):
            assert page_of(client, merged.reviewer, "reports:review", 2022, address, 3).status_code == 200
        for address, status in ((f"~{first.pk}", 404), (second.code, 404), (first.code, 200), ("~0", 404), ("~x", 404)):
            assert page_of(client, merged.reviewer, "reports:review", 2022, address, 4).status_code == status
        assert page_of(client, merged.reporters[2], "reports:entry", 2022, f"~{first.pk}", 3).status_code == 404


def test_lists_lead_to_the_predecessors(client: Client, merged: SampleOffice) -> None:
    first, second = merged.communes[:2]
    with clock.at(moment(16, 9)):
        merged.enter("CT01", 5, unit=first, ordinal=3)
        merged.submit(first)
        queue = page_of(client, merged.reviewer, "reports:queue", ky=3).content.decode()
        assert f"/tham-dinh/2022/~{first.pk}/3/" in queue
        late = page_of(client, merged.reviewer, "reports:late", 2022, ky=3).content.decode()
        assert second.name in late
        text = page_of(client, merged.reporters[0], "reports:reports").content.decode()
        assert f"/bao-cao/2022/~{first.pk}/3/" in text
        assert "/4/" not in text
        assert f"/bao-cao/2022/{first.code}/2/" in text
        unit = page_of(client, merged.leader, "reports:unit", f"~{first.pk}", nam=2022, ky=3)
        assert first.name in unit.content.decode()
        start = client.get(reverse("reports:dashboard"), {"nam": 2022, "ky": 3, "don-vi": f"~{first.pk}"})
        assert start.status_code == 200
        early = client.get(reverse("reports:unit", args=(first.code,)), {"nam": 2022, "ky": 3}).content.decode()
        assert "Đơn vị báo cáo từ Quý IV" in early
        together = client.get(reverse("reports:matrix"), {"nam": 2022, "ky": 3}).content.decode()
        assert f"/don-vi/~{first.pk}/" in together


def test_the_chosen_reports_of_two_units_with_one_code_are_told_apart(client: Client, merged: SampleOffice) -> None:
    first = merged.communes[0]
    with clock.at(moment(16, 9)):
        merged.enter("CT01", 5, unit=first, ordinal=3)
        merged.enter("CT02", 5, 1000, unit=first, ordinal=3)
        report = merged.submit(first)
        client.force_login(merged.reviewer)
        chosen = {"chon": f"~{first.pk}:{report.version}", "nam": 2022, "ky": 3}
        page = client.get(reverse("reports:approve_many"), chosen)
        assert first.name in page.content.decode()


def test_reminders_reach_the_people_of_an_ended_unit(merged: SampleOffice) -> None:
    with clock.at(moment(16, 9)):
        person = User.objects.get(pk=merged.reviewer.pk)
        page = outstanding_reports_page(person, 2022, ordinal=3)
        reminders_send(view=page.view, period=page.period, units=page.units, actor=person)
        reminded = Reminder.objects.get(user=merged.reporters[0])
        assert reminded.notice.url == f"/bao-cao/2022/~{merged.communes[0].pk}/3/"
        with pytest.raises(Refusal):
            reminders_send(view=page.view, period=page.period, units=page.units, actor=merged.reporters[0])


def test_a_report_given_back_is_not_lost_by_a_merger(office: SampleOffice) -> None:
    office.enter("CT01", 5, unit=office.communes[0], ordinal=2)
    office.give_back(office.communes[0], 2)
    merge(office, office.communes[:2], INSIDE)
    assert [
        overview_at(office, ordinal)
        .branch_counts.submission_counts(office.district, office.period(ordinal))
        .returned_reports
        for ordinal in (3, 4)
    ] == [
        1,
        1,
    ]


def test_the_matrix_shows_each_figure_once(merged: SampleOffice) -> None:
    for ordinal, names in (
        (3, {"Ngọc Phái", "Quảng Bạch", "Bằng Lãng"}),
        (4, {"Mới", "Bằng Lãng"}),
        (5, {"Mới", "Bằng Lãng"}),
    ):
        scope = plan_scope(User.objects.get(pk=merged.leader.pk), year=2022, plan_id=None, ordinal=ordinal, code="")
        assert scope
        assert short_names(row.unit for row in matrix_page(ProgressFilter(), scope).rows) - {"Phòng NN&PTNT"} == names


def test_a_dashboard_of_a_merger_year_costs_as_many_queries(merged: SampleOffice) -> None:
    person = User.objects.get(pk=merged.leader.pk)
    person.current_memberships  # noqa: B018 - read once for each request
    with CaptureQueriesContext(connection) as queries:
        scope = plan_scope(person, year=2022, plan_id=None, ordinal=4, code="")
        assert scope
        dashboard_page(ProgressFilter(), scope)
    assert len(queries) <= 15


def test_the_list_of_a_reporter_has_what_the_unit_is_asked_for(merged: SampleOffice) -> None:
    own_list = report_list(User.objects.get(pk=merged.reporters[0].pk), year=2022)
    assert own_list
    assert [line.period.ordinal for line in own_list.units[0][1]] == [1, 2, 3]
    heir = report_list(User.objects.get(pk=merged.reporters[3].pk), year=2022)
    assert heir
    assert [(line.period.ordinal, bool(line.due_count)) for line in heir.units[0][1]] == [(4, True), (5, True)]


# Plans


def plan_raw(office: SampleOffice, **allocations: str) -> dict[str, Any]:
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


def test_a_plan_of_a_merger_year_names_the_units_of_all_its_days(office: SampleOffice) -> None:
    first, second, third = office.communes
    merge(office, [first, second], INSIDE)
    raw = plan_raw(office, **{first.code: "40", second.code: "40", third.code: "40"})
    plan = plan_load(file=read_plan(raw)).plan
    rows = Target.objects.filter(indicator__plan=plan, reports=True)
    assert set(rows.values_list("unit", flat=True)) == {first.pk, second.pk, third.pk}


def offered_to(client: Client, office: SampleOffice, heir: Any) -> list[str]:
    """The populations to take over on the form of quarter IV."""
    with clock.at(moment(16, 12)):
        user = office.reporters[office.communes.index(heir)]
        page = page_of(client, user, "reports:entry", 2022, heir.code, 4)
        return html.fromstring(page.content.decode()).xpath("//button[@value='CT02-denominator']/@data-offer")


@pytest.mark.parametrize("is_new", [True, False])
def test_a_population_to_take_over_is_that_of_all_merged_units(
    client: Client, office: SampleOffice, is_new: bool
) -> None:
    first, second, _ = office.communes
    for commune, people in ((first, 1000), (second, 400)):
        approve_figures(office, commune, 3, 5, people)
    heir = merge(office, [first, second] if is_new else [first], INSIDE, into=None if is_new else second)
    assert offered_to(client, office, heir) == ["1.400"]


def test_no_population_is_offered_while_one_of_the_merged_units_gave_none(client: Client, office: SampleOffice) -> None:
    first, second, _ = office.communes
    approve_figures(office, first, 3, 5, 1000)
    heir = merge(office, [first, second], INSIDE)
    assert offered_to(client, office, heir) == []
