"""Browsers and networks in words, from what a request says of itself. Pure."""

import ipaddress

# In this order: most browsers also name those that they are made of.
BROWSERS = (
    ("coc_coc_browser", "Cốc Cốc"),
    ("Zalo", "Zalo"),
    ("EdgA", "Edge"),
    ("EdgiOS", "Edge"),
    ("Edg", "Edge"),
    ("Edge", "Edge"),
    ("OPR", "Opera"),
    ("Opera", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("FxiOS", "Firefox"),
    ("Firefox", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Trident", "Internet Explorer"),
    ("MSIE", "Internet Explorer"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "điện thoại, máy tính bảng Android"),
    ("Windows", "Windows"),
    ("Macintosh", "máy Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)
UNKNOWN = "trình duyệt không rõ"


def browser_text(user_agent: str) -> str:
    """“Chrome trên Windows”; what is not known is left out."""
    browser = next((name for sign, name in BROWSERS if f"{sign}/" in user_agent or f"{sign} " in user_agent), "")
    system = next((name for sign, name in SYSTEMS if sign in user_agent), "")
    return f"{browser or UNKNOWN.capitalize()} trên {system}" if system else browser or UNKNOWN.capitalize()


def network_text(address: str) -> str:
    """“mạng nội bộ (10.1.2.3)”: addresses of an office's own network are told from those of the internet."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "không rõ"
    if parsed.is_loopback:
        return f"chính máy chủ ({address})"
    return f"{'mạng nội bộ' if parsed.is_private else 'Internet'} ({address})"
