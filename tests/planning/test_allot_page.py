"""The verifier in the browser: it agrees with honest draws and with the other verifier on every fraud, offline."""

import hashlib
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from jiedui.planning.allot.model import Freeze, Roster, Rules, Secret
from jiedui.planning.allot.sealing import commitment_to
from jiedui.planning.allot.verifier import commitment_page, verifier_page
from planning.drawing import home, household, roster, rules
from planning.test_allot_verify import FRAUDS, Files, draws, example, published, reused_seed, tampered, verified

NAMES = ["roster", "rules", "freeze", "commitments", "reveals", "transcript", "settlement"]
VERIFIED = """async (texts) => {
  const { results } = await verified(texts, { root: "", rules: "" }, () => {});
  return results.flatMap((result) => result.findings.map((finding) => finding.code).concat(result.ready ? [] : ["unread"]));
}"""
EXAMPLES = Path(__file__).parents[2] / "examples" / "allotment"
EXAMPLE_FREEZE = Freeze.model_validate_json((EXAMPLES / "freeze.json").read_bytes())
EXAMPLE_RULES = Rules.model_validate_json((EXAMPLES / "rules.json").read_bytes())
many = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


class Verifier:
    """The page, opened from a file, and what it says."""

    def __init__(self, page: Page, place: Path) -> None:
        self.page = page
        self.place = place
        self.said: list[str] = []
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))

    def open(self) -> None:
        """The page as it is at first."""
        self.page.goto(self.place.as_uri())

    def take(self, files: dict[str, bytes]) -> None:
        """Open the page, give it the files, wait for its verdict."""
        self.open()
        chosen = [{"name": f"{n}.json", "mimeType": "application/json", "buffer": data} for n, data in files.items()]
        self.page.set_input_files("#picker", chosen)  # type: ignore[arg-type]
        self.page.wait_for_selector("#verdict:not(.working)")

    def verdict(self) -> str:
        """Whether all is good, partly verified, or bad."""
        return self.page.get_attribute("#verdict", "data-kind") or ""

    def told(self) -> list[tuple[str, str]]:
        """Codes with whom they are about."""
        items = self.page.query_selector_all("[data-code]")
        return [(item.get_attribute("data-code") or "", item.get_attribute("data-who") or "") for item in items]

    def codes(self, files: Files) -> set[str]:
        """The codes that it names in these files."""
        self.take({name: json.dumps(value, ensure_ascii=False).encode() for name, value in files.items()})
        return {code for code, _ in self.told()}

    def verified(self, files: dict[str, bytes]) -> set[str]:
        """The codes that it names in these files, asked of its script alone: many draws are verified without a sight."""
        texts = {name: data.decode() for name, data in files.items()}
        return set(self.page.evaluate(VERIFIED, texts))

    def look_up(self, code: str) -> str:
        """What it says of a household."""
        self.page.fill("#code", code)
        self.page.click("#lookup button")
        return self.page.inner_text("#household")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page as a file."""
    file = tmp_path_factory.mktemp("verifier") / "核验.html"
    file.write_text(verifier_page(), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def verifier(browser: Browser, place: Path) -> Iterator[Verifier]:
    """The page in a browser without a network."""
    context = browser.new_context(offline=True, locale="zh-CN")
    opened = Verifier(context.new_page(), place)
    opened.open()
    yield opened
    context.close()


def test_the_example_is_sound_at_every_stage(verifier: Verifier) -> None:
    files = {name: json.dumps(value).encode() for name, value in example().items()}
    verdicts = []
    for count in range(3, 8):
        verifier.take({name: files[name] for name in NAMES[:count]})
        assert verifier.told() == []
        verdicts.append(verifier.verdict())
    assert verdicts == ["partly"] * 4 + ["good"]
    assert verifier.page.inner_text("#steps").count("\n相符") == 9


@pytest.mark.parametrize(("fraud", "code", "whom"), FRAUDS, ids=lambda each: getattr(each, "__name__", None))
def test_each_fraud_is_named_as_the_other_verifier_names_it(
    verifier: Verifier, fraud: Callable[[Files], None], code: str, whom: str
) -> None:
    files = example()
    fraud(files)
    assert verifier.codes(files) == {problem.code for problem in verified(files)}
    assert verifier.verdict() == "bad"
    assert code in {told for told, _ in verifier.told()}
    if whom and not whom.islower():  # a household, a home or a witness, not a field of a file
        assert whom in " ".join(who for told, who in verifier.told() if told == code) or whom == "H3"


def test_a_seed_used_before_is_named_with_its_draw(verifier: Verifier) -> None:
    files = example()
    reused_seed(files)
    assert "allot-seed-reused" in verifier.codes(files)
    assert "种子是以前抽签“2025”用过的" in verifier.page.inner_text("#steps")


def test_who_took_a_home_without_a_right_to_one_has_not_exchanged_it(verifier: Verifier) -> None:
    """H1, whose home is 201, gets none; someone of no roster has it."""
    files = example()
    files["transcript"]["allotted"][3]["household"] = "H9"
    assert verifier.codes(files) == {problem.code for problem in verified(files)}
    assert [who for code, who in verifier.told() if code == "allot-home-wrong"] == ["H1", "H9"]
    assert "allot-swapped" not in verifier.codes(files)


@many
@given(drawn=draws(), silent=st.sampled_from([(), ("村民代表",)]), data=st.data())
def test_it_comes_to_the_same_as_the_draw_bit_by_bit(
    verifier: Verifier, drawn: tuple[Roster, Rules], silent: tuple[str, ...], data: st.DataObject
) -> None:
    of, under = drawn
    codes = [each.code for each in of.households]
    absent = tuple(data.draw(st.lists(st.sampled_from(codes), unique=True))) if codes else ()
    assert verifier.verified(published(of, under, silent, absent)) == set()


@many
@given(files=tampered())
def test_whatever_is_changed_both_verifiers_name_the_same(verifier: Verifier, files: Files) -> None:
    texts = {name: json.dumps(value, ensure_ascii=False).encode() for name, value in files.items()}
    assert verifier.verified(texts) - {"unread"} == {problem.code for problem in verified(files)}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "不是 JSON"),
        ('{"draw":"一","draw":"二"}', "重复的字段"),
        ('{"quorum":1.0}', "整数"),
        ('{"quorum":9007199254740993}', "整数"),
        ('{"draw":"\\ud800"}', "残缺的字符"),
        ('{"draw":null}', "不是 JSON"),
        ("[" * 99, "层次过深"),
        ("\ufeff{}", "不是 JSON"),
    ],
)
def test_what_is_wrong_with_a_file_is_told(verifier: Verifier, text: str, why: str) -> None:
    files = {name: json.dumps(value).encode() for name, value in example().items()}
    verifier.take({**files, "rules": text.encode()})
    assert verifier.told()[0][0] == "allot-file"
    assert why in verifier.page.inner_text("#steps")


def test_a_file_in_another_encoding_is_told(verifier: Verifier) -> None:
    verifier.take({"roster": '{"draw":"示例"}'.encode("gb18030")})
    assert "不是 UTF-8 文本" in verifier.page.inner_text("#steps")


def test_the_printed_notice_is_compared(verifier: Verifier) -> None:
    files = {name: json.dumps(value).encode() for name, value in example().items()}
    verifier.take(files)
    verifier.page.click("summary >> nth=0")
    root = example()["freeze"]["root"]
    for typed, verdict in ((root[:32].upper() + " " + root[32:], "good"), ("ab" * 32, "bad")):
        verifier.page.fill("#notice-root", typed)
        verifier.page.click("#run")
        verifier.page.wait_for_selector(f"#verdict.{verdict}")
    assert [code for code, _ in verifier.told()] == ["allot-other-notice"]
    verifier.page.fill("#notice-root", "12")
    verifier.page.click("#run")
    verifier.page.wait_for_selector("#notice-root-fault:text('应为 64 位十六进制数字')")


def test_a_household_sees_its_proof_its_number_its_home_and_its_settlement(verifier: Verifier) -> None:
    verifier.take({name: json.dumps(value).encode() for name, value in example().items()})
    words = verifier.look_up("H3")
    for part in (
        "一字未改（第 3 条）",
        "202（120，2 层，120.33 平方米，满足第 1 意向）",
        "✓ 与重算结果一致",
        "103,161.50",
    ):
        assert part in words
    assert "过号作废" in verifier.look_up("H5")
    assert "名册里没有这个户编号" in verifier.look_up("H6")


def test_a_household_sees_that_it_was_changed_and_that_its_home_was_taken(verifier: Verifier) -> None:
    files = example()
    files["roster"]["households"][1]["people"] = 5
    allotted = files["transcript"]["allotted"]
    allotted[0]["home"], allotted[1]["home"] = allotted[1]["home"], allotted[0]["home"]
    verifier.codes(files)
    words = verifier.look_up("H2")
    assert "本户资料与冻结的名册不一致" in words
    assert "✗ 与重算结果不一致，应为 203" in words


def test_a_settlement_that_is_wrong_is_told_in_yuan(verifier: Verifier) -> None:
    files = example()
    files["settlement"]["settlements"][3]["difference"] += 1000
    files["settlement"]["settlements"][3]["over"][0] = 0
    verifier.codes(files)
    told = "H1 的结算不对：超面积房款应为 1,400.00 + 0.00，写的是 0.00 + 0.00；差额（应付减应得）应为 14,925.00，写的是 14,935.00"
    assert told in verifier.page.inner_text("#steps")


def test_it_speaks_english(verifier: Verifier) -> None:
    files = example()
    files["transcript"]["seed"] = "ab" * 32
    verifier.codes(files)
    verifier.page.click("#language")
    words = verifier.page.inner_text("main")
    assert "the seed is 57a8d402" in words
    assert "Things that do not agree: " in words


def test_it_makes_no_connection(browser: Browser, place: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(place.as_uri())
    page.evaluate("fetch('http://127.0.0.1:9/').catch(() => 0)")
    assert "Content Security Policy" in said[0]
    assert page.evaluate("document.querySelectorAll('[src], link, iframe').length") == 0
    context.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_everyone_can_use_it(verifier: Verifier, width: int) -> None:
    verifier.said.clear()
    verifier.page.set_viewport_size({"width": width, "height": 844})
    files = example()
    files["transcript"]["seed"] = "ab" * 32
    verifier.codes(files)
    verifier.look_up("H3")
    found = Axe().run(verifier.page)
    assert found.violations_count == 0, found.generate_report()
    assert verifier.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert verifier.said == []


@pytest.mark.parametrize("length", [0, 1, 55, 56, 63, 64, 65, 119, 120, 1000])
def test_its_sha_256_is_the_standards(verifier: Verifier, length: int) -> None:
    verifier.open()
    data = random.Random(length).randbytes(length)
    own = verifier.page.evaluate("bytes => hex(sha256(Uint8Array.from(bytes)))", list(data))
    assert own == hashlib.sha256(data).hexdigest()


def test_texts_are_in_the_order_of_their_code_points(verifier: Verifier) -> None:
    """U+FF21 before U+20000, though the latter begins with a smaller UTF-16 unit."""
    verifier.open()
    texts = ["\U00020000", "Ａ", "a", "", "ab", "\U00020001"]
    assert verifier.page.evaluate("texts => texts.sort(compareTexts)", texts) == sorted(texts)


def village(count: int) -> dict[str, bytes]:
    """The files of a draw of so many households, with all that makes it slow: groups, reserves, wishes for homes."""
    rng = random.Random(7)
    kinds = ("90", "120")
    homes = [
        home(f"{n:06}", rng.choice(kinds), f"{n // 8}", n % 8, reserve="低楼层" if n % 8 == 0 else "")
        for n in range(count)
    ]
    every = [
        household(f"H{n:06}", *(rng.choice([*kinds, f"{rng.randrange(count):06}"]) for _ in range(4)),
                  round=rng.randint(1, 3), group=f"G{n // 4}" if n % 3 == 0 else "",
                  priority="高龄" if n % 9 == 0 else "")
        for n in range(count)
    ]  # fmt: skip
    return published(roster(every, homes), rules(*kinds, reserve=["高龄"], rounds="apart", rooms="lot", beyond=True))


def test_a_town_of_two_thousand_households_is_verified(verifier: Verifier) -> None:
    verifier.take(village(2000))
    assert verifier.told() == []
    assert verifier.verdict() == "good"
    assert "一字未改" in verifier.look_up("H001999")


def test_a_witness_makes_a_commitment_on_a_page_of_their_own(page: Page, tmp_path: Path) -> None:
    """The page computes what the protocol says, and keeps a secret that the command line reads."""
    frozen, agreed = EXAMPLE_FREEZE, EXAMPLE_RULES
    place = tmp_path / "承诺.html"
    place.write_text(commitment_page(frozen, agreed), "utf-8")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(place.as_uri())
    name = agreed.witnesses[0].name
    page.select_option("#witness", name)
    page.fill("#value", "桂花 42")
    page.click("button.main")
    nonce, told = page.inner_text("#nonce"), page.inner_text("#commitment")
    assert told == commitment_to(frozen, name, "桂花 42", nonce)
    with page.expect_download() as waiting:
        page.click("#saved")
    kept = Secret.model_validate_json(waiting.value.path().read_bytes())
    assert (kept.witness, kept.value, kept.nonce) == (name, "桂花 42", nonce)
    assert said == []
    assert Axe().run(page).violations_count == 0
