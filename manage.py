#!/usr/bin/env python
"""Run Django's management commands for this project."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chodon_thidua.settings")
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        settings.INSTALLED_APPS  # noqa: B018 - reading it loads the settings
    except ImproperlyConfigured as problem:
        # Django would go on without them and fail later, with another error that hides this one.
        sys.exit(f"The settings do not allow a start: {problem}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
