"""Unsent forms in words: which act a form is, about what, and what was typed into it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.urls import Resolver404, resolve

from chodon_thidua.lib.clock import in_a_sentence
from chodon_thidua.unsent_forms.inputs import UnsentInput, unsent_inputs
from chodon_thidua.unsent_forms.store import UnsentForm
from targets.models import Period
from units.models import Unit

# Of every address that takes a form, by the name of the address.
ACT_LABELS = {
    "usersessions_list": "Đăng xuất mọi nơi khác",
    "units:notices_read": "Đánh dấu đã đọc mọi thông báo",
    "units:notice_open": "Mở thông báo",
    "units:account_add": "Thêm tài khoản",
    "units:account_change": "Sửa họ tên, địa chỉ thư của tài khoản",
    "units:account_activity": "Khóa hoặc mở lại tài khoản",
    "units:password_reset": "Cấp lại mật khẩu",
    "units:contact": "Ghi người liên hệ của đơn vị",
    "units:role_add": "Giao vai trò",
    "units:role_change": "Đổi thời hạn hoặc kết thúc vai trò",
    "reports:entry_save": "Lưu báo cáo",
    "reports:figure_save": "Lưu báo cáo",
    "reports:paste": "Dán số liệu từ bảng tính",
    "reports:remarks_save": "Lưu nhận xét",
    "reports:fill_year": "Giữ số các kỳ cho cả năm",
    "reports:submit": "Gửi báo cáo",
    "reports:recall": "Rút lại báo cáo",
    "reports:on_behalf": "Nhập thay đơn vị",
    "reports:signed_copies": "Đính kèm bản ký",
    "reports:signed_copy_remove": "Gỡ bản ký",
    "reports:recognitions": "Ghi quyết định công nhận",
    "reports:recognition_correct": "Sửa quyết định công nhận",
    "reports:recognition_withdraw": "Rút quyết định công nhận",
    "reports:evidence": "Đính kèm minh chứng",
    "reports:evidence_remove": "Gỡ minh chứng",
    "reports:comment_answer": "Trả lời nhận xét",
    "reports:approve": "Duyệt báo cáo",
    "reports:return": "Trả lại báo cáo",
    "reports:reopen": "Mở lại báo cáo để đính chính",
    "reports:approve_chosen": "Duyệt nhiều báo cáo",
    "reports:remind": "Nhắc đơn vị chưa nộp",
    "reports:judge": "Đánh giá tay chỉ tiêu bằng lời",
    "reports:directive_new": "Giao chỉ đạo, yêu cầu giải trình",
    "reports:directive_answer": "Trả lời chỉ đạo",
    "reports:directive_accept": "Chấp nhận trả lời",
    "reports:directive_repeat": "Yêu cầu trả lời lại",
    "reports:directive_withdraw": "Rút chỉ đạo",
    "reports:snapshot_freeze": "Chốt số liệu họp",
    "reports:intake": "Gửi tệp Excel số liệu",
    "reports:intake_confirm": "Ghi số liệu từ tệp Excel",
    "reports:intake_all": "Gửi tệp Excel số liệu của mọi đơn vị",
    "reports:intake_all_confirm": "Ghi số liệu từ tệp Excel của mọi đơn vị",
    "reports:year_book": "Gửi tệp Excel số liệu năm trước",
    "reports:year_book_confirm": "Ghi số liệu năm trước từ tệp Excel",
    "reports:target_book": "Gửi tệp Excel chỉ tiêu",
    "reports:target_book_confirm": "Ghi chỉ tiêu từ tệp Excel",
    "reports:target": "Sửa chỉ tiêu và phân bổ",
    "reports:period_move": "Đổi trạng thái kỳ",
    "reports:period_days": "Đổi ngày của kỳ",
    "reports:exception_grant": "Mở riêng kỳ cho một đơn vị",
    "reports:exception_end": "Kết thúc mở riêng",
    "targets:baseline": "Ghi số liệu năm trước",
    "targets:baseline_paste": "Dán số liệu năm trước từ bảng tính",
    "targets:programme_years": "Ghi số các năm trước của chương trình nhiều năm",
}


@dataclass(frozen=True, slots=True)
class UnsentFormText:
    """One form as its author sees it. Shape: `inputs` are all values in their order, seen or not."""

    form: UnsentForm
    act: str
    subject: str
    sent: str
    inputs: tuple[UnsentInput, ...]


def form_text(form: UnsentForm) -> UnsentFormText:
    """Puts the form into words.

    Queries: 1 for the unit of the address, 1 for the periods of its year, 1 for those that the inputs name.
    """
    name, arguments = _target(form.address)
    code = str(arguments.get("code", ""))
    unit = Unit.objects.filter(code=code).order_by("-valid_from", "-pk").first() if code else None
    periods = _periods(arguments["year"], unit) if "year" in arguments else {}
    sent = in_a_sentence(datetime.fromtimestamp(form.at, UTC))
    inputs = unsent_inputs(form.values, {ordinal: period.name for ordinal, period in periods.items()})
    subject = _subject(arguments, unit, periods)
    return UnsentFormText(form, ACT_LABELS.get(name, "Biểu mẫu"), subject, sent, inputs)


def _target(address: str) -> tuple[str, Mapping[str, Any]]:
    """Returns the name of the address and what it names."""
    try:
        match = resolve(address.partition("?")[0])
    except Resolver404:
        return "", {}
    return match.view_name, match.kwargs


def _periods(year: int, unit: Unit | None) -> dict[int, Period]:
    """Reads by ordinal the periods that have the same title in every plan that the address may mean."""
    periods = Period.objects.filter(plan__year=year).select_related("plan")
    if unit:
        periods = periods.filter(plan__owner__in=Unit.objects.above([unit.pk]).order_by().values("pk"))
    by_ordinal: dict[int, list[Period]] = {}
    for period in periods:
        by_ordinal.setdefault(period.ordinal, []).append(period)
    return {ordinal: own[0] for ordinal, own in by_ordinal.items() if len({period.title for period in own}) == 1}


def _subject(arguments: Mapping[str, Any], unit: Unit | None, periods: Mapping[int, Period]) -> str:
    """“Xã Ngọc Phái, Quý III năm 2022, chỉ tiêu CT01”."""
    code, ordinal, year = (arguments.get(name, "") for name in ("code", "ordinal", "year"))
    period = periods[ordinal].title if ordinal in periods else f"kỳ {ordinal} năm {year}"
    parts = [
        unit.name if unit else f"chỉ tiêu {code}" if code else "",
        period if ordinal and year else f"năm {year}" if year else "",
        f"chỉ tiêu {arguments['indicator']}" if "indicator" in arguments else "",
    ]
    return ", ".join(filter(None, parts))
