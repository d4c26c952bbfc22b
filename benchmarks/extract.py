"""How fast statements of quantity are read, beside others, in the same run.

    python benchmarks/extract.py

Prints characters a second on one core, the median of several runs, each on a text not read before, and how many times
slower or faster each is than ``jiedui``; then what no clerk writes, to show that no text is slow. ``re`` merely finds runs of digits: the floor. cn2an (numerals in prose to digits) and Microsoft's recognizers
(numbers with units) are measured where they are installed; neither returns counts with their measure words or bounds.
"""

import random
import statistics
import time
from collections.abc import Callable
from importlib.util import find_spec
from re import compile as pattern

from jiedui.prose.extract import extract

SENTENCES = (
    "全年到位各级财政援助资金{a}万元，同比增长{p}%，其中区级资金{b}万元，资金拨付率达到{q}%。",
    "坚持把稳就业作为最大的民生，帮助{a}名农村劳动力转移就业，其中脱贫人口{b}人，人均月工资四千五百元左右。",
    "我们深刻体会到，解放思想是干事创业的前提，要把握机遇、发挥优势，在学习借鉴中开拓创新，推动各项工作再上台阶。",
    "新建产业园区一个，占地{b}余亩，引进企业十余家，实际到位投资超{a}万元，带动{b}多户农户增收。",
    "总结一年来的工作，我们也清醒看到，产业链条偏短、园区配套不全、专业运营人才不足等问题依然存在，需要在今后工作中认真加以解决。",
    "坚持规划引领、示范带动，统筹推进人居环境整治和基础设施建设，乡村面貌持续改善，群众的获得感、幸福感、安全感不断增强。",
    "镇党委、政府高度重视结对帮扶工作，多次召开专题会议研究部署，明确分工、压实责任，确保各项任务落到实处。",
    "培训干部群众{b}人次，占全年任务的近七成，销售额与去年相比翻了一番，社会捐赠折合{p}万元。",
)
RUNS, LENGTH = 5, 200_000


#: What a hostile text may be made of; a megabyte of each is read.
ODD = {
    "one line without a stop": "投资5万元建设3个项目",
    "control characters": "".join(map(chr, range(32))),
    "right to left": "\u202e5家\u202c",
    "emoji": "😀5家",
    "open quotation marks": "“",
    "digits": "1",
}
ODD_LENGTH = 1_000_000


def report(length: int, seed: int = 0) -> str:
    """Prose of that many characters at least, the same for each seed: one statement in thirty characters, as in a yearly report."""
    draw = random.Random(2022 + seed)  # noqa: S311 - sentences, not secrets
    parts: list[str] = []
    size = 0
    while size < length:
        sentence = draw.choice(SENTENCES).format(
            a=draw.randint(1000, 9999), b=draw.randint(10, 999), p=draw.randint(10, 99), q=draw.randint(300, 999) / 10
        )
        parts.append(sentence + ("\n" if draw.random() < 0.2 else ""))
        size += len(sentence)
    return "".join(parts)


def speed(work: Callable[[str], object], length: int) -> float:
    """Characters a second, the median of several runs on different texts, after one to warm up."""
    work(report(2000, RUNS))
    return statistics.median(_speed(work, report(length, seed)) for seed in range(RUNS))


def _speed(work: Callable[[str], object], text: str) -> float:
    """Characters a second of one run."""
    begun = time.process_time()
    work(text)
    return len(text) / (time.process_time() - begun)


def peers() -> dict[str, tuple[Callable[[str], object], int]]:
    """What else reads numbers, and how many characters it is given."""
    found: dict[str, tuple[Callable[[str], object], int]] = {"re, digits only": (pattern(r"[0-9.]+").findall, 200_000)}
    if find_spec("cn2an"):
        import cn2an  # noqa: PLC0415 - only where it is installed

        found["cn2an.transform"] = (lambda text: [cn2an.transform(line, "cn2an") for line in text.splitlines()], 20_000)
    if find_spec("recognizers_number_with_unit"):
        from recognizers_number_with_unit import Culture, recognize_currency  # noqa: PLC0415

        found["recognizers, money"] = (lambda text: recognize_currency(text, Culture.Chinese), 2_000)
    return found


def main() -> None:
    """Measure and print."""
    ours = speed(extract, LENGTH)
    print(f"{'jiedui extract':28} {ours:>12,.0f} characters/s, {len(extract(report(LENGTH)).statements):,} statements")
    for name, (work, length) in peers().items():
        theirs = speed(work, length)
        print(f"{name:28} {theirs:>12,.0f} characters/s, {theirs / ours:.3g} times ours")
    for name, piece in ODD.items():
        print(f"{name:28} {_speed(extract, piece * (ODD_LENGTH // len(piece))):>12,.0f} characters/s")


if __name__ == "__main__":
    main()
