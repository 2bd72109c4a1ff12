"""Lists and groups of entries."""

from typing import Any

from marshmallow import ValidationError, fields

from chodon_thidua.lib.files.file_fields.base import SENTENCES, entry_text


class EntryList(fields.List[Any]):
    default_error_messages = SENTENCES

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> list[Any]:
        if not isinstance(value, list | tuple):
            raise ValidationError(f"phải là danh sách trong dấu [ ], không phải {entry_text(value)}")
        return super()._deserialize(value, attr, data, **kwargs)


class NestedEntry(fields.Nested):
    default_error_messages = SENTENCES


class UnitCodeMap(fields.Dict):
    """Values by the codes of units."""

    default_error_messages = SENTENCES

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if not isinstance(value, dict):
            raise ValidationError(f"phải là các cặp “mã”: giá trị trong dấu {{ }}, không phải {entry_text(value)}")
        return super()._deserialize(value, attr, data, **kwargs)  # type: ignore[no-untyped-call]
