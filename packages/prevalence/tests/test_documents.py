"""What is published is documented, in the same order everywhere."""

import ast
import doctest
import itertools
from pathlib import Path

import pytest

import prevalence

SOURCE = Path(prevalence.__file__).parent
METHODS = Path(__file__).parents[3] / "docs" / "methods"
ORDER = ["Parameters", "Returns", "Raises", "Warns", "Notes", "References", "Examples"]
FUNCTIONS = [name for name in prevalence.__all__ if callable(getattr(prevalence, name)) and name[0].islower()]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_sections_of_a_docstring_stand_in_the_fixed_order(name):
    lines = (getattr(prevalence, name).__doc__ or "").splitlines()
    heads = [a.strip() for a, b in itertools.pairwise(lines) if b.strip() and set(b.strip()) == {"-"}]
    assert heads == [head for head in ORDER if head in heads]
    assert {"Parameters", "Returns"} <= set(heads)


@pytest.mark.parametrize("name", [n for n in FUNCTIONS if n not in ("overlap",)])
def test_every_estimator_has_its_place_on_a_page(name):
    pages = "\n".join(page.read_text(encoding="utf-8") for page in METHODS.glob("*.md"))
    assert f"`{name}" in pages


def test_the_tutorial_runs_as_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    options = doctest.NORMALIZE_WHITESPACE
    failed, tried = doctest.testfile(str(METHODS / "tutorial.md"), module_relative=False, optionflags=options)
    assert (failed, tried > 15) == (0, True)
    assert (tmp_path / "cases.csv").exists()


@pytest.mark.parametrize("file", sorted(SOURCE.glob("*.py")), ids=lambda file: file.name)
def test_no_file_is_longer_than_400_lines(file):
    text = file.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    assert ast.get_docstring(ast.parse(text))
