"""Whom records reach, found out by asking their own visibility query with one viewer of each tier and each name."""

from collections import defaultdict
from collections.abc import Sequence

from palermo.search import reach
from palermo.search.sources import SearchSource


def reaches(source: SearchSource, pks: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """For each of these records the words of those who see it; nothing for what nobody sees."""
    by_record: dict[int, list[str]] = defaultdict(list)
    named = {pk: set(words) for pk, words in (source.readers(pks) if source.readers else {}).items()}
    tried: list[tuple[str, Sequence[int]]] = [(word, pks) for word in reach.PROBES]
    tried += [(word, _pks_with(named, word)) for word in sorted(set().union(*named.values()))] if named else []
    for word, some in tried:
        seen = source.visible_to(reach.probe(word)).filter(pk__in=list(some))
        for pk in seen.order_by().values_list("pk", flat=True).distinct():
            by_record[pk].append(word)
    return {pk: tuple(words) for pk, words in by_record.items()}


def _pks_with(named: dict[int, set[str]], word: str) -> list[int]:
    return [pk for pk, words in named.items() if word in words]
