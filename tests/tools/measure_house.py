"""Measure how legible the code is: full folders, vague names, long modules, modules in no layer.

`python -m tests.tools.measure_house` prints a Markdown table of the files in the working tree; `--against REV` puts
the same numbers of a commit beside them; `--list` names what each number counts.
"""

import argparse
import ast
import io
import re
import subprocess
import tarfile
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePath
from statistics import median
from typing import TypeVar

from tests.tools.import_layers import read_contracts

Node = TypeVar("Node", bound=ast.AST)

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("chodon_thidua", "units", "targets", "reports")

# Django, and the management commands of every app, choose these names; they are neither vague nor shared.
GIVEN_CLASSES = {"Meta", "Config", "Command"}
# The first word of a docstring that is a fragment of a sentence.
FRAGMENT_WORDS = ("What", "Of", "How", "Whether", "Where")
# Participles that stand where a noun belongs.
COMMON_WORDS = """
asked counted done found given held judged kept known left made read said seen sent shown taken told wanted written
"""
# More that have a form of their own; the regular ones end in -ed. `cut`, `put`, `run` and `set` are nouns too.
IRREGULAR_WORDS = """
begun borne bought bound broken brought built caught chosen drawn fallen felt forgotten frozen gone got grown heard
hidden laid led lent lost meant met overridden paid redrawn shut sold spent split spoken struck taught thought thrown
torn understood undone withdrawn won worn
"""
COMMON_PARTICIPLES = set(COMMON_WORDS.split())
IRREGULAR_PARTICIPLES = COMMON_PARTICIPLES | set(IRREGULAR_WORDS.split())
NO_PARTICIPLES = {"bed", "embed", "exceed", "feed", "indeed", "need", "proceed", "red", "seed", "speed", "succeed"}


@dataclass(frozen=True)
class Measure:
    """A row of the table: what is counted, the bound that is wanted, and the count with its evidence."""

    name: str
    wanted: str
    count: Callable[["Tree"], tuple[str, Iterable[str]]]


@dataclass(frozen=True)
class Module:
    path: PurePath
    text: str

    @cached_property
    def lines(self) -> int:
        return len(self.text.splitlines())

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(ast.parse(self.text)))

    @cached_property
    def name(self) -> str:
        parts = self.path.with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @cached_property
    def has_code(self) -> bool:
        """Returns False for an `__init__.py` with no more than a docstring."""
        return any(not isinstance(node, ast.Expr) for node in ast.parse(self.text).body)


@dataclass(frozen=True)
class Tree:
    """The versioned files of the working tree, or of one commit."""

    folder: Path
    names: tuple[PurePath, ...]

    @cached_property
    def modules(self) -> list[Module]:
        """Source modules, without migrations."""
        return [module for module in self.python(*PACKAGES) if "migrations" not in module.path.parts]

    @cached_property
    def source_lines(self) -> int:
        """Lines of Python and of the pages' scripts."""
        return sum(module.lines for module in self.modules) + self.lines("static", (".js",))

    @cached_property
    def test_lines(self) -> int:
        """Lines of tests and of what they share, in both languages, without the tools."""
        return self.lines("tests", (".py", ".js", ".mjs"))

    @cached_property
    def templates(self) -> list[PurePath]:
        return [name for name in self.names if name.parts[0] == "templates"]

    @cached_property
    def layers(self) -> set[str]:
        """The modules that the import contracts order; a layer that is a whole package orders none of its own."""
        contracts = read_contracts(self.folder / "pyproject.toml")
        return {name for contract in contracts for name in contract.modules if "." in name}

    def python(self, *folders: str) -> Iterator[Module]:
        for name in self.names:
            if name.parts[0] in folders and name.suffix == ".py":
                yield Module(name, (self.folder / name).read_text(encoding="utf-8"))

    def lines(self, folder: str, suffixes: tuple[str, ...]) -> int:
        names = (name for name in self.names if name.parts[0] == folder and name.suffix in suffixes)
        own = (name for name in names if not {"tools", "vendor"}.intersection(name.parts))
        return sum(len((self.folder / name).read_text(encoding="utf-8").splitlines()) for name in own)

    def nodes(self, kind: type[Node]) -> Iterator[tuple[Module, Node]]:
        for module in self.modules:
            for node in module.nodes:
                if isinstance(node, kind):
                    yield module, node


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--against", metavar="REV", help="a commit whose numbers stand beside today's")
    parser.add_argument("--list", action="store_true", help="name what each number counts")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        trees = {"today": working_tree()}
        if options.against:
            trees = {options.against: committed_tree(options.against, Path(folder))} | trees
        print_table(trees)
        if options.list:
            print_evidence(trees["today"])


def working_tree() -> Tree:
    """Returns the files that git knows and those that it would add, as they are on disk."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    output = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    names = sorted({PurePath(name) for name in output.split("\0") if name and (ROOT / name).is_file()})
    return Tree(ROOT, tuple(names))


def committed_tree(revision: str, folder: Path) -> Tree:
    """Unpacks a commit into the folder and returns its files."""
    command = ["git", "archive", "--format=tar", revision]
    archive = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(folder, filter="data")
        names = sorted(PurePath(member.name) for member in tar.getmembers() if member.isfile())
    return Tree(folder, tuple(names))


def print_table(trees: dict[str, Tree]) -> None:
    columns = ["measure", *trees, "wanted"]
    print("|", " | ".join(columns), "|")
    print("|", " | ".join("---" for _ in columns), "|")
    for measure in MEASURES:
        values = [measure.count(tree)[0] for tree in trees.values()]
        print("|", " | ".join([measure.name, *values, measure.wanted]), "|")


def print_evidence(tree: Tree) -> None:
    for measure in MEASURES:
        if lines := list(measure.count(tree)[1]):
            print(f"\n{measure.name}:", *lines, sep="\n  ")


def code_folders(tree: Tree) -> tuple[str, Iterable[str]]:
    return fullest(module.path for module in tree.modules if module.path.name != "__init__.py")


def template_folders(tree: Tree) -> tuple[str, Iterable[str]]:
    return fullest(tree.templates)


def fullest(paths: Iterable[PurePath]) -> tuple[str, Iterable[str]]:
    """Returns the fullest folder with the number of files that lie directly in it, and the five fullest."""
    folders = Counter(path.parent for path in paths).most_common(5)
    folder, number = folders[0]
    return f"{number} ({folder})", (f"{number} {folder}" for folder, number in folders)


def one_word_classes(tree: Tree) -> tuple[str, Iterable[str]]:
    """Returns the share of distinct class names that are one word: `Line`, `_Reader`, not `TemplateLine`."""
    names = set(class_modules(tree))
    vague = {name for name in names if len(re.findall(r"[A-Z]+(?![a-z])|[A-Z][a-z\d]*", name)) == 1}
    return f"{100 * len(vague) / len(names):.0f} % ({len(vague)} of {len(names)})", sorted(vague)


def shared_classes(tree: Tree) -> tuple[str, Iterable[str]]:
    """Returns how many classes bear a name that a class of another module bears too."""
    shared = {name: modules for name, modules in class_modules(tree).items() if len(modules) > 1}
    classes = sum(map(len, shared.values()))
    evidence = (f"{name}: {', '.join(sorted(modules))}" for name, modules in sorted(shared.items()))
    return f"{classes} ({len(shared)} names)", evidence


def class_modules(tree: Tree) -> dict[str, set[str]]:
    """Returns each class name with the modules that define it."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    for module, node in tree.nodes(ast.ClassDef):
        if node.name not in GIVEN_CLASSES:
            names[node.name].add(module.name)
    return names


def common_participles(tree: Tree) -> tuple[str, Iterable[str]]:
    """Returns the assignments, parameters and loop targets of 1,000 that are called `told`, `kept` and the like."""
    bindings = Counter(name for _, name in bound_names(tree))
    found = {name: number for name, number in bindings.items() if name in COMMON_PARTICIPLES}
    share = 1000 * sum(found.values()) / bindings.total()
    return f"{share:.0f} ({sum(found.values())} of {bindings.total()})", participle_places(tree, set(found))


def all_participles(tree: Tree) -> tuple[str, Iterable[str]]:
    """Returns the names of 1,000 distinct ones that are a participle, `closed` and `approved` among them."""
    names = {name for _, name in bound_names(tree)}
    found = set(filter(is_participle, names))
    return f"{1000 * len(found) / len(names):.0f} ({len(found)} of {len(names)})", participle_places(tree, found)


def is_participle(name: str) -> bool:
    return name in IRREGULAR_PARTICIPLES or (re.fullmatch(r"[a-z]+ed", name) is not None and name not in NO_PARTICIPLES)


def participle_places(tree: Tree, participles: set[str]) -> Iterator[str]:
    places: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for module, name in bound_names(tree):
        if name in participles:
            places[name][module.name] += 1
    for name, modules in sorted(places.items()):
        yield f"{name}: {', '.join(f'{module} {number}' for module, number in sorted(modules.items()))}"


def bound_names(tree: Tree) -> Iterator[tuple[Module, str]]:
    """Yields each name where it is bound: variables, loop targets, parameters, and attributes that are assigned to.

    A plain assignment in the body of a class is left out: it makes a column of the database, a field of a form or an
    option of Django. The fields of a dataclass count.
    """
    for module in tree.modules:
        classes = (node for node in module.nodes if isinstance(node, ast.ClassDef))
        options = {id(target) for node in classes for target in class_options(node)}
        for node in module.nodes:
            if isinstance(node, ast.arg):
                yield module, node.arg
            elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                yield module, node.attr
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and id(node) not in options:
                yield module, node.id


def class_options(node: ast.ClassDef) -> Iterator[ast.AST]:
    for statement in node.body:
        if isinstance(statement, ast.Assign):
            yield from statement.targets


def module_median(tree: Tree) -> tuple[str, Iterable[str]]:
    return number_text(median(module.lines for module in tree.modules if module.has_code)), ()


def module_maximum(tree: Tree) -> tuple[str, Iterable[str]]:
    longest = sorted(tree.modules, key=lambda module: -module.lines)[:5]
    return f"{longest[0].lines} ({longest[0].name})", (f"{module.lines} {module.name}" for module in longest)


def function_median(tree: Tree) -> tuple[str, Iterable[str]]:
    return number_text(median(function_lines(node) for _, node in tree.nodes(ast.FunctionDef))), ()


def view_median(tree: Tree) -> tuple[str, Iterable[str]]:
    """Returns the median length of functions of the views whose first parameter is the request."""
    views = [
        function_lines(node)
        for module, node in tree.nodes(ast.FunctionDef)
        if is_view_module(module) and node.args.args[:1] and node.args.args[0].arg == "request"
    ]
    return f"{number_text(median(views))} (of {len(views)})", ()


def is_view_module(module: Module) -> bool:
    """Returns True for `views.py`, for `bulk_views.py`, and for whatever lies in a package of views."""
    return any(re.fullmatch(r"(\w+_)?views?", part) for part in module.path.with_suffix("").parts)


def function_lines(node: ast.FunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def modules_in_no_layer(tree: Tree) -> tuple[str, Iterable[str]]:
    """Returns how many modules of the apps no layer of the import contracts holds, by name or by a package above."""
    apps = {layer.split(".")[0] for layer in tree.layers} & set(PACKAGES) - {"chodon_thidua"}
    names = {module: module.name for module in tree.modules if module.name.split(".")[0] in apps - {module.name}}
    outside = [module for module, name in names.items() if not tree.layers.intersection(ancestry(name))]
    lines = sum(module.lines for module in outside)
    return f"{len(outside)} ({lines} lines)", (f"{module.name} {module.lines}" for module in outside)


def ancestry(name: str) -> set[str]:
    parts = name.split(".")
    return {".".join(parts[:length]) for length in range(1, len(parts) + 1)}


def lines_of_tests(tree: Tree) -> tuple[str, Iterable[str]]:
    return f"{tree.test_lines / tree.source_lines:.2f} ({tree.test_lines} : {tree.source_lines})", ()


def fragment_docstrings(tree: Tree) -> tuple[str, Iterable[str]]:
    """Returns how many docstrings begin like a clause, not with a verb or with the thing itself."""
    places = []
    for module in tree.modules:
        for node in module.nodes:
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
                words = (ast.get_docstring(node) or "").split()
                if words and words[0].strip(",:") in FRAGMENT_WORDS:
                    places.append(f"{module.name}: {' '.join(words[:8])}")
    return str(len(places)), places


def number_text(value: float) -> str:
    return f"{value:g}"


MEASURES = (
    Measure("fullest code folder, files", "≤ 15", code_folders),
    Measure("fullest template folder, files", "≤ 30", template_folders),
    Measure("class names of one word", "≤ 20 %", one_word_classes),
    Measure("classes that share a name", "≤ 10", shared_classes),
    Measure("common participles in 1,000 bindings", "≤ 3", common_participles),
    Measure("any participles in 1,000 distinct names", "–", all_participles),
    Measure("module, median lines", "≤ 80", module_median),
    Measure("module, most lines", "≤ 365", module_maximum),
    Measure("function, median lines", "≤ 5", function_median),
    Measure("view function, median lines", "≤ 8", view_median),
    Measure("modules in no layer", "0", modules_in_no_layer),
    Measure("lines of tests : lines of source", "≥ 1.2", lines_of_tests),
    Measure("docstrings that begin with What, Of, How, Whether or Where", "0", fragment_docstrings),
)


if __name__ == "__main__":
    main()
