"""Every address of the site, by page; the account pages are those of allauth that we use, and no others."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import path

from jiedui.web.pages import home, preferences, setup

ACCOUNTS = [
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/password/", account.password_change, name="account_change_password"),
    path("accounts/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("accounts/second/", mfa.authenticate, name="mfa_authenticate"),
    path("accounts/second/confirm/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("accounts/second/overview/", mfa.index, name="mfa_index"),
    path("accounts/second/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("accounts/second/app/off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("accounts/second/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("accounts/second/codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("accounts/second/codes/file/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("setup/", setup.setup, name="setup"),
    path("preferences/", preferences.preferences, name="preferences"),
    *ACCOUNTS,
]

handler403 = "jiedui.web.pages.errors.forbidden"
handler404 = "jiedui.web.pages.errors.missing"
handler500 = "jiedui.web.pages.errors.broken"
