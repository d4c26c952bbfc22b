"""Every command and every option says in Chinese what it does."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from jiedui.cli import app

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def every_command(command: Any, name: str = "jiedui") -> Iterator[tuple[str, Any]]:
    """Every command that does something, with the words that call it."""
    if hasattr(command, "commands"):
        for word, each in command.commands.items():
            yield from every_command(each, f"{name} {word}")
    else:
        yield name, command


COMMANDS = dict(every_command(typer.main.get_command(app)))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_explained_with_all_its_options(name: str) -> None:
    command = COMMANDS[name]
    assert CHINESE.search(command.help or "")
    assert "·" in command.help, "the English follows the Chinese after a dot"
    assert [
        parameter.name for parameter in command.params if not CHINESE.search(getattr(parameter, "help", "") or "")
    ] == []


def test_one_option_has_one_name_everywhere() -> None:
    spellings: dict[str, set[tuple[str, ...]]] = {}
    for command in COMMANDS.values():
        for parameter in command.params:
            spellings.setdefault(max(parameter.opts, key=len), set()).add(tuple(sorted(parameter.opts)))
    assert {name: told for name, told in spellings.items() if len(told) > 1} == {}
