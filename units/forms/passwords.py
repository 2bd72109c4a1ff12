"""The person's own password."""

from typing import Any

from allauth.account.forms import ChangePasswordForm


class PasswordChangeForm(ChangePasswordForm):
    def clean(self) -> dict[str, Any]:
        """Compare both new passwords, in Vietnamese."""
        # Not super().clean(), which does just this in English.
        typed = self.cleaned_data
        if typed.get("password1") and typed.get("password2") and typed["password1"] != typed["password2"]:
            self.add_error("password2", "Hai lần nhập mật khẩu mới không giống nhau.")
        return typed
