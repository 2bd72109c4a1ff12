"""The scripts of the pages: what they may weigh together, and their own tests, run by Node."""

import gzip
import subprocess
from pathlib import Path

import django_htmx
import playwright
import pytest

ROOT = Path(__file__).resolve().parents[2]
HTMX = Path(django_htmx.__file__).parent / "static/django_htmx/htmx-2.min.js"
MOST = 40_000
# Playwright brings a Node of its own, so that nothing but requirements-dev.lock has to be installed.
NODE = Path(playwright.__file__).parent / "driver/node"
TESTS = sorted(path.relative_to(ROOT) for path in Path(__file__).parent.rglob("*.test.mjs"))


def test_all_scripts_together_are_light():
    """As browsers fetch them."""
    scripts = [HTMX, *(ROOT / "static/js").rglob("*.js")]
    assert len(scripts) > 3
    assert sum(len(gzip.compress(script.read_bytes())) for script in scripts) < MOST


def test_every_script_has_tests():
    scripts = {path.relative_to(ROOT / "static/js").with_suffix("") for path in (ROOT / "static/js").rglob("*.js")}
    tests = {path.relative_to("tests/js").with_suffix("").with_suffix("") for path in TESTS}
    through_others = {Path("entry") / name for name in ("parts", "feedback")}  # the tests of sender load them
    assert tests == scripts - through_others


@pytest.mark.parametrize("path", TESTS, ids=str)
def test_scripts_do_what_their_tests_say(path):
    answer = subprocess.run([NODE, "--test", path], cwd=ROOT, capture_output=True, text=True)  # noqa: S603 - our own
    assert answer.returncode == 0, answer.stdout + answer.stderr
