"""The audit actions of all apps: each has its words, its effect on numbers, and is the only way into the log."""

import ast
from collections.abc import Iterator
from pathlib import Path

from reports.enums import ReportsAuditAction
from reports.progress.rollup_parts.stored_totals import TOTAL_ACTIONS
from reports.selectors.data_version import NUMBER_ACTIONS
from targets.enums import TargetsAuditAction
from units.audit_actions import audit_actions
from units.audit_labels import action_labels
from units.enums import UnitsAuditAction

ROOT = Path(__file__).parents[2]
APP_ENUMS = {enum.__name__: enum for enum in (UnitsAuditAction, TargetsAuditAction, ReportsAuditAction)}


def source_trees() -> Iterator[tuple[str, ast.Module]]:
    for app in ("chodon_thidua", "units", "targets", "reports"):
        for path in (ROOT / app).rglob("*.py"):
            if "migrations" not in path.parts:
                yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))


def test_every_action_has_one_code_and_its_words() -> None:
    actions = [action for enum in APP_ENUMS.values() for action in enum]
    assert sorted(audit_actions()) == sorted(actions)
    assert len(set(actions)) == len(actions)  # codes of two apps never meet
    assert {code for code, label in action_labels().items() if not label or label == code} == set()
    assert {action for action in actions if len(action) > 60} == set()


def test_the_log_is_written_by_members_only() -> None:
    """Checks that no call passes a string, every member is used somewhere, and one function writes the log."""
    members, strings, writers = set(), [], set()
    for name, tree in source_trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in APP_ENUMS:
                members.add(APP_ENUMS[node.value.id][node.attr])
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "audit_record":
                (action,) = (keyword.value for keyword in node.keywords if keyword.arg == "action")
                strings += [name] if isinstance(action, ast.Constant | ast.JoinedStr) else []
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith(("AuditEvent(", "AuditEvent.objects.")):
                writers |= {name} if ast.unparse(node.func).endswith("create") else set()
    assert strings == []
    assert members == set(audit_actions())
    assert writers == {"units/services/audit.py"}


def test_what_changes_numbers_and_what_outdates_totals() -> None:
    """Every action that is not here leaves all numbers as they are."""
    totals = {
        "BASELINE_REMOVE", "BASELINE_SET", "PERIOD_DAYS", "PLAN_CORRECTED", "PLAN_LOADED", "SUCCESSION_CREATE",
        "UNIT_CREATE", "UNIT_END",
    }  # fmt: skip
    assert set(TOTAL_ACTIONS) == totals
    # Open directives are counted on the dashboard.
    programmes = {"PROGRAMME_CORRECTED", "PROGRAMME_LOADED", "PROGRAMME_YEARS"}
    directives = {"DIRECTIVE_ISSUE", "DIRECTIVE_ANSWER", "DIRECTIVE_DECISION"}
    assert set(NUMBER_ACTIONS) == totals | directives | programmes | {"JUDGEMENT", "PERIOD_STATE", "TARGET_SET"}
