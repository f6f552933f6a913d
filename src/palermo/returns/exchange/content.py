"""What a return says, as it goes into a workbook and comes back."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace

from palermo.core.digests import digest_of_text
from palermo.returns.cells import Place
from palermo.returns.entries import Entry
from palermo.returns.names import Names
from palermo.returns.structure import Structure

DIGEST_LENGTH = 16


@dataclass(frozen=True, slots=True)
class TableHead:
    """What holds for all figures of a table. `article` is the identifier of a provision of law on record."""

    article: str = ""
    article_text: str = ""
    agency: str = ""
    unit: str = ""
    note: str = ""


HEAD_FIELDS = tuple(each.name for each in fields(TableHead))


@dataclass(frozen=True)
class Content:
    """The figures of tables, with their notes, and what holds for each table."""

    figures: Mapping[Place, Entry] = field(default_factory=dict)
    heads: Mapping[str, TableHead] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ReturnForm:
    """What a workbook is made from and compared with: the form of a return, for a person, with what is on record.

    `tables` are the keys of those that the person fills in; `previous` the figures of the State for the year before;
    `articles` the names of the State's provisions of law on record, by identifier; `codes` the names of the codes from
    which rows are added, by dimension and code, `ministries` who supplies a table, and `codes_by_name` the codes by
    their lower-case names in every language. `edition` is the digest of the questionnaire.
    """

    slug: str
    state: str
    year: int
    round: str
    due: str
    edition: str
    structure: Structure
    tables: tuple[str, ...]
    content: Content
    previous: Mapping[Place, Entry] = field(default_factory=dict)
    articles: Mapping[str, str] = field(default_factory=dict)
    ministries: Mapping[str, str] = field(default_factory=dict)
    codes: Names = field(default_factory=dict)
    codes_by_name: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def digest_of_entry(entry: Entry | None) -> str:
    """By which a figure is known again, in another file or an hour later; empty for none."""
    if entry is None:
        return ""
    parts = (str(entry.kind), entry.value, entry.low, entry.high, entry.note)
    return digest_of_text(repr(parts))[:DIGEST_LENGTH]


def digest_of_words(words: str) -> str:
    """By which the words that hold for a table are known again; empty for none."""
    return digest_of_text(words)[:DIGEST_LENGTH] if words else ""


def without_note(entry: Entry) -> Entry:
    """A figure without its note."""
    return replace(entry, note="")
