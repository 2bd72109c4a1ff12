"""XML from outside, looked at while it streams past: no declarations, no entities, and a limit to everything.

Takes time and memory in proportion to the bytes, whatever they are: no tree is built and no expression is matched.
"""

import codecs
from collections.abc import Callable, Mapping
from typing import NoReturn
from xml.parsers import expat

from chodon_thidua.lib.files.zip_containers import ContainerFlaw, FileRefusal

ELEMENT_LIMIT = 1_100_000  # of a whole file; 20.000 rows of a template have up to 960.000
OTHER_LIMIT = 450_000  # of one name that has no limit of its own
NAME_LIMIT = 5_000  # different names: expat keeps each one for as long as it reads
DEPTH_LIMIT = 100
ATTRIBUTE_LIMIT = 100  # in one tag
ATTRIBUTE_LENGTH = 100_000  # characters in one tag; the cells of a validation are listed in an attribute
TEXT_LIMIT = 100_000  # characters in one element; a cell of Excel holds 32.767
PIECES_IN_TOKEN = 4  # expat looks at an unfinished tag or comment again with every piece
# What expat reads by itself; another program may read any other encoding differently.
ENCODINGS = ("utf-8", "ascii", "utf-16", "utf-16-le", "utf-16-be")

Attributes = dict[str, str]
Check = Callable[[Attributes], None]
Refuse = Callable[[ContainerFlaw], FileRefusal]


class MarkupBudget:
    """The markup that all parts of one file may hold; `limits` by the name of the element, whatever its prefix."""

    def __init__(self, limits: Mapping[str, int], refuse: Refuse) -> None:
        self.refuse = refuse
        self.elements = ELEMENT_LIMIT
        self.remaining = dict(limits)
        self.local: dict[str, str] = {}

    def add_name(self, name: str) -> str:
        """The name without its prefix, which is counted as a new one."""
        if len(self.local) >= NAME_LIMIT:
            raise self.refuse(ContainerFlaw.UNSAFE)
        self.local[name] = local = name.rpartition(":")[2]
        self.remaining.setdefault(local, OTHER_LIMIT)
        return local


class MarkupScan:
    """One part, taken piece by piece; `checks` look at the attributes of the elements of their name.

    A part that is no XML is looked at up to there: whoever reads it comes no further either.
    """

    def __init__(self, budget: MarkupBudget, checks: Mapping[str, Check]) -> None:
        self.budget, self.checks, self.refuse = budget, checks, budget.refuse
        self.depth = self.text = self.idle = 0
        self.broken = False
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.XmlDeclHandler = self._declare
        self.parser.StartDoctypeDeclHandler = self.parser.EntityDeclHandler = self._forbid
        self.parser.UnparsedEntityDeclHandler = self.parser.ExternalEntityRefHandler = self._forbid
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    def feed(self, piece: bytes) -> None:
        """Parses the next piece. Raises: the refusal of the budget."""
        self._parse(piece, is_last=False)
        self.idle += 1
        if self.idle > PIECES_IN_TOKEN and not self.broken:
            raise self.refuse(ContainerFlaw.UNSAFE)

    def close(self) -> None:
        self._parse(b"", is_last=True)

    def _parse(self, piece: bytes, *, is_last: bool) -> None:
        if self.broken:
            return
        try:
            self.parser.Parse(piece, is_last)
        except expat.ExpatError:
            self.broken = True
        except (LookupError, ValueError) as error:
            if isinstance(error, FileRefusal):
                raise
            raise self.refuse(
                ContainerFlaw.UNSAFE
            ) from error  # an encoding that Python does not know, or not in one byte

    def _declare(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding and _codec(encoding) not in ENCODINGS:
            raise self.refuse(ContainerFlaw.UNSAFE)

    def _forbid(self, *declared: object) -> NoReturn:
        raise self.refuse(ContainerFlaw.UNSAFE)

    def _start(self, name: str, attributes: Attributes) -> None:
        budget = self.budget
        local = budget.local.get(name) or budget.add_name(name)
        remaining = budget.remaining[local] = budget.remaining[local] - 1
        budget.elements -= 1
        if remaining < 0 or budget.elements < 0:
            raise self.refuse(ContainerFlaw.TOO_LONG)
        self.idle = self.text = 0
        self.depth += 1
        if self.depth > DEPTH_LIMIT:
            raise self.refuse(ContainerFlaw.UNSAFE)
        if len(attributes) > ATTRIBUTE_LIMIT or sum(map(len, attributes.values())) > ATTRIBUTE_LENGTH:
            raise self.refuse(ContainerFlaw.UNSAFE)
        if local in self.checks:
            self.checks[local](attributes)

    def _end(self, name: str) -> None:
        self.idle = self.text = 0
        self.depth -= 1

    def _characters(self, text: str) -> None:
        self.idle = 0
        self.text += len(text)
        if self.text > TEXT_LIMIT:
            raise self.refuse(ContainerFlaw.TOO_LONG)


def _codec(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""
