"""The remarks that must stand beside a number: that it is provisional, old or partial, and who is missing."""

from collections.abc import Mapping

from chodon_thidua.lib.text import running_count
from reports.progress.assessment_text import judgement_sentence, source_text
from targets.calculation.assessment import Assessment
from targets.calculation.types import Subject, UnitId
from targets.enums import REASON_LABELS, Reason, Status

BEFORE_THE_STATE = (Reason.NEAR_PACE, Reason.BELOW_PACE)


def remark_sentences(
    assessment: Assessment,
    names: Mapping[UnitId, str],
    periods: Mapping[int, str],
    *,
    pending: bool,
    most: int | None = None,
) -> list[str]:
    """The sentences that must stand beside the number: that it is provisional, old or partial, and who is missing.

    Shape: `names` of units by id, of `periods` by ordinal; `pending` is true where figures not yet approved count.
    No more than `most` units are named in each, where room is short; units whose names are not known are counted.
    """
    totals, aggregate, comparison = assessment.totals, assessment.aggregate, assessment.year_comparison

    def who(units: tuple[UnitId, ...], count: int) -> str:
        return subject_names(units, names, most=most) if units else f"{running_count(count)} đơn vị"

    sentences = []
    is_waiting = assessment.status == Status.NOT_DUE
    if assessment.provisional and assessment.value is not None and not is_waiting:
        sentences.append(f"{provisional_text(assessment, periods)}.")
    if reason := reason_text(assessment):
        sentences.append(reason)
    if assessment.is_list_only and assessment.reason != Reason.LIST_ONLY:
        sentences.append(REASON_LABELS[Reason.LIST_ONLY])
    if source := source_note(assessment, periods):
        sentences.append(f"{source}.")
    if aggregate.silent and aggregate.has_figures and not is_waiting:
        sentences.append(f"Chưa có số liệu{'' if pending else ' được duyệt'}: {who(totals.silent, aggregate.silent)}.")
    if aggregate.half:
        sentences.append(f"Thiếu tử số hoặc mẫu số: {who(totals.half, aggregate.half)}.")
    if comparison and comparison.without:
        sentences.append(f"Không so sánh vì thiếu số gốc: {who(comparison.left_out, comparison.without)}.")
    if assessment.missing_named and aggregate.has_figures and not is_waiting:
        sentences.append(f"Còn thiếu: {subject_names(assessment.missing_named, names)}.")
    if assessment.unlisted:
        sentences.append(f"Khác danh sách: {subject_names(assessment.unlisted, names, most=most)}.")
    return sentences


def reason_text(assessment: Assessment) -> str:
    """The rule that decided the status; of a judgement by people who gave it, when and why."""
    if assessment.spec.measure.has_states and assessment.reason in BEFORE_THE_STATE:
        return "Chưa đến trạng thái cần có đến kỳ này."
    return judgement_sentence(assessment) or (REASON_LABELS[assessment.reason] if assessment.reason else "")


def subject_names(subjects: tuple[Subject, ...], names: Mapping[UnitId, str], *, most: int | None = None) -> str:
    labels = [names.get(subject, str(subject)) if isinstance(subject, int) else subject for subject in subjects]
    if most is None or len(labels) <= most + 1:
        return ", ".join(labels)
    return f"{', '.join(labels[:most])} và {running_count(len(labels) - most)} đơn vị khác"


def on_behalf_text(units: tuple[UnitId, ...], names: Mapping[UnitId, str], *, most: int | None = None) -> str:
    """“Nhập thay đơn vị: Ngọc Phái, Bằng Lãng.”; the units are in the order in which they are named."""
    return f"Nhập thay đơn vị: {subject_names(units, names, most=most)}."


def provisional_text(assessment: Assessment, periods: Mapping[int, str]) -> str:
    name = periods[assessment.spec.last]
    return f"Tạm tính theo {name[:1].lower()}{name[1:]}"


def source_note(assessment: Assessment, periods: Mapping[int, str]) -> str:
    """The period of an older value; empty where “tạm tính” names it, as of a year that is not closed."""
    oldest = assessment.aggregate.oldest or 0
    text = "" if assessment.provisional and oldest >= assessment.spec.last else source_text(assessment, periods)
    return f"{text[:1].upper()}{text[1:]}"
