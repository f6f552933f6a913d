"""What search engines see: public pages in each of their languages, and nothing else."""

import json
import re
from datetime import date

import pytest
from django.urls import reverse
from wagtail.models import Page

from palermo.accounts.states import Role
from palermo.core.audiences import Audience
from palermo.core.kinds import all_kinds
from palermo.core.languages import BY_DJANGO_CODE, LANGUAGES
from palermo.core.text import MultilingualText
from palermo.portal.editorial import ensure_site
from palermo.portal.indexing import INDEXED
from tests.factories.accounts import make_organisation, make_place, make_state, make_user
from tests.factories.activities import make_event, make_study, make_tool
from tests.factories.assistance import make_assistance
from tests.factories.common import text
from tests.factories.governance import make_activity, make_decision, make_mandate
from tests.factories.library import make_document
from tests.factories.outreach import make_followed_commitment
from tests.factories.register import make_contribution, make_entry

pytestmark = pytest.mark.django_db

HOST = "http://testserver"
LINK = re.compile(r'<link rel="(canonical|alternate)"(?: hreflang="([\w-]+)")? href="([^"]+)">')
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
# A tag that would end the element, and a separator that would end a line of it.
HOSTILE = 'Name</script><script>alert("x")</script><!-- & \u2028 \\u003c'


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 1, 31)


def links(client, address: str) -> dict[str, str]:
    """Canonical address and languages as the page's head says them."""
    return {language or kind: to for kind, language, to in LINK.findall(client.get(address).text)}


def in_each_language(path: str) -> dict[str, str]:
    return {
        **{language.tag: f"{HOST}/{language.django_code}/{path}" for language in LANGUAGES},
        "x-default": f"{HOST}/{path}",
    }


def public_pages() -> list[str]:
    """One of each kind of page that is about a record, and each list."""
    state = make_state(slug="aut")
    place = make_place(state=state)
    records = {
        "events": make_event(place=place).activity,
        "tools": make_tool().activity,
        "studies": make_study().activity,
        "activities": make_activity(kind="other", mandate=make_mandate()),
        "documents": make_document(audience=Audience.PUBLIC, state="issued", issued_on=date(2007, 1, 1)),
        "decisions": make_decision(audience=Audience.PUBLIC),
        "mandates": make_mandate(audience=Audience.PUBLIC),
        "contributions": make_contribution(),
        "assistance": make_assistance(),
        "commitments": make_followed_commitment(),
        "follow-up": make_entry(),
        "states": state,
        "events/places": place,
    }
    return [*(f"{path}/{record.slug}/" for path, record in records.items()), *(f"{path}/" for path in LISTS)]


LISTS = ("calendar", "events", "tools", "studies", "documents", "decisions", "mandates", "contributions", "states")
LISTS += ("assistance", "commitments")


def test_every_kind_of_page_names_itself_and_its_six_languages_alike(client):
    found = {path: links(client, f"/fr/{path}") for path in public_pages()}
    assert found == {path: {"canonical": f"{HOST}/fr/{path}", **in_each_language(path)} for path in found}


@pytest.mark.parametrize("path", ["about/", pytest.param("", marks=pytest.mark.slow)])
def test_an_editorial_page_names_the_languages_in_which_it_is_written(client, path):
    ensure_site()
    assert links(client, f"/ar/{path}") == {"canonical": f"{HOST}/ar/{path}", **in_each_language(path)}
    Page.objects.filter(locale__language_code="es", slug="about").update(live=False)
    others = {tag: to for tag, to in in_each_language(path).items() if tag != "es" or path != "about/"}
    assert links(client, f"/ar/{path}") == {"canonical": f"{HOST}/ar/{path}", **others}


def test_an_address_without_a_language_leads_to_the_readers(client):
    response = client.get("/states/", headers={"accept-language": "ru;q=0.9, de"})
    assert (response.status_code, response["Location"]) == (302, "/ru/states/")


def test_a_later_page_of_a_list_is_a_page_of_its_own_and_the_first_has_no_number(client):
    for _each in range(51):
        make_event()
    second = links(client, "/en/events/?page=2")
    assert (second["canonical"], second["zh-Hans"]) == (f"{HOST}/en/events/?page=2", f"{HOST}/zh-hans/events/?page=2")
    assert links(client, "/en/events/?page=1")["canonical"] == f"{HOST}/en/events/"


@pytest.mark.parametrize(
    "path", ["events/?kind=regional", "states/?on=2007-01-01", "states/?find=x", "accounts/login/", "nowhere/", "desk/"]
)
def test_what_is_no_page_of_its_own_is_kept_by_nobody(client, path):
    response = client.get(f"/en/{path}")
    assert response["X-Robots-Tag"] == "noindex"
    assert not response.has_header("Link")
    assert LINK.findall(response.text) == []


def test_what_a_signed_in_reader_is_shown_is_kept_by_nobody(client):
    client.force_login(make_user(Role.DELEGATE))
    response = client.get("/en/states/")
    assert (response["X-Robots-Tag"], LINK.findall(response.text)) == ("noindex", [])


def test_public_pages_may_be_kept(client):
    assert [client.get(f"/en/{path}").headers.get("X-Robots-Tag") for path in public_pages()] == [None] * 24


def test_robots_are_shown_the_map_and_asked_to_leave_the_rest(client):
    lines = client.get("/robots.txt").text.splitlines()
    assert lines == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /*/accounts/",
        "Disallow: /*/acts/",
        "Disallow: /*/desk/",
        "Disallow: /*/history/",
        "Disallow: /*/secretariat/",
        "",
        "Sitemap: http://testserver/sitemap.xml",
    ]


def map_of(client) -> dict[str, list[str]]:
    """The file of each section, and the addresses in it."""
    files = re.findall(r"<loc>([^<]+)</loc>", client.get("/sitemap.xml").text)
    return {file.removeprefix(HOST): re.findall(r"<loc>([^<]+)</loc>", client.get(file).text) for file in files}


def test_the_map_has_each_record_in_six_languages_with_the_others_beside_it(client):
    event = make_event()
    make_event(audience=Audience.MEMBER_STATES)
    slug = event.activity.slug
    found = map_of(client)["/sitemap-events.xml"]
    assert found == [f"{HOST}/{language.django_code}/events/{slug}/" for language in LANGUAGES]
    html = client.get("/sitemap-events.xml").text
    others = set(re.findall(r'hreflang="([\w-]+)" href="([^"]+)"', html))
    assert others == {(code, f"{HOST}/{code}/events/{slug}/") for code in BY_DJANGO_CODE} | {
        ("x-default", f"{HOST}/events/{slug}/")
    }


def test_every_kind_of_page_on_the_map_may_be_kept():
    on_the_map = {page for kind in all_kinds() for page in (kind.list_page, kind.sitemap_page) if page}
    assert on_the_map - INDEXED == set()


@pytest.mark.slow
def test_every_address_on_the_map_opens_to_a_visitor_and_may_be_kept(client):
    ensure_site()
    public_pages()
    addresses = [to for file in map_of(client).values() for to in file if "/zh-hans/" in to]
    answers = {to: client.get(to.removeprefix(HOST)) for to in addresses}
    assert {to: (r.status_code, r.headers.get("X-Robots-Tag")) for to, r in answers.items()} == dict.fromkeys(
        addresses, (200, None)
    )
    assert len(addresses) > 20


def make_titled(title: dict[str, str]):
    event = make_event()
    event.activity.title = MultilingualText(title)
    event.activity.save()
    return event


def data_of(client, address: str) -> dict | None:
    found = DATA.findall(client.get(address).text)
    return json.loads(found[0]) if found else None


@pytest.mark.parametrize(
    ("state", "days", "status"),
    [
        ("authorised", (date(2008, 2, 13), date(2008, 2, 15)), "https://schema.org/EventScheduled"),
        ("completed", (date(2007, 10, 2), date(2007, 10, 4)), "https://schema.org/EventScheduled"),
        ("cancelled", (date(2007, 10, 2), date(2007, 10, 4)), "https://schema.org/EventCancelled"),
        # Its days have passed, and the record does not say that it took place.
        ("authorised", (date(2007, 10, 2), date(2007, 10, 4)), None),
    ],
)
def test_programs_read_that_an_event_took_place_once_the_record_says_so(client, settings, state, days, status):
    settings.PALERMO_TODAY = date(2008, 1, 31)
    event = make_event("Seminar", state=state, starts_on=days[0], ends_on=days[1])
    assert data_of(client, event.get_absolute_url()).get("eventStatus") == status


def test_an_event_is_told_in_the_words_of_schema_org(client):
    place = make_place("Bangkok", state=make_state("Thailand"))
    lead = make_organisation("Office")
    dates = {"starts_on": date(2007, 10, 2), "ends_on": date(2007, 10, 4)}
    event = make_event("Seminar", place=place, lead=lead, summary=text("What it was about"), **dates)
    address = f"/fr/events/{event.activity.slug}/"
    assert data_of(client, address) == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": text("Seminar")["fr"],
        "description": text("What it was about")["fr"],
        "startDate": "2007-10-02",
        "endDate": "2007-10-04",
        "location": {
            "@type": "Place",
            "name": text("Bangkok")["fr"],
            "address": {"@type": "PostalAddress", "addressCountry": text("Thailand")["fr"]},
        },
        "organizer": {"@type": "Organization", "name": text("Office")["fr"]},
        "url": f"{HOST}{address}",
    }


def test_words_in_another_language_are_named_as_such(client):
    event = make_titled({"en": "Only English"})
    assert data_of(client, f"/ru/events/{event.activity.slug}/")["name"] == {
        "@value": "Only English",
        "@language": "en",
    }


def test_no_text_of_the_record_ends_the_element_it_stands_in(client):
    event = make_titled({"en": HOSTILE})
    html = client.get(f"/en/events/{event.activity.slug}/").text
    assert data_of(client, f"/en/events/{event.activity.slug}/")["name"] == HOSTILE
    assert "<script>alert" not in html
    assert "\u2028" not in DATA.findall(html)[0]
    assert '<meta property="og:title" content="Name&lt;/script&gt;&lt;script&gt;alert(&quot;x&quot;)' in html


@pytest.mark.parametrize("restricted", [a for a in Audience if a != Audience.PUBLIC])
def test_nothing_is_told_of_a_restricted_record_to_whoever_reads_it(client, restricted):
    client.force_login(make_user(Role.SECRETARIAT))
    hidden = [make_event("Canary", audience=restricted).activity, make_tool("Canary", audience=restricted).activity]
    decision = make_decision("Canary", audience=restricted)
    pages = [reverse("event", args=[hidden[0].slug]), reverse("tool", args=[hidden[1].slug])]
    pages.append(reverse("decision", args=[decision.slug]))
    heads = [client.get(page).text.split("</head>")[0] for page in pages]
    assert [re.findall(r"ld\+json|og:|name=\"description\"|canonical|hreflang", head) for head in heads] == [[], [], []]


def test_a_public_record_is_told_also_while_a_signed_in_reader_looks(client):
    event = make_event("Open", audience=Audience.PUBLIC)
    client.force_login(make_user(Role.SECRETARIAT))
    assert data_of(client, f"/en/events/{event.activity.slug}/")["name"] == text("Open")["en"]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("tools", "CreativeWork"),
        ("studies", "ResearchProject"),
        ("activities", "Project"),
        ("documents", "CreativeWork"),
        ("decisions", "Legislation"),
        ("contributions", "MonetaryGrant"),
        ("states", "Country"),
        ("events/places", "Place"),
    ],
)
def test_each_kind_of_record_has_a_kind_of_its_own(client, path, kind):
    address = next(page for page in public_pages() if page.startswith(f"{path}/") and page != f"{path}/")
    assert data_of(client, f"/en/{address}")["@type"] == kind


@pytest.mark.parametrize("path", [path for path in LISTS if path != "calendar"])
def test_a_list_says_in_the_readers_language_what_it_is(client, path):
    html = client.get(f"/fr/{path}/").text
    title = re.search(r"<h1>(.*?)</h1>", html)[1]
    shown = dict(re.findall(r'<meta property="(og:\w+)" content="([^"]*)">', html))
    assert (shown["og:title"], shown["og:url"], shown["og:locale"]) == (title, f"{HOST}/fr/{path}/", "fr")
    assert re.search(r'<meta name="description" content="([^"]+)">', html)[1] == shown["og:description"]
