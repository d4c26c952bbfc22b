"""The declarations of what is hidden before a document is published: masking policies (隐去办法)."""

from __future__ import annotations

from typing import Literal

from jiedui.catalog.model import Declaration, Name, Title, Word

#: What a policy can hide: names of persons; telephone, identity (身份证) and account numbers and unified social credit
#: codes; firms; other organisations; places; projects and workshops that lie in a hidden place or bear a hidden name.
Hides = Literal["person", "phone", "identity", "account", "code", "firm", "organisation", "place", "project"]
Level = Literal["省", "市", "县", "镇", "村"]


class Policy(Declaration):
    """What is hidden, and how it is masked.

    ``level`` is the highest level of places that is hidden: 镇 hides towns and all below. ``side`` limits places, firms
    and organisations to one side of the pairs. ``style`` is ``stars`` (``**镇``: all towns alike) or ``numbered``
    (``A镇``, ``B镇``: the same town always the same letter). ``keep`` are names that stay.
    """

    name: Name
    title: Title
    hides: tuple[Hides, ...]
    aliases: tuple[Word, ...] = ()
    level: Level = "镇"
    side: Literal["东部", "西部"] | None = None
    style: Literal["stars", "numbered"] = "stars"
    keep: tuple[Word, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Everything a command may call it."""
        return (self.title, self.name, *self.aliases)
