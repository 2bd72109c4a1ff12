"""Files that somebody might send to do harm: each a workbook with one thing in it that nobody needs."""

import zipfile
from collections.abc import Callable, Iterator
from typing import TypeVar

from tests.lib.files.workbook_files import BOOK, NS, RELATIONS, SHEET, TYPES, repack, sheet_xml, workbook_file

MEGABYTE = 1024 * 1024
STRINGS, STYLES, CORE, THEME = "xl/sharedStrings.xml", "xl/styles.xml", "docProps/core.xml", "xl/theme/theme1.xml"
FileMaker = Callable[[], bytes]
T = TypeVar("T")


def with_sheet(xml: bytes | str) -> bytes:
    return with_part(SHEET, xml)


def with_part(name: str, xml: bytes | str, content: bytes | None = None) -> bytes:
    """A workbook with this part, packed so that it is not refused for swelling alone."""
    part = xml.encode() if isinstance(xml, str) else xml
    packing = zipfile.ZIP_STORED if MEGABYTE // 2 < len(part) < 4 * MEGABYTE else zipfile.ZIP_DEFLATED
    return repack(content or workbook_file(), {name: part}, compress_type=packing)


def in_row(cells: str, row: str = '<row r="1">') -> bytes:
    return sheet_xml(f"{row}{cells}</row>")


def after_rows(xml: str) -> bytes:
    return sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>', xml)


def before_rows(xml: str) -> bytes:
    return f"<worksheet {NS}>{xml}<sheetData><row r='1'/></sheetData></worksheet>".encode()


def in_styles(xml: str) -> FileMaker:
    return lambda: with_part(STYLES, f"<styleSheet {NS}>{xml}</styleSheet>")


def in_strings(xml: str) -> FileMaker:
    return lambda: with_part(STRINGS, f"<sst {NS}>{xml}</sst>")


def in_book(xml: str) -> FileMaker:
    sheets = f'<sheets><sheet name="Sheet" sheetId="1" r:id="rId1" xmlns:r="{R}"/></sheets>'
    return lambda: with_part(BOOK, f"<workbook {NS}>{sheets}{xml}</workbook>")


R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def make_with(value: T, make: Callable[[T], bytes]) -> FileMaker:
    return lambda: make(value)


def xml_declaration(encoding: str) -> str:
    return f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>'


def repeat_xml(around: str, xml: str, times: int) -> str:
    return f"<{around}>{xml * times}</{around}>"


def bomb(levels: int = 12, kind: str = "") -> str:
    entities = "".join(f'<!ENTITY {kind}a{n} "{f"&a{n - 1};" * 10 if n else "x" * 10}">' for n in range(levels))
    return f"<!DOCTYPE x [{entities}]>"


# Shapes that an expression, a parser or a reader takes long for

OPENINGS = [
    "<c ",
    "<row ",
    "<x:c ",
    "<é:c ",
    '<c r="',
    "<c r='A1' ",
    "<!--",
    "<![CDATA[",
    "<?x ",
    "</c ",
    "<c\n",
    "&#",
    "&amp",
]
TOKENS = ["<!-- {} -->", "<?pi {}?>", "<![CDATA[{}]]>", '<c a="{}"/>', "<c>{}</c>", '<{} r="1"/>', "<c {}/>", "&{};"]
ENCODINGS = ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "cp037", "shift_jis", "latin-1", "utf-8-sig"]
DECLARED = [
    "utf-7",
    "utf-16",
    "UCS-4",
    "rot13",
    "hex",
    "zlib",
    "cp037",
    "idna",
    "unicode_escape",
    "x" * 5000,
    "windows-1258",
]


def shapes() -> Iterator[tuple[str, FileMaker]]:
    for opening in OPENINGS:
        yield f"opened without end: {opening!r}", make_with(opening, lambda o: with_sheet(sheet_xml(o * 84_000)))
    for token in TOKENS:
        yield f"long: {token}", make_with(token, lambda t: with_sheet(in_row(t.format("x" * 3 * MEGABYTE))))
    yield "many attributes", lambda: with_sheet(in_row("<c " + " ".join(f'a{n}="1"' for n in range(50_000)) + "/>"))
    yield "attribute twice", lambda: with_sheet(in_row('<c r="A1" r="XFD1"/>'))
    yield "many spaces in a tag", lambda: with_sheet(in_row(f"<c{' ' * 200_000}r='A1'/>" * 20))
    yield "many names", lambda: with_sheet(in_row("".join(f"<n{n}/>" for n in range(300_000))))
    yield "many prefixes", lambda: with_sheet(in_row("".join(f'<p{n}:c xmlns:p{n}="u{n}"/>' for n in range(60_000))))
    yield "deep", lambda: with_sheet(in_row("<a>" * 500_000))
    yield "deep and closed", lambda: with_sheet(in_row("<a>" * 300_000 + "</a>" * 300_000))
    yield "deep in the strings", in_strings("<si>" * 100_000)
    yield "deep in the styles", in_styles("<fonts>" * 100_000)
    yield "greater than in an attribute", lambda: with_sheet(in_row('<c a=">" r="XFD1"/>' * 10_000))
    yield "less than in an attribute", lambda: with_sheet(in_row('<c a="<" r="XFD1"/>' * 10_000))
    yield "single quotes", lambda: with_sheet(in_row("<c r='XFD1'/>"))
    yield "place written as characters", lambda: with_sheet(in_row('<c r="&#88;&#70;&#68;1"/>'))
    for prefix in ("x", "é", "ñ", "中", "x.y-z", "_"):
        far = f'<worksheet xmlns:{prefix}="http://schemas.openxmlformats.org/spreadsheetml/2006/main" {NS}><sheetData>'
        cells = "".join(f'<row r="{n}"><{prefix}:c r="XFD{n}"/></row>' for n in range(1, 3000))
        yield f"far cells with prefix {prefix}", make_with(f"{far}{cells}</sheetData></worksheet>", with_sheet)
        rows = f"<{prefix}:row/>" * 20_001
        yield f"many rows with prefix {prefix}", make_with(f"{far}{rows}</sheetData></worksheet>", with_sheet)


def encodings() -> Iterator[tuple[str, FileMaker]]:
    xml = '<row r="1"><c r="XFD1"><v>1</v></c></row>'
    for encoding in ENCODINGS:
        yield (
            f"far cell in {encoding}",
            make_with(encoding, lambda e: with_sheet(f"{xml_declaration(e)}{sheet_xml(xml).decode()[21:]}".encode(e))),
        )
    for encoding in DECLARED:
        yield (
            f"declared as {encoding[:20]}",
            make_with(encoding, lambda e: with_sheet(xml_declaration(e).encode() + sheet_xml(xml)[21:])),
        )
    yield (
        "bytes that are no letters",
        lambda: with_sheet(in_row("<c r='A1'><v>\xff</v></c>").replace(b"\xc3\xbf", b"\xff")),
    )
    yield "nothing but zeros", lambda: with_sheet(bytes(100_000))
    yield "declared twice", lambda: with_sheet(b'<?xml version="1.0"?><?xml version="1.0"?>' + sheet_xml(""))


def entities() -> Iterator[tuple[str, FileMaker]]:
    for place in (SHEET, STRINGS, STYLES, BOOK, TYPES, RELATIONS, CORE, THEME):
        yield f"bomb in {place}", make_with(place, lambda p: with_part(p, bomb() + "<x>&a11;</x>"))
    yield "parameter bomb", lambda: with_sheet(bomb(kind="% ") + "<x/>")
    yield (
        "long entity many times",
        lambda: with_sheet(f'<!DOCTYPE x [<!ENTITY a "{"x" * 50_000}">]><x>{"&a;" * 50_000}</x>'),
    )
    yield "outside entity", lambda: with_sheet('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>')
    yield "outside declarations", lambda: with_sheet('<!DOCTYPE x SYSTEM "http://127.0.0.1/a.dtd"><x/>')
    yield "public declarations", lambda: with_sheet('<!DOCTYPE x PUBLIC "a" "http://127.0.0.1/a.dtd"><x/>')
    yield (
        "attribute defaults",
        lambda: with_sheet('<!DOCTYPE worksheet [<!ATTLIST c r CDATA "XFD1">]>' + in_row("<c/>").decode()[21:]),
    )
    yield (
        "unparsed entity",
        lambda: with_sheet('<!DOCTYPE x [<!NOTATION n SYSTEM "n"><!ENTITY a SYSTEM "a" NDATA n>]><x/>'),
    )
    yield "entity in utf-16", lambda: with_sheet((bomb() + "<x>&a11;</x>").encode("utf-16"))


# What a workbook may hold too much of


def amounts() -> Iterator[tuple[str, FileMaker]]:
    yield "far column", lambda: with_sheet(in_row('<c r="XFD1"><v>1</v></c>'))
    yield "farthest column", lambda: with_sheet(in_row('<c r="ZZZ1"><v>1</v></c>'))
    yield "no such column", lambda: with_sheet(in_row(f'<c r="{"A" * 50_000}1"><v>1</v></c>'))
    yield "far row", lambda: with_sheet(sheet_xml('<row r="1048576"/>'))
    yield "row beyond everything", lambda: with_sheet(sheet_xml(f'<row r="{"9" * 4000}"/>'))
    yield "row in scientific notation", lambda: with_sheet(sheet_xml('<row r="1e300"/>'))
    yield "row below nothing", lambda: with_sheet(sheet_xml('<row r="-5"><c r="A-5"/></row>'))
    yield "row with foreign digits", lambda: with_sheet(sheet_xml('<row r="٣"/>'))
    yield "row twice", lambda: with_sheet(sheet_xml('<row r="2"/><row r="2"/>'))
    yield "rows backwards", lambda: with_sheet(sheet_xml("".join(f'<row r="{n}"/>' for n in range(9000, 1, -1))))
    yield "cells backwards", lambda: with_sheet(in_row('<c r="ZZ1"/><c r="A1"/>'))
    yield "cell twice", lambda: with_sheet(in_row('<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>'))
    yield "cell of another row", lambda: with_sheet(in_row('<c r="A19999"><v>1</v></c>'))
    yield (
        "every row far to the right",
        lambda: with_sheet(sheet_xml("".join(f'<row r="{n}"><c r="ZZ{n}"/></row>' for n in range(1, 20_001)))),
    )
    yield "many cells without a place", lambda: with_sheet(in_row("<c/>" * 300_000))
    yield "too many cells", lambda: with_sheet(in_row("<c/>" * 400_001))
    yield "too many rows", lambda: with_sheet(sheet_xml("<row/>" * 20_001))
    yield "too many other elements", lambda: with_sheet(sheet_xml("<a/>" * 450_001))
    yield (
        "very long text",
        lambda: with_sheet(in_row(f'<c r="A1" t="inlineStr"><is><t>{"é" * 2 * MEGABYTE}</t></is></c>')),
    )
    yield (
        "one text in every cell",
        lambda: repack(
            with_part(STRINGS, f"<sst {NS}><si><t>{'x' * 32_000}</t></si></sst>"),
            {SHEET: in_row('<c t="s"><v>0</v></c>' * 50_000)},
        ),
    )
    yield "many texts", in_strings("<si><t/></si>" * 300_001)
    yield "text that is not there", lambda: with_sheet(in_row('<c r="A1" t="s"><v>999999</v></c>'))
    yield "text before the first", lambda: with_sheet(in_row('<c r="A1" t="s"><v>-5</v></c>'))
    yield (
        "runs without end",
        lambda: with_sheet(in_row(f'<c r="A1" t="inlineStr"><is>{"<r><t>x</t></r>" * 50_000}</is></c>')),
    )
    yield "number without end", lambda: with_sheet(in_row(f"<c r='A1'><v>{'9' * 90_000}</v></c>"))
    yield "numbers without end", lambda: with_sheet(in_row(f"<c><v>{'9' * 4000}</v></c>" * 300))
    yield "date beyond time", lambda: with_sheet(in_row('<c r="A1" t="d"><v>99999-99-99T99:99:99</v></c>'))
    yield "long date", lambda: with_sheet(in_row(f'<c r="A1" t="d"><v>{"2022-01-01T" * 8000}</v></c>'))
    yield "kind that is none", lambda: with_sheet(in_row('<c r="A1" t="zzz"><v>1</v></c>'))
    yield "style that is none", lambda: with_sheet(in_row('<c r="A1" s="-99999"><v>1</v></c>'))
    yield "long formula", lambda: with_sheet(in_row(f'<c r="A1"><f>{"SUM(" * 20_000}</f></c>'))
    yield (
        "shared formulas",
        lambda: with_sheet(
            in_row(
                f'<c><f t="shared" si="0" ref="A1:ZZ1">{"A1+" * 2000}B1</f></c>' + '<c><f t="shared" si="0"/></c>' * 500
            )
        ),
    )
    yield "table of data", lambda: with_sheet(in_row('<c r="A1"><f t="dataTable" ref="A1" zzz="1"/></c>'))


def amounts_beside_the_cells() -> Iterator[tuple[str, FileMaker]]:
    yield "many formats", in_styles(f"<cellXfs>{'<xf/>' * 70_001}</cellXfs>")
    yield "many fonts", in_styles(f"<fonts>{'<font/>' * 20_001}</fonts>")
    yield "many rules of format", in_styles(f"<dxfs>{'<dxf/>' * 20_001}</dxfs>")
    yield (
        "many formats of numbers",
        in_styles(
            "<numFmts>" + "".join(f'<numFmt numFmtId="{n}" formatCode="0"/>' for n in range(20_001)) + "</numFmts>"
        ),
    )
    yield (
        "long format of numbers",
        in_styles(f'<numFmts><numFmt numFmtId="164" formatCode="{"[h" * 40_000}"/></numFmts>'),
    )
    yield "many names of cells", in_book(repeat_xml("definedNames", '<definedName name="a">A1</definedName>', 20_001))
    yield (
        "long name of cells",
        in_book(
            repeat_xml(
                "definedNames", '<definedName name="_xlnm.Print_Titles" localSheetId="0">' + "$A:" * 30_000, 1
            ).replace("</defined", "</definedName></defined")
        ),
    )
    yield "many sheets", in_book(repeat_xml("sheets", '<sheet name="a" sheetId="1"/>', 501))
    yield (
        "many columns",
        lambda: with_sheet(before_rows(repeat_xml("cols", '<col min="1" max="16384" width="9"/>', 20_000))),
    )
    yield "column beyond everything", lambda: with_sheet(before_rows(f'<cols><col min="{"9" * 5000}" max="1"/></cols>'))
    yield "size that is a lie", lambda: with_sheet(before_rows('<dimension ref="A1:XFD1048576"/>'))
    yield "size that is none", lambda: with_sheet(before_rows('<dimension ref="zzz"/>'))
    yield (
        "far merged ranges",
        lambda: with_sheet(after_rows(repeat_xml("mergeCells", '<mergeCell ref="A1:XFD1048576"/>', 20_000))),
    )
    cells = " ".join(f"A{n}" for n in range(1, 14_000))
    yield (
        "validation of many cells",
        lambda: with_sheet(after_rows(f'<dataValidations><dataValidation sqref="{cells}"/></dataValidations>')),
    )
    yield (
        "many validations",
        lambda: with_sheet(
            after_rows(repeat_xml("dataValidations", '<dataValidation sqref="A1:XFD1048576"/>', 50_000))
        ),
    )
    yield (
        "many rules",
        lambda: with_sheet(
            after_rows('<conditionalFormatting sqref="A1:XFD1048576"><cfRule/></conditionalFormatting>' * 50_000)
        ),
    )
    yield (
        "many links",
        lambda: with_sheet(after_rows(repeat_xml("hyperlinks", '<hyperlink ref="A1:XFD1048576"/>', 50_000))),
    )
    yield "many drawings", lambda: with_sheet(after_rows('<drawing r:id="rId1" xmlns:r="x"/>' * 20_000))
    yield "many extensions", lambda: with_sheet(after_rows(repeat_xml("extLst", '<ext uri="x"/>', 50_000)))
    yield "long password", lambda: with_sheet(after_rows(f'<sheetProtection password="{"x" * 90_000}"/>'))


def shared_text() -> bytes:
    """30 kB that stand in 50.000 cells, which is 1,5 GB."""
    strings = f"<sst {NS}><si><t>{'x' * 30_000}</t></si></sst>"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    types = f'<Override PartName="/{STRINGS}" ContentType="{kind}"/></Types>'.encode()
    book = repack(workbook_file(), {STRINGS: strings.encode(), TYPES: lambda old: old.replace(b"</Types>", types)})
    return with_part(SHEET, in_row('<c t="s"><v>0</v></c>' * 50_000), book)
