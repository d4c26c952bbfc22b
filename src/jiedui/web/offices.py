"""The open books of a server: one a thread, since a book serves one thread, opened again when it has been synced."""

from __future__ import annotations

import threading

from django.conf import settings

from jiedui.book import Book
from jiedui.figures import Figures

_kept = threading.local()


def open_figures() -> Figures:
    """The figures of this thread's book; Refusal when the book cannot be opened.

    A book whose tables were changed since it was opened is opened again; one whose declarations differ from its
    tables is refused (book-not-synced).
    """
    place: str = settings.JIEDUI_BOOK
    figures: Figures | None = getattr(_kept, "figures", None)
    if figures is None or _kept.place != place or figures.book.outdated:
        close()
        figures = Figures(Book.open(place))
        _kept.figures, _kept.place = figures, place
    return figures


def close() -> None:
    """Let go of this thread's book."""
    figures: Figures | None = getattr(_kept, "figures", None)
    if figures is not None:
        figures.close()
        figures.book.close()
        _kept.figures = None
