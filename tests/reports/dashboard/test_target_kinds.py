"""The page of a target of each kind: its numbers, its years, and the facts that answer “vì sao?”."""

from collections.abc import Iterator
from typing import Any

import pytest

from chodon_thidua.lib import clock
from targets.enums import PeriodState
from targets.models import Indicator, Period, Plan
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.pages import page, report_all_communes, section, signed_in, visible_text
from tests.reports.programmes import close_year, load_programme, raw_target
from tests.reports.progress.reading import last_year
from tests.stored_rows import built_once


@pytest.fixture
def office(db: None) -> Iterator[SampleOffice]:
    with clock.at(moment()):
        yield built_once(make_office_of_two_years)


def make_office_of_two_years() -> SampleOffice:
    """Plans of 2021, closed, and of 2022 at quarter III; three communes add up, the department reports a rate."""
    office = make_office(years=2)
    for ordinal, amount in ((1, 0), (2, 0), (3, 10)):
        report_all_communes(office, amount, ordinal=ordinal)
    office.enter("CT04b", 96, unit=office.department)
    office.approve(office.department)
    last_year(office, "CT01", 5, dict.fromkeys(office.communes, 25))
    last_year(office, "CT04b", 3, {office.department: 92})
    close_year(office, office.plans[0])
    return office


def target_page(office: SampleOffice, raw: dict[str, Any], query: str = "nam=2022&ky=3", **changes: Any) -> Any:
    programme = load_programme(office, raw, **changes)
    return page(signed_in(office.leader), f"/chuong-trinh/{programme.pk}/{raw['code']}/?{query}")


def facts(tree: Any) -> dict[str, str]:
    """The explanation by the names of its facts."""
    names = [visible_text(name) for name in tree.xpath("//dl[@class='why']/dt")]
    texts = [visible_text(text) for text in tree.xpath("//dl[@class='why']/dd")]
    return dict(zip(names, texts, strict=True))


def status(tree: Any) -> str:
    return str(tree.xpath("//dl[@data-target]/@data-status")[0])


def states(tree: Any) -> list[str]:
    """What the last column of each year says."""
    return [visible_text(row.xpath("td[last()]")[0]) for row in tree.xpath("//tr[@data-year]")]


KINDS = [
    # the target, its status, and some of the facts
    (
        {"target": "400"},
        "BEHIND",
        {
            "Cách tính": "cộng các năm; đã tính năm 2021, 2022",
            "Các số đã tính": "75 + 30 = 105",
            "Cần có đến kỳ này": "140 ha (chia đều các năm: 1,75/5 năm)",
            "So với mục tiêu": "26,2 %",
        },
    ),
    (
        {"target": "100"},
        "EXCEEDED",
        {"So với mục tiêu": "105,0 %", "Kết luận": "Vượt. Đã đủ mục tiêu của cả giai đoạn và không thể giảm đi."},
    ),
    (
        {"target": "105"},
        "MET",
        {"Kết luận": "Đạt. Đã đủ mục tiêu của cả giai đoạn và không thể giảm đi."},
    ),
    (
        {"target": "300", "comparator": "<="},
        "ON_TRACK",
        {
            "Mục tiêu 2021–2025": "≤ 300 ha",
            "Phép so sánh": "Giá trị cả giai đoạn phải không quá 300 ha.",
            "Chênh lệch so với mục tiêu": "−195",
            "Kết luận": "Đúng tiến độ. Không vượt mức cho phép đến kỳ này.",
        },
    ),
    (
        {"target": "200", "comparator": "<="},
        "AT_RISK",
        {"Kết luận": "Cần chú ý. Vượt tiến độ cho phép nhưng chưa quá mức trần của cả giai đoạn."},
    ),
    (
        {"indicator": "CT04b", "over_years": "LAST", "target": "100"},
        "AT_RISK",
        {
            "Cách tính": "mức của năm mới nhất; đã tính năm 2022",
            "Thực hiện đến kỳ này": "96 %",
            "Cần có đến kỳ này": "100 % (bằng mục tiêu)",
        },
    ),
    (
        {"indicator": "CT04b", "over_years": "LAST", "target": "100", "path": [90, 95, 97, 99, 100]},
        "ON_TRACK",
        {"Cần có đến kỳ này": "95 % (theo lộ trình của chương trình)"},
    ),
    (
        {"indicator": "CT04b", "over_years": "AVERAGE", "target": "94"},
        "ON_TRACK",
        {"Cách tính": "bình quân các năm; đã tính năm 2021, 2022", "Các số đã tính": "92; 96"},
    ),
    (
        {"over_years": "AVERAGE", "target": "70"},
        "ON_TRACK",
        {"Cách tính": "bình quân các năm; đã tính năm 2021", "Thực hiện đến kỳ này": "75 ha"},
    ),
    (
        {"target": None, "comparator": None},
        "NOT_ASSESSED",
        {"Kết luận": "Không đánh giá. Không có chỉ tiêu giao ở phạm vi này."},
    ),
    (
        {"indicator": "CT02", "over_years": "LAST", "target": "500"},
        "NO_DATA",
        {"Kết luận": "Chưa đủ số liệu. Còn thiếu số liệu của năm đã qua, nên chưa kết luận cả giai đoạn."},
    ),
]


@pytest.mark.parametrize(("changes", "expected_status", "expected_facts"), KINDS)
def test_each_kind_explains_itself(office, changes, expected_status, expected_facts) -> None:
    tree = target_page(office, raw_target(**changes))
    assert status(tree) == expected_status
    own = facts(tree)
    assert {name: own.get(name) for name in expected_facts} == expected_facts
    assert own["Kết luận"].endswith(".")


def test_thresholds_are_named_for_floors_alone(office: SampleOffice) -> None:
    floor = target_page(office, raw_target(target="400"))
    assert "“Cần chú ý” từ 90,0 % mức cần có" in facts(floor)["Ngưỡng của kế hoạch"]
    ceiling = target_page(office, raw_target(target="400", comparator="<="), document_number="trần")
    assert "Ngưỡng của kế hoạch" not in facts(ceiling)


def test_thresholds_of_the_plan_decide(office: SampleOffice) -> None:
    Plan.objects.filter(pk=office.plan.pk).update(at_risk_above=70)
    assert status(target_page(office, raw_target(target="400"))) == "AT_RISK"  # 105 of 140 are 75 %


def test_the_states_of_the_years(office: SampleOffice) -> None:
    typed = [{"year": 2020, "value": 5, "source": "Niên giám"}]
    tree = target_page(office, raw_target(years=typed), first_year=2019, last_year=2023)
    assert states(tree) == [
        "Thiếu số liệu", "Số trước khi dùng phần mềm Niên giám", "Đã chốt năm", "Lũy kế đến Quý III", "Chưa đến",
    ]  # fmt: skip
    notes = visible_text(tree.xpath("//section[@aria-labelledby='vi-sao']")[0])
    assert "Thiếu số của năm 2019; năm thiếu không được coi là 0." in notes


def test_another_period_of_the_year_moves_the_level(office: SampleOffice) -> None:
    first = target_page(office, raw_target(target="400"), "nam=2022&ky=1")
    assert first.xpath("//dd[@data-field='expected']/@data-value") == ["100"]
    assert facts(first)["Cần có đến kỳ này"] == "100 ha (chia đều các năm: 1,25/5 năm)"


def test_a_period_to_come_is_not_judged(office: SampleOffice) -> None:
    tree = target_page(office, raw_target(target="400"), "nam=2022&ky=4")
    assert status(tree) == "NOT_DUE"
    assert facts(tree)["Kết luận"] == "Chưa đến kỳ. Kỳ báo cáo chưa mở."
    assert not tree.xpath("//dd[@data-field='expected']")


def test_the_end_of_the_term(office: SampleOffice) -> None:
    """Provisional while the last year is open, then met or missed."""
    Period.objects.filter(plan=office.plan).update(state=PeriodState.OPEN)
    programme = load_programme(office, raw_target(target="110"), last_year=2022)
    address = f"/chuong-trinh/{programme.pk}/M01/?nam=2022&ky=5"
    leader = signed_in(office.leader)
    open_page = page(leader, address)
    assert "tạm tính, chưa chốt năm cuối" in visible_text(open_page)
    assert status(open_page) == "NO_DATA"  # nobody has reported the year yet
    close_year(office, office.plan)
    closed_page = page(leader, address)
    assert status(closed_page) == "MISSED"
    assert facts(closed_page)["Kết luận"] == "Không đạt. Số liệu các năm của cả giai đoạn đã chốt."
    assert "tạm tính" not in visible_text(closed_page)


def test_in_an_earlier_year_the_term_had_come_less_far(office: SampleOffice) -> None:
    tree = target_page(office, raw_target(target="400"), "nam=2021&ky=5")
    assert facts(tree)["Cách tính"] == "cộng các năm; đã tính năm 2021"
    assert states(tree) == ["Đã chốt năm", *["Chưa đến"] * 4]


def test_the_plan_and_the_status_of_each_year_stand_beside_it(office: SampleOffice) -> None:
    tree = target_page(office, raw_target(target="400"))
    rows = [[visible_text(cell) for cell in row.xpath("td")] for row in tree.xpath("//tr[@data-year]")]
    assert rows[0][:5] == ["≥ 120", "75", "75", "80", "Không đạt"]
    assert rows[1][:4] == ["≥ 120", "30", "105", "140"]
    assert rows[2] == ["", "", "", "240", "", "Chưa đến"]


def test_rates_high_and_close_together_have_their_own_axis(office: SampleOffice) -> None:
    rate = target_page(office, raw_target(indicator="CT04b", over_years="LAST", target="100"))
    assert "Trục tung không bắt đầu từ 0." in section(rate, "tung-nam")
    amount = target_page(office, raw_target(target="400"), document_number="khác")
    assert "Trục tung" not in section(amount, "tung-nam")


def test_without_any_number_there_is_a_table_and_no_picture(office: SampleOffice) -> None:
    Indicator.objects.filter(plan=office.plan, code="CT02").update(predecessor=None)
    tree = target_page(office, raw_target(indicator="CT02", target="500"))
    assert not tree.xpath("//*[local-name()='svg'][@role='img']")
    assert len(tree.xpath("//tr[@data-year]")) == 5


def test_the_first_plan_of_the_office_knows_nothing_of_the_next(office: SampleOffice) -> None:
    """A target named by the indicator of 2022 is followed back from the page of 2021."""
    tree = target_page(office, raw_target(plan_year=2021, target="400"), "nam=2022&ky=3")
    assert facts(tree)["Các số đã tính"] == "75 + 30 = 105"
