"""The demo office's directives: what its leader asked of units, and what they answered."""

from datetime import date

from chodon_thidua.lib import clock
from reports.demo.office_data import THIRD_QUARTER, DemoOffice, moment_on, reporter_name
from reports.directive_workflow import DirectiveKind
from reports.directives.services import directive_answer, directive_issue
from targets.models import Period


def write_directives(demo: DemoOffice) -> None:
    """Gives the directives of the demo file on their days, and answers those that have an answer."""
    period = Period.objects.select_related("plan__owner").get(plan=demo.plan, ordinal=THIRD_QUARTER)
    indicators = demo.indicators
    for row in demo.data["directives"]:
        with clock.at(moment_on(date.fromisoformat(row["issued_on"]), 15)):
            directive = directive_issue(
                kind=DirectiveKind(row["kind"]),
                unit=demo.units[row["unit"]],
                period=period,
                indicator=indicators[row["indicator"]],
                text=row["text"],
                due_on=date.fromisoformat(row["due_on"]),
                actor=demo.people["lanhdao"],
            ).directive
        if "answer" in row:
            with clock.at(moment_on(date.fromisoformat(row["answered_on"]), 10)):
                directive_answer(
                    directive=directive,
                    actor=demo.people[reporter_name(row["unit"])],
                    seen_version=directive.version,
                    text=row["answer"],
                )
