"""Where a key stands in a TOML text, however the text is laid out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiedui.catalog.lines import KeyPath, line_of

PLAIN = """\
# 资金台账
name = "fund"

[[columns]]
name = "date"
title = "日期"

[[columns]]
name = "amount"
unit = "万元"

[columns.says]
"支付" = ["付给"]
"""

TRICKY = """\
columns = [
  { name = "date", title = "日期" }, # the first
  { name = "amount",
    aliases = [
      "金额",
      "资金额",
    ] },
]
help = '''
title = "not a key"
[[not a table]]
'''
"quoted.key".inner = 1
dates . start = 2021-10-01
after = "x = [ # y"

[[sums]]
part = { sum = "amount", where = { stage = "支付" } }
[[sums]]
part.sum = "amount"
"""


@pytest.mark.parametrize(
    ("text", "path", "line"),
    [
        (PLAIN, ("name",), 2),
        (PLAIN, ("columns",), 4),
        (PLAIN, ("columns", 0, "title"), 6),
        (PLAIN, ("columns", 1), 8),
        (PLAIN, ("columns", 1, "unit"), 10),
        (PLAIN, ("columns", 1, "says", "支付"), 13),
        (PLAIN, ("columns", 1, "says", "支付", 0), 13),
        (TRICKY, ("columns", 0), 2),
        (TRICKY, ("columns", 1, "name"), 3),
        (TRICKY, ("columns", 1, "aliases"), 4),
        (TRICKY, ("columns", 1, "aliases", 1), 6),
        (TRICKY, ("help",), 9),
        (TRICKY, ("quoted.key", "inner"), 13),
        (TRICKY, ("dates", "start"), 14),
        (TRICKY, ("after",), 15),
        (TRICKY, ("sums", 0, "part", "where", "stage"), 18),
        (TRICKY, ("sums", 1, "part", "sum"), 20),
    ],
)
def test_a_key_is_found_at_its_line(text: str, path: KeyPath, line: int) -> None:
    assert line_of(text, path) == line


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("columns", 1, "title"), 8),  # the missing title of the second column: where the column begins
        (("columns", 7, "title"), 4),
        (("key", 0), 1),
        ((), 1),
    ],
)
def test_what_the_text_does_not_show_is_put_at_what_should_hold_it(path: KeyPath, line: int) -> None:
    assert line_of(PLAIN, path) == line


keys = st.sampled_from(["name", "title", '"a b"', "'c.d'", "x-1", "y_2"])
texts = st.sampled_from(
    ['"x"', "'y'", '"""\nz = 1\n"""', "'''\n[q]\n'''", "1979-05-27", "3.14", "[1,\n 2]", "{ a = 1 }"]
)


@given(st.lists(st.tuples(keys, texts), unique_by=lambda pair: pair[0], min_size=1))
def test_every_key_of_a_text_is_found_where_it_was_put(pairs: list[tuple[str, str]]) -> None:
    text, expected = "# head\n", {}
    for key, value in pairs:
        expected[key.strip("\"'")] = text.count("\n") + 1
        text += f"{key} = {value}  # tail\n"
    assert {key: line_of(text, (key,)) for key in expected} == expected
