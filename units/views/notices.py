"""The notices of the signed-in person."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from units.http import AuthenticatedHttpRequest
from units.selectors.notices import notices_of
from units.services.notices import notice_open, notices_read

PAGE = "units:notices"


@require_safe
def notices(request: AuthenticatedHttpRequest) -> HttpResponse:
    return render(request, "units/notices.html", {"notices": notices_of(request.user)})


def notice_follow(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """Marks the notice as read and goes where it leads; a link that was only followed changes nothing."""
    notice = get_object_or_404(request.user.notices, pk=pk)
    if request.method != "POST":
        return redirect(PAGE)
    notice_open(notice=notice)
    is_here = notice.url and url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None)
    return redirect(notice.url if is_here else PAGE)


def notices_mark_read(request: AuthenticatedHttpRequest) -> HttpResponse:
    if request.method == "POST" and notices_read(user=request.user):
        messages.success(request, "Đã đánh dấu đọc tất cả.")
    return redirect(PAGE)
