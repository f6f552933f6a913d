"""Decisions, mandates, consultations, guidance, endorsements: what was asked, what is late, what came of it."""

from datetime import date, time

import pytest

from palermo.accounts.states import Role
from palermo.core.audiences import Audience
from palermo.governance.models import MeetingPaper, SessionPart
from palermo.library.models import LanguageVersion
from tests.factories.accounts import make_organisation, make_place, make_user
from tests.factories.activities import make_event, make_outcome
from tests.factories.calendar import make_session
from tests.factories.common import text
from tests.factories.governance import (
    make_activity,
    make_body,
    make_decision,
    make_ended_mandate,
    make_endorsement,
    make_guidance,
    make_mandate,
    make_meeting,
    make_procedure,
)
from tests.factories.library import make_document
from tests.factories.register import make_report
from tests.portal.reading import Page, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 1, 31)


@pytest.fixture
def delegate(client):
    client.force_login(make_user(Role.DELEGATE))
    return client


def test_a_decision_names_the_part_of_the_session_at_which_it_was_adopted(client):
    session = make_session(date(2007, 4, 23), body=make_body("Commission"), name=text("Sixteenth"), place=make_place())
    part = {"session": session, "number": 1, "name": text("Reconvened"), "place": make_place("Elsewhere")}
    SessionPart.objects.create(**part, starts_on=date(2007, 11, 21), ends_on=date(2007, 11, 30))
    decisions = [
        make_decision(body=session.body, session=session, adopted_on=day, paragraphs=0)
        for day in (date(2007, 4, 27), date(2007, 11, 30))
    ]
    shown = []
    for decision in decisions:
        facts = Page(client.get(f"/en/decisions/{decision.slug}/")).soup.select("dl.facts > div")
        shown.append({words(fact.dt): words(fact.dd) for fact in facts}["Session"])
    assert shown == ["Sixteenth [en], Place [en]", "Reconvened [en], Elsewhere [en]"]
    rows = Page(client.get("/en/decisions/")).all("ul.papers .meta")
    assert [row.partition(" · ")[0] for row in rows] == [
        "Commission [en], Reconvened [en]",
        "Commission [en], Sixteenth [en]",
    ]


def test_under_each_paragraph_stands_what_was_done(client):
    decision = make_decision(paragraphs=2, wording="paraphrase")
    mandate = make_mandate("Asked", paragraph=decision.paragraphs.get(number=1))
    make_activity("Second", mandate=mandate, starts_on=date(2007, 9, 1), ends_on=date(2007, 9, 1))
    make_activity("First", mandate=mandate, starts_on=date(2007, 8, 1), ends_on=date(2007, 8, 1))
    page = Page(client.get(f"/en/decisions/{decision.slug}/"))
    assert page.all("#p1 .timeline a") == ["First [en]", "Second [en]"]
    assert page.one("#p2 .nothing") == "No mandate from this paragraph."
    assert page.all("main > .nothing")[0].startswith("Summary by the secretariat, not the official text.")


@pytest.mark.parametrize(
    ("wording", "heading", "is_elsewhere"), [("paraphrase", "Summary", True), ("official", "Official text", False)]
)
def test_a_summary_of_a_decision_is_not_called_its_official_text(client, wording, heading, is_elsewhere):
    document = make_document("Paper", audience=Audience.PUBLIC)
    decision = make_decision(wording=wording, document=document)
    aside = Page(client.get(f"/en/decisions/{decision.slug}/")).one("aside")
    assert f"{heading} Paper [en]" in aside
    assert ("The official text is not available here; it is issued by the " in aside) == is_elsewhere


def test_what_is_not_the_readers_is_not_under_a_paragraph(client):
    decision = make_decision()
    undisclosed = make_mandate(
        "undisclosed mandate", paragraph=decision.paragraphs.get(), audience=Audience.MEMBER_STATES
    )
    make_activity("Open", mandate=undisclosed)
    shown = make_mandate("Shown", paragraph=decision.paragraphs.get())
    make_activity("undisclosed activity", mandate=shown, audience=Audience.MEMBER_STATES)
    make_guidance("undisclosed guidance", under=shown)
    page = Page(client.get(f"/en/decisions/{decision.slug}/"))
    assert page.all("#p1 .came-of .meta a") == ["Shown [en]"]
    assert "undisclosed" not in str(page.soup)


def test_more_than_six_things_lead_to_the_mandate(client):
    decision = make_decision()
    mandate = make_mandate("Asked", paragraph=decision.paragraphs.get())
    for each in range(8):
        make_activity(f"Activity {each}", mandate=mandate)
    page = Page(client.get(f"/en/decisions/{decision.slug}/"))
    assert len(page.all("#p1 .timeline li")) == 6
    assert page.all("#p1 .came-of > .meta")[-1] == "All actions under this mandate (8)"


def test_a_mandate_past_its_due_date_says_first_that_no_result_is_on_record(client):
    mandate = make_mandate("Late", due_on=date(2008, 1, 21))
    page = Page(client.get(f"/en/mandates/{mandate.slug}/"))
    assert page.one(".page-head .due") == "no result on record"
    assert page.one(".page-head .state") == "In force"
    assert page.all("main > .nothing") == [
        "This was due 21 January 2008 ; no result on record.",
        "No activity under this mandate is on record yet.",
    ]
    assert "overdue" not in page.text.casefold()


def test_open_and_late_come_first_then_everything_in_order(client):
    mandate = make_mandate()
    make_activity("Done", mandate=mandate, state="completed", starts_on=date(2007, 6, 1), ends_on=date(2007, 6, 2))
    make_activity("Ahead", mandate=mandate, starts_on=date(2008, 1, 1), ends_on=date(2008, 6, 2))
    make_activity("Late", mandate=mandate, starts_on=date(2008, 1, 2), ends_on=date(2008, 1, 3))
    page = Page(client.get(f"/en/mandates/{mandate.slug}/"))
    assert page.all("main .papers h3") == ["Late [en]", "Ahead [en]"]
    assert page.all("main .papers .state") == ["Authorized", "Authorized"]
    assert page.all("main .timeline h3") == ["Done [en]", "Ahead [en]", "Late [en]"]


def test_a_mandate_counts_only_what_the_reader_may_see(client):
    mandate = make_mandate()
    make_activity("Open", mandate=mandate)
    make_outcome(make_event("Open event", mandate=mandate), "undisclosed outcome", audience=Audience.MEMBER_STATES)
    make_activity("undisclosed", mandate=mandate, audience=Audience.MEMBER_STATES)
    page = Page(client.get(f"/en/mandates/{mandate.slug}/"))
    assert [words for words, address in page.chain()][1:] == ["This mandate", "2 activities"]
    assert "undisclosed" not in str(page.soup)
    assert Page(client.get("/en/mandates/")).all(".papers .meta")[1] == "2 activities"


def test_mandates_are_listed_by_what_needs_somebody(client):
    make_ended_mandate("Ended", on=date(2007, 9, 1), due_on=date(2007, 8, 1))
    make_mandate("No date")
    make_mandate("Soon", due_on=date(2008, 2, 15))
    make_mandate("Late", due_on=date(2008, 1, 1))
    page = Page(client.get("/en/mandates/"))
    assert page.all(".papers h2") == ["Late [en]", "Soon [en]", "No date [en]", "Ended [en]"]
    assert page.all(".papers .state") == ["In force", "In force", "In force", "Lapsed"]
    assert page.all(".papers .due") == ["no result on record", "in 15 days"]
    assert "overdue" not in page.text.casefold()


def test_before_a_meeting_stand_its_papers_and_after_it_what_came_of_it(delegate):
    meeting = make_meeting()
    guidance = make_guidance("topic", meeting=meeting)
    make_activity("Done", mandate=make_mandate(guidance=guidance))
    page = Page(delegate.get(f"/en/consultations/{meeting.slug}/"))
    assert page.all("main h2") == ["Guidance of Member States", "Agenda and documents"]
    assert page.all("main h2 + .meta") == ["The secretariat’s notes, not an official record."]
    assert page.all("main section .timeline a") == ["Done [en]"]


def test_a_meeting_ahead_says_what_is_not_out_yet(delegate):
    meeting = make_meeting(on=date(2008, 2, 6))
    page = Page(delegate.get(f"/en/consultations/{meeting.slug}/"))
    assert page.all("main .nothing") == [
        "The agenda has not been issued yet.",
        "No documents have been issued yet.",
    ]
    assert page.all("main > p.meta") == ["Place and time to be announced."]
    assert page.one(".page-head .due") == "in 6 days"


def test_a_briefing_prepared_for_a_meeting_is_one_of_its_documents(delegate):
    meeting = make_meeting(on=date(2008, 2, 6), starts_at=time(10), time_zone="Europe/Vienna")
    make_report("Briefing", meeting=meeting, cutoff_on=date(2008, 1, 31))
    page = Page(delegate.get(f"/en/consultations/{meeting.slug}/"))
    assert page.all("main h2") == ["Agenda", "Documents"]
    assert page.all(".papers .meta") == ["Briefing note · Issued"]
    assert page.all("main > p.meta") == ["Place to be announced."]


def test_a_meetings_restricted_papers_mandates_and_guidance_are_not_there(delegate):
    meeting = make_meeting()
    for is_report in (False, True):
        paper = make_document("undisclosed paper", audience=Audience.STEERING_COMMITTEE)
        MeetingPaper.objects.create(meeting=meeting, document=paper, is_report=is_report)
    MeetingPaper.objects.create(
        meeting=meeting, document=make_document("undisclosed draft", state="draft", issued_on=None)
    )
    guidance = make_guidance("Open topic", meeting=meeting)
    make_mandate("undisclosed mandate", guidance=guidance, audience=Audience.STEERING_COMMITTEE)
    make_guidance("undisclosed guidance", meeting=meeting, audience=Audience.SECRETARIAT)
    page = Page(delegate.get(f"/en/consultations/{meeting.slug}/"))
    assert page.all("main section h3") == ["Open topic [en]"]
    assert "undisclosed" not in str(page.soup)


def test_the_line_of_the_year_says_on_what_guidance_was_given(delegate):
    meeting = make_meeting()
    make_guidance("regional events", meeting=meeting)
    make_guidance("undisclosed", meeting=meeting, audience=Audience.SECRETARIAT)
    assert Page(delegate.get("/en/consultations/")).all(".entries .quiet") == ["regional events [en]"]


def test_an_open_endorsement_says_what_silence_means(delegate):
    made = make_endorsement(procedure=make_procedure(kind="silence"), target_on=date(2008, 2, 10))
    page = Page(delegate.get(f"/en/endorsements/{made.slug}/"))
    assert page.all("main .nothing")[0] == (
        "Silence procedure: the text is approved unless a Member State objects by 10 February 2008. "
        "To object, write to the secretariat before then."
    )
    assert page.one(".page-head .due") == "in 10 days"


def test_an_endorsement_never_shows_a_paper_of_another_audience(delegate):
    paper = make_document("undisclosed", audience=Audience.STEERING_COMMITTEE)
    made = make_endorsement(
        document=paper, put_at=make_meeting(audience=Audience.SECRETARIAT, title={"en": "undisclosed"})
    )
    page = Page(delegate.get(f"/en/endorsements/{made.slug}/"))
    assert "undisclosed" not in str(page.soup)
    assert "The document submitted is restricted, or not issued yet." in page.all("main .nothing")


def test_proposals_are_the_committees(delegate):
    make_activity("undisclosed proposal", audience=Audience.MEMBER_STATES, lead=make_organisation())
    for address in ("/en/committee/", "/en/committee/board/"):
        assert "undisclosed" not in str(Page(delegate.get(address)).soup)
    delegate.force_login(make_user(Role.COMMITTEE_MEMBER))
    assert Page(delegate.get("/en/committee/board/")).all(".papers h3") == ["undisclosed proposal [en]"]


def test_a_document_says_which_languages_it_lacks_and_offers_no_other_in_their_place(client):
    paper = make_document(words="Words in English")
    LanguageVersion.objects.create(document=paper, language="ar", text="كلمات")
    page = Page(client.get(f"/fr/documents/{paper.slug}/"))
    assert page.one("main .nothing").startswith("Ce document n’est pas encore disponible en français.")
    assert "Words in English" not in page.text
    assert page.all("main .languages a") == ["العربية", "English"]
    assert page.all("main .languages .absent") == ["中文", "Русский", "Español"]


def test_a_documents_text_is_marked_with_its_own_language(client):
    paper = make_document(words="Words in English")
    LanguageVersion.objects.create(document=paper, language="ar", text="كلمات")
    page = Page(client.get(f"/en/documents/{paper.slug}/?text=ar"))
    assert [(each["lang"], each["dir"]) for each in page.soup.select("main .reading")] == [("ar", "rtl")]
    assert page.one("main .reading") == "كلمات"


def test_a_document_names_only_the_readers_records_as_its_own(client):
    paper = make_document(words="Words")
    make_decision("Open", document=paper, number="")
    make_decision("undisclosed", document=paper, audience=Audience.MEMBER_STATES)
    make_outcome(make_event(), "undisclosed", document=paper, audience=Audience.MEMBER_STATES)
    page = Page(client.get(f"/en/documents/{paper.slug}/"))
    assert page.all(".margin ul:not([class]) a") == ["Decision of 27 April 2007"]
    assert "undisclosed" not in str(page.soup)
