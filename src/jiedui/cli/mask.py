"""``jiedui mask``: a document made fit for publication, and what still gives away what was hidden."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jiedui.cli.options import BookPlace


def mask(
    file: Annotated[Path, typer.Argument(help="要公开的文件：.docx .txt .md · the document")],
    book: BookPlace,
    policy: Annotated[str, typer.Option(help="隐去办法：公开发布、交流材料，或本单位声明的 · the policy")] = "公开发布",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="写到哪里 · where to write")] = None,
) -> None:
    """隐去人名、电话、证号、账号、企业和一定层级以下的地名 · hide what a policy hides."""
    from jiedui.book import Book
    from jiedui.reports.masking.mask import find_policy
    from jiedui.reports.masking.mask import mask as hide

    target = output or file.with_name(f"{file.stem}-公开{file.suffix}")
    with Book.open(book) as opened:
        done = hide(opened, find_policy(opened, policy), file)
    target.write_bytes(done.data)
    times = sum(count for _, _, count in done.names)
    typer.echo(f"已写入 {target}：隐去 {len(done.names)} 个名称 {times} 处，号码 {done.numbers} 个")
    for name, masked, count in done.names:
        typer.echo(f"  {name} → {masked}（{count} 处）")
    for problem in done.problems:
        typer.echo(f"  {problem.message()}")
