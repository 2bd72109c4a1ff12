"""Last year's figures of one indicator: a row of inputs for each unit, saved as a whole."""

from collections.abc import Mapping
from typing import Any

from chodon_thidua.lib.refusals import Conflict, InvalidInput
from targets.forms.unit_baseline import UnitBaselineForm
from targets.selectors.baselines.page import BaselinePage
from targets.services.baselines import baselines_revise
from units.models import User


class BaselineForm:
    """The forms of all units, saved together or not at all."""

    refusal: Conflict | None

    def __init__(self, page: BaselinePage, data: Mapping[str, Any] | None = None) -> None:
        self.page, self.refusal, self.saved_count = page, None, 0
        self.units = [UnitBaselineForm(page, line, data) for line in page.page]

    @property
    def invalid_forms(self) -> list[UnitBaselineForm]:
        return [form for form in self.units if form.is_bound and form.errors]

    def save(self, actor: User) -> bool:
        """Saves the changes of all units. Raises: Refusal."""
        if self.invalid_forms:
            return False
        changes = [form.baseline_change() for form in self.units]
        try:
            self.saved_count = baselines_revise(plan=self.page.view.plan, changes=changes, actor=actor)
        except InvalidInput as refusal:
            for form in self.units:
                for name, sentence in refusal.errors.items():
                    unit, _, field = name.partition("-")
                    if unit == form.prefix:
                        form.add_error(field, sentence)
        except Conflict as refusal:
            self.refusal = refusal
        return self.refusal is None and not self.invalid_forms

    def with_stored_values(self, page: BaselinePage, data: Mapping[str, Any]) -> "BaselineForm":
        """Returns the typed figures beside those that others stored since; units left alone show as stored."""
        now = BaselineForm(page)
        now.refusal = self.refusal
        changed_prefixes = {form.prefix for form in self.units if form.has_changed_rows}
        for place, form in enumerate(now.units):
            if form.prefix in changed_prefixes:
                bound_form = UnitBaselineForm(page, form.line, data)
                bound_form.is_valid()
                bound_form.conflicting = True
                now.units[place] = bound_form
        return now
