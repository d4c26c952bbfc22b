"""The environment of the templates: two languages side by side, numbers and dates as officials write them."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from jinja2 import Environment, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from jiedui.base.problems import Problem
from jiedui.web.desk import LARGE, Desk, desk_of, language_of

_ENTRY = re.compile(r"\b([a-z][a-z0-9_]*):(\d{1,18})\b")


def environment(**options: Any) -> Environment:
    """The environment that Django asks for; a name that a view does not give is an error, not an empty string."""
    made = Environment(**{**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True})  # noqa: S701 - autoescape is among the options
    made.globals.update(static=static, url=_url, t=_either, here=_here, desk=_desk, large=_large, language=_language)
    made.globals.update(entry_link=_entry_link, entry_word=_entry_word, entry_url=_entry_url)
    made.filters.update(moment=_moment, told=_told, entries=_entries)
    return made


def _url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a page."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def _entry_url(ledger: str, id: int) -> str:
    """The address of an entry's page."""
    return reverse("ledgers-entry", args=(ledger, id))


def _request(context: Context) -> HttpRequest:
    """The request that is being answered."""
    request: HttpRequest = context["request"]
    return request


@pass_context
def _either(context: Context, zh: str, en: str) -> str:
    """The wording in the user's language."""
    return en if language_of(_request(context)) == "en" else zh


@pass_context
def _language(context: Context) -> str:
    """The user's language."""
    return language_of(_request(context))


@pass_context
def _desk(context: Context) -> Desk | None:
    """The desk of the request; None on pages before the login."""
    return desk_of(_request(context))


@pass_context
def _large(context: Context) -> bool:
    """Whether the user wants large type (大字版)."""
    return _request(context).COOKIES.get(LARGE) == "1"


@pass_context
def _here(context: Context, name: str) -> Markup:
    """The attribute that marks a link to the part of the site where the user is."""
    match = _request(context).resolver_match
    inside = match is not None and (match.url_name or "").split("-")[0] == name.split("-", maxsplit=1)[0]
    return Markup('aria-current="page"') if inside else Markup("")


@pass_context
def _told(context: Context, problem: Problem) -> str:
    """A problem in the user's language, with its place."""
    return problem.words(language_of(_request(context)))


@pass_context
def _entry_word(context: Context, ledger: str, id: int) -> str:
    """An entry in a word: ``资金台账:3``, in English ``fund:3``; commands take both."""
    desk = desk_of(_request(context))
    declared = desk.book.catalog.ledgers.get(ledger) if desk else None
    return f"{declared.title if declared and _language(context) == 'zh' else ledger}:{id}"


@pass_context
def _entry_link(context: Context, ledger: str, id: int) -> Markup:
    """An entry by its word, leading to its page."""
    return Markup('<a href="{}">{}</a>').format(_entry_url(ledger, id), _entry_word(context, ledger, id))


@pass_context
def _entries(context: Context, text: str) -> Markup:
    """A text in which every entry that it names (``fund:3``) leads to its page."""
    first, *parts = _ENTRY.split(text)
    named = zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    links = (_entry_link(context, ledger, int(id)) + after for ledger, id, after in named)
    return escape(first) + Markup("").join(links)


def _moment(at: str | datetime) -> str:
    """A time of the journal, or of ours, on the office's clock, to the minute."""
    when = datetime.fromisoformat(at) if isinstance(at, str) else at
    return timezone.localtime(when).strftime("%Y-%m-%d %H:%M")
