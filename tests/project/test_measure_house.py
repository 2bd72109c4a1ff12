"""The counts of the measuring script, on a made-up tree."""

from pathlib import PurePath

import pytest

from tests.tools.measure_house import (
    Tree,
    all_participles,
    common_participles,
    fragment_docstrings,
    fullest,
    is_participle,
    lines_of_tests,
    modules_in_no_layer,
    one_word_classes,
    shared_classes,
    view_median,
)

FILES = {
    "pyproject.toml": """
[[tool.importlinter.contracts]]
name = "Layers"
type = "layers"
layers = ["reports", "units"]

[[tool.importlinter.contracts]]
name = "Layers"
type = "layers"
containers = ["reports"]
layers = ["(views) : (urls)", "models | enums"]
""",
    "reports/__init__.py": "",
    "reports/models.py": "class Line(Base):\n    closed = Field()\n    class Meta:\n        told = 1\n",
    "reports/enums.py": "class Line:\n    shown: str\n",
    "reports/query.py": "class ReportLine:\n    pass\n",
    "reports/views/pages.py": "def page(request, kept):\n    'What is on it.'\n    return kept\n\ndef rest(): pass\n",
    "reports/migrations/0001.py": "class Migration:\n    told = kept = 1\n",
    "units/tree.py": "approved = 1\n",
    "static/js/app.js": "// one\n",
    "static/vendor/chart.js": "// not ours\n",
    "tests/test_page.py": "one\ntwo\n",
    "tests/js/app.test.mjs": "three\n",
    "tests/tools/bench.py": "no test\n",
}


@pytest.fixture
def tree(tmp_path):
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Tree(tmp_path, tuple(map(PurePath, FILES)))


@pytest.mark.parametrize(
    ("count", "value"),
    [
        (one_word_classes, "50 % (1 of 2)"),
        (shared_classes, "2 (1 names)"),
        (common_participles, "500 (2 of 4)"),  # shown, kept; not request, approved
        (all_participles, "750 (3 of 4)"),
        (modules_in_no_layer, "1 (2 lines)"),  # reports.query: no contract has layers inside units
        (view_median, "3 (of 1)"),
        (lines_of_tests, "0.20 (3 : 15)"),
        (fragment_docstrings, "1"),
    ],
)
def test_each_count(tree, count, value):
    assert count(tree)[0] == value


def test_evidence_names_the_places(tree):
    assert list(modules_in_no_layer(tree)[1]) == ["reports.query 2"]
    assert list(shared_classes(tree)[1]) == ["Line: reports.enums, reports.models"]
    assert list(common_participles(tree)[1]) == ["kept: reports.views.pages 1", "shown: reports.enums 1"]


def test_a_folder_counts_the_files_directly_in_it():
    assert fullest(map(PurePath, ["a/x.py", "a/y.py", "a/b/z.py"]))[0] == "2 (a)"


@pytest.mark.parametrize(("name", "expected"), [("told", True), ("locked", True), ("need", False), ("is_typed", False)])
def test_a_participle_is_a_whole_name(name, expected):
    assert is_participle(name) is expected
