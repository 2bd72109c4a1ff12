"""Real workbooks as they might arrive: with bytes changed, cut, or with foreign XML in their parts."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from random import Random

from tests.lib.files.workbook_files import repack

FOREIGN = (
    "<c r='XFD1'/>",
    "<row r='5'>",
    "</row>",
    "<v>x</v>",
    "<f>A1</f>",
    "<is><t>x</t></is>",
    "<!-- x -->",
    "<![CDATA[x]]>",
    "<?x y?>",
    "&#0;",
    "&#x1F600;",
    "&x;",
    "<!DOCTYPE x>",
    '" t="s',
    '" s="99',
    '" r="B2',
    "9" * 400,
    "é",
    "\x01",
    "<mergeCell ref='A1:XFD9'/>",
    "<sheet name='x' sheetId='9'/>",
)


def mutate(content: bytes, random: Random) -> bytes:
    """One to three changes, either to the file or to one of its parts before it is packed again."""
    for _ in range(random.randint(1, 3)):
        content = random.choice((_flip, _cut, _splice, _spoil_part, _spoil_part, _splice_part, _splice_part))(
            content, random
        )
    return content


def _flip(content: bytes, random: Random) -> bytes:
    buffer = bytearray(content)
    for _ in range(random.randint(1, 4)):
        if buffer:
            buffer[random.randrange(len(buffer))] = random.randrange(256)
    return bytes(buffer)


def _cut(content: bytes, random: Random) -> bytes:
    start = random.randrange(len(content) + 1)
    return content[:start] + content[start + random.randrange(200) :]


def _splice(content: bytes, random: Random) -> bytes:
    start, end = sorted(random.randrange(len(content) + 1) for _ in range(2))
    place = random.randrange(len(content) + 1)
    return content[:place] + content[start:end][:300] + content[place:]


def _spoil_part(content: bytes, random: Random) -> bytes:
    return _with_part(content, random, lambda part: random.choice((_flip, _cut, _splice))(part, random))


def _splice_part(content: bytes, random: Random) -> bytes:
    foreign = random.choice(FOREIGN).encode()

    def splice(part: bytes) -> bytes:
        place = random.randrange(len(part) + 1)
        return part[:place] + foreign + part[place:]

    return _with_part(content, random, splice)


def _with_part(content: bytes, random: Random, change: Callable[[bytes], bytes]) -> bytes:
    """The file as it is where it has been spoilt before and cannot be unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            name = random.choice(archive.namelist())
        return repack(content, {name: change})
    except Exception:
        return content
