"""What is new: by the days of the record and by what was done, for each reader what they may see."""

from datetime import date

import pytest

from palermo.accounts.states import Role
from palermo.accounts.viewer import VISITOR, viewer_of
from palermo.core.audiences import Audience
from palermo.core.dates import DatePrecision, PartialDate
from palermo.following import reader_news
from palermo.governance.models import MeetingChange, MeetingPaper
from palermo.site.news import NEWS_SOURCES, news_groups
from tests.factories.accounts import make_user
from tests.factories.activities import make_event, make_outcome
from tests.factories.common import text
from tests.factories.consultations import make_note
from tests.factories.following import acted
from tests.factories.governance import (
    make_decision,
    make_endorsement,
    make_guidance,
    make_mandate,
    make_meeting,
)
from tests.factories.library import make_document
from tests.factories.outreach import make_campaign
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
TODAY = date(2008, 1, 31)


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = TODAY


@pytest.fixture
def delegate():
    return make_user(Role.DELEGATE)


def titles(news):
    return [str(each.title).removesuffix(" [en]") for each in news]


def page(client, query=""):
    return Page(client.get(f"/en/updates/{query}"))


def shown(page):
    return [words.removesuffix(" [en]") for words in page.all("main .papers h2, main .papers h3")]


def test_a_visitor_finds_what_is_public_latest_first(client):
    make_document("Paper", issued_on=date(2008, 1, 5))
    make_decision("Decided", adopted_on=date(2008, 1, 20), paragraphs=0)
    make_document("Undisclosed", issued_on=date(2008, 1, 25), audience=Audience.MEMBER_STATES)
    make_guidance("undisclosed", given_on=date(2008, 1, 10))
    found = page(client)
    assert shown(found) == ["Decided", "Paper"]
    assert "undisclosed" not in found.text.lower()


def test_a_date_is_given_as_exactly_as_the_record_knows_it(client):
    late = PartialDate.parse("late 2007-09")
    approved = make_endorsement("Put", result_on=late.value, result_precision=late.precision, state="approved")
    mandate = make_mandate("From it", endorsement=approved, in_force_from=late.value, audience=Audience.PUBLIC)
    make_decision("Decided", adopted_on=date(2007, 11, 30), adopted_precision=DatePrecision.LATE_MONTH, paragraphs=0)
    assert list(zip(shown(page(client)), page(client).all("main .papers .side"), strict=True)) == [
        ("Decided", "late November 2007"),
        ("From it", "late September 2007"),
    ]
    client.force_login(make_user(Role.DELEGATE))
    facts = Page(client.get(mandate.get_absolute_url()))
    shown_facts = dict(zip(facts.all("dl.facts > div > dt"), facts.all("dl.facts > div > dd"), strict=True))
    assert shown_facts["In force from"] == "late September 2007"


def test_the_earlier_address_leads_on_with_its_choices(client):
    answer = client.get("/en/new/?kind=documents")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/en/updates/?kind=documents")


def test_only_kinds_are_offered_of_which_something_is_on_record(client):
    make_document("Paper", issued_on=date(2008, 1, 5))
    make_decision("Decided", adopted_on=date(2008, 1, 20), paragraphs=0)
    assert page(client).all("main nav.choose:first-of-type li") == ["all", "Documents", "Decisions"]


def test_what_is_public_of_a_closed_room_is_told_without_a_way_into_it(client):
    make_meeting(title=text("Open day"), scheduled_on=date(2008, 1, 10), audience=Audience.PUBLIC)
    found = page(client)
    assert shown(found) == ["Open day"]
    assert found.soup.select("main .papers a") == []


def test_a_kind_and_a_year_can_be_asked_for(client):
    make_document("Paper", issued_on=date(2007, 11, 5))
    make_document("Old paper", issued_on=date(2006, 6, 1))
    make_decision("Decided", adopted_on=date(2008, 1, 20), paragraphs=0)
    assert shown(page(client)) == ["Decided", "Paper"]
    assert shown(page(client, "?kind=documents")) == ["Paper"]
    assert shown(page(client, "?year=2006")) == ["Old paper"]
    assert page(client, "?kind=decisions&year=2006").one("main .nothing").startswith("No updates of this kind")


def test_pages_are_turned(client):
    for number in range(45):
        make_document(f"Paper {number:02}", issued_on=date(2008, 1, 1))
    first, second = shown(page(client)), shown(page(client, "?page=2"))
    assert (len(first), len(second)) == (40, 5)
    assert len({*first, *second}) == 45


def test_what_was_written_down_late_is_new_since_the_last_visit(client, delegate):
    old = make_guidance("Said long ago", given_on=date(2007, 12, 1))
    make_guidance("Known before", given_on=date(2007, 12, 2))
    acted("guidance.recorded", old)
    delegate.last_visit_at = "2008-01-31T12:00:00Z"
    delegate.save()
    client.force_login(delegate)
    found = page(client)
    assert found.all("main h2")[0] == "New since your last visit"
    assert [words.removesuffix(" [en]") for words in found.all("main h3")] == ["Said long ago"]
    # Below, under the twelve months, stands what is not told above.
    below = [words.removesuffix(" [en]") for words in found.all("main .papers h2")]
    assert ("Said long ago" in below, "Known before" in below) == (False, True)


def test_what_an_import_brought_is_told_by_its_day_alone(delegate):
    old, lately = make_guidance("old", given_on=date(2007, 1, 1)), make_guidance("late", given_on=date(2008, 1, 30))
    acted("record.imported", old)
    acted("record.imported", lately)
    assert titles(reader_news.news_since(viewer_of(delegate), date(2008, 1, 25), 10)) == ["late"]


def test_what_an_officer_adds_to_the_record_of_years_ago_is_no_news():
    viewer = viewer_of(make_user(Role.DELEGATE))
    acted("decision.created", make_decision("Of old", adopted_on=date(2001, 1, 1), paragraphs=0))
    acted("decision.created", make_decision("Of now", adopted_on=date(2008, 1, 20), paragraphs=0))
    assert titles(reader_news.done_between(viewer, 0, reader_news.place_now())) == ["Of now"]


def test_an_invented_campaign_is_no_news_and_one_under_a_mandate_is(client):
    public = {"audience": Audience.PUBLIC, "authorised_on": date(2008, 1, 10), "state": "authorised"}
    make_campaign("Invented", arranged=["title"], **public)
    make_campaign("Real", **public)
    make_event("Regional event", arranged=["lead"], mandate=make_mandate(in_force_from=date(2001, 1, 1)), **public)
    assert sorted(shown(page(client, "?kind=activities"))) == ["Real", "Regional event"]


def everything_there_is(audience):
    """One of each thing that makes news, with the act that makes it."""
    meeting = make_meeting(title=text("Meeting"), audience=audience, scheduled_on=TODAY, cancelled_on=TODAY)
    MeetingChange.objects.create(
        meeting=meeting, number=1, decided_on=TODAY, previous_starts_on=TODAY, previous_ends_on=TODAY
    )
    event = make_event("Event", audience=audience, authorised_on=TODAY, mandate=make_mandate(audience=audience))
    acts = [
        ("document.issued", make_document("Document", audience=audience, issued_on=TODAY)),
        ("decision.adopted", make_decision("Decision", audience=audience, adopted_on=TODAY, paragraphs=0)),
        ("guidance.recorded", make_guidance("Guidance", audience=audience, given_on=TODAY)),
        ("meeting.scheduled", meeting),
        ("meeting.cancelled", meeting),
        ("meeting.moved", meeting),
        ("note.issued", make_note(meeting=meeting, state="issued", issued_on=TODAY)),
        ("endorsement.put", make_endorsement("Endorsement", audience=audience, put_on=TODAY)),
        ("mandate.made", make_mandate("Mandate", audience=audience, in_force_from=TODAY)),
        ("activity.authorised", event.activity),
        ("outcome.created", make_outcome(event=event, audience=audience, produced_on=TODAY)),
    ]
    for verb, target in acts:
        acted(verb, target)
    return {verb for verb, _target in acts}


READERS = [None, Role.FOCAL_POINT, Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.SECRETARIAT]


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("role", READERS, ids=lambda role: role or "visitor")
def test_each_reader_is_told_of_what_is_theirs_by_both_ways(role, audience):
    everything_there_is(audience)
    viewer = viewer_of(make_user(role)) if role else VISITOR
    done = reader_news.done_between(viewer, 0, reader_news.place_now())
    days = reader_news.load_news(viewer, reader_news.news_rows(viewer, TODAY, TODAY, list(NEWS_SOURCES)))
    reads = audience in viewer.audiences
    notes = reads and viewer.reads_member_states
    assert len(done) == (10 if reads else 0) + (1 if notes else 0)
    assert {(type(each.record), str(each.kind)) for each in done} <= {(type(e.record), str(e.kind)) for e in days}
    if not reads:
        assert {each.source for each in days} <= set()


def test_a_report_of_the_committee_is_news_on_the_day_it_is_released():
    viewer = viewer_of(make_user(Role.DELEGATE))
    paper = make_document("Report of the Committee", audience=Audience.MEMBER_STATES, issued_on=date(2007, 1, 1))
    MeetingPaper.objects.create(meeting=make_meeting(), document=paper, released_on=date(2008, 1, 20))
    assert [each.day for each in reader_news.recent_news(viewer, date(2007, 12, 1), 5)] == [date(2008, 1, 20)]


def test_every_source_stands_under_one_kind():
    listed = [name for names in news_groups().values() for name in names]
    assert sorted(listed) == sorted(NEWS_SOURCES)
