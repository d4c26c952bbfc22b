"""A plan as JSON and back: everything that was decided, the accounts, what was proven; to keep, to compare, to check again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter

from jiedui.planning.renew.answer import FirmPath, Plan

#: Of the form of the file; raised when an older reader could not make sense of it.
VERSION = 1
_PLANS: TypeAdapter[Plan] = TypeAdapter(Plan)


def plan_to_json(plan: Plan) -> str:
    """The plan as text."""
    body = asdict(plan)
    body["decisions"]["firms"] = {name: _path(path) for name, path in plan.decisions.firms.items()}
    return json.dumps({"version": VERSION, **body}, ensure_ascii=False, indent=1)


def plan_from_json(text: str) -> Plan:
    """The plan of a text. Raises ValueError when it is none, or of a later version."""
    body = json.loads(text)
    if not isinstance(body, dict) or body.pop("version", None) != VERSION:
        raise ValueError("not a plan of this version")
    return _PLANS.validate_python(body)


def _path(path: FirmPath) -> Mapping[str, Any]:
    """A firm's path without what never happens."""
    return {name: value for name, value in asdict(path).items() if value is not None}
