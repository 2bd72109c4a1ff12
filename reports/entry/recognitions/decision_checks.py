"""The checks of a decision before it is listed: whom it names, and on which day it was signed."""

import re
from datetime import date

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import InvalidInput
from chodon_thidua.lib.text import search_key
from reports.entry.recognitions.decision_values import RecognitionValues
from reports.models import Figure
from targets.models import Period
from units.models import Unit

# Words before a unit's name, in full or short, without accents.
KIND_WORDS = ("xa", "thi tran", "phuong")
_KIND = re.compile(r"(?:xa|x|thi tran|tt|phuong|p)[. ]+")


def check_no_unit_typed(values: RecognitionValues, period: Period) -> None:
    """Checks that no unit of the plan is typed as a name: it would count beside the unit that is chosen.

    Raises: InvalidInput, which names the unit.
    """
    text_key = search_key(values.subject_text)
    if not text_key:
        return
    bare = _KIND.sub("", text_key, count=1) if _KIND.match(text_key) else text_key
    units = Unit.objects.below([period.plan.owner_id], include_self=False).valid_between(
        period.starts_on, period.ends_on
    )
    unit = units.filter(search_key__in=[text_key, *(f"{word} {bare}" for word in KIND_WORDS)]).first()
    if unit:
        advice = f"hãy chọn {unit.name} ở ô “Đơn vị được công nhận” và để trống ô này."
        raise InvalidInput({"subject_text": f"“{values.subject_text}” là đơn vị có trong danh sách: {advice}"})


def cut_off_day(figure: Figure | None, period: Period, decided_on: date) -> date:
    """Returns the day up to which the figure counts, and checks that the decision is not later.

    Decisions about a year are signed after its end: unless the year's figure has a cut-off, the first decision sets it.
    Raises: InvalidInput.
    """
    if decided_on > clock.today():
        raise InvalidInput({"decided_on": "Ngày ký không thể sau hôm nay."})
    as_of, advice = min(period.ends_on, clock.today()), "hãy ghi quyết định ở kỳ sau."
    if period.is_final:
        as_of, advice = max(as_of, decided_on), "hãy sửa “Số liệu đến ngày” của chỉ tiêu rồi ghi lại."
    if figure and figure.as_of:
        as_of = figure.as_of
    if decided_on > as_of:
        raise InvalidInput({"decided_on": f"Ngày ký không thể sau ngày số liệu ({as_of:%d/%m/%Y}); {advice}"})
    return as_of
