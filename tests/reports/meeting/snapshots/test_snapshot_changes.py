"""Changes since numbers were frozen: marked in the list, and told cell by cell with the reports behind it."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from chodon_thidua.lib import clock
from reports.coordination.targets.services import targets_revise
from reports.meeting.snapshots.snapshot_changes import MISSING_ROW, NEW_ROW, snapshot_changes
from reports.models import Snapshot
from targets.enums import Comparator, PeriodState
from targets.models import Field, Indicator, Target
from targets.target_values import TargetValues
from tests.factories import UnitFactory
from tests.reports.builders import SampleOffice, moment
from tests.reports.freezing import correct_amount, freeze, marked_snapshots, snapshot_path
from tests.reports.pages import page, report_all_communes, visible_text
from tests.reports.reviewing import reopen, send


@pytest.fixture
def office(office: SampleOffice) -> SampleOffice:
    """The office with an approved number of every commune."""
    report_all_communes(office, 50)
    return office


def listed_changes(client: Client, snapshot: Snapshot) -> list[list[str]]:
    rows = page(client, path=snapshot_path(snapshot)).xpath("//tr[@data-changed]")
    return [[visible_text(cell) for cell in row.xpath("td|th")] for row in rows]


# What changed since


def test_a_correction_marks_it_and_is_listed_cell_by_cell(office: SampleOffice, administrator: Client) -> None:
    snapshot = freeze(office)
    assert marked_snapshots(administrator) == {str(snapshot.pk): False}
    assert listed_changes(administrator, snapshot) == []
    with clock.at(moment(16)):
        correct_amount(office, 70)
    assert marked_snapshots(administrator) == {str(snapshot.pk): True}
    name = "Diện tích rừng trồng mới CT01"
    assert listed_changes(administrator, snapshot) == [
        ["Biểu 01", name, "Thực hiện quý III", "150", "170"],
        ["Biểu 01", name, "Lũy kế", "150", "170"],
        ["Biểu 01", name, "So KH (%)", "125,0", "141,7"],
        ["Biểu 02", "Xã Ngọc Phái", f"CT01. {name} (ha): lũy kế", "50", "70"],
        ["Biểu 02", "Xã Ngọc Phái", f"CT01. {name} (ha): % chỉ tiêu giao", "125,0", "175,0"],
        ["Biểu 02", "Chung", f"CT01. {name} (ha): lũy kế", "150", "170"],
        ["Biểu 02", "Chung", f"CT01. {name} (ha): % chỉ tiêu giao", "125,0", "141,7"],
    ]
    frozen = page(administrator, path=snapshot_path(snapshot))
    assert [visible_text(line) for line in frozen.xpath("//li[@data-approved]")] == [
        "Xã Ngọc Phái, Quý III: Nông Văn Thẩm duyệt lúc 09:00 16/09/2022, đính chính lần 1"
    ]
    assert len(frozen.xpath("//td[@data-changed-cell]")) == 7
    assert frozen.xpath("//tr[@data-row='CT01']/td[@data-field='actual']/@data-value") == ["150"]


def test_what_leaves_every_number_as_it_was_marks_nothing(office: SampleOffice, administrator: Client) -> None:
    snapshot = freeze(office)
    report = office.report()
    assert report
    reopen(office, report)  # what is being corrected still counts as it was approved
    assert marked_snapshots(administrator) == {str(snapshot.pk): False}
    office.approve()
    send(office, 1, ordinal=1)  # waits for its review
    office.set_period(4, PeriodState.OPEN)
    office.enter("CT01", 5, unit=office.communes[0], ordinal=4)
    office.approve(ordinal=4)  # a later period
    UnitFactory.create(code="NV", name="Phòng Nội vụ", parent=office.district)
    assert marked_snapshots(administrator) == {str(snapshot.pk): False}
    assert listed_changes(administrator, snapshot) == []
    correct_amount(office, 70)
    correct_amount(office, 50)  # and back again
    assert marked_snapshots(administrator) == {str(snapshot.pk): False}


def test_each_looks_at_its_own_data(office: SampleOffice, administrator: Client) -> None:
    approved, pending = freeze(office), freeze(office, pending=True)
    commune = freeze(office, code=office.communes[1].code)
    earlier = freeze(office, ordinal=2)
    send(office, 0, "9", ordinal=1)
    assert marked_snapshots(administrator) == {
        str(approved.pk): False,
        str(pending.pk): True,
        str(commune.pk): False,
        str(earlier.pk): False,
    }
    office_report = office.report(ordinal=1)
    assert office_report


def test_a_new_target_and_a_locked_period_are_seen(office: SampleOffice, administrator: Client) -> None:
    snapshot = freeze(office)
    seen = TargetValues(Comparator.AT_LEAST, Decimal(120), reports=False)
    changes = {office.district: (seen, replace(seen, value=Decimal(200)))}
    targets_revise(
        indicator=office.indicators["CT01"], changes=changes, actor=office.administrator, reason="Điều chỉnh."
    )
    columns = [row[2] for row in listed_changes(administrator, snapshot)]
    assert columns[:2] == ["Kế hoạch 2022", "So KH (%)"]
    assert marked_snapshots(administrator) == {str(snapshot.pk): True}


def test_rows_and_units_that_came_or_went_are_told() -> None:
    old_numbers, new_numbers = numbers({"CT01": "5", "CT02": "7"}), numbers({"CT01": "5", "CT03": "8"})
    assert [
        (change.row, change.old_text, change.new_text) for change in snapshot_changes(old_numbers, new_numbers)
    ] == [
        ("Chỉ tiêu CT02", "7", MISSING_ROW),
        ("Chỉ tiêu CT03", NEW_ROW, "8"),
    ]
    assert snapshot_changes(old_numbers, old_numbers) == []


def test_a_number_that_reads_alike_is_no_change() -> None:
    assert snapshot_changes(numbers({"CT01": "5"}, data="5.001"), numbers({"CT01": "5"}, data="5.004")) == []


def test_what_cannot_be_made_any_more_is_gone_and_hides_no_other(office: SampleOffice, administrator: Client) -> None:
    """The only indicator of the field is taken from the unit: the frozen numbers stay readable for ever."""
    other_field = Field.objects.create(plan=office.plan, code="XH", name="Xã hội", order=9)
    Indicator.objects.filter(code="CT03").update(field=other_field)
    orphan_snapshot = freeze(office, code=office.department.code, field_code="XH")
    remaining_snapshot = freeze(office)
    Target.objects.filter(indicator__code="CT03", unit=office.department).delete()
    report_all_communes(office, ordinal=2)  # the data are in another state
    assert marked_snapshots(administrator) == {str(orphan_snapshot.pk): True, str(remaining_snapshot.pk): True}
    assert {row[4] for row in listed_changes(administrator, orphan_snapshot)} == {MISSING_ROW}


def numbers(texts: dict[str, str], data: str = "") -> dict[str, Any]:
    column = {"key": "actual", "heading": "Lũy kế", "over": "", "kind": "number", "compared": True}
    rows = [
        {
            "key": code,
            "name": f"Chỉ tiêu {code}",
            "cells": [{"text": text, "data": data or text}],
        }
        for code, text in texts.items()
    ]
    return {"forms": [{"form": "Biểu 01", "tables": [{"columns": [column], "groups": [{"rows": rows}]}]}]}
