"""The slides about directives that are not settled, those that are late first."""

from collections.abc import Iterator

from reports.dashboard.slides.meeting_slide import DirectiveRow, DirectivesSlide
from reports.progress.open_directives import DirectiveLine, OpenDirectives

ROWS_OF_A_SLIDE = 6
LONGEST_TEXT = 110  # characters


def directive_slides(directives: OpenDirectives) -> Iterator[DirectivesSlide]:
    """The directives, a few to a slide; none where all are settled."""
    rows = [_directive_row(line) for line in directives.lines]
    parts = [rows[at : at + ROWS_OF_A_SLIDE] for at in range(0, len(rows), ROWS_OF_A_SLIDE)]
    title = "Chỉ đạo, yêu cầu giải trình"
    for n, part in enumerate(parts, 1):
        yield DirectivesSlide(title if len(parts) == 1 else f"{title} ({n}/{len(parts)})", tuple(part))


def _directive_row(line: DirectiveLine) -> DirectiveRow:
    directive = line.directive
    text = directive.text
    return DirectiveRow(
        unit=line.acting_unit.short_name,
        text=text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1].rstrip()}…",
        subject=line.subject,
        due=f"{directive.due_on:%d/%m}",
        state=line.state_label,
        due_text=line.due_text,
        is_late=bool(line.days_late),
    )
