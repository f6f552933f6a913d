"""The font files of the site hold what pages show, are small, and bring their licences."""

import re
import unicodedata
from functools import cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest
from fontTools.ttLib import TTFont

import palermo
from palermo.site.webfonts.faces import FACES, SANS, SERIF, first_faces

SOURCE = Path(palermo.__file__).parent
STYLES = SOURCE / "site/web/static/site"
FAMILIES = pytest.mark.parametrize("family", [SERIF, SANS])
# Chinese is set in the system's faces; its punctuation, too.
CHINESE = ("CJK", "FULLWIDTH", "IDEOGRAPHIC", "LEFT DOUBLE ANGLE", "RIGHT DOUBLE ANGLE")
SCRIPTS = {
    "ar": ["latin", "arabic"],
    "zh": ["latin"],
    "en": ["latin"],
    "fr": ["latin"],
    "ru": ["latin", "cyrillic"],
    "es": ["latin"],
}
LANGUAGES = pytest.mark.parametrize(("language", "scripts"), SCRIPTS.items(), ids=SCRIPTS)


class Rule(NamedTuple):
    """One @font-face of the style sheet."""

    family: str
    style: str
    file: str
    characters: frozenset[int]


@cache
def rules() -> tuple[Rule, ...]:
    sheet = (STYLES / "fonts.css").read_text(encoding="utf-8")
    written = re.findall(
        r'font-family: "([^"]+)";\s*font-style: (\w+);[^}]*?src: url\("([^"]+)"\)[^}]*?unicode-range:\s*([^;]+);', sheet
    )
    return tuple(Rule(family, style, file, frozenset(_characters(ranges))) for family, style, file, ranges in written)


def _characters(ranges: str) -> set[int]:
    found: set[int] = set()
    for each in re.split(r",\s*", ranges):
        first, _, last = each.removeprefix("U+").partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return found


@cache
def held(file: str) -> frozenset[int]:
    return frozenset(TTFont(STYLES / file).getBestCmap())


def served(family: str, style: str = "normal") -> set[int]:
    return {each for rule in rules() if (rule.family, rule.style) == (family, style) for each in rule.characters}


def test_the_sheet_names_every_file_and_no_other():
    files = {f"fonts/{path.name}" for path in (STYLES / "fonts").glob("*.woff2")}
    assert files == {rule.file for rule in rules()} == {face.file.removeprefix("site/") for face in FACES}


def test_a_file_is_asked_for_what_it_holds():
    whole = [rule for rule in rules() if rule.family in {SERIF, SANS}]
    assert {rule.file: rule.characters for rule in whole} == {rule.file: held(rule.file) for rule in whole}


def test_in_chinese_a_file_is_asked_for_letters_and_figures_only():
    for rule in rules():
        if rule.family.endswith("in Chinese"):
            assert rule.characters <= held(rule.file)
            assert set(map(ord, "Aé09/.(")) <= rule.characters or "extended" in rule.file
            assert not set(map(ord, "“”‘’…—·")) & rule.characters


def written_in(*files: Path) -> set[str]:
    """The characters of texts, without those of Chinese and those that show nothing."""
    found = {each for path in files for each in path.read_text(encoding="utf-8")}
    return {each for each in found if unicodedata.category(each)[0] not in "CZ" and not _is_chinese(each)}


def _is_chinese(character: str) -> bool:
    return unicodedata.name(character, "").startswith(CHINESE)


@FAMILIES
@pytest.mark.parametrize("language", ["ar", "es", "fr", "ru"])  # each holds the English, too
def test_every_character_of_the_interface_is_served(family, language):
    catalogue = SOURCE / f"locale/{language}/LC_MESSAGES/django.po"
    assert written_in(catalogue) - set(map(chr, served(family))) == set()


@FAMILIES
def test_every_character_of_the_demonstration_and_of_the_names_of_states_is_served(family):
    records = [path for folder in ("demonstration", "world") for path in (SOURCE / "record" / folder).rglob("*.yaml")]
    assert len(records) > 200
    assert written_in(*records) - set(map(chr, served(family))) == set()


@FAMILIES
@pytest.mark.parametrize(
    "name",
    [
        "Türkiye, Côte d’Ivoire, São Tomé e Príncipe, Česko, Łódź, Ísland, Škorpilova, Dvořák, Şanlıurfa, Ştefan Țepeș",
        "Õunapuu, Žemaitytė, Ķekava, Għajnsielem, Győr, Bến Tre, Tōkyō, Haʻapai, Ṣan‘ā’, Māori, Åland, Þórsmörk",
        "Ќосев, Ђорђевић, Їжакевич, Ґалаґан, Ўзбекистон, Қазақстан, Тоҷикистон, Өвөрхангай, Ҳамид",
        "محمّد بن عبد الله، گلپایگانی، چودھری، ٹنڈو، ۱۲۳ ٤٥٦ «نصّ»؟",
    ],
    ids=["latin", "latin extended", "cyrillic", "arabic"],
)
def test_names_in_other_languages_are_served(family, name):
    shown = {each for each in name if unicodedata.category(each)[0] not in "CZ"}
    assert shown - set(map(chr, served(family))) == set()


@LANGUAGES
def test_a_page_begins_with_faces_of_its_language(language, scripts):
    assert {face.name.split("-")[-1] for face in first_faces(language)} == {scripts[-1]}


@LANGUAGES
def test_what_a_language_needs_is_small(language, scripts):
    """Both families and the italics of its texts: less than 150 kB, whatever a page shows of them."""
    wanted = [f"{kind}-{script}" for kind, script in product(("serif", "sans"), scripts)]
    if language not in {"ar", "zh"}:
        wanted.append(f"serif-italic-{scripts[-1]}")
    assert sum((STYLES / f"fonts/{name}.woff2").stat().st_size for name in wanted) <= 150_000


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
def test_a_file_has_a_name_of_its_own_and_says_its_licence(face):
    font = TTFont(STYLES / face.file.removeprefix("site/"))
    names = {record.nameID: record.toUnicode() for record in font["name"].names if record.nameID in {1, 4, 6, 13, 14}}
    assert (names[1], names[4].startswith(face.family)) == (face.family, True)
    assert "SIL Open Font License" in names[13]
    axes = [(axis.axisTag, axis.minValue, axis.maxValue) for axis in font["fvar"].axes]
    assert axes == [("wght", 400, 700)]


def test_each_licence_stands_beside_the_files():
    texts = {path.name: path.read_text(encoding="utf-8") for path in (STYLES / "fonts").glob("*.txt")}
    assert sorted(texts) == ["noto-naskh-arabic.txt", "noto-sans-arabic.txt", "source-sans-3.txt", "source-serif-4.txt"]
    assert all("SIL OPEN FONT LICENSE Version 1.1" in text for text in texts.values())


@FAMILIES
def test_figures_have_one_width_where_they_are_asked_to(family):
    font = TTFont(STYLES / next(rule.file for rule in rules() if rule.family == family and ord("0") in rule.characters))
    glyphs, widths = font.getBestCmap(), font["hmtx"]
    tabular = {
        old: new
        for feature in font["GSUB"].table.FeatureList.FeatureRecord
        if feature.FeatureTag == "tnum"
        for at in feature.Feature.LookupListIndex
        for table in font["GSUB"].table.LookupList.Lookup[at].SubTable
        for old, new in getattr(table, "ExtSubTable", table).mapping.items()
    }
    figures = [glyphs[ord(each)] for each in "0123456789"]
    assert len({widths[tabular.get(glyph, glyph)][0] for glyph in figures}) == 1
