"""Income per head of several units: each has its own, and above them there is only the list of them."""

from collections.abc import Iterator
from decimal import Decimal
from importlib import import_module
from io import BytesIO

import pytest
from django.apps import apps
from openpyxl import load_workbook

from chodon_thidua.lib import clock
from reports.progress.overview import assess_unit, plan_overview
from reports.progress.ranking import unit_ranking
from reports.progress.texts.remarks import remark_sentences
from targets.additivity import is_additive
from targets.enums import Measure, Reason, Status
from targets.models import Indicator, Target
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.pages import cell, page, signed_in, visible_text
from tests.reports.services.test_rollups import view_of
from tests.stored_rows import remembered
from units.visibility import visible_units_below

INCOMES = (60, 65, 64)
ONLY_THE_LIST = "xem từng đơn vị"


@remembered
def report_three_quarters(office: SampleOffice) -> None:
    for ordinal in (1, 2, 3):
        for income, commune in zip(INCOMES, office.communes, strict=True):
            office.enter("CT01", income, unit=commune, ordinal=ordinal, full_year_estimate=Decimal(70))
            office.enter("CT02", 10, unit=commune, ordinal=ordinal)
            office.approve(commune, ordinal)


@pytest.fixture
def office(db: None) -> Iterator[SampleOffice]:
    with clock.at(moment()):
        sample = make_office(indicators=("AVERAGE", "AMOUNT"))
        report_three_quarters(sample)
        yield sample


NAMES = [
    ("Thu nhập bình quân đầu người", "triệu đồng/người", False),
    ("Tổng sản phẩm trong tỉnh bình quân đầu người", "USD", False),
    ("Năng suất lúa", "tạ", False),
    ("Thu nhập", "triệu đồng bình quân", False),
    ("Tốc độ tăng tổng sản phẩm", "%", False),
    ("Mức giảm sinh", "‰", False),
    ("Mật độ dân số", "người/km²", False),
    ("Bảo đảm quốc phòng", "đạt/không đạt", False),
    ("Dân số trung bình", "người", True),
    ("Số xã có tỷ lệ hộ nghèo dưới 5 %", "xã", True),
    ("Số xã có thu nhập bình quân từ 50 triệu đồng", "xã", True),
    ("Trồng rừng mới", "ha", True),
]


@pytest.mark.parametrize(("name", "unit", "additive"), NAMES)
def test_what_looks_like_an_average_is_not_added_unless_the_plan_says_so(name: str, unit: str, additive: bool) -> None:
    assert is_additive(Measure.AMOUNT, name, unit) is additive
    assert is_additive(Measure.RATIO, name, unit)


def test_indicators_that_are_there_already_are_told_apart_alike(office: SampleOffice) -> None:
    field = office.indicators["CT01"].field
    Indicator.objects.bulk_create(
        Indicator(
            plan=office.plan,
            code=f"N{n}",
            name=name,
            field=field,
            order=n,
            measure="AMOUNT",
            unit_of_measure=unit,
            basis="LEVEL",
        )
        for n, (name, unit, _) in enumerate(NAMES)
    )
    import_module("targets.migrations.0003_additive").tell_averages(apps, None)
    lines = Indicator.objects.filter(code__startswith="N").order_by("order")
    assert [line.additive for line in lines] == [additive for *_, additive in NAMES]


def test_the_plan_is_loaded_so(office: SampleOffice) -> None:
    text = dict(Indicator.objects.filter(plan=office.plan).values_list("code", "additive"))
    assert text == {"CT01": False, "CT02": True}


def test_a_district_has_no_income_per_head_of_its_communes(office: SampleOffice) -> None:
    result = plan_overview(visible_units_below(office.district), view_of(office), office.period(), office.district)
    row = result.rows[0]
    assessment = row.assessment
    assert (assessment.status, assessment.reason) == (Status.NO_DATA, Reason.LIST_ONLY)
    assert (assessment.value, assessment.in_period, assessment.estimate, assessment.percent, assessment.projection) == (
        None,
    ) * 5
    assert result.allocated(row.indicator) is None
    units = [assess_unit(result, row.indicator, unit) for unit in office.communes]
    assert [(one.value, one.estimate, one.status) for one in units] == [
        (60, 70, Status.AT_RISK),
        (65, 70, Status.ON_TRACK),
        (64, 70, Status.ON_TRACK),
    ]


def test_its_communes_are_still_ranked(office: SampleOffice) -> None:
    result = plan_overview(visible_units_below(office.district), view_of(office), office.period(), office.district)
    lines = unit_ranking(result, result.rows[0])
    assert lines
    assert [(unit.place, unit.cells.actual.text, unit.share) for unit in lines.units] == [
        ("1", "65", ""),
        ("2", "64", ""),
        ("3", "60", ""),
    ]


def test_pages_show_the_list_and_no_sum(office: SampleOffice) -> None:
    leader = signed_in(office.leader)
    tree = page(leader)
    assert cell(tree, "CT01", "actual") == ("", "")
    assert "Xem từng đơn vị" in visible_text(tree.xpath("//tr[@data-indicator='CT01']")[0])
    assert cell(tree, "CT01", "estimate") == ("", "")
    assert cell(tree, "CT02", "actual")[0] == "90"
    for path in ("/chi-tieu/CT01/", "/tong-quan/CT01/"):
        texts = visible_text(page(leader, path=path))
        assert ONLY_THE_LIST in texts
        assert "189" not in texts
    for path in ("/ma-tran/", "/so-sanh/", "/xuat/ban-in/", "/trinh-chieu/"):
        assert "189" not in visible_text(page(leader, path=path))


def test_without_a_target_the_list_is_pointed_to_as_well(office: SampleOffice) -> None:
    Target.objects.filter(unit=office.district).delete()
    result = plan_overview(visible_units_below(office.district), view_of(office), office.period(), office.district)
    assessment = result.rows[0].assessment
    assert (assessment.status, assessment.reason) == (Status.NOT_ASSESSED, Reason.NO_TARGET)
    assert any(ONLY_THE_LIST in text for text in remark_sentences(assessment, {}, {}, pending=False))


def test_papers_add_nothing_up(office: SampleOffice) -> None:
    workbook = load_workbook(BytesIO(signed_in(office.leader).get("/xuat/tong-hop.xlsx?ky=3").content))
    texts = [
        str(value)
        for sheet in workbook
        for row in sheet.iter_rows(values_only=True)
        for value in row
        if value is not None
    ]
    assert "65" in texts
    assert not [text for text in texts if "189" in text]
    assert any(ONLY_THE_LIST in text for text in texts)


def test_what_is_allocated_has_no_sum_either(office: SampleOffice) -> None:
    administrator = signed_in(office.administrator)
    texts = visible_text(page(administrator, path="/ke-hoach/2022/chi-tieu/CT01/"))
    assert "không cộng lại được" in texts
    assert "189" not in texts
    assert "giao 3 đơn vị; không cộng lại được" in visible_text(page(administrator, path="/ke-hoach/2022/chi-tieu/"))


def test_a_plan_may_say_that_it_adds_up(office: SampleOffice) -> None:
    Indicator.objects.filter(code="CT01").update(additive=True)
    result = plan_overview(visible_units_below(office.district), view_of(office), office.period(), office.district)
    assert result.rows[0].assessment.value == sum(INCOMES)
