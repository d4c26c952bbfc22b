"""The drawn order (顺序号), and the order in which households are called (叫号)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from jiedui.planning.allot.lots import shuffled
from jiedui.planning.allot.model import Roster, Rules


def drawn_order(roster: Roster, rules: Rules, seed: bytes) -> list[str]:
    """The codes of all households as drawn: together, or signing round after signing round."""
    if rules.rounds == "together":
        return shuffled([household.code for household in roster.households], seed, "order")
    rounds: dict[int, list[str]] = {}
    for household in roster.households:
        rounds.setdefault(household.round, []).append(household.code)
    return [code for number in sorted(rounds) for code in shuffled(rounds[number], seed, "order", str(number))]


def calls(order: Sequence[str], rules: Rules, absent: Collection[str], missing: Collection[str]) -> list[str]:
    """The codes in the order of the calls: those who did not come, and those bound to who did not reveal, by the rules."""
    bound = {code for witness in rules.witnesses if witness.name in missing for code in witness.households}
    abstainers = bound if rules.abstainers == "last" else set()
    first = [code for code in order if code not in absent and code not in abstainers]
    waiting = [code for code in order if code in absent and code not in abstainers]
    last = [code for code in order if code in abstainers]
    if rules.passed == "forfeit":
        return first + [code for code in last if code not in absent]
    return first + waiting + last
