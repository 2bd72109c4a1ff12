"""`manage.py` says what is wrong with the settings, and nothing else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def start(folder: Path, *arguments: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    """Starts with these settings and no others."""
    bare = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(  # noqa: S603 - our own script
        [sys.executable, *arguments],
        cwd=ROOT,
        env=bare | {"VAR_DIR": str(folder)} | settings,
        capture_output=True,
        text=True,
    )


def test_a_start_without_a_secret_is_refused_in_one_sentence(tmp_path):
    answer = start(tmp_path, "manage.py", "migrate")
    assert answer.returncode == 1
    assert answer.stderr.startswith("The settings do not allow a start: SECRET_KEY must be set")
    assert len(answer.stderr.splitlines()) == 1


PRODUCTION = {
    "SECRET_KEY": "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "thidua.example.vn",
}
SETTINGS = ("-c", "import chodon_thidua.settings")
SERVER = {"EMAIL_HOST": "mail.example.vn"}
MAIL = SERVER | {"EMAIL_FROM": "thidua@example.vn"}


@pytest.mark.parametrize(
    ("mail", "sentence"),
    [
        (SERVER, "EMAIL_HOST needs EMAIL_FROM"),
        ({"EMAIL_FROM": "thidua@example.vn"}, "of no use without EMAIL_HOST"),
        (MAIL | {"EMAIL_HOST_USER": "thidua"}, "EMAIL_HOST_USER and EMAIL_HOST_PASSWORD belong together"),
        (MAIL | {"EMAIL_SECURITY": "SSL3"}, "EMAIL_SECURITY"),
        (MAIL | {"SITE_URL": "thidua.example.vn"}, "SITE_URL must be the address that people type"),
        (MAIL | {"ALLOWED_HOSTS": ".example.vn"}, "SITE_URL must be the address that people type"),
        (MAIL | {"DEMO": "true"}, "DEBUG and DEMO send no mail"),
    ],
)
def test_half_a_mail_server_stops_the_start(tmp_path, mail, sentence):
    answer = start(tmp_path, *SETTINGS, **PRODUCTION | mail)
    assert answer.returncode == 1
    assert sentence in answer.stderr


@pytest.mark.parametrize("mail", [{}, MAIL, MAIL | {"EMAIL_HOST_USER": "thidua", "EMAIL_HOST_PASSWORD": "x"}])
def test_a_whole_mail_server_or_none_starts(tmp_path, mail):
    assert start(tmp_path, *SETTINGS, **PRODUCTION | mail).returncode == 0


FRESHNESS = """
import django
django.setup()
from django.core.cache import caches
from django.templatetags.static import static
from django.test import Client
caches["pages"].set("part", "old")
print(static("js/app.js"), caches["pages"].get("part"))
print(b"".join(Client().get(static("js/app.js")).streaming_content).decode(), end="")
"""


def test_make_dev_keeps_neither_static_files_nor_parts_of_pages(tmp_path):
    settings = {"DEBUG": "true", "DEMO": "true", "DJANGO_SETTINGS_MODULE": "chodon_thidua.settings"}
    answer = start(tmp_path, "-W", "ignore", "-c", FRESHNESS, **settings)
    head, _, body = answer.stdout.partition("\n")
    assert head == "/static/js/app.js None", answer.stderr
    assert body == (ROOT / "static/js/app.js").read_text()
