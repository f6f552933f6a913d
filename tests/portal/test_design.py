"""The look's promises that can be measured: contrast, one scale, one direction-free style, nothing inline."""

import re
from itertools import product

import pytest

from tests.site.colours import SOURCE, STYLES, colours_in, contrast, themes

SHEETS = sorted(SOURCE.glob("*/web/static/*/*.css"))
TEMPLATES = sorted(SOURCE.glob("*/web/templates/**/*.html"))
# The contents of a ZIP file carry their style with them: no policy of the site's reaches them.
SERVED = [template for template in TEMPLATES if template.parts[-2:] != ("papers", "index.html")]
TOKENS = (STYLES / "tokens.css").read_text(encoding="utf-8")
SCREEN = (SOURCE / "programme/web/static/programme/screen.css").read_text(encoding="utf-8")
# What text is written in, what it stands on, and what else must be seen on that.
TEXT, GROUNDS, MARKS = {"ink", "quiet", "accent", "warm"}, {"paper", "sheet", "select"}, {"line", "accent", "warm"}


def rules() -> list[tuple[str, str]]:
    """Every rule of the site's style sheets but those of screens in a hall: what it is for, and what it says."""
    sheets = [*(sheet for sheet in SHEETS if sheet.name != "screen.css"), STYLES / "charts/figure.css"]
    texts = [re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL) for sheet in sheets]
    return [rule for text in texts for rule in re.findall(r"([^{}]+)\{([^{}]*)\}", text)]


def token(name: str, declarations: str) -> str:
    """The colour that a rule gives to a property, by its name among the tokens; nothing where it gives none."""
    found = re.search(rf"(?<![\w-]){name}: var\(--([a-z0-9-]+)\);", declarations)
    return found[1] if found else ""


THEMES = pytest.mark.parametrize("theme", ["light", "dark"])


def test_contrast_is_that_of_the_standard():
    assert contrast("#ffffff", "#000000") == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48  # the standard's well-known "just not enough" grey


def test_both_themes_give_every_colour():
    light, dark = re.split(r"@media \(prefers-color-scheme: dark\)", TOKENS.split("@media print")[0])
    # A page of a file is white in both, as it is printed.
    assert colours_in(light).keys() - {"page"} == colours_in(dark).keys()


@THEMES
@pytest.mark.parametrize(("text", "ground"), sorted(product(TEXT, GROUNDS)))
def test_text_stands_out(theme, text, ground):
    assert contrast(themes()[theme][text], themes()[theme][ground]) >= 7


@THEMES
@pytest.mark.parametrize(("mark", "ground"), sorted(product(MARKS, GROUNDS)))
def test_lines_that_carry_meaning_can_be_seen(theme, mark, ground):
    assert contrast(themes()[theme][mark], themes()[theme][ground]) >= 3


@THEMES
def test_text_with_a_ground_of_its_own_stands_out_from_it(theme):
    found = {(token("color", shown), token("background", shown)) for _selector, shown in rules()}
    pairs = {(text, ground) for text, ground in found if text and ground}
    assert ("paper", "accent") in pairs
    colours = themes()[theme]
    assert {pair for pair in pairs if contrast(colours[pair[0]], colours[pair[1]]) < 7} == set()


def test_no_text_has_another_colour():
    """Every pair that occurs is measured above: a new colour of text or of a ground must come into the tables."""
    without_ground = {token("color", shown): what for what, shown in rules() if not token("background", shown)}
    # A sign between two links carries no words.
    assert without_ground.keys() - TEXT == {"", "line"}
    assert without_ground["line"].strip() == ".chain li + li::before"
    without_text = {token("background", shown) for _selector, shown in rules() if not token("color", shown)}
    # Marks, and the grounds of a picture: no text stands on them.
    assert without_text - GROUNDS == {"", "accent", "warm", "hair", "ink", "page"}


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
    found = colours_in(SCREEN)
    assert contrast(found[text], found[ground]) >= 7
    assert contrast(found["ink"], found["urgent-ground"]) >= 7


@pytest.mark.parametrize("template", SERVED, ids=lambda path: str(path.relative_to(SOURCE)))
def test_nothing_is_inline(template):
    """The content security policy would drop it, and no reader would know why the page looks wrong."""
    # A block of data is no script: it runs nothing, and the policy lets it be.
    script = r"<script(?![^>]*\s(?:src=|type=\"application/json\"))"
    inline = re.compile(rf"<style|\sstyle=|\son[a-z]+=\"|{script}|href=\"javascript:")
    assert inline.findall(template.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_styles_fetch_nothing_from_elsewhere(sheet):
    text = sheet.read_text(encoding="utf-8").replace('[href^="http"]', "")
    # The fonts lie beside their sheet.
    assert re.findall(r"url\((?!\"fonts/[a-z-]+\.woff2\"\))|@import|https?://", text) == []


@pytest.mark.parametrize("language", ["zh", "ar"])
def test_no_slanted_chinese_or_arabic(language):
    text = (STYLES / "text.css").read_text(encoding="utf-8")
    assert re.search(rf":is\(em, i, cite, dfn, address\):lang\({language}\) \{{\s*font-style: normal;", text)
