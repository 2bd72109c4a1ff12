"""A workbook to fill in, opened and saved by LibreOffice, comes back as the same."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from reports.intake.figures.layout import DATA
from reports.intake.kit.form_workbook import GUIDE, STAMP
from tests.reports.builders import SampleOffice
from tests.reports.intake.filling import (
    IntakeSession,
    TemplateWorkbook,
    intake_session_of_all,
    latest_figure,
    stored_values,
)
from tests.reports.meeting.workbook.test_libreoffice import convert

# What a file looks like is no matter of the database.
pytestmark = [pytest.mark.libreoffice, pytest.mark.sqlite]
Saved = Callable[[TemplateWorkbook], bytes]


@pytest.fixture
def saved_by_libreoffice(soffice: str, tmp_path: Path) -> Saved:
    def save(workbook: TemplateWorkbook) -> bytes:
        path = tmp_path / "mau.xlsx"
        path.write_bytes(workbook.file_bytes())
        return convert(soffice, path, "xlsx:Calc MS Excel 2007 XML", "xlsx").read_bytes()

    return save


def test_saved_untouched_it_changes_nothing_and_keeps_its_locks(
    office: SampleOffice, own: IntakeSession, saved_by_libreoffice: Saved
) -> None:
    office.enter("CT01", "0.1", note="=1+1\n'hai dòng", source="+84", as_of=date(2022, 9, 1))
    office.enter("CT02", not_applicable=True, note="Không trồng lúa.")
    content = saved_by_libreoffice(own.download_template())
    assert "không thay đổi số nào" in own.send(content).text
    workbook = TemplateWorkbook(content)
    assert workbook.workbook.sheetnames == [DATA, GUIDE, STAMP]
    assert workbook.workbook[STAMP].sheet_state == "hidden"
    assert workbook.sheet.protection.sheet
    assert workbook.sheet.column_dimensions["A"].hidden
    assert not workbook.cell("numerator", 6).protection.locked
    assert workbook.cell("name", 6).protection.locked
    kinds = {rule.type for rule in workbook.sheet.data_validations.dataValidation}
    assert kinds == {"decimal", "list", "date", "textLength"}


def test_filled_in_and_saved_it_is_read_as_it_was_meant(
    office: SampleOffice, own: IntakeSession, saved_by_libreoffice: Saved
) -> None:
    workbook = (
        own.download_template()
        .fill("CT01", numerator=0, as_of=date(2022, 9, 10), note="-1 so với sổ")
        .fill("CT02", numerator="1.234,5", denominator=2465.25, full_year_estimate=600)
    )
    own.write(saved_by_libreoffice(workbook))
    assert stored_values() == (0, None, False, "-1 so với sổ")
    assert latest_figure().as_of == date(2022, 9, 10)
    assert stored_values("CT02")[:2] == (Decimal("1234.5"), Decimal("2465.25"))


@pytest.mark.sqlite
def test_the_one_of_all_units_too(office: SampleOffice, saved_by_libreoffice: Saved) -> None:
    office.enter("CT01", "33.333333")
    everybody = intake_session_of_all(office)
    assert "không thay đổi số nào" in everybody.send(saved_by_libreoffice(everybody.download_template())).text


@pytest.mark.sqlite  # no matter of the database, and each start of LibreOffice takes its time
@pytest.mark.parametrize(("kind", "words"), [("xls", "kiểu Excel cũ (.xls)"), ("ods", "OpenDocument (.ods)")])
def test_other_formats_are_told_by_their_contents(
    soffice: str, own: IntakeSession, tmp_path: Path, kind: str, words: str
) -> None:
    path = tmp_path / "mau.xlsx"
    path.write_bytes(own.download_template().file_bytes())
    content = convert(soffice, path, kind, kind).read_bytes()
    assert words in own.send(content, "so-lieu.xlsx").text
