"""Decisions and resolutions, and each of their operative paragraphs."""

from collections.abc import Iterator

from django.db.models import QuerySet

from palermo.governance.models import Decision, OperativeParagraph
from palermo.governance.queries.decisions import decisions_visible_to, paragraphs_visible_to
from palermo.search.kinds import Draft, Kind, same, searchable
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
            day=decision.adopted_on,
            audience=decision.audience,
        )


def _paragraphs(paragraphs: QuerySet) -> Iterator[Draft]:
    for paragraph in paragraphs.select_related("decision__body"):
        decision = paragraph.decision
        facts = {"body": decision.body.slug, "day": decision.adopted_on, "audience": decision.audience}
        yield from drafts_of(paragraph, {}, paragraph.text, **facts)


searchable(Kind("decisions", Decision, decisions_visible_to, _decisions, {"decisions": same}))
searchable(
    Kind(
        "paragraphs",
        OperativeParagraph,
        paragraphs_visible_to,
        _paragraphs,
        {"decisions": through(OperativeParagraph, "decision")},
    )
)
