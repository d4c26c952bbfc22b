"""A plan as JSON and back: what it was made for, all that was decided, the accounts, what was proven; to keep, to check again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from pydantic import TypeAdapter

from jiedui.planning.renew.answer import FirmPath, Plan
from jiedui.planning.renew.params import Params

#: Of the form of the file; raised when an older reader could not make sense of it.
VERSION = 1
_PLANS: TypeAdapter[Plan] = TypeAdapter(Plan)


@dataclass(frozen=True, slots=True)
class Origin:
    """What a plan was made for: the region, named from the top down, the parameters, and the pins in their words."""

    region: str
    params: Params
    pins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Saved:
    """A plan that was kept, and what it was made for (None in files that do not tell)."""

    plan: Plan
    origin: Origin | None = None


def plan_to_json(plan: Plan, origin: Origin | None = None) -> str:
    """The plan as text, with what it was made for."""
    return json.dumps(plan_body(plan, origin), ensure_ascii=False, indent=1)


def plan_body(plan: Plan, origin: Origin | None = None) -> dict[str, Any]:
    """The plan as it stands in a file of several."""
    body = asdict(plan)
    body["decisions"]["firms"] = {name: _path(path) for name, path in plan.decisions.firms.items()}
    return {"version": VERSION, **(_made_for(origin) if origin else {}), **body}


def _made_for(origin: Origin) -> dict[str, Any]:
    """What a plan was made for, as it stands in its file."""
    return {"region": origin.region, "params": origin.params.model_dump(mode="json"), "pins": list(origin.pins)}


def plan_from_json(text: str) -> Plan:
    """The plan of a text. Raises ValueError when it is none, or of a later version."""
    return saved_from(json.loads(text)).plan


def saved_from(body: object) -> Saved:
    """The plan of what a file holds, and what it was made for. Raises ValueError as ``plan_from_json`` does."""
    if not isinstance(body, dict) or body.get("version") != VERSION:
        raise ValueError("not a plan of this version")
    rest = {name: value for name, value in body.items() if name not in {"version", "region", "params", "pins"}}
    plan = _PLANS.validate_python(rest)
    if "params" not in body:
        return Saved(plan)
    pins = tuple(map(str, body.get("pins", ())))
    return Saved(plan, Origin(str(body.get("region", "")), Params.model_validate(body["params"]), pins))


def _path(path: FirmPath) -> Mapping[str, Any]:
    """A firm's path without what never happens."""
    return {name: value for name, value in asdict(path).items() if value is not None}
