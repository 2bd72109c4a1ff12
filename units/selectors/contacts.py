"""Whom the people of a unit ask, and what became of the unit itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q

from chodon_thidua.lib import clock
from units.enums import Role
from units.models import Membership, Unit, UnitContact, UnitSuccession, User
from units.phones import dial_address
from units.querysets import valid_on

NEAR_MERGER = timedelta(days=366)
MOST_SHOWN = 3  # contacts on the sign-in page, which knows nobody's unit


@dataclass(frozen=True, slots=True)
class ContactLine:
    """One person to ask: “Thẩm định”, “Đầu mối”; post and number may be missing."""

    duty: str
    unit: Unit
    name: str
    post: str
    phone: str

    @property
    def dial_address(self) -> str:
        return dial_address(self.phone)


@dataclass(frozen=True, slots=True)
class UnitContacts:
    """Shape: `lines` are reviewers by name, then the office's contact; `mergers` are sentences, oldest first."""

    lines: tuple[ContactLine, ...]
    mergers: tuple[str, ...]

    @property
    def office(self) -> Unit | None:
        """The office where all of them are; None where they are at several."""
        offices = {line.unit.pk: line.unit for line in self.lines}
        return next(iter(offices.values())) if len(offices) == 1 else None


def contacts_for(unit: Unit) -> UnitContacts:
    """The reviewers of the unit and the contact person of the nearest office above that has one, and its mergers.

    Of mergers those within a year before and after today. Where nobody above has a contact person, the unit's own is
    told.
    Queries: 3.
    """
    lineage = list(Unit.objects.above([unit.pk]).select_related("contact").order_by())
    chain = _chain(unit, lineage)
    above = chain[1:]
    roles = Membership.objects.filter(
        valid_on(clock.today()), role=Role.REVIEWER, unit__in=[office.pk for office in above], user__is_active=True
    )
    reviewers_by_unit: dict[int, list[User]] = {}
    for row in roles.select_related("user").order_by("user__sort_key", "user_id"):
        reviewers_by_unit.setdefault(row.unit_id, []).append(row.user)
    reviewing = next((office for office in above if office.pk in reviewers_by_unit), None)
    lines = [
        ContactLine("Thẩm định", reviewing, user.full_name, user.post, user.phone)
        for user in (reviewers_by_unit[reviewing.pk] if reviewing else ())
        if reviewing
    ]
    contact = next((office.contact for office in [*above, *chain[:1]] if hasattr(office, "contact")), None)
    if contact:
        lines.append(_contact_line(contact, next(office for office in chain if office.pk == contact.unit_id)))
    return UnitContacts(tuple(lines), tuple(_merger_sentences(unit)))


def entrance_contacts() -> tuple[ContactLine, ...]:
    """The contact persons of the highest offices, for people who cannot sign in; none where that would be a long list.

    They are written down to be shown; nothing here tells whether any account exists.
    Queries: 1.
    """
    today = clock.today()
    others = UnitContact.objects.filter(unit=OuterRef("unit__parent"))
    contacts = UnitContact.objects.filter(valid_on(today, "unit__"), ~Exists(others)).select_related("unit")
    highest = list(contacts.order_by("unit__sort_key", "pk")[: MOST_SHOWN + 1])
    return tuple(_contact_line(contact, contact.unit) for contact in highest) if len(highest) <= MOST_SHOWN else ()


def _chain(unit: Unit, lineage: Iterable[Unit]) -> list[Unit]:
    """The unit and those above it, nearest first."""
    by_id = {row.pk: row for row in lineage}
    chain = [by_id[unit.pk]]
    while (parent := chain[-1].parent_id) is not None:
        chain.append(by_id[parent])
    return chain


def _contact_line(contact: UnitContact, office: Unit) -> ContactLine:
    return ContactLine("Đầu mối", office, contact.name, contact.post, contact.phone)


def _merger_sentences(unit: Unit) -> list[str]:
    today = clock.today()
    mergers = UnitSuccession.objects.filter(
        Q(predecessor=unit) | Q(successor=unit), on__range=(today - NEAR_MERGER, today + NEAR_MERGER)
    )
    return [
        f"{row.predecessor.name} nhập vào {row.successor.name} từ ngày {row.on:%d/%m/%Y}."
        for row in mergers.select_related("predecessor", "successor").order_by("on", "predecessor__sort_key")
    ]
