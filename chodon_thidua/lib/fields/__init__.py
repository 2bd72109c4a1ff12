"""Fields that take Vietnamese text and numbers."""

from chodon_thidua.lib.fields.states import StateField
from chodon_thidua.lib.fields.stored import (
    LARGEST,
    AmountField,
    NormalisedCharField,
    NormalisedTextField,
    UserNameField,
    check_size,
)
from chodon_thidua.lib.fields.typed import (
    CalendarDayField,
    DayField,
    LineField,
    MailField,
    NumberField,
    TextField,
    suggestion_of,
)

__all__ = (
    "LARGEST",
    "AmountField",
    "CalendarDayField",
    "DayField",
    "LineField",
    "MailField",
    "NormalisedCharField",
    "NormalisedTextField",
    "NumberField",
    "StateField",
    "TextField",
    "UserNameField",
    "check_size",
    "suggestion_of",
)
