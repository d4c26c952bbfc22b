"""The application that Django knows the accounts by."""

from django.apps import AppConfig


class Accounts(AppConfig):
    """Users' grants and what else belongs to users rather than to the book."""

    name = "jiedui.web.accounts"
    label = "accounts"
