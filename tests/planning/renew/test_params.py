"""The parameter file: what is written reads back, every key is explained, every fault is told at its line."""

from pathlib import Path

import pytest

from jiedui.base.problems import Refusal
from jiedui.planning.renew.making import make_params, make_registers
from jiedui.planning.renew.params import Params
from jiedui.planning.renew.wording import WORDS, keys_of, written
from jiedui.planning.town_reading import read_params


def faults(text: str, folder: Path) -> list[tuple[str, int | None]]:
    """Code and line of every fault of a parameter file."""
    file = folder / "renew.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(Refusal) as refused:
        read_params(file)
    assert all(problem.place.file == "renew.toml" for problem in refused.value.problems)
    return [(problem.code, problem.place.line) for problem in refused.value.problems]


@pytest.mark.parametrize("params", [Params(), make_params(make_registers(0.01), years=3)], ids=["shipped", "made"])
def test_what_is_written_reads_back(tmp_path: Path, params: Params) -> None:
    file = tmp_path / "renew.toml"
    file.write_text(written(params), "utf-8")
    assert read_params(file) == params


def test_every_key_is_explained() -> None:
    for name in Params.model_fields:
        if name != "themes":
            assert tuple(WORDS[name][1]) == keys_of(getattr(Params(), name)), name


def test_without_a_file_the_shipped_ones_hold() -> None:
    assert read_params(None) == Params()


def test_what_is_left_out_has_the_shipped_value(tmp_path: Path) -> None:
    file = tmp_path / "renew.toml"
    file.write_text("[prices]\nquota = 45\n", "utf-8")
    params = read_params(file)
    assert (params.prices.quota, params.prices.reclaim) == (45, Params().prices.reclaim)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("[money]\nbuget = [1]\n", "catalog-unknown-key", 2),
        ("[prices]\n\nquta = 1\n", "catalog-unknown-key", 3),
        ("[newcomer]\ntax = 1\n", "catalog-unknown-key", 1),
        ("[norms]\nradius = -1\n", "catalog-invalid", 2),
        ("[norms]\nconsent = 80\n", "catalog-invalid", 2),
        ("[norms]\nradius = '远'\n", "catalog-invalid", 2),
        ("[limits]\nenergy = [1.0, 0.9]\n", "renew-years", 2),
        ("[plan]\nfirst_year = 2025\nyears = 3\n", "renew-years", 1),
        ("[prices]\nquota = -30\n", "renew-negative", 2),
        ("[moved]\ntax = nan\n", "renew-negative", 2),
        ("[objectives]\norder = ['output', 'output']\n", "renew-order", 2),
        ("[objectives]\norder = ['beauty']\n", "catalog-not-one-of", 2),
        ("[firms]\nscattered_by = 2040\n", "renew-year-outside", 2),
        ("[money\n", "catalog-syntax", 1),
    ],
)
def test_a_fault_is_told_at_its_line(tmp_path: Path, text: str, code: str, line: int) -> None:
    assert (code, line) in faults(text, tmp_path)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = "[norms]\nradius = -1\n[prices]\nquota = -1\n[firms]\ncolour = 1\n"
    assert {line for _, line in faults(text, tmp_path)} == {2, 4, 6}


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        read_params(tmp_path / "none.toml")
    assert refused.value.problems[0].code == "renew-no-file"
