"""Refusals: why something was not done, as a Vietnamese sentence for the person who asked."""

from collections.abc import Mapping
from typing import Any


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error of the program
    """The person may not do this; str() is the sentence, `status` the HTTP status."""

    status = 403


class StateRefusal(Refusal):
    """The object's state does not allow this now: a locked period, a report already approved."""

    status = 409


class Conflict(Refusal):
    """Somebody else changed the same object first; nothing was written."""

    status = 409

    def __init__(self, sentence: str, *, theirs: Mapping[str, Any], mine: Mapping[str, Any]) -> None:
        super().__init__(sentence)
        self.theirs = dict(theirs)
        self.mine = dict(mine)


class InvalidInput(Refusal):
    """Values that cannot be accepted; `errors` has a sentence for each field."""

    status = 422

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = dict(errors)


# Refusals that the page itself answers, with what was typed still in it; the middleware answers all others.
PAGE_REFUSALS = (StateRefusal, Conflict, InvalidInput)
