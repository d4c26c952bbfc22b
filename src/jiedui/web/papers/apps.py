"""The application that Django knows the documents by."""

from django.apps import AppConfig


class Papers(AppConfig):
    """What was made of reports, until its user throws it away."""

    name = "jiedui.web.papers"
    label = "papers"
