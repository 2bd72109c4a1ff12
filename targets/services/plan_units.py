"""The units that the codes of a plan's file mean."""

from collections.abc import Iterable
from datetime import date

from django.db.models import F

from targets.plan_file import PlanFileError
from targets.plan_rows import PlanFile
from units.models import Unit, UnitSuccession


class UnitsByCode:
    """The units that codes in the file mean: those that exist on any day of its periods.

    Of two units with one code the earlier is meant: its targets pass on to the other where they are merged. A kind of
    unit leaves out units that a merger founds within these days, for they have the targets of their predecessors.
    """

    def __init__(self, file: PlanFile) -> None:
        self.first = min(period.starts_on for period in file.periods)
        self.day = max(period.ends_on for period in file.periods)
        self.problems: list[str] = []
        valid = list(Unit.objects.valid_between(self.first, self.day))
        self.by_code: dict[str, Unit] = {}
        for unit in sorted(valid, key=lambda unit: unit.valid_from or date.min):
            self.by_code.setdefault(unit.code, unit)
        owner = self.by_code.get(file.owner)
        below = set(Unit.objects.below([owner.pk]).values_list("pk", flat=True)) if owner else set()
        successions = UnitSuccession.objects.filter(
            on__gt=self.first, on__lte=self.day, successor__valid_from__gte=F("on")
        )
        self.below = [unit for unit in valid if unit.pk in below - set(successions.values_list("successor", flat=True))]

    def get(self, code: str, where: str) -> Unit | None:
        unit = self.by_code.get(code)
        if unit is None:
            self.problems.append(
                f"{where}: không có đơn vị mã “{code}” còn hiệu lực từ {self.first:%d/%m/%Y} đến {self.day:%d/%m/%Y}."
            )
        return unit

    def of(self, codes: Iterable[str], kinds: Iterable[str], where: str) -> list[Unit]:
        kinds = set(kinds)
        listed_units = [unit for code in codes if (unit := self.get(code, where))]
        return listed_units + [unit for unit in self.below if unit.kind in kinds]

    def check(self) -> None:
        if self.problems:
            raise PlanFileError(self.problems)
