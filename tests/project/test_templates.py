"""The names in templates: everything that they refer to exists."""

import re
from pathlib import Path

import pytest

from reports.navigation import ENTRIES

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SPRITE = (ROOT / "static/vendor/icons.svg").read_text(encoding="utf-8")
ICON = re.compile(r'(?:partials/icon\.html" with name=|\bicon=)"([a-z0-9-]+)"')


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_icons_are_in_the_sprite(path):
    icons = set(ICON.findall(path.read_text(encoding="utf-8")))
    assert {name for name in icons if f'id="{name}"' not in SPRITE} == set()


def test_icons_of_the_navigation_are_in_the_sprite():
    assert {icon for _, _, icon, _ in ENTRIES if f'id="{icon}"' not in SPRITE} == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_browser_complains_in_no_language_of_its_own(path):
    """A form whose inputs are required leaves the sentence to the server."""
    text = path.read_text(encoding="utf-8")
    asks = re.search(r"\brequired\b(?!\s*%)|partials/(?:file_)?field\.html|units/select\.html", text)
    forms = re.findall(r"<form\b[^>]*>", text)
    assert not asks or [form for form in forms if "post" in form and "novalidate" not in form] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_included_templates_exist(path):
    names = re.findall(r'{% (?:include|extends) "([^"#]+)', path.read_text(encoding="utf-8"))
    assert [name for name in names if not (ROOT / "templates" / name).exists()] == []
