"""The page of search, its field on every page, and the titles it suggests."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from palermo.accounts.states import Role
from palermo.accounts.viewer import VISITOR
from palermo.core.audiences import Audience
from palermo.core.text import MultilingualText
from palermo.library.models import LanguageVersion
from palermo.portal.editorial import ensure_site
from palermo.portal.kinds import pages_visible_to
from palermo.portal.models import StandardPage
from palermo.search.actions import index_records
from tests.factories.accounts import make_group, make_group_membership, make_state, make_user
from tests.factories.activities import make_event
from tests.factories.common import text
from tests.factories.governance import make_body, make_decision, make_mandate
from tests.factories.library import make_document
from tests.factories.registrations import make_registration

pytestmark = pytest.mark.django_db


def paper(title: str = "A paper", words: str = "alphaword", **fields):
    document = make_document(title, words=words, **fields)
    index_records("documents", [document.pk])
    return document


def page(client, **asked):
    response = client.get("/en/search/", asked)
    assert response.status_code == 200
    return response


def words(response) -> str:
    return " ".join(response.content.decode().split())


def titles(response) -> list[str]:
    return [row.hit.record.slug for row in response.context["rows"]]


def test_without_words_it_is_a_field_and_no_results(client):
    shown = page(client)
    assert 'id="seek"' in words(shown)
    assert (shown.context["rows"], shown.context["narrowings"]) == ([], [])


def ways(response) -> list[tuple[str, str]]:
    return [(str(way.label), way.address) for way in response.context["ways"]]


@pytest.mark.parametrize("typed", ["contact", "press", "secretariat address"])
def test_the_contact_page_is_found(client, typed):
    shown = page(client, q=typed)
    assert ("Contact", "/en/contact/") in ways(shown)
    assert "No results for" not in words(shown)


def test_a_result_in_another_language_says_so(client):
    french = make_document()
    french.title = text("betaword", "fr")
    french.save()
    index_records("documents", [french.pk])
    assert "Note · in French" in words(page(client, q="betaword"))
    assert "en français" not in words(client.get("/fr/search/", {"q": "betaword"}))


def test_pages_of_the_menu_are_found_in_the_language_of_the_reader(client):
    assert ways(client.get("/fr/search/", {"q": "confidentialité"})) == [("Confidentialité", "/fr/privacy/")]
    assert ways(page(client, q="confidentialité")) == []


def test_registration_and_what_may_be_done_for_the_next_event_are_found(client, settings):
    settings.PALERMO_TODAY = date(2008, 1, 25)
    event = make_event(
        "Forum", slug="forum", starts_on=date(2008, 2, 13), ends_on=date(2008, 2, 15), audience=Audience.PUBLIC
    )
    registration = make_registration(event)
    index_records("registrations", [registration.pk])
    shown = page(client, q="registration")
    assert ("Registration", "/en/events/forum/registration/") in ways(shown)
    assert [str(row.hit.title) for row in shown.context["rows"]] == ["Registration: Forum [en]"]
    assert ways(page(client, q="nominate speaker")) == []
    client.force_login(make_user(Role.DELEGATE))
    assert ways(page(client, q="nominate speaker")) == [("Nominate a speaker", "/en/acts/propose-speaker/forum/")]
    assert ("Register a participant", "/en/acts/register-participant/forum/") in ways(page(client, q="register"))


def test_a_group_of_states_is_found_by_its_name_and_by_that_of_a_member(client):
    group = make_group("Latin American and Caribbean States", slug="grulac")
    make_group_membership(group, make_state("Landia"))
    index_records("regional-groups", [group.pk])
    for typed in ("Latin America", "landia"):
        (row,) = page(client, q=typed).context["rows"]
        assert row.address == "/en/states/?group=grulac"


def test_the_match_is_marked_in_its_sentence(client):
    paper("Title", "One sentence. The alphaword stands in another.")
    assert "The <mark>alphaword</mark> stands in another." in words(page(client, q="alphaword"))


def test_what_a_record_says_is_never_markup(client):
    paper("Title <script>alert(1)</script> alphaword", "<b>alphaword</b> & more")
    shown = words(page(client, q="alphaword"))
    assert "<script>alert" not in shown
    assert "&lt;b&gt;<mark>alphaword</mark>&lt;/b&gt; &amp; more" in shown


def test_what_is_typed_is_never_markup(client):
    shown = words(page(client, q='"><script>alert(1)</script>'))
    assert "<script>alert" not in shown


def test_a_result_is_in_its_own_language_and_direction(client):
    document = make_document()
    document.title = MultilingualText({"ar": "منع الاتجار", "en": "Prevention"})
    document.save()
    LanguageVersion.objects.create(document=document, language="ar", text="منع الاتجار بالأشخاص")
    index_records("documents", [document.pk])
    shown = words(page(client, q="الاتجار"))
    address = f"/en/documents/{document.slug}/?text=ar"
    assert f'<a href="{address}" lang="ar" dir="rtl">منع <mark>الاتجار</mark></a>' in shown
    assert '<p class="snippet" lang="ar" dir="rtl">منع <mark>الاتجار</mark>' in shown
    assert f'<a href="/en/documents/{document.slug}/?text=en" lang="en" hreflang="en" dir="ltr">English</a>' in shown


def test_other_records_lead_to_the_page_of_the_other_language(client):
    mandate = make_mandate("alphaword", audience=Audience.PUBLIC)
    index_records("mandates", [mandate.pk])
    shown = words(page(client, q="alphaword"))
    assert f'href="/en/mandates/{mandate.slug}/"' in shown
    assert f'href="/zh-hans/mandates/{mandate.slug}/" lang="zh-Hans" hreflang="zh-Hans" dir="ltr">中文' in shown


def test_a_record_without_a_title_is_called_what_it_is_called_elsewhere(client):
    paragraph = make_decision(number="16/1", audience=Audience.PUBLIC).paragraphs.get()
    index_records("operative-paragraphs", [paragraph.pk])
    shown = page(client, q=paragraph.text["en"].split()[0])
    assert [str(row.title) for row in shown.context["rows"]] == ["Decision 16/1 ¶1"]
    assert shown.context["rows"][0].address.endswith("#p1")


def test_filters_are_words_with_counts_and_are_kept(client):
    body = make_body("Commission")
    paper("One", dated_on=date(2006, 5, 1))
    paper("Two", dated_on=date(2007, 5, 1))
    decision = make_decision("alphaword", body=body, audience=Audience.PUBLIC, adopted_on=date(2007, 6, 1))
    index_records("decisions", [decision.pk])
    shown = words(page(client, q="alphaword", year="2007"))
    assert '<a href="?q=alphaword&amp;year=2006"><bdi>2006</bdi> <span class="count">(1)</span></a>' in shown
    assert '<strong aria-current="true"><bdi>2007</bdi> <span class="count">(2)</span></strong>' in shown
    assert (
        '?q=alphaword&amp;year=2007&amp;kind=documents"><bdi>Documents</bdi> <span class="count">(1)</span></a>'
        in shown
    )
    assert '<input type="hidden" name="year" value="2007">' in shown
    assert titles(page(client, q="alphaword", year="2007", kind="documents")) == [titles(page(client, q="Two"))[0]]


@pytest.mark.parametrize(
    "choice",
    [
        {"kind": "users"},
        {"year": "20x7"},
        {"year": "٢٠٠٧"},
        {"language": "xx"},
        {"audience": "all"},
        {"page": "-1"},
        {"page": "two"},
        {"page": "99999999"},
        {"q": "alphaword\u202e"},
    ],
    ids=str,
)
def test_a_choice_that_there_is_not_is_none(client, choice):
    document = paper()
    assert titles(page(client, **({"q": "alphaword"} | choice))) == [document.slug]


@pytest.mark.parametrize("typed", ["?", "…", "--", "，。", "()", '""'])
def test_signs_alone_get_a_sentence(client, typed):
    assert "Enter a word, a number or a symbol." in words(page(client, q=typed))


@pytest.mark.parametrize("typed", ["the", "of the", "和", "и", "و"])
def test_words_that_say_little_are_looked_for_when_there_are_no_others(client, typed):
    assert "Enter a word, a number or a symbol." not in words(page(client, q=typed))


@pytest.mark.parametrize(
    "typed",
    [
        "alphaword OR",
        "alphaword AND NOT",
        "alphaword*",
        'alphaword"',
        "title:alphaword",
        "alphaword & | ! <->",
        "'alpha'",
    ],
)
def test_nothing_typed_is_an_order_to_the_database(client, typed):
    paper()
    page(client, q=typed)


def test_what_is_too_long_is_cut(client):
    shown = page(client, q="alphaword " * 60)
    assert len(shown.context["asked"].words) == 200


def test_a_phrase_in_quotation_marks_is_found_side_by_side_only(client):
    near = paper("Near", "a model law against trafficking")
    paper("Far", "a law that follows the model")
    assert len(titles(page(client, q="model law"))) == 2
    assert titles(page(client, q='"model law"')) == [near.slug]
    assert titles(page(client, q="«model law»")) == [near.slug]


def test_a_known_symbol_comes_first_also_in_part(client):
    paper("Mentions it", "see E/CN.15/2008/CRP.2 for the background", dated_on=date(2008, 5, 1))
    itself = paper("Itself", symbol="E/CN.15/2008/CRP.2", dated_on=date(2008, 1, 1))
    for typed in ("E/CN.15/2008/CRP.2", "e/cn.15/2008/crp.2", "CN.15/2008", "2008/CRP.2"):
        assert titles(page(client, q=typed))[0] == itself.slug, typed


def test_a_decision_comes_first_by_what_it_is_called(client):
    paper("Mentions it", "see decision 16/1 for the background", dated_on=date(2008, 5, 1))
    itself = make_decision("Title", number="16/1", audience=Audience.PUBLIC)
    index_records("decisions", [itself.pk])
    for typed in ("16/1", "decision 16/1", "Décision 16/1"):
        assert titles(page(client, q=typed))[0] == itself.slug, typed


def test_pages_of_results_follow_one_another(client):
    for _ in range(23):
        paper()
    first, second = (titles(page(client, q="alphaword", page=number)) for number in ("1", "2"))
    assert (len(first), len(second), len({*first, *second})) == (20, 3, 23)
    shown = words(page(client, q="alphaword", page="2"))
    assert '<ol class="papers results" start="21">' in shown
    assert titles(page(client, q="alphaword", page="9")) == second


def test_nothing_found_says_what_to_try_and_what_may_be_meant(client):
    paper("Trafficking in persons", "text")
    shown = words(page(client, q="traficking", kind="documents"))
    assert "No results for “traficking”." in shown
    assert '<a href="?q=trafficking"><bdi>trafficking</bdi></a>?' in shown
    assert "Similar titles" in shown
    assert "Remove the filters for kind, year, body, language and audience." in shown
    assert "/en/accounts/login/?next=/en/search/%3Fq%3Dtraficking" in shown


def test_one_who_is_signed_in_is_not_asked_to(client):
    client.force_login(make_user(Role.DELEGATE))
    assert "Sign in:" not in words(page(client, q="nowhere"))


def test_every_page_has_the_field_once(client):
    listed, found = (client.get(address).content.decode() for address in ("/en/documents/", "/en/search/"))
    assert [listed.count('id="seek"'), found.count('id="seek"')] == [1, 1]
    [form] = BeautifulSoup(listed, "lxml").select("header form")
    assert (form["action"], form["aria-label"]) == ("/en/search/", "Search")


def test_titles_are_suggested_and_not_kept_by_anybody(client):
    document = paper("Prevention of trafficking")
    answer = client.get("/en/search/suggest/", {"q": "preven"})
    assert answer.json() == {
        "results": [
            {
                "title": "Prevention of trafficking [en]",
                "kind": document.get_kind_display(),
                "address": document.get_absolute_url(),
                "language": "en",
            }
        ]
    }
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert client.get("/en/search/suggest/", {"q": " "}).json() == {"results": []}


def test_who_asks_for_titles_too_often_is_given_none(client):
    paper("Prevention of trafficking")
    client.get("/en/search/suggest/", {"q": "preven"})
    cache.set("suggestions:127.0.0.1", 120, 60)
    answer = client.get("/en/search/suggest/", {"q": "preven"})
    assert (answer.status_code, answer.json()) == (429, {"results": []})


MOST_QUESTIONS = 12


@pytest.mark.slow
def test_the_page_asks_as_often_for_many_as_for_a_few(client):
    """A visitor, with three kinds on the page: each costs one question. One who is signed in asks three more."""
    ensure_site()
    news = Page.objects.get(slug="about", locale__language_code="en")
    asked = []
    for number in range(6):
        paper()
        mandate = make_mandate("alphaword", audience=Audience.PUBLIC)
        index_records("mandates", [mandate.pk])
        news.add_child(instance=StandardPage(title=f"alphaword {number}", slug=f"page-{number}"))
        if number in {0, 5}:
            page(client, q="alphaword")
            with CaptureQueriesContext(connection) as queries:
                page(client, q="alphaword")
            asked.append(len(queries))
    assert asked[0] == asked[1]
    assert asked[0] <= MOST_QUESTIONS


def test_a_restricted_page_and_what_is_below_it_are_found_by_nobody(client):
    ensure_site()
    about = Page.objects.get(slug="about", locale__language_code="en")
    open_page = about.add_child(instance=StandardPage(title="alphaword open", slug="open"))
    closed = about.add_child(instance=StandardPage(title="alphaword closed", slug="closed"))
    below = closed.add_child(instance=StandardPage(title="alphaword below", slug="below"))
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    assert set(pages_visible_to(VISITOR)) == set(Page.objects.live().public())
    assert not pages_visible_to(VISITOR).filter(pk__in=[closed.pk, below.pk]).exists()
    index_records("pages", [open_page.pk, closed.pk, below.pk])
    rows = page(client, q="alphaword").context["rows"]
    assert [str(row.hit.title) for row in rows] == ["alphaword open"]


def test_a_page_and_its_translations_are_one_result_in_the_language_of_the_reader(client):
    ensure_site()
    page = StandardPage.objects.filter(locale__language_code="en").first()
    other = StandardPage.objects.get(translation_key=page.translation_key, locale__language_code="fr")
    for each, words in ((page, "alphaword"), (other, "alphaword betaword")):
        each.title = words
        each.save_revision().publish()
    for language, shown, also in (("en", page, other), ("fr", other, page)):
        rows = client.get(f"/{language}/search/", {"q": "alphaword"}).context["rows"]
        assert [(str(row.hit.title), row.address) for row in rows] == [(shown.title, shown.url)]
        assert also.url in [address for _language, _direction, address in rows[0].also]
        suggested = client.get(f"/{language}/search/suggest/", {"q": "alphaw"}).json()["results"]
        assert shown.url in [each["address"] for each in suggested]
    page.unpublish()
    [row] = client.get("/en/search/", {"q": "alphaword"}).context["rows"]
    assert row.address == other.url
