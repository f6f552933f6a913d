"""What is published of values, tables, audit and protection is documented, in the same order everywhere."""

import doctest
import importlib
import itertools
import re
import tomllib
from pathlib import Path

import pytest

import disclosure
from disclosure import values
from disclosure.release.policy import parse_policy
from disclosure.rules.read_rules import parse_rules
from disclosure.tables.read_specification import parse_specification

PACKAGE = Path(__file__).parents[1]
METHODS = PACKAGE.parents[1] / "docs" / "methods"
ORDER = ["Parameters", "Returns", "Raises", "Warns", "Notes", "References", "Examples"]
FUNCTIONS = [(disclosure, n) for n in disclosure.__all__ if n[0].islower() and n != "errors"]
FUNCTIONS += [(values, n) for n in values.__all__ if n[0].islower()]
PAGES = ["disclosure-values", "table-specification", "disclosure-audit", "table-suppression", "rounding"]


@pytest.mark.parametrize(("package", "name"), FUNCTIONS, ids=[name for _, name in FUNCTIONS])
def test_sections_of_a_docstring_stand_in_the_fixed_order(package, name):
    lines = (getattr(package, name).__doc__ or "").splitlines()
    heads = [a.strip() for a, b in itertools.pairwise(lines) if b.strip() and set(b.strip()) == {"-"}]
    assert heads == [head for head in ORDER if head in heads]
    assert heads


@pytest.mark.parametrize("name", disclosure.__all__)
def test_every_name_is_where_the_package_says(name):
    home = disclosure.HOMES.get(name)
    if home is not None:
        inside = {"audit_tables": "audit"}.get(name, name)
        assert getattr(disclosure, name) is getattr(importlib.import_module(home), inside)


@pytest.mark.parametrize(
    "name", [name for name in disclosure.__all__ if name not in ("errors", "Kind", "Value", "Rules")]
)
def test_every_name_has_its_place_on_a_page(name):
    pages = "\n".join((METHODS / f"{page}.md").read_text(encoding="utf-8") for page in [*PAGES, "README"])
    readme = (PACKAGE / "README.md").read_text(encoding="utf-8")
    assert f"`{name}" in pages or name in readme


def test_the_example_of_the_readme_runs():
    text = (PACKAGE / "README.md").read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]
    example = doctest.DocTestParser().get_doctest(text, {}, "README", None, 0)
    found = doctest.DocTestRunner().run(example)
    assert (found.failed, found.attempted) == (0, 4)


@pytest.mark.parametrize("page", PAGES)
def test_links_of_a_page_lead_somewhere(page):
    text = (METHODS / f"{page}.md").read_text(encoding="utf-8")
    targets = [target for target in re.findall(r"\]\(([^)#]+)\)", text) if "//" not in target]
    assert [target for target in targets if not (METHODS / target).exists()] == []


def test_the_example_of_a_specification_and_of_thresholds_can_be_read():
    page = (METHODS / "table-specification.md").read_text(encoding="utf-8")
    read = parse_specification(page.split("```toml\n")[1].split("```")[0])
    assert [layout.name for layout in read.layouts] == ["victims", "by sex"]
    rules = (METHODS / "table-suppression.md").read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    assert parse_rules(rules).interval == tuple(tomllib.loads(rules)["frequency"]["protect"])


def test_both_pages_for_lawyers_speak_of_tables_in_as_many_rows():
    rows = []
    for name in ("disclosure-for-lawyers.md", "disclosure-for-lawyers.zh.md"):
        section = (METHODS / name).read_text(encoding="utf-8").split("\n## ")[1]
        rows.append(len([line for line in section.splitlines() if line.startswith("|")]))
    assert rows == [11, 11]


def test_the_thresholds_of_the_readme_can_be_read():
    text = (PACKAGE / "README.md").read_text(encoding="utf-8")
    assert parse_rules(text.split("```toml\n")[1].split("```")[0]).below == 5


def test_the_policy_of_the_page_can_be_read():
    page = (METHODS / "release-gate.md").read_text(encoding="utf-8")
    policy = parse_policy(page.split("```toml\n")[1].split("```")[0])
    assert [(one.name, one.codes) for one in policy.lists] == [("age", "age bands, 2024"), ("year", "years")]
    assert policy.relative == 20
