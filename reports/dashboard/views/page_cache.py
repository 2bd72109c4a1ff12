"""Parts of pages that look the same to all who see the same units, kept until the data change."""

import hashlib
from collections.abc import Callable

from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from reports.navigation import navigation
from reports.progress.filters import ProgressFilter
from reports.selectors.data_version import data_version
from reports.selectors.scope import PlanScope
from units.http import AuthenticatedHttpRequest

PageReader = Callable[[ProgressFilter, PlanScope], object]


def cached_part(
    request: AuthenticatedHttpRequest, template: str, read_page: PageReader, filters: ProgressFilter, scope: PlanScope
) -> SafeString:
    """Renders the template with what was read as its `page`, once for each state of the data.

    The key holds whatever goes into it: the version of the data, the filters, and the person's scope and links.
    """
    version = data_version(scope.view.plan)  # read before the data: a change in between is then offered as new
    person = navigation(request)
    key_parts = (
        template,
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
        html = render_to_string(template, {"page": read_page(filters, scope), "version": version}, request)
        pages.set(key, html)
    return mark_safe(html)  # noqa: S308 - what the template has made
