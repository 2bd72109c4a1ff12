"""Helpers of the tests of directives: giving, answering and deciding on one as people do."""

from datetime import date
from typing import Any

from reports.directive_workflow import DirectiveKind, DirectiveState
from reports.directives.services import (
    DirectiveStep,
    directive_accept,
    directive_answer,
    directive_issue,
    directive_repeat,
    directive_withdraw,
)
from reports.models import Directive
from tests.reports.builders import OPEN_ORDINAL, SampleOffice

DUE_ON = date(2022, 9, 20)
QUESTION, ANSWER = "Vì sao diện tích trồng rừng còn thấp?", "Mưa lũ kéo dài, cây giống về muộn."


def issue(
    office: SampleOffice, n: int = 0, *, code: str = "CT01", ordinal: int = OPEN_ORDINAL, **values: Any
) -> Directive:
    """Asks the commune at the position, as the district's leader; without a code about the unit as a whole."""
    given = {
        "kind": DirectiveKind.EXPLANATION,
        "unit": office.communes[n],
        "period": office.period(ordinal),
        "indicator": office.indicators[code] if code else None,
        "text": QUESTION,
        "due_on": DUE_ON,
        "actor": office.leader,
    }
    return directive_issue(**given | values).directive


def answer(office: SampleOffice, directive: Directive, text: str = ANSWER, **values: Any) -> DirectiveStep:
    directive.refresh_from_db()
    given = {"actor": office.reporter(directive.unit), "seen_version": directive.version}
    return directive_answer(directive=directive, text=text, **given | values)


def decide(office: SampleOffice, directive: Directive, state: DirectiveState, **values: Any) -> DirectiveStep:
    """Brings the directive to the state, as the district's leader."""
    directive.refresh_from_db()
    given: dict[str, Any] = {"directive": directive, "actor": office.leader, "seen_version": directive.version}
    if state == DirectiveState.ACCEPTED:
        return directive_accept(**given | values)
    if state == DirectiveState.WITHDRAWN:
        return directive_withdraw(**given | {"text": "Đã rõ qua cuộc họp."} | values)
    return directive_repeat(**given | {"text": "Nêu rõ từng thôn.", "due_on": date(2022, 9, 25)} | values)


def in_state(office: SampleOffice, state: DirectiveState, n: int = 0) -> Directive:
    """A directive that has come to the state by the steps that people take."""
    directive = issue(office, n)
    if state in (DirectiveState.ANSWERED, DirectiveState.REPEATED, DirectiveState.ACCEPTED):
        answer(office, directive)
    if state not in (DirectiveState.OPEN, DirectiveState.ANSWERED):
        decide(office, directive, state)
    directive.refresh_from_db()
    return directive
