"""One report as a whole: the page, saving everything on it, and filling a year from its periods."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from chodon_thidua.lib.refusals import PAGE_REFUSALS
from reports.entry.own_report import own_page, render_again, render_form, report_url
from reports.entry.report_form import EntryForm
from reports.entry.services import year_fill
from units.http import AuthenticatedHttpRequest, form_only


@require_safe
def entry(request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int) -> HttpResponse:
    """Shows the report; an administrator who enters on the unit's behalf first says why."""
    page = own_page(request, year, code, ordinal)
    if page.address.is_on_behalf and page.closing_reason:
        return redirect("reports:on_behalf", year, code, ordinal)
    return render_form(request, EntryForm(page))


@form_only("reports:entry")
def save_all(request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int) -> HttpResponse:
    """Saves every row that is valid; the others come back as they were typed."""
    form = EntryForm(own_page(request, year, code, ordinal), request.POST)
    if not form.save(request.user):
        return render_again(request, form)
    messages.success(request, "Đã lưu.")
    place = f"#chi-tieu-{form.focus_row.row.indicator.pk}" if form.focus_row else ""
    return redirect(report_url(form.page) + place)


@form_only("reports:entry")
def fill_year(request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int) -> HttpResponse:
    """Saves what was typed, then fills what is still open from the year's periods."""
    form = EntryForm(own_page(request, year, code, ordinal), request.POST)
    if not form.save(request.user):
        return render_again(request, form)
    address = form.page.address
    try:
        figures = year_fill(view=address.view, unit=address.unit, period=address.period, actor=request.user)
    except PAGE_REFUSALS as refusal:
        form.refusal = refusal
        return render_again(request, form)
    periods = address.view.rhythm.all_periods
    message = f"Không còn chỉ tiêu nào có số {periods} để giữ."
    if figures:
        message = f"Đã giữ số {periods} cho {len(figures)} chỉ tiêu."
    messages.success(request, message)
    return redirect(report_url(form.page))
