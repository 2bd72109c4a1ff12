"""Passwords for once, and what Django says about passwords where it does not say it in Vietnamese."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.crypto import get_random_string

# Without the letters and digits that look alike on paper.
LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
GROUPS, IN_A_GROUP = 4, 4


def one_time_password() -> str:
    """A first password, in groups so that it can be read from paper and over the telephone."""
    return "-".join(get_random_string(IN_A_GROUP, LETTERS) for _ in range(GROUPS))


class LengthValidator(MinimumLengthValidator):
    def get_error_message(self) -> str:
        return f"Mật khẩu quá ngắn, phải có ít nhất {self.min_length} ký tự."
