"""Checking a report against the book: what each statement means, what the book says, and whether they agree.

The rooms, each of which knows only those before it (a contract in ``pyproject.toml`` holds them to that): ``words`` that
catalogue and book know, the ``text`` in which they stand, the ``readings`` of its statements, the ``verdicts`` that the book
gives them, further ``looks`` at what stays open. Over them :mod:`~jiedui.reports.check.checker` puts one report through all
of these, :mod:`~jiedui.reports.check.session` opens it upon a book, and what it found is told and taught from there.
"""
