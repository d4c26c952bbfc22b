"""The API: its address, how a program comes in, how problems are told, and the parts put together."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer

from jiedui.base.problems import Place, Problem, Refusal
from jiedui.web.accounts.tokens import user_of
from jiedui.web.api import figures, importing, ledgers, reading
from jiedui.web.api.answers import problems_out
from jiedui.web.api.shapes import Problems
from jiedui.web.desk import Desk
from jiedui.web.pages.errors import status_of


class Bearer(HttpBearer):
    """``Authorization: Bearer jd_…``: the desk of the token's user."""

    def authenticate(self, _request: HttpRequest, token: str) -> Desk | None:
        """The desk; None, which is 401, without a good token."""
        user = user_of(token)
        return Desk(user) if user is not None else None


#: Faults of shape in Chinese, by the validator's name for them.
_WHY = {
    "missing": "缺少这一项",
    "string_too_short": "不能为空",
    "string_too_long": "太长",
    "string_type": "要写文字",
    "int_type": "要写整数",
    "int_parsing": "要写整数",
    "bool_type": "要写 true 或 false",
    "bool_parsing": "要写 true 或 false",
    "list_type": "要写成列表",
    "too_short": "至少要有一项",
    "too_long": "项数太多",
    "dict_type": "要写成对象 {列: 值}",
    "literal_error": "不在可选之列",
}

api = NinjaAPI(
    title="Jiedui 结对",
    version="1",
    description="Ledgers, figures, import, extract and check. Errors have one shape: `{problems: […]}`.",
    auth=Bearer(),
    docs_url=None,
    urls_namespace="api-1",
)
api.add_router("", ledgers.router)
api.add_router("", figures.router)
api.add_router("", importing.router)
api.add_router("", reading.router)


@api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Every problem of a refusal, with the status of the first."""
    return _told(request, status_of(refusal.problems), *refusal.problems)


@api.exception_handler(PermissionDenied)
def forbidden(request: HttpRequest, _error: PermissionDenied) -> HttpResponse:
    """403: the user's roles do not allow it."""
    return _told(request, 403, Problem("api-forbidden"))


@api.exception_handler(ValidationError)
def misshapen(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """422: what was sent has not the shape that is asked for; each fault at its place."""
    faults = [Problem("api-shape", Place(column=_path(each)), _why(each)) for each in error.errors]
    return _told(request, 422, *faults)


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    """401: no good token."""
    return _told(request, 401, Problem("api-no-token"))


@api.exception_handler(HttpError)
def unread(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What was sent is no JSON."""
    return _told(request, error.status_code, Problem("api-unreadable"))


def _path(fault: dict[str, Any]) -> str:
    """Where in the request a fault stands; the name that a function of ours has for the whole body says nothing."""
    return ".".join(str(part) for part in fault["loc"] if part != "given")


def _why(fault: dict[str, Any]) -> dict[str, str]:
    """What is wrong there, in both languages; what has no words of ours is said in English."""
    return {"why_zh": _WHY.get(fault["type"], fault["msg"]), "why_en": fault["msg"]}


def _told(request: HttpRequest, status: int, *problems: Problem) -> HttpResponse:
    """An answer that tells problems."""
    return api.create_response(request, Problems(problems=problems_out(problems)).model_dump(), status=status)
