"""Last year's figures by Excel: template down, filled-in workbook up, every change to look at, all written or none."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from chodon_thidua.lib import clock
from chodon_thidua.lib.errors import Conflict, InvalidInput
from chodon_thidua.lib.htmx import wants_partial
from chodon_thidua.lib.text import normalise
from chodon_thidua.lib.zipped import PACKED_LIMIT
from reports.excel.files import download, plan_template_name
from reports.excel.held import held_for, hold
from reports.excel.year_intake import YearIntake, read_year
from reports.excel.year_template import year_template
from reports.services.intake import SentFile
from reports.services.plan_books import baselines_import, plan_template_record
from reports.views.entry import person
from reports.views.intake import GONE, LONGEST_NAME, NO_FILE, NOTHING_WRITTEN
from targets.selectors.baselines import baseline_pages
from targets.selectors.coordination import own_plan
from targets.selectors.structure import PlanView
from units.middleware import record_refusal

PAGE = "reports/year_book.html"


@require_http_methods(["GET", "HEAD", "POST"])
def year_book(request: HttpRequest, year: int) -> HttpResponse:
    """The page with the template; a post is a filled-in workbook, answered with its errors or its changes."""
    view = own_plan(person(request), year)
    if request.method != "POST":
        return _render(request, view)
    upload = request.FILES.get("file")
    if upload is None:
        return _render(request, view, status=422, refusal=NO_FILE)
    name, content = normalise(upload.name or "")[:LONGEST_NAME], upload.read(PACKED_LIMIT + 1)
    found = read_year(content, name, view, baseline_pages(view))
    if found.faults:
        return _render(request, view, status=422, intake=found)
    token = hold(person(request), name, content) if found.changes else ""
    return _render(request, view, intake=found, token=token)


@require_GET
def template(request: HttpRequest, year: int) -> HttpResponse:
    user = person(request)
    view = own_plan(user, year)
    name = plan_template_name(view, "Mẫu số liệu năm trước")
    content = year_template(view, baseline_pages(view), by=user.full_name, at=clock.now())
    plan_template_record(actor=user, plan=view.plan, file=name.plain)
    return download(content, name)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, year: int) -> HttpResponse:
    """Check the same bytes again and write everything, or nothing; a second time changes nothing."""
    user = person(request)
    view = own_plan(user, year)
    if request.method != "POST":
        return redirect("reports:year_book", year)
    held = held_for(user, request.POST.get("token", ""))
    if held is None:
        return _render(request, view, status=409, refusal=GONE)
    found = read_year(held.content, held.name, view, baseline_pages(view))
    if found.faults:
        return _render(request, view, status=409, intake=found, refusal=NOTHING_WRITTEN)
    try:
        count = _write(request, found)
    except (Conflict, InvalidInput) as refusal:
        found = read_year(held.content, held.name, view, baseline_pages(view))
        return _render(request, view, status=409, intake=found, refusal=f"{NOTHING_WRITTEN} {refusal}")
    said = f"Đã ghi {count} số liệu từ tệp “{held.name}”." if count else "Số liệu của tệp đã được ghi từ trước."
    messages.success(request, said)
    return redirect("targets:baselines", year)


def _write(request: HttpRequest, found: YearIntake) -> int:
    return baselines_import(
        plan=found.view.plan,
        changes=[change.change for change in found.changes],
        actor=person(request),
        file=SentFile(found.name, found.sha256, ""),
    )


def _render(request: HttpRequest, view: PlanView, *, status: int = 200, **more: Any) -> HttpResponse:
    if status == Conflict.status:
        record_refusal(request, more.get("refusal", ""))
    part = f"{PAGE}#intake-result" if wants_partial(request) else PAGE
    return render(request, part, {"plan": view.plan, "here": request.path_info, **more}, status=status)
