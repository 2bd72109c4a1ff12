"""JSON files that people write in an editor: any Unicode encoding, exact numbers, and mistakes in words."""

import json
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

from chodon_thidua.lib.text import normalise_line, quote, without_invisible

SAVE_AS = "Mở bằng Notepad, chọn File › Save As, ô Encoding chọn “UTF-8”, rồi lưu lại."
LONGEST_INTEGER = 30  # digits; what is longer is no number of a plan and would only cost time
MISTAKES = {
    "Expecting value": "thiếu một giá trị, hoặc chữ không nằm trong ngoặc kép",
    "Expecting property name enclosed in double quotes": "tên mục phải trong ngoặc kép thẳng, hoặc thừa dấu phẩy",
    "Expecting ':' delimiter": "thiếu dấu hai chấm sau tên mục",
    "Expecting ',' delimiter": "thiếu dấu phẩy giữa hai mục, hoặc thiếu dấu đóng } hay ]",
    "Unterminated string starting at": "thiếu ngoặc kép đóng của phần chữ bắt đầu ở đây",
    "Invalid control character at": "có chỗ xuống dòng hoặc dấu Tab trong ngoặc kép",
    "Extra data": "còn nội dung thừa sau dấu đóng cuối cùng",
    "Illegal trailing comma before end of object": "thừa dấu phẩy trước dấu }",
    "Illegal trailing comma before end of array": "thừa dấu phẩy trước dấu ]",
}
BACKSLASH = "dấu \\ trong ngoặc kép phải viết thành \\\\"


class JsonFileError(ValueError):
    """The file is no JSON; `problems` are Vietnamese sentences, one for each mistake."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def read_json(content: bytes) -> Any:
    """The contents of a file; numbers with a point are Decimal as written, names of entries are normalised lines.

    Raises: JsonFileError.
    """
    try:
        text = without_invisible(content.decode(json.detect_encoding(content)))
    except UnicodeDecodeError as error:
        raise JsonFileError([f"Tệp không phải văn bản Unicode. {SAVE_AS}"]) from error
    if not text.strip():
        raise JsonFileError(["Tệp rỗng."])
    reader = _DuplicateEntries()
    try:
        value = json.loads(
            text.replace("\u00a0", " "),
            parse_float=_exact,
            parse_int=lambda digits: int(digits) if len(digits) <= LONGEST_INTEGER else Decimal(digits),
            parse_constant=_no_number,
            object_pairs_hook=reader.entries,
        )
    except json.JSONDecodeError as error:
        raise JsonFileError([_mistake(error)]) from error
    except RecursionError as error:
        raise JsonFileError(["Tệp có các dấu { } hoặc [ ] lồng nhau quá sâu."]) from error
    if reader.problems:
        raise JsonFileError(reader.problems)
    return value


class _DuplicateEntries:
    """Collects entries that are written twice, of which JSON would silently keep the last."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def entries(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for name, value in pairs:
            key = normalise_line(name)
            if key in mapping:
                own = next((f" (của {quote(str(mapping[name]))})" for name in ("code", "name") if name in mapping), "")
                self.problems.append(f"Mục {quote(name)}{own} được ghi hai lần trong cùng một dấu {{ }}.")
            mapping[key] = value
        return mapping


def _exact(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:  # an exponent beyond anything
        return Decimal("Infinity")


def _no_number(name: str) -> NoReturn:
    raise JsonFileError([f"“{name}” không phải là số; mục chưa có số thì bỏ trống cả mục."])


def _mistake(error: json.JSONDecodeError) -> str:
    what = BACKSLASH if "escape" in error.msg else MISTAKES.get(error.msg, "viết sai quy cách JSON")
    character = error.doc[error.pos : error.pos + 1].strip()
    character = f", gặp {quote(character)}" if character else ""
    return f"Tệp không phải JSON hợp lệ: dòng {error.lineno}, cột {error.colno}{character}: {what}."
