"""The values of a stored object by their labels, as people read them."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models

from chodon_thidua.lib.numbers import input_text
from targets.models import Field, Indicator
from units.models import Unit

# Labels of values that no column names.
LABELS = {"name": "tên", "field": "lĩnh vực", "parent": "thuộc chỉ tiêu"}


def object_values(obj: models.Model, names: Iterable[str]) -> dict[str, str]:
    """Returns the values of these columns as texts, by label."""
    fields = {field.name: field for field in obj._meta.concrete_fields}
    return {LABELS.get(name) or str(fields[name].verbose_name): _text(getattr(obj, name)) for name in names}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, Decimal):
        return input_text(value)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Unit | Indicator | Field):
        return value.code
    if isinstance(value, list):
        return ", ".join(_text(item) for item in value)
    return "" if value is None else str(value)
