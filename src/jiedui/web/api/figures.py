"""Indicators and figures, as ``jiedui figure`` and ``jiedui figures`` tell them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from jiedui.figures.request import Request, answer, scope_of
from jiedui.figures.tables import answer_json, figure_json
from jiedui.web.api.entrance import desk_at
from jiedui.web.api.shapes import FigureOut, IndicatorOut, Problems

router = Router(tags=["figures"])


class ScopeIn(Schema):
    """Where and when; only accepted entries if asked."""

    region: str | None = None
    period: str | None = None
    accepted: bool = False


class RequestIn(ScopeIn):
    """A figure narrowed and broken down: ``where`` as the command line writes it (``环节=拨付``)."""

    where: list[str] = Field(default_factory=list)
    by: str | None = None
    records: bool = False


class QueryIn(RequestIn):
    """Any aggregate of a ledger: count, sum(column), distinct(column), min(column), max(column)."""

    measure: str = "count"
    dated: str | None = None


@router.get("/indicators", response=list[IndicatorOut])
def indicators(request: HttpRequest) -> list[IndicatorOut]:
    """The dictionary of definitions."""
    declared = desk_at(request).book.catalog.indicators.values()
    return [
        IndicatorOut(
            name=each.name, title=each.title, unit=each.unit, definition=each.definition, phrases=list(each.phrases)
        )
        for each in declared
    ]


@router.get("/figures", response={200: list[FigureOut], 400: Problems, 403: Problems})
def sheet(request: HttpRequest, scope: Query[ScopeIn]) -> list[dict[str, Any]]:
    """All indicators with targets and rates."""
    figures = desk_at(request).figures
    wanted = scope_of(figures.book, scope.region, scope.period, accepted=scope.accepted)
    return [figure_json(line) for line in figures.sheet(wanted)]


@router.get("/figures/{indicator}", response={200: FigureOut, 400: Problems, 403: Problems, 404: Problems})
def one(request: HttpRequest, indicator: str, asked: Query[RequestIn]) -> dict[str, Any]:
    """One indicator for a scope."""
    wanted = Request(indicator=indicator, **asked.model_dump(exclude={"records"}))
    return answer_json(answer(desk_at(request).figures, wanted), records=asked.records)


@router.get("/aggregates/{ledger}", response={200: FigureOut, 400: Problems, 403: Problems, 404: Problems})
def aggregate(request: HttpRequest, ledger: str, asked: Query[QueryIn]) -> dict[str, Any]:
    """Any narrowed aggregate of a ledger."""
    wanted = Request(ledger=ledger, **asked.model_dump(exclude={"records"}))
    return answer_json(answer(desk_at(request).figures, wanted), records=asked.records)
