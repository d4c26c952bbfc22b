"""Tables and numbers on the screen."""

from rich.console import Console

from jiedui.cli.terminal import grid_of, number


def test_a_narrow_window_cuts_nothing_off() -> None:
    grid = grid_of("日期", "金额")
    grid.add_row("2024-02-22", "1234.56万元")
    console = Console(width=20)
    with console.capture() as told:
        console.print(grid)
    assert "…" not in told.get()


def test_what_rounds_to_nothing_is_not_below_nothing() -> None:
    assert [number(value, "+,.2f") for value in (-0.001, 0.0, -1.5)] == ["+0.00", "+0.00", "-1.50"]
