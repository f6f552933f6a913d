"""Treaties, statements on them, national law and reviews, as they are found."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils import translation

from palermo.core.audiences import Audience
from palermo.core.dates import PartialDate
from palermo.core.kinds import kind_of
from palermo.core.languages import BY_CODE, CODES
from palermo.core.text import MultilingualText
from palermo.search.sources import Draft, SearchSource, same, searchable
from palermo.search.wording import drafts_of, through
from palermo.treaties.models import LawArticle, Review, Statement, Treaty
from palermo.treaties.models.participants import name_on
from palermo.treaties.queries.participation import with_participants
from palermo.treaties.states.laws import Element, LawStatus
from palermo.treaties.titles import join_titles


def _treaties(treaties: QuerySet[Treaty]) -> Iterator[Draft]:
    for treaty in treaties:
        yield from drafts_of(
            treaty,
            treaty.name,
            treaty.short_name,
            treaty.citation,
            symbols=tuple(filter(None, [treaty.depositary_number])),
            on=PartialDate(treaty.adopted_on) if treaty.adopted_on else None,
            audience=treaty.audience,
        )


def _statements(statements: QuerySet[Statement]) -> Iterator[Draft]:
    for statement in with_participants(statements).select_related("treaty"):
        yield from drafts_of(
            statement,
            name_on(statement.participant, statement.made_on),
            statement.treaty.name,
            statement.summary,
            statement.translations,
            _in_one_language(statement.text, statement.text_language),
            on=PartialDate(statement.made_on),
            audience=statement.treaty.audience,
        )


def _in_one_language(text: str, language: str) -> MultilingualText:
    """A text as deposited, where its language is one of the six."""
    return MultilingualText({code: text for code in CODES if text and code == language})


def _laws(laws: QuerySet[LawArticle]) -> Iterator[Draft]:
    """Provisions in the record: nobody finds a proposal before it is decided on."""
    recorded = laws.filter(status=LawStatus.RECORDED).select_related("state", "treaty")
    for law in recorded.prefetch_related("elements", "state__former_names"):
        covered = _covered(law)
        # Under the name of the State alone in a language that has what is covered, but no title.
        name = law.state.name_today
        title = MultilingualText({**(name if covered else {}), **join_titles(name, law.title)})
        yield from drafts_of(
            law,
            title,
            law.text,
            law.penalties,
            law.protection,
            covered,
            symbols=tuple(filter(None, [law.citation])),
            on=law.since,
            audience=Audience.PUBLIC,
        )


def _covered(law: LawArticle) -> MultilingualText:
    """The names of the elements that a provision covers."""
    covered = [Element(each.element) for each in law.elements.all() if each.is_covered]
    names = {}
    for code in CODES if covered else ():
        with translation.override(BY_CODE[code].django_code):
            names[code] = "\n".join(str(element.label) for element in covered)
    return MultilingualText(names)


def _reviews(reviews: QuerySet[Review]) -> Iterator[Draft]:
    for review in reviews.select_related("state", "treaty").prefetch_related("state__former_names"):
        completed = PartialDate(review.completed_on) if review.completed_on else None
        yield from drafts_of(
            review,
            join_titles(review.state.name_today, review.mechanism),
            review.treaty.name,
            review.summary,
            review.needs,
            review.offers,
            symbols=tuple(filter(None, [review.symbol])),
            on=completed or review.due,
            audience=review.audience,
        )


searchable(SearchSource(kind_of(Treaty), _treaties, {"treaties": same}))
searchable(
    SearchSource(
        kind_of(Statement),
        _statements,
        {
            # What is kept of a statement, or of an action, is kept of its treaty.
            "treaties": through(Statement, "treaty"),
            "states": through(Statement, "state"),
            "organizations": through(Statement, "organisation"),
        },
        shown=lambda statements: with_participants(statements).select_related("treaty"),
    )
)
searchable(
    SearchSource(
        kind_of(LawArticle),
        _laws,
        {"laws": same, "states": through(LawArticle, "state")},
        shown=lambda laws: laws.select_related("state"),
    )
)
searchable(
    SearchSource(
        kind_of(Review),
        _reviews,
        {"reviews": same, "states": through(Review, "state"), "treaties": through(Review, "treaty")},
        shown=lambda reviews: reviews.select_related("state"),
    )
)
