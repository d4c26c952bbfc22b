"""The rules by which the agenda is drawn up; each is told by the function that applies it.

The spans are those by which offices plan: a renewal is talked over three months ahead, a successor sought two months
ahead; works are to be accepted within three months, and money allotted is to move on within two.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from fractions import Fraction

from jiedui.agenda.model import Due, Kind, Setting, Tally, Task
from jiedui.base.periods import Period
from jiedui.book.layout import LIVE, RETURNED, REVIEW, SUBMITTED
from jiedui.book.pairs import partners
from jiedui.book.predicates import Predicate, all_of
from jiedui.catalog import Measure, parse_measure
from jiedui.figures import Condition, Figures, Query
from jiedui.figures.breakdown import by_key

#: Days ahead in which an agreement that runs out, and a posting that ends, is on the agenda.
EXPIRING, ENDING = timedelta(90), timedelta(60)
#: Days after which works finished should be accepted, and money allotted disbursed.
ACCEPTING, DISBURSING = timedelta(90), timedelta(60)
_COUNT = Measure(aggregate="count")
#: The column in which an entry lists its evidence.
EVIDENCE = "evidence"


def tasks(figures: Figures, setting: Setting) -> list[Task]:
    """Everything on the agenda, for the ledgers that the office keeps."""
    rules = (expiring, unaccepted, undisbursed, ending)
    with figures.book.store.reading():
        return [task for rule in rules for task in rule(figures, setting)]


def expiring(figures: Figures, setting: Setting) -> Iterator[Task]:
    """Agreements (结对协议) that run out within 90 days and have not been renewed.

    One is renewed when another of the same kind between the same parties was signed later and runs on longer.
    """
    columns = ("signed_on", "valid_until", "kind", "west_party", "east_party")
    if not _keeps(figures, "pairing", columns):
        return
    rows = _rows(figures, "pairing", setting, columns, Condition("valid_until", "from", (setting.day,)))
    last = {}
    for _, signed, until, *parties in sorted(rows, key=lambda row: str(row[1])):
        last[tuple(parties)] = (signed, until)
    soon = (setting.day + EXPIRING).isoformat()
    found = [(row[0], row[2]) for row in rows if str(row[2]) <= soon and last[tuple(row[3:])] == (row[1], row[2])]
    yield _task(figures, "expiring", "pairing", found)


def unaccepted(figures: Figures, setting: Setting) -> Iterator[Task]:
    """Projects (项目) finished 90 days ago or longer that have not been accepted (验收); the longest first."""
    if not _keeps(figures, "project", ("finished_on", "accepted_on")):
        return
    finished = Condition("finished_on", "to", (setting.day - ACCEPTING,))
    rows = _rows(figures, "project", setting, ("finished_on",), finished, Condition("accepted_on", "empty"))
    yield _task(figures, "unaccepted", "project", [(row[0], row[1]) for row in rows])


def ending(figures: Figures, setting: Setting) -> Iterator[Task]:
    """Postings (挂职) that end within 60 days, in the region or in that of a partner, who may be its own people."""
    if not _keeps(figures, "posting", ("end", "to_region")):
        return
    where = [Condition("end", "from", (setting.day,)), Condition("end", "to", (setting.day + ENDING,))]
    if setting.region is not None:
        both = (setting.region, *partners(figures.book, [setting.region])[setting.region])
        where.append(Condition("to_region", "under", both))
    rows = _rows(figures, "posting", Setting(None, setting.day), ("end",), *where)
    yield _task(figures, "ending", "posting", [(row[0], row[1]) for row in rows])


def undisbursed(figures: Figures, setting: Setting) -> Iterator[Task]:
    """Projects of whose money allotted (下达) 60 days ago or longer not all is disbursed (拨付); the most first."""
    if not _keeps(figures, "fund", ("stage", "amount", "project")):
        return
    allotted = _funds(figures, setting, "下达", setting.day - DISBURSING)
    disbursed = _funds(figures, setting, "拨付", setting.day)
    left = {project: amount - disbursed.get(project, Fraction(0)) for project, amount in allotted.items()}
    owed = sorted(((amount, project) for project, amount in left.items() if amount > 0), key=lambda each: -each[0])
    names = figures.book.names("project", [project for _, project in owed if project is not None])
    dues = (Due(project, names.get(project or 0, ""), amount=amount) for amount, project in owed)
    yield Task("undisbursed", "project", tuple(dues))


def tallies(figures: Figures, setting: Setting, since: date, reviews: Predicates, own: Predicates) -> list[Tally]:
    """For every ledger (台账): entries dated from ``since`` on without evidence, those returned, those that wait.

    ``own`` says which entries of a ledger are the reader's to change (returned ones are told of these), ``reviews``
    which are the reader's to review; a ledger that is missing in one has none.
    """
    selects, params = [], []
    names = [ledger.name for ledger in figures.book.catalog.ledgers.values() if ledger.kind == "ledger"]
    for place, name in enumerate(names):
        counts = (
            _unevidenced(figures, name, setting, since),
            _state(own, name, RETURNED),
            _state(reviews, name, SUBMITTED),
        )
        within = figures.compiler.scope(Query(name, _COUNT, region=setting.region))
        columns = ", ".join(f"COUNT(*) FILTER (WHERE {each.where})" for each in counts)
        selects.append(f"SELECT {place}, {columns} FROM {figures.book.table(name).sql} WHERE {within.where}")
        params += [param for each in (*counts, within) for param in each.params]
    rows = figures.book.store.read(" UNION ALL ".join(selects), params) if selects else []
    found = [Tally(names[place], *counts) for place, *counts in sorted(rows)]
    return [each for each in found if each.unevidenced or each.returned or each.waiting]


#: A condition on the entries of a ledger, by its name.
Predicates = dict[str, Predicate]


def _unevidenced(figures: Figures, name: str, setting: Setting, since: date) -> Predicate:
    """The entries of those days that list no evidence."""
    query = Query(name, _COUNT, (Condition(EVIDENCE, "empty"),), Period(since, setting.day))
    ledger = figures.book.catalog.ledgers[name]
    compiler = figures.compiler
    return all_of((compiler.narrowing(query), compiler.time(query, ledger)))


def _state(whose: Predicates, name: str, state: str) -> Predicate:
    """The entries in that state of review among those."""
    if name not in whose:
        return Predicate("FALSE")
    return all_of((Predicate(f'"{REVIEW.name}" = ?', (state,)), whose[name]))


def _funds(figures: Figures, setting: Setting, stage: str, until: date) -> dict[int | None, Fraction]:
    """The money of that stage up to the day, by project."""
    query = Query(
        "fund",
        parse_measure("sum(amount)"),
        (Condition("stage", "in", (stage,)),),
        Period(date.min, until),
        region=setting.region,
    )
    return {project: result.value or Fraction(0) for project, result in by_key(figures, query, "project").items()}


def _keeps(figures: Figures, ledger: str, columns: Collection[str]) -> bool:
    """Whether the office keeps a ledger with those columns."""
    declared = figures.book.catalog.ledgers.get(ledger)
    return declared is not None and set(columns) <= set(declared.by_name)


def _rows(
    figures: Figures, ledger: str, setting: Setting, columns: Collection[str], *where: Condition
) -> list[tuple[object, ...]]:
    """Id and columns of the entries that the conditions leave."""
    query = Query(ledger, _COUNT, where, region=setting.region)
    compiler = figures.compiler
    kept = all_of((Predicate(LIVE), compiler.scope(query), compiler.narrowing(query)))
    return list(figures.book.rows(ledger, columns, kept.where, kept.params))


def _task(figures: Figures, kind: Kind, ledger: str, found: list[tuple[object, object]]) -> Task:
    """The entries with their days, the earliest first."""
    ordered = sorted(found, key=lambda each: (str(each[1]), int(str(each[0]))))
    names = figures.book.names(ledger, [int(str(id)) for id, _ in ordered])
    dues = (Due(int(str(id)), names[int(str(id))], date.fromisoformat(str(day))) for id, day in ordered)
    return Task(kind, ledger, tuple(dues))
