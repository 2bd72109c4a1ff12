"""The pages of directives: the list, a new one, one with its rounds, the steps taken with it, and its files."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from chodon_thidua.lib.text import running_count
from reports.directives.directive_list import directive_list
from reports.directives.forms import AcceptForm, AnswerForm, DirectiveForm, RepeatForm, StepForm, WithdrawForm
from reports.directives.issue_page import issue_page
from reports.directives.letters import letters_send
from reports.directives.page import directive_file_of_person, directive_of_person, directive_page
from reports.directives.services import DirectiveStep
from reports.excel.downloads import document_download
from reports.progress.filters import ProgressFilter
from units.http import AuthenticatedHttpRequest, form_only
from units.middleware import record_refusal

PAGE = "reports:directive"
STEP_FORMS: Mapping[str, type[StepForm]] = {
    "answer": AnswerForm,
    "repeat": RepeatForm,
    "accept": AcceptForm,
    "withdraw": WithdrawForm,
}


@require_safe
def directives(request: AuthenticatedHttpRequest) -> HttpResponse:
    listing = directive_list(request, request.user, year=ProgressFilter.from_request(request).year)
    return render(request, "reports/directives/directives.html", {"list": listing})


@require_http_methods(["GET", "HEAD", "POST"])
def directive_new(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Gives a directive about what the address names; for leaders only."""
    page = issue_page(request.user, ProgressFilter.from_request(request), request.GET.get("chi-tieu", ""))
    form = DirectiveForm(page, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.save(request.user):
        directive = form.step.directive
        _tell(request, form.step, f"Đã giao {directive.unit.name}: {directive.get_kind_display().lower()}.")
        return redirect(PAGE, directive.pk)
    return render(request, "reports/directives/new.html", {"page": page, "form": form}, status=form.status)


@require_safe
def directive(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    return _render(request, pk)


@form_only(PAGE, ("pk",))
def answer(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    files = request.FILES.getlist("files")
    form = AnswerForm(directive_of_person(request.user, pk), request.POST, files)
    return _take(request, "answer", form, "Đã gửi câu trả lời; lãnh đạo được báo để xem xét.")


@form_only(PAGE, ("pk",))
def repeat(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    form = RepeatForm(directive_of_person(request.user, pk), request.POST)
    return _take(request, "repeat", form, "Đã yêu cầu đơn vị trả lời lại.")


@form_only(PAGE, ("pk",))
def accept(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    form = AcceptForm(directive_of_person(request.user, pk), request.POST)
    return _take(request, "accept", form, "Đã chấp nhận câu trả lời.")


@form_only(PAGE, ("pk",))
def withdraw(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    form = WithdrawForm(directive_of_person(request.user, pk), request.POST)
    return _take(request, "withdraw", form, "Đã rút; đơn vị không phải trả lời nữa.")


@require_safe
def directive_file(request: AuthenticatedHttpRequest, pk: int, item: int) -> HttpResponseBase:
    """Sends a file of an answer as an attachment, within the person's scope."""
    file = directive_file_of_person(request.user, pk, item)
    return document_download(request, file.file, file.name, f"tra-loi-{file.pk}")


def _take(request: AuthenticatedHttpRequest, name: str, form: StepForm, sentence: str) -> HttpResponse:
    """Takes the step of the form and leads back to the page, or shows it again with what was typed."""
    if not form.save(request.user):
        return _render(request, form.directive.pk, {name: form})
    _tell(request, form.step, sentence)
    return redirect(PAGE, form.directive.pk)


def _tell(request: AuthenticatedHttpRequest, step: DirectiveStep, sentence: str) -> None:
    messages.success(request, sentence)
    run = letters_send(step.notices)
    if run.failure_count:
        count = running_count(run.failure_count)
        messages.warning(request, f"{count} thư điện tử chưa gửi được; thông báo trong phần mềm thì đã có.")


def _render(request: AuthenticatedHttpRequest, pk: int, forms: Mapping[str, StepForm] | None = None) -> HttpResponse:
    """Renders the directive as it is now, with the refused form of the person."""
    found = directive_of_person(request.user, pk)
    refused_form = next(iter((forms or {}).values()), None)
    refusal = refused_form.refusal if refused_form else None
    if refusal:
        record_refusal(request, str(refusal))
    context = {
        "page": directive_page(request.user, found),
        "refusal": refusal,
        "forms": {name: form(found) for name, form in STEP_FORMS.items()} | dict(forms or {}),
    }
    status = refused_form.status if refused_form else 200
    return render(request, "reports/directives/directive.html", context, status=status)
