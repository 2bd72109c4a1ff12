"""The base of forms that write through a service and show its refusals."""

from django import forms

from chodon_thidua.lib.refusals import Conflict, InvalidInput, StateRefusal
from units.models import User


class ServiceForm(forms.Form):
    """A form that keeps what the service refused: invalid values at their fields, anything else in `refusal`."""

    refusal: StateRefusal | Conflict | None = None

    @property
    def status(self) -> int:
        return self.refusal.status if self.refusal else 422 if self.errors else 200

    def save(self, actor: User) -> bool:
        """Calls the service and tells whether it refused nothing.

        Raises: Refusal.
        """
        if not self.is_valid():
            return False
        try:
            self.apply(actor)
        except InvalidInput as refusal:
            for name, sentence in refusal.errors.items():
                self.add_error(name if name in self.fields else None, sentence)
        except (Conflict, StateRefusal) as refusal:
            self.refusal = refusal
        return self.refusal is None and not self.errors

    def apply(self, actor: User) -> None:
        raise NotImplementedError
