"""Reading a person's notices."""

from dataclasses import dataclass

from django.db.models import F

from units.models import Notice, User

SHOWN = 100


@dataclass(frozen=True, slots=True)
class NoticeList:
    """A person's notices. Shape: both lists newest first."""

    unread_notices: tuple[Notice, ...]
    read_notices: tuple[Notice, ...]


def unread_count(user: User) -> int:
    """Returns the number of unread notices; 0 without a role in force today. Queries: those of the memberships."""
    return max((getattr(membership, "unread_notices", 0) for membership in user.current_memberships), default=0)


def notices_of(user: User) -> NoticeList:
    """Reads the person's notices, the unread first, up to a fixed number.

    Queries: 1.
    """
    rows = list(user.notices.order_by(F("read_at").desc(nulls_first=True), "-created_at", "-pk")[:SHOWN])
    rows.sort(key=lambda row: (row.created_at, row.pk), reverse=True)
    return NoticeList(
        unread_notices=tuple(row for row in rows if row.read_at is None),
        read_notices=tuple(row for row in rows if row.read_at),
    )
