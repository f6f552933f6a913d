"""Texts submitted to Member States, in every version, without the replies of States, which have other readers."""

from collections.abc import Iterator

from django.db.models import QuerySet

from palermo.core.dates import recorded_date
from palermo.core.kinds import kind_of
from palermo.governance.models import Endorsement
from palermo.search.sources import Draft, SearchSource, same, searchable
from palermo.search.wording import drafts_of


def _drafts(endorsements: QuerySet) -> Iterator[Draft]:
    for each in endorsements.select_related("body").prefetch_related("versions"):
        put = [text for version in each.versions.all() for text in (version.text, version.what_changed)]
        yield from drafts_of(
            each,
            each.title,
            *dict.fromkeys([each.text, *put, each.result_note]),
            body=each.body.slug,
            on=recorded_date(each, "put_on"),
            audience=each.audience,
        )


searchable(SearchSource(kind_of(Endorsement), _drafts, {"endorsements": same}))
