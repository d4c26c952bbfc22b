"""The application that keeps the jobs of imports."""

from __future__ import annotations

from django.apps import AppConfig


class Imports(AppConfig):
    """The jobs of imports."""

    name = "jiedui.web.imports"
    label = "imports"
