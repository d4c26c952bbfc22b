"""The first start: who has the code that the server printed makes the first administrator."""

from __future__ import annotations

import os
import secrets

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

#: The environment variable in which the server hands the code to its workers.
CODE = "JIEDUI_SETUP_CODE"


class First(forms.Form):
    """Name and password of the first administrator, and the code."""

    code = forms.CharField(max_length=64, widget=forms.TextInput({"autocomplete": "off"}))
    username = forms.CharField(max_length=150, widget=forms.TextInput({"autocomplete": "username"}))
    full_name = forms.CharField(max_length=150, required=False, widget=forms.TextInput({"autocomplete": "name"}))
    password = forms.CharField(max_length=256, widget=forms.PasswordInput({"autocomplete": "new-password"}))
    again = forms.CharField(max_length=256, widget=forms.PasswordInput({"autocomplete": "new-password"}))

    def clean_code(self) -> str:
        """The code must be the one that the server printed."""
        code: str = self.cleaned_data["code"]
        known = os.environ.get(CODE, "")
        if not known or not secrets.compare_digest(code.encode(), known.encode()):
            raise ValidationError("启动码不对：请用 jiedui serve 打印的那一个 · this is not the code that was printed")
        return code

    def clean(self) -> dict[str, object]:
        """Both passwords agree and are strong enough."""
        cleaned = super().clean() or {}
        password, again = cleaned.get("password"), cleaned.get("again")
        if password and again and password != again:
            self.add_error("again", "两次输入的密码不同 · the two passwords differ")
        elif password:
            try:
                validate_password(password, get_user_model()(username=cleaned.get("username") or ""))
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned


def setup(request: HttpRequest) -> HttpResponse:
    """The form of the first administrator; gone once there is a user."""
    if get_user_model().objects.exists():
        return redirect("account_login")
    form = First(request.POST or None, initial={"code": request.GET.get("code", "")})
    if request.method == "POST" and form.is_valid():
        make_administrator(form.cleaned_data)
        return redirect("account_login")
    return render(request, "setup.html", {"form": form}, status=400 if form.is_bound else 200)


@transaction.atomic
def make_administrator(wanted: dict[str, str]) -> None:
    """Make the user and grant the whole book."""
    user = get_user_model().objects.create_user(
        username=wanted["username"], password=wanted["password"], first_name=wanted["full_name"]
    )
    user.grants.create(role="administrator", region=None)
