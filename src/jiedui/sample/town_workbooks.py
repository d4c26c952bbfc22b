"""The folder of an invented town: its workbooks as ``jiedui import`` reads them, and its parameter file."""

from __future__ import annotations

from pathlib import Path

from jiedui.catalog import builtin
from jiedui.planning.renew.params import Params
from jiedui.planning.renew.registers import Registers
from jiedui.planning.renew.wording import written
from jiedui.sample.renewal import place_rows, planning_rows
from jiedui.sample.workbooks import write_workbook

#: The files: the workbook of places and firms, that of the planning ledgers, the parameters.
PLACES_FILE, LEDGERS_FILE, PARAMS_FILE = "01主数据.xlsx", "02更新与安置.xlsx", "规划参数.toml"


def write_town(registers: Registers, params: Params, folder: Path) -> list[Path]:
    """Write the town into the folder (made if need be); the paths, workbooks first."""
    folder.mkdir(parents=True, exist_ok=True)
    ledgers = builtin().ledgers
    rows = {**place_rows(registers), **planning_rows(registers, params.plan.base)}
    paths = [folder / name for name in (PLACES_FILE, LEDGERS_FILE, PARAMS_FILE)]
    write_workbook(paths[0], [(ledgers[name], rows[name]) for name in ("region", "organisation")])
    planning = ("block", "parcel", "enterprise", "hamlet", "household", "site", "dwelling")
    write_workbook(paths[1], [(ledgers[name], rows[name]) for name in planning])
    paths[2].write_text(written(params), "utf-8")
    return paths
