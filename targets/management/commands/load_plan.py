import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chodon_thidua.lib.errors import Refusal
from targets.planfile import PlanFileError, read_plan
from targets.services import plan_load


class Command(BaseCommand):
    help = "Load a plan with its indicators, periods and targets from a JSON file; a plan already there stays as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            plan, created = plan_load(file=read_plan(json.loads(file.read_text(encoding="utf-8"))))
        except OSError as error:
            raise CommandError(f"Không đọc được tệp {file}: {error.strerror}.") from error
        except (UnicodeDecodeError, json.JSONDecodeError) as error:
            raise CommandError(f"Tệp {file} không phải JSON hợp lệ (UTF-8): {error}") from error
        except (PlanFileError, Refusal) as error:
            raise CommandError(f"Không nạp được kế hoạch, chưa ghi gì:\n{error}") from error
        self.stdout.write(f"{plan}: đã nạp." if created else f"{plan} đã có, không thay đổi gì.")
