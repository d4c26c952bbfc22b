"""The application that Django knows the checks by."""

from django.apps import AppConfig


class Checks(AppConfig):
    """The reports that users had checked."""

    name = "jiedui.web.checks"
    label = "checks"
