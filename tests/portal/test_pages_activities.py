"""Events, tools, studies: their authority in one line, what they produced, and nothing of another audience."""

from datetime import date, timedelta

import pytest

from palermo.accounts.states import Role
from palermo.core.audiences import Audience
from palermo.reporting.models import Report, StatedRecord
from palermo.toolkit.models import Edition
from tests.factories.accounts import make_place, make_user
from tests.factories.activities import make_event, make_outcome, make_study, make_tool
from tests.factories.common import text
from tests.factories.governance import make_activity, make_ended_mandate, make_guidance, make_mandate
from tests.factories.library import make_document
from tests.portal.page_rows import stated
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 1, 31)


def read(client, activity, *, role: Role | None = None, kind: str = "events", language: str = "en") -> Page:
    if role:
        client.force_login(make_user(role))
    return Page(client.get(f"/{language}/{kind}/{activity.slug}/"))


def read_outcomes(client, event) -> Page:
    return Page(client.get(f"/en/events/{event.activity.slug}/outcomes/"))


def test_one_line_leads_from_the_decision_to_the_report(client):
    mandate = make_mandate()
    event = make_event("Event", mandate=mandate, place=make_place("Bangkok"))
    outcome = make_outcome(event, recommendations=2, audience=Audience.PUBLIC)
    paragraph = stated("events", event.activity.slug)
    decision = mandate.paragraph.decision
    assert read(client, event.activity).chain() == [
        (f"Decision {decision.number} ¶1", f"/en/decisions/{decision.slug}/#p1"),
        ("Regional event, Bangkok [en]", ""),
        ("2 recommendations", f"/en/events/{event.activity.slug}/outcomes/#{outcome.slug}"),
        (f"Report ¶{paragraph.paragraph}", f"/en/reports/{paragraph.report.slug}/#p{paragraph.paragraph}"),
    ]


@pytest.mark.parametrize(
    ("role", "label"), [(Role.DELEGATE, None), (Role.COMMITTEE_MEMBER, None), (Role.SECRETARIAT, "Report ¶{} (draft)")]
)
def test_a_report_in_preparation_cites_a_record_for_the_secretariat_only(client, role, label):
    event = make_event("Event", audience="public")
    paragraph = stated("events", event.activity.slug)
    Report.objects.update(state="prepared", issued_on=None)
    client.force_login(make_user(role))
    page = read(client, event.activity)
    reports = [name for name, _address in page.chain() if name.startswith("Report")]
    assert reports == ([label.format(paragraph.paragraph)] if label else [])
    assert ("Report [en] (draft), paragraph" in page.text) == bool(label)


def test_a_report_that_cites_a_record_more_than_once_is_named_once(client):
    event = make_event("Event", audience="public")
    slug, first = event.activity.slug, stated("events", event.activity.slug)
    numbers = [first.paragraph + more for more in (0, 2, 7)]
    for paragraph in numbers[1:]:
        StatedRecord.objects.create(report=first.report, kind="events", record_id=slug, paragraph=paragraph)
    page, report = read(client, event.activity), f"/en/reports/{first.report.slug}/"
    assert page.chain()[-1] == ("Report ¶¶{}, {} and {}".format(*numbers), f"{report}#p{numbers[0]}")
    cited = page.soup.select(".margin a[href^='/en/reports/']")
    assert [(each.text, each["href"]) for each in cited] == [(str(each), f"{report}#p{each}") for each in numbers]


def guided_event():
    """An open event that stands under restricted guidance."""
    guidance = make_guidance("secret topic", under=make_mandate())
    return guidance, make_event(
        "Event", mandate=make_mandate("secret mandate", guidance=guidance, audience="member_states")
    )


def test_a_restricted_step_is_named_by_its_kind_only(client):
    guidance, event = guided_event()
    page = read(client, event.activity)
    assert page.chain()[1] == ("Guidance (restricted: Member States)", "")
    assert [word for word in ("secret", guidance.slug, "18 June 2007") if word in page.text] == []
    assert "The mandate is not available to you." in page.all(".margin p")


def test_a_reader_of_that_step_gets_its_link(client):
    guidance, event = guided_event()
    page = read(client, event.activity, role=Role.DELEGATE)
    assert page.chain()[1] == ("Guidance of 18 June 2007", f"/en/guidance/{guidance.slug}/")
    assert page.all(".margin dd")[0] == "secret mandate [en]"


def proposal(**fields):
    return make_activity("Proposal", audience=Audience.STEERING_COMMITTEE, state="proposed", **fields)


def test_a_proposal_shows_the_gap_and_what_would_close_it(client):
    page = read(client, proposal(), role=Role.COMMITTEE_MEMBER, kind="activities")
    assert page.one("nav.chain .gap") == "Awaiting authority. The secretariat submits this proposal to Member States."
    page = read(client, proposal(), role=Role.SECRETARIAT, kind="activities")
    assert page.one("nav.chain .gap") == (
        "No mandate authorizes this activity. Record the decision, guidance or endorsement by which "
        "Member States requested it, record a mandate from it, and authorize the activity under that mandate."
    )
    assert page.all("nav.acts a") == [
        "Authorize",
        "Add document",
        "Abandon proposal",
        "Edit lead and partners",
        "Submit a text to Member States",
        "Record adopted decision",
    ]


def test_a_proposal_under_a_mandate_that_ended_shows_that_gap(client):
    made = proposal(mandate=make_ended_mandate(on=date(2007, 12, 1)), authorised_on=None)
    page = read(client, made, role=Role.COMMITTEE_MEMBER, kind="activities")
    assert page.one("nav.chain .gap").endswith("Request a new mandate from Member States and select it here.")


def test_a_proposal_is_no_page_for_a_delegate(client):
    client.force_login(make_user(Role.DELEGATE))
    assert client.get(f"/en/activities/{proposal().slug}/").status_code == 404


def test_a_paper_more_restricted_than_its_outcome_is_not_there(client):
    event = make_event()
    paper = make_document("undisclosed paper", audience=Audience.MEMBER_STATES)
    make_outcome(event, "Open outcome", audience=Audience.PUBLIC, document=paper, stated_count=8, recommendations=1)
    event.activity.documents.add(paper)
    page = read_outcomes(client, event)
    assert page.all("main section h3") == ["Open outcome [en]"]
    assert "undisclosed" not in str(page.soup) + str(read(client, event.activity).soup)
    assert "Text of 1 of 8 recommendations;" in page.one("main section .nothing")
    assert "undisclosed paper [en]" in read(client, event.activity, role=Role.DELEGATE).all("main h3")


def test_an_outcome_of_another_audience_is_neither_shown_nor_counted(client):
    event = make_event()
    make_outcome(event, "undisclosed outcome", audience=Audience.MEMBER_STATES, recommendations=3)
    page = read(client, event.activity)
    assert [words for words, address in page.chain()][1:] == ["Regional event, Place [en]"]
    assert "undisclosed" not in page.text + read_outcomes(client, event).text


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ({}, "No outcomes on record."),
        (
            {"starts_on": date(2008, 2, 13), "ends_on": date(2008, 2, 15)},
            ("No outcomes on record. After the event they are listed here, each recommendation with its follow-up."),
        ),
        ({"state": "cancelled"}, "This event was cancelled. No outcomes are on record."),
    ],
)
def test_an_event_without_outcomes_says_why(client, days, sentence):
    assert read_outcomes(client, make_event(**days)).one("main .nothing") == sentence


def test_a_tool_says_which_edition_has_no_result_on_record(client):
    tool = make_tool()
    Edition.objects.create(tool=tool, order=2, state="final", due_on=date(2008, 1, 1))
    page = read(client, tool.activity, kind="tools")
    assert page.all("#editions ~ .meta .late") == []
    assert page.all("#editions ~ .meta .due") == ["in 12 days", "no result on record"]


def test_a_title_in_another_language_is_named_as_such(client):
    study = make_study(mandate=make_mandate())
    study.activity.title = text("Only here", "fr")
    study.activity.save()
    page = read(client, study.activity, kind="studies")
    assert page.one("h1") == "Only here [fr] FR (not yet available in English; shown in French)"
    assert page.one("title").startswith("Only here [fr] (FR)")


def test_lists_name_what_was_produced_for_the_reader(client):
    event = make_event("Event")
    make_outcome(event, audience=Audience.PUBLIC, recommendations=1)
    make_outcome(event, kind="declaration", audience=Audience.MEMBER_STATES)
    assert Page(client.get("/en/events/")).all(".papers .meta")[1] == "Outcomes: 1 recommendation"


def test_an_inexact_date_is_not_told_as_a_day(client):
    make_event("Some day", starts_on=date(2007, 9, 30), starts_precision="late_month", ends_on=None)
    assert Page(client.get("/en/events/calendar/2007/")).all(".entries .when") == ["late September 2007"]


@pytest.mark.parametrize("page", ["events", "tools", "studies", "documents", "reports", "decisions", "mandates"])
def test_an_empty_list_says_so(client, page):
    assert Page(client.get(f"/en/{page}/")).all("main .nothing") != []


def test_an_empty_choice_leads_back_to_everything(client):
    make_event()
    page = Page(client.get("/en/events/?kind=forum"))
    assert page.one("main .nothing") == "No events match your selection. Show all events."


def june_of_seven(client) -> Page:
    """The line of a year with many events in one month, and one that visitors do not see."""
    for day in range(1, 8):
        make_event(f"Day {day}", starts_on=date(2007, 6, day), ends_on=date(2007, 6, day), audience=Audience.PUBLIC)
    make_event("undisclosed", starts_on=date(2007, 6, 1), ends_on=date(2007, 6, 1), audience=Audience.MEMBER_STATES)
    return Page(client.get("/en/events/calendar/2007/"))


def test_the_line_of_a_year_names_every_event_and_says_how_many_there_are(client):
    page = june_of_seven(client)
    assert page.all(".entries .what a") == [f"Day {day} [en]" for day in range(1, 8)]
    assert page.all("main p.meta")[1] == "7 events"


def test_the_line_of_a_year_with_more_events_than_a_page_holds_goes_on_and_says_so(client):
    for number in range(1, 103):
        day = date(2007, 1, 1) + timedelta(days=number)
        make_event(f"Event {number}", starts_on=day, ends_on=day, audience=Audience.PUBLIC)
    first, second = (Page(client.get(f"/en/events/calendar/2007/?page={page}")) for page in (1, 2))
    assert first.all("main p.meta")[1] == "Events 1 to 100 of 102"
    assert second.all("main p.meta")[1] == "Events 101 to 102 of 102"
    shown = [*first.all(".entries .what a"), *second.all(".entries .what a")]
    assert shown == [f"Event {number} [en]" for number in range(1, 103)]
