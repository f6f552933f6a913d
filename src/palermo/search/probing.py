"""Whom records reach, found out by asking their own visibility query with one viewer of each tier and each name."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from palermo.search import reach
from palermo.search.kinds import Kind


def reaches(kind: Kind, pks: Sequence[Any]) -> dict[Any, tuple[str, ...]]:
    """For each of these records the words of those who see it; nothing for what nobody sees."""
    found: dict[Any, list[str]] = defaultdict(list)
    named = {pk: set(words) for pk, words in (kind.readers(pks) if kind.readers else {}).items()}
    tried = [(word, pks) for word in reach.PROBES]
    tried += [(word, _with(named, word)) for word in sorted(set().union(*named.values()))] if named else []
    for word, some in tried:
        seen = kind.visible_to(reach.probe(word)).filter(pk__in=list(some))
        for pk in seen.order_by().values_list("pk", flat=True).distinct():
            found[pk].append(word)
    return {pk: tuple(words) for pk, words in found.items()}


def _with(named: dict[Any, set[str]], word: str) -> list[Any]:
    return [pk for pk, words in named.items() if word in words]
