"""`manage.py export_summary`: the sheet of the page, whole or not at all, and clear words when it cannot be made."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from openpyxl import load_workbook

from reports.management.commands import export_summary
from reports.meeting.documents import read_documents
from reports.meeting.workbook import workbook_file
from targets.enums import PlanStatus
from targets.models import Field, Indicator, Plan
from tests.factories import UnitFactory
from tests.reports.builders import SampleOffice
from tests.reports.meeting.reading import SummarySheet
from tests.reports.pages import report_all_communes, signed_in
from units.models import AuditEvent

PLAN = "15/KH-UBND"


def run(file: Path, *arguments: str, **options: Any) -> None:
    all_options = {"plan": PLAN, "period": 3} | options
    call_command("export_summary", str(file), *arguments, **all_options)


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    """The place of the workbook; whatever happens, nothing else may be left beside it."""
    yield tmp_path / "tong-hop.xlsx"
    assert {path.name for path in tmp_path.iterdir()} <= {"tong-hop.xlsx"}


def texts(content: bytes) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in SummarySheet(content).sheet.iter_rows()]


def test_it_writes_the_sheet_of_the_page(office: SampleOffice, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report_all_communes(office)
    run(file)
    client: Client = signed_in(office.leader)
    assert texts(file.read_bytes()) == texts(client.get("/xuat/tong-hop.xlsx?ky=3").content)
    assert "Huyện Chợ Đồn, Quý III/2022, 4 chỉ tiêu, số liệu đã duyệt." in capsys.readouterr().out


def test_a_unit_and_pending_data_can_be_chosen(office: SampleOffice, file: Path) -> None:
    office.enter("CT01", 5, unit=office.communes[1])
    office.submit(office.communes[1])
    run(file, "--pending", unit=[office.communes[1].code], plan=str(office.plan.pk), year=2022)
    sheet = SummarySheet(file.read_bytes())
    assert "XÃ QUẢNG BẠCH" in sheet.above
    assert sheet.value("CT01", "actual") == 5


def test_an_older_file_is_replaced(office: SampleOffice, file: Path) -> None:
    file.write_bytes(b"old")
    run(file)
    assert SummarySheet(file.read_bytes()).rows


def test_it_is_in_the_audit_log_as_the_operators(office: SampleOffice, file: Path) -> None:
    run(file)
    event = AuditEvent.objects.get(action="EXPORT")
    assert event.actor is None
    assert event.after
    assert (event.after["file"], event.after["unit"], event.after["period"]) == ("tong-hop.xlsx", "064", "Quý III")


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
    office: SampleOffice, file: Path, options: dict[str, Any], sentence: str
) -> None:
    UnitFactory.create(code="063", name="Huyện Bạch Thông")
    with pytest.raises(CommandError) as error:
        run(file, **options)
    assert sentence in str(error.value)
    assert not file.exists()
    assert not AuditEvent.objects.filter(action="EXPORT").exists()


def test_several_plans_of_one_number_are_told_apart(office: SampleOffice, file: Path) -> None:
    other_unit = UnitFactory.create(code="063", name="Huyện Bạch Thông")
    Plan.objects.create(
        document_number=PLAN,
        issued_on="2022-01-20",
        title="Kế hoạch khác",
        year=2022,
        owner=other_unit,
        status=PlanStatus.CLOSED,
    )
    with pytest.raises(CommandError, match=f"Có nhiều kế hoạch .* Huyện Chợ Đồn .--plan {office.plan.pk}"):
        run(file)
    run(file, plan=str(office.plan.pk))
    assert file.exists()


def test_a_draft_is_no_plan_yet_and_a_period_must_be_there(office: SampleOffice, file: Path) -> None:
    office.period(4).delete()
    with pytest.raises(CommandError, match="không có kỳ 4"):
        run(file, period=4)
    Plan.objects.update(status=PlanStatus.DRAFT)
    with pytest.raises(CommandError, match="Không có kế hoạch đã ban hành"):
        run(file)


def test_a_break_leaves_the_old_file_as_it_was(
    office: SampleOffice, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_bytes(b"old")

    def stop(**options: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(export_summary, "export_record", stop)
    with pytest.raises(CommandError, match="Đã dừng giữa chừng") as error:
        run(file)
    assert error.value.returncode == 130
    assert file.read_bytes() == b"old"


def test_a_folder_that_is_not_there_is_said(office: SampleOffice, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"Không ghi được tệp .*khong-co/a\.xlsx"):
        run(tmp_path / "khong-co" / "a.xlsx")
    assert not AuditEvent.objects.filter(action="EXPORT").exists()


@pytest.mark.parametrize("name", ["a.xls", "a.ods", "a"])
def test_only_workbooks_are_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(CommandError, match=r"phải kết thúc bằng \.xlsx, \.zip hoặc \.csv"):
        run(tmp_path / name)


# Several units, and every figure


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "tung-don-vi.zip"
    assert {path.name for path in tmp_path.iterdir()} <= {"tung-don-vi.zip"}


def test_each_unit_below_has_its_workbook_in_the_zip_of_the_page(office: SampleOffice, archive: Path) -> None:
    report_all_communes(office)
    run(archive, "--each")
    content = b"".join(signed_in(office.leader).get("/xuat/tung-don-vi.zip?ky=3"))
    with ZipFile(archive) as command_zip, ZipFile(BytesIO(content)) as page_zip:
        assert command_zip.namelist() == page_zip.namelist()
        assert len(command_zip.namelist()) == 4
        for name in command_zip.namelist():
            assert texts(command_zip.read(name)) == texts(page_zip.read(name))
    event = AuditEvent.objects.filter(action="EXPORT", actor=None).get()
    assert (event.after["format"], len(event.after["units"])) == ("ARCHIVE", 4)


def test_named_units_go_into_one_zip(office: SampleOffice, archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report_all_communes(office)
    run(archive, unit=[office.communes[1].code, office.communes[0].code, office.communes[1].code])
    with ZipFile(archive) as file:
        assert [name.split(" năm 2022 ")[1] for name in file.namelist()] == ["Xã Quảng Bạch.xlsx", "Xã Ngọc Phái.xlsx"]
    assert "Quý III/2022, 2 đơn vị (Quảng Bạch, Ngọc Phái), số liệu đã duyệt." in capsys.readouterr().out


def test_a_unit_without_others_below_has_no_zip(office: SampleOffice, archive: Path) -> None:
    with pytest.raises(CommandError, match="Xã Ngọc Phái không có đơn vị trực thuộc nào có chỉ tiêu"):
        run(archive, "--each", unit=[office.communes[0].code])
    second = Field.objects.create(plan=office.plan, code="XH", name="Xã hội", order=9)
    Indicator.objects.filter(code="CT01").update(field=second)
    with pytest.raises(CommandError, match=r"Phòng NN&PTNT: .*không có chỉ tiêu thuộc lĩnh vực"):
        run(archive, field="XH", unit=[office.communes[0].code, office.department.code])
    assert not archive.exists()
    assert not AuditEvent.objects.exclude(action__in=("PERIOD_STATE", "PLAN_LOADED")).exists()


def test_what_cannot_be_put_in_its_place_is_not_recorded(office: SampleOffice, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(CommandError, match="Không ghi được tệp"):
        run(tmp_path / "a.xlsx")
    assert not AuditEvent.objects.filter(action="EXPORT").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def test_one_field_can_be_chosen(office: SampleOffice, file: Path) -> None:
    second = Field.objects.create(plan=office.plan, code="XH", name="Xã hội", order=9)
    Indicator.objects.filter(code="CT01").update(field=second)
    run(file, field="XH")
    assert list(SummarySheet(file.read_bytes()).rows) == ["Diện tích rừng trồng mới CT01"]
    with pytest.raises(CommandError, match="không có chỉ tiêu thuộc lĩnh vực"):
        run(file, field="QP")


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_several_units_need_a_zip(office: SampleOffice, tmp_path: Path, name: str) -> None:
    codes = [commune.code for commune in office.communes]
    for options in ({"unit": codes}, {"each": True}):
        with pytest.raises(CommandError, match=r"một tệp \.zip"):
            run(tmp_path / name, **options)
    with pytest.raises(CommandError, match="--each"):
        run(tmp_path / "a.zip", unit=codes, each=True)
    assert not list(tmp_path.iterdir())


def test_every_figure_as_csv_is_that_of_the_page(office: SampleOffice, tmp_path: Path) -> None:
    report_all_communes(office)
    run(tmp_path / "so-lieu.csv")
    assert (tmp_path / "so-lieu.csv").read_bytes() == b"".join(signed_in(office.leader).get("/xuat/so-lieu.csv?ky=3"))
    assert AuditEvent.objects.filter(action="EXPORT", actor=None).get().after["format"] == "FIGURES_CSV"


def test_it_writes_all_figures_where_a_page_would_not(
    office: SampleOffice, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report_all_communes(office)
    monkeypatch.setattr(workbook_file, "MOST_FIGURES", 1)
    run(file)
    assert load_workbook(file)["Số liệu"].max_row == 4


def test_so_does_each_workbook_of_a_zip(office: SampleOffice, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report_all_communes(office)
    monkeypatch.setattr(workbook_file, "MOST_FIGURES", 0)
    run(archive, unit=[office.communes[0].code])
    with ZipFile(archive) as zip_file:
        content = zip_file.read(zip_file.namelist()[0])
    assert load_workbook(BytesIO(content))["Số liệu"].max_row == 2


def test_it_shows_how_far_it_is(office: SampleOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report_all_communes(office)
    progress_bars: list[tuple[str, int, int]] = []

    def record_progress(steps: Iterable[Any], *, desc: str, total: int, **_: Any) -> Iterator[Any]:
        items = list(steps)
        progress_bars.append((desc, total, len(items)))
        yield from items

    monkeypatch.setattr(export_summary, "tqdm", record_progress)
    run(tmp_path / "a.xlsx")
    run(tmp_path / "a.csv")
    run(tmp_path / "a.zip", "--each")
    assert progress_bars == [("Số liệu", 3, 3), ("Số liệu", 3, 3), ("Biểu", 4, 4)]


@pytest.mark.parametrize("unit_count", [0, 1])
def test_a_break_amid_the_units_leaves_no_half_file(
    office: SampleOffice, archive: Path, monkeypatch: pytest.MonkeyPatch, unit_count: int
) -> None:
    report_all_communes(office)
    archive.write_bytes(b"old")
    scopes: list[Any] = []

    def read_or_stop(scope: Any, **options: Any) -> Any:
        if len(scopes) > unit_count:
            raise KeyboardInterrupt
        scopes.append(scope)
        return read_documents(scope, **options)

    monkeypatch.setattr(export_summary, "read_documents", read_or_stop)
    with pytest.raises(CommandError, match="không có gì được ghi"):
        run(archive, "--each")
    assert archive.read_bytes() == b"old"
    assert not AuditEvent.objects.filter(action="EXPORT").exists()
