"""The register of persons (人员): names put together by the dice from uncommon syllables; nobody real is meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from jiedui.sample.organisations import (
    BUREAUS,
    EAST_HOSPITALS,
    EAST_SCHOOLS,
    WEST_HOSPITALS,
    WEST_SCHOOLS,
    government,
)
from jiedui.sample.places import EAST, EAST_TOWNS, WEST, WEST_TOWNS
from jiedui.sample.rows import Row, without_empty

_SURNAMES = "蒲翟骆邬覃邹柯宁甘祁苗舒解卓席谈鲍岑尹桂柏边褚臧荀牧费屈"
_FIRST = "青以守砚望书若景怀知承念其允谷泊秋听"
_SECOND = "川禾岚舟田宁山清远然和松溪林简原笛棠"


@dataclass(frozen=True)
class Person:
    """One person: name, the organisation he or she belongs to, the post held there."""

    name: str
    organisation: str
    post: str


@dataclass
class People:
    """Everyone the sample tells of; :meth:`new` adds one with a name nobody else bears."""

    dice: Random
    everyone: list[Person] = field(default_factory=list)
    _names: Iterator[str] = field(init=False)

    def __post_init__(self) -> None:
        """Shuffle all names once."""
        names = [last + first + second for last in _SURNAMES for first in _FIRST for second in _SECOND]
        self.dice.shuffle(names)
        self._names = iter(names)

    def name(self) -> str:
        """A name nobody else bears."""
        return next(self._names)

    def new(self, organisation: str, post: str) -> Person:
        """One more person."""
        person = Person(self.name(), organisation, post)
        self.everyone.append(person)
        return person

    def of(self, organisation: str) -> Person:
        """The first person of that organisation, a head of it made when there was none."""
        found = next((person for person in self.everyone if person.organisation == organisation), None)
        return found or self.new(organisation, "负责人")

    def rows(self) -> list[Row]:
        """The register of persons; telephone numbers of a range that is not given out."""
        return [
            without_empty(
                {
                    "姓名": person.name,
                    "单位": person.organisation,
                    "职务": person.post,
                    "手机": f"1990000{number:04d}",
                }
            )
            for number, person in enumerate(self.everyone, 1)
        ]


def settle(people: People) -> None:
    """The leaders and clerks whom the ledgers name again and again."""
    for county, head in ((WEST, "县长"), (EAST, "区长")):
        people.new(government(county), head)
        for bureau in BUREAUS:
            people.new(f"{county}{bureau}", "主任" if bureau.endswith("办公室") else "局长")
    for town in (*WEST_TOWNS, *EAST_TOWNS):
        people.new(government(town.name), "主任" if town.name.endswith("街道") else "镇长")
    for _ in range(3):
        people.new(f"{WEST}东西部协作办公室", "科员")


def clerks(people: People) -> list[str]:
    """Who keeps the ledgers (记录人)."""
    return [person.name for person in people.everyone if person.post == "科员"]


def specialist(people: People, dice: Random, trade: str, *, eastern: bool) -> Person:
    """A teacher, doctor, agronomist … of one side, from a fitting organisation."""
    county = EAST if eastern else WEST
    where = {
        "教育": (EAST_SCHOOLS if eastern else WEST_SCHOOLS, "教师"),
        "医疗": (EAST_HOSPITALS if eastern else WEST_HOSPITALS, "主治医师"),
        "农业": ((f"{county}农业农村局",), "农艺师"),
        "科技": ((f"{county}发展和改革局",), "工程师"),
        "文旅": ((government(county),), "文旅专员"),
    }
    houses, post = where[trade]
    return people.new(dice.choice(houses), post)
