"""What every page's scripts may weigh together, as browsers fetch them."""

import gzip
from pathlib import Path

import django_htmx

ROOT = Path(__file__).resolve().parents[2]
HTMX = Path(django_htmx.__file__).parent / "static/django_htmx/htmx-2.min.js"
MOST = 40_000


def test_all_scripts_together_are_light():
    scripts = [HTMX, *(ROOT / "static/js").glob("*.js")]
    assert len(scripts) > 3
    assert sum(len(gzip.compress(script.read_bytes())) for script in scripts) < MOST
