"""An outcome recorded by mistake is withdrawn: who finds it then, what stands, what ends."""

from datetime import UTC, date, datetime

import pytest

from palermo.accounts.states import Role
from palermo.accounts.viewer import VISITOR, viewer_of
from palermo.audit.models import AuditEvent
from palermo.core.refusals import Refused
from palermo.events.actions import outcomes
from palermo.events.models import Showing
from palermo.events.queries.events import outcomes_on_record_for, outcomes_visible_to
from palermo.events.queries.register import follow_ups_visible_to
from palermo.events.queries.showings import shown_at_forum
from palermo.events.reporting.snapshot import EventsSnapshot
from palermo.governance.actions.follow_ups import open_entries
from palermo.governance.models import Activity, Initiative
from palermo.reporting.record_snapshot import read_snapshot
from palermo.search.actions import rebuild
from tests.factories.accounts import make_user
from tests.factories.activities import make_event, make_outcome
from tests.factories.common import text
from tests.factories.governance import make_body
from tests.factories.preparation import make_showing
from tests.portal.programme_pages import client_of
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
ON, REASON = date(2007, 11, 20), text("Another event's text")


@pytest.fixture(autouse=True)
def _today(settings):
    settings.PALERMO_TODAY = datetime(2007, 11, 25, 12, tzinfo=UTC)


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


@pytest.fixture
def event():
    return make_event("Regional event", slug="regional")


@pytest.fixture
def mistaken(event):
    return make_outcome(event, "Mistaken", recommendations=2, audience="public")


def withdraw(outcome, officer, **more):
    return outcomes.withdraw_outcome(outcome, **{"on": ON, "reason": REASON, "by": officer, **more})


def test_nobody_but_the_secretariat_finds_it_and_the_record_keeps_it(event, mistaken, officer):
    standing = make_outcome(event, "Standing", audience="public")
    withdraw(mistaken, officer)
    for viewer in (VISITOR, viewer_of(make_user(Role.DELEGATE)), viewer_of(officer)):
        assert list(outcomes_visible_to(viewer)) == [standing]
    assert list(outcomes_on_record_for(VISITOR)) == [standing]
    assert set(outcomes_on_record_for(viewer_of(officer))) == {standing, mistaken}
    pages = {
        role: client_of(role).get("/en/events/regional/outcomes/").content.decode() for role in (None, Role.SECRETARIAT)
    }
    assert {role: "Mistaken [en]" in page for role, page in pages.items()} == {None: False, Role.SECRETARIAT: True}
    assert "Another event&#x27;s text [en]" in pages[Role.SECRETARIAT]
    assert pages[Role.SECRETARIAT].count("Withdraw outcome") == 1
    [entries] = AuditEvent.objects.filter(verb="outcome.withdrawn")
    assert (entries.details["before"], entries.details["reason"]) == ("adopted", dict(REASON))


def test_it_is_shown_at_no_forum_any_more(mistaken, officer):
    forum = make_event("Forum", kind="forum", starts_on=date(2008, 2, 13), ends_on=date(2008, 2, 15))
    make_showing(mistaken, forum, marked_on=date(2007, 11, 10))
    other = make_showing(make_outcome(make_event(), "Other", audience="public"), forum)
    withdraw(mistaken, officer)
    assert [each.showing for each in shown_at_forum(forum, viewer_of(officer))] == [other]
    ended = Showing.objects.get(outcome=mistaken)
    assert (ended.withdrawn_on, ended.withdrawal_reason) == (ON, REASON)
    assert AuditEvent.objects.filter(verb="showing.withdrawn").count() == 1


def test_entries_of_the_register_stand_and_say_so(mistaken, officer):
    open_entries(mistaken.recommendations.filter(number=1), on=date(2007, 11, 1), by=officer)
    withdraw(mistaken, officer)
    [entry] = follow_ups_visible_to(VISITOR)
    pages = {role: Page(client_of(role).get(f"/en/follow-up/{entry.slug}/")) for role in (None, Role.SECRETARIAT)}
    shown = "The outcome this came from was withdrawn on 20 November 2007. The entry remains."
    assert pages[None].all(".nothing")[0] == shown
    assert "Mistaken recommendation 1 [en]" in pages[None].text
    assert ["Another event" in page.text for page in pages.values()] == [False, True]


def test_search_finds_it_no_more(mistaken, officer, client):
    rebuild()
    assert "Mistaken" in client.get("/en/search/?q=Mistaken").content.decode().replace('value="Mistaken"', "")
    withdraw(mistaken, officer)
    rebuild()
    page = Page(client.get("/en/search/?q=Mistaken"))
    assert [title for title in page.all("h3, h2") if "Mistaken" in title] == []


def test_a_report_tells_it_as_at_a_day_before_and_not_after(mistaken, officer):
    Initiative.objects.create(slug="initiative", name=text("Initiative"), governing_body=make_body())
    Activity.objects.filter(event=mistaken.event).update(state="completed")
    withdraw(mistaken, officer)

    def stated_at(cutoff: date) -> list:
        return [
            each for event in read_snapshot(cutoff, "public").read(EventsSnapshot).events for each in event.outcomes
        ]

    assert [stated_at(day) for day in (date(2007, 11, 19), ON)] == [[mistaken], []]


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        (lambda outcome, by: withdraw(outcome, by), "withdrawn"),
        (
            lambda outcome, by: outcomes.adopt_outcome(outcome, on=ON, by=by),
            r"This outcome was withdrawn and can no longer be changed\.",
        ),
        (
            lambda outcome, by: outcomes.change_outcome(outcome, by=by),
            r"This outcome was withdrawn and can no longer be changed\.",
        ),
        (
            lambda outcome, by: outcomes.save_recommendation(outcome.recommendations.get(number=1), by=by),
            r"This outcome was withdrawn and can no longer be changed\.",
        ),
    ],
)
def test_nothing_more_is_done_to_it(mistaken, officer, act, sentence):
    withdraw(mistaken, officer)
    with pytest.raises(Refused, match=sentence):
        act(mistaken, officer)


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        (date(2007, 10, 3), r"It was recorded on 4 October 2007\. Choose a later date\."),
        (date(2007, 12, 1), r"1 December 2007 is in the future\."),
    ],
)
def test_the_day_is_one_on_which_it_was_on_record(mistaken, officer, on, sentence):
    with pytest.raises(Refused, match=sentence):
        withdraw(mistaken, officer, on=on)


def test_it_is_the_secretariats_to_withdraw(mistaken):
    for role in (Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.FOCAL_POINT):
        with pytest.raises(Refused):
            withdraw(mistaken, make_user(role))


def test_by_the_page_with_a_reason(event, mistaken, officer):
    client = client_of(Role.SECRETARIAT)
    address = f"/en/acts/withdraw-outcome/{mistaken.slug}/"
    assert Page(client.post(address, {"on": "2007-11-20"})).all(".errorlist") != []
    assert client.post(address, {"on": "2007-11-20", "reason_en": "Mistake"})["Location"].startswith("/en/events/")
    mistaken.refresh_from_db()
    assert (mistaken.status, mistaken.withdrawn_on) == ("withdrawn", ON)
