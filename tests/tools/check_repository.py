"""Check rules that no linter has: sizes, templates that a strict CSP would break, and traces of one machine."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("chodon_thidua", "units", "targets", "reports")
NOT_OURS = {".git", ".venv", "var", "vendor", "node_modules", "__pycache__", ".hypothesis", ".import_linter_cache"}
NOT_OURS |= {".mypy_cache", ".pytest_cache", ".ruff_cache", "test-results"}
MODULE_LINES, TEST_LINES, VIEW_LINES, FUNCTION_LINES, TEMPLATE_LINES = 365, 400, 40, 60, 150

TEMPLATE_FAULTS = {
    "a style attribute": re.compile(r"\sstyle\s*=", re.I),
    "a <style> element": re.compile(r"<style\b", re.I),
    "an inline script": re.compile(r"<script\b(?![^>]*\b(?:src=|type=.application/json))", re.I),
    "an event handler": re.compile(r"<[^>]*\s(?:on[a-z]+|hx-on[:\w-]*)\s*=", re.I),
    "a script address": re.compile(r"javascript:|\bjs:", re.I),
    "an address of another host": re.compile(
        r"<(?:script|link|img|form|source|use)\b[^>]*\s(?:src|href|action)\s*=\s*[\"']?(?:https?:)?//", re.I
    ),
}
# Written so that this file does not find itself.
MACHINE_FAULTS = {
    "a home folder": re.compile(r"/(?:home|Users)/[a-z]\w*/|(?<!\w)/root(?=/)"),
    "a package index": re.compile(r"index-ur[l]|find-link[s]|trusted-hos[t]|\"resolve[d]\":"),
    "a private address": re.compile(r"https?://(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d"),
}
LOCK_FAULTS = {"an address": re.compile(r"://")}
LINK_MODE = "120000"  # of git's index


def main() -> int:
    faults = [*versioning_faults(ROOT), *(fault for path in files(ROOT) for fault in faults_of(path))]
    for fault in faults:
        print(fault)
    return 1 if faults else 0


def versioning_faults(checkout: Path) -> Iterator[str]:
    """Yields what git holds that breaks a clean clone: links, which may point nowhere there, and what it is to ignore.

    An unpacked archive has no index, and so no faults.
    """
    if not (checkout / ".git").exists():
        return
    for entry in versioned(checkout, "--stage"):
        mode, _, path = entry.partition("\t")
        if mode.startswith(LINK_MODE):
            yield f"{path}: a symbolic link is versioned"
    # The rules of the project alone: those of one machine must not decide.
    for path in versioned(checkout, "--cached", "--ignored", "--exclude-per-directory=.gitignore"):
        yield f"{path}: versioned, although .gitignore says to ignore it"


def versioned(checkout: Path, *options: str) -> list[str]:
    # A checkout may belong to another user than the one who checks it.
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", *options]
    output = subprocess.run(command, cwd=checkout, check=True, capture_output=True, text=True).stdout
    return output.split("\0")[:-1]


def files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_dir() and path.name not in NOT_OURS:
            yield from files(path)
        elif path.is_file():
            yield path


def faults_of(path: Path) -> Iterator[str]:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return
    name = path.relative_to(ROOT)
    patterns = MACHINE_FAULTS | surroundings()
    if path.suffix == ".lock":
        patterns |= LOCK_FAULTS
    if name.parts[0] == "templates":
        patterns |= TEMPLATE_FAULTS
        yield from too_long(str(name), len(text.splitlines()), TEMPLATE_LINES)
    for fault, pattern in patterns.items():
        for match in pattern.finditer(text):
            yield f"{name}:{text.count(chr(10), 0, match.start()) + 1}: {fault}: {match.group().strip()}"
    if path.suffix == ".py" and "migrations" not in name.parts:
        is_source = name.parts[0] in APPS
        yield from too_long(str(name), len(text.splitlines()), MODULE_LINES if is_source else TEST_LINES)
        if is_source:
            yield from long_functions(name, ast.parse(text))


def surroundings() -> dict[str, re.Pattern[str]]:
    """Returns patterns of the checkout's own place and its neighbours, which no file of the project may name."""
    parent = ROOT.parent
    faults = {"the place of this checkout": re.compile(re.escape(str(ROOT)) + r"\b")}
    if parent.parent != parent and len(list(parent.iterdir())) < 10:
        neighbours = "|".join(re.escape(path.name) for path in parent.iterdir() if path != ROOT)
        faults["the folder around this checkout"] = re.compile(rf"(?<![\w.]){re.escape(str(parent))}(?![\w.-])")
        if neighbours:
            faults["a folder beside this checkout"] = re.compile(rf"\.\./(?:{neighbours})\b")
    return faults


def long_functions(name: Path, tree: ast.Module) -> Iterator[str]:
    is_view = "views" in name.parts or name.stem.endswith(("view", "views"))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            yield from too_long(f"{name}:{node.lineno} {node.name}", lines, VIEW_LINES if is_view else FUNCTION_LINES)


def too_long(place: str, lines: int, most: int) -> Iterator[str]:
    if lines > most:
        yield f"{place}: {lines} lines; at most {most}"


if __name__ == "__main__":
    sys.exit(main())
