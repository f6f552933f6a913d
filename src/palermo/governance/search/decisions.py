"""Decisions and resolutions, and each of their operative paragraphs."""

from collections.abc import Iterator

from django.db.models import QuerySet

from palermo.core.kinds import kind_of
from palermo.governance.models import Decision, OperativeParagraph
from palermo.search.sources import Draft, SearchSource, same, searchable
from palermo.search.wording import drafts_of, names_by_kind, through


def _decisions(decisions: QuerySet) -> Iterator[Draft]:
    for decision in decisions.select_related("body").prefetch_related("paragraphs"):
        numbers = tuple(number for number in (decision.number, decision.temporary_number) if number)
        yield from drafts_of(
            decision,
            decision.title,
            decision.preamble,
            *(paragraph.text for paragraph in decision.paragraphs.all()),
            symbols=numbers,
            names=names_by_kind(decision, decision.number or decision.temporary_number),
            body=decision.body.slug,
            on=decision.adopted,
            audience=decision.audience,
        )


def _paragraphs(paragraphs: QuerySet) -> Iterator[Draft]:
    for paragraph in paragraphs.select_related("decision__body"):
        decision = paragraph.decision
        facts = {"body": decision.body.slug, "on": decision.adopted, "audience": decision.audience}
        yield from drafts_of(paragraph, {}, paragraph.text, **facts)


searchable(SearchSource(kind_of(Decision), _decisions, {"decisions": same}))
searchable(
    SearchSource(
        kind_of(OperativeParagraph),
        _paragraphs,
        {"decisions": through(OperativeParagraph, "decision")},
    )
)
