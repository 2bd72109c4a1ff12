"""The rules of the repository that no linter has, on made-up files."""

import ast
import subprocess
from pathlib import Path

import pytest

from tests.tools.check_repository import TEMPLATE_FAULTS, files, long_functions, too_long, versioning_faults

IGNORED = "versioned, although .gitignore says to ignore it"
LINK = "a symbolic link is versioned"


@pytest.fixture
def checkout(tmp_path):
    git(tmp_path, "init", "--quiet")
    (tmp_path / ".gitignore").write_text(".venv\nvar\n*.sqlite3\n!kept.sqlite3\n", encoding="utf-8")
    (tmp_path / "README.md").write_text("# Thi đua\n", encoding="utf-8")
    git(tmp_path, "add", "--all")
    return tmp_path


def git(folder, *arguments):
    subprocess.run(["git", *arguments], cwd=folder, check=True, stdout=subprocess.DEVNULL)  # noqa: S603, S607


def test_an_ordinary_checkout_has_no_faults(checkout):
    (checkout / "var").mkdir()
    (checkout / "var" / "db.sqlite3").touch()
    (checkout / ".venv").symlink_to("/")  # on this machine, but not in the index
    git(checkout, "add", "--all")
    assert list(versioning_faults(checkout)) == []


def test_an_unpacked_archive_has_no_index(tmp_path):
    (tmp_path / "link").symlink_to("/")
    assert list(versioning_faults(tmp_path)) == []


@pytest.mark.parametrize(
    ("name", "target", "sentences"),
    [
        ("link", "/", [LINK]),
        ("đường dẫn", "README.md", [LINK]),  # inside the checkout it is refused too
        (".venv", "/nowhere", [LINK, IGNORED]),
        ("db.sqlite3", None, [IGNORED]),
        ("var/uploads/a b.pdf", None, [IGNORED]),
        ("kept.sqlite3", None, []),  # the file takes it back
        ("notes.txt", None, []),
    ],
)
def test_links_and_ignored_files_must_not_be_versioned(checkout, name, target, sentences):
    path = checkout / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if target:
        path.symlink_to(target)
    else:
        path.touch()
    git(checkout, "add", "--force", name)
    assert list(versioning_faults(checkout)) == [f"{name}: {sentence}" for sentence in sentences]


def test_rules_of_one_machine_decide_nothing(checkout):
    (checkout / ".git" / "info").mkdir(exist_ok=True)
    (checkout / ".git" / "info" / "exclude").write_text("README.md\n", encoding="utf-8")
    assert list(versioning_faults(checkout)) == []


def test_only_the_projects_own_files_are_read(tmp_path):
    for name in ("a.py", "var/b.py", "static/vendor/c.js", "static/d.js", "e/.venv/f.py"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert [str(path.relative_to(tmp_path)) for path in files(tmp_path)] == ["a.py", str(Path("static", "d.js"))]


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        ("a style attribute", '<p style="color: red">'),
        ("a style attribute", "<p\nSTYLE = 'x'>"),
        ("a <style> element", "<style>p {}</style>"),
        ("an inline script", "<script>alert(1)</script>"),
        ("an inline script", '<script type="module">'),
        ("an event handler", '<a href="#" onclick="go()">'),
        ("an event handler", '<form hx-on:htmx:after-request="x">'),
        ("a script address", '<a href="javascript:void 0">'),
        ("a script address", "hx-vals='js:{a: 1}'"),
        ("an address of another host", '<script src="https://cdn.example/a.js">'),
        ("an address of another host", "<img alt='' src='//cdn.example/a.png'>"),
        ("an address of another host", '<form method="post" action="http://x.example/">'),
    ],
)
def test_what_the_policy_would_break_is_a_fault_of_a_template(fault, text):
    assert [name for name, pattern in TEMPLATE_FAULTS.items() if pattern.search(text)] == [fault]


@pytest.mark.parametrize(
    "text",
    [
        '<p class="style">',
        '<link rel="stylesheet" href="{% static \'css/app.css\' %}">',
        "<script src=\"{% static 'js/app.js' %}\" defer></script>",
        '<script type="application/json">{}</script>',
        '<a href="https://example.vn/">',
        "{% if one %}on=1{% endif %}",
    ],
)
def test_what_the_policy_allows_is_no_fault(text):
    assert not [name for name, pattern in TEMPLATE_FAULTS.items() if pattern.search(text)]


@pytest.mark.parametrize(
    ("path", "lines", "has_fault"),
    [
        ("units/models.py", 60, False),
        ("units/models.py", 61, True),
        ("units/views/page.py", 40, False),
        ("units/views/page.py", 41, True),
        ("units/report_view.py", 41, True),
        ("units/views.py", 41, True),
    ],
)
def test_functions_are_short_and_views_shorter(path, lines, has_fault):
    tree = ast.parse("def page():\n" + "    pass\n" * (lines - 1))
    assert [*long_functions(Path(path), tree)] == (
        [f"{path}:1 page: {lines} lines; at most {60 if 'models' in path else 40}"] if has_fault else []
    )


def test_the_limit_itself_is_allowed():
    assert [[*too_long("a.py", lines, 10)] for lines in (10, 11)] == [[], ["a.py: 11 lines; at most 10"]]
