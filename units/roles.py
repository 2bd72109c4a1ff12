"""The rules of every role in one table: for which units a person acts in it, and with which rights. Pure data."""

from dataclasses import dataclass
from enum import Enum, auto

from units.enums import Role


class Reach(Enum):
    """The units for which a role counts, seen from the unit of the membership."""

    OWN = auto()
    BELOW = auto()
    OWN_AND_BELOW = auto()


class Right(Enum):
    """Things that several parts of the app ask about; the words on pages are theirs."""

    ENTER_FIGURES = auto()
    REVIEW_REPORTS = auto()
    COORDINATE = auto()  # plans, periods, targets, accounts
    COMPARE_UNITS = auto()  # pages that set many units side by side
    REMIND = auto()  # see which reports are outstanding, and send reminders
    FREEZE_NUMBERS = auto()
    READ_SENT_FILES = auto()  # evidence of reports that were sent or approved


@dataclass(frozen=True, slots=True)
class RoleRules:
    """`holder` says in a refusal whose role it would have to be."""

    reach: Reach
    holder: str
    rights: frozenset[Right]


# In the order in which roles are listed.
ROLE_RULES = {
    Role.ADMINISTRATOR: RoleRules(
        Reach.OWN_AND_BELOW,
        "của {unit} hoặc của cấp trên",
        frozenset({Right.COORDINATE, Right.COMPARE_UNITS, Right.REMIND, Right.FREEZE_NUMBERS}),
    ),
    Role.LEADER: RoleRules(
        Reach.OWN_AND_BELOW,
        "của {unit} hoặc của cấp trên",
        frozenset({Right.COMPARE_UNITS, Right.READ_SENT_FILES}),
    ),
    Role.REVIEWER: RoleRules(
        Reach.BELOW,
        "của đơn vị trên {unit}",
        frozenset(
            {Right.REVIEW_REPORTS, Right.COMPARE_UNITS, Right.REMIND, Right.FREEZE_NUMBERS, Right.READ_SENT_FILES}
        ),
    ),
    Role.REPORTER: RoleRules(Reach.OWN, "của {unit}", frozenset({Right.ENTER_FIGURES})),
}
ROLE_ORDER = tuple(ROLE_RULES)


def roles_with(right: Right) -> frozenset[Role]:
    return frozenset(role for role, rules in ROLE_RULES.items() if right in rules.rights)
