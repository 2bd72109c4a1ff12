"""Add a person's account from the console, the first administrator's above all."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import InvalidInput
from chodon_thidua.lib.text import quote
from units.enums import Role
from units.models import Unit
from units.passwords import one_time_password
from units.services import account_create


class Command(BaseCommand):
    help = "Thêm tài khoản; mật khẩu dùng một lần được in ra và phải đổi ở lần đăng nhập đầu."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="Tên đăng nhập")
        parser.add_argument("--full-name", required=True, help="Họ và tên")
        parser.add_argument("--unit", required=True, help="Mã đơn vị đang có hiệu lực")
        parser.add_argument("--role", required=True, choices=Role.values, help="Vai trò")
        parser.add_argument("--password-stdin", action="store_true", help="Đọc mật khẩu từ một dòng của đầu vào chuẩn")

    def handle(self, *args: Any, **options: Any) -> None:
        unit = Unit.objects.valid_on(clock.today()).filter(code=options["unit"]).first()
        if unit is None:
            raise CommandError(f"Không có đơn vị nào đang hiệu lực mang mã {quote(options['unit'])}.")
        reads_stdin = options["password_stdin"]
        password = sys.stdin.readline().rstrip("\r\n") if reads_stdin else one_time_password()
        try:
            user = account_create(
                username=options["username"],
                full_name=options["full_name"],
                password=password,
                memberships=[(unit, Role(options["role"]))],
            )
        except InvalidInput as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Đã thêm tài khoản {user.username}: {Role(options['role']).label} – {unit}.")
        if not reads_stdin:
            self.stdout.write(f"Mật khẩu dùng một lần: {password}")
