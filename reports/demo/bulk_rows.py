"""Steps that the writers of made-up rows share."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import TypeVar

from django.db.models import Model
from django.utils import timezone

BATCH = 2_000
Row = TypeVar("Row", bound=Model)


def morning_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))


def bulk_write(rows: Iterable[Row]) -> list[Row]:
    """Writes the rows in batches, so that no statement grows too long."""
    objects = list(rows)
    return type(objects[0])._default_manager.bulk_create(objects, batch_size=BATCH) if objects else []
