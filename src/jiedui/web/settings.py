"""Django's settings for one office, made from the place of its book: nothing is configured in two places.

Accounts, sessions and throttling live in ``accounts.sqlite3`` in the book's folder, or, for a book on PostgreSQL, in
the same database. The key that signs sessions is made once and kept in ``secret.key`` beside it.
"""

from __future__ import annotations

import secrets
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django
from csp.constants import NONE, SELF
from django.conf import settings

from jiedui.book.location import Location, locate
from jiedui.book.models import DATABASES

#: Seconds that a session lives without being used: a working day.
SESSION = 10 * 3600
#: The largest form that is not a file, in bytes: a report pasted into the checker is the largest.
LARGEST_FORM = 12 * 2**20
#: Where a browser on the same machine may look for the server.
LOCAL = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class Site:
    """Where the pages are served: the book, the host names that may be asked for, whether HTTPS stands in front."""

    book: str
    hosts: tuple[str, ...] = ()
    https: bool = False


def configure(site: Site) -> None:
    """Set Django up for the site, once in a process."""
    if not settings.configured:
        settings.configure(**django_settings(site))
        django.setup()


def django_settings(site: Site) -> dict[str, Any]:
    """Everything that differs from Django's defaults."""
    location = locate(site.book)
    return {
        "JIEDUI_BOOK": site.book,
        "SECRET_KEY": _secret(location.folder),
        "DEBUG": False,
        "ALLOWED_HOSTS": [*LOCAL, socket.gethostname(), *site.hosts],
        "ROOT_URLCONF": "jiedui.web.urls",
        "DATABASES": {"default": _database(location), **DATABASES},
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "CACHES": {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "web_cache"}},
        "USE_TZ": True,
        "TIME_ZONE": "Asia/Shanghai",
        "LANGUAGE_CODE": "zh-hans",
        "STATIC_URL": "/static/",
        "DATA_UPLOAD_MAX_MEMORY_SIZE": LARGEST_FORM,
        "DATA_UPLOAD_MAX_NUMBER_FIELDS": 20_000,
        **_apps(),
        **_accounts(),
        **_security(https=site.https),
    }


def _secret(folder: Path) -> str:
    """The key that signs sessions, made on the first start and readable by its owner alone."""
    file = folder / "secret.key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(48), "ascii")
    return file.read_text("ascii")


def _database(location: Location) -> Mapping[str, Any]:
    """The database of the accounts."""
    if location.url is None:
        options: Mapping[str, Any] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;",
        }
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(location.folder / "accounts.sqlite3"),
            "OPTIONS": options,
        }
    from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415 - an extra, not there for books on SQLite

    named = conninfo_to_dict(location.url)
    return {"ENGINE": "django.db.backends.postgresql", "NAME": named.pop("dbname", ""), "OPTIONS": named}


def _apps() -> Mapping[str, Any]:
    """The applications, the middleware in its order, the templates."""
    return {
        "INSTALLED_APPS": [
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "allauth",
            "allauth.account",
            "allauth.mfa",
            "jiedui.web.accounts",
            "jiedui.web.papers",
            "jiedui.web.draws",
            "jiedui.web.plans",
            "jiedui.web.checks",
            "jiedui.web.imports",
        ],
        "MIDDLEWARE": [
            "django.middleware.security.SecurityMiddleware",
            "csp.middleware.CSPMiddleware",
            "whitenoise.middleware.WhiteNoiseMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
            "allauth.account.middleware.AccountMiddleware",
            "jiedui.web.middleware.Language",
            "jiedui.web.middleware.FirstStart",
            "jiedui.web.middleware.Refusals",
        ],
        "TEMPLATES": _templates(),
        "STATIC_ROOT": str(Path(__file__).parent / "static"),
    }


def _templates() -> Sequence[Mapping[str, Any]]:
    """Our own pages by Jinja2; Django's engine is there for what the account pages of allauth fall back on."""
    processors = ["django.template.context_processors.request", "django.contrib.messages.context_processors.messages"]
    here = [str(Path(__file__).parent / "templates")]
    return [
        {
            "BACKEND": "django.template.backends.jinja2.Jinja2",
            "DIRS": here,
            "OPTIONS": {"environment": "jiedui.web.jinja.environment", "context_processors": processors},
        },
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {"context_processors": processors},
        },
    ]


def _accounts() -> Mapping[str, Any]:
    """Who may come in: users that an administrator made, by name and password, with a second factor if they set one."""
    return {
        "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
        "ACCOUNT_ADAPTER": "jiedui.web.accounts.adapter.Closed",
        "ACCOUNT_LOGIN_METHODS": {"username"},
        "ACCOUNT_SIGNUP_FIELDS": ["username*", "password1*", "password2*"],
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_SESSION_REMEMBER": False,
        "ACCOUNT_RATE_LIMITS": {"login": "60/m/ip", "login_failed": "20/10m/ip,5/10m/key"},
        "ACCOUNT_LOGOUT_REDIRECT_URL": "/accounts/login/",
        "MFA_SUPPORTED_TYPES": ["totp", "recovery_codes"],
        "MFA_TOTP_ISSUER": "结对 Jiedui",
        "MFA_TOTP_TOLERANCE": 1,  # a code that changes while it is typed still holds (RFC 6238, section 5.2)
        "LOGIN_REDIRECT_URL": "/",
        "LOGIN_URL": "/accounts/login/",
        "AUTH_PASSWORD_VALIDATORS": [
            {"NAME": name, "OPTIONS": options}
            for name, options in (
                ("django.contrib.auth.password_validation.UserAttributeSimilarityValidator", {}),
                ("jiedui.web.accounts.passwords.LengthValidator", {"min_length": 10}),
                ("django.contrib.auth.password_validation.CommonPasswordValidator", {}),
            )
        ],
        "SESSION_COOKIE_AGE": SESSION,
        "SESSION_SAVE_EVERY_REQUEST": False,
        "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
    }


def _security(*, https: bool) -> Mapping[str, Any]:
    """Headers and cookies: nothing inline, nothing from elsewhere, nobody may frame the pages."""
    return {
        "CONTENT_SECURITY_POLICY": {
            "DIRECTIVES": {
                "default-src": [NONE],
                "script-src": [SELF],
                "style-src": [SELF],
                "img-src": [SELF, "data:", "blob:"],
                "connect-src": [SELF],
                "font-src": [SELF],
                "frame-src": [SELF],
                "form-action": [SELF],
                "frame-ancestors": [SELF],
                "base-uri": [NONE],
                "manifest-src": [SELF],
            }
        },
        "X_FRAME_OPTIONS": "SAMEORIGIN",
        "SECURE_REFERRER_POLICY": "same-origin",
        "SECURE_CROSS_ORIGIN_OPENER_POLICY": "same-origin",
        "SESSION_COOKIE_SECURE": https,
        "CSRF_COOKIE_SECURE": https,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_FAILURE_VIEW": "jiedui.web.pages.errors.csrf",
        "SECURE_HSTS_SECONDS": 31_536_000 if https else 0,
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https") if https else None,
    }
