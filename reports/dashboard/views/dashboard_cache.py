"""The dashboard's page, kept for all who see the same units until the data change."""

import hashlib

from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from reports.dashboard.page import dashboard_page
from reports.navigation import navigation
from reports.progress.filters import ProgressFilter
from reports.selectors.data_version import data_version
from reports.selectors.scope import PlanScope
from units.http import AuthenticatedHttpRequest

PAGE = "reports/dashboard/dashboard.html"


def cached_dashboard(request: AuthenticatedHttpRequest, filters: ProgressFilter, scope: PlanScope) -> SafeString:
    """The part that looks the same to all who see the same units, rendered once for each state of the data.

    The key holds whatever goes into it: the version of the data, the filters, and the person's scope and links.
    """
    version = data_version(scope.view.plan)  # read before the data: a change in between is then offered as new
    person = navigation(request)
    key_parts = (
        version,
        scope.period.pk,
        scope.unit.pk,
        scope.visible_units.roots,
        person["may_remind"],
        person["oversees"],
        person["may_direct"],
    )
    key = hashlib.sha256(repr((key_parts, filters)).encode()).hexdigest()
    pages = caches["pages"]
    html = pages.get(key)
    if html is None:
        context = {"page": dashboard_page(filters, scope), "version": version}
        html = render_to_string(f"{PAGE}#dashboard", context, request)
        pages.set(key, html)
    return mark_safe(html)  # noqa: S308 - what the template has made
