"""The targets of units: the list with its balance, one indicator as a table, and the service behind it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import Conflict, InvalidInput, Refusal
from reports.coordination.targets.services import targets_revise
from targets.enums import Comparator
from targets.models import Milestone, Target
from targets.services import TargetValues
from tests.factories import UnitFactory, member
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.pages import signed_in, visible_text
from units.enums import Role, UnitKind
from units.models import AuditEvent, Unit, User
from units.selectors.audit_changes import audit_changes

pytestmark = pytest.mark.django_db
LIST = "/ke-hoach/2022/chi-tieu/"


@pytest.fixture(autouse=True)
def in_september():
    with clock.at(moment()):
        yield


@pytest.fixture
def office() -> SampleOffice:
    return make_office(communes=2)


def parsed(response: Any) -> Any:
    return html.fromstring(response.content.decode())


@dataclass
class TargetTable:
    """One indicator's page as its coordinator has it before them."""

    client: Client
    code: str

    @property
    def url(self) -> str:
        return f"{LIST}{self.code}/"

    def open(self) -> Any:
        response = self.client.get(self.url)
        assert response.status_code == 200
        return html.fromstring(response.content.decode())

    def fields(self, page: Any | None = None) -> dict[str, str]:
        form = (self.open() if page is None else page).get_element_by_id("giao")
        return {name: value or "" for name, value in form.form_values()}

    def post(self, changes: dict[str, str], fields: dict[str, str] | None = None) -> tuple[int, Any]:
        """Presses the button once: shows what would change, or what is wrong."""
        return self.send(
            {name: value for name, value in (self.fields() | (fields or {}) | changes).items() if value != "-"}
        )

    def send(self, inputs: dict[str, str]) -> tuple[int, Any]:
        response = self.client.post(self.url, inputs)
        return response.status_code, self.open() if response.status_code == 302 else parsed(response)

    def save(self, changes: dict[str, str], fields: dict[str, str] | None = None) -> tuple[int, Any]:
        """Presses the button, and the one that agrees to what would change."""
        status, page = self.post(changes, fields)
        return self.send(self.fields(page)) if page.xpath("//input[@name='seen_effects']") else (status, page)


@pytest.fixture
def table(office) -> TargetTable:
    return TargetTable(signed_in(office.administrator), "CT01")


def value(unit: Unit) -> str:
    return f"value_{unit.pk}"


def level(office: SampleOffice, unit: Unit, code: str = "CT01") -> tuple[str | None, Decimal | None, bool] | None:
    target = Target.objects.filter(indicator=office.indicators[code], unit=unit).first()
    return (target.comparator, target.value, target.reports) if target else None


def row(page: Any, code: str) -> str:
    return visible_text(page.xpath(f"//tr[@data-indicator='{code}']")[0])


# The list


def test_the_balance_of_amounts_and_none_of_rates(office, table):
    table.save({value(office.communes[0]): "35"})
    page = html.fromstring(table.client.get(LIST).content.decode())
    assert "≥ 80 ha đã giao 75/80, còn 5" in row(page, "CT01")
    assert "giao 2 đơn vị; không cộng lại được" in row(page, "CT02")
    assert "Chỉ tiêu gộp" in row(page, "CT04")
    assert page.xpath("//tr[@data-indicator='CT04a']//a")


def test_more_than_the_headline_is_said(office, table):
    _, page = table.save({value(office.communes[0]): "50,5"})
    assert "đã giao 90,5/80, vượt 10,5" in visible_text(page.get_element_by_id("can-doi"))


def test_a_composite_leads_to_its_children(table):
    response = table.client.get(f"{LIST}CT04/")
    assert (response.status_code, response["Location"]) == (302, LIST)


@pytest.mark.parametrize("path", ["/ke-hoach/2021/chi-tieu/", f"{LIST}CT99/", "/ke-hoach/2021/chi-tieu/CT01/"])
def test_what_is_not_there(table, path):
    assert table.client.get(path).status_code == 404


def test_an_administrator_of_a_commune_does_not_see_them(office):
    client = signed_in(member(office.communes[0], Role.ADMINISTRATOR))
    assert [client.get(path).status_code for path in (LIST, f"{LIST}CT01/")] == [404, 404]


# One indicator


def test_values_are_saved_as_a_whole_and_audited(office, table):
    first, second = office.communes
    status, page = table.save({value(first): "41,5", value(second): ""})
    assert status == 302
    assert level(office, first) == (">=", Decimal("41.5"), True)
    assert level(office, second) == (None, None, True)
    assert "Đã lưu" in visible_text(page)
    event = AuditEvent.objects.filter(action="TARGET_SET").order_by("pk").first()
    assert event
    assert event.before
    assert event.after
    assert (event.before["value"], event.after["value"], event.after["unit"]) == ("40.000000", "41.5", first.code)
    assert event.actor == office.administrator


def test_the_milestones_of_a_row_that_is_taken_away_stay_in_the_log(office, table):
    first = office.communes[0]
    target = Target.objects.get(indicator__code="CT01", unit=first)
    Milestone.objects.create(target=target, period=office.period(3), value=Decimal("30.5"))
    assert table.save({value(first): "", f"reports_{first.pk}": "-"})[0] == 302
    assert not Milestone.objects.exists()
    event = AuditEvent.objects.get(action="TARGET_SET")
    assert [change.was for change in audit_changes(event.before, event.after) if change.what == "mốc theo kỳ"] == [
        "Quý III: 30,5"
    ]


def test_the_same_values_again_write_nothing(table):
    assert table.save({})[0] == 302
    assert not AuditEvent.objects.filter(action="TARGET_SET").exists()


def test_a_unit_joins_the_reporters_and_leaves_them(office, table):
    new_unit = UnitFactory.create(name="Xã Thêm", parent=office.district)
    table.save({f"reports_{new_unit.pk}": "on"})
    assert level(office, new_unit) == (None, None, True)
    table.save({f"reports_{new_unit.pk}": "-"})
    assert level(office, new_unit) is None


def test_a_unit_with_figures_stays_among_the_reporters(office, table):
    office.enter("CT01", 5)
    status, page = table.save({f"reports_{office.communes[0].pk}": "-"})
    assert status == 422
    assert "đã nhập số liệu" in visible_text(page)
    assert level(office, office.communes[0]) == (">=", 40, True)


@pytest.mark.parametrize(("input_text", "message"), [("80.5", "Có phải 80,5?"), ("nhiều", "Không hiểu số")])
def test_a_number_that_is_none(office, table, input_text, message):
    status, page = table.save({value(office.communes[0]): input_text, value(office.communes[1]): "3"})
    assert status == 422
    assert message in visible_text(page)
    assert page.xpath(f"//input[@name='{value(office.communes[0])}']/@value") == [input_text]
    assert level(office, office.communes[1]) == (">=", 40, True)


def test_nothing_below_zero_is_asked_for(office, table):
    status, page = table.save({value(office.communes[0]): "-3"})
    assert status == 422
    assert "Giá trị giao cho Xã Ngọc Phái không được âm." in visible_text(page)
    assert level(office, office.communes[0]) == (">=", 40, True)


def test_values_without_a_comparator(office, table):
    status, page = table.save({"comparator": ""})
    assert status == 422
    assert "Hãy chọn phép so sánh" in visible_text(page)


def test_a_comparator_that_is_none(table):
    assert table.save({"comparator": "=="})[0] == 422


# After approval


def test_a_level_of_what_was_approved_changes_for_a_reason_only(office, table):
    office.enter("CT01", 5)
    office.approve()
    first, second = office.communes
    status, page = table.save({value(first): "30"})
    assert status == 422
    assert "Số liệu đã duyệt ở Quý III sẽ được đánh giá lại. Hãy ghi lý do" in visible_text(page)
    assert level(office, first) == (">=", 40, True)
    assert page.xpath(f"//input[@name='{value(first)}']/@value") == ["30"]
    status, page = table.save({value(first): "30", "reason": "QĐ 12 điều chỉnh"})
    assert status == 302
    assert "Đánh giá ở Quý III được tính lại" in visible_text(page)
    event = AuditEvent.objects.filter(action="TARGET_SET").latest("pk")
    assert event.after
    assert (event.after["reason"], event.after["approved"]) == ("QĐ 12 điều chỉnh", ["Quý III"])
    # The other commune has nothing approved.
    assert table.save({value(second): "30"})[0] == 302


def test_the_headline_asks_for_the_reason_of_anybodys_approval(office, table):
    office.enter("CT01", 5)
    office.approve()
    assert table.save({value(office.district): "90"})[0] == 422
    assert table.save({value(office.district): "90", "reason": "Tỉnh giao lại"})[0] == 302


# Two windows


def test_what_somebody_else_changed_is_not_overwritten(office, table):
    first, second = office.communes
    old_fields = table.fields()
    other_administrator = member(office.district, Role.ADMINISTRATOR, full_name="Lê Thị Khác")
    assert TargetTable(signed_in(other_administrator), "CT01").save({value(first): "33"})[0] == 302
    status, page = table.save({value(first): "44", value(second): "55"}, old_fields)
    assert status == 409
    assert "Lê Thị Khác sửa lúc" in visible_text(page)
    assert "Nay đang là: ≥ 33, nhập số liệu" in visible_text(page)
    assert (level(office, first)[1], level(office, second)[1]) == (33, 40)
    # Having seen both, the person saves once more.
    assert table.save({}, table.fields(page))[0] == 302
    assert (level(office, first)[1], level(office, second)[1]) == (44, 55)


def test_another_row_of_somebody_else_is_no_conflict(office, table):
    first, second = office.communes
    old_fields = table.fields()
    TargetTable(signed_in(office.administrator), "CT01").save({value(first): "33"})
    assert table.save({value(second): "55"}, old_fields)[0] == 302
    assert (level(office, first)[1], level(office, second)[1]) == (33, 55)


def test_a_forged_unit_changes_nothing(office, table):
    stranger = UnitFactory.create(name="Huyện khác", kind=UnitKind.DISTRICT)
    table.save({value(stranger): "5", f"seen_{stranger.pk}": "||0", f"reports_{stranger.pk}": "on"})
    assert level(office, stranger) is None


# The service


OLD_VALUES, NEW_VALUES = (
    TargetValues(Comparator.AT_LEAST, Decimal(40), True),
    TargetValues(Comparator.AT_LEAST, Decimal(9), True),
)


def revise(
    office: SampleOffice, actor: User, unit: Unit, old_values: TargetValues | None = OLD_VALUES, code: str = "CT01"
) -> None:
    targets_revise(indicator=office.indicators[code], changes={unit: (old_values, NEW_VALUES)}, actor=actor)


def test_only_administrators_of_the_owner(office):
    commune = office.communes[0]
    for person in (office.leader, office.reviewer, office.reporters[0], member(commune, Role.ADMINISTRATOR)):
        with pytest.raises(Refusal):
            revise(office, person, commune)
    revise(office, office.administrator, commune)
    assert level(office, commune) == (">=", 9, True)


def test_a_unit_outside_the_plan_is_refused(office):
    with pytest.raises(Refusal, match="không thuộc phạm vi"):
        revise(office, office.administrator, UnitFactory.create(), TargetValues())


def test_a_composite_is_refused(office):
    with pytest.raises(Refusal, match="chỉ tiêu gộp"):
        revise(office, office.administrator, office.department, TargetValues(), "CT04")


@pytest.mark.parametrize("old_values", [None, TargetValues(Comparator.ABOVE, Decimal(40), True), TargetValues()])
def test_a_stale_row_is_refused(office, old_values):
    with pytest.raises(Conflict):
        revise(office, office.administrator, office.communes[0], old_values)


def test_a_value_without_comparator_is_refused(office):
    unit = office.communes[0]
    with pytest.raises(InvalidInput):
        targets_revise(
            indicator=office.indicators["CT01"],
            changes={unit: (OLD_VALUES, TargetValues(None, Decimal(5), True))},
            actor=office.administrator,
        )
    assert level(office, unit) == (">=", 40, True)


# How many queries


@pytest.mark.parametrize("size", [1, 3])
@pytest.mark.parametrize(("path", "query_count"), [(LIST, 12), (f"{LIST}CT01/", 11)])
def test_queries(size, path, query_count):
    office = make_office(communes=size, indicators=("AMOUNT",) * size, years=1 if size == 1 else 2)
    for unit in office.communes:
        office.enter("CT01", 5, unit=unit)
    office.approve()
    client = signed_in(office.administrator)
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    assert len(queries) == query_count
