"""``jiedui sample`` and ``jiedui demo``: an imaginary office's two years, as workbooks and as the whole loop."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

Size = Annotated[float, typer.Option(min=0.01, max=1, help="条目的多少：1 约两千条 · 1 is about two thousand entries")]


def sample(
    folder: Annotated[Path, typer.Argument(help="写到哪个文件夹 · where to write")],
    size: Size = 1.0,
) -> None:
    """生成示例台账：虚构的一县一区两年的协作 · workbooks of an imaginary pair's two years."""
    from jiedui.sample import generate
    from jiedui.sample.workbooks import write_workbooks

    made = generate(size=size)
    paths = write_workbooks(made, folder)
    console = Console()
    console.print(f"{made.entries} 条，{len(made.rows)} 本台账，写入 {len(paths)} 个文件：")
    for path in paths:
        console.print(f"  {path}", soft_wrap=True, highlight=False)
