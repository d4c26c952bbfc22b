"""Attributes that are found out once, when first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TypeVar

T_co = TypeVar("T_co", covariant=True)


class once(cached_property[T_co]):  # noqa: N801 - it is written as its base is, above a method
    """A ``cached_property`` that takes no lock.

    Up to CPython 3.11 the library's own takes one at every first asking, which costs more than most of what a check
    finds out; two threads that ask at the same moment both find the same.
    """

    def __get__(self, instance: object, owner: type | None = None) -> T_co:  # type: ignore[override]
        """What was found out, or what is found out now; asked for on the class, itself."""
        if instance is None:
            return self  # type: ignore[return-value]
        found = instance.__dict__[self.attrname] = self.func(instance)  # type: ignore[index]
        return found
