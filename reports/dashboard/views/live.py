"""The check whether an open page shows the newest numbers: pages ask it all the time, so it costs next to nothing."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from chodon_thidua.lib.session_renewal import no_session_renewal
from reports.progress.filters import ProgressFilter
from reports.selectors.data_version import data_version
from units.models import User

PAGE_VERSION = "ban"
LONGEST_VERSION = 80


def _versions(request: HttpRequest, user: User) -> tuple[str, str]:
    """Returns the version of the data on the page, and the newest version.

    Raises: Http404 without a plan.
    """
    scope = ProgressFilter.from_request(request).scope(user)
    if scope is None:
        raise Http404("Chưa có kế hoạch thi đua.")
    return request.GET.get(PAGE_VERSION, "")[:LONGEST_VERSION], data_version(scope.view.plan)


def _etag(request: HttpRequest) -> str | None:
    if not request.user.is_authenticated:
        return None
    page_version, current_version = request.versions = _versions(request, request.user)  # type: ignore[attr-defined]
    return f'"{current_version}{"" if page_version == current_version else "-new"}"'


@no_session_renewal
@login_not_required
@require_safe
@cache_control(private=True, no_cache=True)
@condition(etag_func=_etag)
def live(request: HttpRequest) -> HttpResponse:
    """Answers nothing while the page is up to date, else the offer to bring it up to date.

    It also answers nothing after the session has ended, so that a page on the wall of a meeting stays there.
    """
    if not request.user.is_authenticated:
        return HttpResponse(status=204)
    page_version, current_version = request.versions  # type: ignore[attr-defined]
    address = ProgressFilter.from_request(request).with_changes()
    return render(
        request, "reports/dashboard/live.html", {"is_new": page_version != current_version, "address": address}
    )
