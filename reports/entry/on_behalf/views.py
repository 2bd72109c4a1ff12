"""The page before an administrator enters on a unit's behalf."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from chodon_thidua.lib.refusals import Conflict
from reports.entry.on_behalf.forms import OnBehalfForm
from reports.entry.on_behalf.page import on_behalf_page
from units.http import AuthenticatedHttpRequest
from units.middleware import record_refusal


@require_http_methods(["GET", "HEAD", "POST"])
def on_behalf(request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int) -> HttpResponse:
    """Asks why, once for each round of the report; a second window that asks too opens what the first has opened."""
    page = on_behalf_page(request.user, year, code, ordinal)
    if page.is_started and not page.closing_reason:
        return redirect("reports:entry", year, code, ordinal)
    form = OnBehalfForm(page.address, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.save(request.user):
        messages.success(request, f"Anh/chị đang nhập thay {page.address.unit.name}. Lý do đã ghi vào báo cáo.")
        return redirect("reports:entry", year, code, ordinal)
    if form.refusal:
        page = on_behalf_page(request.user, year, code, ordinal)
    if form.status == Conflict.status:
        record_refusal(request, str(form.refusal))
    return render(request, "reports/entry/on_behalf.html", {"page": page, "form": form}, status=form.status)
