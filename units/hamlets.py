"""The words for what lies below a commune, which differ from place to place. Pure."""

# The longest of those that begin alike come first.
WORDS = (
    "Tổ dân phố",
    "Khu dân cư",
    "Khu phố",
    "Khối phố",
    "Tiểu khu",
    "Thôn",
    "Làng",
    "Bản",
    "Buôn",
    "Bon",
    "Plei",
    "Ấp",
    "Xóm",
    "Khóm",
    "Khối",
    "Khu",
    "Phum",
    "Sóc",
    "Tổ",
)


def hamlet_word(name: str) -> str:
    """The word with which the name of a hamlet begins: “Ấp” of “Ấp Phước Bình”; empty where it is none of them."""
    return next((word for word in WORDS if name.casefold().startswith(f"{word.casefold()} ")), "")


def hamlet_head(name: str) -> str:
    """The title of whoever heads it, in capitals: “TRƯỞNG ẤP”, of a group of households “TỔ TRƯỞNG”."""
    word = hamlet_word(name)
    if word.startswith("Tổ"):
        return "TỔ TRƯỞNG"
    return f"TRƯỞNG {(word or 'Thôn').upper()}"
