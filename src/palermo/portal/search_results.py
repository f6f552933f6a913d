"""Search results as a page lists them: names of kinds, links in a language, the match marked."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, TypedDict
from uuid import UUID

from django.db.models import Model
from django.http import HttpRequest
from django.utils import translation
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from palermo.accounts.requests import SiteRequest
from palermo.core.audiences import Audience
from palermo.core.languages import BY_CODE, CODES, Language, active_language
from palermo.core.records import address_of, name_of
from palermo.core.text import plain
from palermo.governance.models import Body
from palermo.library.models import Document
from palermo.portal.models import NewsPage
from palermo.portal.search.pages import pages_by_language
from palermo.search.queries import Count, Hit, SearchResult, Span, suggested_records
from palermo.search.sources import SOURCES
from palermo.search.suggesting import Suggestion
from palermo.site.templatetags.texts import direction

# Editorial pages by the key that translations share and their language.
type Translations = Mapping[tuple[UUID, str], Page]
UNDATED = frozenset({"states", "regional-groups"})
# These are known by a number or a day, which their title does not say.
BY_NAME = frozenset({"decisions", "guidance", "notes"})


class ResultRow(NamedTuple):
    """One of the results. `named_in` is the language of its title, `language` that of its words; `what` is its kind.

    `also` leads to it in other languages: language, direction, address.
    """

    title: SafeString | str
    named_in: Language
    named_direction: str
    address: str
    what: str
    symbol: str
    snippet: SafeString
    language: Language
    direction: str
    hit: Hit
    also: list[tuple[Language, str, str]]

    @property
    def is_dated(self) -> bool:
        """Whether records of its kind have a date: one without is said to have none."""
        return self.hit.kind not in UNDATED

    @property
    def is_in_another_language(self) -> bool:
        """Whether the words are in another language than the page."""
        return self.language != active_language()


class ResultFilter(NamedTuple):
    """A filter of the results: its name in the address, its label, its choices, and the chosen one."""

    name: str
    label: Promise
    choices: list[tuple[str, SafeString]]
    chosen: str


def rows_of(hits: Iterable[Hit], request: HttpRequest) -> list[ResultRow]:
    """Results as they are listed."""
    hits = list(hits)
    pages = _translations(hit.record for hit in hits)
    return [_row(hit, request, pages) for hit in hits]


def _translations(records: Iterable[Model]) -> Translations:
    return pages_by_language(record for record in records if isinstance(record, Page))


def _row(hit: Hit, request: HttpRequest, pages: Translations) -> ResultRow:
    language = BY_CODE[hit.language]
    named_in = language if hit.title else active_language()
    return ResultRow(
        title=highlight_matches(hit.title, hit.title_marks) if hit.title else name_of(hit.record),
        named_in=named_in,
        named_direction=direction(named_in),
        address=_address_in(hit.record, hit.language, request, pages),
        what=_kind_name(hit.kind, hit.record),
        symbol=getattr(hit.record, "symbol", ""),
        snippet=highlight_matches(hit.snippet, hit.snippet_marks),
        language=language,
        direction=direction(language),
        hit=hit,
        also=[
            (BY_CODE[code], direction(BY_CODE[code]), _address_also(hit.record, code, request, pages))
            for code in hit.also_in
        ],
    )


def _kind_name(kind: str, record: Model) -> str:
    if kind in BY_NAME:
        return name_of(record)
    if label := SOURCES[kind].label:
        return label(record)
    if hasattr(record, "get_kind_display"):
        return str(record.get_kind_display())
    if isinstance(record, Page) and record.specific_class is NewsPage:
        return gettext("News")
    return str(SOURCES[kind].noun)


class SuggestionRow(TypedDict):
    """A title under the field of search: what it is, where it leads, and the language it is in."""

    title: str
    kind: str
    address: str
    language: str


def suggestion_rows(suggestions: list[Suggestion], request: SiteRequest) -> list[SuggestionRow]:
    """Suggestions as the field of search lists them: only of records that the reader may open now."""
    records = suggested_records(request.viewer, suggestions)
    pages = _translations(records.values())
    return [
        SuggestionRow(
            title=each.title,
            kind=_kind_name(each.kind, records[each.kind, each.pk]),
            address=_address_in(records[each.kind, each.pk], each.language, request, pages),
            language=BY_CODE[each.language].tag,
        )
        for each in suggestions
        if (each.kind, each.pk) in records
    ]


def highlight_matches(text: str, marks: Iterable[Span]) -> SafeString:
    """A text with <mark> around the words that were searched for."""
    parts, at = [], 0
    for start, end in marks:
        parts += [(text[at:start],), (format_html("<mark>{}</mark>", text[start:end]),)]
        at = end
    return format_html_join("", "{}", [*parts, (text[at:],)])


def _address_in(record: Model, code: str, request: HttpRequest, pages: Translations) -> str:
    """The page of a record in the reader's language; of a paper, with its text in the language it was found in."""
    if isinstance(record, Page):
        # The request remembers where sites begin, which each page would ask for again.
        return pages.get((record.translation_key, code), record).get_url(request)
    address = address_of(record)
    is_other = isinstance(record, Document) and code != active_language().code
    return f"{address}?text={code}" if is_other else address


def _address_also(record: Model, code: str, request: HttpRequest, pages: Translations) -> str:
    """The page of a record in another language; a paper keeps the reader's and shows that text."""
    if isinstance(record, Page):
        return _address_in(record, code, request, pages)
    if isinstance(record, Document):
        return f"{record.get_absolute_url()}?text={code}"
    with translation.override(BY_CODE[code].django_code):
        return address_of(record)


def result_filters(results: SearchResult) -> list[ResultFilter]:
    """The filters that would change something, each with how much each choice leaves."""
    labels: dict[str, tuple[Promise, Callable[[str], object]]] = {
        "kind": (_("Kind"), lambda value: SOURCES[value].plural if value in SOURCES else value),
        "year": (_("Year"), str),
        "body": (_("Body"), _body_names(results.facets.get("body", ())).get),
        "language": (_("Language"), lambda value: BY_CODE[value].name),
        "audience": (_("Audience"), lambda value: Audience(value).label),
    }
    return [
        ResultFilter(name, label, _choices(_in_order(name, counts), words), getattr(results.asked, name))
        for name, (label, words) in labels.items()
        if len(counts := results.facets.get(name, ())) > 1 or getattr(results.asked, name)
    ]


def _in_order(name: str, counts: Iterable[Count]) -> Iterable[Count]:
    """Languages and audiences in the order they have everywhere; the others as they were counted."""
    order = {"language": list(CODES), "audience": list(Audience.values)}.get(name)
    return sorted(counts, key=lambda count: order.index(count.value)) if order else counts


def _choices(counts: Iterable[Count], words: Callable[[str], object]) -> list[tuple[str, SafeString]]:
    with_count = '<bdi>{}</bdi> <span class="count">({})</span>'
    return [(c.value, format_html(with_count, words(c.value), c.records)) for c in counts if words(c.value)]


def _body_names(counts: Iterable[Count]) -> dict[str, str]:
    """The names of bodies by slug; which bodies there are is public."""
    bodies = Body.objects.filter(slug__in=[count.value for count in counts])
    return {body.slug: plain(body.short_name or body.name) for body in bodies}
