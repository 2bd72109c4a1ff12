"""Choices of the units app, and its audit actions."""

from django.db.models import TextChoices

from units.audit_actions import AuditAction, NumberEffect


class UnitKind(TextChoices):
    PROVINCE = "PROVINCE", "Tỉnh"
    DISTRICT = "DISTRICT", "Huyện"
    TOWNSHIP = "TOWNSHIP", "Thị trấn"
    COMMUNE = "COMMUNE", "Xã"
    WARD = "WARD", "Phường"
    DEPARTMENT = "DEPARTMENT", "Phòng, ban"
    CLUSTER = "CLUSTER", "Cụm thi đua"
    HAMLET = "HAMLET", "Thôn, tổ dân phố"


AREA_KINDS = (UnitKind.PROVINCE, UnitKind.DISTRICT, UnitKind.TOWNSHIP, UnitKind.COMMUNE, UnitKind.WARD)


class Role(TextChoices):
    REPORTER = "REPORTER", "Cán bộ nhập liệu"
    REVIEWER = "REVIEWER", "Cán bộ thẩm định"
    LEADER = "LEADER", "Lãnh đạo"
    ADMINISTRATOR = "ADMINISTRATOR", "Quản trị kế hoạch"


class UnitsAuditAction(AuditAction):
    SIGN_IN = "SIGN_IN", "Đăng nhập"
    SIGN_IN_FAILED = "SIGN_IN_FAILED", "Đăng nhập không thành công"
    SIGN_OUT = "SIGN_OUT", "Đăng xuất"
    PASSWORD_CHANGE = "PASSWORD_CHANGE", "Đổi mật khẩu"
    REFUSED = "REFUSED", "Bị từ chối"
    UNIT_CREATE = "UNIT_CREATE", "Thêm đơn vị", NumberEffect.TOTALS
    UNIT_END = "UNIT_END", "Kết thúc đơn vị", NumberEffect.TOTALS
    SUCCESSION_CREATE = "SUCCESSION_CREATE", "Ghi nhận sáp nhập", NumberEffect.TOTALS
    CONTACT_CHANGE = "CONTACT_CHANGE", "Ghi người liên hệ của đơn vị"
    ACCOUNT_CREATE = "ACCOUNT_CREATE", "Thêm tài khoản"
    ACCOUNT_CHANGE = "ACCOUNT_CHANGE", "Sửa tài khoản"
    ACCOUNT_CLOSE = "ACCOUNT_CLOSE", "Khóa tài khoản"
    ACCOUNT_REOPEN = "ACCOUNT_REOPEN", "Mở lại tài khoản"
    PASSWORD_RESET = "PASSWORD_RESET", "Cấp lại mật khẩu"
    SESSIONS_END = "SESSIONS_END", "Đăng xuất các phiên khác"
    MEMBERSHIP_ADD = "MEMBERSHIP_ADD", "Giao vai trò"
    MEMBERSHIP_CHANGE = "MEMBERSHIP_CHANGE", "Đổi thời hạn vai trò"
    MEMBERSHIP_END = "MEMBERSHIP_END", "Kết thúc vai trò"
