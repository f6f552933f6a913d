"""What of a bundle is found by its search: what the site's own search knows of the same records, in their languages."""

from collections.abc import Callable, Iterable, Iterator
from itertools import batched

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import override

from palermo.core.kinds import slug_of
from palermo.core.languages import BY_CODE
from palermo.core.records import name_of
from palermo.core.speech.dates import format_day
from palermo.core.text import plain
from palermo.events.models import Event, Outcome, Recommendation
from palermo.governance.models import Activity
from palermo.knowledge.models import Study
from palermo.library.models import Document
from palermo.offline.searching import SearchEntry
from palermo.offline.selection import BundleContents, Selection, place_of
from palermo.programme.models import ProgrammeRelease
from palermo.search.sources import SOURCES, Draft
from palermo.toolkit.models import Tool

AT_ONCE = 20


def entries_of(chosen: BundleContents, selection: Selection) -> Iterator[SearchEntry]:
    """Every entry, some records at a time; in each language in which a record has words, of those in the bundle."""
    codes = selection.languages
    yield from _of_kind(chosen.events(), lambda each: f"event-{each.activity.slug}", codes)
    yield from _of_kind(chosen.outcomes(), _outcome, codes)
    yield from _of_kind(chosen.recommendations(), _recommendation, codes)
    yield from _of_kind(chosen.releases(), _programme, codes)
    yield from _of_kind(chosen.tools(), lambda each: f"tool-{each.activity.slug}", codes)
    yield from _of_kind(chosen.studies(), lambda each: f"study-{each.activity.slug}", codes)
    yield from _of_kind(chosen.documents(), lambda each: f"document-{each.slug}", codes)
    yield from _of_kind(chosen.treaties(), lambda each: f"treaty-{each.slug}", codes)
    yield from _of_kind(chosen.statements(), lambda each: f"treaty-{each.treaty.slug}#{each.slug}", codes)
    yield from _of_kind(chosen.states(), lambda each: f"state-{each.slug}", codes)
    yield from _of_kind(chosen.laws(), lambda each: f"state-{each.state.slug}#law-{each.slug}", codes)
    yield from _of_kind(chosen.reviews(), lambda each: f"state-{each.state.slug}#review-{each.slug}", codes)
    yield from _of_kind(chosen.partners(), place_of, codes)
    yield from _of_kind(chosen.commitments(), place_of, codes)
    yield from _of_kind(chosen.plans(), place_of, codes)
    yield from _of_kind(chosen.editions(), place_of, codes)
    yield from _of_kind(chosen.campaigns(), place_of, codes)
    yield from _of_kind(chosen.material(), place_of, codes)
    yield from _of_kind(chosen.advice(), place_of, codes)


def _of_kind[Row: Model](
    records: QuerySet[Row], place: Callable[[Row], str], languages: list[str]
) -> Iterator[SearchEntry]:
    source = SOURCES[slug_of(records.model)]
    for pks in batched(records.values_list("pk", flat=True), AT_ONCE):
        rows = records.in_bulk(pks)
        drafts = sorted(source.drafts(source.model._default_manager.filter(pk__in=pks)), key=_order(pks))
        for draft in drafts:
            if draft.language in languages:
                record = rows[draft.record]
                yield _search_entry(draft, record, place(record), source.noun)


def _order(pks: Iterable[int]) -> Callable[[Draft], tuple[int, str]]:
    """In the order of the list, so that the newest of equals comes first."""
    at = {pk: number for number, pk in enumerate(pks)}
    return lambda draft: (at[draft.record], draft.language)


def _search_entry(draft: Draft, record: Model, place: str, label: str | Promise) -> SearchEntry:
    with override(BY_CODE[draft.language].django_code):
        display = getattr(record, "get_kind_display", None)
        kind = display() if display else label
        day = format_day(draft.on, draft.language) if draft.on else ""
        title = draft.title or _fallback_title(record, str(label))
        about = " · ".join(filter(None, [*draft.symbols[:1], str(kind), day]))
    path, mark, fragment = place.partition("#")
    where = f"{draft.language}/{path}.html{mark}{fragment}"
    return SearchEntry(where, draft.language, title, about, draft.text, (draft.title, *draft.symbols))


def _fallback_title(record: Model, label: str) -> str:
    """Of what has no title in this language: its number, or the title that it has in another one, which is named."""
    if isinstance(record, Recommendation):
        return f"{label} {record.number}"
    titled = record.activity if isinstance(record, (Event, Tool, Study)) else record
    return plain(titled.title) if isinstance(titled, (Activity, Outcome, Document)) else name_of(record)


def _recommendation(each: Recommendation) -> str:
    return f"{_outcome(each.outcome)}-{each.number}"


def _outcome(outcome: Outcome) -> str:
    return f"event-outcomes-{outcome.event.activity.slug}#{outcome.slug}"


def _programme(release: ProgrammeRelease) -> str:
    return f"programme-{release.programme.event.activity.slug}"
