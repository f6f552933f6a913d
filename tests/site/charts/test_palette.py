"""The colours of data can be seen, in both themes and on paper."""

import re
from pathlib import Path

import pytest

import palermo

STYLES = Path(palermo.__file__).parent / "site/web/static/site"
TOKENS = (STYLES / "tokens.css").read_text(encoding="utf-8")
LIGHT, REST = TOKENS.split("@media (prefers-color-scheme: dark)")
DARK, PRINT = REST.split("@media print")
THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK, PRINT], ids=["light", "dark", "print"])
SERIES = [f"data-{place}" for place in range(1, 6)]
STEPS = [f"step-{place}" for place in range(1, 5)]


def colours(theme: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z]+(?:-\d)?): (#[0-9a-f]{6});", theme))


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@THEMES
@pytest.mark.parametrize("series", SERIES)
def test_a_series_stands_out_from_the_paper(theme, series):
    found = colours(theme)
    assert contrast(found[series], found["paper"]) >= 3


@THEMES
def test_a_number_on_a_mark_can_be_read(theme):
    found = colours(theme)
    assert contrast(found["data-1"], found["paper"]) >= 7


@THEMES
def test_steps_go_from_the_paper_to_the_ink(theme):
    found = colours(theme)
    distances = [contrast(found[step], found["paper"]) for step in STEPS]
    assert distances == sorted(distances)
    assert contrast(found["ink"], found["step-2"]) >= 4.5
    assert contrast(found["paper"], found["step-3"]) >= 3
    # The least step is bounded by a line that can be seen.
    assert contrast(found["line"], found["paper"]) >= 3


def test_every_class_of_a_mark_has_a_style():
    drawn = "".join(path.read_text(encoding="utf-8") for path in (STYLES.parents[2] / "charts").glob("*.py"))
    styled = set(re.findall(r"^\.([a-z0-9-]+)", (STYLES / "charts/marks.css").read_text(encoding="utf-8"), re.M))
    named = {"axis", "today", "interval", "curve", "flow", "seat-free", "leader", "grid", "halo", "on-mark", "on-step"}
    assert {name for name in named if f'"{name}"' in drawn} == named
    assert named - styled == set()
