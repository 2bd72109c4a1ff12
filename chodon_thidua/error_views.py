"""Pages for what went wrong before a view could answer; Django's own handlers render 400, 404 and 500.html."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import permission_denied as permission_denied_page

from chodon_thidua.lib.htmx import wants_partial
from chodon_thidua.middleware.sessions import is_stale_form
from chodon_thidua.unsent_forms.views import stale_form
from units.middleware import record_refusal, refusal_response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Refuses a form whose token does not fit the session, most often one opened before signing in again.

    One of the app's own pages is shown to whoever is signed in now, to be looked at and sent with the new token.
    """
    record_refusal(request, reason)
    if is_stale_form(request):
        return stale_form(request, request.user.pk)
    if wants_partial(request):
        return refusal_response(request, "Trang đã mở từ trước khi đăng nhập lại, chưa lưu. Hãy tải lại trang.", 403)
    return render(request, "403_csrf.html", status=403)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answers PermissionDenied with the page, or with a notice where htmx asked."""
    if wants_partial(request):
        return refusal_response(request, str(exception) or "Anh/chị không được làm việc này.", 403)
    return permission_denied_page(request, exception)
