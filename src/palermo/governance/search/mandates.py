"""Mandates."""

from collections.abc import Iterator

from django.db.models import QuerySet

from palermo.core.kinds import kind_of
from palermo.governance.models import Mandate
from palermo.search.sources import Draft, SearchSource, same, searchable
from palermo.search.wording import drafts_of, is_readable_by, through

JOINED = ("paragraph__decision__body", "endorsement__body", "guidance__meeting__body")


def _drafts(mandates: QuerySet) -> Iterator[Draft]:
    for mandate in mandates.select_related(*JOINED):
        yield from drafts_of(
            mandate,
            mandate.title,
            mandate.text,
            mandate.conditions,
            mandate.end_reason,
            body=_body(mandate),
            on=mandate.in_force_since,
            audience=mandate.audience,
        )


def _body(mandate: Mandate) -> str:
    """The body that gave it: where all its readers may know that."""
    decision = mandate.paragraph and mandate.paragraph.decision
    source = mandate.endorsement or decision or (mandate.guidance and mandate.guidance.meeting)
    return source.body.slug if source and source.body and is_readable_by(source.audience, mandate.audience) else ""


searchable(
    SearchSource(
        kind_of(Mandate),
        _drafts,
        {
            "mandates": same,
            "decisions": through(Mandate, "paragraph__decision"),
            "endorsements": through(Mandate, "endorsement"),
            "meetings": through(Mandate, "guidance__meeting"),
        },
    )
)
