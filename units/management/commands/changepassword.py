"""Another password for somebody, from the console."""

from django.contrib.auth.management.commands import changepassword

from chodon_thidua.lib.text import normalise_password


class Command(changepassword.Command):
    def _get_pass(self, prompt: str = "Password: ") -> str:
        """Reads a password in the form in which it will be stored."""
        return normalise_password(super()._get_pass(prompt))  # type: ignore[misc]  # not in the stubs
