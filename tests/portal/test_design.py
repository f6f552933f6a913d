"""The look's promises that can be measured: contrast, one scale, one direction-free style, nothing inline."""

import re
from pathlib import Path

import pytest

import palermo

SOURCE = Path(palermo.__file__).parent
STYLES = SOURCE / "site/web/static/site"
SHEETS = sorted(SOURCE.glob("*/web/static/*/*.css"))
TEMPLATES = sorted(SOURCE.glob("*/web/templates/**/*.html"))
# The contents of a ZIP file carry their style with them: no policy of the site's reaches them.
SERVED = [template for template in TEMPLATES if template.parts[-2:] != ("papers", "index.html")]
TOKENS = (STYLES / "tokens.css").read_text(encoding="utf-8")
LIGHT, DARK = re.split(r"@media \(prefers-color-scheme: dark\)", TOKENS.split("@media print")[0])


SCREEN = (SOURCE / "programme/web/static/programme/screen.css").read_text(encoding="utf-8")


def colours(part: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6});", part))


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])


def test_contrast_is_that_of_the_standard():
    assert contrast("#ffffff", "#000000") == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48  # the standard's well-known "just not enough" grey


def test_both_themes_give_every_colour():
    assert colours(LIGHT).keys() == colours(DARK).keys()


@THEMES
@pytest.mark.parametrize("ground", ["paper", "sheet"])
@pytest.mark.parametrize("text", ["ink", "quiet", "accent", "warm"])
def test_text_stands_out(theme, ground, text):
    assert contrast(colours(theme)[text], colours(theme)[ground]) >= 7


@THEMES
def test_a_button_s_words_stand_out(theme):
    assert contrast(colours(theme)["paper"], colours(theme)["accent"]) >= 7


@THEMES
def test_selected_text_stands_out(theme):
    assert contrast(colours(theme)["ink"], colours(theme)["select"]) >= 7


@THEMES
@pytest.mark.parametrize("mark", ["line", "accent", "warm"])
def test_lines_that_carry_meaning_can_be_seen(theme, mark):
    assert contrast(colours(theme)[mark], colours(theme)["paper"]) >= 3


@THEMES
def test_a_stroke_of_the_year_can_be_seen_where_it_is_lightest(theme):
    opacity = float(re.search(r"\.line \.event \{\s*fill: var\(--accent\);\s*fill-opacity: ([\d.]+)", _sheet())[1])
    accent, paper = colours(theme)["accent"], colours(theme)["paper"]
    mixed = [
        round(int(accent[at : at + 2], 16) * opacity + int(paper[at : at + 2], 16) * (1 - opacity)) for at in (1, 3, 5)
    ]
    assert contrast("#{:02x}{:02x}{:02x}".format(*mixed), paper) >= 3


def _sheet() -> str:
    return (STYLES / "lists.css").read_text(encoding="utf-8")


def test_six_sizes_each_a_fifth_larger():
    written = re.findall(r"--size-(\d): (?:var\(--base\)|calc\(var\(--base\) ([/*]) ([\d.]+)\));", TOKENS)
    factors = {int(step): 1 / float(by) if sign == "/" else float(by or 1) for step, sign, by in written}
    assert factors == {step: pytest.approx(1.2 ** (step - 2)) for step in range(1, 7)}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_styles_know_no_left_and_right(sheet):
    physical = re.compile(
        r"(?:^|[\s;{])(?:margin|padding|border)-(?:left|right|top|bottom)|text-align: (?:left|right)"
        r"|float: (?:left|right)|(?:^|[\s;{])(?:left|right|top|bottom|width|height|min-width|max-width): ",
        re.MULTILINE,
    )
    assert physical.findall(sheet.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_colours_are_written_in_one_place(sheet):
    found = re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;,\s)])", sheet.read_text(encoding="utf-8"))
    # A QR code is dark on white whatever the theme, or a telephone cannot read it.
    # Screens in a hall have a ground of their own, the same in both themes; it is measured below.
    assert found == {"tokens.css": found, "screen.css": found, "forms.css": ["#ffffff"]}.get(sheet.name, [])


@pytest.mark.parametrize("ground", ["ground", "sheet"])
@pytest.mark.parametrize("text", ["ink", "quiet", "mark", "important"])
def test_text_on_screens_stands_out_from_afar(ground, text):
    found = colours(SCREEN)
    assert contrast(found[text], found[ground]) >= 7
    assert contrast(found["ink"], dict(re.findall(r"--(urgent-ground): (#[0-9a-f]{6});", SCREEN))["urgent-ground"]) >= 7


@pytest.mark.parametrize("template", SERVED, ids=lambda path: str(path.relative_to(SOURCE)))
def test_nothing_is_inline(template):
    """The content security policy would drop it, and no reader would know why the page looks wrong."""
    # A block of data is no script: it runs nothing, and the policy lets it be.
    script = r"<script(?![^>]*\s(?:src=|type=\"application/json\"))"
    inline = re.compile(rf"<style|\sstyle=|\son[a-z]+=\"|{script}|href=\"javascript:")
    assert inline.findall(template.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_styles_fetch_nothing_from_elsewhere(sheet):
    assert re.findall(r"url\(|@import|https?://", sheet.read_text(encoding="utf-8").replace('[href^="http"]', "")) == []


@pytest.mark.parametrize("language", ["zh", "ar"])
def test_no_slanted_chinese_or_arabic(language):
    text = (STYLES / "text.css").read_text(encoding="utf-8")
    assert re.search(rf":is\(em, i, cite, dfn, address\):lang\({language}\) \{{\s*font-style: normal;", text)
