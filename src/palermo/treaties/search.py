"""Treaties and statements on them, as they are found."""

from collections.abc import Iterator

from django.db.models import QuerySet

from palermo.core.kinds import kind_of
from palermo.core.languages import CODES
from palermo.core.text import MultilingualText
from palermo.search.sources import Draft, Pks, SearchSource, same, searchable
from palermo.search.wording import drafts_of
from palermo.treaties.models import Statement, Treaty
from palermo.treaties.models.participants import name_on
from palermo.treaties.queries.participation import with_participants


def _treaties(treaties: QuerySet[Treaty]) -> Iterator[Draft]:
    for treaty in treaties:
        yield from drafts_of(
            treaty,
            treaty.name,
            treaty.short_name,
            treaty.citation,
            symbols=tuple(filter(None, [treaty.depositary_number])),
        )


def _statements(statements: QuerySet[Statement]) -> Iterator[Draft]:
    for statement in with_participants(statements).select_related("treaty"):
        deposited = MultilingualText({code: statement.text for code in CODES if code == statement.text_language})
        title = name_on(statement.participant, statement.made_on)
        yield from drafts_of(
            statement, title, statement.treaty.name, statement.summary, statement.translations, deposited
        )


def _of_treaties(treaties: Pks) -> Pks:
    return Statement.objects.filter(treaty__in=treaties).values_list("pk", flat=True)


searchable(SearchSource(kind_of(Treaty), _treaties, {"treaties": same}))
searchable(
    SearchSource(
        kind_of(Statement),
        _statements,
        {"treaties": _of_treaties},
        shown=lambda statements: with_participants(statements).select_related("treaty"),
    )
)
