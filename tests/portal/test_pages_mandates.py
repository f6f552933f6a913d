"""Mandates and decisions on their pages: what was done in time order, what is missing, what a draft would become."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from palermo.accounts.states import Role
from palermo.core.audiences import Audience
from palermo.core.text import MultilingualText
from palermo.governance.models import Session
from tests.factories.accounts import make_organisation, make_user
from tests.factories.common import number, text
from tests.factories.governance import (
    make_activity,
    make_amendment,
    make_body,
    make_decision,
    make_disposition,
    make_draft,
    make_ended_mandate,
    make_endorsement,
    make_guidance,
    make_mandate,
    make_meeting,
)
from tests.portal import page_rows as rows
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 1, 31)


@pytest.fixture
def office(client):
    client.force_login(make_user(Role.SECRETARIAT))
    return client


@pytest.fixture
def delegate(client):
    client.force_login(make_user(Role.DELEGATE))
    return client


def session(starts: date, ends: date) -> Session:
    days = {"starts_on": starts, "ends_on": ends}
    return Session.objects.create(slug=f"session-{number()}", body=make_body(), number=number(), name=text("s"), **days)


# The page of a mandate


def test_everything_done_under_a_mandate_stands_in_time_order(delegate):
    mandate, other = make_mandate("This"), make_mandate("Other")
    make_activity("Third", mandate=mandate, starts_on=date(2007, 9, 1))
    make_activity("No date", mandate=mandate)
    make_guidance("First", under=mandate, given_on=date(2007, 6, 18))
    make_endorsement("Second", under=mandate, put_on=date(2007, 8, 1))
    make_decision("Fourth", under=mandate, adopted_on=date(2007, 10, 1), audience=Audience.MEMBER_STATES)
    gone = make_activity("Fifth", mandate=other)
    make_disposition(gone, mandate, fate="other_mandate", under=other, decided_on=date(2007, 11, 1))
    page = Page(delegate.get(f"/en/mandates/{mandate.slug}/"))
    assert page.all("main .timeline h3") == [
        *("First [en]", "Second [en]", "Third [en]", "Fourth [en]", "Fifth [en]", "No date [en]"),
    ]
    assert page.all("main .timeline p:not(.meta)") == ["Continues under Other [en]."]
    received = Page(delegate.get(f"/en/mandates/{other.slug}/"))
    assert received.all("main .timeline p:not(.meta)") == ["Previously under This [en]."]


def test_what_is_not_the_readers_is_not_in_the_timeline(client):
    mandate = make_mandate("This")
    hidden = make_mandate("undisclosed mandate", audience=Audience.MEMBER_STATES)
    make_guidance("undisclosed guidance", under=mandate)
    make_endorsement("undisclosed endorsement", under=mandate)
    make_decision("undisclosed decision", under=mandate, audience=Audience.MEMBER_STATES)
    make_draft("undisclosed draft", under=mandate)
    secret = make_activity("undisclosed activity", mandate=mandate, audience=Audience.MEMBER_STATES)
    make_disposition(secret, mandate)
    gone = make_activity("Open", mandate=hidden)
    make_disposition(gone, mandate, fate="other_mandate", under=hidden)
    page = Page(client.get(f"/en/mandates/{mandate.slug}/"))
    assert page.all("main .timeline h3") == ["Open [en]"]
    assert page.all("main .timeline p:not(.meta)") == ["Continues under a restricted mandate."]
    assert "undisclosed" not in str(page.soup)


def test_conditions_successor_and_session_stand_on_the_page(client):
    successor = make_mandate("Successor")
    mandate = make_mandate("Old", state="superseded", ended_on=date(2007, 9, 1), superseded_by=successor)
    page = Page(client.get(f"/en/mandates/{mandate.slug}/"))
    assert "This mandate was superseded by Successor [en]." in page.all("main .nothing")
    assert Page(client.get(f"/en/mandates/{successor.slug}/")).all(".facts ul a") == ["Old [en]"]
    late = make_mandate(due_session=session(date(2007, 9, 1), date(2007, 9, 5)), conditions=text("If funds allow"))
    page = Page(client.get(f"/en/mandates/{late.slug}/"))
    assert page.one("main .reading:not(.lead)") == "If funds allow [en]"
    assert page.one(".page-head .state") == "In force"
    assert "The session at which this was due has ended; no result on record." in page.all("main .nothing")
    assert "overdue" not in page.text.casefold()


# The list


def listed(client, query: str) -> list[str]:
    return Page(client.get(f"/en/mandates/?{query}")).all(".papers h2")


def test_mandates_due_within_so_many_weeks(client):
    make_mandate("Late", due_on=date(2008, 1, 30))
    make_mandate("Today", due_on=date(2008, 1, 31))
    make_mandate("In four weeks", due_on=date(2008, 2, 28))
    make_mandate("In five weeks", due_on=date(2008, 3, 6))
    make_mandate("At a session", due_session=session(date(2008, 2, 20), date(2008, 3, 20)))
    make_mandate("At a later session", due_session=session(date(2008, 4, 14), date(2008, 4, 18)))
    make_ended_mandate("Ended", on=date(2008, 1, 1), due_on=date(2008, 2, 1))
    make_mandate("undisclosed", due_on=date(2008, 2, 1), audience=Audience.MEMBER_STATES)
    in_four = ["Today [en]", "At a session [en]", "In four weeks [en]"]
    assert listed(client, "show=due") == in_four
    assert listed(client, "show=due&weeks=5") == [*in_four, "In five weeks [en]"]
    for nonsense in ("0", "-1", "x", "99999", "²"):
        assert listed(client, f"show=due&weeks={nonsense}") == in_four
    assert listed(client, "show=late") == ["Late [en]"]


def test_mandates_without_an_action_are_those_of_which_the_reader_sees_none(client):
    make_activity(mandate=make_mandate("Done something"))
    make_activity(mandate=make_mandate("Hidden activity"), audience=Audience.MEMBER_STATES)
    make_mandate("Nothing")
    make_mandate("Asks to refrain", ask="refrain")
    make_ended_mandate("Ended", on=date(2008, 1, 1))
    make_mandate("undisclosed", audience=Audience.MEMBER_STATES)
    assert listed(client, "show=idle") == ["Hidden activity [en]", "Nothing [en]"]


def flow(client) -> list[str]:
    """The row of the chart's file that counts mandates without an action."""
    lines = client.get("/en/mandates/?chart=flow&as=csv").content.decode().splitlines()
    return [line for line in lines if "No activity on record" in line]


def test_list_filter_chart_and_page_agree_on_what_was_done(client, delegate):
    """Consultations carry out a mandate to consult; what guidance under it led to is done under it, too."""
    consult = make_mandate("Consult", ask="consult", in_force_from=date(2007, 5, 1))
    make_mandate("Restrain", ask="refrain")
    make_mandate("Nothing")
    make_activity("Launch", mandate=make_mandate("Direct"))
    for day in (date(2007, 4, 2), date(2007, 6, 18), date(2007, 7, 16)):
        make_meeting(starts_on=day, ends_on=day)
    make_meeting(starts_on=date(2007, 8, 1), ends_on=date(2007, 8, 1), cancelled_on=date(2007, 7, 20))
    other = make_meeting(kind="briefing", starts_on=date(2007, 6, 20), ends_on=date(2007, 6, 20))
    guidance = make_guidance(meeting=other, under=consult)
    make_activity("Regional", mandate=make_mandate("By guidance", paragraph=None, guidance=guidance))

    def told(reader) -> tuple[dict[str, list[str]], list[str], list[str], list[str]]:
        page, detail = Page(reader.get("/en/mandates/")), Page(reader.get(f"/en/mandates/{consult.slug}/"))
        counts = {row.h2.get_text(strip=True): row.select(".meta")[1:] for row in page.soup.select(".papers > li")}
        lines = {name: [" ".join(each.get_text(" ").split()) for each in meta] for name, meta in counts.items()}
        return lines, listed(reader, "show=idle"), flow(reader), detail.all("#done + .timeline h3")

    others = {
        "Nothing [en]": ["no activity on record"],
        "Restrain [en]": [],
        "Direct [en]": ["1 activity"],
        "By guidance [en]": ["1 activity"],
    }
    idle = ["Mandates: Nothing [en],Activities: No activity on record,1"]
    assert told(Client()) == (
        {**others, "Consult [en]": ["1 action in all"]},
        ["Nothing [en]"],
        idle,
        ["Regional [en]"],
    )
    held = "Open-ended informal intergovernmental consultation"
    done = [held, "Guidance [en]", held, "Regional [en]"]
    assert told(delegate) == ({**others, "Consult [en]": ["4 actions in all"]}, ["Nothing [en]"], idle, done)


def test_activities_whose_mandate_ended(client):
    ended = make_ended_mandate("Ended", on=date(2008, 1, 1))
    make_activity("Left over", mandate=ended)
    make_activity("Finished", mandate=ended, state="completed")
    make_activity("undisclosed", mandate=ended, audience=Audience.MEMBER_STATES)
    hidden = make_ended_mandate("undisclosed mandate", on=date(2008, 1, 1), audience=Audience.MEMBER_STATES)
    make_activity("Under a hidden one", mandate=hidden)
    page = Page(client.get("/en/mandates/?show=ended"))
    assert page.all(".papers h2") == ["Left over [en]", "Under a hidden one [en]"]
    assert "undisclosed" not in str(page.soup)
    assert "a restricted mandate" in page.all(".papers .meta")[1]


def test_mandates_are_listed_by_addressee_and_by_state(client):
    agency, body = make_organisation("Agency A"), make_body("Committee B")
    make_mandate("To the agency", addressee_organisation=agency)
    make_mandate("To the body", addressee_body=body)
    make_ended_mandate("Ended", on=date(2008, 1, 1), addressee_organisation=agency)
    hidden = make_organisation("undisclosed agency")
    make_mandate("undisclosed", addressee_organisation=hidden, audience=Audience.MEMBER_STATES)
    assert listed(client, f"addressee=organisation-{agency.slug}") == ["To the agency [en]", "Ended [en]"]
    assert listed(client, f"addressee=organisation-{agency.slug}&state=lapsed") == ["Ended [en]"]
    assert listed(client, f"addressee=body-{body.slug}") == ["To the body [en]"]
    for nobody in (f"organisation-{hidden.slug}", "nobody", "body-"):
        assert listed(client, f"addressee={nobody}") == []
    page = Page(client.get("/en/mandates/"))
    assert "Agency A [en]" in page.all(".choose a")
    assert "undisclosed" not in str(page.soup)


@pytest.mark.parametrize("query", ["", "show=due", "show=late", "show=idle", "show=ended", "state=in_force", "find=x"])
def test_no_list_of_mandates_asks_more_than_twelve_questions(office, query):
    for _each in range(3):
        rows.mandate()
        make_activity("Left over", mandate=make_ended_mandate(on=date(2008, 1, 1)))
    office.get(f"/en/mandates/?{query}")
    with CaptureQueriesContext(connection) as asked:
        assert office.get(f"/en/mandates/?{query}").status_code == 200
    assert len(asked) <= MOST_QUERIES, [each["sql"][:120] for each in asked]


# Decisions


def test_decisions_are_listed_by_their_numbers(client):
    body = make_body()
    for words in ("16/10", "16/2", "31/16 B", "31/16 A", ""):
        make_decision(words or "none", body=body, number=words)
    assert Page(client.get("/en/decisions/?order=number")).all(".papers h2 a") == [
        *("Decision 16/2", "Decision 16/10", "Decision 31/16 A", "Decision 31/16 B", "none [en]"),
    ]


def test_a_pending_number_is_said_and_the_temporary_one_finds_the_draft(office):
    draft = make_draft("Draft", temporary_number="L.5")
    page = Page(office.get(f"/en/decisions/{draft.slug}/"))
    assert page.one(".page-head .symbol-pending") == "number pending"
    assert page.one(".page-head .symbol") == "L.5"
    assert Page(office.get("/en/decisions/?find=L.5")).all(".papers h2") == ["Draft [en]"]
    numbered = make_decision(number="16/2", temporary_number="L.6")
    page = Page(office.get(f"/en/decisions/{numbered.slug}/"))
    assert (page.all(".page-head .symbol-pending"), page.one(".page-head .symbol")) == ([], "L.6")


def test_an_amendment_shows_what_it_takes_out_and_puts_in(office):
    draft = make_draft()
    paragraph = draft.paragraphs.get()
    paragraph.text = MultilingualText({"en": "Members meet in June", "fr": "Les membres se réunissent"})
    paragraph.save()
    make_amendment(decision=draft, text=MultilingualText({"en": "Members meet in July"}))
    page = Page(office.get(f"/en/decisions/{draft.slug}/"))
    assert (page.all(".difference del"), page.all(".difference ins")) == (["June"], ["July"])
    assert page.all("main section h3") == ["To paragraph 1"]
    assert "Record result" in page.all("main section a")
    page = Page(office.get(f"/fr/decisions/{draft.slug}/"))
    assert [each["lang"] for each in page.soup.select(".difference")] == ["en"]


def test_an_accepted_amendment_is_compared_with_the_words_it_replaced(office):
    draft = make_draft()
    make_amendment(
        *("New words",),
        decision=draft,
        state="accepted",
        decided_on=date(2007, 4, 21),
        previous_text=MultilingualText({"en": "Old words"}),
    )
    page = Page(office.get(f"/en/decisions/{draft.slug}/"))
    assert page.all("main section > .difference del") == ["Old"]
    assert "Record result" not in page.text


@pytest.mark.parametrize("state", ["draft", "not_adopted"])
def test_drafts_and_their_amendments_are_the_secretariats(delegate, state):
    draft = make_draft("undisclosed", state=state)
    make_amendment("undisclosed words", decision=draft)
    assert delegate.get(f"/en/decisions/{draft.slug}/").status_code == 404
    assert "undisclosed" not in delegate.get("/en/decisions/").content.decode()


def test_a_page_of_a_draft_asks_as_often_for_three_amendments_as_for_one(office):
    def questions(draft):
        office.get(f"/en/decisions/{draft.slug}/")
        with CaptureQueriesContext(connection) as asked:
            office.get(f"/en/decisions/{draft.slug}/")
        return len(asked)

    one, three = make_draft(), make_draft()
    make_amendment(decision=one)
    for _each in range(3):
        make_amendment(decision=three)
    assert questions(three) == questions(one)


def test_above_the_title_stands_the_number_or_only_the_kind(client):
    for number_given, shown in (("16/2", "Decision 16/2"), ("", "Decision")):
        decision = make_decision(number=number_given)
        assert Page(client.get(f"/en/decisions/{decision.slug}/")).one(".kicker") == shown
