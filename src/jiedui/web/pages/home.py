"""Home (首页): the year at a glance."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiedui.web.desk import Desk, page


@page()
def home(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The year of the user's region."""
    region = desk.book.regions[desk.home].name if desk.home else None
    return render(request, "home.html", {"region": region})
