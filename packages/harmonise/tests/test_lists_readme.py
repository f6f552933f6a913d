"""The examples of the README."""

import doctest
from pathlib import Path


def test_the_examples_on_code_lists_hold():
    text = Path(__file__).parents[1].joinpath("README.md").read_text(encoding="utf-8")
    section = text.split("## Code lists and mappings")[1].split("```")[1].removeprefix("python")
    test = doctest.DocTestParser().get_doctest(section, {}, "README", None, 0)
    assert doctest.DocTestRunner().run(test) == doctest.TestResults(failed=0, attempted=5)
