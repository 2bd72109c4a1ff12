"""The kinds of slides, of plain texts and numbers only, so that frozen numbers keep their slides as they were."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from reports.dashboard.charts.bullet import BulletChart
from reports.dashboard.charts.stack import StackSegment
from reports.dashboard.map.drawing import MapDrawing

PackedSlide = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SlideCount:
    """A number with its word; `status` where the word is an assessment."""

    count: int
    label: str
    status: str = ""


@dataclass(frozen=True, slots=True)
class SlideRow:
    """One indicator. Shape: `remark` is what the value alone would not say; `bullet_label` is the chart in words."""

    code: str
    name: str
    unit_of_measure: str
    target: str
    actual: str
    remark: str
    percent: str
    status: str
    status_label: str
    is_child: bool
    bullet: BulletChart | None
    bullet_label: str


@dataclass(frozen=True, slots=True)
class UnitBar:
    """One unit with a number, and a bar where the number is a percentage of its plan."""

    name: str
    text: str
    status: str
    bullet: BulletChart | None


@dataclass(frozen=True, slots=True)
class RankedLine:
    """One unit among others of its kind: `good` of `assessed` indicators keep to the plan; segments by status."""

    place: str
    name: str
    good: int
    assessed: int
    segments: tuple[StackSegment, ...]


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """Units of which the same is said; `status` where it is an assessment."""

    label: str
    count: int
    names: str
    status: str = ""


@dataclass(frozen=True, slots=True)
class UnitRemark:
    """The difficulties, causes and requests that one unit has written."""

    unit: str
    text: str


@dataclass(frozen=True, slots=True)
class DirectiveRow:
    """A directive that is not settled; `due_text` says how late its answer is, or how long there is."""

    unit: str
    text: str
    subject: str
    due: str
    state: str
    due_text: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class MeetingSlide:
    """One screen; `kind` names its template, `slides/<kind>.html`."""

    kind: ClassVar[str]
    title: str

    def pack(self) -> PackedSlide:
        """Returns the slide as frozen numbers keep it and templates read it."""
        return {"kind": self.kind, **asdict(self)}


@dataclass(frozen=True, slots=True)
class CountsSlide(MeetingSlide):
    """Counts by status; how many units have sent, as a sentence and as a bar."""

    kind = "counts"
    lead: str
    counts: tuple[SlideCount, ...]
    segments: tuple[StackSegment, ...]
    stack_label: str
    sent_text: str


@dataclass(frozen=True, slots=True)
class FieldSlide(MeetingSlide):
    kind = "field"
    rows: tuple[SlideRow, ...]


@dataclass(frozen=True, slots=True)
class ConcernSlide(MeetingSlide):
    """One indicator that is behind: how far, why, who leads it, which units are furthest behind or silent."""

    kind = "concern"
    row: SlideRow
    lead_names: str
    expected: str
    reasons: tuple[str, ...]
    weakest: tuple[UnitBar, ...]
    silent_label: str
    silent: str


@dataclass(frozen=True, slots=True)
class MapSlide(MeetingSlide):
    """One indicator over the units where they lie. Shape: `groups` are the same units in words, by assessment.

    `elsewhere` are the units without a place, with their assessments; `note` says how the picture is to be read.
    """

    kind = "map"
    drawing: MapDrawing
    groups: tuple[UnitGroup, ...]
    elsewhere: str
    note: str


@dataclass(frozen=True, slots=True)
class LateSlide(MeetingSlide):
    """Who has not sent, sent late, or has to send again."""

    kind = "late"
    counts: tuple[SlideCount, ...]
    segments: tuple[StackSegment, ...]
    stack_label: str
    groups: tuple[UnitGroup, ...]


@dataclass(frozen=True, slots=True)
class RankingSlide(MeetingSlide):
    kind = "ranking"
    lines: tuple[RankedLine, ...]


@dataclass(frozen=True, slots=True)
class DirectivesSlide(MeetingSlide):
    kind = "directives"
    rows: tuple[DirectiveRow, ...]


@dataclass(frozen=True, slots=True)
class RemarksSlide(MeetingSlide):
    kind = "remarks"
    remarks: tuple[UnitRemark, ...]


def pack_slides(slides: Iterable[MeetingSlide]) -> list[PackedSlide]:
    return [slide.pack() for slide in slides]


def slide_template(slide: PackedSlide) -> str:
    """Names the template of a packed slide."""
    return f"reports/dashboard/slides/{slide['kind']}.html"
