"""The form of an indicator's targets, unit by unit in one table."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Self

from django import forms

from chodon_thidua.lib.fields import NumberField, StateField, TextField
from chodon_thidua.lib.refusals import Conflict
from reports.coordination.targets.effects import TargetEffects, changes_mark, target_effects
from reports.coordination.targets.form_rows import TargetFormRow, read_stamp, stamp_name, values_stamp
from reports.coordination.targets.page import IndicatorTargetsPage
from reports.coordination.targets.services import targets_revise
from reports.coordination.targets.target_rows import TargetRow
from targets.enums import COMPARATOR_SIGNS, COMPARATOR_WORDS, Comparator
from targets.services import TargetValues, target_values
from units.forms.service_form import ServiceForm
from units.models import Unit, User

SIGNS = {c: (COMPARATOR_SIGNS[c], COMPARATOR_WORDS[c]) for c in Comparator}
COMPARATORS = [(str(c), sign if sign == words else f"{sign} ({words})") for c, (sign, words) in SIGNS.items()]


class TargetsForm(ServiceForm):
    """The targets of the units on a page; each row carries its old values, so that only changes are written."""

    comparator = forms.ChoiceField(
        required=False,
        choices=[("", "– chọn –"), *COMPARATORS],
        error_messages={"invalid_choice": "Hãy chọn phép so sánh."},
    )
    reason = TextField(required=False, max_length=1000)

    def __init__(self, page: IndicatorTargetsPage, data: Mapping[str, Any] | None = None) -> None:
        self.page, self.theirs, self.reassessed_periods = page, dict[str, str](), list[str]()
        self.effects: TargetEffects | None = None
        super().__init__(data, auto_id="%s", initial={"comparator": _comparator(page)})
        for row in page.visible_rows:
            target = target_values(row.target)
            self.fields[f"value_{row.unit.pk}"] = self._level_field(target.level)
            self.fields[f"upper_{row.unit.pk}"] = self._level_field(target.second)
            self.fields[f"reports_{row.unit.pk}"] = forms.BooleanField(required=False, initial=target.reports)

    def clean(self) -> dict[str, Any]:
        inputs = self.cleaned_data
        has_value = any(inputs.get(f"value_{row.unit.pk}") is not None for row in self.page.visible_rows)
        if has_value and not inputs.get("comparator") and "comparator" not in self.errors:
            self.add_error("comparator", "Hãy chọn phép so sánh cho các giá trị đã giao.")
        return inputs

    def apply(self, actor: User) -> None:
        """Saves changes whose effects the person has seen; of others only the effects are found out."""
        changes, indicator, reason = self.changes(), self.page.indicator, self.cleaned_data["reason"]
        try:
            if changes and self.data.get("seen_effects") != changes_mark(changes):
                self.effects = target_effects(
                    view=self.page.view, indicator=indicator, changes=changes, actor=actor, reason=reason
                )
                return
            self.reassessed_periods = targets_revise(indicator=indicator, changes=changes, actor=actor, reason=reason)
        except Conflict as conflict:
            self.theirs = {key: values.text(indicator.states) for key, values in conflict.theirs.items()}
            raise

    def changes(self) -> dict[Unit, tuple[TargetValues | None, TargetValues]]:
        """Returns by unit the values on the person's screen and the new ones, for the rows that differ."""
        posted_rows = [row for row in self.page.visible_rows if stamp_name(row) in self.data]
        pairs = {
            row.unit: (read_stamp(str(self.data.get(stamp_name(row)))), self._new_values(row)) for row in posted_rows
        }
        return {unit: (stamp, new_values) for unit, (stamp, new_values) in pairs.items() if stamp != new_values}

    def against(self, page: IndicatorTargetsPage) -> Self:
        """Returns the form with the input on the current page; rows that the person left alone show current values."""
        data: dict[str, Any] = dict(self.data.items())
        if self.refusal:
            own_changes = self.changes() if self.is_valid() else {}
            for row in page.visible_rows:
                target, pk = target_values(row.target), row.unit.pk
                data[stamp_name(row)] = values_stamp(target)
                if row.unit not in own_changes:
                    data[f"value_{pk}"] = self.fields[f"value_{pk}"].prepare_value(target.level)
                    data[f"upper_{pk}"] = self.fields[f"upper_{pk}"].prepare_value(target.second)
                    data[f"reports_{pk}"] = target.reports
        form = type(self)(page, data)
        form._errors, form.refusal, form.theirs = self.errors, self.refusal, self.theirs  # type: ignore[attr-defined]
        return form

    def rows(self) -> Iterator[TargetFormRow]:
        for row in self.page.visible_rows:
            pk, name = row.unit.pk, stamp_name(row)
            stamp = str(self.data.get(name, "")) if self.is_bound else values_stamp(target_values(row.target))
            value, second, reports = (self[f"{which}_{pk}"] for which in ("value", "upper", "reports"))
            yield TargetFormRow(row, value, second, reports, name, stamp, self.theirs.get(str(pk), ""))

    def main_rows(self) -> list[TargetFormRow]:
        return [row for row in self.rows() if row.is_in_main_table]

    def folded_rows(self) -> list[TargetFormRow]:
        return [row for row in self.rows() if not row.is_in_main_table]

    def _level_field(self, level: Decimal | None) -> NumberField:
        indicator = self.page.indicator
        if indicator.has_states:
            return StateField(indicator.states, required=False, initial=level)
        return NumberField(required=False, initial=level, unit=indicator.unit_of_measure)

    def _new_values(self, row: TargetRow) -> TargetValues:
        """Returns the values with the table's comparator where it was changed or the row had none."""
        inputs = (self.cleaned_data[f"{name}_{row.unit.pk}"] for name in ("value", "upper", "reports"))
        level, second, reports = inputs
        table_comparator, own_comparator = (
            self.cleaned_data["comparator"],
            row.target.comparator if row.target else None,
        )
        comparator = (
            own_comparator if own_comparator and table_comparator == self.initial["comparator"] else table_comparator
        )
        return TargetValues.typed(comparator, level, second, reports=reports)


def _comparator(page: IndicatorTargetsPage) -> str:
    """Returns the comparator of the headline, or else of the first row that has one."""
    return next((str(row.target.comparator) for row in page.rows if row.target and row.target.comparator), "")
