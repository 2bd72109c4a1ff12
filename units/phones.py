"""Telephone numbers as people write them: an extension or two numbers included. Pure."""

import re

from django.core.validators import RegexValidator

LONGEST_PHONE = 40
PHONE_SHAPE = RegexValidator(
    r"^\+?[0-9][0-9 .()/+-]{4,}( ?(máy lẻ|máy|ext\.?) ?[0-9]+)?\Z",
    "Không hiểu số điện thoại này. Nhập như 0209 388 2123 hoặc 0912.345.678.",
)
_FIRST_NUMBER = re.compile(r"\+?[0-9][0-9 .()-]*")


def dial_address(phone: str) -> str:
    """The address by which a telephone dials the first number: “tel:02093882123”; empty for none."""
    match = _FIRST_NUMBER.match(phone)
    digits = re.sub(r"[^0-9+]", "", match[0]) if match else ""
    return f"tel:{digits}" if digits else ""
