"""The application that Django knows the plans by."""

from django.apps import AppConfig


class Plans(AppConfig):
    """What was planned, until its user throws it away."""

    name = "jiedui.web.plans"
    label = "plans"
