"""What a password must be, told in the user's language."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import ngettext


class LengthValidator(MinimumLengthValidator):
    """Long enough, told by the wording that Django has in Chinese: that of its present release is in English alone."""

    def validate(self, password: str, user: Any = None) -> None:  # noqa: ARG002 - Django says whose it is
        """Raise ValidationError for a password that is too short."""
        if len(password) < self.min_length:
            wording = ngettext(
                "This password is too short. It must contain at least %(min_length)d character.",
                "This password is too short. It must contain at least %(min_length)d characters.",
                self.min_length,
            )
            raise ValidationError(wording % {"min_length": self.min_length}, code="password_too_short")
