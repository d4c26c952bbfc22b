"""``jiedui mask``: a document made fit for publication, and what still gives away what was hidden."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jiedui.cli.options import BookPlace

if TYPE_CHECKING:
    from jiedui.reports.masking.audit import Audit, Secret


class Format(StrEnum):
    """How findings are told."""

    TEXT = "text"
    JSON = "json"


#: So many remaining candidates are named.
MANY = 8


def mask(
    file: Annotated[Path, typer.Argument(help="要公开的文件：.docx .txt .md · the document")],
    book: BookPlace,
    policy: Annotated[str, typer.Option(help="隐去办法：公开发布、交流材料，或本单位声明的 · the policy")] = "公开发布",
    audit: Annotated[bool, typer.Option("--audit", help="查已隐去的文件还泄露什么 · what still gives it away")] = False,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="写到哪里 · where to write")] = None,
    form: Annotated[Format, typer.Option("--format", help="输出方式 · output")] = Format.TEXT,
) -> None:
    """隐去人名、电话、证号、账号、企业和一定层级以下的地名；或查还泄露什么 · hide what a policy hides, or audit it."""
    from jiedui.book import Book
    from jiedui.reports.masking.audit import audit as search
    from jiedui.reports.masking.mask import find_policy
    from jiedui.reports.masking.mask import mask as hide

    with Book.open(book) as opened:
        chosen = find_policy(opened, policy)
        if audit:
            _tell(search(opened, chosen, file), form)
            return
        done = hide(opened, chosen, file)
    target = output or file.with_name(f"{file.stem}-公开{file.suffix}")
    target.write_bytes(done.data)
    times = sum(count for _, _, count in done.names)
    typer.echo(f"已写入 {target}：隐去 {len(done.names)} 个名称 {times} 处，号码 {done.numbers} 个")
    for name, masked, count in done.names:
        typer.echo(f"  {name} → {masked}（{count} 处）")
    for problem in done.problems:
        typer.echo(f"  {problem.message()}")


def _tell(found: Audit, form: Format) -> None:
    """What an audit found; exit code 1 when anything is given away."""
    if form is Format.JSON:
        left = [{"code": each.code, "message": each.message()} for each in found.left]
        body = {"left": left, "secrets": [_secret_json(each) for each in found.secrets]}
        typer.echo(json.dumps(body, ensure_ascii=False, indent=1))
    else:
        for problem in found.left:
            typer.echo(problem.message())
        for secret in found.secrets:
            _tell_secret(secret)
    raise typer.Exit(int(found.told))


def _tell_secret(secret: Secret) -> None:
    """One secret: how many candidates there were, each clue, how many remain."""
    before = f"账册里可能的有 {len(secret.candidates)} 个" + (
        f"（文中点名的 {secret.named} 个除外）" if secret.named else ""
    )
    after = f"还剩 {len(secret.remain)} 个" + (f"：{'、'.join(secret.remain)}" if len(secret.remain) <= MANY else "")
    typer.echo(
        f"{secret.mask}（{secret.hidden.masks} 处）：{before}；据{'下列' if secret.hidden.ending else '上述'}线索{after}"
    )
    for told in secret.clues if secret.hidden.ending else ():
        typer.echo(f"  {told.problem.message()}")


def _secret_json(secret: Secret) -> dict[str, object]:
    """One secret as JSON."""
    clues = [
        {
            "code": told.clue.code,
            "words": told.clue.words,
            "start": told.clue.start,
            "why": told.clue.why,
            "left": told.left,
        }
        for told in secret.clues
    ]
    return {
        "mask": secret.mask,
        "masks": secret.hidden.masks,
        "candidates": secret.candidates,
        "clues": clues,
        "remain": secret.remain,
        "singled": secret.singled,
    }
