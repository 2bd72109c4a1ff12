from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reports.demo.office import load_demo
from units.models import Membership, Unit, User
from units.startup_checks import DEMO_PASSWORD


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
        self.stdout.write(f"Tài khoản trình diễn, mật khẩu {DEMO_PASSWORD}:")
        for membership in Membership.objects.filter(user__is_demo=True).select_related("user", "unit").order_by("pk"):
            work = f"{membership.get_role_display()} – {membership.unit}"
            self.stdout.write(f"  {membership.user.username:<12} {work}")
