"""What is published of privacy, attacks, illustrations and releases is documented, in the same order everywhere."""

import ast
import itertools
from pathlib import Path

import pytest

import disclosure
from disclosure import attacks, privacy, release, synthetic

SOURCE = Path(disclosure.__file__).parent
METHODS = Path(__file__).parents[3] / "docs" / "methods"
ORDER = ["Parameters", "Returns", "Raises", "Warns", "Notes", "References", "Examples"]
FUNCTIONS = [
    (package.__name__, name)
    for package in (attacks, privacy, release, synthetic)
    for name in package.__all__
    if name[0].islower()
]


@pytest.mark.parametrize(("package", "name"), FUNCTIONS)
def test_sections_of_a_docstring_stand_in_the_fixed_order(package, name):
    packages = {p.__name__: p for p in (attacks, privacy, release, synthetic)}
    lines = (getattr(packages[package], name).__doc__ or "").splitlines()
    heads = [a.strip() for a, b in itertools.pairwise(lines) if b.strip() and set(b.strip()) == {"-"}]
    assert heads == [head for head in ORDER if head in heads]
    assert {"Parameters", "Returns"} <= set(heads)


@pytest.mark.parametrize("name", [name for _, name in FUNCTIONS if name != "people"])
def test_every_function_has_its_place_on_a_page(name):
    pages = "\n".join(page.read_text(encoding="utf-8") for page in METHODS.glob("*.md"))
    assert f"`{name}" in pages


FILES = [
    file for folder in ("attacks", "privacy", "release", "synthetic") for file in sorted((SOURCE / folder).glob("*.py"))
]


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_no_file_is_long_and_each_says_what_it_is(file):
    text = file.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    assert ast.get_docstring(ast.parse(text))
