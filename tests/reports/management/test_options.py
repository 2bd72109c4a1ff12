"""The options of commands: which plan, period and units they name, and what is refused before anything is done."""

from argparse import ArgumentTypeError
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from chodon_thidua.lib import clock
from reports.management.commands.export_summary import output_path
from reports.management.commands.remind import day_count
from reports.management.commands.simulate import positive_integer
from reports.management.plan_scopes import issued_plan, plan_scopes
from targets.enums import PlanStatus
from targets.models import Plan
from tests.reports.builders import SampleOffice, make_office, moment


@pytest.mark.parametrize(("text", "days"), [("0", 0), ("3", 3), ("365", 365), (" 7\u00a0", 7), ("007", 7)])
def test_a_number_of_days(text: str, days: int) -> None:
    assert day_count(text) == days


@pytest.mark.parametrize(
    ("reader", "text"),
    [
        *((day_count, text) for text in ("", "-1", "366", "3.5", "ba", "３", "1e2", "9" * 30)),
        *((positive_integer, text) for text in ("", "0", "-1", "1.5", "một", "²", "５")),
        *((output_path, text) for text in ("", "bieu", "bieu.xls", "bieu.xlsx.exe", "bieu.csv/x", ".xlsx")),
    ],
)
def test_what_an_option_does_not_take(reader: Callable[[str], Any], text: str) -> None:
    with pytest.raises(ArgumentTypeError):
        reader(text)


@pytest.mark.parametrize(("text", "name"), [("a.XLSX", "a.XLSX"), ("thư mục/b.zip", "b.zip"), ("c.csv", "c.csv")])
def test_a_file_is_known_by_its_ending_in_any_case(text: str, name: str) -> None:
    assert output_path(text).name == name


@pytest.fixture
def office(db: None) -> Iterator[SampleOffice]:
    with clock.at(moment()):
        yield make_office(indicators=("AMOUNT",), years=2)


def test_a_plan_is_named_by_its_number_and_year_or_by_its_id(office: SampleOffice) -> None:
    assert issued_plan("15/KH-UBND", 2022) == office.plan
    assert issued_plan("15/KH-UBND", 2021) == office.plans[0]
    assert issued_plan(str(office.plan.pk), None) == office.plan
    assert issued_plan(f" {office.plan.pk}\u00a0", None) == office.plan


@pytest.mark.parametrize(
    ("reference", "year", "words"),
    [
        ("15/KH-UBND", None, "Có nhiều kế hoạch mang số “15/KH-UBND”"),
        ("15/KH-UBND", 1999, "Không có kế hoạch đã ban hành nào mang số (hoặc mã) “15/KH-UBND” năm 1999"),
        ("16/KH-UBND", None, "“16/KH-UBND”"),
        ("", None, "“”"),
        ("0", None, "“0”"),
        ("9" * 30, None, "Không có kế hoạch"),  # more than any id
        ("-1", None, "Không có kế hoạch"),
    ],
)
def test_a_plan_that_is_not_found_or_not_the_only_one(
    office: SampleOffice, reference: str, year: int | None, words: str
) -> None:
    with pytest.raises(CommandError) as refusal:
        issued_plan(reference, year)
    assert words in str(refusal.value)


def test_of_several_plans_each_is_named_with_its_id(office: SampleOffice) -> None:
    with pytest.raises(CommandError) as refusal:
        issued_plan("15/KH-UBND", None)
    for plan in office.plans:
        assert f"{plan.year} của {office.district} (--plan {plan.pk})" in str(refusal.value)


def test_a_draft_is_nobodys_plan(office: SampleOffice) -> None:
    Plan.objects.filter(pk=office.plan.pk).update(status=PlanStatus.DRAFT)
    assert issued_plan("15/KH-UBND", None) == office.plans[0]
    with pytest.raises(CommandError):
        issued_plan(str(office.plan.pk), None)


def test_without_units_it_is_all_that_the_owner_sees(office: SampleOffice) -> None:
    [scope] = plan_scopes(office.plan, 3, [])
    assert (scope.unit, scope.period, scope.view.plan) == (office.district, office.period(3), office.plan)


def test_each_unit_is_looked_at_by_itself_in_the_order_given(office: SampleOffice) -> None:
    units = [office.communes[1], office.department, office.district]
    scopes = plan_scopes(office.plan, 3, [unit.code for unit in units])
    assert [scope.unit for scope in scopes] == units
    assert {scope.period for scope in scopes} == {office.period(3)}


@pytest.mark.parametrize("code", ["99999", "06", "~1000000", "", "02010 "])
def test_a_unit_that_the_owner_does_not_see_is_named(office: SampleOffice, code: str) -> None:
    with pytest.raises(CommandError, match="Không có đơn vị mang mã"):
        plan_scopes(office.plan, 3, [office.communes[0].code, code])


def test_a_period_that_the_plan_does_not_have(office: SampleOffice) -> None:
    with pytest.raises(CommandError, match=r"không có kỳ 6\."):
        plan_scopes(office.plan, 6, [])


@pytest.mark.parametrize(
    ("command", "words"),
    [("simulate", "chỉ nạp được khi DEMO=true"), ("load_demo", "chỉ nạp được khi DEMO=true")],
)
def test_made_up_data_never_go_where_no_demo_is(db: None, command: str, words: str) -> None:
    with override_settings(DEMO=False), pytest.raises(CommandError, match=words):
        call_command(command)


@pytest.mark.parametrize(
    ("command", "words"),
    [("simulate", "đã có dữ liệu"), ("load_demo", "đã có dữ liệu thật")],
)
def test_nor_into_the_database_of_an_office(office: SampleOffice, command: str, words: str) -> None:
    with override_settings(DEMO=True), pytest.raises(CommandError, match=words):
        call_command(command)
