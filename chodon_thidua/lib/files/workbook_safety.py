"""The parts that make a workbook one that is read: no other kind of file, no programs, nothing from elsewhere."""

from chodon_thidua.lib.files.workbook_limits import WorkbookRefusal
from chodon_thidua.lib.files.workbook_package import WorkbookParts

MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SAVE_AS = "Hãy mở bằng Excel, chọn File › Save As › Excel Workbook (.xlsx) rồi gửi lại."
NO_WORKBOOK = f"Tệp không phải sổ Excel (.xlsx). {SAVE_AS}"
MACRO = f"Tệp có macro nên không được nhận. {SAVE_AS}"
EXTERNAL = (
    "Tệp có liên kết hoặc kết nối dữ liệu tới tệp khác nên không được nhận. "
    "Hãy vào Data › Edit Links › Break Link (hoặc dán lại thành giá trị) rồi gửi lại."
)


def check_parts(parts: WorkbookParts) -> None:
    """Refuses what is no workbook of this kind, and what runs programs or fetches from elsewhere."""
    _check_is_workbook(parts)
    _check_no_macros(parts)
    _check_no_links(parts)


def _check_is_workbook(parts: WorkbookParts) -> None:
    """A docx, an ods or any other zip is no workbook of this kind."""
    if b"opendocument" in parts.mimetype:
        raise WorkbookRefusal(f"Tệp là bảng tính OpenDocument (.ods). {SAVE_AS}")
    if any("wordprocessingml" in kind or "presentationml" in kind for kind in parts.types):
        raise WorkbookRefusal("Tệp là văn bản Word hoặc bản trình chiếu, không phải sổ Excel (.xlsx). Hãy chọn lại.")
    if any("ms-excel.sheet.binary" in kind for kind in parts.types) or parts.has("xl/workbook.bin"):
        raise WorkbookRefusal(f"Tệp là sổ Excel nhị phân (.xlsb). {SAVE_AS}")
    if MAIN not in parts.types and not any("macroenabled" in kind.lower() for kind in parts.types):
        raise WorkbookRefusal(NO_WORKBOOK)


def _check_no_macros(parts: WorkbookParts) -> None:
    """Refuses macros of any age and controls, whatever the file is called."""
    has_macro_parts = parts.has("xl/macrosheets/", "xl/activex/", "xl/dialogsheets/")
    programs = any(name.endswith(("vbaproject.bin", "vbaprojectsignature.bin")) for name in parts.names)
    if (
        has_macro_parts
        or programs
        or any("macroenabled" in k.lower() or "vbaproject" in k.lower() for k in parts.types)
    ):
        raise WorkbookRefusal(MACRO)


def _check_no_links(parts: WorkbookParts) -> None:
    """Refuses what fetches from elsewhere. A web address that Excel made into a link by itself fetches nothing."""
    fetches = any(
        kind.startswith("externallink") or (leads_out and kind != "hyperlink")
        for kind, leads_out in parts.relationships
    )
    has_link_parts = parts.has("xl/externallinks/", "xl/connections.xml", "xl/querytables/")
    if fetches or has_link_parts or parts.has_reference_outside:
        raise WorkbookRefusal(EXTERNAL)
