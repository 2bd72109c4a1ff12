"""The contact persons of units, for the administrators of these units."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from units.enums import Role
from units.forms.contacts import ContactForm
from units.http import AuthenticatedHttpRequest


@require_http_methods(["GET", "HEAD", "POST"])
def unit_contact(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """Shows and takes whom to ask at a unit within the administrator's scope."""
    unit = get_object_or_404(request.user.units_as(Role.ADMINISTRATOR), pk=pk)
    form = ContactForm(unit, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.save(request.user):
        messages.success(request, f"Đã lưu người liên hệ của {unit.name}.")
        return redirect("units:units")
    return render(request, "units/contact.html", {"unit": unit, "form": form}, status=form.status)
