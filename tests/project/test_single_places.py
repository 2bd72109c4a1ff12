"""Knowledge that stands in one place: what a kind of measure can do, and what a role may do."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
APPS = ("chodon_thidua", "units", "targets", "reports")
# The members' meaning and the constraints of the database.
MEASURE_FILES = {"targets/enums.py", "targets/models/indicators.py"}


@cache
def nodes_by_file() -> dict[str, list[ast.AST]]:
    paths = [path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]
    return {p.relative_to(ROOT).as_posix(): list(ast.walk(ast.parse(p.read_text("utf-8")))) for p in paths}


def is_member(node: ast.AST, enum: str) -> bool:
    return isinstance(node, ast.Attribute) and ast.unparse(node.value) == enum


def test_few_files_know_the_kinds_of_measure() -> None:
    """Checks that other files ask a property of `Measure`, of the indicator or of its rules."""
    counts = {
        file: number
        for file, nodes in nodes_by_file().items()
        if (number := sum(is_member(node, "Measure") for node in nodes))
    }
    assert set(counts) == MEASURE_FILES
    assert sum(counts.values()) <= 12


def test_templates_compare_no_measure() -> None:
    pages = {path.name for path in (ROOT / "templates").rglob("*.html") if ".measure" in path.read_text("utf-8")}
    assert pages == set()


def test_one_file_says_which_roles_share_a_right() -> None:
    """Checks that no other file lists several roles, but the one with the order of a person's work."""
    files = {
        file
        for file, nodes in nodes_by_file().items()
        for node in nodes
        if isinstance(node, ast.Tuple | ast.List | ast.Set | ast.Dict)
        and sum(is_member(inner, "Role") for inner in ast.iter_child_nodes(node)) > 1
    }
    assert files == {"units/roles.py", "reports/selectors/default_period.py"}
