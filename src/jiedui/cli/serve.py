"""``jiedui serve``: the pages, for one PC or a small office."""

from __future__ import annotations

from typing import Annotated

import typer

from jiedui.cli.options import BookPlace
from jiedui.cli.terminal import terminal


def serve(
    book: BookPlace,
    listen: Annotated[
        str, typer.Option("--listen", help="监听的地址；0.0.0.0 供局域网使用 · for the whole office")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="端口 · the port")] = 8000,
    name: Annotated[
        list[str] | None, typer.Option("--name", help="浏览器里用的主机名，可多写 · host names in use")
    ] = None,
    https: Annotated[bool, typer.Option("--https", help="前面有 HTTPS 代理 · a proxy speaks HTTPS in front")] = False,
    workers: Annotated[int, typer.Option("--workers", min=1, help="进程数 · processes")] = 1,
) -> None:
    """打开网页工作台：首次启动引导建立管理员 · the workbench; a first start leads to the administrator."""
    from jiedui.web.serving import serve as run
    from jiedui.web.settings import Site

    hosts = (*(name or ()), *(() if listen in ("0.0.0.0", "::") else (listen,)))  # noqa: S104 - said by the user
    console = terminal(soft_wrap=True)
    run(Site(book, hosts, https), listen, port, workers=workers, tell=lambda text: console.print(text, markup=False))
