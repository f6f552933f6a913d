"""Making editorial pages by program: the site's frame in six languages, and pages from files of the record."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple, TypedDict
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, Site

from palermo.core.languages import BY_DJANGO_CODE, LANGUAGES, Language
from palermo.core.rows import set_values
from palermo.core.text import MultilingualText
from palermo.portal import localized
from palermo.portal.editorial_text import html_of, text_of
from palermo.portal.models import EditorialPage, HomePage, NewsIndexPage, NewsPage, StandardPage
from palermo.portal.names import HOME, key_of, names_of

NEWS, ABOUT = "news", "about"
KINDS: dict[str, type[Page]] = {
    "home": HomePage,
    "standard": StandardPage,
    "news_index": NewsIndexPage,
    "news": NewsPage,
}
NAMES = {model: kind for kind, model in KINDS.items()}
# What is written by hand is measured by when its original was published.
_ENGLISH_FIRST = sorted(LANGUAGES, key=lambda language: language.code != "en")


class WrittenPage(NamedTuple):
    """An editorial page in all its languages, as a file holds it; `parent` is a slug, empty for the home page."""

    slug: str
    kind: str
    parent: str
    title: MultilingualText
    intro: MultilingualText
    body: MultilingualText
    published_on: date | None


class PageFields(TypedDict):
    """What is written on a page in one language."""

    title: str
    intro: str
    body: str
    published_on: date | None


@transaction.atomic
def ensure_site() -> None:
    """Make what is missing of the frame: six languages, their home pages, lists of news and pages about us."""
    home_pages()
    for language in _ENGLISH_FIRST:
        with translation.override(language.django_code):
            _ensure(language, NEWS, NewsIndexPage, _("News"))
            _ensure(language, ABOUT, StandardPage, _("About"))


def home_pages() -> dict[str, HomePage]:
    """The home page of each language by code, made where it is missing, and the site that begins with them."""
    homes = {language.code: _home_page(language) for language in _ENGLISH_FIRST}
    site = Site.objects.filter(is_default_site=True).first() or Site(hostname="localhost", is_default_site=True)
    if site.root_page_id != homes["en"].pk:
        welcome = site.root_page if site.root_page_id else None
        site.root_page = homes["en"]
        site.save()
        _remove_welcome(welcome)
    return homes


def _home_page(language: Language) -> HomePage:
    locale, _is_new = Locale.objects.get_or_create(language_code=language.django_code)
    home = HomePage.objects.filter(locale=locale, translation_key=key_of(HOME)).first()
    if home:
        return home
    with translation.override(language.django_code):
        # The root's children share one list of slugs; Wagtail's own welcome page has taken "home".
        page = HomePage(title=_("Palermo"), slug=f"{HOME}-{language.django_code}", locale=locale)
        return _publish(page, key_of(HOME), Page.get_first_root_node())


def _remove_welcome(page: Page | None) -> None:
    """Wagtail's own first page, as long as it is nothing but that."""
    if page is not None and page.specific_class is Page and not page.get_children().exists():
        page.delete()


def _ensure(language: Language, slug: str, model: type[Page], title: str) -> None:
    locale = Locale.objects.get(language_code=language.django_code)
    if not Page.objects.filter(locale=locale, translation_key=key_of(slug)).exists():
        _publish(model(title=title, slug=slug, locale=locale), key_of(slug), _page(key_of(HOME), locale))


def _page(key: UUID, locale: Locale) -> Page | None:
    return Page.objects.filter(locale=locale, translation_key=key).first()


def _publish[P: EditorialPage](page: P, key: UUID, parent: Page) -> P:
    page.translation_key = key
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


@transaction.atomic
def save_page(
    slug: str,
    kind: str,
    parent: str,
    title: MultilingualText,
    intro: MultilingualText,
    body: MultilingualText,
    published_on: date | None,
) -> None:
    """Make or change a page in every language that its title is in; a page that is as given stays untouched.

    Raises
    ------
    ValueError
        For a parent that does not exist in a language of the title.
    """
    home_pages()
    keys = {name: key for key, name in names_of(_tree(), also=[slug, parent]).items()}
    key, above = (keys.get(name, key_of(name)) for name in (slug, parent or HOME))
    localized.unlink(key)
    for code in (language.code for language in _ENGLISH_FIRST if language.code in title):
        fields: PageFields = {
            "title": title[code],
            "intro": intro.get(code, ""),
            "body": html_of(body.get(code, "")),
            "published_on": published_on,
        }
        locale = _locale(code)
        page = KINDS[kind].objects.filter(locale=locale, translation_key=key).first()
        if page is not None:
            _change(page, fields)
            continue
        parent_page = _page(above, locale)
        if parent_page is None:
            raise ValueError(
                f"expected a page {parent!r} in {locale.language_code} to stand above {slug!r}, found none"
            )
        _publish(KINDS[kind](slug=slug, locale=locale, **fields), key, parent_page)
    _link(kind, key)


def _link(kind: str, key: UUID) -> None:
    """Link a page in English to its translations, now that it is as written in each language."""
    page = KINDS[kind].objects.filter(locale=_locale("en"), translation_key=key).first()
    if page is not None:
        localized.link(page)


def _locale(code: str) -> Locale:
    django_code = next(language.django_code for language in LANGUAGES if language.code == code)
    return Locale.objects.get(language_code=django_code)


def _change(page: EditorialPage, fields: PageFields) -> None:
    if text_of(page.body) == text_of(fields["body"]):
        fields["body"] = page.body  # with the editor's own keys
    if any(getattr(page, name) != value for name, value in fields.items()):
        set_values(page, fields)
        page.save_revision().publish()


def _tree() -> list[Page]:
    pages = Page.objects.filter(depth__gt=1).order_by("depth", "path").select_related("locale")
    return [page for page in pages if page.specific_class in NAMES]


def written_pages(also: Iterable[str] = ()) -> Iterator[WrittenPage]:
    """Every editorial page as a file would hold it, parents before their children.

    `also` are names that files use: a page made under one of them bears it, though its address was changed since.
    """
    names = names_of(_tree(), also)
    pages = Page.objects.filter(depth__gt=1, live=True).order_by("depth", "path").specific()
    by_key: dict[UUID, list[EditorialPage]] = {}
    for page in pages:
        if type(page) in NAMES:
            by_key.setdefault(page.translation_key, []).append(page)
    parents = {page.pk: page for translations in by_key.values() for page in translations}
    for key, translations in by_key.items():
        above = translations[0].get_parent()
        parent = names[parents[above.pk].translation_key] if above.pk in parents else ""
        yield _written_page(names[key], parent, translations)


def _written_page(slug: str, parent: str, translations: list[EditorialPage]) -> WrittenPage:
    def texts(name: str) -> MultilingualText:
        return MultilingualText({_code(page): getattr(page, name) for page in translations})

    body = MultilingualText({_code(page): text_of(page.body) for page in translations})
    first = translations[0]
    return WrittenPage(slug, NAMES[type(first)], parent, texts("title"), texts("intro"), body, first.published_on)


def _code(page: Page) -> str:
    return BY_DJANGO_CODE[page.locale.language_code].code
