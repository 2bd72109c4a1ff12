from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reports.demo import load_demo, read_fixture
from units.enums import Role
from units.models import Unit, User


class Command(BaseCommand):
    help = "Load the demo office into an empty database (only with DEMO=true) and print its accounts."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Dữ liệu trình diễn chỉ nạp được khi DEMO=true.")
        if not User.objects.exists() and not Unit.objects.exists():
            self.stdout.write("Đang nạp kế hoạch 15/KH-UBND năm 2022 và số liệu minh họa …")
            load_demo()
        elif not User.objects.filter(is_demo=True).exists():
            raise CommandError("Cơ sở dữ liệu này đã có dữ liệu thật; không nạp dữ liệu trình diễn vào đó.")
        demo = User.objects.filter(is_demo=True).prefetch_related("memberships__unit")
        self.stdout.write(f"Tài khoản trình diễn, mật khẩu {read_fixture('demo-2022.json')['password']}:")
        for user in demo.exclude(memberships__role=Role.REPORTER):
            membership = user.memberships.all()[0]
            self.stdout.write(f"  {user.username:<12} {membership.get_role_display()} – {membership.unit}")
        reporters = demo.filter(memberships__role=Role.REPORTER)
        self.stdout.write(
            f"  {reporters[0].username} … {reporters.last()}: {reporters.count()} cán bộ nhập liệu, mỗi đơn vị một tài khoản nhap-<mã đơn vị>"
        )
