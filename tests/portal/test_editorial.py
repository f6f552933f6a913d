"""Editorial pages: the frame in six languages, pages written by program and back, what editors may not do."""

from datetime import date

import pytest
from django.urls import reverse
from wagtail.models import Page, Site

from palermo.accounts.models import User
from palermo.core.languages import CODES, LANGUAGES
from palermo.core.text import MultilingualText
from palermo.portal.editorial import WrittenPage, ensure_site, save_page, written_pages
from palermo.portal.editorial_text import html_of, text_of
from palermo.portal.models import HomePage, NewsIndexPage, NewsPage, StandardPage
from palermo.portal.names import key_of
from tests.portal import reading

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frame")]

NOTHING = MultilingualText()
ON = date(2007, 8, 1)
NEWS = WrittenPage(
    "forum-moved",
    "news",
    "news",
    MultilingualText({"en": "The Forum is moved", "ar": "تأجيل المنتدى"}),
    MultilingualText({"en": "To February 2008.", "ar": "إلى شباط/فبراير 2008."}),
    MultilingualText({"en": 'First & foremost.\n\nA "second" <paragraph>.', "ar": "الفقرة الأولى."}),
    ON,
)


def children_of_home() -> dict[str, list[str]]:
    return {
        home.locale.language_code: [child.slug for child in home.get_children()]
        for home in HomePage.objects.order_by("path").select_related("locale")
    }


def test_the_frame_stands_in_six_languages_and_is_made_once():
    ensure_site()
    assert children_of_home() == {language.django_code: ["news", "about"] for language in LANGUAGES}
    assert [site.root_page.specific.locale.language_code for site in Site.objects.all()] == ["en"]
    assert Page.objects.count() == 1 + 6 * 3  # the root, and nothing of Wagtail's welcome page


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
@pytest.mark.parametrize("path", ["", "about/"])
def test_anyone_may_open_the_frame(client, language, path):
    response = client.get(f"/{language.django_code}/{path}")
    assert response.status_code == 200
    direction = "rtl" if language.right_to_left else "ltr"
    assert f'<html lang="{language.tag}" dir="{direction}">' in response.text


def test_the_folder_of_news_leads_to_the_updates_which_hold_the_news_of_the_readers_language(client):
    save_page(*NEWS)
    assert client.get("/en/news/").headers["Location"] == "/en/updates/"
    shown = {
        code: reading.Page(client.get(f"/{code}/updates/?year=2007")).all("main .papers h2")
        for code in ("en", "ar", "fr")
    }
    assert shown == {"en": ["The Forum is moved"], "ar": ["تأجيل المنتدى"], "fr": []}


def test_a_page_exists_in_the_languages_of_its_title_only():
    save_page(*NEWS)
    pages = NewsPage.objects.filter(translation_key=key_of("forum-moved"))
    assert {page.locale.language_code: (page.title, page.slug, page.live) for page in pages} == {
        "ar": ("تأجيل المنتدى", "forum-moved", True),
        "en": ("The Forum is moved", "forum-moved", True),
    }


def test_a_language_without_the_page_says_not_yet_and_has_no_link(client):
    save_page(*NEWS)
    response = client.get("/en/news/forum-moved/")
    switch = response.text.split('<nav class="switch"')[1].split("</nav>")[0]
    assert [part.split('"')[0] for part in switch.split('href="')[1:]] == ["/ar/news/forum-moved/"]
    assert switch.count("not yet") == 4
    assert client.get("/fr/news/forum-moved/").status_code == 404


def test_saving_the_same_page_again_changes_nothing():
    save_page(*NEWS)
    save_page(*NEWS)
    page = NewsPage.objects.get(locale__language_code="en")
    assert page.revisions.count() == 1


def test_a_changed_page_keeps_its_earlier_state_as_a_revision():
    save_page(*NEWS)
    save_page(*NEWS._replace(title=MultilingualText({"en": "The Forum is moved and named"})))
    page = NewsPage.objects.get(locale__language_code="en")
    titles = [revision.content["title"] for revision in page.revisions.order_by("pk")]
    assert (page.title, titles) == (
        "The Forum is moved and named",
        ["The Forum is moved", "The Forum is moved and named"],
    )


def test_a_page_under_nothing_is_refused_with_its_names():
    with pytest.raises(ValueError, match="expected a page 'nowhere' in en to stand above 'forum-moved', found none"):
        save_page(*NEWS._replace(parent="nowhere"))


def test_what_is_written_is_read_back_the_same():
    save_page(*NEWS)
    about = WrittenPage(
        "about", "standard", "home", MultilingualText({code: f"About {code}" for code in CODES}), NOTHING, NOTHING, None
    )
    save_page(*about)
    below = about._replace(slug="mandate", parent="about", title=MultilingualText({"en": "How it is guided"}))
    save_page(*below)
    found = {page.slug: page for page in written_pages()}
    assert (found["forum-moved"], found["about"], found["mandate"]) == (NEWS, about, below)
    assert list(found) == ["home", "news", "about", "forum-moved", "mandate"]


def test_the_home_page_is_written_where_the_frame_put_it():
    before = dict(HomePage.objects.values_list("locale__language_code", "title"))
    save_page("home", "home", "", MultilingualText({"en": "Initiative"}), NOTHING, NOTHING, None)
    assert len(before) == len(CODES)
    assert dict(HomePage.objects.values_list("locale__language_code", "title")) == before | {"en": "Initiative"}


def made_in_the_admin(below: str, slug: str, locale: str = "en", **fields) -> StandardPage:
    """A page as Wagtail's admin makes it: with a translation key of its own."""
    parent = Page.objects.get(slug=below, locale__language_code=locale)
    page = parent.add_child(instance=StandardPage(slug=slug, title=slug, locale=parent.locale, **fields))
    page.save_revision().publish()
    return page


def names_below(parent: str) -> list[str]:
    return [page.slug for page in written_pages() if page.parent == parent]


def test_a_page_of_the_admin_is_changed_under_its_own_address_and_key():
    made = made_in_the_admin("about", "history", body='<p data-block-key="a1">One.</p>')
    (found,) = (page for page in written_pages() if page.slug == "history")
    save_page(*found._replace(title=MultilingualText({"en": "How it began", "fr": "Ses débuts"})))
    pages = StandardPage.objects.filter(translation_key=made.translation_key).order_by("pk")
    assert [(page.title, page.slug, page.locale.language_code) for page in pages] == [
        ("How it began", "history", "en"),
        ("Ses débuts", "history", "fr"),
    ]
    assert pages[0].body == made.body


def test_a_page_below_one_of_the_admin_is_made_there():
    made = made_in_the_admin("about", "history")
    below = WrittenPage(
        "launch", "standard", "history", MultilingualText({"en": "The launch"}), NOTHING, NOTHING, date(2007, 3, 26)
    )
    save_page(*below)
    made.refresh_from_db()
    assert [page.slug for page in made.get_children()] == ["launch"]
    assert below in list(written_pages())


@pytest.mark.parametrize(
    ("slug", "name"),
    [("новости-дня", "novosti-dnya"), ("新闻", "xinwen"), ("a" * 120, "a" * 90), ("ع", "page"), ("A_b", "A_b")],
)
def test_an_address_that_is_no_plain_name_gives_one(slug, name):
    made = made_in_the_admin("about", slug)
    assert names_below("about") == [name]
    (found,) = (page for page in written_pages() if page.slug == name)
    save_page(*found._replace(intro=MultilingualText({"en": "More."})))
    made.refresh_from_db()
    assert (made.slug, made.intro) == (slug, "More.")


def test_pages_of_one_address_in_different_places_have_names_of_their_own():
    made_in_the_admin("about", "history")
    made_in_the_admin("history", "history")
    made_in_the_admin("about", "history", "fr")
    assert {(page.slug, page.parent, *page.title) for page in written_pages() if "history" in page.slug} == {
        ("history", "about", "en"),
        ("history-2", "about", "fr"),
        ("history-3", "history", "en"),
    }


def test_a_page_whose_address_was_changed_is_still_found_by_the_name_it_was_made_by():
    save_page(*NEWS)
    NewsPage.objects.update(slug="forum-is-moved")
    assert [page.slug for page in written_pages() if page.kind == "news"] == ["forum-is-moved"]
    assert [page.slug for page in written_pages(also=["forum-moved"]) if page.kind == "news"] == ["forum-moved"]
    save_page(*NEWS._replace(intro=NOTHING))
    assert sorted(NewsPage.objects.values_list("slug", "intro")) == [("forum-is-moved", "")] * 2


def test_a_new_page_takes_the_name_that_another_gave_up():
    save_page(*NEWS)
    NewsPage.objects.update(slug="forum-is-moved")
    parent = NewsIndexPage.objects.get(locale__language_code="en")
    parent.add_child(instance=NewsPage(slug="forum-moved", title="Again", locale=parent.locale, published_on=ON))
    found = {page.slug: page.title["en"] for page in written_pages(also=["forum-moved"]) if page.kind == "news"}
    assert found == {"forum-is-moved": "The Forum is moved", "forum-moved": "Again"}


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One.\n\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("a < b & \"c\" 'd'", "<p>a &lt; b &amp; &quot;c&quot; &#x27;d&#x27;</p>"),
        ("<h2>Title</h2><p>Text</p>", "<h2>Title</h2><p>Text</p>"),
        ("", ""),
    ],
)
def test_paragraphs_become_html_and_come_back(text, html):
    assert (html_of(text), text_of(html)) == (html, text)


def test_the_editors_keys_are_not_part_of_the_text():
    assert text_of('<p data-block-key="ab1">One.</p><p data-block-key="cd2">Two.</p>') == "One.\n\nTwo."


@pytest.mark.parametrize(
    ("model", "allowed"), [(HomePage, False), (NewsIndexPage, False), (StandardPage, True)], ids=lambda each: str(each)
)
def test_the_frame_cannot_be_removed_hidden_moved_or_doubled_by_anyone(model, allowed):
    chief = User.objects.create_superuser("chief@example.org", "a long password", name="Chief")
    page = model.objects.filter(locale__language_code="en").first()
    may = page.permissions_for_user(chief)
    asked = [may.can_delete(), may.can_unpublish(), may.can_move(), may.can_copy()]
    assert (asked, may.can_edit(), may.can_publish()) == ([allowed] * 4, True, True)


def test_only_the_secretariat_is_offered_to_edit(client):
    assert reverse("wagtailadmin_pages:edit", args=[1])[:-2] not in client.get("/en/about/").text
