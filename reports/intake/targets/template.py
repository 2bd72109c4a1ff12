"""The workbook of targets and allocations to fill in: every indicator of a plan with the units that it asks."""

from collections.abc import Sequence
from datetime import datetime

from chodon_thidua.lib.state_names import value_text
from reports.intake.kit.form_contents import FormContents, FormRow, download_note
from reports.intake.kit.form_workbook import GUIDE, FormWorkbook
from reports.intake.targets.layout import DATA, LAYOUT, contents_of, identity_of, label_texts
from targets.selectors.allocations.unit_targets import UnitTarget
from targets.selectors.plan_periods import PlanView
from targets.target_text import SECOND_LABEL

GUIDE_LINES = (
    f"1. Chỉ nhập vào ô nền vàng ở trang “{DATA}”.",
    "2. Dòng “Chỉ tiêu chung” là chỉ tiêu của cả kế hoạch; các dòng dưới là mức giao cho từng đơn vị.",
    "3. Để trống giá trị: đơn vị chỉ nhập số liệu, không có mức phải đạt. Trống giá trị và “Không” nhập: bỏ giao.",
    "4. Có giá trị thì phải có phép so sánh, chọn trong danh sách.",
    f"5. Cột “{SECOND_LABEL}”: với ≥, > là mức phấn đấu (nếu có); với “trong khoảng” là mức trên; với “khoảng” là "
    "sai số ±; phép so sánh khác thì để trống.",
    "6. Đơn vị chưa được giao chỉ tiêu thì thêm ở trang của chỉ tiêu, không chèn dòng ở đây.",
    "7. Đổi mức của đơn vị đã được duyệt số liệu thì phải ghi lý do khi ghi số của tệp.",
    "8. Nhập bằng số, không kèm chữ; chỉ tiêu theo trạng thái thì chọn tên trạng thái. "
    "Không dùng công thức: dán bằng Paste Special › Values.",
    "9. Không chèn, đổi chỗ dòng, cột, trang. Lưu dạng .xlsx, không đặt mật khẩu, rồi tải lên ở trang đã tải mẫu.",
    "10. Phần mềm cho xem mọi thay đổi trước khi ghi; ghi tất cả hoặc không ghi gì.",
)


def target_template(view: PlanView, rows: Sequence[UnitTarget], *, by: str, at: datetime) -> bytes:
    """The workbook as it is downloaded. Queries: none of its own."""
    contents = FormContents(
        title=f"Chỉ tiêu giao năm {view.years}",
        lines=(
            f"Kế hoạch {view.plan.document_number}, {view.plan.owner.name}. {download_note(by, at)}",
            "Chỉ nhập vào ô nền vàng. Để trống giá trị: đơn vị chỉ nhập số liệu.",
            f"Cách ghi: xem trang “{GUIDE}”.",
        ),
        layout=LAYOUT,
        rows=[_form_row(row) for row in rows],
        guide=GUIDE_LINES,
        stamp=LAYOUT.stamp(view.plan.pk),
        year=view.plan.year,
    )
    return FormWorkbook(contents).file_bytes(at)


def _form_row(row: UnitTarget) -> FormRow:
    contents = contents_of(row.values)
    key, states = str(LAYOUT.row_key(identity_of(row), contents)), row.indicator.states
    words = {"value": value_text(row.values.value, states)} if states else {}
    choices = {"value": states} if states else {}
    return FormRow({"key": key, **dict(label_texts(row)), **contents, **words}, choices=choices)
