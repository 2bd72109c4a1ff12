from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chodon_thidua.lib.files.file_schema import describe_format
from chodon_thidua.lib.files.json_files import JsonFileError, read_json
from targets.programme_file import ProgrammeFileError, ProgrammeSchema, read_programme
from targets.services import programme_load
from targets.services.programme_loading import ProgrammeLoadResult, programme_check

NEEDS_CORRECT = (
    "Số đã sửa trên trang có thể mới hơn tệp. Nếu muốn sửa chương trình theo tệp, hãy nạp lại với --correct."
)


class Command(BaseCommand):
    help = (
        "Load a programme over several years with its targets and the figures of years before the app from a JSON "
        "file; a programme already there is corrected only with --correct."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, nargs="?")
        parser.add_argument("--check", action="store_true", help="say what is wrong or would change, write nothing")
        parser.add_argument("--correct", action="store_true", help="correct a programme that differs from the file")
        parser.add_argument("--format", action="store_true", help="describe the format of the file, in Markdown")

    def handle(self, *args: Any, file: Path | None, check: bool, correct: bool, format: bool, **options: Any) -> None:
        if format:
            for line in describe_format(ProgrammeSchema()):
                self.stdout.write(line)
            return
        if file is None:
            raise CommandError("Hãy nêu tệp chương trình; quy cách ở fixtures/programme-format.md.")
        try:
            raw = read_json(file.read_bytes())
            loaded = (
                programme_check(raw=raw, correct=correct)
                if check
                else programme_load(file=read_programme(raw), correct=correct)
            )
        except OSError as error:
            raise CommandError(f"Không đọc được tệp {file}: {error.strerror}.") from error
        except (JsonFileError, ProgrammeFileError) as error:
            raise CommandError(f"Không nạp được chương trình, chưa ghi gì:\n{error}") from error
        for line in sentences(loaded, check=check):
            self.stdout.write(line)


def sentences(loaded: ProgrammeLoadResult, *, check: bool) -> list[str]:
    """Returns the lines about the result of the file; with `check` about the result that it would have."""
    programme = str(loaded.programme)
    if loaded.created:
        outcome = "tệp đúng quy cách, nạp được; chưa ghi gì" if check else "đã nạp"
        return [f"{programme}: {outcome}."]
    if not loaded.changes:
        return [f"{programme} đã có, không thay đổi gì."]
    count, changes = len(loaded.changes), [f"- {change}" for change in loaded.changes]
    if not loaded.is_written:
        return [f"{programme} đã có, khác tệp {count} mục; chưa ghi gì. {NEEDS_CORRECT}", *changes]
    outcome = f"sẽ sửa {count} mục; chưa ghi gì" if check else f"đã sửa {count} mục theo tệp"
    return [f"{programme}: {outcome}.", *changes]
