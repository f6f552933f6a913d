"""docs/explanation/architecture.md shows every slice, in the order of the import contract."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/explanation/architecture.md"


def layers() -> list[str]:
    """The slices from the top, as `lint-imports` reads them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    return next(each["layers"] for each in contracts if "config" in each.get("layers", []))


def test_the_page_shows_the_slices_in_the_order_of_the_contract():
    _, plan, _ = PAGE.read_text().split("```", 2)
    shown = [
        {name.removesuffix("/") for name in re.split(r" \| ", names)}
        for names in re.findall(r"^  (\w+/(?: \| \w+/)*)", plan, re.MULTILINE)
    ]
    assert shown == [{name.strip() for name in layer.split("|")} for layer in layers()]
