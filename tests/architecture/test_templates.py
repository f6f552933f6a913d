"""Templates are lines that can be read and compared."""

from pathlib import Path

import palermo

WIDTH, SHARE = 120, 0.04


def test_few_lines_of_templates_are_longer_than_the_width():
    lines = [line for path in Path(palermo.__file__).parent.rglob("*.html") for line in path.read_text().splitlines()]
    assert sum(len(line) > WIDTH for line in lines) / len(lines) < SHARE
