"""The page that shows, after signing in again, the forms that did not arrive."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from chodon_thidua.unsent_forms.store import forget_form, posted_form, unsent_forms
from chodon_thidua.unsent_forms.words import form_text
from units.http import AuthenticatedHttpRequest

TEMPLATE = "account/unsent_forms.html"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def waiting_forms(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Shows the forms, each with a button that sends it to where it was meant to go; drops the one of the address."""
    if request.method == "POST":
        forget_form(request.session, request.POST.get("address", ""))
        messages.info(request, "Đã bỏ biểu mẫu, không có gì được ghi.")
    forms = [form_text(form) for form in unsent_forms(request.session, request.user.pk)]
    if not forms:
        return redirect("home")
    return render(request, TEMPLATE, {"forms": forms})


def stale_form(request: HttpRequest, author: int | None) -> HttpResponse:
    """Shows a form whose page was opened before signing in again, to be sent with the token of today."""
    return render(
        request, TEMPLATE, {"forms": [form_text(posted_form(request, author or 0))], "stale": True}, status=403
    )
