"""Last year's figures by quarter: what the services write and refuse, and the coordinator's form for them."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from lxml import html

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import Conflict, InvalidInput, Refusal
from targets.baseline_values import BaselineNumbers, UnitBaseline, baseline_errors, baseline_hash
from targets.enums import Measure
from targets.models import Baseline, Indicator
from targets.plan_rows import BaselineRow
from targets.selectors.baselines.coverage import baseline_list
from targets.selectors.baselines.page import baseline_page
from targets.selectors.coordinator_plan import administered_plan_or_404
from targets.services import baseline_remove, baseline_set, baselines_revise
from targets.services.baselines import BaselineChange
from tests.factories import UnitFactory, member
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.pages import signed_in, visible_text
from units.enums import Role
from units.models import AuditEvent, Unit

pytestmark = pytest.mark.django_db
LIST, AMOUNT, RATIO = "/ke-hoach/2022/nam-truoc/", "/ke-hoach/2022/nam-truoc/CT01/", "/ke-hoach/2022/nam-truoc/CT02/"
NOTHING = baseline_hash({})


@pytest.fixture(autouse=True)
def in_september():
    with clock.at(moment()):
        yield


@pytest.fixture
def office() -> SampleOffice:
    return make_office(communes=2, indicators=("AMOUNT", "RATIO", "ALL_OF"))


@pytest.fixture
def admin(office) -> Client:
    return signed_in(office.administrator)


def row(ordinal: int, value: int | str | None = None, **more: Any) -> BaselineRow:
    number = None if value is None else Decimal(value)
    return replace(BaselineRow("02010", ordinal, number, None, None, "", "Niên giám"), **more)


def change(
    office: SampleOffice, *rows: BaselineRow, seen: str = NOTHING, code: str = "CT01", unit: Unit | None = None
) -> Any:
    return BaselineChange(office.indicators[code], unit or office.communes[0], {one.ordinal: one for one in rows}, seen)


def revise(office: SampleOffice, *changes: BaselineChange, actor: Any = None) -> int:
    return baselines_revise(plan=office.plan, changes=changes, actor=actor or office.administrator)


def stored_values(office: SampleOffice, code: str = "CT01") -> list[tuple[str, int, Any]]:
    rows = Baseline.objects.filter(indicator=office.indicators[code]).order_by("unit__code", "ordinal")
    return [(one.unit.code, one.ordinal, one.value if one.value is not None else one.numerator) for one in rows]


def form_values(client: Client, path: str = AMOUNT) -> dict[str, Any]:
    page = html.fromstring(client.get(path).content.decode())
    form = next(form for form in page.forms if form.xpath(".//input[@class='form-control input-num']"))
    return dict(form.form_values())


def post(client: Client, values: dict[str, Any], path: str = AMOUNT) -> tuple[int, Any]:
    response = client.post(path, values)
    answer = client.get(response["Location"]) if response.status_code == 302 else response
    return response.status_code, html.fromstring(answer.content.decode())


def cell(unit: Unit, name: str) -> str:
    return f"{unit.pk}-{name}"


def errors(page: Any) -> dict[str, str]:
    lists = page.xpath("//*[@class='field-errors']")
    return {one.get("id").removeprefix("o-").removesuffix("_error"): visible_text(one) for one in lists}


def test_several_units_are_written_and_removed_at_once(office):
    first, second = office.communes
    assert revise(office, change(office, row(1, 5), row(5, 20)), change(office, row(5, 7), unit=second)) == 3
    seen = baseline_hash({1: row(1, 5), 5: row(5, 20)})
    assert revise(office, change(office, row(5, 21), seen=seen)) == 2
    assert stored_values(office) == [(first.code, 5, 21), (second.code, 5, 7)]
    removal = AuditEvent.objects.get(action="BASELINE_REMOVE")
    assert removal.before["unit"] == first.code
    assert (removal.before["period"], Decimal(removal.before["value"]), removal.after) == ("Quý I", 5, None)


def test_what_is_there_already_is_written_no_second_time(office):
    revise(office, change(office, row(5, 20)))
    assert revise(office, change(office, row(5, "20.00"))) == 0
    assert AuditEvent.objects.filter(action="BASELINE_SET").count() == 1


def test_a_stale_change_is_refused_with_everything_else_and_says_who(office):
    other = member(office.district, Role.ADMINISTRATOR, full_name="Ma Thị Hai")
    revise(office, change(office, row(5, 20)), actor=other)
    with pytest.raises(Conflict, match=r"Xã Ngọc Phái, chỉ tiêu CT01, đã thay đổi\. Ma Thị Hai sửa lúc"):
        revise(office, change(office, row(5, 30)), change(office, row(5, 7), unit=office.communes[1]))
    baseline_remove(indicator=office.indicators["CT01"], unit=office.communes[0], ordinal=5, actor=other)
    with pytest.raises(Conflict, match="Ma Thị Hai"):
        revise(office, change(office, row(5, 30), seen=baseline_hash({5: row(5, 20)})))
    assert stored_values(office) == []


@pytest.mark.parametrize("role", ["reporters", "reviewer", "leader", "below"])
def test_only_administrators_of_the_owner_write(office, role):
    below = member(office.communes[0], Role.ADMINISTRATOR)
    person = {"reporters": office.reporters[0], "below": below}.get(role) or getattr(office, role)
    with pytest.raises(Refusal):
        revise(office, change(office, row(5, 1)), actor=person)
    with pytest.raises(Refusal):
        baseline_set(indicator=office.indicators["CT01"], unit=office.communes[0], row=row(5, 1), actor=person)
    baseline_set(indicator=office.indicators["CT01"], unit=office.communes[0], row=row(5, 1), actor=None)
    with pytest.raises(Refusal):
        baseline_remove(indicator=office.indicators["CT01"], unit=office.communes[0], ordinal=5, actor=person)
    assert len(stored_values(office)) == 1


def test_refused_are_units_elsewhere_composites_and_what_is_not_there(office):
    with pytest.raises(Refusal, match="không thuộc kế hoạch"):
        revise(office, change(office, row(5, 1), unit=UnitFactory.create()))
    with pytest.raises(Refusal, match="từng chỉ tiêu con"):
        revise(office, change(office, row(5, 1), code="CT03"))
    with pytest.raises(Refusal, match="không có số liệu năm trước này"):
        baseline_remove(
            indicator=office.indicators["CT01"], unit=office.communes[0], ordinal=5, actor=office.administrator
        )


def test_half_a_ratio_is_refused_by_the_service_too(office):
    half = row(2, numerator=Decimal(3))
    with pytest.raises(InvalidInput) as refusal:
        revise(office, change(office, row(1, 500), half, code="CT02"))
    assert list(refusal.value.errors) == [f"{office.communes[0].pk}-2-denominator"]
    assert stored_values(office, "CT02") == []


@pytest.mark.parametrize(
    ("numbers", "measure", "faulty"),
    [
        (BaselineNumbers(), Measure.RATIO, []),
        (BaselineNumbers(value=Decimal(1)), Measure.RATIO, []),
        (BaselineNumbers(None, Decimal(1), Decimal(2)), Measure.RATIO, []),
        (BaselineNumbers(None, Decimal(0), Decimal(0)), Measure.RATIO, []),
        (BaselineNumbers(None, Decimal(1), None), Measure.RATIO, ["denominator"]),
        (BaselineNumbers(None, None, Decimal(2)), Measure.RATIO, ["numerator"]),
        (BaselineNumbers(Decimal(1), Decimal(1), Decimal(2)), Measure.RATIO, ["value"]),
        (BaselineNumbers(None, Decimal(1), Decimal(0)), Measure.RATIO, ["denominator"]),
        (BaselineNumbers(None, Decimal(3), Decimal(2)), Measure.RATIO, ["numerator"]),
        (BaselineNumbers(value=Decimal(-1)), Measure.AMOUNT, ["value"]),
        (BaselineNumbers(None, Decimal(1), Decimal(2)), Measure.AMOUNT, ["numerator", "denominator"]),
    ],
)
def test_what_is_wrong_with_a_figure(numbers, measure, faulty):
    assert list(baseline_errors(numbers, measure, {"value": Decimal(0)}, within=True)) == faulty


def test_texts_that_differ_by_quarter_stay_until_one_is_written_for_all():
    has = UnitBaseline("02010", {1: row(1, 1, source="A"), 5: row(5, 2, source="B")})
    rows_after = has.revised_rows({1: BaselineNumbers(Decimal(1)), 5: BaselineNumbers(Decimal(3))}, "", "")
    assert [one.source for one in rows_after.values()] == ["A", "B"]
    assert [
        revised_row.source
        for revised_row in has.revised_rows(
            {1: BaselineNumbers(Decimal(1)), 5: BaselineNumbers(Decimal(3))}, "", "C"
        ).values()
    ] == [
        "C",
        "C",
    ]


def test_the_list_counts_units_and_leads_to_the_parts_of_a_composite(office, admin):
    revise(office, change(office, row(1, 5), row(2, 7), row(5, 20)))
    page = html.fromstring(admin.get(LIST).content.decode())
    assert "1/3 đơn vị 1/3 đơn vị" in visible_text(page.xpath("//tr[@data-indicator='CT01']")[0])
    assert not page.xpath("//tr[@data-indicator='CT03']//a")
    assert page.xpath("//tr[@data-indicator='CT03a']//a/@href") == [f"{LIST}CT03a/"]
    assert admin.get(f"{LIST}CT03/").status_code == 404
    assert admin.get(f"{LIST}CT99/").status_code == 404


def test_a_form_left_as_it_is_changes_nothing(office, admin):
    revise(
        office,
        change(office, row(1, "1234.5", source="A"), row(5, 20, source="B", label="x")),
        change(office, row(3, numerator=Decimal(1), denominator=Decimal(2)), code="CT02"),
    )
    events = AuditEvent.objects.count()
    for path in (AMOUNT, RATIO):
        status, page = post(admin, form_values(admin, path), path)
        assert status == 302
        assert "Không có gì thay đổi." in visible_text(page)
    assert AuditEvent.objects.count() == events


def test_numbers_are_written_as_a_vietnamese_writes_them_and_emptied_ones_removed(office, admin):
    first, second = office.communes
    revise(office, change(office, row(1, 5)))
    values = form_values(admin) | {
        cell(first, "1-value"): "",
        cell(first, "2-value"): "1.234,5",
        cell(second, "5-value"): "0",
        cell(office.district, "5-value"): "2.000",
        cell(second, "source"): "Báo cáo 12/BC-UBND",
    }
    status, page = post(admin, values)
    assert status == 302
    assert "Đã lưu 4 thay đổi" in visible_text(page)
    assert sorted(stored_values(office)) == sorted(
        [(first.code, 2, Decimal("1234.5")), (second.code, 5, 0), (office.district.code, 5, 2000)]
    )
    assert Baseline.objects.get(unit=second).source == "Báo cáo 12/BC-UBND"
    assert Baseline.objects.get(unit=first).source == "Niên giám"


def test_mistakes_stand_at_their_cells_and_nothing_is_written(office, admin):
    first, second = office.communes
    values = form_values(admin, RATIO) | {
        cell(first, "1-numerator"): "12.5",
        cell(first, "2-numerator"): "3",
        cell(first, "5-value"): "500",
        cell(second, "1-value"): "500",
        cell(second, "1-numerator"): "5",
        cell(office.district, "source"): "Niên giám",
    }
    status, page = post(admin, values, RATIO)
    assert status == 422
    mistakes = errors(page)
    assert "Có phải" in mistakes.pop(cell(first, "1-numerator"))
    assert mistakes == {
        cell(first, "2-denominator"): "Mới có tử số. Nhập nốt số này, hoặc xóa tử số.",
        cell(second, "1-value"): "Nhập cả tử số và mẫu số, hoặc chỉ nhập mức đã công bố; không nhập cả hai.",
        cell(office.district, "source"): "Chưa có số nào của đơn vị này. Nhập số trước, hoặc xóa ô này.",
    }
    assert page.xpath(f"//input[@name='{cell(first, '1-numerator')}']/@value") == ["12.5"]
    assert stored_values(office, "CT02") == []


def test_another_definition_is_kept_and_said_never_to_be_compared(office, admin):
    Indicator.objects.filter(code="CT01").update(definition_label="chuẩn mới")
    first, second = office.communes
    values = form_values(admin)
    assert values[cell(first, "label")] == "chuẩn mới"
    values |= {cell(first, "5-value"): "1", cell(first, "label"): "chuẩn cũ", cell(second, "5-value"): "1"}
    _, page = post(admin, values)
    sentence = "Khác định nghĩa của chỉ tiêu (chuẩn mới) nên không được so sánh."
    assert sentence in visible_text(page.xpath(f"//tbody[@id='don-vi-{first.pk}']")[0])
    assert sentence not in visible_text(page.xpath(f"//tbody[@id='don-vi-{second.pk}']")[0])


def test_a_stale_form_shows_both_and_keeps_what_others_wrote_elsewhere(office, admin):
    first, second = office.communes
    values = form_values(admin)
    other = member(office.district, Role.ADMINISTRATOR, full_name="Ma Thị Hai")
    revise(office, change(office, row(5, 20)), change(office, row(5, 7), unit=second), actor=other)
    status, page = post(admin, values | {cell(first, "5-value"): "30"})
    assert status == 409
    assert "Ma Thị Hai sửa lúc" in visible_text(page.xpath("//*[@role='alert']")[0])
    assert page.xpath(f"//input[@name='{cell(first, '5-value')}']/@value") == ["30"]
    assert page.xpath(f"//input[@name='{cell(second, '5-value')}']/@value") == ["7"]
    assert "Đang lưu: 20" in visible_text(page.xpath(f"//tbody[@id='don-vi-{first.pk}']")[0])
    again = dict(next(form for form in page.forms if form.xpath(".//tbody")).form_values())
    assert post(admin, again)[0] == 302
    assert stored_values(office) == [(first.code, 5, 30), (second.code, 5, 7)]


def test_two_people_with_different_units_do_not_disturb_each_other(office, admin):
    first, second = office.communes
    values = form_values(admin)
    revise(office, change(office, row(5, 7), unit=second))
    assert post(admin, values | {cell(first, "5-value"): "30"})[0] == 302
    assert stored_values(office) == [(first.code, 5, 30), (second.code, 5, 7)]


@pytest.mark.parametrize("communes", [1, 3])
def test_the_number_of_queries(communes, django_assert_num_queries):
    office = make_office(communes=communes, indicators=("RATIO",) * communes)
    for unit in office.communes:
        revise(office, change(office, row(5, 1), unit=unit))
    view = administered_plan_or_404(office.administrator, 2022)
    with django_assert_num_queries(5):
        baseline_list(view)
    with django_assert_num_queries(6):
        baseline_page(view, "CT01")
