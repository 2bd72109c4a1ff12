"""The only writers of the notices that people find in the app."""

from django.db import transaction

from chodon_thidua.lib import clock
from chodon_thidua.lib.model_saving import save_valid
from units.models import Notice, User


def notice_send(*, user: User, text: str, url: str = "") -> Notice:
    """Writes a notice for a person, with the page on which to act.

    Raises: InvalidInput for an address outside the app.
    """
    notice = Notice(user=user, text=text, url=url)
    save_valid(notice)
    return notice


@transaction.atomic
def notice_renew(*, notice: Notice, text: str) -> Notice:
    """Brings an unread notice up to date, so that nobody finds the same matter five times."""
    notice.text, notice.created_at = text, clock.now()
    notice.save(update_fields=("text", "created_at"))
    return notice


def notice_open(*, notice: Notice) -> Notice:
    """Marks a notice as read; the first reading counts."""
    if notice.read_at is None:
        notice.read_at = clock.now()
        notice.save(update_fields=("read_at",))
    return notice


def notices_read(*, user: User) -> int:
    """Marks everything that the person has not read yet as read.

    Shape: how many there were.
    """
    return user.notices.filter(read_at__isnull=True).update(read_at=clock.now())
