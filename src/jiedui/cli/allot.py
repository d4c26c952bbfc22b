"""``jiedui allot``: homes allotted by a draw that everyone can check, step by step in a folder of published files."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jiedui.cli.options import Actor
from jiedui.cli.speaking import Commands
from jiedui.cli.terminal import terminal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jiedui.base.problems import Problem
    from jiedui.planning.allot.checks import Intended
    from jiedui.planning.allot.model import Freeze, Roster, Rules

allot = Commands(help="分房：冻结、承诺、揭示、抽签、核验、结算 · a draw that everyone can check")

Folder = Annotated[Path, typer.Argument(help="公布文件的文件夹 · the folder of the published files")]
#: A draw may be held without a book; with one it is registered in its journal.
MaybeBook = Annotated[
    str | None, typer.Option("--book", envvar="JIEDUI_BOOK", help="账册，登记这次分房 · the book that registers it")
]
#: Who signs the papers; without a name they are written unsigned.
Organ = Annotated[str, typer.Option("--organ", help="文书落款的单位 · the office that signs the papers")]
SecretFile = Annotated[Path, typer.Option("--secret", help="见证人自存的文件 · the file that the witness keeps")]


@allot.command("freeze")
def freeze_command(
    folder: Folder,
    actor: Actor,
    rules: Annotated[Path, typer.Option("--rules", help="分房规则 .toml 或 .json · the rules")],
    book: MaybeBook = None,
    organ: Organ = "",
    roster: Annotated[
        Path | None, typer.Option("--roster", help="不用账册，直接给名册 roster.json · a roster instead of a book")
    ] = None,
    hamlet: Annotated[
        list[str] | None, typer.Option("--hamlet", help="只要这些自然村的户，可多写 · households of these hamlets")
    ] = None,
) -> None:
    """冻结名册和规则，写出公告 · freeze roster and rules; write and register the notice."""
    from jiedui.base.problems import refuse
    from jiedui.book import Book
    from jiedui.planning.allot.checks import intended
    from jiedui.planning.allot.folder import files_in, read, read_rules
    from jiedui.planning.allot.model import Roster
    from jiedui.planning.allotments import must_be_free, read_intended, register_freeze

    agreed = read_rules(rules)
    if files_in(folder):
        raise refuse("allot-drawn", draw=agreed.draw, status="冻结")
    if roster is not None:
        given = read({"roster": roster.read_bytes()}, "roster", Roster)
        _publish(folder, agreed, intended(given, agreed), [], organ)
        return
    if book is None:
        raise refuse("allot-needs-book")
    with Book.open(book) as opened:
        what, problems = read_intended(opened, agreed, hamlet or ())
        must_be_free(opened, what)
        made, notice = _publish(folder, agreed, what, problems, organ)
        register_freeze(opened, actor, made, agreed, notice, files_in(folder))


def _publish(folder: Path, rules: Rules, what: Intended, found: list[Problem], organ: str) -> tuple[Roster, Freeze]:
    """Freeze, and write the three files, the notice and the page that verifies the folder in any browser."""
    from jiedui.notices.allotment import notice as paper
    from jiedui.planning.allot.folder import write
    from jiedui.planning.allot.holding import frozen
    from jiedui.planning.allot.verifier import verifier_page

    roster, notice, warnings = frozen(what, _now(), found)
    for name, record in {"roster": roster, "rules": rules, "freeze": notice}.items():
        write(folder, name, record)
    paper(roster, rules, notice, organ, _today()).save(folder / "公告.docx")
    (folder / "核验.html").write_text(verifier_page(), "utf-8")
    _tell(warnings)
    _say(f"已冻结 {rules.draw}：{len(roster.households)} 户，{len(roster.dwellings)} 套。")
    _say(f"名册根　{notice.root}", f"规则摘要 {notice.rules_hash}")
    return roster, notice


@allot.command()
def commit(
    folder: Folder,
    secret: SecretFile,
    witness: Annotated[str, typer.Option("--witness", help="见证人 · the witness")],
    value: Annotated[
        str | None, typer.Option("--value", help="见证人自选的数，不写就随机 · the witness's value; random if none")
    ] = None,
) -> None:
    """见证人承诺一个数，秘密自存 · a witness commits to a value and keeps the secret."""
    import secrets

    from jiedui.base.problems import refuse
    from jiedui.planning.allot.folder import file_bytes, files_in, write
    from jiedui.planning.allot.holding import commitment_of, committed
    from jiedui.planning.allot.sealing import new_secret

    files = files_in(folder)
    if secret.exists():
        raise refuse("allot-secret-there", file=secret)
    kept = new_secret(_rules(files).draw, witness, value or f"{secrets.randbelow(10**6):06d}")
    commitments = committed(files, witness, commitment_of(files, kept), _now())
    secret.write_bytes(file_bytes(kept))
    secret.chmod(0o600)
    write(folder, "commitments", commitments)
    _say(f"{witness} 已承诺：{commitment_of(files, kept)}", f"秘密存于 {secret}，揭示之前不得示人。")


@allot.command()
def reveal(folder: Folder, secret: SecretFile) -> None:
    """见证人揭示所承诺的数 · a witness reveals what was committed to."""
    from jiedui.planning.allot.folder import files_in, read, write
    from jiedui.planning.allot.holding import revealed
    from jiedui.planning.allot.model import Secret

    kept = read({secret.stem: secret.read_bytes()}, secret.stem, Secret)
    reveals = revealed(files_in(folder), kept, _now())
    write(folder, "reveals", reveals)
    _say(f"{kept.witness} 已揭示：{kept.value}，与承诺相符。")


@allot.command()
def draw(
    folder: Folder,
    actor: Actor,
    beacon: Annotated[str, typer.Option("--beacon", help="公布的公共随机数 · the beacon as published")],
    absent: Annotated[
        list[str] | None, typer.Option("--absent", help="过号的户，可多写 · a household that did not come")
    ] = None,
    book: MaybeBook = None,
    organ: Organ = "",
) -> None:
    """抽签：算出种子、顺序号和每户的房 · the seed, the order, and everyone's home."""
    from jiedui.book import Book
    from jiedui.notices.allotment import results
    from jiedui.planning.allot.folder import file_bytes, files_in, write
    from jiedui.planning.allot.hashing import hash_of
    from jiedui.planning.allot.holding import drawn
    from jiedui.planning.allotments import register_draw

    _must_verify(files_in(folder))
    reveals, transcript = drawn(files_in(folder), beacon, _now(), absent or ())
    made = {"reveals": file_bytes(reveals), "transcript": file_bytes(transcript)}
    _must_verify({**files_in(folder), **made})
    if book is not None:
        made["commitments"] = files_in(folder)["commitments"]
        with Book.open(book) as opened:
            register_draw(opened, actor, transcript, _today(), made)
    write(folder, "reveals", reveals)
    write(folder, "transcript", transcript)
    results(*_frozen(folder), transcript, organ, _today()).save(folder / "结果公示.docx")
    _say(f"种子　　 {transcript.seed}", f"记录摘要 {hash_of(transcript)}")
    _say(f"{len(transcript.allotted)} 套已分，{len(transcript.unallotted)} 户未分到，余 {len(transcript.left)} 套。")


@allot.command()
def verify(
    folder: Folder,
    root: Annotated[str, typer.Option("--root", help="公告上的名册根 · the root on the printed notice")] = "",
    rules_hash: Annotated[str, typer.Option("--rules-hash", help="公告上的规则摘要 · the rules' hash on it")] = "",
) -> None:
    """核验公布的文件，逐项指出不符 · verify the published files; names whatever is wrong."""
    from jiedui.base.problems import Refusal
    from jiedui.planning.allot.folder import files_in
    from jiedui.planning.allot_verify import verify as verified

    files = files_in(folder)
    problems = verified(files, root=root, rules_hash=rules_hash)
    if problems:
        refusal = Refusal(*problems)
        refusal.exit_code = 1
        raise refusal
    _say(f"{len(files)} 个文件全部相符。")


@allot.command()
def settle(folder: Folder, actor: Actor, book: MaybeBook = None, organ: Organ = "") -> None:
    """结算：每户应付、应得和差价，一户一张结算单 · what every household pays and gets, a sheet for each."""
    from jiedui.book import Book
    from jiedui.notices.allotment import sheets
    from jiedui.planning.allot.folder import file_bytes, files_in, write
    from jiedui.planning.allot.holding import settled
    from jiedui.planning.allotments import register_settlement

    files = files_in(folder)
    settlement = settled(files)
    made = {"settlement": file_bytes(settlement)}
    _must_verify({**files, **made})
    if book is not None:
        with Book.open(book) as opened:
            register_settlement(opened, actor, settlement.draw, made)
    write(folder, "settlement", settlement)
    (folder / "结算单").mkdir(exist_ok=True)
    for number, (_, paper) in enumerate(sheets(*_frozen(folder), settlement, organ, _today()), 1):
        paper.save(folder / "结算单" / f"{number:04d}.docx")
    due = sum(each.difference for each in settlement.settlements)
    _say(f"{len(settlement.settlements)} 户已结算，差价合计 {due // 100:,}.{due % 100:02d} 元。")


def _must_verify(files: Mapping[str, bytes]) -> None:
    """Refusal with everything that the verifier names."""
    from jiedui.base.problems import Refusal
    from jiedui.planning.allot_verify import verify as verified

    if problems := verified(files):
        raise Refusal(*problems)


def _rules(files: Mapping[str, bytes]) -> Rules:
    """The rules that were frozen."""
    from jiedui.planning.allot.folder import read
    from jiedui.planning.allot.model import Rules

    return read(files, "rules", Rules)


def _frozen(folder: Path) -> tuple[Roster, Rules]:
    """Roster and rules of the folder."""
    from jiedui.planning.allot.folder import files_in, read
    from jiedui.planning.allot.model import Roster

    return read(files_in(folder), "roster", Roster), _rules(files_in(folder))


def _today() -> date:
    """The day that the papers bear."""
    return datetime.now(UTC).astimezone().date()


def _now() -> str:
    """The time as the files tell it."""
    from jiedui.planning.allot.folder import utc

    return utc(datetime.now(UTC))


def _tell(problems: Iterable[Problem]) -> None:
    """Warnings, on standard error."""
    console = terminal(stderr=True, soft_wrap=True)
    for problem in problems:
        console.print(problem.words(), markup=False, highlight=False)


def _say(*lines: str) -> None:
    """Lines on the screen."""
    for line in lines:
        typer.echo(line)
