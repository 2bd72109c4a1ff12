"""The sheet that tells how to fill in the others."""

from collections.abc import Iterator

from reports.excel.styles import PLAIN, PLAIN_BOLD, PLAIN_TITLE, CellStyle
from reports.intake.figures.layout import DATA, NOT_APPLICABLE, NOTHING
from reports.intake.figures.lines import EntrySheet

HOW = (
    ("Nhập số", PLAIN_BOLD),
    (f"1. Chỉ nhập vào ô nền vàng ở trang “{DATA}”. Ô nền xám để đối chiếu: kỳ trước, cùng kỳ năm trước.", PLAIN),
    ("2. Nhập số của kỳ hay số lũy kế là theo cột “Số phải nhập”, ví dụ “…, trong kỳ” hay “…, đến cuối kỳ”.", PLAIN),
    ("3. Ô trống là chưa có số. Số 0 là bằng không. Hai việc này khác nhau.", PLAIN),
    ("4. Nhập bằng số, không kèm chữ và đơn vị tính. Không dùng công thức: dán bằng Paste Special › Values.", PLAIN),
    ("5. Không định dạng ô thành phần trăm: 80,5 % thì nhập 80,5.", PLAIN),
    ("Tình trạng", PLAIN_BOLD),
    (f"6. “{NOTHING}”: trong kỳ không có gì, số trong kỳ được ghi là 0.", PLAIN),
    (
        f"7. “{NOT_APPLICABLE}”: chỉ tiêu không áp dụng cho đơn vị; để trống số liệu và ghi lý do ở cột “Ghi chú”.",
        PLAIN,
    ),
    ("Các cột khác", PLAIN_BOLD),
    ("8. “Ước cả năm” là ước của chính đơn vị cho cả năm, cùng đơn vị tính với chỉ tiêu.", PLAIN),
    ("9. “Số liệu đến ngày” để trống thì lấy ngày cuối kỳ.", PLAIN),
    (
        "10. Chỉ tiêu tính theo quyết định công nhận: ghi từng quyết định trên trang nhập số liệu của phần mềm. "
        f"Ở đây chỉ chọn được “{NOTHING}”.",
        PLAIN,
    ),
    ("Gửi lên", PLAIN_BOLD),
    (
        "11. Lưu tệp dạng .xlsx, không đặt mật khẩu, rồi gửi ở trang “Nhập từ Excel”. "
        "Phần mềm cho xem mọi thay đổi trước khi ghi; ghi tất cả hoặc không ghi gì.",
        PLAIN,
    ),
    ("12. Không chèn, xóa, đổi chỗ dòng, cột, trang. Không sao chép dòng của đơn vị này sang đơn vị khác.", PLAIN),
)


def guide_of(sheet: EntrySheet) -> Iterator[tuple[str, CellStyle]]:
    """Shape: the lines of the sheet with how they look."""
    yield "CÁCH ĐIỀN", PLAIN_TITLE
    yield from HOW
    if sheet.scope is None:
        yield "Tệp của tất cả đơn vị", PLAIN_BOLD
        yield "13. Lọc theo cột “Đơn vị”. Đơn vị đã gửi hoặc đã được duyệt thì dòng nền xám, không sửa được.", PLAIN
        yield "14. Số do người khác nhập thay được ghi tên người nhập; đơn vị vẫn tự gửi báo cáo của mình.", PLAIN
