"""Templates are lines that can be read and compared, and ask for a date in the one way in which dates are typed."""

import re
from pathlib import Path

import palermo

WIDTH, SHARE = 120, 0.04


def test_few_lines_of_templates_are_longer_than_the_width():
    lines = [line for path in Path(palermo.__file__).parent.rglob("*.html") for line in path.read_text().splitlines()]
    assert sum(len(line) > WIDTH for line in lines) / len(lines) < SHARE


def test_no_page_asks_for_a_date_or_an_hour_by_an_input_of_the_browsers_own():
    """A browser shows such an input in its own language and order, and none in which a month can be typed."""
    native = re.compile(r"""type["']?\s*[=:]\s*["']?(date|time|datetime-local|month|week)\b""")
    sources = [path for kind in ("html", "py") for path in Path(palermo.__file__).parent.rglob(f"*.{kind}")]
    assert [path.name for path in sources if native.search(path.read_text())] == []
