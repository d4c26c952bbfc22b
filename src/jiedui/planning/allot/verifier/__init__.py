"""The verifier in the browser: one page that opens from a file, without a network, and reckons a whole draw again.

It is written in JavaScript from ``docs/allotment.md`` alone. The parts that lie beside this module are put into one page
here, with a policy that allows this very script and this very style and nothing else: no connection, no other source.
"""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

#: The scripts in their order: each uses only what stands before it, when it is called.
SCRIPTS = (
    *("bytes", "sha256", "json", "merkle", "order", "choice", "rooms"),
    *("settlement", "form", "checks", "words", "show"),
)


def verifier_page() -> str:
    """The page, whole."""
    folder = files(__name__)
    script = '"use strict";\n' + "\n".join(folder.joinpath(f"{name}.js").read_text("utf-8") for name in SCRIPTS)
    style = folder.joinpath("style.css").read_text("utf-8")
    page = folder.joinpath("page.html").read_text("utf-8")
    page = page.replace("sha256-SCRIPT", _source(script)).replace("sha256-STYLE", _source(style))
    return page.replace("STYLE-TEXT", style).replace("SCRIPT-TEXT", script)


def _source(text: str) -> str:
    """The hash by which a content security policy allows a script or a style."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
