from argparse import ArgumentTypeError
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from tqdm import tqdm

from reports.demo.nation import simulate
from reports.demo.nation_units import COMMUNES
from reports.models import Figure
from targets.rhythm import Rhythm
from units.models import Unit, User


def positive_integer(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if number < 1:
        raise ArgumentTypeError(f"phải là số nguyên dương: {text}")
    return number


class Command(BaseCommand):
    help = "Fill an empty database with a made-up nation, to measure with (only with DEMO=true)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--units", type=positive_integer, default=COMMUNES, help="number of communes (default: the nation)"
        )
        parser.add_argument("--years", type=positive_integer, default=5, help="number of plans, the last one of 2022")
        parser.add_argument(
            "--rhythm", type=int, default=Rhythm.QUARTERS, choices=list(map(int, Rhythm)), help="periods of a year"
        )

    @transaction.atomic
    def handle(self, *args: Any, units: int, years: int, rhythm: int, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Dữ liệu mô phỏng chỉ nạp được khi DEMO=true.")
        if User.objects.exists() or Unit.objects.exists():
            raise CommandError("Cơ sở dữ liệu này đã có dữ liệu; chỉ mô phỏng vào cơ sở dữ liệu trống.")
        simulate(communes=units, years=years, rhythm=Rhythm(rhythm), progress=_bar)
        figures, below = Figure.objects.count(), Unit.objects.count()
        self.stdout.write(f"Đã mô phỏng {below} đơn vị, {years} năm, {figures} số liệu.")


def _bar(steps: Any, description: str) -> Any:
    return tqdm(steps, desc=description, disable=None)
