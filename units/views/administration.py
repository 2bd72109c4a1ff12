"""What an administrator reads about the scope: its units and what happened in it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from units.forms.audit import AuditForm
from units.selectors.accounts import check_is_administrator
from units.selectors.audit import audit_log
from units.selectors.organisation import unit_list
from units.views.accounts import person


@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    form = AuditForm(request.GET, auto_id="%s")
    page = audit_log(person(request), form.asked())
    return render(request, "units/audit.html", {"page": page, "form": form}, status=422 if form.errors else 200)


@require_safe
def organisation(request: HttpRequest) -> HttpResponse:
    check_is_administrator(person(request))
    return render(request, "units/organisation.html", {"lines": unit_list(person(request))})
