"""``jiedui plan town`` and ``jiedui plan params``: a town to try a plan on, and the parameter file to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jiedui.cli.terminal import terminal

Scale = Annotated[
    float,
    typer.Option(
        min=0.005,
        max=30,
        help="城镇的大小：1 是标准镇（1500 宗地、300 个自然村） · 1 is the standard town of 1,500 parcels",
    ),
]
Seed = Annotated[int, typer.Option(min=0, help="随机种子：同一种子总是同一个镇 · one seed makes one town")]


def town(
    folder: Annotated[Path, typer.Option("--output", "-o", help="写到哪个文件夹 · where to write")],
    scale: Scale = 1.0,
    seed: Seed = 20241231,
) -> None:
    """生成一个虚构的镇：更新与安置台账和规划参数，可直接导入 · ledgers and parameters of an invented town."""
    from jiedui.planning.renew.making import make_params, make_registers
    from jiedui.sample.town_workbooks import write_town

    registers = make_registers(scale, seed)
    paths = write_town(registers, make_params(registers), folder)
    counts = {
        "宗地": registers.parcels,
        "家企业": registers.enterprises,
        "个更新片区": registers.blocks,
        "个自然村": registers.hamlets,
        "户": registers.households,
        "个集聚区": registers.sites,
    }
    console = terminal(soft_wrap=True)
    told = "、".join(f"{len(entries)} {what}" for what, entries in counts.items())
    console.print(f"{registers.town}：{told}，写入 {len(paths)} 个文件：", highlight=False)
    for path in paths:
        console.print(f"  {path}", highlight=False, markup=False)


def params(
    output: Annotated[Path | None, typer.Option("--output", "-o", help="写入文件 · write to this file")] = None,
) -> None:
    """规划参数文件的样本，每项都有说明 · a parameter file with every key explained."""
    from jiedui.planning.renew.params import Params
    from jiedui.planning.renew.wording import written

    text = written(Params())
    if output is None:
        typer.echo(text, nl=False)
    else:
        output.write_text(text, "utf-8")
        typer.echo(f"已写入 {output}")
