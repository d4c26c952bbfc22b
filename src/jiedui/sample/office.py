"""The whole sample: one imaginary office's two years, all ledgers together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from jiedui.sample import bonds, industry, market, money, planning, projects, renewal, secondment, talents
from jiedui.sample.organisations import organisation_rows
from jiedui.sample.people import People, settle
from jiedui.sample.places import region_rows
from jiedui.sample.rows import Row, coded, number_of
from jiedui.sample.setting import Setting, dice
from jiedui.sample.tally import Tally
from jiedui.sample.targets import target_rows

SEED = 20241231


@dataclass(frozen=True)
class Sample:
    """The rows of every register and ledger, by its name in the catalogue; ``seed`` and ``size`` made them."""

    seed: int
    size: float
    rows: Mapping[str, list[Row]] = field(repr=False)

    @property
    def entries(self) -> int:
        """How many rows in all."""
        return sum(len(rows) for rows in self.rows.values())


def generate(seed: int = SEED, size: float = 1.0) -> Sample:
    """The sample of that seed, the same on every machine.

    ``size``, above 0 and up to 1, scales how many entries each ledger has (1 is about two thousand in all); registers
    stay whole. Raises ValueError for another size.
    """
    if not 0 < size <= 1:
        raise ValueError(f"the size of a sample is above 0 and at most 1, not {size}")
    people = People(dice(seed, "names"))
    settle(people)
    setting = Setting(seed, size, people)
    ledgers = {name: setting.recorded(name, rows) for name, rows in _ledgers(setting).items()}
    targets = {"target": target_rows(Tally(ledgers))}
    firms = renewal.organisation_rows(planning.registers(seed))
    organisations = [*organisation_rows(), *firms]
    registers = {"region": region_rows(), "organisation": organisations, "person": people.rows()}
    return Sample(seed, size, {**registers, **ledgers, **targets, **_planning(setting)})


def _ledgers(setting: Setting) -> dict[str, list[Row]]:
    """The ledgers of the office."""
    return {**_projects(setting), **_industry(setting), **_bonds(setting), **_secondment(setting)}


def _projects(setting: Setting) -> dict[str, list[Row]]:
    """Projects with their money, the gifts that pay for one of them, and what was inspected."""
    donations = money.donation_rows(setting)
    given = sum(number_of(row, "金额") for row in donations if row.get("项目") == projects.PLAZA)
    planned = [*projects.plan(setting), projects.plaza(setting, int(given))]
    rows = coded("XM", "批复日期", projects.project_rows(setting, planned))
    return {
        "project": rows,
        "fund": money.fund_rows(setting, planned, donations),
        "donation": donations,
        "inspection": talents.inspection_rows(setting, rows),
    }


def _industry(setting: Setting) -> dict[str, list[Row]]:
    """What is bought and sold, who works where, who invests."""
    leads = industry.lead_rows(setting)
    return {
        "purchase": market.purchase_rows(setting),
        "labour": market.labour_rows(setting),
        "lead": leads,
        "park": industry.park_rows(setting, leads),
        "workshop": industry.workshop_rows(setting),
    }


def _bonds(setting: Setting) -> dict[str, list[Row]]:
    """What binds the two sides, and what the papers say of it."""
    return {
        "pairing": bonds.pairing_rows(setting),
        "exchange": bonds.exchange_rows(setting),
        "meeting": bonds.meeting_rows(setting),
        "model_village": bonds.model_village_rows(setting),
        "talent": talents.talent_rows(setting),
        "training": talents.training_rows(setting),
        "publicity": talents.publicity_rows(setting),
    }


def _secondment(setting: Setting) -> dict[str, list[Row]]:
    """The seconded, and what they study, do, see and bring home."""
    officials, posted = secondment.postings(setting)
    visits = secondment.visit_rows(setting, officials)
    return {
        "posting": posted,
        "study": secondment.study_rows(setting, officials),
        "duty": secondment.duty_rows(setting, officials),
        "visit": visits,
        "lesson": secondment.lesson_rows(setting, visits),
    }


def _planning(setting: Setting) -> dict[str, list[Row]]:
    """The planning registers."""
    return {**planning.town_rows(setting), "resource": planning.resource_rows(setting)}
