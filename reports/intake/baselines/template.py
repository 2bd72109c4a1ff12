"""The workbook of last year's figures to fill in: every indicator and unit of a plan."""

from collections.abc import Sequence
from datetime import datetime

from chodon_thidua.lib.state_names import value_text
from reports.intake.baselines.layout import (
    DATA,
    TEXTS,
    BaselineTemplateRow,
    layout_of,
    number_keys,
    template_rows,
    unnamed_layout,
)
from reports.intake.kit.form_contents import FormContents, FormRow, download_note
from reports.intake.kit.form_workbook import GUIDE, FormWorkbook
from targets.selectors.baselines.page import BaselinePage
from targets.selectors.plan_periods import PlanView

GUIDE_LINES = (
    f"1. Chỉ nhập vào ô nền vàng ở trang “{DATA}”.",
    "2. Mỗi cột là số đến hết {noun} đó. Số “lũy kế từ đầu năm” gồm cả các {noun} trước; không nhập số của riêng từng "
    "{noun}.",
    "3. Ô trống là không có số. Số 0 là bằng không. Xóa trắng ô là bỏ số đang lưu.",
    "4. Tỷ lệ: mỗi {noun} nhập đủ tử số và mẫu số; nếu chỉ biết mức đã công bố thì nhập riêng ở dòng “Hoặc chỉ mức…”.",
    "5. Định nghĩa và nguồn ghi ở dòng đầu của mỗi đơn vị, chung cho mọi {noun}; không sửa thì giữ như đang lưu.",
    "6. Số theo định nghĩa khác định nghĩa của chỉ tiêu thì được giữ nhưng không so sánh.",
    "7. Nhập bằng số, không kèm chữ. Không dùng công thức: dán bằng Paste Special › Values.",
    "8. Không chèn, đổi chỗ dòng, cột, trang. Lưu dạng .xlsx, không đặt mật khẩu, rồi tải lên ở trang đã tải mẫu.",
    "9. Phần mềm cho xem mọi thay đổi trước khi ghi; ghi tất cả hoặc không ghi gì.",
)


def baseline_template(view: PlanView, pages: Sequence[BaselinePage], *, by: str, at: datetime) -> bytes:
    """The workbook as it is downloaded. Queries: none of its own."""
    plan, noun, layout = view.plan, view.rhythm.noun, layout_of(view)
    contents = FormContents(
        title=f"Số liệu năm {view.last_years}",
        lines=(
            f"Để so sánh trong kế hoạch {plan.document_number} năm {view.years}. {download_note(by, at)}",
            f"Nhập số đến hết từng {noun} (lũy kế), không phải số của riêng {noun}. Chỉ nhập vào ô nền vàng.",
            f"Ô trống là không có số; 0 là bằng không. Cách ghi: xem trang “{GUIDE}”.",
        ),
        layout=layout,
        rows=[_form_row(row) for row in template_rows(pages)],
        guide=[line.format(noun=noun) for line in GUIDE_LINES],
        stamp=layout.stamp(plan.pk),
        year=plan.year,
    )
    return FormWorkbook(contents).file_bytes(at)


def _form_row(row: BaselineTemplateRow) -> FormRow:
    contents = row.contents
    key = unnamed_layout(row.page.view.rhythm).row_key(row.identity, contents, row.line.stored.mark)
    states, keys = row.page.indicator.states, number_keys(row.page.view.rhythm)
    words = {name: value_text(contents[name], states) for name in keys} if states else {}
    return FormRow(
        {"key": str(key), "name": row.page.name, **row.labels, **contents, **words},
        locked=() if row.is_first else TEXTS,
        choices=dict.fromkeys(keys, states) if states else {},
    )
