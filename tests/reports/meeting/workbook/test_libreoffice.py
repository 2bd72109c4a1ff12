"""LibreOffice opens the workbook, keeps its values, and prints it one page wide."""

import csv
import os
import re
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

from reports.meeting.workbook.workbook_file import meeting_workbook_bytes
from targets.models import Baseline, Indicator
from tests.reports.builders import SampleOffice
from tests.reports.meeting.reading import NUMBERS, SummarySheet, documents_of, make_fall_indicator

# What a file looks like is no matter of the database.
pytestmark = [pytest.mark.libreoffice, pytest.mark.sqlite]
TAKES_AT_MOST = 180  # seconds, with its first start


@pytest.fixture
def workbook(office: SampleOffice, tmp_path: Path) -> Path:
    """Numbers with words, decimals, thousands and a long name, as one file."""
    for commune in office.communes:
        Baseline.objects.create(indicator=office.indicators["CT01"], unit=commune, ordinal=3, value="30.25")
        office.enter("CT01", "1234.5", unit=commune, note="=1+1", source="=2+2")
    make_fall_indicator(office)
    Indicator.objects.filter(code="CT01").update(name="Diện tích rừng trồng mới tập trung của toàn huyện CT01")
    path = tmp_path / "tong-hop.xlsx"
    path.write_bytes(meeting_workbook_bytes(documents_of(office.leader, 3)))
    return path


def convert(soffice: str, workbook: Path, kind: str, suffix: str) -> Path:
    """Starts LibreOffice with a profile for each process: one that was used before saves most of a start's time."""
    output_folder = workbook.parent / f"out-{suffix}"
    profile = Path(os.environ["TESTS_VAR_DIR"], f"libreoffice-{os.getpid()}").as_uri()
    command = [
        soffice,
        "--headless",
        f"-env:UserInstallation={profile}",
        "--convert-to",
        kind,
        "--outdir",
        str(output_folder),
    ]
    subprocess.run([*command, str(workbook)], check=True, capture_output=True, timeout=TAKES_AT_MOST)  # noqa: S603
    return output_folder / workbook.with_suffix(f".{suffix}").name


def test_values_survive_and_read_as_on_screen(soffice: str, workbook: Path) -> None:
    original = SummarySheet(workbook.read_bytes())
    converted_sheet = SummarySheet(convert(soffice, workbook, "xlsx", "xlsx").read_bytes())
    assert list(converted_sheet.rows) == list(original.rows)
    for name in original.rows:
        assert {key: converted_sheet.data(name, key) for key in NUMBERS} == {
            key: original.data(name, key) for key in NUMBERS
        }
    assert "=1+1. Nguồn: =2+2." in converted_sheet.value("CT01", "notes")
    table = convert(soffice, workbook, "csv:Text - txt - csv (StarCalc):44,34,76,1", "csv")
    with table.open(encoding="utf-8", newline="") as file:
        rows = {row[1]: row for row in csv.reader(file)}
    texts = {name[-4:]: row[3:11] for name, row in rows.items()}
    assert texts["CT01"] == ["", "≥ 120", "3.703,5", "3.703,5", "90,75", "", "3.086,3", "4.081,0"]
    assert texts["CT02"] == ["12", "giảm ≥ 2,0 điểm", "9", "9", "", "", "150,0", ""]
    assert "###" not in table.read_text(encoding="utf-8")


def test_it_prints_one_page_wide(soffice: str, workbook: Path) -> None:
    content = convert(soffice, workbook, "pdf", "pdf").read_bytes()
    # A4 across: every page is 842 by 595 points. Sheets have the pages they were laid out in: nothing spills over.
    sizes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([0-9.]+) ([0-9.]+)\s*\]", content)
    assert {(round(float(width)), round(float(height))) for width, height in sizes} == {(842, 595)}
    counts = [int(count) for count in re.findall(rb"/Type\s*/Pages.*?/Count (\d+)", content, re.DOTALL)]
    sheets = load_workbook(workbook).worksheets
    assert counts == [sum(1 + len(sheet.row_breaks.brk) for sheet in sheets)]
