"""Load units and their mergers from a JSON file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from chodon_thidua.lib.errors import InvalidInput
from units import unitfile
from units.services import units_load


class Command(BaseCommand):
    help = "Nạp đơn vị, các lần kết thúc và sáp nhập từ tệp JSON; chạy lại không thay đổi gì."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="Tệp, ví dụ fixtures/units-064.json")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        try:
            loaded = units_load(file=unitfile.read(file.read_text(encoding="utf-8")))
        except OSError as error:
            raise CommandError(f"Không đọc được tệp {file}: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise CommandError(f"Tệp {file} không phải văn bản UTF-8.") from error
        except (unitfile.UnitFileError, InvalidInput) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Đơn vị: thêm {loaded.created}, đã có {loaded.present}.")
        if loaded.ended:
            self.stdout.write(f"Kết thúc: {loaded.ended} đơn vị đã có.")
        self.stdout.write(f"Sáp nhập: thêm {loaded.merged}, đã có {loaded.merged_before}.")
        for name in loaded.different:
            self.stdout.write(f"Giữ nguyên, khác với tệp: {name}.")
