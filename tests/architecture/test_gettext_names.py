"""The interface's words are marked by names that the extraction knows: an alias of our own would hide them from it."""

import ast
from pathlib import Path

import palermo
from palermo.config.messages import KEYWORDS

ROOT = Path(palermo.__file__).parent


def _imported(path: Path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            yield from ((alias.name, alias.asname or alias.name) for alias in node.names)


def test_words_are_marked_by_names_that_are_looked_for():
    hidden = [
        (str(path.relative_to(ROOT)), name, known_as)
        for path in sorted(ROOT.rglob("*.py"))
        for name, known_as in _imported(path)
        if "gettext" in name and known_as not in KEYWORDS
    ]
    assert hidden == []
