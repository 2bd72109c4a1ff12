"""Load units and their mergers from a JSON file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from chodon_thidua.lib.files.file_schema import describe_format
from chodon_thidua.lib.refusals import InvalidInput
from units import unit_file
from units.services import units_load


class Command(BaseCommand):
    help = "Nạp đơn vị, các lần kết thúc và sáp nhập từ tệp JSON; chạy lại không thay đổi gì."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="Tệp, ví dụ fixtures/units-064.json")
        parser.add_argument("--format", action="store_true", help="Viết ra quy cách của tệp (Markdown)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["format"]:
            for line in describe_format(unit_file.UnitFileSchema()):
                self.stdout.write(line)
            return
        file: Path | None = options["file"]
        if file is None:
            raise CommandError("Hãy nêu tệp đơn vị, ví dụ fixtures/units-064.json.")
        try:
            loaded = units_load(file=unit_file.read_units(file.read_bytes()))
        except OSError as error:
            raise CommandError(f"Không đọc được tệp {file}: {error.strerror}.") from error
        except (unit_file.UnitFileError, InvalidInput) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Đơn vị: thêm {loaded.created}, đã có {loaded.present}.")
        if loaded.ended:
            self.stdout.write(f"Kết thúc: {loaded.ended} đơn vị đã có.")
        self.stdout.write(f"Sáp nhập: thêm {loaded.merged}, đã có {loaded.merged_before}.")
        for name in loaded.different:
            self.stdout.write(f"Giữ nguyên, khác với tệp: {name}.")
