"""The program that makes the font files of the site, run when a font has a new version or a character is missing.

    python -m palermo.site.webfonts.make_webfonts FOLDER

FOLDER holds the packages that docs/reference/fonts.md names. From each font the program takes the characters that
`faces.py` names, in the weights from regular to bold, and writes it as WOFF2 with its licence. It writes `fonts.css`,
too, with system fonts made as wide and high as ours, so that a page does not move when ours arrive.
"""

import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from babel.messages.pofile import read_po
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from palermo.site.webfonts.faces import FACES, SANS, SERIF, Face

PLACE = Path(__file__).parents[1] / "web/static/site"
CATALOGUES = Path(__file__).parents[2] / "locale"
REGULAR, SEMIBOLD, BOLD = 400, 600, 700
# The size of text for which letters are drawn, and the usual width.
AXES = {"opsz": 14, "wdth": 100}
# Kerning, marks, forms of Arabic letters and of languages; figures of one width.
FEATURES = [
    *("kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "tnum", "lnum"),
    *("init", "medi", "fina", "isol", "rlig", "rclt", "curs"),
]
# By the numbers that names have in a font.
LICENCE_NAMES = {
    13: "This Font Software is licensed under the SIL Open Font License, Version 1.1.",
    14: "https://openfontlicense.org",
}
LICENCES = {
    "fontpkg_source_serif_4/LICENSE": "source-serif-4.txt",
    "fontpkg_source_sans_3/LICENSE": "source-sans-3.txt",
    "fontpkg_noto_sans_arabic/LICENSE": "noto-sans-arabic.txt",
    "node_modules/@fontsource-variable/noto-naskh-arabic/LICENSE": "noto-naskh-arabic.txt",
}
# Chinese characters fill their square: letters beside them are drawn larger than beside one another.
IN_CHINESE = {"size-adjust": "108%"}
LONGEST = 121
HEAD = """/* Written by palermo.site.webfonts.make_webfonts from the tables in that folder. */

/* Ours: a file for each script, which a browser gets when a page shows a character of it. */
"""
STAND_INS = """/* Until ours are there, the system's own, made as wide and as high as ours. */
"""


class StandIn(NamedTuple):
    """A font of many systems that is shown until ours is there.

    `regular` and `bold` are its names on them, `source` a font in the folder with the same widths, by weight.
    """

    family: str
    for_family: str
    regular: str
    bold: str
    source: str


SYSTEMS = (
    StandIn(
        f"{SERIF} by Georgia",
        SERIF,
        'local("Georgia")',
        'local("Georgia Bold"), local("Georgia-Bold")',
        "node_modules/@fontsource/gelasio/files/gelasio-latin-{weight}-normal.woff2",
    ),
    StandIn(
        f"{SERIF} by Noto",
        SERIF,
        'local("Noto Serif"), local("NotoSerif-Regular")',
        'local("Noto Serif Bold"), local("NotoSerif-Bold")',
        "fontpkg_noto_serif/files/NotoSerif[wdth,wght].ttf",
    ),
    StandIn(
        f"{SANS} by Arial",
        SANS,
        'local("Arial"), local("ArialMT"), local("Liberation Sans"), local("LiberationSans")',
        'local("Arial Bold"), local("Arial-BoldMT"), local("Liberation Sans Bold"), local("LiberationSans-Bold")',
        "fontpkg_arimo/files/Arimo[wght].ttf",
    ),
    StandIn(
        f"{SANS} by Roboto",
        SANS,
        'local("Roboto"), local("Roboto-Regular")',
        'local("Roboto Bold"), local("Roboto-Bold")',
        "fontpkg_roboto/files/Roboto[wdth,wght].ttf",
    ),
    StandIn(
        f"{SANS} by Noto",
        SANS,
        'local("Noto Sans"), local("NotoSans-Regular")',
        'local("Noto Sans Bold"), local("NotoSans-Bold")',
        "fontpkg_noto_sans/files/NotoSans[wdth,wght].ttf",
    ),
)


def main() -> int:
    """Read the fonts in the folder named, write ours beside the other static files."""
    folder = Path(sys.argv[1])
    rules = [HEAD]
    for face in FACES:
        held = _write(face, folder)
        rules += _rules(face, held)
    rules += [STAND_INS, *(rule for stand_in in SYSTEMS for rule in _stand_in_rules(stand_in, folder))]
    (PLACE / "fonts.css").write_text("\n".join(rules), encoding="utf-8")
    for source, name in LICENCES.items():
        shutil.copyfile(folder / source, PLACE / "fonts" / name)
    return 0


def _write(face: Face, folder: Path) -> set[int]:
    """Cut a face out of its font; the characters that it now holds."""
    cut = _subset(TTFont(folder / face.source, recalcTimestamp=False), _characters(face.characters))
    if "fvar" in cut:
        cut = instantiateVariableFont(cut, _limits(cut, (REGULAR, BOLD)))
    _rename(cut, face)
    cut.flavor = "woff2"
    path = PLACE / "fonts" / f"{face.name}.woff2"
    cut.save(path)
    held = set(cut.getBestCmap())
    print(f"{face.name}: {len(held)} characters, {path.stat().st_size} bytes")
    return held


def _characters(ranges: str) -> set[int]:
    """The characters of ranges as CSS writes them."""
    found: set[int] = set()
    for each in ranges.split(", "):
        first, _, last = each.removeprefix("U+").partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return found


def _subset(font: TTFont, characters: set[int]) -> TTFont:
    options = Options(layout_features=FEATURES, hinting=False, name_IDs=[0, 1, 2, 4, 6])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    font.flavor = None
    written = BytesIO()
    font.save(written)
    # Read again: what is left of a variable font can only then be narrowed.
    written.seek(0)
    return TTFont(written, recalcTimestamp=False)


def _limits(font: TTFont, weight: float | tuple[float, float]) -> dict[str, float | tuple[float, float]]:
    wanted: dict[str, float | tuple[float, float]] = {**AXES, "wght": weight}
    return {axis.axisTag: wanted[axis.axisTag] for axis in font["fvar"].axes}


def _rename(font: TTFont, face: Face) -> None:
    """A name of its own: the licence reserves that of the original for the original."""
    style = "Italic" if face.is_italic else "Regular"
    names = {1: face.family, 2: style, 4: f"{face.family} {style}", 6: f"{face.family}-{style}".replace(" ", "")}
    for name, text in {**names, **LICENCE_NAMES}.items():
        font["name"].setName(text, name, 3, 1, 0x409)


def _rules(face: Face, held: set[int]) -> Iterator[str]:
    """What CSS says of a face, once for most pages and once for Chinese ones."""
    yield _rule(face, face.family, held, {})
    if face.family_in_chinese:
        yield _rule(face, face.family_in_chinese, held & _characters(face.characters_in_chinese), IN_CHINESE)


def _rule(face: Face, family: str, characters: set[int], size: dict[str, str]) -> str:
    return _font_face(
        {
            "font-family": f'"{family}"',
            "font-style": "italic" if face.is_italic else "normal",
            "font-weight": f"{REGULAR} {BOLD}",
            "font-display": "swap",
            "src": f'url("fonts/{face.name}.woff2") format("woff2")',
            "unicode-range": _ranges(characters),
            **size,
        }
    )


def _font_face(declarations: dict[str, str]) -> str:
    lines = [f"  {name}: {value};\n" for name, value in declarations.items()]
    # As Biome formats a line that is too long.
    broken = [line if len(line) <= LONGEST else line.replace(": ", ":\n    ", 1) for line in lines]
    return f"@font-face {{\n{''.join(broken)}}}\n"


def _ranges(characters: set[int]) -> str:
    """Characters as CSS writes ranges."""
    runs: list[tuple[int, int]] = []
    for each in sorted(characters):
        if runs and runs[-1][1] == each - 1:
            runs[-1] = (runs[-1][0], each)
        else:
            runs.append((each, each))
    return ", ".join(f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in runs)


def _stand_in_rules(stand_in: StandIn, folder: Path) -> Iterator[str]:
    """What CSS says of a font of the system: how much wider it becomes, and how high its lines are."""
    source = folder / next(face.source for face in FACES if face.family == stand_in.for_family)
    font = TTFont(source)
    units, lines = font["head"].unitsPerEm, font["hhea"]
    # What is bold on the site is semibold in ours, which systems have not.
    for weights, names, ours, theirs in (
        (f"{REGULAR} 500", stand_in.regular, REGULAR, REGULAR),
        (f"{SEMIBOLD} {BOLD}", stand_in.bold, SEMIBOLD, BOLD),
    ):
        width = _width(source, ours) / _width(folder / stand_in.source.format(weight=theirs), theirs)
        yield _font_face(
            {
                "font-family": f'"{stand_in.family}"',
                "font-weight": weights,
                "src": names,
                "size-adjust": f"{width:.2%}",
                "ascent-override": f"{lines.ascent / units / width:.2%}",
                "descent-override": f"{-lines.descent / units / width:.2%}",
                "line-gap-override": f"{lines.lineGap / units / width:.2%}",
            }
        )


@cache
def _width(path: Path, weight: int) -> float:
    """How wide a font sets the texts of the interface, for each character in ems."""
    font = TTFont(path)
    if "fvar" in font:
        font = instantiateVariableFont(font, _limits(font, weight))
    glyphs, widths = font.getBestCmap(), font["hmtx"]
    times = {each: count for each, count in _interface().items() if ord(each) in glyphs}
    total = sum(widths[glyphs[ord(each)]][0] * count for each, count in times.items())
    return float(total / font["head"].unitsPerEm / sum(times.values()))


@cache
def _interface() -> Counter[str]:
    """The letters of the interface in the languages that are written in Latin letters, counted."""
    counted: Counter[str] = Counter()
    for language in ("fr", "es"):
        with (CATALOGUES / language / "LC_MESSAGES/django.po").open("rb") as file:
            messages = [message for message in read_po(file) if message.id]
        counted.update(letter for message in messages for letter in "".join(message.string or ()))
    # English has no catalogue: the others are keyed by it.
    counted.update(letter for message in messages for letter in "".join(message.id))
    return counted


if __name__ == "__main__":
    sys.exit(main())
