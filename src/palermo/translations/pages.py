"""Editorial pages on the desk: which languages of each are translated, and which are older than the original."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Aggregate, Count, Exists, F, Func, IntegerField, Max, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from palermo.core.kinds import all_kinds
from palermo.core.languages import BY_DJANGO_CODE, CODES
from palermo.translations.texts import Gap, mask

# A page, in one language, by the key that its translations share.
type PageKey = tuple[UUID, int]
# Gaps of editorial pages, of whatever type, are distinguished from those of the record by this kind.
PAGE = "pages"
FIELD = "page"


class Progress(NamedTuple):
    """One language of a page: whether it is filled by a translation, the progress of that, where it is edited."""

    is_by_hand: bool
    done: int
    parts: int
    address: str


def pages_gaps() -> list[Gap]:
    """A gap for each page that lacks a language, is not whole in it, or is older there than its original."""
    gaps = []
    newest, translations = _newest_words(), {(t.source.object_id, t.target_locale_id): t for t in _translations()}
    for versions in _by_key().values():
        source = _original(versions)
        is_stale_by_code = {
            _code(page): _is_stale(page, source, translations, newest) for page in versions if page.pk != source.pk
        }
        codes = {_code(source)} | {_code(page) for page in versions if page.live}
        missing, stale = (
            set(CODES) - codes,
            {code for code, is_stale in is_stale_by_code.items() if is_stale and code in codes},
        )
        if missing or stale:
            gaps.append(Gap(PAGE, source.pk, FIELD, _code(source), mask(missing), mask(stale), 0))
    return gaps


def _is_stale(
    page: Page, source: Page, translations: dict[PageKey, Translation], newest: dict[PageKey, datetime]
) -> bool:
    """Not whole any more, translated and not published, or, where it is written by hand, older than its original."""
    translation = translations.get((page.translation_key, page.locale_id))
    published = page.last_published_at
    if translation is None:
        return bool(source.last_published_at and published and source.last_published_at > published)
    last = newest.get((page.translation_key, page.locale_id))
    return translation.done < translation.parts or bool(last and published and last > published)


def _page_types() -> list[type[Page]]:
    return [kind.model for kind in all_kinds() if issubclass(kind.model, Page)]


def _by_key() -> dict[UUID, list[Page]]:
    by_key: dict[UUID, list[Page]] = defaultdict(list)
    pages = Page.objects.filter(depth__gt=1).exact_type(*_page_types()).select_related("locale").order_by("path")
    for page in pages:
        by_key[page.translation_key].append(page)
    return by_key


def _original(versions: list[Page]) -> Page:
    """The page in English where there is one, as the tree is written from it; else in the first language there is."""
    return next((page for page in versions if page.locale.language_code == "en"), versions[0])


def _code(page: Page) -> str:
    return BY_DJANGO_CODE[page.locale.language_code].code


def _newest_words() -> dict[PageKey, datetime]:
    """When the last part of a page was translated, by its key and language, once it is whole."""
    rows = StringTranslation.objects.values_list("context__object_id", "locale_id").annotate(last=Max("updated_at"))
    return {(key, locale): last for key, locale, last in rows.order_by()}


def _translations() -> QuerySet[Translation]:
    """The translations in use, each with its number of `parts` and of those that are `done`."""
    words = StringTranslation.objects.filter(
        translation_of=OuterRef("string"),
        context=OuterRef("context"),
        locale=OuterRef(OuterRef("target_locale")),
        has_error=False,
    )
    parts = StringSegment.objects.filter(source=OuterRef("source")).order_by()
    return (
        Translation.objects.filter(enabled=True)
        .exclude(target_locale=F("source__locale"))
        .select_related("source", "target_locale")
        .annotate(parts=_number(parts), done=_number(parts.filter(Exists(words))))
    )


def _number(rows: QuerySet) -> Coalesce:
    numbers = rows.annotate(number=Func(F("pk"), function="COUNT")).values("number")
    return Coalesce(Subquery(numbers, output_field=IntegerField()), 0)


def progress_of(pks: Iterable[int]) -> dict[int, tuple[Page, dict[str, Progress]]]:
    """The pages with these ids, and the progress of each language of theirs, by three queries."""
    sources = {page.pk: page for page in Page.objects.filter(pk__in=list(pks)).select_related("locale")}
    if not sources:
        return {}
    keys = [page.translation_key for page in sources.values()]
    filled = {(t.source.object_id, t.target_locale_id): t for t in _translations().filter(source__object_id__in=keys)}
    versions = Page.objects.filter(translation_key__in=keys).select_related("locale")
    by_key: dict[UUID, dict[str, Progress]] = defaultdict(dict)
    for page in versions:
        by_key[page.translation_key][_code(page)] = _progress(page, filled.get((page.translation_key, page.locale_id)))
    return {pk: (page, by_key[page.translation_key]) for pk, page in sources.items()}


def _progress(page: Page, translation: Translation | None) -> Progress:
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    if translation is None:
        return Progress(True, 0, 0, address)
    return Progress(False, translation.done, translation.parts, address)


def state_query() -> dict[str, Subquery]:
    """What changes with the pages and their translations, as parts of one query."""
    pages = Page.objects.order_by()
    words = StringTranslation.objects.order_by()
    return {
        "revised": _only(pages, Max("latest_revision_created_at")),
        "published": _only(pages, Max("last_published_at")),
        "pages_there": _only(pages, Count("pk")),
        "translated": _only(words, Max("updated_at")),
        "words_there": _only(words, Count("pk")),
        "filled": _only(Translation.objects.filter(enabled=True).order_by(), Count("pk")),
    }


def _only(rows: QuerySet[Model], aggregate: Aggregate) -> Subquery:
    # Grouped by nothing: one row, also of an empty table.
    return Subquery(
        rows.annotate(one=Func(aggregate.get_source_expressions()[0], function=aggregate.function)).values("one")
    )
