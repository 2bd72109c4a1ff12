"""The permission to remind units."""

from collections.abc import Collection

from chodon_thidua.lib.refusals import Refusal
from reports.coordination.reminders.outstanding import supervised_units
from targets.models import Period
from units.models import User


def check_can_remind(user: User, units: Collection[int], period: Period) -> None:
    """Administrators and reviewers of a unit remind its reporters."""
    if set(units) - set(supervised_units(user, period).filter(pk__in=units).values_list("pk", flat=True)):
        raise Refusal("Chỉ quản trị kế hoạch và cán bộ thẩm định của đơn vị trên được nhắc đơn vị này.")
