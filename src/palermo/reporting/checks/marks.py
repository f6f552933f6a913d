"""Punctuation and spaces, by the house style of each language.

Source: the United Nations Editorial Manual Online (https://www.un.org/dgacm/en/content/editorial-manual), section on
punctuation, and the usage of papers in each language: French sets « » and ; : ! ? apart by spaces that may not break,
Russian has « » with „ “ inside, Chinese takes marks of full width, Arabic its own comma, semicolon and question mark.
"""

import re
from collections.abc import Iterator
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from palermo.reporting.checks.findings import Finding, Kind
from palermo.reporting.checks.passages import MASK, Passage, Reading

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_NO_BREAKS = "\u00a0\u202f"
# Outside quotation marks, and inside them.
_QUOTES = {
    "ar": ("«»“”", "‘’“”"),
    "zh": ("“”", "‘’"),
    "en": ("“”", "‘’"),
    "fr": ("«»", "“”"),
    "ru": ("«»", "„“"),
    "es": ("“”«»", "‘’“”"),
}
_ALL_QUOTES = '"“”„‟«»‹›「」『』'
_QUOTED = {"«": "»", "“": "”"}
_PAIRS = {"(": ")", "[": "]", "（": "）", "《": "》"}
# "a)", "iii)": the bracket of a list has no first one.
_LIST_LETTER = re.compile(r"(?<![\w(])(?:[^\W\d_]|[ivx]{1,4}|\d{1,2})\)")
_BEFORE_NONE = {
    "ar": "،؛؟.:!)",
    "zh": "，。；：！？、）》”",
    "fr": ",.)",
    "en": ",;.:!?)",
    "ru": ",;.:!?)",
    "es": ",;.:!?)",
}


def check_marks(reading: Reading) -> Iterator[Finding]:
    """Quotation marks, spaces and punctuation marks that are not those of the language."""
    patterns = _patterns(reading.lang)
    for passage in reading.passages:
        yield from _check_quotation_marks(passage)
        yield from _check_pairs(passage)
        for pattern, what in patterns:
            yield from (passage.find(Kind.MARKS, str(what), found.span()) for found in pattern.finditer(passage.masked))


@cache
def _patterns(lang: str) -> list[tuple[re.Pattern[str], str | Promise]]:
    """What is wrong wherever it stands, and what to say of it."""
    before_none = "".join(map(re.escape, _BEFORE_NONE[lang]))
    space_before = rf"\s+[{before_none}]|[(（]\s+"
    wrong = [
        (r" {2,}|^\s|\s$", _("Extra space.")),
        (space_before, _("Space before a punctuation mark or inside a bracket.")),
        (_foreign_marks(lang), _("Punctuation mark of another script.")),
    ]
    if lang == "fr":
        missing = rf"(?<![{_NO_BREAKS}{MASK}]|\d)[;:!?»](?![\d/])|«(?![{_NO_BREAKS}])"
        wrong.append((missing, _("Missing non-breaking space.")))
    if lang != "zh":
        after = r"[,;:!?،؛؟](?=[^\W\d_])|(?<=[a-zа-яё]{2})\.(?=[A-ZА-ЯЁÀ-Ý])"
        wrong.append((after, _("Missing space after a punctuation mark.")))
    if lang in ("en", "fr"):
        wrong.append((r"(?<=\w)'(?=\w)|(?<=s)'(?=\s)", _("Straight apostrophe: use ’.")))
    if lang == "es":
        wrong.append((r"(?:^|[.!?…]\s)[^¿¡.!?…]*[!?]", _("Missing inverted question or exclamation mark.")))
    return [(re.compile(pattern), what) for pattern, what in wrong]


def _foreign_marks(lang: str) -> str:
    if lang == "zh":
        return rf"(?<=[{_HAN}])[,;:?!()]|[,;:?!()](?=[{_HAN}])|(?<=[{_HAN}])\.(?!\d)|(?<=[{_HAN}]) +(?=[{_HAN}])|[،؛؟]"
    if lang == "ar":
        return r"[;?]|(?<!\d),|,(?!\d)|[，。；：！？、（）]"
    return "[，。；：！？、（）،؛؟]"


def _check_quotation_marks(passage: Passage) -> Iterator[Finding]:
    outer, inner = _QUOTES[passage.language]
    closing = ""
    for at, sign in enumerate(passage.masked):
        if sign not in _ALL_QUOTES:
            continue
        if sign not in (outer + inner if closing else outer):
            what = gettext("Quotation marks in this language: %(marks)s.") % {"marks": f"{outer[0]}…{outer[1]}"}
            yield passage.find(Kind.MARKS, what, (at, at + 1))
        elif not closing:
            closing = _QUOTED.get(sign, "")
        elif sign == closing:
            closing = ""
    if closing:
        what = gettext("Unmatched quotation mark or bracket.")
        yield passage.find(Kind.MARKS, what, (len(passage.text) - 1, len(passage.text)))


def _check_pairs(passage: Passage) -> Iterator[Finding]:
    """Brackets that are opened and not closed, or the other way round; "a)" of a list has no first one."""
    for opening, closing in _PAIRS.items():
        text = passage.masked
        if text.count(opening) < text.count(closing):
            text = _LIST_LETTER.sub(lambda letter: MASK * len(letter[0]), text)
        opened, closed = text.count(opening), text.count(closing)
        if opened != closed:
            what = gettext("Unmatched quotation mark or bracket.")
            at = text.find(opening if opened > closed else closing)
            yield passage.find(Kind.MARKS, what, (at, at + 1))
