"""The preview of what a block from a spreadsheet would put into the entry page."""

from django.http import HttpResponse
from django.shortcuts import render

from chodon_thidua.lib.pasting.pasted_cells import PastePreview
from chodon_thidua.lib.refusals import InvalidInput, Refusal, StateRefusal
from reports.entry.own_report import own_page
from reports.entry.paste.page import paste_preview
from units.http import AuthenticatedHttpRequest, form_only


@form_only("reports:entry")
def preview(request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int) -> HttpResponse:
    """Shows which number would go into which input; nothing is written."""
    page = own_page(request, year, code, ordinal)
    refusal: Refusal | None = StateRefusal(page.closing_reason) if page.closing_reason else None
    pasted = PastePreview()
    if not refusal:
        try:
            pasted = paste_preview(page, request.POST)
        except InvalidInput as invalid:
            refusal = invalid
    context = {"pasted": pasted, "refusal": refusal}
    return render(request, "reports/entry/paste.html", context, status=refusal.status if refusal else 200)
