"""The slides about units: who is late, who ranks where, and what they have written."""

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction

from reports.dashboard.charts.stack import stack_segments
from reports.dashboard.frame import ProgressFrame
from reports.dashboard.matrix.matrix_page import matrix_of
from reports.dashboard.matrix.matrix_rows import MatrixRow
from reports.dashboard.slides.meeting_slide import (
    LateSlide,
    RankedLine,
    RankingSlide,
    RemarksSlide,
    SlideCount,
    UnitGroup,
    UnitRemark,
)
from reports.dashboard.slides.unit_names import joined_names
from reports.progress.attention import AttentionSummary
from targets.enums import Status
from units.enums import AREA_KINDS, UnitKind

LATE_NAMES = 30
LINES_OF_A_SLIDE, REMARKS_OF_A_SLIDE = 14, 4
LONGEST_REMARK = 320  # characters
GOOD = (Status.EXCEEDED, Status.MET, Status.ON_TRACK)
ASSESSED = (*GOOD, Status.AT_RISK, Status.BEHIND, Status.MISSED)
# Units of one kind have indicators of one kind, so they rank among themselves.
RANKED_KINDS: dict[str, Collection[UnitKind]] = {
    "Xếp hạng địa phương": AREA_KINDS,
    "Xếp hạng phòng, ban, ngành": (UnitKind.DEPARTMENT,),
    "Xếp hạng cụm thi đua": (UnitKind.CLUSTER,),
    "Xếp hạng thôn, tổ dân phố": (UnitKind.HAMLET,),
}


def late_slides(frame: ProgressFrame) -> Iterator[LateSlide]:
    """The slide about reports of the period; none where all have sent in time and none was sent back."""
    attention = frame.attention
    groups = tuple(group for group in _late_groups(attention) if group.count)
    if frame.is_upcoming or not groups:
        return
    submissions = attention.submissions
    counts = (
        SlideCount(submissions.on_time, "đúng hạn", Status.MET),
        SlideCount(submissions.late, "nộp trễ", Status.AT_RISK),
        SlideCount(submissions.silent, "chưa nộp", Status.NO_DATA),
    )
    yield LateSlide(
        title="Báo cáo chưa nộp, nộp trễ, phải gửi lại",
        counts=counts,
        segments=stack_segments((count.status, count.count) for count in counts),
        stack_label=", ".join(f"{count.label}: {count.count}" for count in counts),
        groups=groups,
    )


def ranking_slides(frame: ProgressFrame) -> Iterator[RankingSlide]:
    """Units of one kind together, best first, by the share of their assessed indicators that keep to the plan."""
    rows = matrix_of(frame)[1] if frame.overview.units_below else ()
    for title, kinds in RANKED_KINDS.items():
        lines = _ranked_lines([row for row in rows if row.unit.kind in kinds])
        parts = [lines[at : at + LINES_OF_A_SLIDE] for at in range(0, len(lines), LINES_OF_A_SLIDE)]
        for n, part in enumerate(parts, 1):
            yield RankingSlide(title if len(parts) == 1 else f"{title} ({n}/{len(parts)})", tuple(part))


def remarks_slides(frame: ProgressFrame) -> Iterator[RemarksSlide]:
    """The difficulties and requests of units, a few to a slide, each as long as a slide has room for."""
    remarks = [UnitRemark(unit.short_name, _shorten(text)) for unit, text in frame.attention.remarks]
    parts = [remarks[at : at + REMARKS_OF_A_SLIDE] for at in range(0, len(remarks), REMARKS_OF_A_SLIDE)]
    title = "Khó khăn, nguyên nhân, kiến nghị"
    for n, part in enumerate(parts, 1):
        yield RemarksSlide(title if len(parts) == 1 else f"{title} ({n}/{len(parts)})", tuple(part))


def _late_groups(attention: AttentionSummary) -> Iterator[UnitGroup]:
    silent = [
        f"{report.unit.short_name} (quá hạn {report.days_late} ngày)" if report.days_late else report.unit.short_name
        for report in attention.silent
    ]
    silent += [f"{branch.unit.short_name} ({branch.submissions.silent} đơn vị)" for branch in attention.silent_below]
    yield UnitGroup("Chưa nộp", attention.submissions.silent, joined_names(silent, LATE_NAMES))
    late = [f"{sender.unit.short_name} (trễ {sender.days_late} ngày)" for sender in attention.late_senders]
    late += [f"{branch.unit.short_name} ({branch.submissions.late} đơn vị)" for branch in attention.late_below]
    yield UnitGroup("Nộp trễ", attention.submissions.late, joined_names(late, LATE_NAMES))
    returned = [report.unit.short_name for report in attention.returned]
    returned += [
        f"{branch.unit.short_name} ({branch.submissions.returned_reports})" for branch in attention.returned_below
    ]
    yield UnitGroup("Phải gửi lại", attention.submissions.returned_reports, joined_names(returned, LATE_NAMES))


def _ranked_lines(rows: Sequence[MatrixRow]) -> list[RankedLine]:
    """The units by their share, those with as large a share by the number of their indicators, then by name."""
    lines = [_RankedUnit(row) for row in rows]
    shares = [line.share for line in lines if line.assessed]
    lines.sort(key=lambda line: (-line.share, -line.assessed, line.row.unit.sort_key))
    return [
        RankedLine(
            place=str(1 + sum(share > line.share for share in shares)) if line.assessed else "",
            name=line.row.unit.short_name,
            good=line.good,
            assessed=line.assessed,
            segments=stack_segments((str(status), count) for status, _, count in line.row.counts),
        )
        for line in lines
    ]


class _RankedUnit:
    """The counts by which one unit ranks; without an assessed indicator its share is below all others."""

    def __init__(self, row: MatrixRow) -> None:
        self.row = row
        counts = {status: count for status, _, count in row.counts}
        self.good, self.assessed = (sum(counts.get(status, 0) for status in kinds) for kinds in (GOOD, ASSESSED))
        self.share = Fraction(self.good, self.assessed) if self.assessed else Fraction(-1)


def _shorten(text: str) -> str:
    """The text on one line, cut between words."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_REMARK else f"{line[:LONGEST_REMARK].rsplit(' ', 1)[0]}…"
