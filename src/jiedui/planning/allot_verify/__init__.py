"""The verifier of a draw (核验): from the published files alone, in code of its own, what is wrong and where."""

from jiedui.planning.allot_verify.verify import verify

__all__ = ["verify"]
