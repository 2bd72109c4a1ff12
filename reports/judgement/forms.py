"""The form with which a reviewer assesses words."""

from collections.abc import Mapping
from typing import Any

from django import forms

from chodon_thidua.lib.fields import TextField
from reports.judgement.page import JudgementPage
from reports.judgement.services import judgement_set
from targets.enums import JUDGED_STATUSES, STATUS_LABELS
from units.forms.service_form import ServiceForm
from units.http import posted_version
from units.models import User

LONGEST_REASON = 1000
CHOOSE = {"required": "Hãy chọn một mức đánh giá.", "invalid_choice": "Hãy chọn một mức đánh giá."}


class JudgementForm(ServiceForm):
    """A status with its reason, given to the words on the person's screen."""

    judgement = forms.ChoiceField(
        label="Đánh giá",
        choices=[(str(status), STATUS_LABELS[status]) for status in JUDGED_STATUSES],
        error_messages=CHOOSE,
    )
    reason = TextField(
        label="Lý do", max_length=LONGEST_REASON, error_messages={"required": "Đánh giá tay phải ghi lý do."}
    )
    seen = TextField(required=False)

    def __init__(self, page: JudgementPage, data: Mapping[str, Any] | None = None) -> None:
        self.page = page
        self.seen_version = posted_version(data.get("version")) if data else page.version
        stored = page.stored
        initial = {"judgement": stored.status, "reason": stored.reason} if stored else {}
        super().__init__(data, auto_id="%s", initial=initial | {"seen": page.words})

    def apply(self, actor: User) -> None:
        overview = self.page.overview
        judgement_set(
            indicator=self.page.row.indicator,
            unit=overview.scope,
            period=overview.period,
            status=self.cleaned_data["judgement"],
            reason=self.cleaned_data["reason"],
            words=self.cleaned_data["seen"],
            actor=actor,
            seen_version=self.seen_version,
        )
