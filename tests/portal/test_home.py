"""The home page, the foot of every page, and the statements that it leads to."""

import re
from datetime import date

import pytest

from palermo.accounts.states import Role
from palermo.core.audiences import Audience
from palermo.core.languages import LANGUAGES
from palermo.events.models import Event
from palermo.governance.models import Mandate
from palermo.portal.editorial import ensure_site
from tests.factories.accounts import make_place, make_user
from tests.factories.activities import make_event, make_outcome, make_tool
from tests.factories.governance import make_mandate
from tests.factories.register import make_entry, make_recommendation
from tests.factories.registrations import make_registration
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _frame(settings):
    settings.PALERMO_TODAY = date(2008, 1, 31)
    ensure_site()


def test_the_figures_count_what_the_reader_may_see_and_lead_to_it(client):
    make_event("Held", state="completed")
    make_event("For Member States", audience=Audience.MEMBER_STATES, state="completed")
    make_event("Upcoming", starts_on=date(2008, 2, 13), ends_on=date(2008, 2, 15))
    make_tool("Manual")
    make_mandate()
    in_force = str(Mandate.objects.filter(state="in_force", audience=Audience.PUBLIC).count())
    visitor = Page(client.get("/en/"))
    assert visitor.all(".figures strong") == ["1", "0 of 0", "1", in_force]
    assert [link["href"] for link in visitor.soup.select(".figures a")] == [
        "/en/events/?when=held",
        "/en/follow-up/?of=recommendations",
        "/en/tools/",
        "/en/mandates/?state=in_force",
    ]
    client.force_login(make_user(Role.DELEGATE))
    assert Page(client.get("/en/")).all(".figures strong")[0] == "2"


def test_an_event_counts_as_held_once_the_record_says_that_it_took_place(client):
    make_event("Held", state="completed")
    make_event("Date passed", state="authorised")
    make_event("Proposed", state="proposed", authorised_on=None)
    assert Page(client.get("/en/")).all(".figures strong")[0] == "1"
    titles = {
        when: Page(client.get(f"/en/events/?when={when}")).all(".papers > li h2") for when in ("held", "unconfirmed")
    }
    assert titles == {"held": ["1 Held [en]"], "unconfirmed": ["1 Date passed [en]"]}
    past = client.get(Event.objects.get(activity__state="authorised").get_absolute_url()).content.decode()
    assert "not yet confirmed that it took place" in past


@pytest.mark.parametrize("role", [None, Role.DELEGATE])
def test_each_figure_is_the_number_of_what_its_page_lists(client, role):
    """By one query each: a page that lists something else is no proof of a number."""
    make_event("Held", state="completed"), make_event("Cancelled", state="cancelled")
    make_event("Upcoming", starts_on=date(2008, 2, 13), ends_on=date(2008, 2, 15))
    make_event("Today", starts_on=date(2008, 1, 30), ends_on=date(2008, 1, 31))
    outcome = make_outcome(make_event("Regional", state="completed"), audience=Audience.PUBLIC)
    make_entry(named_by=make_recommendation("Words", outcome=outcome), state="done")
    make_entry("Of a report", origin="report")
    make_entry("At a meeting", origin="action_point")
    if role:
        client.force_login(make_user(role))
    figures = Page(client.get("/en/")).soup.select(".figures a")
    numbers = [re.findall(r"\d+", figure.strong.get_text()) for figure in figures[:2]]
    held, followed_up = (Page(client.get(figure["href"])) for figure in figures[:2])
    assert (numbers[0], held.all(".papers > li h2")) == (["2"], ["1 Held [en]", "2 Regional [en]"])
    done = Page(client.get(f"{figures[1]['href']}&state=done"))
    entries = [page.all(".papers > li h2") for page in (done, followed_up)]
    assert numbers[1] == [str(len(each)) for each in entries] == ["1", "2"]


def test_the_next_event_is_the_banner_and_outcomes_stand_latest_first(client):
    held = make_event("Held", state="completed")
    make_outcome(held, "First", produced_on=date(2007, 10, 3), audience=Audience.PUBLIC)
    make_outcome(held, "Last", produced_on=date(2007, 10, 4), audience=Audience.PUBLIC)
    make_event("Second", starts_on=date(2008, 5, 1), ends_on=date(2008, 5, 2))
    make_event("Next", starts_on=date(2008, 2, 13), ends_on=date(2008, 2, 15))
    make_event("Idea", state="proposed", authorised_on=None, starts_on=date(2008, 2, 1), ends_on=date(2008, 2, 2))
    page = Page(client.get("/en/"))
    assert page.all(".banner-title, .banner-later a") == ["Next [en]", "Second [en]"]
    assert page.all(".papers h3") == ["Last [en]", "First [en]"]
    assert page.all(".doors strong") == ["Events", "Data & research", "Documents", "What you can do"]
    client.force_login(make_user(Role.SECRETARIAT))
    assert Page(client.get("/en/")).all(".banner-title, .banner-later a") == ["Next [en]", "Second [en]"]


def test_the_banner_offers_a_mission_to_register_while_that_is_open(client):
    forum = make_event("Forum", starts_on=date(2008, 2, 13), ends_on=date(2008, 2, 15), audience=Audience.PUBLIC)
    make_registration(forum, closes_on=date(2008, 2, 8))
    offered = "Register a participant · Registration closes 8 February 2008 in 8 days"
    assert offered not in Page(client.get("/en/")).one(".banner")
    client.force_login(make_user(Role.DELEGATE))
    assert offered in Page(client.get("/en/")).one(".banner")


def test_without_an_event_to_come_the_banner_leads_to_those_held(client):
    banner = Page(client.get("/en/")).soup.select_one(".banner")
    assert (banner.a["href"], banner.p.get_text().split(".")[0].strip()) == (
        "/en/events/",
        "No upcoming events",
    )


def test_the_timeline_has_the_nearest_on_both_sides_of_today_and_leads_to_the_whole(client):
    for month in range(6, 13):
        make_event(starts_on=date(2007, month, 2), ends_on=date(2007, month, 3), place=make_place(f"Past {month}"))
    for month in range(2, 8):
        make_event(starts_on=date(2008, month, 2), ends_on=date(2008, month, 3), place=make_place(f"Ahead {month}"))
    page = Page(client.get("/en/"))
    ahead = [f"Ahead {month} [en]" for month in range(2, 7)]
    assert page.all(".yearline .what .quiet") == [*(f"Past {month} [en]" for month in range(8, 13)), *ahead]
    whole = page.soup.select_one("section[aria-labelledby=year] .all a")["href"]
    assert len(Page(client.get(whole)).all(".yearline .what .quiet")) == 13


@pytest.mark.parametrize(("role", "links"), [(None, []), (Role.DELEGATE, ["/en/desk/"])])
def test_who_has_a_desk_is_led_there(client, role, links):
    if role:
        client.force_login(make_user(role))
    assert [link["href"] for link in Page(client.get("/en/")).soup.select(".to-desk a")] == links


def test_the_title_of_a_page_names_the_page_and_the_initiative(client):
    titles = [Page(client.get(path)).one("title") for path in ("/en/mandates/", "/fr/mandates/")]
    assert titles == [
        "Mandates – Palermo: initiative against trafficking in persons",
        "Mandats – Palerme : initiative contre la traite des personnes",
    ]


def test_the_foot_names_who_runs_the_site_as_its_settings_say(client, settings):
    settings.PALERMO_OWNER = {"en": "The secretariat"}
    settings.PALERMO_LICENCE = {"en": "CC BY"}
    settings.PALERMO_LICENCE_ADDRESS = "https://licence.example.org/"
    settings.PALERMO_SOURCE = "https://source.example.org/"
    page = Page(client.get("/en/mandates/"))
    assert page.all(".foot li") == [
        "The secretariat",
        "Contact",
        "Press room",
        "Accessibility statement",
        "Privacy",
        "CC BY",
        "Source code",
    ]
    assert [link["href"] for link in page.soup.select(".foot a")] == [
        "/en/contact/",
        "/en/press/",
        "/en/accessibility/",
        "/en/privacy/",
        "https://licence.example.org/",
        "https://source.example.org/",
    ]


def test_the_foot_leaves_out_what_no_setting_says(client):
    assert Page(client.get("/en/mandates/")).all(".foot li") == [
        "Contact",
        "Press room",
        "Accessibility statement",
        "Privacy",
    ]


def test_no_paragraph_of_a_statement_falls_back_to_english(client):
    for path in ("accessibility", "privacy", "contact"):
        pages = [Page(client.get(f"/{language.django_code}/{path}/")).all("main p") for language in LANGUAGES]
        sentences = [set(each) for each in zip(*pages, strict=True) if len(each[0]) > len("Contact")]
        assert [len(each) for each in sentences] == [len(LANGUAGES)] * len(sentences)


@pytest.mark.parametrize("path", ["accessibility", "privacy"])
def test_the_statements_are_written_in_every_language(client, path):
    headings = {language.code: Page(client.get(f"/{language.django_code}/{path}/")).one("h1") for language in LANGUAGES}
    assert len(set(headings.values())) == len(LANGUAGES)


def test_how_long_reads_are_kept_is_what_the_setting_says(client, settings):
    settings.PALERMO_KEEP_READS_DAYS = 365
    assert "kept for 365 days" in Page(client.get("/en/privacy/")).text


def test_the_contact_page_says_who_is_reached_and_how(client, settings):
    assert Page(client.get("/en/contact/")).one("main .nothing") == (
        "No address is given here. Delegations reach the secretariat through their mission."
    )
    settings.PALERMO_OWNER = {"en": "The secretariat", "fr": "Le secrétariat"}
    settings.PALERMO_CONTACT = "office@example.org"
    settings.PALERMO_PRESS_CONTACT = "press@example.org"
    settings.PALERMO_POSTAL_ADDRESS = {"en": "1 Example Street"}
    settings.PALERMO_LICENCE = {"en": "CC BY"}
    page = Page(client.get("/en/contact/"))
    assert page.all("main .facts dd") == [
        "The secretariat",
        "office@example.org",
        "press@example.org",
        "1 Example Street",
    ]
    assert [link["href"] for link in page.soup.select("main .facts a")] == [
        "mailto:office@example.org",
        "mailto:press@example.org",
    ]
    assert page.all("main li") == ["Accessibility statement", "Privacy", "Licence: CC BY"]
    assert Page(client.get("/fr/contact/")).all("main .facts dd")[0] == "Le secrétariat"


@pytest.mark.parametrize("path", ["accessibility", "privacy"])
def test_who_is_to_tell_or_ask_the_secretariat_is_led_to_it(client, settings, path):
    settings.PALERMO_CONTACT = "office@example.org"
    links = [link["href"] for link in Page(client.get(f"/en/{path}/")).soup.select("main a")]
    assert links == ["mailto:office@example.org", "/en/contact/"]
