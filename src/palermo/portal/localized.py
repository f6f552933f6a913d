"""How editorial pages are translated with wagtail-localize: what is translated, and what never happens.

Segments that nobody translated are never published in another language's place, pages are no copies of another
language's, and what is published is at once what its translations are measured by. Pages that are written in each
language by hand, such as those from files of the record, are linked to their translation where their paragraphs answer
one another; else they stay written by hand.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, Revision
from wagtail_localize.fields import SynchronizedField, TranslatableField
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue, TemplateSegmentValue
from wagtail_localize.segments.extract import extract_segments

from palermo.accounts.actors import Actor
from palermo.core import clock
from palermo.core.languages import BY_DJANGO_CODE, language_in_sentence
from palermo.core.refusals import Refused

# The address of a page is the same in every language.
TRANSLATED = [
    TranslatableField("title"),
    TranslatableField("intro"),
    TranslatableField("body"),
    TranslatableField("seo_title"),
    TranslatableField("search_description"),
    SynchronizedField("published_on"),
]
# The editor marks its paragraphs with a key.
_KEY = re.compile(r' data-block-key="[^"]*"')


def translation_of(page: Page) -> Translation | None:
    """The translation that fills a page, if it is filled by one."""
    translations = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    )
    return translations.exclude(source__locale_id=page.locale_id).select_related("source").first()


def check_is_translated(page: Page) -> None:
    """Check that every segment of a page that is filled by a translation is translated."""
    translation = translation_of(page)
    if translation is None:
        return
    total, done = translation.get_progress()
    if done < total:
        raise Refused(
            _(
                "%(done)d of %(total)d segments of “%(page)s” are translated. A page can be published only "
                "when its translation is complete."
            )
            % {"done": done, "total": total, "page": translation.source.object_repr}
        )


def clean(self: Page) -> None:
    """The method `clean` of every page type: a published page must stay complete.

    wagtail-localize writes a published page's row before it publishes again.
    """
    Page.clean(self)
    if self.pk and self.live:
        try:
            check_is_translated(self)
        except Refused as refusal:
            raise ValidationError(str(refusal)) from None


def publish(self: Page, revision: Revision, user: Actor | None = None, **options: object) -> None:
    """The method `publish` of every page type: only what is whole; and its translation source is updated at once."""
    check_is_translated(self)
    Page.publish(self, revision, user=user, **options)
    _update_source(type(self)._default_manager.get(pk=self.pk))


def _update_source(page: Page) -> None:
    if TranslationSource.objects.filter(object_id=page.translation_key, locale_id=page.locale_id).exists():
        TranslationSource.update_or_create_from_instance(page)


def copy_for_translation(
    self: Page,
    locale: Locale,
    copy_parents: bool = False,
    alias: bool = False,
    exclude_fields: Sequence[str] | None = None,
) -> Page:
    """The method of that name of every page type: never a copy shown in another language, never below a page that is
    not there.

    Refused, saying what to do first.
    """
    if alias:
        raise Refused(_("A page is not shown in another language. Translate it."))
    above = self.get_parent()
    is_below_a_page = above is not None and above.depth > 1
    if is_below_a_page and not above.has_translation(locale):
        values = {
            "page": self.title,
            "above": above.title,
            "language": language_in_sentence(BY_DJANGO_CODE[locale.language_code].code),
        }
        raise Refused(
            _("“%(page)s” is below “%(above)s”, which is not available in %(language)s. Translate that page first.")
            % values
        )
    return Page.copy_for_translation(self, locale, False, False, exclude_fields)


@transaction.atomic
def unlink(key: UUID) -> None:
    """Unlink the pages of this key from their translations: they are about to be written by hand, in each language."""
    Translation.objects.filter(source__object_id=key).update(enabled=False)


@transaction.atomic
def link(source_page: Page) -> dict[str, bool]:
    """Take the language versions of a page, as written by hand, for its translation.

    Returns, by the code of each language, whether it is linked: its parts answer those of the source one by one. A
    version that is built otherwise, or lacks a part, stays written by hand.
    """
    source, _is_new = TranslationSource.update_or_create_from_instance(source_page)
    linked = {}
    for page in source_page.get_translations().specific().select_related("locale"):
        is_whole = _save_parts(source, source_page, page)
        Translation.objects.update_or_create(source=source, target_locale=page.locale, defaults={"enabled": is_whole})
        linked[page.locale.language_code] = is_whole
    return linked


def _save_parts(source: TranslationSource, source_page: Page, page: Page) -> bool:
    """Save the parts of a version as translations of those of the source; return whether each has one."""
    theirs, templates = _parts(page)
    ours, own_templates = _parts(source_page)
    answering = {
        path
        for path, parts in ours.items()
        if len(theirs.get(path, [])) == len(parts) and templates.get(path) == own_templates.get(path)
    }
    saved = []
    for path, segments in _segments(source).items():
        if path in answering:
            saved += [_save_string(*pair, page).pk for pair in zip(segments, theirs[path], strict=True)]
    # The page shows these words since it was published: they are not newer than it.
    StringTranslation.objects.filter(pk__in=saved).update(updated_at=page.last_published_at or clock.now())
    return answering == ours.keys() == theirs.keys()


def _save_string(segment: StringSegment, words: str, page: Page) -> StringTranslation:
    string, _is_new = StringTranslation.objects.update_or_create(
        translation_of_id=segment.string_id,
        locale=page.locale,
        context_id=segment.context_id,
        defaults={"data": words, "has_error": False, "field_error": ""},
    )
    return string


def _segments(source: TranslationSource) -> dict[str, list[StringSegment]]:
    by_path: dict[str, list[StringSegment]] = defaultdict(list)
    for segment in source.stringsegment_set.select_related("context").order_by("order"):
        by_path[segment.context.path].append(segment)
    return by_path


def _parts(page: Page) -> tuple[dict[str, list[str]], dict[str, str]]:
    """The words of a page by path, in order, and the frames that they stand in."""
    words, frames = defaultdict(list), {}
    for segment in extract_segments(page):
        if isinstance(segment, StringSegmentValue):
            words[segment.path].append(segment.string.data)
        elif isinstance(segment, TemplateSegmentValue):
            frames[segment.path] = _KEY.sub("", segment.template)
    return dict(words), frames
