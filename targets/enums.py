"""Choices of the targets app, plain Python so that the pure calculation can use them."""

from enum import StrEnum
from typing import NamedTuple

from units.audit_actions import AuditAction, NumberEffect


class Measure(StrEnum):
    """The kinds of calculation of an indicator's value. Other modules ask for these properties, not for a member."""

    AMOUNT = "AMOUNT"
    RATIO = "RATIO"
    RECOGNITION = "RECOGNITION"
    STATE = "STATE"
    TEXT = "TEXT"
    ALL_OF = "ALL_OF"

    @property
    def has_single_number(self) -> bool:
        """Tells whether the value is the one number that a unit enters."""
        return self is Measure.AMOUNT

    @property
    def has_denominator(self) -> bool:
        """Tells whether a unit enters a numerator and a denominator."""
        return self is Measure.RATIO

    @property
    def counts_recognitions(self) -> bool:
        """Tells whether the value is the number of units or people named in decisions."""
        return self is Measure.RECOGNITION

    @property
    def has_states(self) -> bool:
        """Tells whether the value is the number of a named state, from 0 on."""
        return self is Measure.STATE

    @property
    def has_text(self) -> bool:
        """Tells whether there is no number: a unit enters words, and people assess them."""
        return self is Measure.TEXT

    @property
    def is_in_words(self) -> bool:
        """Tells whether the value is words on pages and in workbooks; such values of several units have no sum."""
        return self.has_states or self.has_text

    @property
    def is_composite(self) -> bool:
        """Tells whether the indicator has children and no figures of its own."""
        return self is Measure.ALL_OF


class TargetBasis(StrEnum):
    LEVEL = "LEVEL"
    RISE = "RISE"
    FALL = "FALL"
    GROWTH = "GROWTH"

    @property
    def is_change(self) -> bool:
        """Tells whether the target is of the difference from last year and not of the value itself."""
        return self is not TargetBasis.LEVEL


class BaselineKind(StrEnum):
    YEAR_END = "YEAR_END"
    SAME_PERIOD = "SAME_PERIOD"


class OverTime(StrEnum):
    """The ways from the readings of a year's periods to the value to date."""

    SUM = "SUM"
    LAST = "LAST"
    AVERAGE = "AVERAGE"
    MAXIMUM = "MAXIMUM"

    @property
    def counts_every_period(self) -> bool:
        """Tells whether each period's reading matters, and not the latest one alone."""
        return self is not OverTime.LAST

    @property
    def adds_up(self) -> bool:
        """Tells whether the readings of the periods have a sum; without one there is no pace and 0 no lack of news."""
        return self is OverTime.SUM


class OverYears(StrEnum):
    """The ways from the values of years to that of a term of several years; GROWTH is a geometric mean of percents."""

    SUM = "SUM"
    LAST = "LAST"
    AVERAGE = "AVERAGE"
    GROWTH = "GROWTH"


class PartRole(StrEnum):
    NUMERATOR = "NUMERATOR"
    DENOMINATOR = "DENOMINATOR"


class Comparator(StrEnum):
    """The ways to compare a value with its target; the last three have a lower and an upper end, both included."""

    ABOVE = ">"
    AT_LEAST = ">="
    BELOW = "<"
    AT_MOST = "<="
    WITHIN = "in"
    ABOUT = "~"
    EXACTLY = "="

    @property
    def is_floor(self) -> bool:
        """Tells whether more is better."""
        return self in (Comparator.ABOVE, Comparator.AT_LEAST)

    @property
    def is_band(self) -> bool:
        """Tells whether the value may lie neither below nor above."""
        return self in BANDS


BANDS = (Comparator.WITHIN, Comparator.ABOUT, Comparator.EXACTLY)
SINGLE_ENDED = tuple(comparator for comparator in Comparator if comparator not in BANDS)


class PeriodState(StrEnum):
    UPCOMING = "UPCOMING"
    OPEN = "OPEN"
    LOCKED = "LOCKED"


class PeriodKind(StrEnum):
    REGULAR = "REGULAR"
    FINAL = "FINAL"


class PlanStatus(StrEnum):
    DRAFT = "DRAFT"
    ACTIVE = "ACTIVE"
    CLOSED = "CLOSED"


class Status(StrEnum):
    """The result of an assessment; the words on pages are in STATUS_LABELS."""

    NOT_ASSESSED = "NOT_ASSESSED"
    NOT_DUE = "NOT_DUE"
    NO_DATA = "NO_DATA"
    EXCEEDED = "EXCEEDED"
    MET = "MET"
    MISSED = "MISSED"
    ON_TRACK = "ON_TRACK"
    AT_RISK = "AT_RISK"
    BEHIND = "BEHIND"


class Reason(StrEnum):
    """The rule that decided an assessment's status."""

    NO_TARGET = "NO_TARGET"
    NOT_APPLICABLE = "NOT_APPLICABLE"
    NOTHING_TO_COUNT = "NOTHING_TO_COUNT"
    PERIOD_UPCOMING = "PERIOD_UPCOMING"
    NOT_DUE_YET = "NOT_DUE_YET"
    NO_VALUE = "NO_VALUE"
    LIST_ONLY = "LIST_ONLY"
    NO_BASELINE = "NO_BASELINE"
    OTHER_DEFINITION = "OTHER_DEFINITION"
    LATEST_DUE_MISSING = "LATEST_DUE_MISSING"
    DUE_PERIOD_MISSING = "DUE_PERIOD_MISSING"
    WAITING_FOR_UNITS = "WAITING_FOR_UNITS"
    YEAR_CLOSED = "YEAR_CLOSED"
    IRREVERSIBLE = "IRREVERSIBLE"
    WITHIN_PACE = "WITHIN_PACE"
    WITHIN_CEILING = "WITHIN_CEILING"
    ABOVE_CEILING = "ABOVE_CEILING"
    ON_PACE = "ON_PACE"
    NEAR_PACE = "NEAR_PACE"
    BELOW_PACE = "BELOW_PACE"
    AT_TARGET = "AT_TARGET"
    WITHIN_BAND = "WITHIN_BAND"
    ABOVE_PACE = "ABOVE_PACE"
    BREAKDOWN = "BREAKDOWN"
    PRIOR_NOT_POSITIVE = "PRIOR_NOT_POSITIVE"
    NOT_JUDGED = "NOT_JUDGED"
    JUDGED = "JUDGED"
    YEAR_MISSING = "YEAR_MISSING"
    TERM_CLOSED = "TERM_CLOSED"
    TERM_REACHED = "TERM_REACHED"
    TERM_CEILING = "TERM_CEILING"


class TargetsAuditAction(AuditAction):
    BASELINE_REMOVE = "BASELINE_REMOVE", "Xóa số liệu năm trước", NumberEffect.TOTALS
    BASELINE_SET = "BASELINE_SET", "Ghi số liệu năm trước", NumberEffect.TOTALS
    PERIOD_DAYS = "PERIOD_DAYS", "Đổi ngày của kỳ báo cáo", NumberEffect.TOTALS
    PERIOD_EXCEPTION = "PERIOD_EXCEPTION", "Mở riêng kỳ đã khóa"
    PERIOD_EXCEPTION_END = "PERIOD_EXCEPTION_END", "Kết thúc mở riêng"
    PERIOD_STATE = "PERIOD_STATE", "Mở, khóa kỳ báo cáo", NumberEffect.SHOWN
    PLAN_CORRECTED = "PLAN_CORRECTED", "Sửa kế hoạch bằng tệp", NumberEffect.TOTALS
    PLAN_LOADED = "PLAN_LOADED", "Nạp kế hoạch", NumberEffect.TOTALS
    PROGRAMME_CORRECTED = "PROGRAMME_CORRECTED", "Sửa chương trình nhiều năm bằng tệp", NumberEffect.SHOWN
    PROGRAMME_LOADED = "PROGRAMME_LOADED", "Nạp chương trình nhiều năm", NumberEffect.SHOWN
    PROGRAMME_YEARS = "PROGRAMME_YEARS", "Ghi số các năm trước của chương trình", NumberEffect.SHOWN
    TARGET_SET = "TARGET_SET", "Giao chỉ tiêu", NumberEffect.SHOWN


MEASURES_WITH_NUMBERS = tuple(measure for measure in Measure if not (measure.is_composite or measure.has_text))

# What people may give to words; everything else is a matter of what has been reported.
JUDGED_STATUSES = (
    Status.EXCEEDED,
    Status.MET,
    Status.ON_TRACK,
    Status.AT_RISK,
    Status.BEHIND,
    Status.MISSED,
)
STATUS_LABELS = {
    Status.EXCEEDED: "Vượt",
    Status.MET: "Đạt",
    Status.ON_TRACK: "Đúng tiến độ",
    Status.AT_RISK: "Cần chú ý",
    Status.BEHIND: "Chậm tiến độ",
    Status.MISSED: "Không đạt",
    Status.NO_DATA: "Chưa đủ số liệu",
    Status.NOT_DUE: "Chưa đến kỳ",
    Status.NOT_ASSESSED: "Không đánh giá",
}
REASON_LABELS = {
    Reason.NO_TARGET: "Không có chỉ tiêu giao ở phạm vi này.",
    Reason.NOT_APPLICABLE: "Mọi đơn vị được giao đều trả lời “không áp dụng”.",
    Reason.NOTHING_TO_COUNT: "Không phát sinh: mọi đơn vị đã báo cáo và mẫu số bằng 0.",
    Reason.PERIOD_UPCOMING: "Kỳ báo cáo chưa mở.",
    Reason.NOT_DUE_YET: "Chưa đến kỳ phải có số liệu.",
    Reason.NO_VALUE: "Chưa có số liệu được tính.",
    Reason.LIST_ONLY: "Số bình quân, tỷ lệ, thứ hạng của nhiều đơn vị không cộng được; xem từng đơn vị.",
    Reason.NO_BASELINE: "Chưa có số liệu gốc của năm trước để so sánh.",
    Reason.OTHER_DEFINITION: "Số liệu năm trước theo chuẩn khác, không so sánh được.",
    Reason.LATEST_DUE_MISSING: "Chưa đơn vị nào có số liệu của kỳ phải báo cáo gần nhất.",
    Reason.DUE_PERIOD_MISSING: "Còn thiếu số liệu của một kỳ đã đến hạn, nên chưa so sánh được.",
    Reason.WAITING_FOR_UNITS: "Còn đơn vị chưa có số liệu và kỳ chưa khóa, nên chưa kết luận.",
    Reason.YEAR_CLOSED: "Số liệu cả năm đã chốt.",
    Reason.IRREVERSIBLE: "Đã đủ chỉ tiêu năm và không thể giảm đi.",
    Reason.WITHIN_PACE: "Không vượt mức cho phép đến kỳ này.",
    Reason.WITHIN_CEILING: "Vượt tiến độ cho phép nhưng chưa quá mức trần của năm.",
    Reason.ABOVE_CEILING: "Đã quá mức trần.",
    Reason.ON_PACE: "Đạt mức cần có đến kỳ này.",
    Reason.NEAR_PACE: "Thấp hơn mức cần có đến kỳ này, nhưng vẫn trên ngưỡng chú ý.",
    Reason.AT_TARGET: "Bằng đúng mức chỉ tiêu, chưa qua mức đó nên chưa đạt.",
    Reason.WITHIN_BAND: "Nằm trong khoảng cần có đến kỳ này.",
    Reason.ABOVE_PACE: "Cao hơn khoảng cần có đến kỳ này, nhưng chưa quá mức trên của năm.",
    Reason.BREAKDOWN: "Số “trong đó” của một chỉ tiêu khác, chỉ theo dõi.",
    Reason.PRIOR_NOT_POSITIVE: "Số năm trước bằng 0 hoặc âm nên không tính được tốc độ tăng.",
    Reason.NOT_JUDGED: "Đã có nội dung báo cáo, người thẩm định chưa đánh giá.",
    Reason.JUDGED: "Người thẩm định đánh giá theo nội dung báo cáo.",
    Reason.BELOW_PACE: "Thấp hơn ngưỡng chú ý của mức cần có đến kỳ này.",
    Reason.YEAR_MISSING: "Còn thiếu số liệu của năm đã qua, nên chưa kết luận cả giai đoạn.",
    Reason.TERM_CLOSED: "Số liệu các năm của cả giai đoạn đã chốt.",
    Reason.TERM_REACHED: "Đã đủ mục tiêu của cả giai đoạn và không thể giảm đi.",
    Reason.TERM_CEILING: "Vượt tiến độ cho phép nhưng chưa quá mức trần của cả giai đoạn.",
}
OVER_YEARS_LABELS = {
    OverYears.SUM: "cộng các năm",
    OverYears.LAST: "mức của năm mới nhất",
    OverYears.AVERAGE: "bình quân các năm",
    OverYears.GROWTH: "tốc độ tăng bình quân (nhân)",
}


class SpanLabels(NamedTuple):
    """The words for the time that a number covers."""

    in_period: str
    whole_year: str
    to_date: str

    def entered(self, *, is_final: bool) -> str:
        """Returns the words for a number as it is entered, in a regular period or for the whole year."""
        return self.whole_year if is_final else self.in_period


SPAN_LABELS = {
    OverTime.SUM: SpanLabels("trong kỳ", "cả năm", "lũy kế từ đầu năm"),
    OverTime.LAST: SpanLabels("đến cuối kỳ", "đến cuối năm", "tại cuối kỳ"),
    OverTime.AVERAGE: SpanLabels("bình quân trong kỳ", "bình quân cả năm", "bình quân từ đầu năm"),
    OverTime.MAXIMUM: SpanLabels("cao nhất trong kỳ", "cao nhất cả năm", "cao nhất từ đầu năm"),
}
COMPARATOR_SIGNS = {
    Comparator.ABOVE: ">",
    Comparator.AT_LEAST: "≥",
    Comparator.BELOW: "<",
    Comparator.AT_MOST: "≤",
    Comparator.WITHIN: "trong khoảng",
    Comparator.ABOUT: "khoảng",
    Comparator.EXACTLY: "đúng",
}
COMPARATOR_WORDS = {
    Comparator.ABOVE: "trên",
    Comparator.AT_LEAST: "từ",
    Comparator.BELOW: "dưới",
    Comparator.AT_MOST: "không quá",
    Comparator.WITHIN: "trong khoảng",
    Comparator.ABOUT: "khoảng",
    Comparator.EXACTLY: "đúng",
}
PLAN_STATUS_LABELS = {
    PlanStatus.DRAFT: "Đang soạn",
    PlanStatus.ACTIVE: "Đang áp dụng",
    PlanStatus.CLOSED: "Đã kết thúc",
}
BASIS_LABELS = {
    TargetBasis.LEVEL: "Giá trị",
    TargetBasis.RISE: "Mức tăng",
    TargetBasis.FALL: "Mức giảm",
    TargetBasis.GROWTH: "Tốc độ tăng",
}
PERIOD_STATE_LABELS = {
    PeriodState.UPCOMING: "Chưa mở",
    PeriodState.OPEN: "Đang mở",
    PeriodState.LOCKED: "Đã khóa",
}


def enum_choices(enum: type[StrEnum]) -> list[tuple[str, str]]:
    """Returns the choices of a column that no form shows: every member's value is its own label."""
    return [(member.value, member.value) for member in enum]
