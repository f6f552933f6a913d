"""Notes verbales."""

from collections.abc import Iterator

from django.db.models import QuerySet

from palermo.core.dates import recorded_date
from palermo.core.kinds import kind_of
from palermo.governance.models import NoteVerbale
from palermo.search.sources import Draft, SearchSource, same, searchable
from palermo.search.wording import drafts_of, through


def _drafts(notes: QuerySet) -> Iterator[Draft]:
    for note in notes:
        numbers = (note.reference,) if note.reference else ()
        yield from drafts_of(
            note,
            {},
            note.text,
            named=True,
            symbols=numbers,
            on=recorded_date(note, "dated_on"),
            audience=note.audience,
        )


searchable(
    SearchSource(
        kind_of(NoteVerbale),
        _drafts,
        {
            "notes": same,
            "meetings": through(NoteVerbale, "meeting"),
            "endorsements": through(NoteVerbale, "endorsement"),
        },
    )
)
