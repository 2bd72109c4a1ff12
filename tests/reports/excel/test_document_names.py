"""The names of files that people take out: plan, period, unit, field and kind of data, in both spellings."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from reports.enums import DataKind
from reports.excel.document_names import document_name, plan_template_name, snapshot_name, template_name
from reports.excel.file_names import FileName
from reports.models import Snapshot
from targets.models import Field, Period, Plan
from targets.selectors import PlanView
from units.models import Unit

DISTRICT = Unit(pk=1, code="064", name="Huyện Chợ Đồn")
PLAN = Plan(pk=9, document_number="15/KH-UBND", year=2022)
ECONOMY = Field(code="KT", name="Kinh tế")


def period(ordinal: int = 3, name: str = "Quý III", plan: Plan = PLAN, **days: date) -> Period:
    year = {"starts_on": date(2022, 6, 15), "ends_on": date(2022, 9, 14)}
    return Period(plan=plan, ordinal=ordinal, kind="FINAL" if ordinal == 5 else "REGULAR", name=name, **year | days)


def overview(at: Period | None = None, unit: Unit = DISTRICT, plan: Plan = PLAN, *, pending: bool = False) -> Any:
    return SimpleNamespace(plan=plan, scope=unit, period=at or period(plan=plan), pending=pending)


@pytest.mark.parametrize(
    ("at", "plain", "vietnamese"),
    [
        (period(), "quy-3-2022", "Quý III năm 2022"),
        (period(1, "Quý I"), "quy-1-2022", "Quý I năm 2022"),
        (period(5, "Cả năm"), "ca-nam-2022", "cả năm 2022"),
        (period(3, "9 tháng"), "9-thang-2022", "9 tháng năm 2022"),
        (period(2, "Đợt 2/2022"), "dot-2-2022-2022", "Đợt 2-2022"),
        (
            period(3, "Vụ xuân", starts_on=date(2023, 1, 1), ends_on=date(2023, 3, 31)),
            "vu-xuan-2022",
            "Vụ xuân năm kế hoạch 2022–2023",
        ),
    ],
)
def test_a_period_is_named_by_its_kind_or_in_its_own_words(at: Period, plain: str, vietnamese: str) -> None:
    assert document_name(overview(at)) == FileName(
        f"tong-hop-15-kh-ubnd-{plain}-huyen-cho-don.xlsx", f"Tổng hợp 15-KH-UBND {vietnamese} Huyện Chợ Đồn.xlsx"
    )


@pytest.mark.parametrize(
    ("field", "pending", "plain", "vietnamese"),
    [
        (None, False, "", ""),
        (ECONOMY, False, "-kt", " lĩnh vực Kinh tế"),
        (None, True, "-gom-cho-duyet", " gồm số liệu chờ duyệt"),
        (ECONOMY, True, "-kt-gom-cho-duyet", " lĩnh vực Kinh tế gồm số liệu chờ duyệt"),
    ],
)
def test_field_and_kind_of_data_are_said_in_the_name(
    field: Field | None, pending: bool, plain: str, vietnamese: str
) -> None:
    name = document_name(overview(pending=pending), field, subject="Số liệu", suffix="csv")
    assert name.plain == f"so-lieu-15-kh-ubnd-quy-3-2022-huyen-cho-don{plain}.csv"
    assert name.vietnamese == f"Số liệu 15-KH-UBND Quý III năm 2022 Huyện Chợ Đồn{vietnamese}.csv"


@pytest.mark.parametrize(
    ("unit", "plain"),
    [
        (Unit(pk=7, code="02053", name="Xã Ngọc Phái"), "xa-ngoc-phai"),
        (Unit(pk=7, code="02053", name="…"), "02053"),
        (Unit(pk=7, code="№", name="Ж"), "7"),
    ],
)
def test_a_unit_without_latin_letters_goes_by_its_code_or_number(unit: Unit, plain: str) -> None:
    assert document_name(overview(unit=unit)).plain.endswith(f"-{plain}.xlsx")


def test_a_plan_whose_number_has_no_latin_letters_goes_by_its_own_number() -> None:
    plan = Plan(pk=9, document_number="…/…", year=2022)
    assert document_name(overview(plan=plan)).plain == "tong-hop-9-quy-3-2022-huyen-cho-don.xlsx"


def snapshot(**changes: Any) -> Snapshot:
    at = datetime(2022, 9, 20, 1, 30, 5, tzinfo=UTC)
    return Snapshot(
        **{"plan": PLAN, "period": period(), "scope": DISTRICT, "data": DataKind.APPROVED, "at": at} | changes
    )


@pytest.mark.parametrize(
    ("changes", "plain", "vietnamese"),
    [
        ({}, "", ""),
        ({"data": DataKind.PENDING}, "-gom-cho-duyet", " gồm số liệu chờ duyệt"),
        ({"filters": {"field": "KT", "field_name": "Kinh tế"}}, "-kt", " lĩnh vực Kinh tế"),
    ],
)
def test_frozen_numbers_carry_the_moment_in_vietnam(changes: dict[str, Any], plain: str, vietnamese: str) -> None:
    name = snapshot_name(snapshot(**changes))
    assert name.plain == f"so-lieu-hop-15-kh-ubnd-quy-3-2022-huyen-cho-don{plain}-20220920-083005.xlsx"
    assert name.vietnamese == (
        f"Số liệu họp 15-KH-UBND Quý III năm 2022 Huyện Chợ Đồn{vietnamese} chốt 20-09-2022 08h30.05.xlsx"
    )


def test_the_same_numbers_frozen_twice_have_two_names() -> None:
    later = snapshot(at=datetime(2022, 9, 20, 1, 30, 6, tzinfo=UTC))
    assert snapshot_name(snapshot()) != snapshot_name(later)


def test_a_workbook_to_fill_in_names_its_unit_or_all() -> None:
    view = PlanView(PLAN, [period()])
    one, every_one = template_name(view, period(), DISTRICT), template_name(view, period(), None)
    assert one.plain == "mau-nhap-15-kh-ubnd-quy-3-2022-huyen-cho-don.xlsx"
    assert every_one == FileName(
        "mau-nhap-15-kh-ubnd-quy-3-2022-tat-ca-don-vi.xlsx",
        "Mẫu nhập 15-KH-UBND Quý III năm 2022 tất cả đơn vị.xlsx",
    )


@pytest.mark.parametrize(
    ("subject", "plain"), [("Chỉ tiêu giao", "chi-tieu-giao"), ("Số liệu năm trước", "so-lieu-nam-truoc")]
)
def test_a_workbook_of_the_whole_plan_names_its_subject(subject: str, plain: str) -> None:
    assert plan_template_name(PlanView(PLAN, [period()]), subject) == FileName(
        f"{plain}-15-kh-ubnd-2022.xlsx", f"{subject} 15-KH-UBND năm 2022.xlsx"
    )
