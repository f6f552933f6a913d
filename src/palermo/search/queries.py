"""Finding: what a reader asked, and what was found of what they may read.

result = search(viewer, SearchRequest(words="prevention of trafficking", language="en"))
result.total, result.hits[0].record, result.facets["kind"]
suggest(viewer, "trafficing")
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Model, Q

from palermo.accounts.viewer import Viewer
from palermo.core.dates import DatePrecision, PartialDate
from palermo.core.languages import CODES
from palermo.search import places
from palermo.search.analyser.asking import Query, is_written, read_query
from palermo.search.analyser.latin import LANGUAGES as LATIN
from palermo.search.analyser.marking import mark, snippet
from palermo.search.analyser.version import VERSION
from palermo.search.drafting import mark_of
from palermo.search.engines.choice import engine_of
from palermo.search.engines.wanted import EngineQuery
from palermo.search.models import IndexEntry, IndexStanding, IndexText
from palermo.search.reach import words_of
from palermo.search.sources import SOURCES, SearchSource
from palermo.search.suggesting import Suggestion, did_you_mean, suggest

__all__ = [
    "AT_MOST",
    "FACETS",
    "PAGE",
    "Count",
    "Hit",
    "SearchRequest",
    "SearchResult",
    "Suggestion",
    "did_you_mean",
    "is_of_another_analyser",
    "search",
    "suggest",
]

Span = tuple[int, int]
PAGE = 20
# Of a word found in more entries than this, the best that many are listed and counted.
AT_MOST = 1000
# So many texts in other languages are read to see whether a word stands there as it was typed.
MOST_READ = 100
_RECORD = attrgetter("kind", "record")
_SHOWN = ("language", "title")
# How many characters of a text are shown; Chinese says as much in half as many.
_WIDTH, _WIDTHS = 240, {"zh": 120}
FACETS = ("kind", "year", "body", "language", "audience")


@dataclass(frozen=True)
class SearchRequest:
    """What a reader typed and chose. `reads` is the code of the language they read in: of a record found in several
    languages, that one is shown. The other fields narrow: "" is any."""

    words: str = ""
    kind: str = ""
    year: str = ""
    body: str = ""
    language: str = ""
    audience: str = ""
    reads: str = "en"
    page: int = 1


@dataclass(frozen=True)
class Hit:
    """One record found: shown in the language it was found in, the reader's own where there is a choice.

    `record` is the model's row, fetched through its own visibility query. `title_marks` and `snippet_marks` are the
    places (start, end) in `title` and `snippet` to mark, in order, not overlapping. `snippet` begins or ends with "…"
    where the text goes on. `also_in` are codes of other languages the record is indexed in, in the official order.
    """

    kind: str
    record: Any  # of the model of its kind
    language: str
    title: str
    title_marks: tuple[Span, ...]
    snippet: str
    snippet_marks: tuple[Span, ...]
    on: PartialDate | None
    audience: str
    body: str
    also_in: tuple[str, ...]


@dataclass(frozen=True)
class Count:
    """How many records were found with a value; `chosen` if results are narrowed to it."""

    value: str
    records: int
    chosen: bool = False


@dataclass(frozen=True)
class SearchResult:
    """What was found. `total` counts records, not languages; where `is_capped`, there are more and counts are of the
    best ones. `facets` has a list for each of `FACETS`, most records first (years: latest first): each counts what
    would be found with all other choices kept, so that choosing another value is never a dead end."""

    asked: SearchRequest
    total: int = 0
    hits: tuple[Hit, ...] = ()
    facets: dict[str, tuple[Count, ...]] = field(default_factory=dict)
    is_capped: bool = False
    page: int = 1
    pages: int = 1
    understood: bool = True


def search(viewer: Viewer, request: SearchRequest) -> SearchResult:
    """The records that the viewer may read and that have all words asked for, ranked.

    What is found in the reader's language comes first. Ranked by: symbol or title as asked; all words in the title; the
    words side by side in the text; all words in the text; in each the newest first. A reader of English, French or
    Spanish finds in the other two what has the words as they were typed: that stems are alike says nothing there.
    Nothing is found for no words.
    """
    query = read_query(request.words)
    if not query:
        return SearchResult(request, understood=not request.words.strip())
    reached = words_of(viewer)
    ranked = _rank_entries(query, reached, request)
    ranked = ranked._replace(rows=_without_strays(ranked.rows, request))
    records = _records(ranked, request)
    pages = max(1, -(-len(records) // PAGE))
    page = min(max(1, request.page), pages)
    return SearchResult(
        request,
        total=len(records),
        hits=_hits(viewer, query, records[(page - 1) * PAGE : page * PAGE]),
        facets=_facets(query, reached, request, ranked),
        is_capped=ranked.is_capped,
        page=page,
        pages=pages,
    )


def is_of_another_analyser() -> bool:
    """Whether the index was begun by another version of the analyser, so that some words are not found in it."""
    return IndexStanding.objects.exclude(analyser=VERSION).exists()


class _Row(NamedTuple):
    """An entry found."""

    id: int
    kind: str
    record: int
    language: str
    body: str
    audience: str
    precision: str


class _Ranking(NamedTuple):
    rows: list[_Row]
    is_capped: bool


def _rank_entries(query: Query, reached: tuple[str, ...], request: SearchRequest) -> _Ranking:
    """The entries found, the best first."""
    marks = _marks(request)
    whole = (query.whole,) if query.whole else ()
    wanted = [EngineQuery(reached, marks, title=whole)] if whole else []
    wanted.append(EngineQuery(reached, marks, title=query.terms))
    wanted += [EngineQuery(reached, marks, either=whole)] if whole else []
    wanted.append(EngineQuery(reached, marks, either=query.terms))
    return _rows(engine_of(connection).find(connection, wanted, AT_MOST + 1))


def _rows(lists: list[list[int]]) -> _Ranking:
    # Each list is in order of numbers, and the lists in order of rank: so are the keys.
    ranked = list(dict.fromkeys(chain.from_iterable(lists)))
    best = ranked[:AT_MOST]
    rows = engine_of(connection).rows(connection, _Row._fields, best) if best else []
    by_id = {values[0]: _Row._make(values) for values in rows}
    return _Ranking([by_id[pk] for pk in best if pk in by_id], len(ranked) > AT_MOST)


def _marks(request: SearchRequest, leaving: str = "") -> tuple[str, ...]:
    chosen = ((facet, getattr(request, facet)) for facet in FACETS if facet != leaving)
    return tuple(mark_of(facet, value) for facet, value in chosen if value)


def _records(ranked: _Ranking, request: SearchRequest) -> list[_Row]:
    """One row a record, in the place of its best one: in the reader's own language where it was found in that."""
    best: dict[tuple[str, int], _Row] = {}
    shown: dict[tuple[str, int], _Row] = {}
    for row in ranked.rows:
        key = (row.kind, row.record)
        best.setdefault(key, row)
        if row.language == request.reads:
            shown[key] = row
    rows = [shown.get(key, row) for key, row in best.items()]
    return sorted(rows, key=lambda row: row.language != request.reads)


def _without_strays(rows: list[_Row], request: SearchRequest) -> list[_Row]:
    """Without entries in another language of Latin letters that were found by a stem, not by the words as typed.

    A symbol is the same in every language. Of many, the best are looked at; the others stay.
    """
    if request.language or request.reads not in LATIN or any(each.isdecimal() for each in request.words):
        return rows
    own = {(row.kind, row.record) for row in rows if row.language == request.reads}
    others = [row.id for row in rows if row.language in LATIN and (row.kind, row.record) not in own][:MOST_READ]
    titles = dict(IndexEntry.objects.filter(pk__in=others).order_by().values_list("pk", "title")) if others else {}
    texts = IndexText.objects.in_bulk(others)
    strays = {
        pk
        for pk in others
        if not is_written(request.words, f"{titles.get(pk, '')}\n{texts[pk].text if pk in texts else ''}")
    }
    return [row for row in rows if row.id not in strays]


def _facets(
    query: Query, reached: tuple[str, ...], request: SearchRequest, ranked: _Ranking
) -> dict[str, tuple[Count, ...]]:
    """Each with all other choices kept: what is chosen of it is left out, so its other values are counted too."""
    chosen = [facet for facet in FACETS if getattr(request, facet)]
    others = [EngineQuery(reached, _marks(request, facet), either=query.terms) for facet in chosen]
    lists = engine_of(connection).find(connection, others, AT_MOST) if others else []
    without = {facet: _without_strays(_rows([ids]).rows, request) for facet, ids in zip(chosen, lists, strict=True)}
    return {facet: _counts(facet, without.get(facet, ranked.rows), getattr(request, facet)) for facet in FACETS}


def _counts(facet: str, rows: list[_Row], chosen: str) -> tuple[Count, ...]:
    """How many records have each value; a record found in several languages counts once for each value it has."""
    values = [places.year_of(row.id) for row in rows] if facet == "year" else list(map(attrgetter(facet), rows))
    records = list(map(_RECORD, rows))
    is_once = len(set(records)) == len(rows)
    counter = Counter(values if is_once else (value for value, _record in set(zip(values, records, strict=True))))
    counter.pop("", None)
    if chosen and chosen not in counter:
        counter[chosen] = 0
    counts = [Count(value, records, value == chosen) for value, records in counter.items()]
    if facet == "year":
        return tuple(sorted(counts, key=lambda count: count.value, reverse=True))
    return tuple(sorted(counts, key=lambda count: (-count.records, count.value)))


def _hits(viewer: Viewer, query: Query, rows: list[_Row]) -> tuple[Hit, ...]:
    """The rows of one page as what is shown; a record that its own query does not give to the viewer is left out."""
    by_kind: dict[str, list[int]] = {}
    for row in rows:
        by_kind.setdefault(row.kind, []).append(row.record)
    seen = {kind: _visible_records(viewer, SOURCES[kind], pks) for kind, pks in by_kind.items() if kind in SOURCES}
    shown = [row for row in rows if row.record in seen.get(row.kind, {})]
    entries = _all_languages(by_kind)
    texts = IndexText.objects.in_bulk([row.id for row in shown])
    return tuple(
        _hit(query, row, seen[row.kind][row.record], entries[row.kind, row.record], texts.get(row.id)) for row in shown
    )


def suggested_records(viewer: Viewer, suggestions: Iterable[Suggestion]) -> dict[tuple[str, int], Model]:
    """The records whose titles are suggested, by kind and primary key, as far as the viewer may see them now."""
    by_kind: dict[str, list[int]] = {}
    for each in suggestions:
        by_kind.setdefault(each.kind, []).append(each.pk)
    return {
        (kind, pk): record
        for kind, pks in by_kind.items()
        if kind in SOURCES
        for pk, record in _visible_records(viewer, SOURCES[kind], pks).items()
    }


def _visible_records(viewer: Viewer, source: SearchSource, pks: list[int]) -> dict[int, Model]:
    """The records of these that the viewer may see, each once whatever the visibility query joins."""
    allowed = source.visible_to(viewer).order_by().filter(pk__in=pks).values("pk")
    return {record.pk: record for record in source.shown(source.model._default_manager.filter(pk__in=allowed))}


def _all_languages(by_kind: dict[str, list[int]]) -> dict[tuple[str, int], dict[str, str]]:
    """The title of each of these records in each language it is indexed in."""
    of = Q(pk__in=[])
    for kind, pks in by_kind.items():
        of |= Q(kind=kind, record__in=pks)
    titles: dict[tuple[str, int], dict[str, str]] = {}
    for kind, record, *rest in IndexEntry.objects.filter(of).order_by().values_list("kind", "record", *_SHOWN):
        titles.setdefault((kind, record), {}).update([rest])
    return titles


def _hit(query: Query, row: _Row, record: Model, titles: dict[str, str], text: IndexText | None) -> Hit:
    title, day = titles.get(row.language, ""), places.day_of(row.id)
    shown = snippet(text.text if text else "", query, row.language, _WIDTHS.get(row.language, _WIDTH))
    return Hit(
        kind=row.kind,
        record=record,
        language=row.language,
        title=title,
        title_marks=tuple(mark(title, query, row.language)),
        snippet=shown.text,
        snippet_marks=tuple(shown.marks),
        on=PartialDate(day, DatePrecision(row.precision)) if day else None,
        audience=row.audience,
        body=row.body,
        also_in=tuple(code for code in CODES if code in titles and code != row.language),
    )
