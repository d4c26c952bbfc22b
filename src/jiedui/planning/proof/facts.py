"""What an answer says, asked one plain question at a time.

Every question is about the end of a year t (``by``) or about the year itself (``in``); nothing is remembered between
questions, and what an answer leaves out did not happen.
"""

from __future__ import annotations

from dataclasses import dataclass

from jiedui.planning.renew.answer import Decisions, FirmPath
from jiedui.planning.renew.town import Block, Firm, Hamlet, Site, Stage, Town

NOTHING = FirmPath()


@dataclass(frozen=True, slots=True)
class Facts:
    """A town and the answer to it."""

    town: Town
    decisions: Decisions

    @property
    def years(self) -> range:
        """The years of the plan, 1…T."""
        return range(1, self.town.rules.years + 1)

    def path(self, firm: Firm) -> FirmPath:
        """What becomes of a firm."""
        return self.decisions.firms.get(firm.name, NOTHING)

    def closed(self, firm: Firm, by: int) -> bool:
        """Whether a firm has closed."""
        year = self.path(firm).closed
        return year is not None and year <= by

    def left(self, firm: Firm, by: int) -> bool:
        """Whether a firm has left its old place."""
        year = self.path(firm).left
        return year is not None and year <= by

    def entered(self, firm: Firm, by: int) -> bool:
        """Whether a firm is in a new plant."""
        year = self.path(firm).entered
        return year is not None and year <= by

    def gone(self, firm: Firm, by: int) -> bool:
        """Whether a firm's old place is free of it."""
        return self.closed(firm, by) or self.left(firm, by)

    def waiting(self, year: int) -> float:
        """Floor of the firms that are in interim places in a year."""
        return sum(firm.need for firm in self.town.firms if self.left(firm, year) and not self.entered(firm, year))

    def cleared(self, block: Block, by: int) -> bool:
        """Whether a block is cleared."""
        year = self.decisions.cleared.get(block.name)
        return year is not None and year <= by

    def plants(self, block: Block, by: int) -> int:
        """Plants completed in a block."""
        return sum(1 for year in self.decisions.plants.get(block.name, ()) if year <= by)

    def plant_floor(self, block: Block, by: int) -> float:
        """Floor of those plants."""
        return block.slot_floor * self.plants(block, by)

    def taken(self, block: Block, by: int) -> float:
        """Floor that firms take in a block."""
        return sum(
            firm.need for firm in self.town.firms if self.path(firm).block == block.name and self.entered(firm, by)
        )

    def newly_let(self, block: Block, year: int) -> float:
        """Floor newly let to newcomers in a block in a year."""
        floors = self.decisions.newcomers.get(block.name, ())
        return floors[year - 1] if floors else 0.0

    def newcomers(self, block: Block, by: int) -> float:
        """Floor let to newcomers in a block so far."""
        return sum(self.newly_let(block, year) for year in range(1, by + 1))

    def all_newly_let(self, year: int) -> float:
        """Floor newly let to newcomers in a year, over all blocks."""
        return sum(self.newly_let(block, year) for block in self.town.blocks)

    def all_newcomers(self, by: int) -> float:
        """Floor let to newcomers so far, over all blocks."""
        return sum(self.newcomers(block, by) for block in self.town.blocks)

    def stages(self, site: Site, by: int) -> tuple[Stage, ...]:
        """Stages of a site that are built."""
        years = self.decisions.stages.get(site.name, ())
        return tuple(stage for stage, year in zip(site.stages, years, strict=False) if year <= by)

    def move(self, hamlet: Hamlet) -> tuple[str, int] | None:
        """Site and year of a hamlet's move; None where it stays."""
        return self.decisions.hamlets.get(hamlet.name)

    def moved(self, by: int) -> list[Hamlet]:
        """Hamlets that have moved."""
        moves = [(hamlet, self.move(hamlet)) for hamlet in self.town.hamlets]
        return [hamlet for hamlet, move in moves if move and move[1] <= by]

    def moving(self, year: int) -> list[Hamlet]:
        """Hamlets that move in a year."""
        moves = [(hamlet, self.move(hamlet)) for hamlet in self.town.hamlets]
        return [hamlet for hamlet, move in moves if move and move[1] == year]

    def quota_sold(self, year: int) -> float:
        """Quota sold in a year."""
        return self.decisions.quota_sold[year - 1] if self.decisions.quota_sold else 0.0

    def sold(self, by: int) -> float:
        """S(t): quota sold so far."""
        return sum(self.quota_sold(year) for year in range(1, by + 1))

    def reclaimed(self, by: int) -> float:
        """R(t): homestead of the hamlets that had moved a year before."""
        return sum(hamlet.homestead for hamlet in self.moved(by - 1))

    def taken_land(self, by: int) -> float:
        """N(t): land of the stages built on sites without a block."""
        return sum(stage.land for site in self.town.sites if site.block is None for stage in self.stages(site, by))

    def jobs_closed(self, year: int) -> int:
        """Jobs of the firms that close in a year."""
        return sum(firm.jobs for firm in self.town.firms if self.path(firm).closed == year)

    def jobs_let(self, year: int) -> float:
        """Jobs of the newcomers of a year."""
        return self.town.rules.newcomers.jobs * self.all_newly_let(year)
