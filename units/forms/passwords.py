"""Signing in with a password, and changing it."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm

from chodon_thidua.lib.text import normalise_password
from units.models import User


class SignInForm(LoginForm):
    def clean_login(self) -> str:
        """Reads the user name as it is stored, for the limits on guessing too."""
        username: str = User._meta.get_field("username").to_python(self.cleaned_data["login"])
        return username


class PasswordChangeForm(ChangePasswordForm):
    def clean(self) -> dict[str, Any]:
        """Compares both new passwords, in Vietnamese."""
        # Not super().clean(), which does just this in English.
        cleaned = self.cleaned_data
        first, second = (normalise_password(cleaned.get(name) or "") for name in ("password1", "password2"))
        if first and second and first != second:
            self.add_error("password2", "Hai lần nhập mật khẩu mới không giống nhau.")
        return cleaned
