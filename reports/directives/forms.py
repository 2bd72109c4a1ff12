"""The forms of directives: giving one, answering it, and each decision on an answer."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from chodon_thidua.lib import clock
from chodon_thidua.lib.fields import DayField, TextField
from reports.directive_workflow import KIND_LABELS, DirectiveKind
from reports.directives.issue_page import IssuePage
from reports.directives.services import (
    DirectiveStep,
    directive_accept,
    directive_answer,
    directive_issue,
    directive_repeat,
    directive_withdraw,
)
from reports.models import Directive
from units.forms.service_form import ServiceForm
from units.forms.unit_field import UnitField
from units.http import posted_version
from units.models import User

DAYS_TO_ANSWER = timedelta(days=5)
LONGEST_TEXT = 2000
DAY_ERRORS = {"required": "Hãy ghi hạn trả lời."}


class DirectiveForm(ServiceForm):
    """A new directive of a leader."""

    kind = forms.ChoiceField(label="Loại", choices=[(str(kind), label) for kind, label in KIND_LABELS.items()])
    unit = UnitField(
        label="Đơn vị nhận",
        error_messages={"required": "Hãy chọn đơn vị.", "invalid_choice": "Đơn vị này không nhận chỉ đạo được."},
    )
    indicator = forms.ChoiceField(label="Chỉ tiêu", required=False)
    text = TextField(
        label="Nội dung", max_length=LONGEST_TEXT, error_messages={"required": "Hãy ghi nội dung để đơn vị biết."}
    )
    due_on = DayField(label="Hạn trả lời", error_messages=DAY_ERRORS)
    step: DirectiveStep

    def __init__(self, page: IssuePage, data: Mapping[str, Any] | None = None) -> None:
        self.page = page
        initial: dict[str, Any] = {
            "kind": str(DirectiveKind.EXPLANATION),
            "due_on": f"{clock.today() + DAYS_TO_ANSWER:%d/%m/%Y}",
        }
        super().__init__(data, auto_id="%s", initial=initial)
        unit_field: Any = self.fields["unit"]
        unit_field.offer(page.units)
        if page.unit:
            self.initial["unit"] = page.unit.code if unit_field.is_typed else str(page.unit.pk)
        self.initial["indicator"] = page.indicator.code if page.indicator else ""
        choices = [(indicator.code, f"{indicator.code} – {indicator.name}") for indicator in page.indicators]
        self.fields["indicator"].choices = [("", "– cả đơn vị, không riêng chỉ tiêu nào –"), *choices]  # type: ignore[attr-defined]

    def apply(self, actor: User) -> None:
        values = self.cleaned_data
        self.step = directive_issue(
            kind=DirectiveKind(values["kind"]),
            unit=values["unit"],
            period=self.page.period,
            indicator=next((one for one in self.page.indicators if one.code == values["indicator"]), None),
            text=values["text"],
            due_on=values["due_on"],
            actor=actor,
        )


class StepForm(ServiceForm):
    """One step of a directive that is there already, taken on the version of the person's screen."""

    text = TextField(max_length=LONGEST_TEXT, required=False)
    step: DirectiveStep

    def __init__(self, directive: Directive, data: Mapping[str, Any] | None = None) -> None:
        self.directive = directive
        self.seen_version = posted_version(data.get("version")) if data else directive.version
        super().__init__(data, auto_id=f"{self.prefix_id}-%s")

    prefix_id = "buoc"


class AnswerForm(StepForm):
    prefix_id = "tra-loi"

    def __init__(
        self,
        directive: Directive,
        data: Mapping[str, Any] | None = None,
        files: "Sequence[UploadedFile[bytes]]" = (),
    ) -> None:
        super().__init__(directive, data)
        self.chosen_files = files

    @property
    def file_error(self) -> str:
        """Why no file was taken, nor the answer."""
        return " ".join(map(str, self.non_field_errors()))

    def apply(self, actor: User) -> None:
        self.step = directive_answer(
            directive=self.directive,
            actor=actor,
            seen_version=self.seen_version,
            text=self.cleaned_data["text"],
            files=self.chosen_files,
        )


class RepeatForm(StepForm):
    prefix_id = "yeu-cau-lai"
    due_on = DayField(label="Hạn trả lời mới", error_messages=DAY_ERRORS)

    def __init__(self, directive: Directive, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(directive, data)
        self.initial["due_on"] = f"{clock.today() + DAYS_TO_ANSWER:%d/%m/%Y}"

    def apply(self, actor: User) -> None:
        self.step = directive_repeat(
            directive=self.directive, actor=actor, seen_version=self.seen_version, **self.cleaned_data
        )


class AcceptForm(StepForm):
    prefix_id = "chap-nhan"

    def apply(self, actor: User) -> None:
        self.step = directive_accept(
            directive=self.directive, actor=actor, seen_version=self.seen_version, **self.cleaned_data
        )


class WithdrawForm(StepForm):
    prefix_id = "rut"

    def apply(self, actor: User) -> None:
        self.step = directive_withdraw(
            directive=self.directive, actor=actor, seen_version=self.seen_version, **self.cleaned_data
        )
