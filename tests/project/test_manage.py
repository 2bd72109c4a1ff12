"""`manage.py` says what is wrong with the settings, and nothing else."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_a_start_without_a_secret_is_refused_in_one_sentence(tmp_path):
    bare = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ} | {"VAR_DIR": str(tmp_path)}
    command = [sys.executable, "manage.py", "migrate"]
    answer = subprocess.run(command, cwd=ROOT, env=bare, capture_output=True, text=True)  # noqa: S603 - our own script
    assert answer.returncode == 1
    assert answer.stderr.startswith("The settings do not allow a start: SECRET_KEY must be set")
    assert len(answer.stderr.splitlines()) == 1
