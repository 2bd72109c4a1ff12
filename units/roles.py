"""The rules of every role in one table: for which units a person acts in it, and with which rights. Pure data."""

from dataclasses import dataclass
from enum import Enum, auto

from units.enums import Role


class RoleReach(Enum):
    """The units for which a role counts, seen from the unit of the membership."""

    OWN = auto()
    BELOW = auto()
    OWN_AND_BELOW = auto()


class RoleRight(Enum):
    """Things that several parts of the app ask about; the words on pages are theirs."""

    ENTER_FIGURES = auto()
    REVIEW_REPORTS = auto()
    COORDINATE = auto()  # plans, periods, targets, accounts
    COMPARE_UNITS = auto()  # pages that set many units side by side
    REMIND = auto()  # see which reports are outstanding, and send reminders
    FREEZE_NUMBERS = auto()
    ISSUE_DIRECTIVES = auto()  # ask units for explanations, give instructions
    READ_SENT_FILES = auto()  # evidence of reports that were sent or approved


@dataclass(frozen=True, slots=True)
class RoleRules:
    """`holder` says in a refusal whose role it would have to be."""

    reach: RoleReach
    holder: str
    rights: frozenset[RoleRight]


# In the order in which roles are listed.
ROLE_RULES = {
    Role.ADMINISTRATOR: RoleRules(
        RoleReach.OWN_AND_BELOW,
        "của {unit} hoặc của cấp trên",
        frozenset({RoleRight.COORDINATE, RoleRight.COMPARE_UNITS, RoleRight.REMIND, RoleRight.FREEZE_NUMBERS}),
    ),
    Role.LEADER: RoleRules(
        RoleReach.OWN_AND_BELOW,
        "của {unit} hoặc của cấp trên",
        frozenset({RoleRight.COMPARE_UNITS, RoleRight.ISSUE_DIRECTIVES, RoleRight.READ_SENT_FILES}),
    ),
    Role.REVIEWER: RoleRules(
        RoleReach.BELOW,
        "của đơn vị trên {unit}",
        frozenset(
            {
                RoleRight.REVIEW_REPORTS,
                RoleRight.COMPARE_UNITS,
                RoleRight.REMIND,
                RoleRight.FREEZE_NUMBERS,
                RoleRight.READ_SENT_FILES,
            }
        ),
    ),
    Role.REPORTER: RoleRules(RoleReach.OWN, "của {unit}", frozenset({RoleRight.ENTER_FIGURES})),
}
ROLE_ORDER = tuple(ROLE_RULES)


def roles_with(right: RoleRight) -> frozenset[Role]:
    return frozenset(role for role, rules in ROLE_RULES.items() if right in rules.rights)
