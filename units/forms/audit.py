"""The filters of the audit log."""

from django import forms

from chodon_thidua.lib.fields import CalendarDayField, LineField
from units.audit_labels import action_labels
from units.selectors.audit_scope import AuditFilter

LARGEST = 2**63 - 1


class AuditForm(forms.Form):
    """The filters of the log; a value that cannot be understood gets its message, the others apply."""

    nguoi = LineField(required=False, max_length=100)
    viec = forms.CharField(required=False, max_length=60)
    ngay = CalendarDayField(required=False)
    truoc = forms.IntegerField(required=False, min_value=1, max_value=LARGEST)

    @property
    def actions(self) -> list[tuple[str, str]]:
        return sorted(action_labels().items(), key=lambda item: item[1])

    def audit_filter(self) -> AuditFilter:
        self.is_valid()
        cleaned = self.cleaned_data
        return AuditFilter(
            person=cleaned.get("nguoi", ""),
            action=cleaned.get("viec", ""),
            day=cleaned.get("ngay"),
            before=cleaned.get("truoc"),
        )
