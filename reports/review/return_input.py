"""The form that sends a report back: a reason, marks, and comments on single figures."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import QueryDict

from chodon_thidua.lib.text import normalise

# The short reasons that a reviewer may choose instead of writing them, completed by what is written.
COMMON_REASONS = (
    "Thiếu số liệu.",
    "Số liệu khác kỳ trước, chưa giải thích.",
    "Nhầm đơn vị tính.",
    "Cộng nhầm, số không khớp nhau.",
    "Thiếu minh chứng hoặc nguồn số liệu.",
)
COMMENT_PREFIX = "nhan-xet-"


@dataclass(frozen=True, slots=True)
class ReturnInput:
    """The input of the form. Shape: `comments` by indicator code, without empty ones."""

    common_reason: str = ""
    written_reason: str = ""
    flagged: tuple[str, ...] = ()
    comments: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_post(cls, data: QueryDict) -> "ReturnInput":
        """Reads what was posted; a chosen reason that is none of the list counts as not chosen."""
        common = normalise(data.get("common_reason", ""))
        comments = {
            name.removeprefix(COMMENT_PREFIX): normalise(str(text))
            for name, text in data.items()
            if name.startswith(COMMENT_PREFIX)
        }
        return cls(
            common_reason=common if common in COMMON_REASONS else "",
            written_reason=data.get("reason", ""),
            flagged=tuple(data.getlist("flagged")),
            comments={code: text for code, text in comments.items() if text},
        )

    @property
    def reason(self) -> str:
        """The reason as the unit reads it: the chosen one, then the written one."""
        return " ".join(filter(None, (self.common_reason, normalise(self.written_reason))))

    @property
    def is_empty(self) -> bool:
        return not (self.reason or self.flagged or self.comments)
