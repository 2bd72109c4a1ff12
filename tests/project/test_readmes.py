"""The READMEs name folders and modules that exist."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PARTS_OF_REPORTS = (
    *("entry", "review", "coordination", "meeting", "intake", "dashboard"),
    *("progress", "excel", "services", "selectors"),
)
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)#:]+)\)")
FOLDER = re.compile(r"(?<![\w/])(?:\w+/)+")


def is_path(text: str) -> bool:
    return re.fullmatch(r"[\w./-]+", text) is not None and text.endswith(("/", ".py", ".js", ".md"))


@pytest.mark.parametrize("part", PARTS_OF_REPORTS)
def test_the_readme_of_a_part_of_reports_names_what_exists(part: str) -> None:
    folder = ROOT / "reports" / part
    text = (folder / "README.md").read_text(encoding="utf-8")
    paths = [code for code in CODE.findall(text) if is_path(code)]
    assert any((folder / path).suffix == ".py" for path in paths)
    assert [path for path in paths if not (folder / path).exists() and not (ROOT / path).exists()] == []
    assert [link for link in LINK.findall(text) if not (folder / link).exists()] == []


def layout_paths(text: str) -> Iterator[tuple[str, tuple[Path, ...]]]:
    """Yields each folder of the main README's layout with the places where it may be.

    A line begins with a folder, below `reports/` if it is indented; other folders of the line are within that one, or
    beside it.
    """
    block = text.partition("## Layout")[2].split("```")[1]
    for line in filter(str.strip, block.splitlines()):
        parent = ROOT / "reports" if line.startswith(" ") else ROOT
        folders = FOLDER.findall(line)
        for folder in folders:
            yield folder, (parent, parent / folders[0])


def test_the_layout_of_the_main_readme_names_what_exists() -> None:
    paths = list(layout_paths((ROOT / "README.md").read_text(encoding="utf-8")))
    assert len(paths) > 20
    assert [path for path, places in paths if not any((place / path).is_dir() for place in places)] == []
