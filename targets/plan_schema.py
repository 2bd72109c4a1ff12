"""The format of a plan's file: every entry with its meaning, and the rules that hold between entries. Pure.

`fixtures/plan-format.md` is written from it.
"""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, validates_schema

from chodon_thidua.lib.files.file_fields import (
    DayEntry,
    EntryList,
    IntegerEntry,
    LineEntry,
    NestedEntry,
    UnreadEntry,
)
from chodon_thidua.lib.files.file_schema import EntrySchema, as_entry
from targets.kind_rules import breakdown_errors
from targets.plan_format.calendar_rules import calendar_rules
from targets.plan_format.entry_errors import CODE, entry_metadata
from targets.plan_format.file_rhythm import RhythmEntry, file_rhythm
from targets.plan_format.indicator_schema import IndicatorSchema
from targets.plan_format.period_entries import FieldSchema, PeriodSchema
from targets.plan_rules import Errors, code_errors, list_entries
from targets.rhythm import Rhythm

FIRST_YEAR, LAST_YEAR = 2000, 2100


class PlanSchema(EntrySchema):
    heading = "Kế hoạch"
    is_named = True

    document_number = LineEntry(60, required=True, metadata=entry_metadata("số văn bản", '"15/KH-UBND"'))
    issued_on = DayEntry(required=True, metadata=entry_metadata("ngày ban hành", '"2022-01-26"'))
    title = LineEntry(300, required=True, metadata=entry_metadata("tên kế hoạch", '"Kế hoạch năm 2022"'))
    year = IntegerEntry(FIRST_YEAR, LAST_YEAR, required=True, metadata=entry_metadata("năm của kế hoạch", "2022"))
    owner = LineEntry(CODE, required=True, metadata=entry_metadata("mã đơn vị ban hành", '"064"'))
    rhythm = RhythmEntry(
        load_default=Rhythm.QUARTERS,
        metadata=entry_metadata("số kỳ trong năm, chưa kể cả năm: nửa năm, quý, tháng; không ghi thì 4", "12"),
    )
    periods = EntryList(
        NestedEntry(PeriodSchema), required=True, metadata=entry_metadata("các kỳ báo cáo, cuối cùng là cả năm")
    )
    fields = EntryList(  # type: ignore[assignment]  # what the file calls them; the class takes it away
        NestedEntry(FieldSchema), required=True, metadata=entry_metadata("các lĩnh vực, theo thứ tự")
    )
    indicators = EntryList(
        NestedEntry(IndicatorSchema), required=True, metadata=entry_metadata("các chỉ tiêu, theo thứ tự")
    )
    note = UnreadEntry(metadata=entry_metadata("ghi cho người đọc tệp, không nạp"))
    issuer = UnreadEntry(metadata=entry_metadata("ghi cho người đọc tệp, không nạp"))
    allocation_note = UnreadEntry(metadata=entry_metadata("ghi cho người đọc tệp, không nạp"))
    basis_documents = UnreadEntry(metadata=entry_metadata("ghi cho người đọc tệp, không nạp"))
    movements = UnreadEntry(metadata=entry_metadata("ghi cho người đọc tệp, không nạp"))
    indices = UnreadEntry(metadata=entry_metadata("ghi cho người đọc tệp, không nạp"))
    tasks = UnreadEntry(metadata=entry_metadata("ghi cho người đọc tệp, không nạp"))

    @validates_schema(skip_on_field_errors=False)
    def check_periods(self, data: Mapping[str, Any], **_: Any) -> None:
        periods = data.get("periods")
        if periods is None:
            return
        ordinals: list[Any] = [period.get("ordinal") for period in periods if isinstance(period, dict)]
        rhythm = file_rhythm()
        if None not in ordinals and sorted(ordinals) != list(rhythm.ordinals):
            raise ValidationError(f"phải có đúng {rhythm.count_with_final} kỳ, thứ tự 1 đến {rhythm.final}")
        errors: Errors = {}
        for place, name, sentence in calendar_rules(periods, data.get("year")):
            errors.setdefault(place, {}).setdefault(name, []).append(sentence)
        if errors:
            raise ValidationError({"periods": errors})

    @validates_schema(pass_original=True, skip_on_field_errors=False)
    def check_codes(self, data: Mapping[str, Any], original_data: Any, **_: Any) -> None:
        """Codes used twice, and fields that no indicator may name."""
        fields, indicators = (list_entries(as_entry(original_data).get(name)) for name in ("fields", "indicators"))
        errors: Errors = {}
        field_places: dict[str, int] = {}
        for place, field in fields:
            if field_places.setdefault(str(field.get("code")), place) != place:
                errors.setdefault("fields", {})[place] = {"code": ["mã bị lặp"]}
        indicator_codes: set[str] = set()
        breakdowns = dict(breakdown_errors(indicators))
        for place, top in indicators:
            own = code_errors(top, field_places, indicator_codes)
            for child_place, child in list_entries(top.get("children")):
                if inner := code_errors(child, field_places, indicator_codes):
                    own.setdefault("children", {})[child_place] = inner
            if place in breakdowns:
                own["breakdown_of"] = [breakdowns[place]]
            if own:
                errors.setdefault("indicators", {})[place] = own
        if errors:
            raise ValidationError(errors)
