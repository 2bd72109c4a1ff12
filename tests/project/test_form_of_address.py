"""One form of address in all that people read: “anh/chị”, and the app speaks of itself in no person at all."""

import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
APPS = ("chodon_thidua", "units", "targets", "reports")
# Words that address somebody otherwise, or let the app say “I” and “we”.
OTHERS = (
    r"bạn|quý vị|quý khách|quý cơ quan|đồng chí|ông/bà|ông \(bà\)|ông, bà|ông|bà|em|các anh|các chị"
    r"|anh chị|anh, chị|anh hoặc chị|chị/anh|anh\(chị\)|anh \(chị\)|người dùng thân mến|tôi|chúng tôi|chúng ta|mày|tao"
)
OTHER_ADDRESS = re.compile(rf"(?<![\w/])(?:{OTHERS})(?![\w/])", re.IGNORECASE)
ALONE = re.compile(r"(?<![\w/])(?:anh|chị)(?![\w/])", re.IGNORECASE)
TOGETHER = re.compile(r"anh/chị", re.IGNORECASE)
# Names of people in examples, and words that only look like an address.
NAMES = re.compile(r"(?:Ngô|Lý|Ma|Hà) [A-ZĐ]\w+ [A-ZĐ]\w+|bà con|nghề ông|tiếng Anh")
VIETNAMESE = re.compile(r"[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.IGNORECASE)


def python_texts(path: Path) -> Iterator[str]:
    """The strings of a module in Vietnamese, without docstrings and comments, which are English."""
    with tokenize.open(path) as source:
        for token in tokenize.generate_tokens(source.readline):
            if token.type == tokenize.STRING and VIETNAMESE.search(token.string):
                yield token.string


def files() -> list[Path]:
    modules = [path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]
    pages = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "templates").rglob("*.txt")]
    return sorted([*modules, *pages, *(ROOT / "static" / "js").rglob("*.js")])


def texts(path: Path) -> list[str]:
    return list(python_texts(path)) if path.suffix == ".py" else path.read_text("utf-8").splitlines()


def other_addresses(text: str) -> list[str]:
    """Returns the words of the text that address somebody otherwise."""
    plain = NAMES.sub(" ", text)
    return [*OTHER_ADDRESS.findall(plain), *ALONE.findall(TOGETHER.sub(" ", plain))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Anh/chị hãy chọn kỳ.", []),
        ("của anh/chị", []),
        ("Bạn hãy chọn kỳ.", ["Bạn"]),
        ("Giữ số của tôi", ["tôi"]),
        ("Anh chị chưa nhập", ["Anh chị", "Anh", "chị"]),
        ("Quý vị vui lòng", ["Quý vị"]),
        ("Kính gửi ông/bà", ["ông/bà"]),
        ("Chị hãy chọn", ["Chị"]),
        ("văn bản ban hành, bàn giao, công bố, thành em bé", ["em"]),
        ("Hãy chọn kỳ.", []),
    ],
)
def test_what_counts_as_another_form(text: str, words: list[str]) -> None:
    assert other_addresses(text) == words


def test_everything_that_people_read_says_the_same() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {text.strip()[:100]}"
        for path in files()
        for text in texts(path)
        if other_addresses(text)
    ]
    assert found == []


def test_the_form_is_in_use_where_people_are_asked_to_act() -> None:
    """Guards the search itself: it reads templates, modules and scripts."""
    users = {path.suffix for path in files() if any(TOGETHER.search(text) for text in texts(path))}
    assert {".html", ".py"} <= users
    assert len(files()) > 300
