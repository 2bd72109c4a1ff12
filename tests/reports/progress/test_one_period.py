"""Units side by side: each value says of which period it is, and an older one is no rival of those of the period."""

import csv
from io import StringIO

import pytest
from django.test import Client

from reports.meeting.snapshots.snapshot_changes import snapshot_changes
from reports.progress import overview as overviews
from targets.enums import PeriodState
from targets.models import Indicator, Target
from tests.factories import UnitFactory
from tests.reports.builders import SampleOffice
from tests.reports.freezing import freeze
from tests.reports.meeting.reading import UnitSheet, meeting_workbook_of
from tests.reports.pages import page, signed_in, visible_text
from tests.stored_rows import remembered
from units.enums import UnitKind
from units.models import Unit

OLD = "số Quý II"


@pytest.fixture
def behind(office: SampleOffice) -> SampleOffice:
    report_late(office)
    return office


@remembered
def report_late(office: SampleOffice) -> None:
    """Two communes report in quarter III; the third did so last in quarter II, and more than either of them."""
    for unit, ordinal, amount in zip(office.communes, (3, 3, 2), (20, 30, 35), strict=True):
        office.enter("CT01", amount, unit=unit, ordinal=ordinal)
        office.approve(unit, ordinal)


def units(tree) -> list[list[str]]:
    return [[visible_text(one) for one in row] for row in tree.xpath("//tr[@data-unit]")]


def by_unit(office: SampleOffice, code: str = "CT01") -> dict[str, tuple[object, object]]:
    """The value of each unit in Biểu 02, and the period beside it."""
    sheet = UnitSheet(meeting_workbook_of(office))
    values: dict[str, tuple[object, object]] = {}
    for (unit, one), cells in sheet.cells.items():
        if one == code and cells[0].value is not None:
            heading = sheet.sheet.cell(sheet.heading_rows[code], cells[1].column + 1).value
            beside = sheet.sheet.cell(cells[1].row, cells[1].column + 1).value
            values[unit] = (cells[0].value, beside if heading == "Số của kỳ" else None)
    return values


def test_an_older_value_is_listed_after_the_others_without_a_rank(behind: SampleOffice, leader: Client) -> None:
    assert units(page(leader, "/chi-tieu/CT01/")) == [
        ["1", "Quảng Bạch", "≥ 40", "30", "75,0", "35,3", "Đúng tiến độ"],
        ["2", "Ngọc Phái", "≥ 40", "20", "50,0", "23,5", "Chậm tiến độ"],
        ["", "Bằng Lãng", "≥ 40", f"35{OLD}", "87,5", "41,2", "Chưa đủ số liệu"],
    ]
    assert [row[0] for row in units(page(leader, "/chi-tieu/CT01/?xep=dong-gop"))] == ["1", "2", ""]
    opened = visible_text(page(leader, "/tong-quan/CT01/"))
    assert f"Bằng Lãng 35{OLD} 87,5" in opened


def test_a_place_counts_those_of_the_period(behind: SampleOffice, leader: Client) -> None:
    lines = [
        visible_text(page(leader, f"/don-vi/{commune.code}/").xpath("//tr[@data-indicator='CT01']/th")[0])
        for commune in behind.communes
    ]
    assert "Hạng 2/2" in lines[0]
    assert "Hạng 1/2" in lines[1]
    assert "Hạng" not in lines[2]
    assert "Số Quý II" in lines[2]


def test_the_matrix_marks_it_and_sorts_it_below(behind: SampleOffice, leader: Client) -> None:
    tree = page(leader, "/ma-tran/?xep=CT01")
    values = tree.xpath("//tr[@data-unit][td[@data-indicator='CT01']]")
    assert [visible_text(row.xpath("th")[0]) for row in values] == ["Quảng Bạch", "Ngọc Phái", "Bằng Lãng"]
    spots = [visible_text(row.xpath("td[@data-indicator='CT01']")[0]) for row in values]
    assert [OLD in spot for spot in spots] == [False, False, True]
    assert "87,5 %" in spots[2]


def test_the_sheet_says_it_beside_a_real_number(behind: SampleOffice) -> None:
    assert by_unit(behind) == {
        "Ngọc Phái": (20, None),
        "Quảng Bạch": (30, None),
        "Bằng Lãng": (35, OLD),
        "Chung": (85, f"một phần {OLD}"),
    }
    texts = [cell.value for row in meeting_workbook_of(behind)["Biểu 02 Theo đơn vị"].iter_rows() for cell in row]
    assert any("“Số của kỳ” ghi kỳ của giá trị cũ hơn" in str(text) for text in texts)


def test_where_all_is_of_the_period_nothing_is_said(office: SampleOffice, leader: Client) -> None:
    for unit in office.communes:
        office.enter("CT01", 20, unit=unit)
        office.approve(unit)
    assert {beside for _, beside in by_unit(office).values()} == {None}
    assert "Số của kỳ" not in str(
        [cell.value for row in meeting_workbook_of(office)["Biểu 02 Theo đơn vị"].iter_rows() for cell in row]
    )
    assert OLD not in visible_text(page(leader, "/chi-tieu/CT01/"))


def test_every_other_page_and_file_says_it_too(behind: SampleOffice, leader: Client) -> None:
    own = behind.communes[2].code
    assert "1 chỉ tiêu có số của kỳ trước" in visible_text(
        page(leader, "/don-vi/").xpath(f"//tr[@data-unit='{own}']")[0]
    )
    compared = page(leader, f"/so-sanh/?don-vi={own}&ky=3&voi=2").xpath("//tr[@data-indicator='CT01']/td")
    assert [OLD in visible_text(one) for one in compared[2:4]] == [False, True]
    assert OLD in visible_text(page(leader, f"/trinh-chieu/?don-vi={own}"))
    assert "Số Quý II." in visible_text(page(leader, f"/xuat/ban-in/?don-vi={own}").xpath("//tr[@data-row='CT01']")[0])
    csv_rows = list(csv.DictReader(StringIO(leader.get(f"/xuat/bieu-01.csv?don-vi={own}").content.decode("utf-8-sig"))))
    assert {row["Mã chỉ tiêu"]: row["Số của kỳ"] for row in csv_rows} == {"CT01": OLD, "CT02": ""}
    csv_rows = list(csv.DictReader(StringIO(leader.get("/xuat/bieu-01.csv?don-vi=02010").content.decode("utf-8-sig"))))
    assert csv_rows[0]["Số của kỳ"] == "Quý III"


def test_what_needs_action_says_how_old_it_is(behind: SampleOffice, leader: Client) -> None:
    behind.set_period(3, PeriodState.LOCKED)
    Indicator.objects.filter(code="CT01").update(due=[2, 4, 5])
    own = behind.communes[2].code
    Target.objects.filter(indicator__code="CT01", unit=behind.communes[2]).update(value=100)
    assert f"Mới 35 ha ({OLD}), đến kỳ này cần 75." in visible_text(page(leader, f"don-vi={own}"))


def test_a_snapshot_is_not_changed_by_a_column_that_it_did_not_have(behind: SampleOffice) -> None:
    snapshot = freeze(behind)
    for form in snapshot.numbers["forms"][1:]:
        for table in form["tables"]:
            remaining = [n for n, one in enumerate(table["columns"]) if not one["key"].endswith(".source")]
            table["columns"] = [table["columns"][n] for n in remaining]
            for row in table["groups"][0]["rows"]:
                row["cells"] = [row["cells"][n] for n in remaining]
    assert snapshot_changes(snapshot.numbers, freeze(behind).numbers) == []


def test_who_has_nothing_to_report_is_not_behind(behind: SampleOffice, leader: Client) -> None:
    third = behind.communes[2]
    behind.enter("CT01", unit=third, not_applicable=True, note="Hết đất trồng rừng.")
    behind.approve(third)
    rows = units(page(leader, "/chi-tieu/CT01/"))
    assert [row[:2] for row in rows] == [["1", "Bằng Lãng"], ["2", "Quảng Bạch"], ["3", "Ngọc Phái"]]
    assert OLD not in str(rows)


def test_a_period_in_which_nothing_is_due_makes_nobody_older(office: SampleOffice, leader: Client) -> None:
    Indicator.objects.filter(code="CT01").update(due=[2, 4, 5])
    for unit, amount in zip(office.communes, (20, 30, 35), strict=True):
        office.enter("CT01", amount, unit=unit, ordinal=2)
        office.approve(unit, 2)
    rows = units(page(leader, "/chi-tieu/CT01/?ky=3"))
    assert [row[0] for row in rows] == ["1", "2", "3"]
    assert all(OLD in row[3] for row in rows)  # it says of which period it is all the same


def test_one_line_ranks_one_period_where_none_was_due(behind: SampleOffice, leader: Client) -> None:
    """Two figures of quarter III, in which nobody had to report, beside one of quarter II."""
    Indicator.objects.filter(code="CT01").update(due=[2, 4, 5])
    rows = units(page(leader, "/chi-tieu/CT01/"))
    assert [row[:2] for row in rows] == [["1", "Quảng Bạch"], ["2", "Ngọc Phái"], ["", "Bằng Lãng"]]
    assert [row[1] for row in rows if OLD in row[3]] == ["Bằng Lãng"]
    tree = page(leader, "/ma-tran/?xep=CT01").xpath("//tr[@data-unit][td[@data-indicator='CT01']]/th")
    assert [visible_text(one) for one in tree] == ["Quảng Bạch", "Ngọc Phái", "Bằng Lãng"]
    places = [
        visible_text(page(leader, f"/don-vi/{commune.code}/").xpath("//tr[@data-indicator='CT01']/th")[0])
        for commune in behind.communes
    ]
    assert ["Hạng 2/2" in places[0], "Hạng 1/2" in places[1], "Hạng" in places[2]] == [True, True, False]
    assert by_unit(behind)["Bằng Lãng"] == (35, OLD)
    behind.set_period(4, PeriodState.OPEN)
    assert [row[0] for row in units(page(leader, "/chi-tieu/CT01/?ky=4"))] == ["", "", ""]


@pytest.mark.parametrize("due", [[1, 2, 3, 4, 5], [2, 4, 5]])
@pytest.mark.parametrize("most_read", [60, 0])
def test_a_group_is_older_when_each_of_its_units_is(
    behind: SampleOffice, monkeypatch: pytest.MonkeyPatch, most_read: int, due: list[int]
) -> None:
    """True both where figures are read and where the totals of groups are stored."""
    Indicator.objects.filter(code="CT01").update(due=due)
    mixed, late = (
        UnitFactory.create(code=f"CUM{n}", name=f"Cụm {n}", kind=UnitKind.CLUSTER, parent=behind.district)
        for n in (1, 2)
    )
    Unit.objects.filter(pk__in=[behind.communes[0].pk, behind.communes[2].pk]).update(parent=mixed)
    client = signed_in(behind.leader)
    monkeypatch.setattr(overviews, "MOST_READ", most_read)
    rows = [row[:4] for row in units(page(client, "/chi-tieu/CT01/"))]
    assert rows == [["1", "Quảng Bạch", "≥ 40", "30"], ["2", "Cụm 1", "≥ 80", f"55một phần {OLD}"]]
    Unit.objects.filter(pk=behind.communes[2].pk).update(parent=late)
    rows = [row[:4] for row in units(page(client, "/chi-tieu/CT01/"))]
    assert rows[-1] == ["", "Cụm 2", "≥ 40", f"35{OLD}"]
