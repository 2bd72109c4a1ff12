"""The demo office while it is written: its fixtures, units and people."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from targets.models import Indicator, Plan
from units.models import Unit, User
from units.unit_file import read_units as read_units

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
THIRD_QUARTER = 3


def read_fixture(name: str) -> Any:
    return json.loads((FIXTURES / name).read_text(encoding="utf-8"))


@dataclass(slots=True)
class DemoOffice:
    """The demo office while it is written."""

    data: Mapping[str, Any]
    plan: Plan
    units: dict[str, Unit]
    people: dict[str, User] = field(default_factory=dict)

    @property
    def indicators(self) -> dict[str, Indicator]:
        return {indicator.code: indicator for indicator in Indicator.objects.filter(plan=self.plan)}


def reporter_name(code: str) -> str:
    return f"nhap-{code.lower()}"


def moment_on(day: date, hour: int, days: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=days), time(hour)))


def decimal_or_none(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
