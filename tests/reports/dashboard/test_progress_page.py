"""“Tiến bộ nhất”: who moved furthest towards its target, on the page of an indicator and over all of them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chodon_thidua.lib import clock
from targets.models import Baseline, Target
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.pages import page, report_all_communes, signed_in, visible_text
from tests.stored_rows import remembered

OVERALL, INDICATOR = "/tien-bo/", "/chi-tieu/CT01/"


def report(office: SampleOffice, code: str, ordinal: int, *amounts: int | None) -> None:
    """Each commune's figure of a quarter, approved; None is silent."""
    for commune, amount in zip(office.communes, amounts, strict=True):
        if amount is not None:
            office.enter(code, amount, unit=commune, ordinal=ordinal)
            office.approve(commune, ordinal)


def table(tree, base: str) -> list[list[str]]:
    rows = tree.xpath(f"//table[@data-base='{base}']//tr[@data-unit]")
    return [[visible_text(cell) for cell in row] for row in rows]


@pytest.fixture
def climbing(office: SampleOffice) -> SampleOffice:
    climb(office)
    return office


@remembered
def climb(office: SampleOffice) -> None:
    """Three communes with a target of 40 each: the last in quarter II makes the longest way in quarter III."""
    Target.objects.filter(indicator__code="CT01", unit__in=office.communes).update(value=40)
    report(office, "CT01", 2, 30, 20, 2)
    report(office, "CT01", 3, 2, 6, 20)


def test_a_poor_commune_that_climbs_comes_first(climbing: SampleOffice, leader: Client) -> None:
    tree = page(leader, "ky=3", path=INDICATOR)
    assert table(tree, "Quý II") == [
        ["1", "Bằng Lãng", "95,0", "45,0", "+50,0"],
        ["2", "Quảng Bạch", "50,0", "35,0", "+15,0"],
        ["3", "Ngọc Phái", "25,0", "20,0", "+5,0"],
    ]
    level = [visible_text(row) for row in tree.xpath("//section[@aria-labelledby='cac-don-vi']//tr[@data-unit]/th")]
    assert level[-1] == "Bằng Lãng"  # by its level it is still the last
    assert "So được 3/3 đơn vị." in visible_text(tree)


def test_since_last_year_the_same_quarter_counts(climbing: SampleOffice, leader: Client) -> None:
    for commune, value in zip(climbing.communes, (36, 10, 20), strict=True):
        Baseline.objects.create(indicator=climbing.indicators["CT01"], unit=commune, ordinal=3, value=value)
    rows = table(page(leader, "ky=3", path=INDICATOR), "năm 2021")
    assert [(row[0], row[1], row[4]) for row in rows] == [
        ("1", "Quảng Bạch", "+40,0"),
        ("2", "Bằng Lãng", "+5,0"),
        ("3", "Ngọc Phái", "−10,0"),
    ]


def test_who_is_silent_or_was_there_already_is_named_and_not_ranked(office: SampleOffice, leader: Client) -> None:
    village = office.communes[2]
    Target.objects.filter(indicator__code="CT01", unit__in=office.communes).update(value=40)
    Target.objects.filter(indicator__code="CT01", unit=village).update(value=1)
    report(office, "CT01", 2, 10, 10, 5)
    report(office, "CT01", 3, 10, None, 5)
    tree = page(leader, "ky=3", path=INDICATOR)
    assert table(tree, "Quý II") == []  # one alone is no ranking
    report_all = office.communes[1]
    office.enter("CT01", 20, unit=report_all, ordinal=3)
    office.approve(report_all, 3)
    tree = page(leader, "ky=3", path=INDICATOR)
    assert [row[1] for row in table(tree, "Quý II")] == ["Quảng Bạch", "Ngọc Phái"]
    assert "So được 2/3 đơn vị. Đã đạt kế hoạch từ trước: Bằng Lãng." in visible_text(tree)


def test_the_first_quarter_has_only_last_year_to_be_compared_with(climbing: SampleOffice, leader: Client) -> None:
    assert "Tiến bộ nhất" not in visible_text(page(leader, "ky=1", path=INDICATOR))
    assert "Chưa có đơn vị nào so được tiến bộ" in visible_text(page(leader, "ky=1", path=OVERALL))


def test_over_all_the_mean_rank_decides_with_its_coverage(climbing: SampleOffice, leader: Client) -> None:
    tree = page(leader, "ky=3", path=OVERALL)
    rows = [[visible_text(cell) for cell in row] for row in tree.xpath("//tr[@data-unit]")]
    assert [row[0] for row in rows] == ["1", "2", "3"]
    assert [row[2:] for row in rows] == [["1,0", "1/1"], ["2,0", "1/1"], ["3,0", "1/1"]]
    assert rows[0][1].startswith("Bằng Lãng")
    assert rows[0][1].endswith("+50,0 điểm")
    text = visible_text(tree)
    assert "trung bình thứ hạng" in text
    assert "So với Quý II" in text
    assert "So với năm 2021" not in text  # nobody has last year's figures
    for link in tree.xpath("//tr[@data-unit]//a/@href"):
        assert leader.get(link).status_code == 200


def test_reporters_do_not_see_their_neighbours(climbing: SampleOffice) -> None:
    assert signed_in(climbing.reporters[0]).get(OVERALL).status_code == 404
    own = page(signed_in(climbing.reporters[0]), "ky=3", path=INDICATOR)
    assert table(own, "Quý II") == []


@pytest.mark.parametrize(("communes", "kinds"), [(1, ["AMOUNT"]), (3, ["AMOUNT", "RATIO", "ALL_OF"] * 3)])
def test_the_number_of_queries_does_not_grow(db: None, communes: int, kinds: list[str]) -> None:
    with clock.at(moment()):
        office = make_office(communes=communes, indicators=kinds)
        report_all_communes(office, ordinal=2)
        report_all_communes(office)
        client = signed_in(office.leader)
        client.get(OVERALL)  # the first page of a session also writes the session
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{OVERALL}?ky=3").status_code == 200
    assert len(queries) == 14
