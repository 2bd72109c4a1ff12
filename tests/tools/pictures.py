"""Draw the layers and the life of a report from the code, as Mermaid pictures in PICTURES.md.

`python -m tests.tools.pictures` writes the file; `--check` fails when the code has changed since.
"""

import argparse
import ast
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import grimp

from reports.enums import ACTION_LABELS, STATE_LABELS, ReportAction, ReportState
from reports.workflow import FIRST_STATE, RECALL_STATES, TRANSITIONS
from tests.tools.import_layers import LayerContract, read_contracts

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "PICTURES.md"
PERMISSIONS = ROOT / "reports" / "permissions.py"
PACKAGES = ("chodon_thidua", "units", "targets", "reports")
# The app that is drawn package by package; each other one is a box.
APP = "reports"
# The name of the enum of the actions.
ACTIONS = next(type(action).__name__ for _, action in TRANSITIONS)
LIBRARY, PROJECT = "chodon_thidua.lib", "chodon_thidua"
OTHER_BOXES = {"targets": "targets", "units": "units", LIBRARY: "chodon_thidua/lib"}

Graph = dict[str, set[str]]

TEXT = """# Pictures of the code

Written by `make pictures` from the code itself; `make check` fails when they are out of date.

## Layers

The parts of `{app}` and the apps below it. An arrow is an import in the code, one that follows from others left out; \
a frame holds a layer of several parts.

```mermaid
{layers}
```

The contracts, from the top; of two with `|` between them neither imports the other, with `:` they may:

{orders}

## The life of a report

From `reports/workflow.py`; who may do each step, from `reports/permissions.py`, which has the rest of the rules.

```mermaid
{states}
```
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; fail when the file is out of date")
    options = parser.parse_args()
    text = pictures()
    if not options.check:
        PICTURES.write_text(text, encoding="utf-8")
    elif not PICTURES.exists() or PICTURES.read_text(encoding="utf-8") != text:
        print(f"{PICTURES.name} is out of date: run make pictures.")
        return 1
    return 0


def pictures() -> str:
    """Returns the whole text of PICTURES.md."""
    contracts = read_contracts(ROOT / "pyproject.toml")
    contract = next(contract for contract in contracts if APP in contract.containers)
    rows = [[f"{APP}.{name}" for name in row] for row, _ in layer_rows(contract, APP)]
    layers = layer_picture(rows, box_imports())
    states = state_picture(TRANSITIONS, roles_by_action())
    return TEXT.format(app=APP, layers=layers, orders=order_list(contracts), states=states)


def layer_rows(contract: LayerContract, container: str) -> list[tuple[list[str], str]]:
    """Returns the layers of a container from the top: the names of each, and the sign between them."""
    prefix = f"{container}." if container else ""
    rows = [
        ([name for name in layer.names if is_module(prefix + name)], " | " if layer.are_independent else " : ")
        for layer in contract.layers
    ]
    return [(names, sign) for names, sign in rows if names]


def is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").exists()


def order_list(contracts: Iterable[LayerContract]) -> str:
    """Returns a line for each container: its layers from the top, `a › b | c`."""
    return "\n".join(
        f"- {f'Inside `{container}`' if container else 'The apps'}: "
        + " › ".join(sign.join(names) for names, sign in layer_rows(contract, container))
        for contract in contracts
        for container in contract.containers or ("",)
    )


def box_imports() -> Graph:
    """Returns which boxes import which others, migrations aside."""
    graph = grimp.build_graph(*PACKAGES, cache_dir=None)
    boxes: Graph = defaultdict(set)
    for module in sorted(graph.modules):
        importer = box_of(module)
        for imported in map(box_of, graph.find_modules_directly_imported_by(module)):
            if importer and imported and importer != imported:
                boxes[importer].add(imported)
    return boxes


def box_of(module: str) -> str | None:
    """Returns the box that a module lies in: a part of the drawn app, another app or the library; None for neither."""
    parts = module.split(".")
    if "migrations" in parts or module == APP:
        return None
    if parts[0] == APP:
        return ".".join(parts[:2])
    return next((name for name in OTHER_BOXES if module == name or module.startswith(f"{name}.")), PROJECT)


def layer_picture(rows: list[list[str]], imports: Graph) -> str:
    """Returns a flowchart: a frame for each layer of several parts, and the imports that do not follow from others."""
    drawn = {name for row in rows for name in row}
    outside = sorted(set(imports) - drawn - set(OTHER_BOXES) - {PROJECT})
    lines = ["flowchart TB", f"  {box_line(PROJECT, 'settings, addresses, middleware')}"]
    for number, row in enumerate(rows, 1):
        lines += frame_lines(f"layer{number}", " ", row) if len(row) > 1 else [f"  {part_line(row[0])}"]
    if outside:
        lines += frame_lines("outside", "in no layer", outside)
    lines += [f"  {box_line(name, label)}" for name, label in OTHER_BOXES.items()]
    lines += [f"  {box_id(tail)} --> {box_id(head)}" for tail, head in reduced(imports)]
    return "\n".join(lines)


def frame_lines(identifier: str, title: str, row: list[str]) -> list[str]:
    return [f'  subgraph {identifier}["{title}"]', *(f"    {part_line(name)}" for name in row), "  end"]


def part_line(name: str) -> str:
    return box_line(name, name.removeprefix(f"{APP}."))


def box_line(name: str, label: str) -> str:
    return f'{box_id(name)}["{label}"]'


def box_id(name: str) -> str:
    return name.replace(".", "_")


def reduced(graph: Graph) -> Iterator[tuple[str, str]]:
    """Yields the arrows without those that a longer way replaces; arrows of a circle all stay."""
    reach = {name: reachable(graph, name) for name in graph}
    for tail, heads in sorted(graph.items()):
        for head in sorted(heads):
            middles = heads - {head}
            if not any(head in reach.get(middle, ()) and tail not in reach.get(middle, ()) for middle in middles):
                yield tail, head


def reachable(graph: Graph, start: str) -> set[str]:
    """Returns every name that arrows lead to from the start, by any number of steps."""
    names: set[str] = set()
    waiting = list(graph.get(start, ()))
    while waiting:
        name = waiting.pop()
        if name not in names:
            names.add(name)
            waiting += graph.get(name, ())
    return names


def state_picture(steps: Mapping[tuple[ReportState, Any], ReportState], roles: Mapping[str, set[str]]) -> str:
    """Returns a state diagram; each arrow names the action and who may do it."""
    lines = ["stateDiagram-v2"]
    lines += [f'  state "{state} · {STATE_LABELS[state]}" as {state}' for state in ReportState]
    lines.append(f"  [*] --> {FIRST_STATE}")
    for (now, action), then in steps.items():
        people = " or ".join(sorted(roles[action]))
        for state in RECALL_STATES if action == ReportAction.RECALL else (then,):
            lines.append(f"  {now} --> {state}: {action} · {ACTION_LABELS[action]} ({people})")
    return "\n".join(lines)


def roles_by_action() -> dict[str, set[str]]:
    """Returns the roles that may do each action of the workflow, as the checks in reports/permissions.py name them.

    Raises: SystemExit for an action that no check lets anybody do.
    """
    checks = {node.name: node for node in parse(PERMISSIONS).body if isinstance(node, ast.FunctionDef)}
    roles: defaultdict[str, set[str]] = defaultdict(set)
    for name in checks:
        for action in checked_actions(name, checks):
            roles[action] |= checked_roles(name, checks)
    missing = {str(action) for _, action in TRANSITIONS} - {action for action, names in roles.items() if names}
    if missing:
        sys.exit(f"No check in {PERMISSIONS.name} says who may do {', '.join(sorted(missing))}.")
    return roles


def checked_actions(name: str, checks: Mapping[str, ast.FunctionDef]) -> set[str]:
    """Returns the actions that a check is about: those it names itself, or those that its callers hand to it."""
    steps = [call for call in calls(checks[name]) if called_name(call) == "check_transition"]
    own = {member for call in steps for member in members(ACTIONS, call)}
    if own or not steps:
        return own
    return {
        member
        for path in sorted((ROOT / APP).rglob("*.py"))
        for call in calls(parse(path))
        if called_name(call) == name
        for member in members(ACTIONS, call)
    }


def checked_roles(name: str, checks: Mapping[str, ast.FunctionDef]) -> set[str]:
    """Returns the roles that a check names, itself or through the checks of the same module that it uses."""
    used = {node.id for node in ast.walk(checks[name]) if isinstance(node, ast.Name) and node.id in checks}
    return members("Role", checks[name]).union(*(checked_roles(other, checks) for other in used - {name}))


def members(enum: str, tree: ast.AST) -> set[str]:
    """Returns the members of an enum that the code names: RETURN of `Action.RETURN`."""
    return {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == enum
    }


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def called_name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    sys.exit(main())
