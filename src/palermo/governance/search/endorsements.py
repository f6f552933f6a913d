"""Texts put to Member States, in every version. What each State answered has readers of its own and is not here."""

from collections.abc import Iterator

from django.db.models import QuerySet

from palermo.governance.models import Endorsement
from palermo.governance.queries.endorsements import endorsements_visible_to
from palermo.search.kinds import Draft, Kind, same, searchable
from palermo.search.wording import drafts_of, for_member_states


def _drafts(endorsements: QuerySet) -> Iterator[Draft]:
    for each in endorsements.select_related("body").prefetch_related("versions"):
        put = [text for version in each.versions.all() for text in (version.text, version.what_changed)]
        yield from drafts_of(
            each,
            each.title,
            *dict.fromkeys([each.text, *put, each.result_note]),
            body=each.body.slug,
            day=each.put_on,
            audience=each.audience,
        )


searchable(
    Kind(
        "endorsements",
        Endorsement,
        for_member_states(endorsements_visible_to),
        _drafts,
        {"endorsements": same},
    )
)
