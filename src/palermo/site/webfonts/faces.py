"""The faces that pages are set in: the files that the site serves, and the characters for which a browser gets each.

Two families, each with one file a script. A browser gets a file only if a page shows one of its characters.
"""

from typing import NamedTuple

SERIF, SANS = "Palermo Serif", "Palermo Sans"
# In a line of Chinese: without the marks that Chinese faces draw as wide as a character, such as “ ” and ….
SERIF_IN_CHINESE, SANS_IN_CHINESE = f"{SERIF} in Chinese", f"{SANS} in Chinese"

_ASCII = "U+20-7E"
_LETTERS_OF_LATIN_1 = "U+C0-D6, U+D8-F6, U+F8-FF, U+131, U+152-153, U+178"
_MARKS = (
    "U+A0-BF, U+D7, U+F7, U+2C6, U+2DA, U+2DC, U+3B5, U+2002-200A, U+2010-2015, U+2018-201E, U+2020-2022, U+2026, "
    "U+202F-2030, U+2032-2033, U+2039-203A, U+2044, U+20AC, U+2122, U+2190-2193, U+2212, U+2248, U+2260, "
    "U+2264-2265, U+25B2-25BF"
)
LATIN = f"{_ASCII}, {_LETTERS_OF_LATIN_1}, {_MARKS}"
LATIN_IN_CHINESE = f"{_ASCII}, {_LETTERS_OF_LATIN_1}"
# Names in every language that is written in Latin letters, Vietnamese and transliterations among them.
LATIN_EXTENDED = "U+100-130, U+132-151, U+154-177, U+179-24F, U+2BB-2BC, U+300-304, U+306-30C, U+323-328, U+1E00-1EFF"
CYRILLIC = "U+400-4FF, U+2116"
# The letters of every language that is written in Arabic script.
ARABIC = "U+606-61C, U+61E-6D5, U+6EE-6FF, U+200C-200D"


class Face(NamedTuple):
    """One file: the family whose characters of one script it holds, and the font from which it is cut.

    `family_in_chinese` is the family under which Chinese pages use fewer of its characters.
    """

    name: str
    family: str
    source: str
    characters: str
    is_italic: bool = False
    family_in_chinese: str = ""
    characters_in_chinese: str = ""

    @property
    def file(self) -> str:
        """The name of the file among the static files."""
        return f"site/fonts/{self.name}.woff2"


_SOURCE_SERIF = "fontpkg_source_serif_4/files/SourceSerif4[opsz,wght].ttf"
_SOURCE_SERIF_ITALIC = "fontpkg_source_serif_4/files/SourceSerif4-Italic[opsz,wght].ttf"
_SOURCE_SANS = "fontpkg_source_sans_3/files/SourceSans3[wght].ttf"
_NOTO_SANS_ARABIC = "fontpkg_noto_sans_arabic/files/NotoSansArabic[wdth,wght].ttf"
_NOTO_NASKH = "node_modules/@fontsource-variable/noto-naskh-arabic/files/noto-naskh-arabic-arabic-wght-normal.woff2"

FACES = (
    Face("serif-latin", SERIF, _SOURCE_SERIF, LATIN, False, SERIF_IN_CHINESE, LATIN_IN_CHINESE),
    Face("serif-latin-extended", SERIF, _SOURCE_SERIF, LATIN_EXTENDED, False, SERIF_IN_CHINESE, LATIN_EXTENDED),
    Face("serif-cyrillic", SERIF, _SOURCE_SERIF, CYRILLIC),
    Face("serif-arabic", SERIF, _NOTO_NASKH, ARABIC),
    Face("serif-italic-latin", SERIF, _SOURCE_SERIF_ITALIC, LATIN, True),
    Face("serif-italic-latin-extended", SERIF, _SOURCE_SERIF_ITALIC, LATIN_EXTENDED, True),
    Face("serif-italic-cyrillic", SERIF, _SOURCE_SERIF_ITALIC, CYRILLIC, True),
    Face("sans-latin", SANS, _SOURCE_SANS, LATIN, False, SANS_IN_CHINESE, LATIN_IN_CHINESE),
    Face("sans-latin-extended", SANS, _SOURCE_SANS, LATIN_EXTENDED, False, SANS_IN_CHINESE, LATIN_EXTENDED),
    Face("sans-cyrillic", SANS, _SOURCE_SANS, CYRILLIC),
    Face("sans-arabic", SANS, _NOTO_SANS_ARABIC, ARABIC),
)
_BY_NAME = {face.name: face for face in FACES}
# What every page of a language shows as soon as it opens: its headings and its menu.
_FIRST = {
    "ar": ("serif-arabic", "sans-arabic"),
    "zh": ("sans-latin",),
    "en": ("serif-latin", "sans-latin"),
    "fr": ("serif-latin", "sans-latin"),
    "ru": ("serif-cyrillic", "sans-cyrillic"),
    "es": ("serif-latin", "sans-latin"),
}


def first_faces(language: str) -> list[Face]:
    """The faces that a browser should get at once for a page in a language."""
    return [_BY_NAME[name] for name in _FIRST[language]]
