"""The limits of a workbook from outside, and the sentences of whoever sent more."""

from chodon_thidua.lib.files.zip_containers import MEGABYTE, ContainerFlaw, FileRefusal

PACKED_LIMIT = 5 * MEGABYTE
UNPACKED_LIMIT = 50 * MEGABYTE
RATIO_LIMIT = 100
RATIO_FLOOR = 1 * MEGABYTE  # below it a high ratio means only that there is little in the file
ENTRY_LIMIT = 500
ROW_LIMIT = 20_000
LONGEST_COLUMN = 2  # letters: up to ZZ
COLUMN_LIMIT = 26 * 27
# How many of each openpyxl reads within a few seconds; Excel itself allows hardly more formats than this.
ELEMENT_LIMITS = {
    "row": ROW_LIMIT,
    "c": 400_000,
    "si": 100_000,
    "r": 30_000,  # a run of letters within a text
    "xf": 70_000,
    "font": 20_000,
    "fill": 20_000,
    "border": 20_000,
    "dxf": 20_000,
    "numFmt": 20_000,
    "cellStyle": 70_000,
    "sheet": 500,
    "definedName": 20_000,
    "Relationship": 10_000,
    "Override": 2_000,
    "Default": 2_000,
}
BROKEN = "Tệp bị hỏng hoặc tải lên chưa trọn. Hãy mở bằng Excel, lưu lại thành .xlsx rồi gửi lại."
ENCRYPTED = (
    "Tệp có mật khẩu. Hãy bỏ mật khẩu (File › Info › Protect Workbook › Encrypt with Password, xóa mật khẩu) "
    "rồi gửi lại."
)
TOO_LARGE = "Tệp nặng quá 5 MB. Hãy xóa hình ảnh và những trang tính không cần rồi gửi lại."
TOO_MUCH = (
    "Tệp nén quá nhiều dữ liệu (quá 50 MB khi mở ra, hoặc nén hơn 100 lần) nên không được nhận. "
    "Hãy chép số liệu sang một tệp mới tải từ phần mềm rồi gửi lại."
)
TOO_LONG = (
    "Tệp có quá 20.000 dòng hoặc quá nhiều ô. Hãy xóa những dòng trống đã định dạng và những trang tính không cần "
    "rồi gửi lại."
)
TOO_WIDE = "Tệp có ô ở quá xa về bên phải (sau cột ZZ). Hãy xóa những cột thừa rồi gửi lại."
UNSAFE_XML = "Tệp chứa khai báo lạ mà Excel không tạo ra nên không được nhận. Hãy mở bằng Excel rồi lưu lại."
FLAWS = {
    ContainerFlaw.BROKEN: BROKEN,
    ContainerFlaw.ENCRYPTED: ENCRYPTED,
    ContainerFlaw.TOO_MUCH: TOO_MUCH,
    ContainerFlaw.TOO_LONG: TOO_LONG,
    ContainerFlaw.TOO_WIDE: TOO_WIDE,
    ContainerFlaw.UNSAFE: UNSAFE_XML,
}


class WorkbookRefusal(FileRefusal):
    """The file cannot be read as a workbook."""


def workbook_refusal(flaw: ContainerFlaw) -> WorkbookRefusal:
    return WorkbookRefusal(FLAWS[flaw])
