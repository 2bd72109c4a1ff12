from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chodon_thidua.lib.files.file_schema import describe_format
from chodon_thidua.lib.files.json_files import JsonFileError, read_json
from chodon_thidua.lib.refusals import Refusal
from targets.plan_file import PlanFileError
from targets.plan_schema import PlanSchema
from targets.services import plan_load
from targets.services.plan_loading import PlanLoadResult, plan_check, plan_read

NOT_KNOWN = (
    "Không rõ lần trước nạp tệp nào, nên đây có thể là những chỗ đã sửa trên các trang. "
    "Nếu muốn sửa kế hoạch theo tệp, hãy nạp lại với --correct."
)


class Command(BaseCommand):
    help = (
        "Load a plan with its indicators, periods and targets from a JSON file; a plan already there is corrected "
        "while it has no figures."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, nargs="?")
        parser.add_argument("--check", action="store_true", help="say what is wrong or would change, write nothing")
        parser.add_argument(
            "--correct", action="store_true", help="correct a plan although nobody knows which file it was loaded from"
        )
        parser.add_argument("--format", action="store_true", help="describe the format of the file, in Markdown")

    def handle(self, *args: Any, file: Path | None, check: bool, correct: bool, format: bool, **options: Any) -> None:
        if format:
            for line in describe_format(PlanSchema()):
                self.stdout.write(line)
            return
        if file is None:
            raise CommandError("Hãy nêu tệp kế hoạch, ví dụ fixtures/plan-15-2022.json.")
        try:
            raw = read_json(file.read_bytes())
            loaded = plan_check(raw=raw, correct=correct) if check else plan_load(file=plan_read(raw), correct=correct)
        except OSError as error:
            raise CommandError(f"Không đọc được tệp {file}: {error.strerror}.") from error
        except (JsonFileError, PlanFileError, Refusal) as error:
            raise CommandError(f"Không nạp được kế hoạch, chưa ghi gì:\n{error}") from error
        for line in sentences(loaded, check=check):
            self.stdout.write(line)


def sentences(loaded: PlanLoadResult, *, check: bool) -> list[str]:
    """Returns the lines about the result of the file; with `check` about the result that it would have."""
    plan = str(loaded.plan)
    if loaded.created:
        return [f"{plan}: tệp đúng quy cách, nạp được; chưa ghi gì." if check else f"{plan}: đã nạp."]
    if not loaded.changes:
        return [f"{plan} đã có, không thay đổi gì."]
    count, changes = len(loaded.changes), [f"- {change}" for change in loaded.changes]
    if not loaded.is_written:
        return [f"{plan} đã có, khác tệp {count} mục; chưa ghi gì. {NOT_KNOWN}", *changes]
    outcome = f"sẽ sửa {count} mục; chưa ghi gì" if check else f"đã sửa {count} mục theo tệp"
    return [f"{plan}: {outcome}.", *changes]
