"""Finding records by words of their texts, in whichever language the words are."""

from django.db.models import Q, QuerySet

from palermo.core.languages import CODES

MOST_WORDS = 8


def holding(records: QuerySet, words: str, *, texts: tuple[str, ...], plain: tuple[str, ...] = ()) -> QuerySet:
    """Records in which every word is found: in a text, in any of its languages, or in a plain field.

    A word matches anywhere in a text, so a Chinese word needs no spaces around it. Case is told apart as the
    database does: SQLite folds Latin letters only.
    """
    for word in words.split()[:MOST_WORDS]:
        match = Q()
        for path in [*plain, *(f"{text}__{code}" for text in texts for code in CODES)]:
            match |= Q(**{f"{path}__icontains": word})
        records = records.filter(match)
    return records
