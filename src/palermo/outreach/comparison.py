"""Two editions of action plans passage by passage; the words are compared where they are shown.

Editions of one plan are compared by the keys of sections and measures, which stay the same; two plans by their words.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from palermo.core.differences import longest_increasing
from palermo.core.text import MultilingualText
from palermo.outreach.models import Measure, PlanSection

type Passage = PlanSection | Measure

# Of the words of two passages, so many must be in both for them to be taken for the same passage of two plans.
ALIKE = 0.4
_WORD = re.compile(r"[^\W\d_]{4,}|[\u3400-\u9fff]")
# The texts of a measure and of a section that are compared.
TEXTS: dict[type[Passage], tuple[str, ...]] = {
    PlanSection: ("heading", "text"),
    Measure: ("text", "responsible", "indicator", "baseline", "target"),
}
FACTS = ("starts_on", "due_on", "due_precision", "budget", "currency", "organisation_id", "treaty_id", "provision")


class ComparedPassage(NamedTuple):
    """A section or a measure in two editions: only in the later one it is new, only in the earlier one removed."""

    before: Passage | None
    after: Passage | None
    is_moved: bool = False

    @property
    def passage(self) -> Passage:
        """As it is in the later edition, else in the earlier one."""
        passage = self.after or self.before
        assert passage is not None
        return passage

    @property
    def is_section(self) -> bool:
        """Whether it is a section."""
        return isinstance(self.passage, PlanSection)

    @property
    def is_new(self) -> bool:
        """Whether the earlier edition lacks it."""
        return self.before is None

    @property
    def is_removed(self) -> bool:
        """Whether the later edition lacks it."""
        return self.after is None

    @property
    def texts(self) -> list[tuple[str, MultilingualText, MultilingualText]]:
        """The name of each text that is in one of the two, with its wordings before and after."""
        found = []
        for name in TEXTS[type(self.passage)]:
            before, after = (getattr(each, name) if each else MultilingualText() for each in (self.before, self.after))
            if before or after:
                found.append((name, before, after))
        return found

    @property
    def has_other_words(self) -> bool:
        """Whether a text differs in a language."""
        return not self.is_new and not self.is_removed and any(dict(old) != dict(new) for _name, old, new in self.texts)

    @property
    def has_other_facts(self) -> bool:
        """Whether dates, budget or provisions of a measure differ."""
        if not isinstance(self.before, Measure) or not isinstance(self.after, Measure):
            return False
        return any(getattr(self.before, name) != getattr(self.after, name) for name in FACTS)

    @property
    def is_changed(self) -> bool:
        """Whether anything of it differs."""
        return self.is_new or self.is_removed or self.is_moved or self.has_other_words or self.has_other_facts


def compare_editions(
    before: Sequence[Passage], after: Sequence[Passage], *, is_same_plan: bool
) -> list[ComparedPassage]:
    """Every passage of two editions, in the order of the later one; what was removed stands where it stood.

    Each edition is a section followed by its measures, and so on.
    """
    former = _pairs_by_key(before, after) if is_same_plan else _pairs_by_words(before, after)
    moved = _find_moved(before, after, former) if is_same_plan else set()
    matched = {place: at for at, place in former.items()}
    removed: dict[int, list[ComparedPassage]] = defaultdict(list)
    last = -1
    for place, passage in enumerate(before):
        last = matched.get(place, last)
        if place not in matched:
            removed[last].append(ComparedPassage(passage, None))
    compared = removed[-1]
    for at, passage in enumerate(after):
        earlier = before[former[at]] if at in former else None
        compared.append(ComparedPassage(earlier, passage, at in moved))
        compared += removed[at]
    return compared


def _pairs_by_key(before: Sequence[Passage], after: Sequence[Passage]) -> dict[int, int]:
    places = {(type(each), each.key): place for place, each in enumerate(before)}
    found = {at: places.get((type(each), each.key)) for at, each in enumerate(after)}
    return {at: place for at, place in found.items() if place is not None}


def _find_moved(before: Sequence[Passage], after: Sequence[Passage], former: Mapping[int, int]) -> set[int]:
    """The places of passages in another section, or out of the order of those that stayed."""
    moved = {at for at, place in former.items() if _section_key(before[place]) != _section_key(after[at])}
    for kind in (PlanSection, Measure):
        stayed = [at for at in sorted(former) if at not in moved and isinstance(after[at], kind)]
        kept = longest_increasing([former[at] for at in stayed])
        if kind is PlanSection:
            moved |= {at for at in stayed if former[at] not in kept}
            continue
        by_section: dict[str, list[int]] = defaultdict(list)
        for at in stayed:
            by_section[_section_key(after[at])].append(at)
        for places in by_section.values():
            kept = longest_increasing([former[at] for at in places])
            moved |= {at for at in places if former[at] not in kept}
    return moved


def _section_key(passage: Passage) -> str:
    return passage.section.key if isinstance(passage, Measure) and passage.section else ""


def _pairs_by_words(before: Sequence[Passage], after: Sequence[Passage]) -> dict[int, int]:
    """Passages of two plans that are most alike, each with at most one: the places after and before."""
    earlier = [_words(each) for each in before]
    holders: dict[str, list[int]] = defaultdict(list)
    for place, words in enumerate(earlier):
        for word in words:
            holders[word].append(place)
    likeness: list[tuple[float, int, int]] = []
    for at, passage in enumerate(after):
        words = _words(passage)
        shared: dict[int, int] = defaultdict(int)
        for word in words:
            for place in holders.get(word, ()):
                shared[place] += 1
        for place, number in shared.items():
            share = number / (len(words) + len(earlier[place]) - number)
            if share >= ALIKE and type(before[place]) is type(passage):
                likeness.append((-share, at, place))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _share, at, place in sorted(likeness):
        if at not in pairs and place not in taken:
            pairs[at] = place
            taken.add(place)
    return pairs


def _words(passage: Passage) -> set[str]:
    text: MultilingualText = getattr(passage, TEXTS[type(passage)][0])
    return {f"{code}:{word.casefold()}" for code, words in text.items() for word in _WORD.findall(words)}
