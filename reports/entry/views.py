"""The reporter's pages: the list of reports, and one report that is filled in and sent."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_htmx.http import reswap, retarget

from chodon_thidua.lib.htmx import wants_partial
from chodon_thidua.lib.refusals import PAGE_REFUSALS, Conflict
from reports.entry.figure_form import FigureForm
from reports.entry.page import EntryPage, entry_page, read_again, with_figure, with_history
from reports.entry.report_form import EntryForm
from reports.entry.report_list import report_list
from reports.entry.services import quarters_keep, report_send
from reports.progress.filters import ProgressFilter
from reports.selectors.report_contents.report_address import own_address
from units.enums import Role
from units.http import AuthenticatedHttpRequest, form_only
from units.middleware import record_refusal


@require_safe
def reports(request: AuthenticatedHttpRequest) -> HttpResponse:
    filters = ProgressFilter.from_request(request)
    if not request.user.has_role(Role.REPORTER):
        raise Http404("Chỉ cán bộ nhập liệu có trang này.")
    listing = report_list(request.user, year=filters.year, plan_id=filters.plan_id)
    return render(request, "reports/entry/reports.html", {"list": listing})


@require_safe
def entry(request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int) -> HttpResponse:
    return _render(request, EntryForm(own_page(request, year, code, ordinal)))


@form_only("reports:entry")
def save_all(request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int) -> HttpResponse:
    """Saves every row that is valid; the others come back as they were typed."""
    form = EntryForm(own_page(request, year, code, ordinal), request.POST)
    if not form.save(request.user):
        return _render_again(request, form)
    messages.success(request, "Đã lưu.")
    place = f"#chi-tieu-{form.focus_row.row.indicator.pk}" if form.focus_row else ""
    return redirect(_url(form.page) + place)


@form_only("reports:entry")
def save_figure(request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int, indicator: str) -> HttpResponse:
    """Saves one row as soon as its input is left; without htmx everything that was sent."""
    if not wants_partial(request):
        return save_all(request, year, code, ordinal)
    page = own_page(request, year, code, ordinal, indicator)
    row = page.row(indicator)
    if row is None:
        raise Http404("Đơn vị không được giao nhập chỉ tiêu này trong kỳ này.")
    form = FigureForm(page, row, request.POST)
    form.save(request.user)
    form = form.against(with_figure(page, form.saved_figure) if form.saved_figure else read_again(page))
    if f"{indicator}-theirs" in request.POST:
        return _row_as_stored(request, with_history(own_page(request, year, code, ordinal)), indicator)
    if form.status == Conflict.status:
        record_refusal(request, form.state_text)
    return render(request, "reports/entry/row/answer.html", {"form": form, "page": form.page}, status=form.status)


@form_only("reports:entry")
def save_remarks(request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int) -> HttpResponse:
    """Saves the remarks as soon as their input is left; without htmx everything that was sent."""
    if not wants_partial(request):
        return save_all(request, year, code, ordinal)
    form = EntryForm(own_page(request, year, code, ordinal), request.POST)
    form.save(request.user)
    form = form.against(read_again(form.page))
    context = {"form": form, "page": form.page}
    if "remarks-theirs" in request.POST:
        return _replacing("#nhan-xet", render(request, "reports/entry/remarks/remarks.html", context))
    if form.status == Conflict.status:
        record_refusal(request, form.remarks_state_text)
    return render(request, "reports/entry/remarks/remarks_answer.html", context, status=form.status)


@form_only("reports:entry")
def keep_quarters(request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int) -> HttpResponse:
    """Saves what was typed, then fills what is still open from the four quarters."""
    form = EntryForm(own_page(request, year, code, ordinal), request.POST)
    if not form.save(request.user):
        return _render_again(request, form)
    address = form.page.address
    try:
        figures = quarters_keep(view=address.view, unit=address.unit, period=address.period, actor=request.user)
    except PAGE_REFUSALS as refusal:
        form.refusal = refusal
        return _render_again(request, form)
    message = (
        f"Đã giữ số bốn quý cho {len(figures)} chỉ tiêu." if figures else "Không còn chỉ tiêu nào có số bốn quý để giữ."
    )
    messages.success(request, message)
    return redirect(_url(form.page))


@form_only("reports:entry")
def submit(request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int) -> HttpResponse:
    """Saves what was typed, then sends the report; sending it twice sends it once."""
    form = EntryForm(own_page(request, year, code, ordinal), request.POST, sending=True)
    address = form.page.address
    # A closed report takes the same values once more, as a double click sends them, but no others.
    if (not form.page.closing_reason or form.differs) and not form.save(request.user):
        return _render_again(request, form)
    try:
        report_send(
            unit=address.unit,
            period=address.period,
            actor=request.user,
            seen_version=form.seen_version,
            incomplete_reason=form.incomplete_reason,
        )
    except PAGE_REFUSALS as refusal:
        form.refusal = refusal
        return _render_again(request, form)
    messages.success(request, f"Đã gửi báo cáo {form.page.title} của {address.unit.name}.")
    return redirect(_url(form.page))


def own_page(
    request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int, indicator: str | None = None
) -> EntryPage:
    """Reads the report for a reporter of its unit.

    Raises: Http404 for everybody else.
    """
    return entry_page(own_address(request.user, year, code, ordinal), indicator)


def _row_as_stored(request: AuthenticatedHttpRequest, page: EntryPage, indicator: str) -> HttpResponse:
    """Shows a row with its inputs, to a person who chose the stored values."""
    form = next(form for form in EntryForm(page).rows if form.row.code == indicator)
    context = {"form": form, "row": form.row, "page": page}
    return _replacing(f"#chi-tieu-{form.row.indicator.pk}", render(request, "reports/entry/row/row.html", context))


def _replacing(part: str, response: HttpResponse) -> HttpResponse:
    return reswap(retarget(response, part), "outerHTML")


def _render_again(request: AuthenticatedHttpRequest, form: EntryForm) -> HttpResponse:
    """Shows the page with what was refused and why, and everything that was typed."""
    return _render(request, form.against(read_again(form.page)))


def _render(request: AuthenticatedHttpRequest, form: EntryForm) -> HttpResponse:
    if form.status == Conflict.status:
        record_refusal(request, str(form.refusal or "Đã có người sửa cùng số liệu."))
    return render(
        request, "reports/entry/entry.html", {"form": form, "page": with_history(form.page)}, status=form.status
    )


def _url(page: EntryPage) -> str:
    address = page.address
    return reverse("reports:entry", args=(address.view.plan.year, address.code, address.period.ordinal))
