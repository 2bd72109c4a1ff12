"""`manage.py export_summary`: the sheet of the page, whole or not at all, and clear words when it cannot be made."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from reports.management.commands import export_summary
from targets.enums import PlanStatus
from targets.models import Plan
from tests.factories import UnitFactory
from tests.reports.builders import Office
from tests.reports.excel.reading import Sheet
from tests.reports.pages import all_report, signed_in
from units.models import AuditEvent

PLAN = "15/KH-UBND"


def run(file: Path, *arguments: str, **options: Any) -> None:
    given = {"plan": PLAN, "period": 3} | options
    call_command("export_summary", str(file), *arguments, **given)


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    """Where the workbook goes; whatever happens, nothing else may be left beside it."""
    yield tmp_path / "tong-hop.xlsx"
    assert {path.name for path in tmp_path.iterdir()} <= {"tong-hop.xlsx"}


def texts(content: bytes) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in Sheet(content).sheet.iter_rows()]


def test_it_writes_the_sheet_of_the_page(office: Office, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    all_report(office)
    run(file)
    client: Client = signed_in(office.leader)
    assert texts(file.read_bytes()) == texts(client.get("/xuat/tong-hop.xlsx?ky=3").content)
    assert "Huyện Chợ Đồn, Quý III/2022, 4 chỉ tiêu, số liệu đã duyệt." in capsys.readouterr().out


def test_a_unit_and_pending_data_can_be_chosen(office: Office, file: Path) -> None:
    office.enter("CT01", 5, unit=office.communes[1])
    office.submit(office.communes[1])
    run(file, "--pending", unit=[office.communes[1].code], plan=str(office.plan.pk), year=2022)
    sheet = Sheet(file.read_bytes())
    assert "XÃ QUẢNG BẠCH" in sheet.above
    assert sheet.value("CT01", "actual") == 5


def test_an_older_file_is_replaced(office: Office, file: Path) -> None:
    file.write_bytes(b"old")
    run(file)
    assert Sheet(file.read_bytes()).rows


def test_it_is_in_the_audit_log_as_the_operators(office: Office, file: Path) -> None:
    run(file)
    event = AuditEvent.objects.get(action="EXPORT")
    assert event.actor is None
    assert event.after
    assert (event.after["file"], event.after["unit"], event.after["ordinal"]) == ("tong-hop.xlsx", "064", 3)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"plan": "99/KH-UBND"}, "Không có kế hoạch đã ban hành nào mang số (hoặc mã) “99/KH-UBND”."),
        ({"plan": "987654321"}, "“987654321”"),
        ({"year": 1999}, "“15/KH-UBND” năm 1999"),
        ({"unit": ["khong-co"]}, "Không có đơn vị mang mã “khong-co” thuộc Huyện Chợ Đồn ngày 14/09/2022."),
        ({"unit": ["063"]}, "mang mã “063”"),
    ],
)
def test_what_is_not_there_is_said_in_one_sentence(
    office: Office, file: Path, options: dict[str, Any], sentence: str
) -> None:
    UnitFactory.create(code="063", name="Huyện Bạch Thông")
    with pytest.raises(CommandError) as error:
        run(file, **options)
    assert sentence in str(error.value)
    assert not file.exists()
    assert not AuditEvent.objects.filter(action="EXPORT").exists()


def test_several_plans_of_one_number_are_told_apart(office: Office, file: Path) -> None:
    other = UnitFactory.create(code="063", name="Huyện Bạch Thông")
    Plan.objects.create(
        document_number=PLAN,
        issued_on="2022-01-20",
        title="Kế hoạch khác",
        year=2022,
        owner=other,
        status=PlanStatus.CLOSED,
    )
    with pytest.raises(CommandError, match=f"Có nhiều kế hoạch .* Huyện Chợ Đồn .--plan {office.plan.pk}"):
        run(file)
    run(file, plan=str(office.plan.pk))
    assert file.exists()


def test_a_draft_is_no_plan_yet_and_a_period_must_be_there(office: Office, file: Path) -> None:
    office.period(4).delete()
    with pytest.raises(CommandError, match="không có kỳ 4"):
        run(file, period=4)
    Plan.objects.update(status=PlanStatus.DRAFT)
    with pytest.raises(CommandError, match="Không có kế hoạch đã ban hành"):
        run(file)


def test_a_break_leaves_the_old_file_as_it_was(office: Office, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_bytes(b"old")

    def stop(**options: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(export_summary, "export_record", stop)
    with pytest.raises(KeyboardInterrupt):
        run(file)
    assert file.read_bytes() == b"old"


def test_a_folder_that_is_not_there_is_said(office: Office, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"Không ghi được tệp .*khong-co/a\.xlsx"):
        run(tmp_path / "khong-co" / "a.xlsx")
    assert not AuditEvent.objects.filter(action="EXPORT").exists()


@pytest.mark.parametrize("name", ["a.xls", "a.ods", "a"])
def test_only_workbooks_are_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(CommandError, match=r"phải kết thúc bằng \.xlsx, \.zip hoặc \.csv"):
        run(tmp_path / name)
