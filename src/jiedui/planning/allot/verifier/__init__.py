"""The verifier in the browser: one page that opens from a file, without a network, and reckons a whole draw again.

It is written in JavaScript from ``docs/allotment.md`` alone. The parts that lie beside this module are put into one page
here, with a policy that allows this very script and this very style and nothing else: no connection, no other source.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from importlib.resources import files

from jiedui.planning.allot.model import Freeze, Rules

#: The scripts in their order: each uses only what stands before it, when it is called.
SCRIPTS = (
    *("bytes", "sha256", "json", "merkle", "order", "choice", "rooms"),
    *("settlement", "form", "checks", "words", "show"),
)


#: The scripts of the page on which a witness makes a commitment.
COMMIT = ("bytes", "sha256", "commit")


def verifier_page() -> str:
    """The page, whole."""
    return _page("page", SCRIPTS)


def commitment_page(frozen: Freeze, rules: Rules) -> str:
    """The page on which a witness makes a commitment under a freeze, on a device of their own."""
    told = {
        "draw": frozen.draw,
        "root": frozen.root,
        "rules_hash": frozen.rules_hash,
        "witnesses": [witness.name for witness in rules.witnesses],
    }
    return _page("commit", COMMIT).replace("FROZEN-TEXT", json.dumps(told, ensure_ascii=False).replace("<", "\\u003c"))


def _page(name: str, scripts: Sequence[str]) -> str:
    """A page with its style and its scripts, and the policy that allows them."""
    folder = files(__name__)
    script = '"use strict";\n' + "\n".join(folder.joinpath(f"{each}.js").read_text("utf-8") for each in scripts)
    style = folder.joinpath("style.css").read_text("utf-8")
    page = folder.joinpath(f"{name}.html").read_text("utf-8")
    page = page.replace("sha256-SCRIPT", _source(script)).replace("sha256-STYLE", _source(style))
    return page.replace("STYLE-TEXT", style).replace("SCRIPT-TEXT", script)


def _source(text: str) -> str:
    """The hash by which a content security policy allows a script or a style."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
