"""What of a bundle is found by its search: what the site's own search knows of the same records, in their languages."""

from collections.abc import Callable, Iterable, Iterator
from itertools import batched
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from palermo.core.dates import PartialDate
from palermo.core.languages import BY_CODE
from palermo.core.speech.dates import say_day
from palermo.core.text import plain
from palermo.events.models import Recommendation
from palermo.offline.searching import Found
from palermo.offline.selection import Chosen, Selection
from palermo.search.kinds import KINDS, Draft

AT_ONCE = 20
Place = Callable[[Any], str]


def entries_of(chosen: Chosen, selection: Selection) -> Iterator[Found]:
    """Every entry, some records at a time; in each language in which a record has words, of those in the bundle."""
    sources: list[tuple[str, QuerySet[Any], Place, Promise]] = [
        ("events", chosen.events(), lambda each: f"event-{each.activity.slug}", _("Event")),
        ("outcomes", chosen.outcomes(), _outcome, _("Outcome")),
        ("recommendations", chosen.recommendations(), _recommendation, _("Recommendation")),
        ("programmes", chosen.releases(), _programme, _("Programme")),
        ("tools", chosen.tools(), lambda each: f"tool-{each.activity.slug}", _("Tool")),
        ("studies", chosen.studies(), lambda each: f"study-{each.activity.slug}", _("Study")),
        ("documents", chosen.documents(), lambda each: f"document-{each.slug}", _("Document")),
    ]
    for kind, records, place, label in sources:
        yield from _of_kind(kind, records, place, label, selection.languages)


def _of_kind(kind: str, records: QuerySet[Any], place: Place, label: Promise, languages: list[str]) -> Iterator[Found]:
    model: type[Model] = KINDS[kind].model
    for pks in batched(records.values_list("pk", flat=True), AT_ONCE):
        rows = records.in_bulk(pks)
        drafts = sorted(KINDS[kind].drafts(model._default_manager.filter(pk__in=pks)), key=_order(pks))
        for draft in drafts:
            if draft.language in languages:
                yield _search_entry(draft, rows[draft.record], place, label)


def _order(pks: Iterable[Any]) -> Callable[[Draft], tuple[int, str]]:
    """In the order of the list, so that the newest of equals comes first."""
    at = {pk: number for number, pk in enumerate(pks)}
    return lambda draft: (at[draft.record], draft.language)


def _search_entry(draft: Draft, record: Any, place: Place, label: Promise) -> Found:
    with override(BY_CODE[draft.language].django_code):
        kind = record.get_kind_display() if hasattr(record, "get_kind_display") else label
        day = say_day(PartialDate(draft.day), draft.language) if draft.day else ""
        title = draft.title or _fallback_title(record, str(label))
        about = " · ".join(filter(None, [*draft.symbols[:1], str(kind), day]))
    path, mark, fragment = place(record).partition("#")
    where = f"{draft.language}/{path}.html{mark}{fragment}"
    return Found(where, draft.language, title, about, draft.text, (draft.title, *draft.symbols))


def _fallback_title(record: Any, label: str) -> str:
    """Of what has no title in this language: its number, or the title that it has in another one, which is named."""
    if isinstance(record, Recommendation):
        return f"{label} {record.number}"
    return plain(record.title if hasattr(record, "title") else record.activity.title)


def _recommendation(each: Any) -> str:
    return f"{_outcome(each.outcome)}-{each.number}"


def _outcome(outcome: Any) -> str:
    return f"event-{outcome.event.activity.slug}#{outcome.slug}"


def _programme(release: Any) -> str:
    return f"programme-{release.programme.event.activity.slug}"
