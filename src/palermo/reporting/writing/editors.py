"""Who has a paragraph open at the moment: kept for a minute in the cache that all processes share."""

from django.core.cache import cache

from palermo.accounts.models import User
from palermo.core import clock

OPEN_FOR = 60


def note_editor(text: str, key: str, language: str, user: User) -> list[str]:
    """Note that a person has a paragraph of a text open, and give the names of the others who have."""
    now, name = clock.now().timestamp(), f"editors:{text}:{key}:{language}"
    known: dict[int, tuple[str, float]] = cache.get(name) or {}
    others = {pk: (who, at) for pk, (who, at) in known.items() if pk != user.pk and now - at < OPEN_FOR}
    cache.set(name, {**others, user.pk: (user.name, now)}, OPEN_FOR)
    return sorted(who for who, _at in others.values())
