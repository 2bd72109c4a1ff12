"""Numbers in words of official papers."""

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def roman(number: int) -> str:
    """The number of a field in official papers: "IV" for 4."""
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def running_count(n: int) -> str:
    """A count in running text: official Vietnamese writes a leading zero below ten ("02 xã")."""
    return f"{n:02d}" if n < 100 else f"{n:,}".replace(",", ".")
