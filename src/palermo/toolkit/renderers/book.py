"""A text with all that its files say beside it: what it is, which version, of which day, and where its links lead."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from palermo.core.languages import BY_CODE, Language, language_in_sentence
from palermo.toolkit.states.texts import PassageKind
from palermo.toolkit.texts.labels import labels_of
from palermo.toolkit.texts.markup import Inline, MarkupError, Words, parse, parse_table, plain
from palermo.toolkit.texts.passages import Passage, Text

_PASSAGE = "passage:"


class Target(NamedTuple):
    """A record to which a text links: its title and its whole address."""

    title: str
    address: str


@dataclass(frozen=True)
class Book:
    """A text in one language on its way into a file.

    `number` and `version` name the version, `kind` says what the tool is, `publisher` who answers for it; all are words
    in the language of the text. `number` is 0 for the text in preparation.
    `targets` are the records that the reader may see, by `kind:id`; links to others are plain words.
    """

    text: Text
    original_language: str
    kind: str
    version: str
    dated: date
    day: str
    publisher: str
    slug: str
    number: int
    targets: Mapping[str, Target]

    @cached_property
    def language(self) -> Language:
        """The language of the text."""
        return BY_CODE[self.text.language]

    @cached_property
    def original(self) -> Language:
        """The language in which passages stand that are not translated."""
        return BY_CODE[self.original_language]

    @cached_property
    def labels(self) -> dict[str, str]:
        """What stands before the words of each passage, by its key."""
        return labels_of(self.text)

    @cached_property
    def contents_heading(self) -> str:
        """The heading of the table of contents."""
        with override(self.language.django_code):
            return pgettext("of a report", "Contents")

    @cached_property
    def material_heading(self) -> str:
        """What stands before the document that belongs to a passage."""
        with override(self.language.django_code):
            return _("Material")

    @cached_property
    def gap_notice(self) -> str:
        """That passages are missing in this language; empty where none is."""
        if not any(passage.row.is_missing for passage in self.text.walk()):
            return ""
        with override(self.language.django_code):
            return _("Passages that have not been translated are in %(language)s.") % {
                "language": language_in_sentence(self.original_language)
            }

    @cached_property
    def facts(self) -> list[str]:
        """Kind, version, day and publisher: the lines of the cover under the title."""
        return [line for line in (self.kind, self.version, self.day, self.publisher) if line]

    @property
    def colon(self) -> str:
        """A colon as the language sets it."""
        return {"zh": "：", "fr": "\N{NO-BREAK SPACE}: "}.get(self.text.language, ": ")

    @property
    def address(self) -> str:
        """The path of the version without its language, by which files name it."""
        return f"/tools/{self.slug}/versions/{self.number}" if self.number else f"/tools/{self.slug}/text"

    @property
    def notices(self) -> list[str]:
        """What stands at the head of the text."""
        return [line for line in (self.text.notice, self.gap_notice) if line]

    def heading(self, passage: Passage) -> tuple[str, tuple[Inline, ...]]:
        """The number of a passage with its noun, and the words of its heading."""
        return self.labels.get(passage.key, ""), words_of(passage.content)

    def plain_heading(self, passage: Passage) -> str:
        """The number of a passage with its noun, and its heading, as one line."""
        label, words = self.heading(passage)
        return " ".join(filter(None, (label, plain(words))))

    def address_of(self, target: str) -> str:
        """Where a link leads outside of the text; empty where it leads nowhere for this reader."""
        if target.startswith(("http://", "https://")):
            return target
        found = self.targets.get(target)
        return found.address if found else ""

    def passage_of(self, target: str) -> str:
        """The key of the passage to which a link leads; empty where it leads to none of this text."""
        key = target.removeprefix(_PASSAGE)
        return key if target.startswith(_PASSAGE) and self.text.find(key) else ""

    def material_of(self, passage: Passage) -> Target | None:
        """The document that belongs to a passage, where the reader may see it."""
        return self.targets.get(f"document:{passage.row.document}") if passage.row.document else None


def words_of(content: str) -> tuple[Inline, ...]:
    """The parts of a passage's words; where the marks do not fit together, the words as they stand."""
    try:
        return parse(content)
    except MarkupError:
        return (Words(content),)


def cells_of(content: str) -> list[list[tuple[Inline, ...]]]:
    """The cells of a table; where the marks do not fit together, its lines as they stand."""
    try:
        return parse_table(content)
    except MarkupError:
        return [[(Words(line),)] for line in content.splitlines() if line.strip()]


def blocks_of(passages: Iterable[Passage]) -> Iterator[Passage | list[Passage]]:
    """Passages, of which list items in a row are one list."""
    for is_item, found in groupby(passages, lambda passage: passage.kind == PassageKind.ITEM):
        if is_item:
            yield list(found)
        else:
            yield from found


def divide_article(article: Passage) -> tuple[list[Passage], list[Passage]]:
    """The words of an article, with optional wordings, and the commentary that stands beside them."""
    commentary = [each for each in article.children if each.kind == PassageKind.COMMENTARY]
    return [each for each in article.children if each.kind != PassageKind.COMMENTARY], commentary


def with_brackets(parts: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The words of a bracket with the signs that readers know."""
    return (Words("["), *parts, Words("]"))
