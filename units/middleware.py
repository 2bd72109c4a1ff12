"""Refusals: from a sentence in a service to a page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chodon_thidua.lib.htmx import wants_partial
from chodon_thidua.lib.middleware import RequestMiddleware
from chodon_thidua.lib.refusals import Refusal
from units.enums import UnitsAuditAction
from units.models import User
from units.services import audit_record


class RefusalMiddleware(RequestMiddleware):
    """Records every refused act and answers it with its sentence."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        record_refusal(request, str(exception))
        return refusal_response(request, str(exception), exception.status)


def record_refusal(request: HttpRequest, sentence: str) -> None:
    """Writes what the signed-in person was refused into the audit log."""
    if isinstance(request.user, User):
        after = {"method": request.method, "path": request.path, "sentence": sentence}
        audit_record(actor=request.user, action=UnitsAuditAction.REFUSED, after=after)


def refusal_response(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    """A page that says why; for htmx a notice above the page, so that nothing typed is swapped away."""
    partial = wants_partial(request)
    response = render(
        request, "refusal.html#notice" if partial else "refusal.html", {"sentence": sentence}, status=status
    )
    if partial:
        response["HX-Retarget"] = "#noi-dung"
        response["HX-Reswap"] = "afterbegin show:window:top"
    return response
