"""The bullet drawn, for tables that are formatted in Python and as `{% bullet %}` for slides.

A table has one in every row: a template would take longer for them than for all else on the page.
"""

from collections.abc import Mapping

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from reports.dashboard.charts.bullet import BulletChart

register = template.Library()

_BULLET = (
    '<svg class="bullet st-{status}" viewBox="0 0 {width} 22" preserveAspectRatio="none" role="img"'
    ' aria-label="{label}"><rect class="bullet-range" x="0" y="5" width="{width}" height="12" />'
    '<rect class="bullet-actual" x="{actual}" y="8" width="{actual_width}" height="6" />{expected}'
    '{upper}<line class="bullet-target" x1="{target}" x2="{target}" y1="3" y2="19" /></svg>'
)
_UPPER_LINE = '<line class="bullet-target" x1="{0}" x2="{0}" y1="3" y2="19" />'
_EXPECTED_TICK = '<line class="bullet-expected" x1="{0}" x2="{0}" y1="2" y2="20" />'


def bullet_drawing(bullet: BulletChart, label: str, status: str) -> SafeString:
    """Draws the bullet in the colour of the status; `label` says the same in words."""
    return format_html(
        _BULLET,
        status=status,
        label=label,
        width=bullet.width,
        actual=bullet.actual,
        actual_width=bullet.actual_width,
        expected=format_html(_EXPECTED_TICK, bullet.expected) if bullet.expected else "",
        upper=format_html(_UPPER_LINE, bullet.upper) if bullet.upper else "",
        target=bullet.target,
    )


@register.simple_tag(name="bullet")
def packed_bullet(bullet: Mapping[str, str] | None, label: str, status: str) -> SafeString:
    """Draws the bullet of a packed slide; nothing where there is none."""
    return bullet_drawing(BulletChart(**bullet), label, status) if bullet else SafeString()
