"""The coordinator's page of the plan, also of one that is empty or still in preparation."""

from typing import Any

import pytest
from django.test import Client
from lxml import html

from chodon_thidua.lib import clock
from targets.enums import PeriodState, PlanStatus
from targets.models import Indicator, Period, Plan
from targets.selectors.coordinator_plan import administered_plan
from tests.factories import UnitFactory, member
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.pages import signed_in, visible_text
from tests.targets.model_rows import make_plan
from units.enums import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_september():
    with clock.at(moment()):
        yield


@pytest.fixture
def office() -> SampleOffice:
    return make_office(communes=2, indicators=("AMOUNT",))


def page_text(client: Client, path: str = "/ke-hoach/", **options: Any) -> Any:
    response = client.get(path, follow=True, **options)
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def test_the_plan_at_a_glance(office):
    office.set_period(1, PeriodState.LOCKED)
    page = page_text(signed_in(office.administrator))
    assert visible_text(page.xpath("//h1")[0]) == "Kế hoạch 15/KH-UBND năm 2022"
    assert page.xpath("//tr[@data-period]/@data-state") == ["LOCKED", "OPEN", "OPEN", "UPCOMING", "UPCOMING"]
    assert "Đã khóa Triệu Văn Quản, 09:00 15/09/2022" in visible_text(page.xpath("//tr[@data-period='1']")[0])
    assert [visible_text(element) for element in page.xpath("//nav//a[@aria-current]")] == ["Kế hoạch"]


def test_only_administrators_are_led_there(office):
    for person in (office.leader, office.reviewer, office.reporters[0]):
        assert "Kế hoạch" not in [
            visible_text(element) for element in page_text(signed_in(person), "/tong-quan/").xpath("//nav//a")
        ]


def test_without_a_plan_the_page_says_what_to_do(db):
    page = page_text(signed_in(member(UnitFactory.create(), Role.ADMINISTRATOR)))
    assert "Chưa có kế hoạch thi đua" in visible_text(page)


def test_a_plan_in_preparation_without_anything_says_what_is_missing(office):
    draft = make_plan(office.district, year=2023, document_number="1/KH-UBND", status=PlanStatus.DRAFT)
    draft.save()
    page = visible_text(page_text(signed_in(office.administrator), "/ke-hoach/2023/"))
    for sentence in ("Kế hoạch đang soạn", "Kế hoạch chưa có kỳ báo cáo", "Kế hoạch chưa có chỉ tiêu"):
        assert sentence in page


def test_the_active_plan_of_ones_own_unit_comes_first(office):
    """Before a plan in preparation, a later one that is over, and the plan of a unit below."""
    for year, status in ((2023, PlanStatus.DRAFT), (2024, PlanStatus.CLOSED)):
        make_plan(office.district, year=year, status=status).save()
    make_plan(office.communes[0], year=2025, status=PlanStatus.ACTIVE).save()
    view = administered_plan(office.administrator)
    assert view
    assert view.plan == office.plan
    view = administered_plan(office.administrator, year=2025)
    assert view
    assert view.plan.owner == office.communes[0]
    assert administered_plan(office.leader) is None


def test_the_number_of_queries(office, django_assert_num_queries):
    office.administrator.current_memberships  # noqa: B018 - read once for a request
    with django_assert_num_queries(2):
        administered_plan(office.administrator)
    Indicator.objects.all().delete()
    Plan.objects.exclude(pk=office.plan.pk).delete()
    Period.objects.filter(plan=office.plan, ordinal__gt=1).delete()
    with django_assert_num_queries(2):
        administered_plan(office.administrator)
