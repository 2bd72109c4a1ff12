"""Knowledge that stands in one place: what a kind of measure can do."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
# The members' meaning, the database's constraints, and the parts that a plan's file may name.
MEASURE_FILES = {"targets/enums.py", "targets/models/plans.py", "targets/plan_rules.py"}


def files_that_name(enum: str) -> dict[str, int]:
    """How often each source file of the apps names a member of the enum."""
    counts: dict[str, int] = {}
    for app in ("chodon_thidua", "units", "targets", "reports"):
        for path in (ROOT / app).rglob("*.py"):
            nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            members = [n for n in nodes if isinstance(n, ast.Attribute) and ast.unparse(n.value) == enum]
            if "migrations" not in path.parts and members:
                counts[path.relative_to(ROOT).as_posix()] = len(members)
    return counts


def test_few_files_know_the_kinds_of_measure() -> None:
    """Everybody else asks a property of `Measure`, of the indicator or of its rules."""
    counts = files_that_name("Measure")
    assert set(counts) == MEASURE_FILES
    assert sum(counts.values()) <= 12


def test_templates_compare_no_measure() -> None:
    pages = {path.name for path in (ROOT / "templates").rglob("*.html") if ".measure" in path.read_text("utf-8")}
    assert pages == set()
