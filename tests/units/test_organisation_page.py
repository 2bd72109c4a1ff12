"""The list of units: those in scope, with their dates, their mergers and how many people work there."""

from datetime import date

import pytest

from tests.factories import MembershipFactory, UnitFactory
from tests.reports.pages import page as parsed
from tests.reports.pages import visible_text
from tests.units.people import TODAY, SampleOffices, make_offices, signed_in
from units.models import Unit, UnitSuccession, User
from units.selectors.organisation import unit_lines, units_in_order

pytestmark = pytest.mark.django_db

PAGE = "/quan-tri/don-vi/"


@pytest.fixture
def land(settings) -> SampleOffices:
    settings.TODAY = TODAY
    return make_offices()


def test_units_in_scope_with_people_dates_and_mergers(land) -> None:
    commune, second = land.units["commune"], land.units["second"]
    Unit.objects.filter(pk=second.pk).update(valid_to=date(2022, 6, 30))
    UnitSuccession.objects.create(predecessor=second, successor=commune, on=date(2022, 7, 1))
    User.objects.filter(pk=land["two posts"].pk).update(is_active=False)
    MembershipFactory(user=land["reporter"], unit=commune, role="LEADER")
    rows = parsed(signed_in(land["district admin"]), path=PAGE).xpath("//tbody/tr")
    assert [row.get("data-unit") for row in rows] == ["064", "02053", "02038"]
    assert visible_text(rows[1]).endswith("Xã Huyện Chợ Đồn không giới hạn chưa ghi 2")
    assert "đến 30/06/2022 hôm nay không hiệu lực nhập vào Xã Ngọc Phái từ 01/07/2022" in visible_text(rows[2])


def test_a_role_that_is_over_is_nobody(land) -> None:
    land["reporter"].memberships.update(valid_to=date(2022, 9, 14))
    administrator = User.objects.get(pk=land["commune admin"].pk)
    lines = {line.unit.code: line.people for line in unit_lines(units_in_order(administrator))}
    assert lines == {"02053": 2}


@pytest.mark.parametrize("who", ["reviewer", "leader", "reporter"])
def test_nobody_else_sees_it(land, who) -> None:
    assert signed_in(land[who]).get(PAGE).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_queries(land, django_assert_num_queries, number) -> None:
    for _ in range(number):
        old = UnitFactory.create(parent=land.units["district"])
        UnitSuccession.objects.create(predecessor=old, successor=land.units["commune"], on=date(2022, 7, 1))
    client = signed_in(land["district admin"])
    client.get(PAGE)
    with django_assert_num_queries(
        4 + 2
    ):  # the memberships, their order, the units, the mergers; the session and the person
        client.get(PAGE)
