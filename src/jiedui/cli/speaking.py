"""How the command line itself speaks: head words of the help and errors of usage in Chinese, the English beside them.

The parser's own words are English. Each group of commands is a :class:`Commands`, whose commands head their help in both
languages, and whose errors are told in both: the pattern of the English message gives the Chinese one.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from typing import Any, Final

import typer
from typer.core import TyperCommand, TyperGroup

from jiedui.cli.terminal import terminal

#: The head words of the help, by their names in the parser's library.
_HEAD_WORDS: Final = {
    "ARGUMENTS_PANEL_TITLE": "参数 · Arguments",
    "OPTIONS_PANEL_TITLE": "选项 · Options",
    "COMMANDS_PANEL_TITLE": "命令 · Commands",
    "DEFAULT_STRING": "[默认 · default: {}]",
    "ENVVAR_STRING": "[环境变量 · env var: {}]",
    "REQUIRED_LONG_STRING": "[必填 · required]",
}
_OPTIONS, _COMMANDS = "[选项·OPTIONS]", "命令·COMMAND [参数·ARGS]..."
_HELP: Final = "显示这里的说明 · show this message and exit"
_NAMES: Final = {"help_option_names": ["-h", "--help"]}
_KINDS: Final = {"argument": "参数", "option": "选项"}

#: What the parser says of a whole command line, and the same in Chinese.
_SAID: Final[Sequence[tuple[str, str]]] = (
    (r"No such option: (\S+)", "没有选项 {0}"),
    (r"No such option: (\S+) \(Possible options: (.+)\)", "没有选项 {0}，相近的有 {1}"),
    (r"No such command '(.+?)'\.?", "没有命令 {0}"),
    (r"No such command '(.+?)'\. Did you mean (.+)\?", "没有命令 {0}，相近的有 {1}"),
    (r"Missing command\.?", "缺少命令"),
    (r"Got unexpected extra argument(?:s|\(s\))? \((.+)\)", "多了参数 {0}"),
    (r"Option '?(.+?)'? requires an argument\.?", "选项 {0} 后面要写值"),
    (r"Option '?(.+?)'? does not take a value\.?", "选项 {0} 不带值"),
)
#: What it says of one value.
_OF_VALUES: Final[Sequence[tuple[str, str]]] = (
    (r"(?:Value error, )?(.+) is not one of (.+?)\.?", "{0} 不在可选之列，可选 {1}"),
    (r"Input should be a valid integer.*", "要写整数"),
    (r"Input should be a valid number.*", "要写数"),
    (r"Input should be greater than or equal to (\S+)", "不能小于 {0}"),
    (r"Input should be less than or equal to (\S+)", "不能大于 {0}"),
)


class _Headed:
    """What a command and a group of commands have in common: the head words of the help in both languages."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """The line that says how the command is written."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), "用法 · Usage: ")  # type: ignore[attr-defined]

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The whole help; what prints it is heavy, so its head words are set only now."""
        from typer import rich_utils

        for name, words in _HEAD_WORDS.items():
            setattr(rich_utils, name, words)
        super().format_help(ctx, formatter)  # type: ignore[misc]

    def get_help_option(self, ctx: Any) -> Any:
        """The option that shows the help."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = _HELP
        return option


class Command(_Headed, TyperCommand):
    """A command whose help is headed in both languages."""


class Group(_Headed, TyperGroup):
    """A group of commands whose help is headed, and whose errors of usage are told, in both languages."""

    def main(self, *args: Any, **how: Any) -> Any:
        """Run what the arguments name; an error of usage is told on standard error and ends with its exit code."""
        alone = how.get("standalone_mode", True)
        how["standalone_mode"] = False
        if not alone:
            return super().main(*args, **how)
        try:
            code = super().main(*args, **how)
        except _USAGE_ERROR as error:
            _tell(error)
            code = error.exit_code
        except typer.Abort:
            terminal(stderr=True).print("已中止 · aborted", markup=False, highlight=False)
            code = 1
        sys.exit(code)


#: The library names only this one of its errors of usage; what they all derive from is its base.
_USAGE_ERROR: Any = typer.BadParameter.__base__


class Commands(typer.Typer):
    """A group of commands, each with ``-h`` and with its head words and errors in both languages."""

    def __init__(self, *, help: str, **others: Any) -> None:
        """A group that shows its help where no command is named."""
        super().__init__(
            cls=Group,
            help=help,
            no_args_is_help=True,
            add_completion=False,
            options_metavar=_OPTIONS,
            subcommand_metavar=_COMMANDS,
            context_settings=_NAMES,
            **others,
        )

    def command(self, name: str | None = None, **others: Any) -> Callable[[Any], Any]:
        """Take a function in as a command of the group."""
        return super().command(name, cls=Command, options_metavar=_OPTIONS, context_settings=_NAMES, **others)


def told(message: str) -> str:
    """An error of usage in both languages; one that speaks both already is left as it is."""
    return message if " · " in message else f"{_in_chinese(message)} · {message}"


def _in_chinese(message: str) -> str:
    """The Chinese of what the parser says; that the command is not written right where it is not known."""
    if found := re.fullmatch(
        r"Missing (argument|option) '(.+?)'(?: \(env var: .+?\))?\.\s*(?:Choose from:\s*(.+))?", message, re.DOTALL
    ):
        choices = f"，可选 {_listed(found[3])}" if found[3] else ""
        return f"缺少{_KINDS[found[1]]} {found[2]}{choices}"
    if found := re.fullmatch(r"Invalid value(?: for '?(.+?)'?)?: (.+)", message, re.DOTALL):
        why = _matched(_OF_VALUES, found[2])
        return f"{found[1] or ''} 的值不对{'：' + why if why else ''}".strip()
    return _matched(_SAID, message) or "命令写得不对"


def _listed(words: str) -> str:
    """Names in quotes and with commas, as Chinese lists them."""
    return "、".join(each.strip().strip("'") for each in words.split(","))


def _matched(table: Sequence[tuple[str, str]], message: str) -> str:
    """The Chinese that a table gives; empty where it gives none."""
    found = ((re.fullmatch(pattern, message, re.DOTALL), chinese) for pattern, chinese in table)
    return next((chinese.format(*map(_listed, match.groups())) for match, chinese in found if match), "")


def _tell(error: Any) -> None:
    """An error on standard error, with how the command is written and where that is explained."""
    context, message = error.ctx, error.format_message()
    if not message:  # the help was shown instead
        return
    console = terminal(stderr=True, soft_wrap=True)
    lines = [told(message)]
    if context is not None:
        lines += [context.get_usage(), f"说明 · help: {context.command_path} --help"]
    for line in lines:
        console.print(line, markup=False, highlight=False)
