"""The administrator's pages about the scope: its units and its audit log."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chodon_thidua.lib.pagination import page_of
from units.forms.audit import AuditForm
from units.http import AuthenticatedHttpRequest
from units.selectors.administered_units import check_is_administrator
from units.selectors.audit import audit_log
from units.selectors.organisation import unit_lines, units_in_order


@require_safe
def audit(request: AuthenticatedHttpRequest) -> HttpResponse:
    form = AuditForm(request.GET, auto_id="%s")
    page = audit_log(request.user, form.audit_filter())
    return render(request, "units/audit.html", {"page": page, "form": form}, status=422 if form.errors else 200)


@require_safe
def organisation(request: AuthenticatedHttpRequest) -> HttpResponse:
    check_is_administrator(request.user)
    page = page_of(request, units_in_order(request.user))
    return render(request, "units/organisation.html", {"page": page, "lines": unit_lines(list(page))})
