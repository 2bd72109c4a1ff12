"""The rows of the dashboard: numbers, changes of status, falls and rises, bullets and corrections."""

from decimal import Decimal

import pytest
from django.test import Client

from reports.services.reopening import report_reopen
from targets.enums import BaselineKind, Comparator, PeriodState, TargetBasis
from targets.models import Baseline, Indicator, Target
from tests.reports.builders import SampleOffice
from tests.reports.pages import (
    PAGE,
    cell,
    page,
    report_all_communes,
    rows,
    visible_text,
)

FIELDS = ["target", "expected", "actual", "achievement", "percent", "same_period", "same_period_change", "estimate"]


def test_a_row_says_its_indicator_and_status(leader: Client, office: SampleOffice) -> None:
    report_all_communes(office)
    content = leader.get(PAGE).content.decode()
    assert '<tr data-indicator="CT01" data-status="EXCEEDED">' in content
    assert '<tr data-indicator="CT04a" data-status="NO_DATA">' in content


def test_every_row_has_every_number_once(leader: Client, office: SampleOffice) -> None:
    tree = page(leader)
    assert rows(tree) == ["CT01", "CT02", "CT03", "CT04", "CT04a", "CT04b"]
    for row in tree.xpath("//tr[@data-indicator]"):
        assert row.xpath("td/@data-field") == FIELDS
        assert len(row.xpath("td[@data-field]/@data-value")) == len(FIELDS)
        assert len(row) == len(tree.xpath("//table[contains(@class, 'table-dashboard')]/thead/tr/th"))


def test_numbers_are_plain_for_machines_and_vietnamese_for_people(leader: Client, office: SampleOffice) -> None:
    report_all_communes(office, 1500, note="Đúng.", full_year_estimate=Decimal("2000.5"))
    Baseline.objects.create(indicator=office.indicators["CT01"], unit=office.district, ordinal=3, value="4000.25")
    tree = page(leader)
    assert {field: cell(tree, "CT01", field) for field in FIELDS} == {
        "target": ("120", "≥ 120"),
        "expected": ("90", "90"),
        "actual": ("4500", "4.500"),
        "achievement": ("4500", ""),  # of a level it would only repeat the value
        "percent": ("3750", "3.750,0"),
        "same_period": ("4000.25", "4.000,25"),
        "same_period_change": ("112.492969", "112,5 %"),
        "estimate": ("6001.5", "6.001,5"),
    }


def test_an_assessment_that_is_another_one_than_in_the_quarter_before_is_marked(
    leader: Client, office: SampleOffice
) -> None:
    for ordinal, amount in ((1, 5), (2, 20), (3, 0)):
        report_all_communes(office, amount, ordinal=ordinal)

    def marks(ordinal: int) -> list[tuple[str, str]]:
        elements = page(leader, f"ky={ordinal}").xpath("//tr[@data-indicator='CT01']//*[@data-moved]")
        return [(element.get("data-moved"), visible_text(element)) for element in elements]

    assert marks(1) == []
    assert marks(2) == [("better", "↑ tốt lên, Quý I: chậm tiến độ")]
    assert marks(3) == [("worse", "↓ xấu đi, Quý II: đúng tiến độ")]
    for commune in office.communes:
        office.set_period(4, PeriodState.OPEN)
        office.enter("CT01", 15, unit=commune, ordinal=4)
        office.approve(commune, 4)
    assert marks(4) == [("better", "↑ tốt lên, Quý III: chậm tiến độ")]


def test_without_figures_numbers_are_empty(leader: Client) -> None:
    tree = page(leader)
    assert cell(tree, "CT01", "target") == ("120", "≥ 120")
    assert {cell(tree, "CT01", field) for field in set(FIELDS) - {"target", "expected"}} == {("", "")}


def test_a_composite_counts_its_children(leader: Client, office: SampleOffice) -> None:
    office.enter("CT04a", 100, unit=office.department, ordinal=1)
    office.approve(office.department, ordinal=1)
    office.enter("CT04b", 50, unit=office.department)
    office.approve(office.department)
    tree = page(leader)
    assert cell(tree, "CT04", "actual") == ("", "1/2 đạt")
    assert cell(tree, "CT04", "target") == ("", "")
    assert "Số Quý I" in visible_text(tree.xpath("//tr[@data-indicator='CT04a']/th")[0])


@pytest.fixture
def falling(office: SampleOffice) -> Indicator:
    """CT02 as a rate that must fall by 2 points from last year's end, when it was 12 %; now it is 9 %."""
    indicator = office.indicators["CT02"]
    Indicator.objects.filter(pk=indicator.pk).update(
        basis=TargetBasis.FALL, baseline_kind=BaselineKind.YEAR_END, scale=100, unit_of_measure="%", decimals=2, due=[3]
    )
    indicator.parts.update(over_time="LAST")
    Target.objects.filter(indicator=indicator, unit=office.district).update(value=2)
    for commune in office.communes:
        office.enter("CT02", 9, 100, unit=commune)
        office.approve(commune)
        Baseline.objects.create(indicator=indicator, unit=commune, ordinal=5, numerator=12, denominator=100)
    return indicator


def test_a_fall_is_read_as_a_fall(leader: Client, falling: Indicator) -> None:
    tree = page(leader)
    assert cell(tree, "CT02", "target") == ("2", "giảm ≥ 2,0 điểm")
    assert cell(tree, "CT02", "expected") == ("2", "giảm 2")
    assert cell(tree, "CT02", "actual") == ("9", "9")
    assert cell(tree, "CT02", "achievement") == ("3", "giảm 3")
    assert cell(tree, "CT02", "percent") == ("150", "150,0")
    assert "Mức giảm phải từ 2 điểm." in visible_text(page(leader, path=f"{PAGE}CT02/"))
    # The bullet compares the fall, not the level.
    label = tree.xpath("//tr[@data-indicator='CT02']//*[name()='svg'][@role='img']/@aria-label")
    assert label == ["Đạt 3 trên kế hoạch 2; đến kỳ này cần 2"]


def test_a_rise_where_a_fall_was_wanted_says_so(leader: Client, falling: Indicator) -> None:
    Baseline.objects.filter(indicator=falling).update(numerator=8)
    tree = page(leader)
    assert cell(tree, "CT02", "achievement") == ("-1", "tăng 1")
    Baseline.objects.filter(indicator=falling).update(numerator=9)
    assert cell(page(leader), "CT02", "achievement") == ("0", "bằng gốc")


def test_with_target_0_the_signed_difference_stands_instead_of_a_bullet(leader: Client, falling: Indicator) -> None:
    Target.objects.filter(indicator=falling).update(value=0, comparator=Comparator.ABOVE)
    tree = page(leader)
    assert cell(tree, "CT02", "target") == ("0", "giảm")
    assert cell(tree, "CT02", "expected") == ("0", "giảm")
    assert cell(tree, "CT02", "percent") == ("", "")
    assert cell(tree, "CT02", "achievement") == ("3", "giảm 3")
    assert not tree.xpath("//tr[@data-indicator='CT02']//*[name()='svg'][@role='img']")


def test_a_bullet_is_said_in_words(leader: Client, office: SampleOffice) -> None:
    report_all_communes(office, 10)
    label = page(leader).xpath("//tr[@data-indicator='CT01']//*[name()='svg'][@role='img']/@aria-label")
    assert label == ["Đạt 30 trên kế hoạch 120; đến kỳ này cần 90"]


def test_a_report_being_corrected_marks_its_rows(leader: Client, office: SampleOffice) -> None:
    report_all_communes(office)
    assert "Đang đính chính" not in visible_text(page(leader))
    report = office.report()
    assert report
    report_reopen(report=report, actor=office.reviewer, seen_version=report.version, reason="Cộng nhầm.")
    tree = page(leader)
    assert "Đang đính chính" in visible_text(tree.xpath("//tr[@data-indicator='CT01']/th")[0])
    assert "Đang đính chính" not in visible_text(tree.xpath("//tr[@data-indicator='CT02']/th")[0])
    assert cell(tree, "CT01", "actual")[0] == "150"
