"""Figures by Excel: template down, filled-in workbook up, every change to look at, all of them written or none."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from chodon_thidua.lib import clock
from chodon_thidua.lib.files.workbook_package import PACKED_LIMIT
from chodon_thidua.lib.htmx import wants_partial
from chodon_thidua.lib.refusals import Conflict, InvalidInput, StateRefusal
from chodon_thidua.lib.text import normalise
from reports.excel.downloads import download, template_name
from reports.intake.figures.lines import EntrySheet, entry_sheet, units_to_enter
from reports.intake.figures.reader import FigureIntake, read_figure_intake
from reports.intake.figures.services import WorkbookSource, figures_import, template_record
from reports.intake.figures.template import figure_template
from reports.intake.kit.upload_store import StoredUpload, store_upload, stored_upload
from reports.selectors.scope import plan_period, report_address
from units.enums import Role
from units.http import AuthenticatedHttpRequest
from units.middleware import record_refusal
from units.permissions import has_role

PAGE = "reports/intake/intake.html"
LONGEST_NAME = 200
NO_FILE = "Hãy chọn tệp .xlsx đã điền rồi gửi."
GONE = (
    "Bản xem trước này không còn: đã quá một giờ, hoặc anh/chị đã gửi một tệp khác sau đó. "
    "Chưa ghi gì từ bản này; hãy gửi lại tệp."
)
NOTHING_WRITTEN = "Chưa ghi số nào của tệp."


@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: AuthenticatedHttpRequest, year: int, ordinal: int, code: str = "") -> HttpResponse:
    """The page with the template; a post is a filled-in workbook, answered with its errors or its changes."""
    sheet = _sheet(request, year, ordinal, code)
    if request.method != "POST":
        return _render(request, sheet)
    upload = request.FILES.get("file")
    if upload is None:
        return _render(request, sheet, status=422, refusal=NO_FILE)
    name, content = normalise(upload.name or "")[:LONGEST_NAME], upload.read(PACKED_LIMIT + 1)
    workbook_intake = read_figure_intake(content, name, sheet)
    if workbook_intake.faults:
        return _render(request, sheet, status=422, intake=workbook_intake)
    token = store_upload(request.user, name, content) if workbook_intake.changes else ""
    return _render(request, sheet, intake=workbook_intake, token=token)


@require_GET
def template(request: AuthenticatedHttpRequest, year: int, ordinal: int, code: str = "") -> HttpResponse:
    sheet = _sheet(request, year, ordinal, code)
    user, name = request.user, template_name(sheet.view, sheet.period, sheet.scope)
    if sheet.scope and (closed_reason := sheet.closing_reasons.get(sheet.scope.pk)):
        raise StateRefusal(closed_reason)
    content = figure_template(sheet, by=user.full_name, at=clock.now())
    template_record(actor=user, period=sheet.period, file=name.plain, scope=code)
    return download(content, name)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: AuthenticatedHttpRequest, year: int, ordinal: int, code: str = "") -> HttpResponse:
    """Check the same bytes again and write everything, or nothing; a second time changes nothing."""
    sheet = _sheet(request, year, ordinal, code)
    if request.method != "POST":
        return redirect(_url("intake", sheet))
    saved_upload = stored_upload(request.user, request.POST.get("token", ""))
    if saved_upload is None:
        return _render(request, sheet, status=409, refusal=GONE)
    workbook_intake = read_figure_intake(saved_upload.content, saved_upload.name, sheet)
    if workbook_intake.faults:
        return _render_refusal(request, workbook_intake, NOTHING_WRITTEN)
    try:
        count = _write(request, workbook_intake)
    except (StateRefusal, Conflict, InvalidInput) as refusal:
        return _render_refusal(
            request, _read_again(request, saved_upload, (year, ordinal, code)), f"{NOTHING_WRITTEN} {refusal}"
        )
    message = (
        f"Đã ghi {count} số liệu từ tệp “{saved_upload.name}”." if count else "Số liệu của tệp đã được ghi từ trước."
    )
    messages.success(request, message)
    return redirect(_url("entry" if sheet.scope else "intake", sheet))


def _write(request: AuthenticatedHttpRequest, workbook_intake: FigureIntake) -> int:
    sheet = workbook_intake.sheet
    return figures_import(
        period=sheet.period,
        changes=[change.as_service() for change in workbook_intake.changes],
        actor=request.user,
        file=WorkbookSource(workbook_intake.name, workbook_intake.sha256, sheet.scope.code if sheet.scope else ""),
        on_behalf=sheet.scope is None,
    )


def _read_again(
    request: AuthenticatedHttpRequest, saved_upload: StoredUpload, address: tuple[int, int, str]
) -> FigureIntake:
    """The workbook against what is stored now, after somebody else was faster."""
    return read_figure_intake(saved_upload.content, saved_upload.name, _sheet(request, *address))


def _render_refusal(request: AuthenticatedHttpRequest, workbook_intake: FigureIntake, sentence: str) -> HttpResponse:
    return _render(request, workbook_intake.sheet, status=409, intake=workbook_intake, refusal=sentence)


def _sheet(request: AuthenticatedHttpRequest, year: int, ordinal: int, code: str) -> EntrySheet:
    """One unit for its reporters; without a code all units for who administers them or reports for several."""
    user = request.user
    if code:
        address = report_address(user, year, code, ordinal)
        if not has_role(user, Role.REPORTER, address.unit):
            raise Http404("Chỉ cán bộ nhập liệu của đơn vị có trang này.")
        return entry_sheet(address.view, address.period, [address.unit], address.unit)
    units = units_to_enter(user)
    if not has_role(user, Role.ADMINISTRATOR) and len(units) < 2:
        raise Http404("Chỉ quản trị kế hoạch, hoặc cán bộ nhập liệu của nhiều đơn vị, có trang này.")
    view, period = plan_period(user, year, ordinal)
    return entry_sheet(view, period, units)


def _render(request: AuthenticatedHttpRequest, sheet: EntrySheet, *, status: int = 200, **more: Any) -> HttpResponse:
    if status == Conflict.status:
        record_refusal(request, more.get("refusal", ""))
    context = {
        "sheet": sheet,
        "coordinates": not sheet.scope and has_role(request.user, Role.ADMINISTRATOR, sheet.view.plan.owner),
        "closed": sheet.closing_reasons.get(sheet.scope.pk, "") if sheet.scope else "",
        "here": _url("intake", sheet),
        "template_url": _url("intake_template", sheet),
        "confirm_url": _url("intake_confirm", sheet),
        **more,
    }
    part = f"{PAGE}#intake-result" if wants_partial(request) else PAGE
    return render(request, part, context, status=status)


def _url(name: str, sheet: EntrySheet) -> str:
    year, ordinal = sheet.view.plan.year, sheet.period.ordinal
    if sheet.scope:
        return reverse(f"reports:{name}", args=(year, sheet.address, ordinal))
    return reverse(f"reports:{name.replace('intake', 'intake_all', 1)}", args=(year, ordinal))
