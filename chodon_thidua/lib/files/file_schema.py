"""Schemas of the files that offices write: entries are checked one by one, every mistake is a Vietnamese sentence.

A schema is also the description of its format: `describe_format` writes it as a page.
"""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, pre_load

from chodon_thidua.lib.files.file_fields import MISSING
from chodon_thidua.lib.text import label_key, normalise_line, quote

UNKNOWN, LONGEST_NAME = "unknown", 60


class EntrySchema(Schema):
    """An object between { and }; `heading` names it, `is_named` where that is enough to find it."""

    class Meta:
        unknown = RAISE

    error_messages = {"type": "phải là một mục trong dấu { }", "unknown": UNKNOWN}
    heading = "Mục"
    is_named = False

    @pre_load
    def leave_out_null(self, data: Any, **_: Any) -> Any:
        return {name: value for name, value in data.items() if value is not None} if isinstance(data, Mapping) else data

    def name_of(self, raw: Any, number: int) -> str:
        """Returns the entry's name for a sentence: “Chỉ tiêu CT01 (Việc làm mới)”."""
        own = as_entry(raw)
        code, name = (normalise_line(str(own.get(key) or ""))[:LONGEST_NAME] for key in ("code", "name"))
        return f"{self.heading} {code or f'thứ {number}'}" + (f" ({name})" if name else "")


def as_entry(raw: Any) -> Mapping[str, Any]:
    """The entry as it was written; an empty one for anything else."""
    return raw if isinstance(raw, Mapping) else {}


def load_entries(schema: EntrySchema, raw: Any, where: str) -> tuple[dict[str, Any], list[str]]:
    """The contents of a file, as far as they can be read, and what is wrong with it in the order of the file."""
    try:
        return schema.load(raw), []
    except ValidationError as error:
        valid_data = error.valid_data if isinstance(error.valid_data, dict) else {}
        return valid_data, list(_sentences(schema, error.messages, raw, where))


def _sentences(schema: Schema, errors: Any, raw: Any, where: str) -> Iterator[str]:
    if not isinstance(errors, dict):
        yield from (f"{where}: {message}." for message in errors)
        return
    own = as_entry(raw)
    places = {name: place for place, name in enumerate([*schema.fields, *own])}
    for name, inner in sorted(errors.items(), key=lambda item: places.get(item[0], -1)):
        if name == "_schema":
            yield from (f"{where}: {message}." for message in inner)
        elif name not in schema.fields:
            near = get_close_matches(label_key(name), list(schema.fields), n=1, cutoff=0.6)
            hint = f" Có phải “{near[0]}”?" if near else ""
            yield f"{where}: không có mục {quote(name)} trong quy cách tệp.{hint}"
        else:
            yield from _field_sentences(schema.fields[name], inner, own.get(name), where, name)


def _field_sentences(field: Any, errors: Any, raw: Any, where: str, name: str) -> Iterator[str]:
    if isinstance(errors, list):
        for message in errors:
            yield f"{where}: thiếu “{name}”." if message == MISSING else f"{where}: “{name}” {message}."
    elif isinstance(field, fields.Nested):
        yield from _sentences(field.schema, errors, raw, f"{where}: “{name}”")
    elif isinstance(field, fields.Dict):
        for key, inner in errors.items():
            messages = [message for own in inner.values() for message in own] if isinstance(inner, dict) else inner
            yield from (f"{where}: “{name}”, {quote(str(key))}: {message}." for message in messages)
    else:
        yield from _list_sentences(field.inner, errors, raw, where, name)


def _list_sentences(inner: Any, errors: Any, raw: Any, where: str, name: str) -> Iterator[str]:
    for place in sorted(errors):
        item = raw[place] if isinstance(raw, list | tuple) and place < len(raw) else None
        if isinstance(inner, fields.Nested) and isinstance(inner.schema, EntrySchema):
            entry_name = inner.schema.name_of(item, place + 1)
            above = "" if inner.schema.is_named else f"{where}, "
            yield from _sentences(inner.schema, errors[place], item, f"{above}{entry_name}")
        else:
            yield from (f"{where}: “{name}”, thứ {place + 1}: {message}." for message in errors[place])


def describe_format(schema: EntrySchema) -> Iterator[str]:
    """The format as lines of Markdown: a table for the entry and one for each kind of entry inside."""
    yield f"## {schema.heading}"
    yield ""
    yield "| Mục | Bắt buộc | Giá trị | Ý nghĩa | Ví dụ |"
    yield "|---|---|---|---|---|"
    inside: list[EntrySchema] = []
    for name, field in schema.fields.items():
        about = field.metadata
        required_mark = "có" if field.required else ""
        example = f"`{about['example']}`" if about.get("example") else ""
        yield f"| `{name}` | {required_mark} | {_kind(field, inside)} | {about['meaning']} | {example} |"
    for inner_schema in inside:
        yield ""
        yield from describe_format(inner_schema)


def _kind(field: Any, inside: list[EntrySchema]) -> str:
    if isinstance(field, fields.Nested):
        if not field.metadata.get("described_above"):
            inside.append(field.schema)  # type: ignore[arg-type]  # every schema of a file is an entry
        return f"mục “{getattr(field.schema, 'heading', '')}”"
    if isinstance(field, fields.List):
        inner = field.inner
        inner.metadata = {**field.metadata, **inner.metadata}
        return f"danh sách {_kind(inner, inside)}"
    if isinstance(field, fields.Dict):
        return f"mã đơn vị: {_kind(field.value_field, inside)}"
    return str(field.kind)
