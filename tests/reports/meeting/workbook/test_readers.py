"""Strict readers open every file and find the same in it."""

from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas
import pytest
from openpyxl import load_workbook

from chodon_thidua.lib import clock
from reports.meeting.workbook.workbook_file import meeting_workbook_bytes
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.meeting.reading import documents_of
from tests.reports.meeting.workbook.test_libreoffice import convert
from tests.reports.pages import report_all_communes

# What a file looks like is no matter of the database.
pytestmark = pytest.mark.sqlite

Cells = list[list[Any]]


def rows_by_sheet(content: bytes) -> dict[str, Cells]:
    """Returns by sheet its rows as openpyxl reads them, without what is empty at the end."""
    workbook = load_workbook(BytesIO(content))
    return {
        sheet.title: _bare([list(row) for row in sheet.iter_rows(values_only=True)]) for sheet in workbook.worksheets
    }


def _bare(rows: Cells) -> Cells:
    bare_rows = [[_plain(value) for value in row] for row in rows]
    for row in bare_rows:
        while row and row[-1] is None:
            row.pop()
    while bare_rows and not bare_rows[-1]:
        bare_rows.pop()
    return bare_rows


def _plain(value: Any) -> Any:
    """Numbers as numbers whatever their type; a day is one at midnight."""
    if isinstance(value, (int, float)):
        return None if value != value else round(float(value), 9)
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    return None if value in ("", None) else str(value).replace("\r\n", "\n").strip()


@pytest.fixture
def content(full_office: SampleOffice) -> bytes:
    full_office.enter("CT01", "1234.5", unit=full_office.communes[0], ordinal=2, note="=1+1\nDòng hai", source="-5")
    full_office.approve(full_office.communes[0], 2)
    return meeting_workbook_bytes(documents_of(full_office.leader, 3))


def test_pandas_reads_every_sheet(content: bytes) -> None:
    frames = pandas.read_excel(BytesIO(content), sheet_name=None, header=None, engine="calamine")
    sheets = rows_by_sheet(content)
    assert list(frames) == list(sheets)
    for name, frame in frames.items():
        values = frame.astype(object).where(frame.notna(), None).to_numpy().tolist()
        while values and not any(value is not None for value in values[0]):
            values.pop(0)
        assert _bare(values) == sheets[name]


def test_the_figures_are_a_frame_to_count_with(content: bytes, full_office: SampleOffice) -> None:
    frame = pandas.read_excel(BytesIO(content), sheet_name="Số liệu", engine="calamine")
    totals = frame.groupby("Mã chỉ tiêu")["Số liệu"].sum()
    assert totals["CT01"] == next(
        float(row.assessment.value) for row in documents_of(full_office.leader, 3).overview.rows if row.code == "CT01"
    )
    assert str(frame["Số liệu đến ngày"].dtype).startswith("datetime64")


@pytest.mark.libreoffice
def test_libreoffice_keeps_every_cell_and_chart(soffice: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "tong-hop.xlsx"
    path.write_bytes(content)
    converted_content = convert(soffice, path, "xlsx", "xlsx").read_bytes()
    assert rows_by_sheet(converted_content) == rows_by_sheet(content)
    charts = [getattr(sheet, "_charts", ()) for sheet in load_workbook(BytesIO(converted_content)).worksheets]
    assert [len(sheet_charts) for sheet_charts in charts] == [0, 0, 0, 0, 2]


@pytest.mark.libreoffice
def test_a_plan_of_sixty_indicators_prints_in_the_pages_it_was_laid_out_in(
    db: None, soffice: str, tmp_path: Path
) -> None:
    with clock.at(moment()):
        office = make_office(communes=2, indicators=["AMOUNT"] * 50 + ["RECOGNITION"] * 10)
        report_all_communes(office)
        content = meeting_workbook_bytes(documents_of(office.leader, 3))
    path = tmp_path / "sau-muoi.xlsx"
    path.write_bytes(content)
    pdf_content = convert(soffice, path, "pdf", "pdf").read_bytes()
    sheets = load_workbook(BytesIO(content)).worksheets
    page_count = sum(1 + len(sheet.row_breaks.brk) for sheet in sheets)
    assert pdf_content.count(b"/Type/Page/") + pdf_content.count(b"/Type /Page /") == page_count > 6
