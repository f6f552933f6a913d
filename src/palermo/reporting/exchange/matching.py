"""Which paragraph of a Word file is which of the report as it was exported, and what became of each."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise

from palermo.reporting.exchange.lines import FileParagraph, set_sections, table_text
from palermo.reporting.states import SuggestionKind
from palermo.reporting.writing.combining import combine_edits
from palermo.reporting.writing.links import tokens
from palermo.reporting.writing.rows import new_key

# Without a bookmark, a paragraph is known by at least this share of words in the same order.
ALIKE = 0.5
# A part of a paragraph that was split, or one that was merged, is known by this share of its words.
CONTAINED = 0.7


@dataclass(frozen=True)
class BaseParagraph:
    """A paragraph as it was exported: its text for officers, and as it is read from the file that was made of it.

    `under` is the section of the heading above it there; that of a section without a heading is another one.
    """

    key: str
    section: str
    text: str
    read: str
    base: int
    cells: tuple[tuple[str, ...], ...] = ()
    under: str | None = None


@dataclass
class Entry:
    """What became of a paragraph or heading: `paragraph` is None of one that the file no longer has.

    Of a heading, `section` is its section, and `after` the section that it stands behind.
    """

    kind: SuggestionKind
    key: str = ""
    text: str = ""
    section: str = ""
    after: str = ""
    others: tuple[str, ...] = ()
    paragraph: FileParagraph | None = None
    cells: list[list[str]] = field(default_factory=list)


@dataclass
class Matches:
    """All entries that differ, the keys of those that do not, and the paragraph of the report of each of the file."""

    entries: list[Entry]
    unchanged: list[str]
    keys: dict[int, str]


def match_paragraphs(
    base: Sequence[BaseParagraph], found: Sequence[FileParagraph], known_lines: Iterable[str], titles: dict[str, str]
) -> Matches:
    """What differs in the file, in its order; deleted paragraphs last.

    Parameters
    ----------
    base : sequence of BaseParagraph
        As exported, in order.
    found : sequence of FileParagraph
        As read.
    known_lines : iterable of str
        What else the exported file said, such as its masthead.
    titles : dict
        The headings of sections as exported, by key, in order.
    """
    _find_headings(found, titles)
    set_sections(found)
    moved_headings = _moved_headings(found, titles)
    by_key = {each.key: each for each in base}
    rest = Counter(known_lines)
    owners = _owners(base, found)
    merged = _merged(base, found, owners)
    entries: list[Entry] = []
    unchanged: list[str] = []
    moved = _moved_keys(base, found, owners)
    after, previous, behind = "", None, ""
    for at, paragraph in enumerate(found):
        key = owners.get(at, "")
        if paragraph.is_heading:
            kinds = _heading_changes(paragraph, titles, moved_headings)
            entries += [Entry(kind, "", paragraph.text, paragraph.heading, behind, (), paragraph) for kind in kinds]
            after, previous, behind = "", None, paragraph.heading
            continue
        if not key:
            words = table_text(paragraph.cells) or paragraph.text
            if rest[words] > 0:
                rest[words] -= 1
                continue
            if previous is not None and _is_second_half(paragraph, previous, by_key):
                _make_split(previous, paragraph, by_key)
                continue
            kind = SuggestionKind.NEW if paragraph.section else SuggestionKind.OTHER
            text = f"{paragraph.text}\n{table_text(paragraph.cells)}" if paragraph.cells else words
            entries.append(Entry(kind, "", text, paragraph.section, after, (), paragraph, paragraph.cells))
            continue
        changed = _changed(by_key[key], paragraph, merged.get(key, ()), after)
        if key in moved:
            entries.append(Entry(SuggestionKind.MOVED, key, "", paragraph.section, after, (), paragraph))
        if changed.kind is SuggestionKind.UNCHANGED and key not in moved:
            unchanged.append(key)
        if changed.kind is not SuggestionKind.UNCHANGED:
            entries.append(changed)
        after, previous = key, _Previous(changed, entries, unchanged)
    gone = {*by_key} - {*owners.values()} - {key for keys in merged.values() for key in keys}
    entries += [Entry(SuggestionKind.DELETED, each.key, section=each.section) for each in base if each.key in gone]
    left = {each.heading for each in found if each.is_heading}
    entries += [Entry(SuggestionKind.DELETED_HEADING, section=key) for key in titles if key not in left]
    return Matches(entries, unchanged, owners)


@dataclass
class _Previous:
    """The paragraph before, to which the second half of one that was split belongs."""

    entry: Entry
    entries: list[Entry]
    unchanged: list[str]


def _find_headings(found: Sequence[FileParagraph], titles: dict[str, str]) -> None:
    """The section of each heading: by its bookmark, the same words or words that are alike; else one of its own."""
    headings = [each for each in found if each.is_heading]
    free = {key: title for key, title in titles.items() if key not in {each.heading for each in headings}}
    loose = [each for each in headings if not each.heading]
    for is_found in (lambda title, text: title == text, _is_alike):
        for each in loose:
            if not each.heading and (key := next((key for key in free if is_found(free[key], each.text)), "")):
                each.heading = key
                del free[key]
    for each in loose:
        each.heading = each.heading or new_key()


def _is_alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, tokens(one), tokens(other), autojunk=False).ratio() > ALIKE


def _moved_headings(found: Sequence[FileParagraph], titles: dict[str, str]) -> set[str]:
    """The fewest sections that must be moved to give the order of the file."""
    places = {key: at for at, key in enumerate(titles)}
    order = [each.heading for each in found if each.is_heading and each.heading in places]
    kept = _longest_rising([places[key] for key in order])
    return {key for at, key in enumerate(order) if at not in kept}


def _heading_changes(paragraph: FileParagraph, titles: dict[str, str], moved: set[str]) -> list[SuggestionKind]:
    if paragraph.heading not in titles:
        return [SuggestionKind.NEW_HEADING]
    changes = {
        SuggestionKind.MOVED_HEADING: paragraph.heading in moved,
        SuggestionKind.HEADING: titles[paragraph.heading] != paragraph.text,
    }
    return [kind for kind, is_so in changes.items() if is_so]


def _owners(base: Sequence[BaseParagraph], found: Sequence[FileParagraph]) -> dict[int, str]:
    """The key of each paragraph of the file: by its bookmark, else by the same words, else by words that are alike."""
    free = {each.key: each for each in base}
    owners: dict[int, str] = {}
    for at, paragraph in enumerate(found):
        key = next((each for each in paragraph.keys if each in free), "")
        if key and not paragraph.is_heading:
            owners[_first_of(free[key], found, at)] = key
            del free[key]
    # What a merged paragraph holds is not looked for elsewhere.
    for paragraph in found:
        for key in paragraph.keys:
            free.pop(key, None)
    loose = [at for at, paragraph in enumerate(found) if at not in owners and not paragraph.is_heading]
    same: dict[str, list[str]] = {}
    for key, each in free.items():
        same.setdefault(each.read, []).append(key)
    for at in loose:
        if keys := same.get(_words(found[at])):
            owners[at] = keys.pop(0)
            del free[owners[at]]
    for _share, at, key in sorted(_alike(found, loose, owners, free), key=lambda each: (-each[0], each[1])):
        if at not in owners and key in free:
            owners[at] = key
            del free[key]
    return owners


def _first_of(base: BaseParagraph, found: Sequence[FileParagraph], at: int) -> int:
    """Where a paragraph begins whose bookmark holds several: who writes a new one above it writes into its bookmark."""
    words = Counter(tokens(base.read))
    held = [at]
    for place in range(at + 1, len(found)):
        if base.key not in found[place].also or found[place].keys or found[place].is_heading:
            break
        held.append(place)
    return next((place for place in held if _share(tokens(found[place].text), words) >= CONTAINED), at)


def _alike(
    found: Sequence[FileParagraph], loose: Iterable[int], owners: dict[int, str], free: dict[str, BaseParagraph]
) -> Iterable[tuple[float, int, str]]:
    words = {key: tokens(each.read) for key, each in free.items()}
    for at in loose:
        if at in owners:
            continue
        matcher = SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(tokens(_words(found[at])))
        for key, own in words.items():
            matcher.set_seq1(own)
            if matcher.real_quick_ratio() > ALIKE and matcher.quick_ratio() > ALIKE and matcher.ratio() > ALIKE:
                yield matcher.ratio(), at, key


def _words(paragraph: FileParagraph) -> str:
    return paragraph.text or table_text(paragraph.cells)


def _moved_keys(base: Sequence[BaseParagraph], found: Sequence[FileParagraph], owners: dict[int, str]) -> set[str]:
    """The fewest paragraphs that must be moved to give the order of each section, and those in another section."""
    places = {each.key: at for at, each in enumerate(base)}
    sections = {each.key: each.section if each.under is None else each.under for each in base}
    # Those that stand under no heading have lost theirs.
    moved = {key for at, key in owners.items() if found[at].section not in {"", sections[key]}}
    for section in {*sections.values()}:
        order = [key for at in sorted(owners) if (key := owners[at]) not in moved and sections[key] == section]
        kept = _longest_rising([places[key] for key in order])
        moved |= {key for at, key in enumerate(order) if at not in kept}
    return moved


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """The places of the longest rising numbers, from left to right."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for at, number in enumerate(numbers):
        place = bisect_left(ends, number)
        ends[place : place + 1] = [number]
        last[place : place + 1] = [at]
        before.append(last[place - 1] if place else -1)
    kept: set[int] = set()
    at = last[-1] if last else -1
    while at >= 0:
        kept.add(at)
        at = before[at]
    return kept


def _merged(
    base: Sequence[BaseParagraph], found: Sequence[FileParagraph], owners: dict[int, str]
) -> dict[str, tuple[str, ...]]:
    """By its key, the paragraphs that were joined to one: their bookmarks or most of their words stand in it."""
    by_key = {each.key: each for each in base}
    following = {each.key: after for each, after in pairwise(base)}
    owned = {*owners.values()}
    merged: dict[str, tuple[str, ...]] = {}
    for at, key in owners.items():
        others = [each for each in found[at].keys if each != key and each in by_key and each not in owned]
        after = following.get(key)
        if not others and after and after.key not in owned and not after.cells:
            extra = _without(tokens(found[at].text), tokens(by_key[key].read))
            if after.read and _share(tokens(after.read), extra) >= CONTAINED:
                others = [after.key]
        if others:
            merged[key] = tuple(others)
            owned.update(others)
    return merged


def _without(words: Iterable[str], other: Iterable[str]) -> Counter[str]:
    return Counter(words) - Counter(other)


def _share(words: Sequence[str], among: Counter[str]) -> float:
    """How many of the words are among others, from 0 to 1; spaces do not count."""
    wanted = Counter(word for word in words if not word.isspace())
    return sum((wanted & among).values()) / max(sum(wanted.values()), 1)


def _is_second_half(paragraph: FileParagraph, previous: "_Previous", by_key: dict[str, BaseParagraph]) -> bool:
    base, first = by_key[previous.entry.key], previous.entry.paragraph
    if first is None or paragraph.cells or base.cells:
        return False
    return (
        _share(tokens(paragraph.text), _without(tokens(base.read), tokens(_proposed_text(previous.entry)))) >= CONTAINED
    )


def _proposed_text(entry: Entry) -> str:
    return entry.text or (entry.paragraph.text if entry.paragraph else "")


def _make_split(previous: "_Previous", second: FileParagraph, by_key: dict[str, BaseParagraph]) -> None:
    entry = previous.entry
    if entry.kind is SuggestionKind.UNCHANGED:
        previous.entries.append(entry)
        if entry.key in previous.unchanged:
            previous.unchanged.remove(entry.key)
    text = _proposed_text(entry)
    entry.kind, entry.text = SuggestionKind.SPLIT, f"{text}\n\n{second.text}"
    if entry.paragraph:
        lead = len(text) + 2
        for key, (start, end) in second.remarks.items():
            entry.paragraph.remarks[key] = (start + lead, end + lead)
        entry.paragraph.authors = list(dict.fromkeys([*entry.paragraph.authors, *second.authors]))


def _changed(base: BaseParagraph, paragraph: FileParagraph, others: tuple[str, ...], after: str) -> Entry:
    made = Entry(SuggestionKind.UNCHANGED, base.key, "", paragraph.section, after, others, paragraph)
    if others:
        made.kind, made.text = SuggestionKind.MERGED, paragraph.text
    elif paragraph.cells or base.cells:
        if [list(row) for row in base.cells] != paragraph.cells or base.read != paragraph.text:
            made.kind, made.text = SuggestionKind.CHANGED, f"{paragraph.text}\n{table_text(paragraph.cells)}"
            made.cells = paragraph.cells
    elif paragraph.text != base.read:
        made.kind, made.text = SuggestionKind.CHANGED, _onto(base, paragraph.text)
    return made


def _onto(base: BaseParagraph, text: str) -> str:
    """The edited words with what a Word file cannot hold of the text for officers."""
    if base.read == base.text:
        return text
    return combine_edits(base.read, text, base.text) or text
