"""The models of organisational units, people, their roles and notices, and the audit log."""

from units.models.audit import AuditEvent
from units.models.contacts import UnitContact
from units.models.memberships import Membership, MembershipQuerySet
from units.models.notices import Notice
from units.models.organisation import Unit
from units.models.people import User
from units.models.successions import UnitSuccession

__all__ = [
    "AuditEvent",
    "Membership",
    "MembershipQuerySet",
    "Notice",
    "Unit",
    "UnitContact",
    "UnitSuccession",
    "User",
]
