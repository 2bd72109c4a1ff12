"""The mark of a single figure that was entered on its unit's behalf, wherever it stands with its author."""

import csv
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import Conflict
from reports.entry.on_behalf.services import on_behalf_start
from reports.models import Figure
from reports.services.figures import figure_confirm
from tests.factories import member
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.entering import EntrySession
from tests.reports.meeting.reading import meeting_workbook_of
from tests.reports.pages import page, signed_in, visible_text
from tests.reports.reviewing import reopen
from units.enums import Role
from units.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db: None) -> Iterator[SampleOffice]:
    with clock.at(moment()):
        yield make_office(communes=2, indicators=("AMOUNT", "RATIO"))


@pytest.fixture
def mixed(office: SampleOffice) -> SampleOffice:
    """The first commune has entered CT01, the administrator CT02 and both numbers of the second commune are its own."""
    office.enter("CT01", 10, source="Báo cáo thôn")
    start(office)
    office.enter("CT02", 1, 4, actor=office.administrator, source="Điện thoại", note="Đọc qua điện thoại")
    office.enter("CT01", 20, unit=office.communes[1], source="Báo cáo thôn")
    return office


def start(office: SampleOffice, actor: User | None = None) -> None:
    unit, period = office.communes[0], office.period()
    on_behalf_start(unit=unit, period=period, actor=actor or office.administrator, reason="Xã mất điện")


def marks(office: SampleOffice) -> dict[str, bool]:
    """Returns by code whether the newest figure of the first commune bears the mark."""
    report = office.report()
    assert report
    return dict(report.figures.values_list("indicator__code", "on_behalf"))


def sheet_rows(office: SampleOffice) -> dict[tuple[str, str], Any]:
    head, *rows = meeting_workbook_of(office)["Số liệu"].iter_rows(values_only=True)
    places = {name: place for place, name in enumerate(head)}
    return {(str(row[places["Đơn vị"]]), str(row[places["Mã chỉ tiêu"]])): row[places["Nhập thay"]] for row in rows}


def approve_all(office: SampleOffice) -> None:
    for unit in office.communes:
        office.approve(unit)


def test_only_what_the_administrator_entered_bears_the_mark(mixed: SampleOffice) -> None:
    assert marks(mixed) == {"CT01": False, "CT02": True}


def test_another_administrator_under_the_same_reason_marks_as_well(office: SampleOffice) -> None:
    start(office)
    office.enter("CT01", 3, actor=member(office.district, Role.ADMINISTRATOR))
    assert marks(office) == {"CT01": True}


def test_the_last_who_changed_it_decides(mixed: SampleOffice) -> None:
    mixed.enter("CT02", 2, 4)
    mixed.enter("CT01", 11, actor=mixed.administrator)
    assert marks(mixed) == {"CT01": True, "CT02": False}


def test_a_reporter_who_confirms_a_number_makes_it_the_units(mixed: SampleOffice) -> None:
    report = mixed.report()
    assert report
    figure = report.figures.get(indicator__code="CT02")
    unit, period = mixed.communes[0], mixed.period()
    confirmed = figure_confirm(
        unit=unit,
        period=period,
        indicator=mixed.indicators["CT02"],
        actor=mixed.reporters[0],
        seen_version=figure.version,
    )
    assert (confirmed.is_confirmed, confirmed.on_behalf) == (True, False)


def test_an_administrator_who_reports_for_the_unit_enters_for_it(office: SampleOffice) -> None:
    start(office)
    both = office.reporters[0]
    office.enter("CT01", 3, actor=both)
    assert marks(office) == {"CT01": False}


def test_a_correction_keeps_the_mark_until_the_unit_changes_the_number(mixed: SampleOffice) -> None:
    approved = mixed.approve()
    reopen(mixed, approved)
    assert marks(mixed) == {"CT01": False, "CT02": True}
    mixed.enter("CT02", 2, 4)
    assert marks(mixed) == {"CT01": False, "CT02": False}


def test_workbook_and_csv_have_a_column_for_it(mixed: SampleOffice) -> None:
    approve_all(mixed)
    assert sheet_rows(mixed) == {
        ("Xã Ngọc Phái", "CT01"): None,
        ("Xã Ngọc Phái", "CT02"): "Nhập thay",
        ("Xã Quảng Bạch", "CT01"): None,
    }
    response = signed_in(mixed.leader).get("/xuat/so-lieu.csv?ky=3")
    content = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.DictReader(content.splitlines(), delimiter=";" if ";" in content.splitlines()[0] else ","))
    assert [(row["Mã chỉ tiêu"], row["Nhập thay"]) for row in rows] == [
        ("CT01", ""),
        ("CT02", "Nhập thay"),
        ("CT01", ""),
    ]


def test_the_page_of_the_indicator_names_the_units_and_marks_their_sources(mixed: SampleOffice) -> None:
    approve_all(mixed)
    leader = signed_in(mixed.leader)
    text = visible_text(page(leader, "ky=3", "/chi-tieu/CT02/").xpath("//main")[0])
    assert "Nhập thay đơn vị: Ngọc Phái." in text
    assert "Điện thoại, số liệu đến" in text
    assert "(Ngọc Phái (nhập thay))" not in text
    assert "Ngọc Phái, nhập thay" in text
    assert "nhập thay" not in visible_text(page(leader, "ky=3", "/chi-tieu/CT01/").xpath("//main")[0]).lower()


def test_the_reviewer_sees_it_beside_the_number(mixed: SampleOffice) -> None:
    mixed.submit()
    tree = page(signed_in(mixed.reviewer), "", f"/tham-dinh/2022/{mixed.communes[0].code}/3/")
    cells = {row.get("data-indicator"): visible_text(row) for row in tree.xpath("//tr[@data-indicator]")}
    assert "nhập thay" in cells["CT02"]
    assert "nhập thay" not in cells["CT01"]


def test_the_unit_reads_who_changed_its_number_last(mixed: SampleOffice) -> None:
    with clock.at(moment(hour=10)):
        mixed.enter("CT02", 2, 4, actor=mixed.administrator)
    session = EntrySession(mixed, signed_in(mixed.reporters[0]), mixed.communes[0])
    assert "Triệu Văn Quản (nhập thay)" in visible_text(session.open().tree)


def test_a_conflict_names_the_author_with_the_mark(mixed: SampleOffice) -> None:
    with pytest.raises(Conflict, match=r"Triệu Văn Quản \(nhập thay\) vừa sửa số này"):
        mixed.enter("CT02", 3, 4, seen_version=0)


def test_figures_from_before_get_the_mark_by_their_author(mixed: SampleOffice, leader: Client) -> None:
    Figure.objects.update(on_behalf=False)
    import_module("reports.migrations.0020_figure_on_behalf").mark_figures(apps, None)
    assert marks(mixed) == {"CT01": False, "CT02": True}
    assert not Figure.objects.filter(report__unit=mixed.communes[1], on_behalf=True).exists()


@pytest.mark.parametrize(("on_behalf", "text"), [(True, "Hà Thị Lãnh (nhập thay)"), (False, "Hà Thị Lãnh")])
def test_the_author_in_words(on_behalf: bool, text: str) -> None:
    assert Figure(changed_by=User(full_name="Hà Thị Lãnh"), on_behalf=on_behalf).author_text == text
