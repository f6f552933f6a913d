"""Acronyms: explained where they are first used, and introduced only where they are used again.

Source: the United Nations Editorial Manual Online, section on abbreviations and acronyms. Summary and body are read
apart, so each explains its own. Acronyms in Chinese are shortened names: "（儿基会）" behind the name it shortens.
In Arabic the same holds of what stands in brackets; whether a short name was explained cannot be told from its form.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from palermo.reporting.checks.findings import Finding, Kind
from palermo.reporting.checks.passages import Part, Passage, Reading
from palermo.reporting.checks.terms import quoted_spans

_CAPITALS = {"ru": r"[А-ЯЁ]{2,}"}
_LATIN = r"[A-Z]{2,}(?:-[A-Z]{2,})?"
# Known as they are, in every language that writes them so; roman numbers are none.
_KNOWN = frozenset(["AIDS", "CD", "CD-ROM", "DVD", "HIV", "ROM", "SIDA", "UN", "USB", "VIH", "ВИЧ", "СПИД"])
_ROMAN = re.compile(r"[IVXLC]+")
_CHINESE_SHORT = re.compile(r"（([\u4e00-\u9fff]{2,12})）")
_ARABIC_SHORT = re.compile(r"\(((?:[\u0621-\u064a]+ ?){1,4})\)")
# As far back as the name may stand that a Chinese short one is made of.
_NAME_LENGTH = 40


class _Use(NamedTuple):
    passage: Passage
    acronym: str
    span: tuple[int, int]
    is_explained: bool


def check_acronyms(reading: Reading) -> Iterator[Finding]:
    """Acronyms used before they are explained, and introduced for nothing."""
    for part in (Part.SUMMARY, Part.BODY):
        uses = [use for passage in reading.passages if passage.part is part for use in _uses(passage)]
        yield from _check(uses)


def _check(uses: list[_Use]) -> Iterator[Finding]:
    firsts: dict[str, _Use] = {}
    for use in uses:
        firsts.setdefault(use.acronym, use)
    for acronym, first in firsts.items():
        if not first.is_explained:
            what = _("%(acronym)s is used before it is defined.") % {"acronym": acronym}
            yield first.passage.find(Kind.ACRONYMS, what, first.span)
        elif all(use.is_explained for use in uses if use.acronym == acronym):
            what = _("%(acronym)s is defined but not used again.") % {"acronym": acronym}
            yield first.passage.find(Kind.ACRONYMS, what, first.span, is_advice=True)


def _uses(passage: Passage) -> list[_Use]:
    if passage.language in ("zh", "ar"):
        return []
    quoted = quoted_spans(passage.masked)
    pattern = re.compile(rf"(?<![\w.-])(?:{_CAPITALS.get(passage.language, _LATIN)}|{_LATIN})(?![\w-]|\.\w)")
    return [
        _Use(passage, match[0], match.span(), _is_in_brackets(match, passage.masked))
        for match in pattern.finditer(passage.masked)
        if not (match[0] in _KNOWN or _ROMAN.fullmatch(match[0]) or _is_in_a_pair(match, passage.masked))
        and not any(start <= match.start() < end for start, end in quoted)
    ]


def _is_in_brackets(match: re.Match[str], text: str) -> bool:
    return text[match.start() - 1 : match.start()] == "(" and text[match.end() : match.end() + 1] in (")", ",", ";")


def _is_in_a_pair(match: re.Match[str], text: str) -> bool:
    """Whether it is half of something like HIV/AIDS."""
    return "/" in (text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1])


def check_short_names(reading: Reading) -> Iterator[Finding]:
    """Short names in Chinese and Arabic that are introduced in brackets and not used again."""
    pattern = {"zh": _CHINESE_SHORT, "ar": _ARABIC_SHORT}.get(reading.lang)
    for part in (Part.SUMMARY, Part.BODY) if pattern else ():
        passages = [passage for passage in reading.passages if passage.part is part]
        text = "\n".join(passage.masked for passage in passages)
        for passage in passages:
            for match in pattern.finditer(passage.masked) if pattern else ():
                name = match[1].strip()
                if (
                    _shortens(name, passage.masked[: match.start()], reading.lang)
                    and _count(name, text, reading.lang) < 2
                ):
                    what = _("%(acronym)s is defined but not used again.") % {"acronym": name}
                    yield passage.find(Kind.ACRONYMS, what, match.span(1), is_advice=True)


def _shortens(short: str, before: str, lang: str) -> bool:
    """Whether the characters of a short name stand in order in what is before it."""
    if lang == "ar":
        return True
    name = iter(before[-_NAME_LENGTH:])
    return all(character in name for character in short)


def _count(name: str, text: str, lang: str) -> int:
    """How often it stands for itself, not within its own full name right before its bracket."""
    if lang == "ar":
        return text.count(name.removeprefix("ال"))
    return len(re.findall(rf"{name}(?!（{name}）)", text))
