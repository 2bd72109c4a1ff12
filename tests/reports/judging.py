"""An office whose plan has an indicator by states and one in words, and what its people do with them."""

from typing import Any

from reports.judgement.services import judgement_set
from reports.models import ManualAssessment
from targets.enums import Status
from tests.reports.builders import SampleOffice, make_office
from tests.reports.pages import page, signed_in, visible_text
from units.models import User

STATE, TEXT = "CT01", "CT02"
WORDS = "Xuất siêu 12 triệu USD"
REASON = "Đúng mục tiêu của kế hoạch."
JUDGED = "Đánh giá tay, Nông Văn Thẩm ngày 15/09/2022: Đúng mục tiêu của kế hoạch."


def make_words_office() -> SampleOffice:
    """The department has reported quarter II, approved, and begun quarter III."""
    office = make_office(communes=1, indicators=("STATE", "TEXT"))
    office.enter(STATE, 1, unit=office.department, ordinal=2)
    office.enter(TEXT, unit=office.department, ordinal=2, text_value="Nhập siêu")
    office.approve(office.department, 2)
    office.enter(STATE, 2, unit=office.department)
    office.enter(TEXT, unit=office.department, text_value=WORDS)
    return office


def judge(office: SampleOffice, **changes: Any) -> ManualAssessment:
    values: dict[str, Any] = {
        "indicator": office.indicators[TEXT],
        "unit": office.district,
        "period": office.period(),
        "status": Status.MET,
        "reason": REASON,
        "words": WORDS,
        "actor": office.reviewer,
        "seen_version": 0,
    }
    return judgement_set(**values | changes)


def text_of(office: SampleOffice, path: str, user: User | None = None) -> str:
    return visible_text(page(signed_in(user or office.leader), path).xpath("//main")[0])
