"""The project's settings for tests: an ordinary start without HTTPS, on throwaway files, with quick passwords."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# Neither DEMO nor DEBUG: tests see what production does.
os.environ |= {
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "DEBUG": "false",
    "DEMO": "false",
    "HTTPS": "false",
    "SECRET_KEY": "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz",
}
# One folder for a run: pytest-xdist's workers inherit it through the environment.
if "TESTS_VAR_DIR" not in os.environ:
    os.environ["TESTS_VAR_DIR"] = tempfile.mkdtemp(prefix="thidua-tests-")
    atexit.register(shutil.rmtree, os.environ["TESTS_VAR_DIR"], ignore_errors=True)
os.environ["VAR_DIR"] = os.environ["TESTS_VAR_DIR"]

from chodon_thidua.settings import *

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, as in production: the threads of the live server then have connections of their own.
    DATABASES["default"]["TEST"] = {"NAME": Path(os.environ["VAR_DIR"]) / "test.sqlite3"}
    # Rows without an order come as no test would guess: what relies on an order that nobody asked for fails here.
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF; PRAGMA reverse_unordered_selects=ON;"

# Argon2 takes 0.3 s of processor time for each password.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Tests change rows behind the services' back, which no version tells; those of the cache switch it on.
CACHES["pages"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
# Pages are tested without collecting and hashing the static files first.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# WhiteNoise warns of a missing folder, and warnings are errors here.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
