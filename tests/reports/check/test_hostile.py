"""Whatever stands in a text, it is checked, each statement at its own place."""

from collections.abc import Callable

import pytest

from jiedui.reports.check.session import Report

HOSTILE = {
    "control characters": "到位\x00资金\x0120\x0200万元。",
    "right to left": "\u202e到位资金2000万元\u202c。",
    "emoji": "😀到位资金2000万元🎉。",
    "no stop": "到位资金2000万元互访3次转移就业140人",
    "a list without end": "平利县、八仙镇、老县镇2000万元、",
    "brackets": "（（（到位资金2000万元",
    "quotation marks": "“到位资金2000万元“",
    "nothing but line breaks": "\n\r\n\u2028",
    "times without end": "2022年1月5日2021年上半年3次",
    "其中 without end": "其中3次，其中",
    "分别 without end": "分别为3次、4次和5次，",
    "a half surrogate": "\ud800到位资金2000万元。",
}


@pytest.mark.parametrize("junk", HOSTILE.values(), ids=HOSTILE)
def test_any_text_is_checked_in_its_own_places(check: Callable[..., Report], junk: str) -> None:
    text = junk * (3000 // len(junk))
    report = check(text)
    end = 0
    for claim in report.claims:
        assert text[claim.start : claim.end] == claim.text
        assert end <= claim.start < claim.end
        end = claim.end
    for finding in report.findings:
        assert all(0 <= start < stop <= len(text) for start, stop in finding.spans)
