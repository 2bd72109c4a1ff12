"""What a coordinator sets by Excel: template down, filled-in workbook up, every change to look at, all or nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from chodon_thidua.lib import clock
from chodon_thidua.lib.files.workbook_package import PACKED_LIMIT
from chodon_thidua.lib.htmx import wants_partial
from chodon_thidua.lib.refusals import Conflict, InvalidInput
from chodon_thidua.lib.text import normalise
from reports.excel.downloads import download, plan_template_name
from reports.intake.baselines.reader import BaselineIntake, read_baseline_intake
from reports.intake.baselines.template import baseline_template
from reports.intake.figures.services import WorkbookSource
from reports.intake.kit.upload_store import store_upload, stored_upload
from reports.intake.plan_services import baselines_import, plan_template_record, targets_import
from reports.intake.targets.reader import TargetIntake, read_target_intake
from reports.intake.targets.template import target_template
from reports.intake.views import GONE, LONGEST_NAME, NO_FILE, NOTHING_WRITTEN
from targets.selectors.allocations import unit_targets
from targets.selectors.baselines import baseline_pages
from targets.selectors.coordinator_plan import administered_plan_or_404
from targets.selectors.plan_views import PlanView
from units.http import AuthenticatedHttpRequest
from units.middleware import record_refusal
from units.models import User

PAGE = "reports/intake/plan_workbook.html"
PREVIEWS = {"year_book": "baselines_preview", "target_book": "targets_preview"}


@dataclass(frozen=True, slots=True)
class IntakeKind:
    """One of the workbooks: how it is told of, made, read and written; `name` begins the names of its addresses."""

    name: str
    title: str
    lead: str
    template_name: str
    back: str
    back_label: str
    make: Callable[[PlanView, User], bytes]
    read: Callable[[bytes, str, PlanView], Any]
    write: Callable[[Any, User, str], int]

    @property
    def preview(self) -> str:
        return f"reports/intake/{PREVIEWS[self.name]}.html"


def _make_baselines(view: PlanView, user: User) -> bytes:
    return baseline_template(view, baseline_pages(view), by=user.full_name, at=clock.now())


def _read_baselines(content: bytes, name: str, view: PlanView) -> BaselineIntake:
    return read_baseline_intake(content, name, view, baseline_pages(view))


def _write_baselines(workbook_intake: BaselineIntake, actor: User, reason: str) -> int:
    changes = [change.service_change for change in workbook_intake.changes]
    return baselines_import(
        plan=workbook_intake.view.plan, changes=changes, actor=actor, file=_sent_file(workbook_intake)
    )


def _make_targets(view: PlanView, user: User) -> bytes:
    return target_template(view, unit_targets(view), by=user.full_name, at=clock.now())


def _read_targets(content: bytes, name: str, view: PlanView) -> TargetIntake:
    return read_target_intake(content, name, view, unit_targets(view))


def _write_targets(workbook_intake: TargetIntake, actor: User, reason: str) -> int:
    return targets_import(
        plan=workbook_intake.view.plan,
        wanted=workbook_intake.service_changes,
        actor=actor,
        reason=reason,
        file=_sent_file(workbook_intake),
    )


def _sent_file(workbook_intake: BaselineIntake | TargetIntake) -> WorkbookSource:
    return WorkbookSource(workbook_intake.name, workbook_intake.sha256, "")


YEAR = IntakeKind(
    name="year_book",
    title="Số liệu năm trước từ Excel",
    lead="Mẫu gồm mọi chỉ tiêu và đơn vị của kế hoạch, có sẵn số đang lưu. Chỉ nhập vào ô nền vàng: số lũy kế đến hết "
    "quý, không phải số của riêng quý.",
    template_name="Mẫu số liệu năm trước",
    back="targets:baselines",
    back_label="Về số liệu năm trước",
    make=_make_baselines,
    read=_read_baselines,
    write=_write_baselines,
)
TARGETS = IntakeKind(
    name="target_book",
    title="Giao chỉ tiêu từ Excel",
    lead="Mẫu gồm mọi chỉ tiêu với chỉ tiêu chung và mức giao cho từng đơn vị, có sẵn giá trị đang lưu. Chỉ nhập vào "
    "ô nền vàng; để trống giá trị thì đơn vị chỉ nhập số liệu.",
    template_name="Mẫu chỉ tiêu giao",
    back="targets:targets",
    back_label="Về chỉ tiêu và phân bổ",
    make=_make_targets,
    read=_read_targets,
    write=_write_targets,
)


@require_http_methods(["GET", "HEAD", "POST"])
def upload_page(request: AuthenticatedHttpRequest, year: int, kind: IntakeKind) -> HttpResponse:
    """The page with the template; a post is a filled-in workbook, answered with its errors or its changes."""
    view = administered_plan_or_404(request.user, year)
    if request.method != "POST":
        return _render(request, view, kind)
    upload = request.FILES.get("file")
    if upload is None:
        return _render(request, view, kind, status=422, refusal=NO_FILE)
    name, content = normalise(upload.name or "")[:LONGEST_NAME], upload.read(PACKED_LIMIT + 1)
    workbook_intake = kind.read(content, name, view)
    if workbook_intake.faults:
        return _render(request, view, kind, status=422, intake=workbook_intake)
    token = store_upload(request.user, name, content) if workbook_intake.changes else ""
    return _render(request, view, kind, intake=workbook_intake, token=token)


@require_GET
def template(request: AuthenticatedHttpRequest, year: int, kind: IntakeKind) -> HttpResponse:
    user = request.user
    view = administered_plan_or_404(user, year)
    name = plan_template_name(view, kind.template_name)
    content = kind.make(view, user)
    plan_template_record(actor=user, plan=view.plan, file=name.plain)
    return download(content, name)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: AuthenticatedHttpRequest, year: int, kind: IntakeKind) -> HttpResponse:
    """Check the same bytes again and write everything, or nothing; a second time changes nothing."""
    user = request.user
    view = administered_plan_or_404(user, year)
    if request.method != "POST":
        return redirect(f"reports:{kind.name}", year)
    saved_upload = stored_upload(user, request.POST.get("token", ""))
    if saved_upload is None:
        return _render(request, view, kind, status=409, refusal=GONE)
    workbook_intake = kind.read(saved_upload.content, saved_upload.name, view)
    if workbook_intake.faults:
        return _render(request, view, kind, status=409, intake=workbook_intake, refusal=NOTHING_WRITTEN)
    reason = request.POST.get("reason", "")
    try:
        count = kind.write(workbook_intake, user, reason)
    except (Conflict, InvalidInput) as refusal:
        again = {
            "intake": kind.read(saved_upload.content, saved_upload.name, view),
            "token": saved_upload.token,
            "reason": reason,
        }
        message = f"{NOTHING_WRITTEN} {refusal}"
        return _render(request, view, kind, status=refusal.status, refusal=message, **again)
    message = (
        f"Đã ghi {count} số liệu từ tệp “{saved_upload.name}”." if count else "Số liệu của tệp đã được ghi từ trước."
    )
    messages.success(request, message)
    return redirect(kind.back, year)


def _render(
    request: AuthenticatedHttpRequest, view: PlanView, kind: IntakeKind, *, status: int = 200, **more: Any
) -> HttpResponse:
    if status == Conflict.status:
        record_refusal(request, more.get("refusal", ""))
    context = {
        "plan": view.plan,
        "kind": kind,
        "here": reverse(f"reports:{kind.name}", args=[view.plan.year]),
        "template_url": reverse(f"reports:{kind.name}_template", args=[view.plan.year]),
    }
    return render(request, f"{PAGE}#intake-result" if wants_partial(request) else PAGE, context | more, status=status)
