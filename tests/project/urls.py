"""The project's addresses, and some that fail in every way."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from chodon_thidua import urls
from chodon_thidua.lib.refusals import Conflict, InvalidInput, Refusal, StateRefusal
from units.services import audit_record

handler403 = urls.handler403

EXCEPTIONS = {
    "refusal": Refusal("Chỉ cán bộ thẩm định được làm việc này."),
    "state": StateRefusal("Quý III đã khóa."),
    "conflict": Conflict("Đã có người sửa.", theirs={"value": 1}, mine={"value": 2}),
    "invalid": InvalidInput({"value": "Không hiểu số “80.5”."}),
    "forbidden": PermissionDenied("Không được."),
    "silent": PermissionDenied(),
    "missing": Http404("x"),
    "broken": RuntimeError("x"),
}


def fail(request: HttpRequest, how: str) -> HttpResponse:
    with transaction.atomic():
        audit_record(actor=None, action="WRITTEN")
        raise EXCEPTIONS[how]


@login_not_required
def number(request: HttpRequest) -> JsonResponse:
    event = audit_record(actor=None, action="WRITTEN")
    return JsonResponse({"id": request.id, "event": event.request_id})  # type: ignore[attr-defined]


urlpatterns = [
    *urls.urlpatterns,
    path("hong/<str:how>/", fail),
    path("mo/<str:how>/", login_not_required(fail)),
    path("so/", number),
]
