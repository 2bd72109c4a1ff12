"""Every page, paper and file that shows the values of indicators, as the text of each indicator's row in it."""

import csv
import json
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.test import Client
from lxml import html
from openpyxl import load_workbook
from openpyxl.cell import Cell

from chodon_thidua.lib.numbers import format_number
from reports.intake.figures.layout import LAYOUT as FIGURES
from reports.intake.kit.template_layout import TemplateLayout
from reports.intake.targets.layout import LAYOUT as TARGETS
from tests.reports.builders import SampleOffice
from tests.reports.entering import entry_session
from tests.reports.freezing import freeze, snapshot_path
from tests.reports.intake.filling import TemplateWorkbook
from tests.reports.pages import page, signed_in, visible_text
from units.models import User

RowTexts = Mapping[str, str]  # by code
Reader = Callable[[SampleOffice], RowTexts]
NUMBER = re.compile(r"#,##0(?:\.(0+)|\.#+)?")
PLAIN_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
MOST_DECIMALS = 6


def _join(pairs: Iterable[tuple[str, str]]) -> RowTexts:
    texts: dict[str, str] = {}
    for code, text in pairs:
        texts[code] = f"{texts[code]} {text}" if code in texts else text
    return texts


def _marked_rows(*trees: Any) -> RowTexts:
    """The elements with a code, in pages; of rows each cell apart."""
    return _join(
        (element.get("data-indicator"), " | ".join(map(visible_text, element.xpath("./td|./th") or [element])))
        for tree in trees
        for element in tree.xpath("//*[@data-indicator]")
    )


def _rows_with_names(office: SampleOffice, rows: Iterable[Iterable[str]]) -> RowTexts:
    """The rows of a table in which the name of an indicator stands alone in a cell."""
    codes = {indicator.name: code for code, indicator in office.indicators.items()}
    return _join((codes[cell], " | ".join(row)) for row in map(list, rows) for cell in row if cell in codes)


def _grouped(cell: str) -> str:
    return format_number(Decimal(cell), MOST_DECIMALS) if PLAIN_NUMBER.fullmatch(cell) else cell


def _displayed(cell: Cell) -> str:
    """The contents of a cell as Excel shows it."""
    if not isinstance(cell.value, (int, float)):
        return str(cell.value or "")
    layout = cell.number_format.split(";")[0].removeprefix("[$-42A]")
    places, number = NUMBER.search(layout), Decimal(str(cell.value))
    if places is None:
        return format_number(number, MOST_DECIMALS) if layout == "General" else layout.replace('"', "")
    text = format_number(number, MOST_DECIMALS if "." in places[0] and not places[1] else len(places[1] or ""))
    return NUMBER.sub(text, layout, count=1).replace('"', "")


def _sheet_rows(content: bytes, sheet: str) -> Iterable[list[str]]:
    return ([_displayed(cell) for cell in row] for row in load_workbook(BytesIO(content))[sheet].iter_rows())


def _leader_page(address: str) -> Reader:
    return lambda office: _marked_rows(page(signed_in(office.leader), address))


def _page_of_each(address: str) -> Reader:
    def read(office: SampleOffice) -> RowTexts:
        client: Client = signed_in(office.leader)
        texts = {code: page(client, address.format(code)).xpath("//main")[0] for code in office.indicators}
        return {code: visible_text(main) for code, main in texts.items()}

    return read


def _entry(office: SampleOffice) -> RowTexts:
    return _marked_rows(*(entry_session(office, unit).open().tree for unit in (office.communes[0], office.department)))


def _report(address: str, user: Callable[[SampleOffice], User]) -> Reader:
    def read(office: SampleOffice) -> RowTexts:
        client, codes = signed_in(user(office)), (office.communes[0].code, office.department.code)
        return _marked_rows(*(page(client, address.format(code)) for code in codes))

    return read


def _named_rows_of(address: str) -> Reader:
    def read(office: SampleOffice) -> RowTexts:
        tree = page(signed_in(office.leader), address)
        rows = ([visible_text(cell) for cell in row.xpath("./td|./th")] for row in tree.xpath("//tr"))
        return _rows_with_names(office, rows)

    return read


def _csv(address: str) -> Reader:
    def read(office: SampleOffice) -> RowTexts:
        text = b"".join(signed_in(office.leader).get(address)).decode("utf-8-sig")
        rows = csv.reader(text.splitlines())
        return _rows_with_names(office, ([_grouped(cell) for cell in row] for row in rows))

    return read


def _sheet(name: str) -> Reader:
    def read(office: SampleOffice) -> RowTexts:
        content = signed_in(office.leader).get("/xuat/tong-hop.xlsx?ky=3").content
        return _rows_with_names(office, _sheet_rows(content, name))

    return read


def _unit_sheet(office: SampleOffice) -> RowTexts:
    """Biểu 02, whose indicators stand side by side: the column below each name."""
    content = signed_in(office.leader).get("/xuat/tong-hop.xlsx?ky=3").content
    columns: dict[int, str] = {}
    pairs: list[tuple[str, str]] = []
    for row in _sheet_rows(content, "Biểu 02 Theo đơn vị"):
        if row[0] == "TT":
            columns = {place: cell.split(".")[0] for place, cell in enumerate(row) if re.match(r"A\d+[ab]?\. ", cell)}
        pairs += [(code, row[place]) for place, code in columns.items()]
    return _join(pairs)


def _frozen(office: SampleOffice) -> RowTexts:
    tree = page(signed_in(office.leader), snapshot_path(freeze(office)))
    rows = ([visible_text(cell) for cell in row.xpath("./td|./th")] for row in tree.xpath("//tr"))
    return _rows_with_names(office, rows)


def _trend(office: SampleOffice) -> RowTexts:
    client = signed_in(office.leader)
    trees = {code: page(client, f"/chi-tieu/{code}/?ky=3") for code in office.indicators}
    pictures = {code: tree.xpath("string(//*[@id='so-lieu-bieu-do'])") for code, tree in trees.items()}
    return {code: _drawn(json.loads(picture)) for code, picture in pictures.items() if picture}


def _drawn(series: Mapping[str, Any]) -> str:
    states = series.get("states", ())
    drawn = [Decimal(str(value)) for value in series["actual"] if value is not None]
    return " ".join(states[int(value)] if states else format_number(value, 2) for value in drawn)


def _template(address: str, layout: TemplateLayout, user: Callable[[SampleOffice], User]) -> Reader:
    def read(office: SampleOffice) -> RowTexts:
        template = TemplateWorkbook(signed_in(user(office)).get(address.format(office.department.code)).content, layout)
        cells = [{name: template.cell(name, row) for name in layout.places} for row in template.rows]
        return _join((str(row["code"].value), " | ".join(map(_displayed, row.values()))) for row in cells)

    return read


def _slides(office: SampleOffice) -> RowTexts:
    return _leader_page("/trinh-chieu/?ky=3")(office)


def _map(office: SampleOffice) -> RowTexts:
    client = signed_in(office.leader)
    answers = {code: client.get(f"/ban-do/?ky=3&chi-tieu={code}") for code in office.indicators}
    return {code: visible_text(html.fromstring(answer.content.decode())) for code, answer in answers.items()}


BEFORE_APPROVAL: dict[str, Reader] = {
    "entry": _entry,
    "template of figures": _template("/nhap-excel/2022/{}/3/mau.xlsx", FIGURES, lambda office: office.clerk),
}
READERS: dict[str, Reader] = {
    "dashboard": _leader_page("/tong-quan/?ky=3"),
    "list of indicators": _leader_page("/chi-tieu/?ky=3"),
    "explanation": _page_of_each("/chi-tieu/{}/?ky=3"),
    "picture of the year": _trend,
    "matrix": _leader_page("/ma-tran/?ky=3"),
    "map": _map,
    "comparison": _leader_page("/so-sanh/?ky=3"),
    "slides": _slides,
    "review": _report("/tham-dinh/2022/{}/3/", lambda office: office.reviewer),
    "print": _named_rows_of("/xuat/ban-in/?ky=3"),
    "CSV": _csv("/xuat/bieu-01.csv?ky=3"),
    "CSV of figures": _csv("/xuat/so-lieu.csv?ky=3"),
    "Biểu 01": _sheet("Biểu 01 Tổng hợp"),
    "Biểu 02": _unit_sheet,
    "sheet of figures": _sheet("Số liệu"),
    "sheet of charts": _sheet("Biểu đồ"),
    "frozen numbers": _frozen,
    "template of targets": _template(
        "/ke-hoach/2022/chi-tieu/excel/mau.xlsx", TARGETS, lambda office: office.administrator
    ),
}
