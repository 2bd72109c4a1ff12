"""Units: the list below a scope, one unit in depth with its rank, and units × indicators."""

from functools import partial

import pytest

from chodon_thidua.lib import clock
from targets.enums import PeriodState
from targets.models import Target
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.pages import cell, page, report_all_communes, rows, section, signed_in, visible_text
from tests.reports.reviewing import query_count, send_back

LIST, MATRIX = "/don-vi/", "/ma-tran/"


def of(office: SampleOffice, n: int = 0) -> str:
    return f"{LIST}{office.communes[n].code}/"


def report(office: SampleOffice, *amounts: int) -> None:
    for unit, amount in zip(office.communes, amounts, strict=False):
        office.enter("CT01", amount, unit=unit)
        office.approve(unit)


def line(tree, code: str) -> str:
    return visible_text(tree.xpath(f"//tr[@data-unit='{code}']")[0])


def test_the_list_tells_reports_punctuality_and_standing(office, leader):
    office.enter("CT01", 5, ordinal=1)
    office.approve(ordinal=1)
    report(office, 50)
    tree = page(leader, path=LIST)
    text = line(tree, office.communes[0].code)
    assert text.startswith("Xã Ngọc Phái Đã duyệt 1/3 kỳ")  # of three quarters one was sent in time
    assert "Chưa nhập 0/3 kỳ" in line(tree, office.communes[1].code)
    assert tree.xpath(f"//tr[@data-unit='{office.communes[0].code}']//a/@href")[0].startswith(of(office))


def test_a_reporter_finds_the_own_unit_alone(office):
    tree = page(signed_in(office.reporters[0]), path=LIST)
    assert tree.xpath("//tr/@data-unit") == [office.communes[0].code]
    assert signed_in(office.reporters[0]).get(of(office, 1)).status_code == 404


def test_one_unit_has_the_columns_of_the_dashboard(office, leader):
    report_all_communes(office, 50)
    tree = page(leader, of(office))
    dashboard = page(leader, f"don-vi={office.communes[0].code}")
    assert rows(tree) == rows(dashboard) == ["CT01", "CT02"]
    for field in ("target", "actual", "percent", "expected"):
        assert cell(tree, "CT01", field) == cell(dashboard, "CT01", field)


def test_the_rank_names_nobody_else(office):
    report(office, 10, 20, 30)
    client = signed_in(office.reporters[0])
    tree = page(client, f"{of(office)}?ky=3")
    assert "Hạng 3/3" in visible_text(tree.xpath("//tr[@data-indicator='CT01']")[0])
    assert "Quảng Bạch" not in visible_text(tree)
    report_row = signed_in(office.reporters[2])
    assert "Hạng 1/3" in visible_text(
        page(report_row, f"{of(office, 2)}?ky=3").xpath("//tr[@data-indicator='CT01']")[0]
    )


def test_a_rank_goes_by_approved_figures(office):
    report(office, 10, 20)
    office.enter("CT01", 99, unit=office.communes[2])
    office.submit(office.communes[2])
    tree = page(signed_in(office.reporters[0]), f"{of(office)}?ky=3&so-lieu=cho-duyet")
    assert "Hạng 2/2" in visible_text(tree.xpath("//tr[@data-indicator='CT01']")[0])


def test_its_reports_with_lateness_and_returns(office, leader):
    send_back(office)
    office.submit()
    texts = [visible_text(element) for element in page(leader, of(office)).xpath("//tr[@data-period]")]
    assert texts[0] == "Quý I 16/03/2022 Chưa nhập trễ 183 ngày"
    assert texts[2] == "Quý III 16/09/2022 Chờ duyệt đã gửi đúng hạn 1 lần"
    assert texts[3] == "Quý IV 16/12/2022 chưa mở chưa đến kỳ"
    assert "Đã nộp 1 báo cáo, 1 đúng hạn." in section(page(leader, of(office)), "bao-cao-don-vi")


def test_a_unit_with_others_below_it_tells_of_theirs(office, leader):
    report(office, 10, 20)
    texts = visible_text(page(leader, f"{LIST}{office.district.code}/").xpath("//tr[@data-period='3']")[0])
    assert "không phải báo cáo" in texts
    assert "2/4 đã nộp, 2 đúng hạn" in texts


# Units × indicators


def spots(tree, unit) -> dict[str, tuple[str, str]]:
    cells = tree.xpath(f"//tr[@data-unit='{unit.code}']/td[@data-indicator]")
    return {one.get("data-indicator"): (one.get("data-status"), visible_text(one)) for one in cells}


def test_each_spot_has_status_word_and_number(office, leader):
    report(office, 50, 10)
    tree = page(leader, path=MATRIX)
    first, second, _ = office.communes
    assert spots(tree, first)["CT01"] == ("EXCEEDED", "Vượt: 125,0 %")
    assert (
        spots(tree, second)["CT01"] == ("NO_DATA", "Chưa đủ số liệu: 25,0")
        or spots(tree, second)["CT01"][0] == "BEHIND"
    )
    assert set(spots(tree, office.department)) == {"CT03", "CT04a", "CT04b"}
    assert "CT01" not in spots(tree, office.department)


def test_a_spot_opens_the_unit_s_story_of_the_indicator(office, leader):
    tree = page(leader, path=MATRIX)
    (address,) = tree.xpath(f"//tr[@data-unit='{office.communes[0].code}']/td[@data-indicator='CT01']/a/@href")
    assert address == f"/chi-tieu/CT01/?nam=2022&ky=3&don-vi={office.communes[0].code}"
    assert page(leader, address) is not None


def test_communes_and_departments_are_tables_of_their_own(office, leader):
    """Each has only the indicators of its own units, and its heads open these."""
    report(office, 10, 30, 20)
    tree = page(leader, path=MATRIX)
    tables = tree.xpath("//table[contains(@class, 'matrix')]")
    assert [visible_text(title) for title in tree.xpath("//section[@class='matrix-part']/h2")] == ["Xã", "Phòng, ban"]
    assert [table.xpath("thead/tr/th/@data-indicator") for table in tables] == [
        ["CT01", "CT02"],
        ["CT03", "CT04a", "CT04b"],
    ]
    assert [len(table.xpath("tbody/tr")) for table in tables] == [3, 1]
    for table in tables:
        width = len(table.xpath("thead/tr/th"))
        assert {len(row) for row in table.xpath("tbody/tr")} == {width}
    head, sorting = tables[0].xpath("thead/tr/th[@data-indicator='CT01']/a/@href")
    assert head == "/chi-tieu/CT01/?nam=2022&ky=3"
    assert leader.get(head).status_code == 200
    assert "xep=CT01" in sorting


def test_the_list_has_communes_and_departments_apart(office, leader):
    tree = page(leader, path=LIST)
    titles = [visible_text(title) for title in tree.xpath("//tr[@class='row-field']/th")]
    assert titles == ["Xã", "Phòng, ban"]
    assert tree.xpath("//tr/@data-unit")[-1] == office.department.code


def test_units_are_ranked_within_their_own_group(office, leader):
    """A department that reports the same indicator takes no place from the communes."""
    Target.objects.create(
        indicator=office.indicators["CT01"], unit=office.department, value=10, comparator=">=", reports=True
    )
    report(office, 10, 30, 20)
    office.enter("CT01", 90, unit=office.department, ordinal=3)
    office.approve(office.department, 3)
    tree = page(leader, path="/chi-tieu/CT01/")
    section = tree.xpath("//section[@aria-labelledby='cac-don-vi']")[0]
    rows = [(visible_text(row[0]), row.get("data-unit")) for row in section.xpath(".//tr[@data-unit]")]
    places = {code: place for place, code in rows}
    assert [places[unit.code] for unit in office.communes] == ["3", "1", "2"]
    assert places[office.department.code] == "1"
    assert [visible_text(title) for title in section.xpath(".//tr[@class='row-group']")] == ["Xã", "Phòng, ban"]
    assert "Hạng 3/3" in visible_text(page(leader, path=of(office)))


def test_a_head_sorts_best_first(office, leader):
    report(office, 10, 30, 20)
    tree = page(leader, "xep=CT01", path=MATRIX)
    assert tree.xpath("//tr/@data-unit")[:3] == [office.communes[n].code for n in (1, 2, 0)]
    assert tree.xpath("//tr/@data-unit")[3] == office.department.code
    assert tree.xpath("//th[@aria-sort='descending']")


def test_reporters_have_no_matrix(office):
    assert signed_in(office.reporters[0]).get(MATRIX).status_code == 404
    assert "Ma trận" not in visible_text(page(signed_in(office.reporters[0])))


def test_a_plan_without_figures_is_shown_all_the_same(office, leader):
    for ordinal in (1, 2, 3):
        office.set_period(ordinal, PeriodState.UPCOMING)
    for path in (LIST, MATRIX, of(office)):
        assert page(leader, path=path) is not None


@pytest.mark.parametrize("size", [1, 3])
def test_queries(db, size):
    with clock.at(moment()):
        office = make_office(communes=size)
        report_all_communes(office)
        client = signed_in(office.leader)
        client.get(LIST)
        assert [query_count(partial(client.get, path)) for path in (LIST, MATRIX, of(office))] == [14, 14, 27]


def test_long_lists_come_in_pages(office, leader, monkeypatch):
    monkeypatch.setattr("chodon_thidua.lib.pagination.ON_A_PAGE", 2)
    first, second, third = (unit.code for unit in office.communes)
    assert page(leader, path=MATRIX).xpath("//tr/@data-unit") == [third, first]
    later = page(leader, "trang=2&xep=CT01", path=MATRIX)
    assert len(later.xpath("//tr/@data-unit")) == 2
    assert "xep=CT01" in later.xpath("//nav[@class='pages']//a/@href")[0]
    assert page(leader, "trang=2", path=LIST).xpath("//tr/@data-unit") == [second, office.department.code]
    report(office, 10, 20, 30)
    ranking = page(leader, "trang=2", path="/chi-tieu/CT01/")
    assert ranking.xpath("//tr/@data-unit") == [first]
    assert "Trang 2/2" in visible_text(ranking)
    administrator = signed_in(office.administrator)
    assert len(page(administrator, "ky=2", path="/ke-hoach/2022/chua-nop/").xpath("//tr/@data-unit")) == 2


def test_the_dashboard_says_where_it_cuts_a_list(db):
    with clock.at(moment()):
        office = make_office(communes=102, indicators=("AMOUNT",))
        text = section(page(signed_in(office.leader)), "nop-bao-cao")
    assert "Chưa nộp (102)" in text
    assert text.count("Chưa nhập") == 100
    assert "Chỉ hiện 100 đơn vị đầu trong 102" in text
