from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chodon_thidua.lib.refusals import Refusal
from chodon_thidua.lib.text import quote
from targets.enums import PERIOD_STATE_LABELS, PeriodState
from targets.models import Period
from targets.rhythm import Rhythm
from targets.services import period_set_state
from units.models import User


class Command(BaseCommand):
    help = "Open or lock a reporting period, in the name of a plan administrator."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("plan", help="document number, for example 15/KH-UBND")
        parser.add_argument("year", type=int)
        parser.add_argument("ordinal", type=int, choices=max(Rhythm).ordinals)
        parser.add_argument("state", choices=[str(state) for state in PeriodState])
        parser.add_argument("--by", required=True, help="user name of a plan administrator")

    def handle(self, *args: Any, plan: str, year: int, ordinal: int, state: str, by: str, **options: Any) -> None:
        periods = Period.objects.select_related("plan__owner").filter(
            plan__document_number=plan, plan__year=year, ordinal=ordinal
        )
        actor = User.objects.filter(username=by).first()
        if len(periods) != 1 or actor is None:
            raise CommandError(
                "Không tìm thấy đúng một kỳ như vậy." if len(periods) != 1 else f"Không có tài khoản {quote(by)}."
            )
        try:
            period = period_set_state(period=periods[0], state=PeriodState(state), actor=actor)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{period.name}/{year}: {PERIOD_STATE_LABELS[PeriodState(period.state)]}.")
