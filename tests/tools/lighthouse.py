"""Score the leader's dashboard with Lighthouse, as a phone and as a desktop see it; each must reach the budget.

npm installs Lighthouse under VAR_DIR; the browser is the one of this machine. Performance
differs from run to run, so the median of several counts.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

import django

from tests.tools.demo import ROOT, chromium, demo_folder, demo_server

PACKAGE = "lighthouse@12"
CATEGORIES = ("performance", "accessibility", "best-practices")
AT_LEAST, RUNS = 95, 3
LEADER, PAGE = "lanhdao", "/tong-quan/"
VIEWS: dict[str, list[str]] = {"phone": [], "desktop": ["--preset=desktop"]}


def install_lighthouse() -> Path:
    """Returns the path of Lighthouse; installs it with npm where it is missing."""
    folder = ROOT / os.environ.get("VAR_DIR", "var") / "lighthouse"
    program = folder / "node_modules" / ".bin" / "lighthouse"
    if not program.exists():
        npm = shutil.which("npm") or sys.exit("npm was not found: install npm.")
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            [npm, "install", "--silent", "--no-save", "--no-package-lock", "--prefix", str(folder), PACKAGE], check=True
        )
    return program


def session_of(username: str) -> str:
    """Returns a session cookie for the demo that this process and its server share."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "chodon_thidua.settings"
    django.setup()
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client()
    client.force_login(get_user_model().objects.get(username=username))
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def audit_page(program: Path, url: str, cookie: str, flags: list[str]) -> dict[str, Any]:
    """Runs Lighthouse once; returns its report."""
    command = [
        str(program),
        url,
        "--quiet",
        "--output=json",
        "--output-path=stdout",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--extra-headers={json.dumps({'Cookie': cookie})}",
        "--chrome-flags=--headless=new --no-sandbox --disable-dev-shm-usage",
        *flags,
    ]
    environment = os.environ | {"CHROME_PATH": chromium()}
    process = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    audit_report: dict[str, Any] = json.loads(process.stdout)
    return audit_report


def lost_points(report: dict[str, Any], category: str) -> list[str]:
    """Returns a line for each audit that cost the category points."""
    audit_names = [audit["id"] for audit in report["categories"][category]["auditRefs"] if audit["weight"]]
    audits = [report["audits"][name] for name in audit_names]
    return [
        f"    {audit['id']}: {audit['title']} {audit.get('displayValue', '')}"
        for audit in audits
        if (audit["score"] or 0) < 1 and audit["scoreDisplayMode"] not in ("notApplicable", "manual", "informative")
    ]


def main() -> int:
    program, is_below_budget = install_lighthouse(), False
    with demo_folder(), demo_server() as address:
        cookie = session_of(LEADER)
        for view, flags in VIEWS.items():
            reports = [audit_page(program, address + PAGE, cookie, flags) for _ in range(RUNS)]
            for category in CATEGORIES:
                score = 100 * statistics.median(report["categories"][category]["score"] for report in reports)
                print(f"{view:8} {category:15} {score:3.0f}")
                if score < AT_LEAST:
                    is_below_budget = True
                    print("\n".join(lost_points(reports[-1], category)))
    return 1 if is_below_budget else 0


if __name__ == "__main__":
    sys.exit(main())
