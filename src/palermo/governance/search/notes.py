"""Notes verbales."""

from collections.abc import Iterator

from django.db.models import QuerySet

from palermo.governance.models import NoteVerbale
from palermo.governance.queries.notes import notes_visible_to
from palermo.search.kinds import Draft, Kind, same, searchable
from palermo.search.wording import drafts_of, for_member_states, through


def _drafts(notes: QuerySet) -> Iterator[Draft]:
    for note in notes:
        numbers = (note.reference,) if note.reference else ()
        yield from drafts_of(
            note, {}, note.text, named=True, symbols=numbers, day=note.dated_on, audience=note.audience
        )


searchable(
    Kind(
        "notes",
        NoteVerbale,
        for_member_states(notes_visible_to),
        _drafts,
        {
            "notes": same,
            "meetings": through(NoteVerbale, "meeting"),
            "endorsements": through(NoteVerbale, "endorsement"),
        },
    )
)
