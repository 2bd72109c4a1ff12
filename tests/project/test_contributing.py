"""The README, the contributor's guide and the decisions name only what there is."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DECISIONS = ROOT / "chodon_thidua" / "decisions"
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "PICTURES.md", *sorted(DECISIONS.glob("*.md"))]
CODE = re.compile(r"`([^`\n]+)`")
# `reports/enums.py` (`ReportState`, `STATE_LABELS`)
SYMBOLS = re.compile(r"`([\w./-]+\.py)` \(((?:`[\w.]+`(?:, | and )?)+)\)")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")
FILE = re.compile(r"(?!/)[\w.*/-]+(?:/|\.(?:py|md|toml|html|js|json|txt))")
# Folders of a running installation.
NOT_VERSIONED = ("VAR_DIR/", "var/")
LONGEST_DECISION = 25
# The recipe that names every file which knows the members of an enum.
KNOWLEDGE = {"a kind of measure": "Measure", "a warning rule": "WarningKind"}


def prose(path: Path) -> str:
    """Returns the text without its blocks of code."""
    return re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)


@pytest.fixture(params=DOCUMENTS, ids=lambda path: path.name)
def document(request) -> Path:
    return request.param


def test_every_path_exists(document):
    """A bare name of a module, as `urls.py`, is one that features have."""
    text = re.sub(r"\[[^\]]*\](?=\()", "", prose(document))  # the words of links, whose ends are checked
    named = [name for name in CODE.findall(text) if FILE.fullmatch(name)]
    missing = [name for name in named if not name.startswith(NOT_VERSIONED) and not exists(name)]
    assert missing == []


def exists(name: str) -> bool:
    bare = name.rstrip("/")
    return any(ROOT.glob(bare)) or ("/" not in bare and any((ROOT / "reports").rglob(bare)))


def test_every_link_leads_somewhere(document):
    assert [link for link in LINK.findall(prose(document)) if not (document.parent / link).exists()] == []


def test_every_symbol_is_defined_where_it_is_said_to_be(document):
    missing = [
        f"{path}: {name}"
        for path, names in SYMBOLS.findall(prose(document))
        for name in CODE.findall(names)
        if not set(name.split(".")) <= defined(ROOT / path)
    ]
    assert missing == []


def defined(path: Path) -> set[str]:
    """Returns the names that a module gives to functions, classes, variables and fields; none without a file."""
    names: set[str] = set()
    if not path.exists():
        return names
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
    return names


def test_every_command_exists(document):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    commands = {path.stem for path in ROOT.glob("*/management/commands/*.py")}
    text = " ".join(CODE.findall(prose(document)))
    assert set(re.findall(r"\bmake ([a-z-]+)", text)) <= targets
    assert set(re.findall(r"\bmanage\.py ([a-z_]+)", text)) <= commands | {"migrate", "makemigrations", "collectstatic"}


@pytest.mark.parametrize(("recipe", "enum"), KNOWLEDGE.items())
def test_a_recipe_names_every_file_to_touch(recipe, enum):
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = guide.partition(f"### {recipe}\n")[2].partition("\n### ")[0]
    assert knowing(enum) - set(CODE.findall(section)) == set()


def knowing(enum: str) -> set[str]:
    """Returns the source files that name a member of an enum."""
    paths = [path for app in ("units", "targets", "reports") for path in (ROOT / app).rglob("*.py")]
    return {
        path.relative_to(ROOT).as_posix()
        for path in paths
        if "migrations" not in path.parts and re.search(rf"\b{enum}\.[A-Z]", path.read_text(encoding="utf-8"))
    }


def test_decisions_are_short_numbered_and_listed():
    records = sorted(DECISIONS.glob("0*.md"))
    assert [int(record.name[:4]) for record in records] == list(range(1, len(records) + 1))
    assert set(LINK.findall(prose(DECISIONS / "README.md"))) == {record.name for record in records}
    for record in records:
        lines = record.read_text(encoding="utf-8").splitlines()
        assert len(lines) <= LONGEST_DECISION, record.name
        assert lines[0].startswith(f"# {record.name[:4]} "), record.name
