"""The seven regional events of the record, as their pages show them: what is known of each, for whom, and the way on.

Typed from the facts of the original paper, not from the demonstration's files.
"""

from typing import NamedTuple

import pytest
from django.test import Client

from palermo.accounts.models import User
from palermo.core.languages import LANGUAGES
from palermo.events.models import Event, Outcome
from palermo.governance.models import FollowUp
from tests.portal.filling import act, client_of, six
from tests.portal.reading import Page

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]


class Known(NamedTuple):
    """What the paper says of one event."""

    dates: str
    place: str
    subject: tuple[str, ...]
    participants: tuple[str, ...]
    # By kind, in the order of the page, and words that its text must have.
    outcomes: tuple[tuple[str, str, str], ...]
    partners: tuple[str, ...] = ()
    # The document that Member States read, where there is one.
    for_member_states: str = ""
    shown: tuple[str, ...] = ()
    recommended: tuple[str, ...] = ()


SEVEN = {
    "kampala-2007": Known(
        "19–22 June 2007",
        "Kampala",
        ("in countries in conflict and in post-conflict situations",),
        ("11 member States of the Eastern Africa Police Chiefs Cooperation Organization", "non-governmental"),
        (
            (
                "Recommendations",
                "adopted",
                "recommendations on dealing with trafficking in persons in conflict and post-conflict",
            ),
            ("Action plan", "draft", "draft regional action plan"),
        ),
    ),
    "brasilia-2007": Known(
        "2–4 October 2007",
        "Brasília",
        ("national action plan of Brazil", "monitoring and evaluation", "migration and trafficking", "HIV/AIDS"),
        ("Latin American Governments", "non-governmental"),
        (("Report", "adopted", "Report of the Brasília regional event"),),
        shown=("Report of the Brasília regional event",),
    ),
    "bangkok-2007": Known(
        "2–4 October 2007",
        "Bangkok",
        ("criminal justice responses", "impunity of traffickers", "justice for victims"),
        ("senior legal and law enforcement officials", "East Asia and the Pacific"),
        (("Recommendations", "adopted", "together with the report of the chair"),),
        for_member_states="Recommendations of the Bangkok regional event and chair’s report",
        recommended=("Each State should extradite or prosecute offenders, so that no safe haven remains.",),
    ),
    "cape-town-2007": Known(
        "3–5 October 2007",
        "Cape Town",
        ("interfaith dialogue", "faith-based groups"),
        ("religious leaders of all faiths",),
        (("Action plan", "adopted", "declared their commitment to a detailed action plan"),),
        for_member_states="Cape Town",
    ),
    "new-delhi-2007": Known(
        "10 and 11 October 2007",
        "New Delhi",
        ("trafficking for sexual exploitation", "new partnerships"),
        ("media", "film and the arts", "private sector", "United Nations bodies"),
        (
            ("Declaration", "adopted", "demand for prostitution, child labour and forced labour must be reduced"),
            ("Report", "adopted", "Report of the South Asia regional conference"),
        ),
        # Handed out, and on the screens.
        shown=("Report of the South Asia regional conference",) * 2,
    ),
    "istanbul-2007": Known(
        "9 and 10 October 2007",
        "Istanbul",
        ("law enforcement", "non-governmental organizations", "identifying victims", "collection of data", "Black Sea"),
        (),
        (("Agreed agenda item", "adopted", "currently chaired by Turkey"),),
        partners=("Ministry of Foreign Affairs", "International Centre for Migration Policy Development"),
    ),
    "vilnius-2007": Known(
        "25 and 26 October 2007",
        "Vilnius",
        ("prevention", "challenges and solutions"),
        (),
        (
            (
                "Conclusion",
                "adopted",
                "encouraged other non-traditional stakeholders, business and educational institutions in particular",
            ),
        ),
        partners=("Lithuania", "Organization for Security and Cooperation in Europe", "Drugs and Crime"),
    ),
}
EACH = pytest.mark.parametrize(("slug", "known"), SEVEN.items(), ids=SEVEN)


def read(slug: str, who: str = "", language: str = "en", tab: str = "") -> Page:
    client = client_of(User.objects.get(email=f"{who}@example.org")) if who else Client()
    return Page(client.get(f"/{language}/events/{slug}/{tab}"))


def test_there_are_these_seven_and_no_other_regional_event_that_was_held():
    held = Event.objects.filter(kind="regional", activity__state="completed")
    assert set(held.values_list("activity__slug", flat=True)) == set(SEVEN)


@EACH
def test_a_visitor_reads_what_is_known_of_each(slug, known):
    page, produced = read(slug), read(slug, tab="outcomes/")
    plain = page.text.replace("\N{NO-BREAK SPACE}", " ")
    shown = produced.text.replace("\N{NO-BREAK SPACE}", " ")
    lead = "" if known.partners else "United Nations Office on Drugs and Crime"
    wanted = [known.dates, known.place, *known.subject, *known.participants, *known.partners, lead]
    assert [words for words in wanted if words.lower() not in plain.lower()] == []
    kinds = Outcome.objects.filter(event__activity__slug=slug).order_by("order")
    assert [(each.get_kind_display(), each.status) for each in kinds] == [each[:2] for each in known.outcomes]
    titles = [each.title["en"] for each in kinds]
    assert page.all("ul.papers > li[id] > h3")[: len(titles)] == titles
    assert produced.all("main section[id] > h3") == titles
    assert [words for _kind, _status, words in known.outcomes if words not in shown] == []
    assert [words for words in known.recommended if words not in shown] == []
    assert ("at least 800 persons" in plain) == (slug == "new-delhi-2007")


@EACH
def test_each_rests_on_the_guidance_of_member_states_and_leads_to_the_report(slug, known):
    chain = [words for words, _address in read(slug, "delegate").chain()]
    assert chain[:2] == ["Decision 16/1 ¶2", "Guidance of 18 June 2007"]
    assert chain[-1].startswith("Report ¶")


@EACH
def test_what_is_on_the_site_for_member_states_is_theirs_alone(slug, known):
    if not known.for_member_states:
        return
    theirs = read(slug, "delegate", tab="documents/").all("ul.papers h3, ul.papers a")
    assert any(known.for_member_states in title for title in theirs)
    papers = read(slug, tab="documents/").all("ul.papers a")
    assert [title for title in papers if known.for_member_states in title] == []


@EACH
@pytest.mark.parametrize("language", [each.django_code for each in LANGUAGES])
def test_each_is_told_whole_in_every_language(slug, known, language):
    pages = [read(slug, language=language, tab=tab) for tab in ("", "outcomes/")]
    assert [page.soup.select_one("main").select("[data-missing], .missing") for page in pages] == [[], []]
    assert len(pages[1].all("main section[id] > h3")) == len(known.outcomes)


def test_what_is_handed_out_and_on_the_screens_of_the_forum():
    wanted = {title for known in SEVEN.values() for title in known.shown}
    shown = Page(Client().get("/en/events/vienna-forum/shown/"))
    assert sorted(shown.all("main h3")) == sorted(wanted)
    assert "Announcement on screens" in shown.text


@EACH
def test_what_each_recommended_can_be_taken_over_and_is_reported_on_in_the_register(slug, known):
    """With words of the test where the record has none: what was recommended is not on record but for one sentence."""
    office = client_of(User.objects.get(email="secretariat@example.org"))
    outcome = Outcome.objects.filter(event__activity__slug=slug).order_by("order")[0]
    act(office, "add-outcome-item", outcome.slug, takes_over="", **six("text", "Words of this test"))
    act(office, "take-over-outcome", outcome.slug, responsible="state:tha", due="2008-06", on="2008-01-31")
    entries = FollowUp.objects.filter(recommendation__outcome=outcome)
    assert entries.count() == len(known.recommended) + 1
    page = Page(Client().get(f"/en/follow-up/?event={slug}")).text
    assert [words for words in (*known.recommended, "Words of this test [en]") if words not in page] == []
    focal = client_of(User.objects.get(email="focal-point@example.org"))
    entry = entries.get(recommendation__text__en="Words of this test [en]")
    report = {"claims": "in_progress", "on": "2008-01-31", **six("text", "It has begun")}
    act(focal, "report-progress", entry.slug, **report)
    act(office, "accept-progress", entry.progress.get().pk)
    entry.refresh_from_db()
    assert entry.state == "in_progress"
    assert "It has begun" in Page(Client().get(f"/en/follow-up/{entry.slug}/")).text
