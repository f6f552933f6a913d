"""The words of titles, and which of them may be meant by a mistyped one.

It holds the words of all titles; a correction is offered only if a title that the reader may see contains it.
"""

from collections import Counter
from collections.abc import Iterable

from palermo.search.analyser.naming import correctable, parts_of
from palermo.search.models import TitleWord, WordPart

_AT_ONCE = 500


def learn(titles: Iterable[str]) -> None:
    """Keep the words of these titles that are not known yet."""
    words = {word for title in titles for word in correctable(title)}
    known: set[str] = set()
    ordered = sorted(words)
    for at in range(0, len(ordered), _AT_ONCE):
        some = ordered[at : at + _AT_ONCE]
        known.update(TitleWord.objects.filter(word__in=some).values_list("word", flat=True))
    new = sorted(words - known)
    TitleWord.objects.bulk_create([TitleWord(word=word) for word in new], _AT_ONCE, ignore_conflicts=True)
    parts = [WordPart(part=part, word=word) for word in new for part in sorted(parts_of(word))]
    WordPart.objects.bulk_create(parts, _AT_ONCE, ignore_conflicts=True)


def near_words(word: str, at_most: int = 8) -> list[str]:
    """Known words that may be meant, the nearest first: one slip in short words, two in longer ones."""
    parts = parts_of(word)
    slips = 1 if len(word) < 6 else 2
    rows = WordPart.objects.filter(part__in=parts).values_list("word", flat=True)
    shared = Counter(other for other in rows if abs(len(other) - len(word)) <= slips)
    least = max(1, len(parts) - 3 * slips)
    candidates = [other for other, count in shared.most_common(200) if count >= least and other != word]
    measured = sorted((distance(word, other), -shared[other], other) for other in candidates)
    return [other for slip, _count, other in measured if slip <= slips][:at_most]


def distance(one: str, other: str) -> int:
    """How many letters are put in, left out, changed or exchanged with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        now = [at]
        for to, wanted in enumerate(other, start=1):
            cost = min(row[to] + 1, now[to - 1] + 1, row[to - 1] + (letter != wanted))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == wanted:
                cost = min(cost, before[to - 2] + 1)
            now.append(cost)
        before, row = row, now
    return row[-1]
