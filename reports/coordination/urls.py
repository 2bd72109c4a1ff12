"""Addresses of a plan's coordinator that look at reports: periods, who is late, targets of one indicator."""

from django.urls import path

from reports.coordination.periods import exception_views as exceptions
from reports.coordination.periods import views as periods
from reports.coordination.reminders import views as reminders
from reports.coordination.targets import views as targets
from reports.url_paths import PERIOD

urlpatterns = [
    path(f"ke-hoach/{PERIOD}", periods.period, name="period"),
    path(f"ke-hoach/{PERIOD}trang-thai/", periods.move, name="period_move"),
    path(f"ke-hoach/{PERIOD}ngay/", periods.days, name="period_days"),
    path(f"ke-hoach/{PERIOD}mo-rieng/", exceptions.exception_grant, name="exception_grant"),
    path(f"ke-hoach/{PERIOD}mo-rieng/<int:item>/ket-thuc/", exceptions.exception_end, name="exception_end"),
    path("ke-hoach/<int:year>/chua-nop/", reminders.late, name="late"),
    path("ke-hoach/<int:year>/chua-nop/goi-dien/", reminders.call_list, name="call_list"),
    path("ke-hoach/<int:year>/chua-nop/nhac/", reminders.remind, name="remind"),
    path("ke-hoach/<int:year>/chi-tieu/<str:code>/", targets.target, name="target"),
]
