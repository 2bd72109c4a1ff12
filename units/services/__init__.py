"""The only writers of units, people and the audit log; what other apps call is named here."""

from units.permissions import check_administers
from units.services.accounts import account_create
from units.services.audit import audit_record
from units.services.memberships import membership_add
from units.services.mergers import succession_create
from units.services.notices import notice_renew, notice_send
from units.services.organisation import unit_create, unit_end
from units.services.unit_loading import UnitLoadResult, units_load

__all__ = (
    "UnitLoadResult",
    "account_create",
    "audit_record",
    "check_administers",
    "membership_add",
    "notice_renew",
    "notice_send",
    "succession_create",
    "unit_create",
    "unit_end",
    "units_load",
)
