"""The app's clock: real time, or on the demo's day the real time of day.

Sessions and the audit log do not use it; they always record real time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


def now() -> datetime:
    """The present moment, aware."""
    if moment := _moment.get():
        return moment
    if settings.TODAY is None:
        return timezone.now()
    wall = timezone.localtime(timezone=timezone.get_default_timezone())
    return datetime.combine(settings.TODAY, wall.timetz())


def today() -> date:
    """The present day in Vietnam."""
    return timezone.localdate(now(), timezone.get_default_timezone())


def in_a_sentence(moment: datetime) -> str:
    """A moment in Vietnam as a sentence tells it: “09:00 ngày 15/09/2022”."""
    return f"{timezone.localtime(moment, timezone.get_default_timezone()):%H:%M ngày %d/%m/%Y}"


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Sets the clock to the moment within a `with` block, as the loader of demo data needs.

    Raises: ValueError for a moment without a time zone.
    """
    if timezone.is_naive(moment):
        raise ValueError(f"{moment} has no time zone")
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)
