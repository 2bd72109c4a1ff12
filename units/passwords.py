"""What Django says about passwords, where it does not say it in Vietnamese."""

from django.contrib.auth.password_validation import MinimumLengthValidator


class LengthValidator(MinimumLengthValidator):
    def get_error_message(self) -> str:
        return f"Mật khẩu quá ngắn, phải có ít nhất {self.min_length} ký tự."
