"""XML from outside, streamed: what passes, and each limit at and beyond its edge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chodon_thidua.lib.files import xml_scan
from chodon_thidua.lib.files.xml_scan import MarkupBudget, MarkupScan
from chodon_thidua.lib.files.zip_containers import ContainerFlaw, FileRefusal


class FlawRefusal(FileRefusal):
    """Carries the flaw, which the makers of real refusals turn into sentences."""

    def __init__(self, flaw: ContainerFlaw) -> None:
        super().__init__(flaw.name)
        self.flaw = flaw


def scan(xml: bytes, limits: dict[str, int] | None = None, piece: int = 1_000_000) -> MarkupScan:
    markup = MarkupScan(MarkupBudget(limits or {}, FlawRefusal), {})
    for start in range(0, len(xml), piece):
        markup.feed(xml[start : start + piece])
    markup.close()
    return markup


def flaw_of(xml: bytes, limits: dict[str, int] | None = None, piece: int = 1_000_000) -> str:
    """Names the flaw for which the part is refused; empty for one that passes."""
    try:
        scan(xml, limits, piece)
    except FlawRefusal as refusal:
        return refusal.flaw.name
    return ""


def nested(depth: int) -> bytes:
    return b"<a>" * depth + b"</a>" * depth


def attributes(number: int, length: int = 1) -> bytes:
    return b"<a " + b" ".join(b'x%d="%s"' % (place, b"v" * length) for place in range(number)) + b"/>"


@pytest.mark.parametrize(
    ("xml", "flaw"),
    [
        (b"<a/>", ""),
        (b'<?xml version="1.0" encoding="UTF-8"?><a>x</a>', ""),
        ('<?xml version="1.0" encoding="utf-16"?><a>ễ</a>'.encode("utf-16"), ""),
        (b'<?xml version="1.0" encoding="shift-jis"?><a/>', "UNSAFE"),
        (b'<?xml version="1.0" encoding="no-such-code"?><a/>', "UNSAFE"),
        (b"<!DOCTYPE a><a/>", "UNSAFE"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "UNSAFE"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "UNSAFE"),
        (nested(xml_scan.DEPTH_LIMIT), ""),
        (nested(xml_scan.DEPTH_LIMIT + 1), "UNSAFE"),
        (attributes(xml_scan.ATTRIBUTE_LIMIT), ""),
        (attributes(xml_scan.ATTRIBUTE_LIMIT + 1), "UNSAFE"),
        (attributes(1, xml_scan.ATTRIBUTE_LENGTH), ""),
        (attributes(1, xml_scan.ATTRIBUTE_LENGTH + 1), "UNSAFE"),
        (b"<a>" + b"x" * xml_scan.TEXT_LIMIT + b"</a>", ""),
        (b"<a>" + b"x" * (xml_scan.TEXT_LIMIT + 1) + b"</a>", "TOO_LONG"),
        (b"<a>" + b"<b>%s</b>" % (b"x" * 60_000) * 3 + b"</a>", ""),
        (b"<a>" + b"".join(b"<n%d/>" % place for place in range(xml_scan.NAME_LIMIT)) + b"</a>", "UNSAFE"),
    ],
)
def test_each_limit_at_its_edge(xml: bytes, flaw: str) -> None:
    assert flaw_of(xml) == flaw


@pytest.mark.parametrize(("number", "flaw"), [(3, ""), (4, "TOO_LONG")])
def test_elements_are_counted_by_their_name_whatever_the_prefix(number: int, flaw: str) -> None:
    rows = b"".join(b"<%s:row/>" % prefix for prefix in (b"x", b"y", b"z", b"x")[:number])
    assert flaw_of(b"<a>" + rows + b"</a>", {"row": 3}) == flaw


def test_one_budget_counts_over_all_parts_of_a_file() -> None:
    budget = MarkupBudget({"row": 3}, FlawRefusal)
    for _ in range(3):
        part = MarkupScan(budget, {})
        part.feed(b"<a><row/></a>")
        part.close()
    with pytest.raises(FlawRefusal, match="TOO_LONG"):
        MarkupScan(budget, {}).feed(b"<a><row/></a>")


def test_a_check_sees_the_attributes_of_its_elements_only() -> None:
    seen: list[dict[str, str]] = []
    markup = MarkupScan(MarkupBudget({}, FlawRefusal), {"c": seen.append})
    markup.feed(b'<s:sheet xmlns:s="x"><s:c r="B2"/><d r="C3"/><c r="D4" t="s"/></s:sheet>')
    markup.close()
    assert seen == [{"r": "B2"}, {"r": "D4", "t": "s"}]


@pytest.mark.parametrize("xml", [b"", b"no xml", b"<a>", b"<a></b>", b"<a/><b/>", b"\x00\x01"])
def test_what_is_no_xml_is_broken_and_no_more(xml: bytes) -> None:
    assert scan(xml).broken


def test_a_tag_that_never_ends_is_refused_after_a_few_pieces() -> None:
    assert flaw_of(b"<a " + b" " * 100, piece=10) == "UNSAFE"


@given(st.binary(max_size=200), st.integers(1, 40))
def test_nothing_but_a_refusal_comes_of_any_bytes(content: bytes, piece: int) -> None:
    assert flaw_of(content, piece=piece) in ("", *ContainerFlaw.__members__)


@given(st.text("ab", max_size=30), st.integers(1, 9))
def test_pieces_make_no_difference(text: str, piece: int) -> None:
    xml = f"<a>{'<b>x</b>'.join(text)}</a>".encode()
    whole, pieces = scan(xml, piece=1000), MarkupScan(MarkupBudget({}, FlawRefusal), {})
    for start in range(0, len(xml), max(piece, 4)):
        pieces.feed(xml[start : start + max(piece, 4)])
    pieces.close()
    assert (whole.broken, whole.depth, whole.budget.elements) == (pieces.broken, pieces.depth, pieces.budget.elements)
