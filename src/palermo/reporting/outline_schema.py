"""What an outline may hold, and what is wrong with one, in sentences that say where, what was expected and found."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Self

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from palermo.core.audiences import Audience
from palermo.core.autodiscovery import import_modules
from palermo.core.languages import CODES
from palermo.core.refusals import Refused
from palermo.reporting.context import LIMITS, PARAGRAPH_TYPES, SUMMARY_TYPES
from palermo.reporting.realization.catalogue import patterns
from palermo.reporting.states import Addressee, Organ

# A message of the catalogue, or the words in each language.
type Heading = str | dict[str, str]

_KEY = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")

# Who submits a paper: what stands under its title.
NOTE = "briefing.subtitle"
AUTHORS = ("progress.subtitle", "types.by_secretary_general", "types.by_secretariat", NOTE)
LONGEST_HEADING = 300
MOST_SECTIONS = 40
MOST_PARAGRAPHS = 40


class OutlineParagraph(BaseModel):
    """A paragraph type with its options: what it is `only` about, and whether its paragraphs are set in bold."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    type: str
    only: str = ""
    emphasis: bool = False

    @model_validator(mode="before")
    @classmethod
    def read_name(cls, given: object) -> object:
        """A name alone is a type without options."""
        return {"type": given} if isinstance(given, str) else given

    @property
    def content(self) -> str | dict[str, object]:
        """As a file holds it."""
        options: dict[str, object] = {"only": self.only} if self.only else {}
        options |= {"emphasis": True} if self.emphasis else {}
        return {"type": self.type, **options} if options else self.type


class OutlineSection(BaseModel):
    """A section: its title, and the types of its paragraphs in their order."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    key: str
    title: Heading
    paragraphs: Sequence[OutlineParagraph]


class Outline(BaseModel):
    """A document type. `version` changes whenever the same record would give another report.

    `audience` is that of a report without a row; `covers_record` says that it accounts for the whole record, so that
    what it leaves out is listed for the editor.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    name: str
    version: int
    audience: str
    addressee: str
    title: Heading
    subtitle: str
    word_limit: int
    sections: Sequence[OutlineSection]
    summary: Sequence[str] = ()
    organ: str = Organ.GOVERNING.value
    has_agenda_item: bool = True
    covers_record: bool = False
    has_contents: bool = True

    @property
    def content(self) -> dict[str, Any]:
        """As a file holds it, without its name."""
        sections = [
            {"key": each.key, "title": each.title, "paragraphs": [part.content for part in each.paragraphs]}
            for each in self.sections
        ]
        return {**self.model_dump(exclude={"name", "sections"}), "summary": list(self.summary), "sections": sections}

    @model_validator(mode="after")
    def check_version(self) -> Self:
        """Versions and limits are counted from one.

        Raises
        ------
        ValueError
            For a number below.
        """
        if self.version < 1 or self.word_limit < 1:
            raise ValueError
        return self


def read_outline(name: str, content: object) -> Outline:
    """An outline from what a file or an officer gave.

    Raises
    ------
    Refused
        With every fault: where it is, what was expected and what was found.
    """
    _load_types()
    if not isinstance(content, Mapping):
        raise Refused(_sentence(_("Outline"), _("sections and settings"), _quote(content)))
    try:
        outline = Outline(**{**content, "name": name})
    except (ValidationError, TypeError) as error:
        faults = _shape_faults(error, content) if isinstance(error, ValidationError) else []
        raise Refused(" ".join(faults) or _sentence(_("Outline"), _("names of settings"), _quote(content))) from None
    if faults := list(_faults(outline)):
        raise Refused(" ".join(faults))
    return outline


def missing_languages(outline: Outline) -> list[str]:
    """The places where a heading lacks a language."""
    headings = [(section.key, section.title) for section in outline.sections]
    return [key for key, title in headings if not isinstance(title, str) and any(not title.get(c) for c in CODES)]


def _load_types() -> None:
    """Let every slice register its paragraph types."""
    import_modules("reporting")
    import_modules("paragraphs")


def _shape_faults(error: ValidationError, content: Mapping) -> list[str]:
    """What is of the wrong shape, each place once: a heading may be one of two shapes."""
    found: dict[str, str] = {}
    for each in error.errors():
        path = [part for part in each["loc"] if part not in ("str", "dict[str,str]")]
        where = _where(path, content)
        if each["type"] == "missing":
            found.setdefault(where, _sentence(where, _("a value"), _("nothing")))
        elif each["type"] == "extra_forbidden":
            found.setdefault(where, _sentence(where, _("a setting of outlines"), _quote(path[-1])))
        else:
            expected = _SHAPES.get(str(path[-1]) if path else "", "") or "another value"
            found.setdefault(where, _sentence(where, _expected_shape(expected), _quote(each["input"])))
    return list(found.values())


_SHAPES = {
    **dict.fromkeys(("version", "word_limit"), "number"),
    **dict.fromkeys(("covers_record", "has_contents", "has_agenda_item", "emphasis"), "yes or no"),
    **dict.fromkeys(("sections", "paragraphs", "summary"), "list"),
    **dict.fromkeys(("title", "subtitle", "key", "type", "only", "audience", "addressee", "organ"), "text"),
}


def _expected_shape(shape: str) -> str:
    shapes = {
        "number": _("a whole number from 1"),
        "yes or no": _("yes or no"),
        "list": _("a list"),
        "text": _("a text"),
    }
    return shapes.get(shape, _("a value that fits"))


def _where(path: Sequence[object], content: object) -> str:
    """The place in words: the section by its key or its number, the paragraph by its number, then the setting."""
    parts: list[str] = []
    names = list(path)
    if names[:1] == ["sections"] and len(names) > 1:
        parts.append(_("Section %(number)d") % {"number": int(str(names[1])) + 1})
        names = names[2:]
        if names[:1] == ["paragraphs"] and len(names) > 1:
            parts.append(_("paragraph %(number)d") % {"number": int(str(names[1])) + 1})
            names = names[2:]
    parts += [f"“{name}”" for name in names]
    return ", ".join(parts) or _("Outline")


def _sentence(where: str, expected: str, found: str) -> str:
    return _("%(where)s: expected %(expected)s, found %(found)s.") % {
        "where": where,
        "expected": expected,
        "found": found,
    }


def _quote(found: object) -> str:
    if found is None or found == "" or found == {} or found == []:
        return _("nothing")
    words = str(found)
    return f"“{words[:80]}…”" if len(words) > 80 else f"“{words}”"  # a sentence stays readable


def _one_of(where: str, found: str, known: Sequence[str]) -> Iterator[str]:
    if found not in known:
        yield _sentence(where, _("one of: %(known)s") % {"known": ", ".join(known)}, _quote(found))


def _faults(outline: Outline) -> Iterator[str]:
    yield from _one_of("“audience”", outline.audience, Audience.values)
    yield from _one_of("“addressee”", outline.addressee, Addressee.values)
    yield from _one_of("“organ”", outline.organ, Organ.values)
    yield from _one_of("“subtitle”", outline.subtitle, AUTHORS)
    yield from _heading_faults("“title”", outline.title)
    for name in outline.summary:
        yield from _one_of("“summary”", name, sorted(SUMMARY_TYPES))
    if not 0 < len(outline.sections) <= MOST_SECTIONS:
        expected = _("from 1 to %(most)d sections") % {"most": MOST_SECTIONS}
        yield _sentence(_("Outline"), expected, str(len(outline.sections)))
    keys = [section.key for section in outline.sections]
    for number, section in enumerate(outline.sections, start=1):
        where = _("Section %(number)d") % {"number": number}
        if not _KEY.fullmatch(section.key) or keys.count(section.key) > 1:
            yield _sentence(f"{where}, “key”", _("a name of its own in small letters"), _quote(section.key))
        yield from _heading_faults(where, section.title)
        if not 0 < len(section.paragraphs) <= MOST_PARAGRAPHS:
            expected = _("from 1 to %(most)d paragraph types") % {"most": MOST_PARAGRAPHS}
            yield _sentence(where, expected, str(len(section.paragraphs)))
        for at, paragraph in enumerate(section.paragraphs, start=1):
            yield from _paragraph_faults(
                _("%(section)s, paragraph %(number)d") % {"section": where, "number": at}, paragraph
            )


def _heading_faults(where: str, title: Heading) -> Iterator[str]:
    if isinstance(title, str):
        if title not in patterns("en"):
            yield _sentence(where, _("a heading"), _quote(title))
        return
    if unknown := sorted(set(title) - set(CODES)):
        expected = _("headings in the languages %(known)s") % {"known": ", ".join(CODES)}
        yield _sentence(where, expected, _quote(", ".join(unknown)))
    if not any(words.strip() for words in title.values()):
        yield _sentence(where, _("a heading"), _("nothing"))
    if any(len(words) > LONGEST_HEADING for words in title.values()):
        expected = _("a heading of at most %(most)d characters") % {"most": LONGEST_HEADING}
        yield _sentence(where, expected, str(max(map(len, title.values()))))


def _paragraph_faults(where: str, paragraph: OutlineParagraph) -> Iterator[str]:
    if paragraph.type not in PARAGRAPH_TYPES:
        yield _sentence(where, _("one of the paragraph types"), _quote(paragraph.type))
        return
    limits = LIMITS[paragraph.type]
    if paragraph.only and paragraph.only not in limits:
        known = _("one of: %(known)s") % {"known": ", ".join(limits)} if limits else _("no limit for this type")
        yield _sentence(where, known, _quote(paragraph.only))
