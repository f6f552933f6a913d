"""The examples of the README."""

import doctest
import tomllib
from pathlib import Path

from harmonise import parse_layout

TEXT = Path(__file__).parents[1].joinpath("README.md").read_text(encoding="utf-8")


def test_the_example_for_analysts_holds(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    section = TEXT.split("## For analysts")[1].split("```python")[1].split("```")[0]
    test = doctest.DocTestParser().get_doctest(section, {}, "README", None, 0)
    assert doctest.DocTestRunner().run(test) == doctest.TestResults(failed=0, attempted=7)


def test_the_layout_and_the_rule_of_the_readme_are_one_layout():
    layout, rule = (part.split("```")[0] for part in TEXT.split("```toml")[1:3])
    columns = "".join(f'\n[[column]]\nname = "{name}"\ntype = "date"' for name in ("came", "left", "guardian"))
    read = parse_layout(f"{layout}{columns}\n{rule}")
    assert [column.name for column in read.columns] == ["age", "form", "story", "came", "left", "guardian"]
    assert [each.id for each in read.rules] == ["child-alone"]
    assert tomllib.loads(layout)["kinds"]["-99"] == "not recorded"
