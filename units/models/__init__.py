"""The models of organisational units, people, their roles and notices, and the audit log."""

from units.models.audit import AuditEvent
from units.models.organisation import Unit, UnitSuccession
from units.models.people import Membership, MembershipQuerySet, Notice, User, UserManager

__all__ = ["AuditEvent", "Membership", "MembershipQuerySet", "Notice", "Unit", "UnitSuccession", "User", "UserManager"]
