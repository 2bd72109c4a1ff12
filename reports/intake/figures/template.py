"""The workbook of figures to fill in: the indicators of one unit, or of all units, in one period."""

from datetime import datetime

from reports.intake.figures import layout, row_contents
from reports.intake.figures.earlier_figures import EarlierFigures
from reports.intake.figures.entry_sheet import EntrySheet
from reports.intake.figures.layout import DATA, LAYOUT, NOT_APPLICABLE, NOTHING
from reports.intake.figures.template_line import TemplateLine
from reports.intake.kit.form_contents import FormContents, FormRow, download_note
from reports.intake.kit.form_workbook import GUIDE, FormWorkbook

NOT_DUE = "(không bắt buộc kỳ này)"
GUIDE_LINES = (
    "Nhập số",
    f"1. Chỉ nhập vào ô nền vàng ở trang “{DATA}”. Ô nền xám để đối chiếu: kỳ trước, cùng kỳ năm trước.",
    "2. Nhập số của kỳ hay số lũy kế là theo cột “Số phải nhập”, ví dụ “…, trong kỳ” hay “…, đến cuối kỳ”.",
    "3. Ô trống là chưa có số. Số 0 là bằng không. Hai việc này khác nhau.",
    "4. Nhập bằng số, không kèm chữ và đơn vị tính. Không dùng công thức: dán bằng Paste Special › Values.",
    "5. Không định dạng ô thành phần trăm: 80,5 % thì nhập 80,5. Chỉ tiêu theo trạng thái thì chọn tên trạng thái.",
    "Tình trạng",
    f"6. “{NOTHING}”: trong kỳ không có gì, số trong kỳ được ghi là 0.",
    f"7. “{NOT_APPLICABLE}”: chỉ tiêu không áp dụng cho đơn vị; để trống số liệu và ghi lý do ở cột “Ghi chú”.",
    "Các cột khác",
    "8. “Ước cả năm” là ước của chính đơn vị cho cả năm, cùng đơn vị tính với chỉ tiêu.",
    "9. “Số liệu đến ngày” để trống thì lấy ngày cuối kỳ.",
    "10. Chỉ tiêu tính theo quyết định công nhận: ghi từng quyết định trên trang nhập số liệu của phần mềm. "
    f"Ở đây chỉ chọn được “{NOTHING}”.",
    "Tải lên, rồi gửi báo cáo",
    "11. Lưu tệp dạng .xlsx, không đặt mật khẩu, rồi tải lên ở trang “Nhập từ Excel”. "
    "Phần mềm cho xem mọi thay đổi trước khi ghi; ghi tất cả hoặc không ghi gì. "
    "Ghi xong thì báo cáo vẫn chưa gửi: xem lại trên phần mềm rồi bấm “Gửi báo cáo”.",
    "12. Không chèn, xóa, đổi chỗ dòng, cột, trang. Không sao chép dòng của đơn vị này sang đơn vị khác.",
)
GUIDE_LINES_OF_ALL = (
    "Tệp của tất cả đơn vị",
    "13. Lọc theo cột “Đơn vị”. Đơn vị đã gửi hoặc đã được duyệt thì dòng nền xám, không sửa được.",
    "14. Số do người khác nhập thay được ghi tên người nhập; đơn vị vẫn tự gửi báo cáo của mình.",
)


def figure_template(sheet: EntrySheet, *, by: str, at: datetime) -> bytes:
    """The workbook as it is downloaded. Queries: none of its own."""
    plan, period, earlier = sheet.view.plan, sheet.period, EarlierFigures(sheet)
    scope_name = sheet.scope.name if sheet.scope else "tất cả đơn vị"
    dates = f"số liệu đến {period.ends_on:%d/%m/%Y}, hạn gửi {period.due_on:%d/%m/%Y}."
    contents = FormContents(
        title=f"Số liệu báo cáo {period.title} – {scope_name}",
        lines=(
            f"Kế hoạch {plan.document_number} năm {sheet.view.years}, {dates} {download_note(by, at)}",
            "Chỉ nhập vào ô nền vàng. Ô trống là chưa có số; 0 là bằng không.",
            f"Cách ghi: xem trang “{GUIDE}”. Lưu tệp rồi tải lên ở trang “Nhập từ Excel”.",
        ),
        layout=layout.layout_of(sheet),
        rows=[_form_row(sheet, earlier, line) for line in sheet.lines],
        guide=GUIDE_LINES if sheet.scope else GUIDE_LINES + GUIDE_LINES_OF_ALL,
        stamp=layout.stamp_of(sheet),
        year=plan.year,
        hidden=_hidden_columns(sheet),
    )
    return FormWorkbook(contents).file_bytes(at)


def _hidden_columns(sheet: EntrySheet) -> set[str]:
    hidden = {"unit", "report"} if sheet.scope else set()
    hidden |= {"full_year_estimate"} if sheet.is_final else set()
    return hidden | ({"before_numerator", "before_denominator"} if sheet.period.ordinal == 1 else set())


def _form_row(sheet: EntrySheet, earlier: EarlierFigures, line: TemplateLine) -> FormRow:
    contents = row_contents.contents_of(line, is_final=sheet.is_final)
    labels = row_contents.part_labels(line, is_final=sheet.is_final)
    is_closed = line.unit.pk in sheet.closing_reasons
    return FormRow(
        {
            "key": str(LAYOUT.row_key(layout.identity_of(line), contents, str(line.version))),
            "unit": line.unit.name,
            "report": sheet.state_label(line.unit),
            "code": line.indicator.code,
            "name": line.name if line.due else f"{line.name} {NOT_DUE}",
            "measure": line.indicator.unit_of_measure,
            "numerator_label": labels.get("numerator"),
            "denominator_label": labels.get("denominator"),
            **row_contents.in_words(line, contents),
            **row_contents.in_words(line, row_contents.comparison_numbers(earlier, line)),
        },
        choices={"numerator": line.indicator.states} if line.indicator.is_in_words else {},
        locked=set(contents) if is_closed else row_contents.locked_inputs(line, is_final=sheet.is_final),
    )
