"""One row of a report and its remarks, each saved as soon as its input is left."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django_htmx.http import reswap, retarget

from chodon_thidua.lib.htmx import wants_partial
from chodon_thidua.lib.refusals import Conflict
from chodon_thidua.lib.session_renewal import browser_keeps_drafts
from reports.entry.entry_page import EntryPage
from reports.entry.inputs.figure_form import FigureForm
from reports.entry.own_report import own_page
from reports.entry.page import read_again, with_figure, with_history
from reports.entry.report_form import EntryForm
from reports.entry.views.report import save_all
from units.http import AuthenticatedHttpRequest, form_only
from units.middleware import record_refusal


@browser_keeps_drafts
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
    form = form.with_page(with_figure(page, form.saved_figure) if form.saved_figure else read_again(page))
    if f"{indicator}-theirs" in request.POST:
        return _row_as_stored(request, with_history(own_page(request, year, code, ordinal)), indicator)
    if form.status == Conflict.status:
        record_refusal(request, form.state_text)
    return render(request, "reports/entry/row/answer.html", {"form": form, "page": form.page}, status=form.status)


@browser_keeps_drafts
@form_only("reports:entry")
def save_remarks(request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int) -> HttpResponse:
    """Saves the remarks as soon as their input is left; without htmx everything that was sent."""
    if not wants_partial(request):
        return save_all(request, year, code, ordinal)
    form = EntryForm(own_page(request, year, code, ordinal), request.POST)
    form.save(request.user)
    form = form.with_page(read_again(form.page))
    context = {"form": form, "page": form.page}
    if "remarks-theirs" in request.POST:
        return _replacing("#nhan-xet", render(request, "reports/entry/remarks/remarks.html", context))
    if form.status == Conflict.status:
        record_refusal(request, form.remarks_state_text)
    return render(request, "reports/entry/remarks/remarks_answer.html", context, status=form.status)


def _row_as_stored(request: AuthenticatedHttpRequest, page: EntryPage, indicator: str) -> HttpResponse:
    """Shows a row with its inputs, to a person who chose the stored values."""
    form = next(form for form in EntryForm(page).rows if form.row.code == indicator)
    context = {"form": form, "row": form.row, "page": page}
    return _replacing(f"#chi-tieu-{form.row.indicator.pk}", render(request, "reports/entry/row/row.html", context))


def _replacing(part: str, response: HttpResponse) -> HttpResponse:
    return reswap(retarget(response, part), "outerHTML")
