"""The checks before the server serves."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from units.models import User

DEMO_PASSWORD = "thi-dua-2022"  # noqa: S105 - printed by `make run`, worth nothing outside a demo


def refuse_demo_accounts_in_production() -> None:
    """Stops the start of a production server on a database with demo accounts, whose password everybody knows.

    Raises: ImproperlyConfigured.
    """
    if settings.DEMO or settings.DEBUG:
        return
    try:
        has_demo_accounts = User.objects.filter(is_demo=True).exists()
    except DatabaseError:
        # Not migrated or not reachable: /healthz says so. Demo accounts cannot sign in in any case.
        return
    if has_demo_accounts:
        raise ImproperlyConfigured(
            "This database holds demo accounts: start with DEMO=true, or on a database of its own."
        )
