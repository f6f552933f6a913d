"""Editorial pages part by part: a draft until it is whole, published whole, stale when the original changes."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from palermo.accounts.states import Role
from palermo.core.languages import CODES
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.portal import localized
from palermo.portal.editorial import save_page
from palermo.portal.models import NewsPage, StandardPage
from palermo.translations.pages import pages_gaps
from palermo.translations.texts import codes_of
from tests.factories.accounts import make_user
from tests.portal.office import signed_in

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("frame")]

ON = date(2007, 8, 1)
NOTHING = MultilingualText()


@pytest.fixture
def editor() -> Client:
    return signed_in(make_user(Role.SECRETARIAT, is_staff=True))


def news(**fields) -> NewsPage:
    parent = Page.objects.get(slug="news", locale__language_code="en")
    made = {"title": "Moved", "intro": "To February.", "body": "<p>First.</p><p>Second.</p>", "published_on": ON}
    page = parent.add_child(instance=NewsPage(slug="moved", locale=parent.locale, **{**made, **fields}))
    page.save_revision().publish()
    return NewsPage.objects.get(pk=page.pk)


def submitted(editor: Client, page: Page, code: str = "fr") -> Page:
    locale = Locale.objects.get(language_code=code)
    address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    assert editor.post(address, {"locales": [locale.pk]}).status_code == 302
    return page.get_translation(locale).specific


def translate(page: Page, *, but: int = 0) -> None:
    """Translate the parts of a page, all or all but the last few."""
    translation = localized.translation_of(page)
    segments = list(translation.source.stringsegment_set.order_by("order", "pk"))
    for segment in segments[: len(segments) - but]:
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=page.locale,
            context=segment.context,
            defaults={"data": f"{segment.string.data} [fr]"},
        )


def publish(editor: Client, page: Page):
    return editor.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), {"action": "publish"}, follow=True)


def stale_and_missing(page: Page) -> tuple[list[str], list[str]]:
    gap = next((gap for gap in pages_gaps() if gap.record == page.pk), None)
    return (codes_of(gap.stale), codes_of(gap.missing)) if gap else ([], [])


def test_a_submitted_page_is_a_draft_that_no_reader_meets(editor, client):
    page = submitted(editor, news())
    assert (page.live, page.slug, page.published_on) == (False, "moved", ON)
    assert client.get("/fr/news/moved/").status_code == 404
    assert "fr" in stale_and_missing(Page.objects.get(slug="moved", locale__language_code="en"))[1]


def test_a_page_that_is_not_whole_is_not_published(editor, client):
    page = submitted(editor, news())
    translate(page, but=1)
    shown = " ".join(str(message) for message in publish(editor, page).context["messages"])
    assert "3 of 4 segments of “Moved” are translated." in shown
    assert NewsPage.objects.get(pk=page.pk).live is False
    assert client.get("/fr/news/moved/").status_code == 404


def test_neither_by_another_way(editor, django_capture_on_commit_callbacks):
    page = submitted(editor, news())
    with pytest.raises(Refused, match="0 of 4 segments"):
        page.save_revision().publish()
    with pytest.raises(Refused, match="0 of 4 segments"), django_capture_on_commit_callbacks(execute=True):
        localized.translation_of(page).save_target(publish=True)
    assert NewsPage.objects.get(pk=page.pk).live is False


def test_a_whole_page_is_published_under_the_same_address(editor, client, django_capture_on_commit_callbacks):
    original = news()
    page = submitted(editor, original)
    translate(page)
    with django_capture_on_commit_callbacks(execute=True):
        publish(editor, page)
    answer = client.get("/fr/news/moved/")
    assert answer.status_code == 200
    assert [words in answer.text for words in ("Moved [fr]", "First. [fr]", "Second. [fr]")] == [True] * 3
    assert stale_and_missing(original) == ([], [code for code in CODES if code not in {"en", "fr"}])


def whole(editor, capture) -> tuple[NewsPage, NewsPage]:
    """An original and its published French translation."""
    original = news()
    page = submitted(editor, original)
    translate(page)
    with capture(execute=True):
        publish(editor, page)
    return original, NewsPage.objects.get(pk=page.pk)


def test_a_changed_original_makes_its_translation_stale_at_once(editor, client, django_capture_on_commit_callbacks):
    original, page = whole(editor, django_capture_on_commit_callbacks)
    original.intro = "To March."
    original.save_revision().publish()
    assert localized.translation_of(page).get_progress() == (4, 3)
    assert stale_and_missing(original)[0] == ["fr"]
    # What was published whole stays until it is whole again.
    assert "To February. [fr]" in client.get("/fr/news/moved/").text


def test_a_file_of_translations_of_a_page_is_read_apart_before_it_is_trusted(editor):
    translation = localized.translation_of(submitted(editor, news()))
    address = reverse("wagtail_localize:upload_pofile", args=[translation.pk])
    sound = str(translation.export_po()).replace('msgid "To February."\nmsgstr ""', 'msgid "To February."\nmsgstr "x"')
    head = '"X-WagtailLocalize-TranslationID: '
    broken = [
        b"",
        b"nothing of the kind",
        b"\xff\xfe",
        b"/etc/passwd",
        sound.replace("charset=utf-8", "charset=utf-7").encode(),
        sound.replace(head, head + "other").encode(),
        sound.replace(head, '"X-None: ').encode(),
        (sound + 'msgid "a"\nmsgstr "b"\n\n' * 10_001).encode(),
    ]
    for content in broken:
        sent = {"file": SimpleUploadedFile("a.po", content)} if content else {}
        assert (
            "The file is not a valid PO file in UTF-8 for this translation"
            in editor.post(address, sent, follow=True).text
        )
    assert StringTranslation.objects.count() == 0
    editor.post(address, {"file": SimpleUploadedFile("a.po", sound.encode())})
    assert [each.data for each in StringTranslation.objects.all()] == ["x"]


def test_a_published_page_never_takes_over_words_of_another_language(
    editor, client, django_capture_on_commit_callbacks
):
    original, page = whole(editor, django_capture_on_commit_callbacks)
    original.intro = "To March."
    original.save_revision().publish()
    with pytest.raises(ValidationError, match="3 of 4 segments"):
        localized.translation_of(page).save_target(publish=True)
    source = TranslationSource.objects.get(object_id=original.translation_key)
    update = reverse("wagtail_localize:update_translations", args=[source.pk])
    with django_capture_on_commit_callbacks(execute=True):
        answer = editor.post(update, {"publish_translations": "on"}, follow=True)
    assert "Not published: the translation is incomplete in French." in answer.text
    assert "To March." not in client.get("/fr/news/moved/").text


def test_an_original_that_is_saved_as_a_draft_makes_nothing_stale(editor, django_capture_on_commit_callbacks):
    original, _page = whole(editor, django_capture_on_commit_callbacks)
    original.intro = "To March."
    original.save_revision()
    assert stale_and_missing(original)[0] == []


def test_parts_translated_after_publication_are_told_until_they_are_published(
    editor, django_capture_on_commit_callbacks
):
    original, page = whole(editor, django_capture_on_commit_callbacks)
    part = StringTranslation.objects.filter(locale=page.locale, context__path="intro").get()
    part.data = "En février."
    part.save()
    assert stale_and_missing(original)[0] == ["fr"]
    with django_capture_on_commit_callbacks(execute=True):
        publish(editor, page)
    assert stale_and_missing(original)[0] == []


def test_a_page_below_one_that_is_not_there_waits_for_it():
    about = StandardPage.objects.get(slug="about", locale__language_code="en")
    above = about.add_child(instance=StandardPage(title="Above", slug="above", locale=about.locale))
    below = above.add_child(instance=StandardPage(title="Below", slug="below", locale=about.locale))
    french = Locale.objects.get(language_code="fr")
    with pytest.raises(Refused, match="“Below” is below “Above”, which is not available in French"):
        below.copy_for_translation(french, copy_parents=True)
    above.copy_for_translation(french)
    assert below.copy_for_translation(french).get_parent().title == "Above"


def test_no_page_is_an_alias_of_another_languages(editor):
    page = news()
    with pytest.raises(Refused, match="A page is not shown in another language"):
        page.copy_for_translation(Locale.objects.get(language_code="fr"), alias=True)
    translation = submitted(editor, page)
    address = reverse("wagtail_localize:convert_to_alias", args=[translation.pk])
    assert "you do not have permission" in editor.post(address, follow=True).text
    assert Page.objects.get(pk=translation.pk).alias_of_id is None


def test_only_editors_of_the_secretariat_translate(client):
    page = news()
    address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    for role in Role:
        client.force_login(make_user(role))
        assert client.post(address, {"locales": [Locale.objects.get(language_code="fr").pk]}).status_code == 403
    assert not page.has_translation(Locale.objects.get(language_code="fr"))


def written(**bodies: str) -> None:
    texts = {code: MultilingualText(each) for code, each in (("title", bodies), ("body", bodies))}
    title = MultilingualText({code: f"Title {code}" for code in texts["body"]})
    save_page("hand", "news", "news", title, NOTHING, texts["body"], ON)


def linked() -> dict[str, bool]:
    rows = Translation.objects.filter(source__object_id=Page.objects.filter(slug="hand")[0].translation_key)
    return {row.target_locale.language_code: row.enabled for row in rows.select_related("target_locale")}


def test_versions_written_by_hand_are_linked_where_their_paragraphs_answer_one_another():
    written(en="One.\n\nTwo.", fr="Un.\n\nDeux.", ar="فقرة واحدة.")
    assert linked() == {"fr": True, "ar": False}
    french = NewsPage.objects.get(slug="hand", locale__language_code="fr")
    assert localized.translation_of(french).get_progress() == (3, 3)
    original = Page.objects.get(slug="hand", locale__language_code="en")
    assert stale_and_missing(original) == ([], ["zh", "ru", "es"])


def test_a_file_that_changes_the_original_alone_makes_the_linked_version_stale():
    written(en="One.\n\nTwo.", fr="Un.\n\nDeux.", ar="فقرة واحدة.")
    written(en="One.\n\nThree.", fr="Un.\n\nDeux.", ar="فقرة واحدة.")
    original = Page.objects.get(slug="hand", locale__language_code="en")
    assert "ar" in stale_and_missing(original)[0]


def test_a_file_may_change_any_language_whatever_is_translated():
    written(en="One.\n\nTwo.", fr="Un.\n\nDeux.")
    written(en="One.\n\nTwo.\n\nThree.", fr="Un.\n\nDeux, et trois.")
    assert linked() == {"fr": False}
    written(en="One.\n\nTwo.\n\nThree.", fr="Un.\n\nDeux.\n\nTrois.")
    assert linked() == {"fr": True}
