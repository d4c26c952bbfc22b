"""The application that Django knows the draws by."""

from django.apps import AppConfig


class Draws(AppConfig):
    """What is kept of draws."""

    name = "jiedui.web.draws"
    label = "draws"
