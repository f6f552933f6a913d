"""What import contracts cannot see: templates include and extend those of their own slice or of one below it."""

import re
import tomllib
from pathlib import Path

import palermo

ROOT = Path(palermo.__file__).parent
PROJECT = ROOT.parents[1] / "pyproject.toml"
NAMED = re.compile(r"{%\s*(?:include|extends)\s+[\"']([a-z_]+)/")
STYLED = re.compile(r"{%\s*static\s+[\"']([a-z_]+)/")


def _levels() -> dict[str, int]:
    contracts = tomllib.loads(PROJECT.read_text())["tool"]["importlinter"]["contracts"]
    layers = next(c["layers"] for c in contracts if c["containers"] == ["palermo"])
    return {slice_name.strip(): level for level, layer in enumerate(layers) for slice_name in layer.split("|")}


def test_no_template_reaches_upwards_or_sideways():
    levels, wrong = _levels(), []
    for path in sorted(ROOT.glob("*/**/templates/**/*.html")):
        here = path.relative_to(ROOT).parts[0]
        text = path.read_text(encoding="utf-8")
        for there in {*NAMED.findall(text), *STYLED.findall(text)} & levels.keys():
            if there != here and levels[there] <= levels[here]:
                wrong.append(f"{path.relative_to(ROOT)} → {there}")
    assert wrong == []
