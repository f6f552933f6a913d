"""The whole life of a regional event by forms alone: an officer, a delegate and a visitor, from proposal to follow-up.

Once in every step for Bangkok, and for the seven events of the record as far as each went.
"""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.languages import CODES
from palermo.events.models import Event, EventInvitation, FeedbackForm, Outcome, ParticipantName, Showing
from palermo.governance.models import Activity, FollowUp
from tests.factories.accounts import make_organisation, make_person, make_place, make_state, make_user
from tests.factories.activities import make_event
from tests.factories.governance import make_mandate
from tests.factories.library import make_document
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(settings):
    """Set the day of the record."""

    def is_now(year: int, month: int, day: int) -> None:
        settings.PALERMO_TODAY = datetime(year, month, day, 12, tzinfo=UTC)

    is_now(2007, 6, 20)
    return is_now


def texts(name: str, words: str) -> dict[str, str]:
    return {f"{name}_{code}": f"{words} [{code}]" for code in CODES}


class Person:
    """Somebody before a browser without script."""

    def __init__(self, user=None) -> None:
        self.user, self.client = user, Client()
        if user:
            self.client.force_login(user)

    def do(self, act: str, key="", **written):
        """Open the page of an act, send its form, and follow where it leads."""
        page = f"/en/acts/{act}/{key}/" if key else f"/en/acts/{act}/"
        shown = self.client.get(page)
        assert shown.status_code == 200, act
        assert shown.context["form"] is not None, shown.context["refusal"]
        initial = shown.context["form"].initial
        seen = {"seen": initial["seen"]} if "seen" in initial else {}
        answer = self.client.post(page, {**seen, **written})
        assert answer.status_code == 302, (act, answer.context["form"].errors)
        assert self.client.get(answer["Location"]).status_code == 200, act
        return answer["Location"]

    def refused(self, act: str, key) -> str:
        """The sentence with which an act is refused."""
        return str(self.client.get(f"/en/acts/{act}/{key}/").context["refusal"])

    def read(self, address: str) -> Page:
        return Page(self.client.get(address))

    def status(self, address: str) -> int:
        return self.client.get(address).status_code


@pytest.fixture
def officer():
    return Person(make_user(Role.SECRETARIAT))


@pytest.fixture
def thailand():
    return make_state("Thailand", slug="tha")


@pytest.fixture
def delegate(thailand):
    return Person(make_person("Delegate of Thailand", Role.DELEGATE, state=thailand))


VISITOR = Person


@pytest.mark.slow
def test_a_regional_event_lives_from_proposal_to_follow_up_by_forms_alone(clock, officer, delegate, thailand):
    visitor, other = VISITOR(), Person(make_user(Role.DELEGATE))
    office, host = make_organisation("Office"), make_organisation("Host")
    note = make_document("Concept note", symbol="CN/1", audience="member_states")
    place = make_place("Bangkok")
    forum = make_event("Forum", kind="forum", starts_on=date(2008, 2, 13), ends_on=date(2008, 2, 15))

    # Proposal: it is described, and nobody is invited to what nobody has asked for.
    officer.do(
        "propose-activity",
        kind="event",
        event_kind="regional",
        lead=office.pk,
        place=place.pk,
        starts="2007-10-02",
        ends="2007-10-04",
        audience="public",
        **texts("title", "Criminal justice responses"),
    )
    slug = Activity.objects.get(state="proposed").slug
    officer.do(
        "describe-event",
        slug,
        place=place.pk,
        hosts=[thailand.pk],
        co_organisers=[host.pk],
        concept_note="CN/1",
        **texts("theme", "ending impunity"),
        **texts("participants", "senior officials"),
    )
    event = Event.objects.get(activity__slug=slug)
    named = [(each.role, each.state or each.organisation) for each in event.activity.partners.all()]
    assert (event.concept_note, named) == (note, [("host", thailand), ("co_organiser", host)])
    assert "This event is a proposal." in officer.refused("invite-to-event", slug)
    officer.do("authorise-activity", slug, on="2007-06-20", mandate=make_mandate().pk)

    # Preparation: money, the agenda, invitations, the list of participants.
    officer.do(
        "add-budget-line",
        slug,
        purpose="Interpretation",
        currency="eur",
        planned="1500.50",
        committed="0",
        spent="0",
        organisation=office.pk,
    )
    officer.do("begin-programme", slug, changeover_minutes="10")
    assert delegate.status(f"/en/events/{slug}/preparation/") == 404
    officer.do(
        "invite-to-event", slug, channel="note_verbale", state_invited=thailand.pk, seats=3, reply_by="2007-09-01"
    )
    invitation = EventInvitation.objects.get()
    officer.do("send-event-invitation", invitation.pk, on="2007-06-20", reference="NV/2007/12")
    clock(2007, 7, 2)
    assert delegate.read("/en/desk/").all("h3")[0] == "Invitations to events"
    assert (visitor.status(f"/en/events/{slug}/preparation/"), other.status(f"/en/events/{slug}/preparation/")) == (
        302,
        404,
    )
    delegate.do("answer-event-invitation", invitation.pk, to="accepted", coming="2", on="2007-07-02")
    invitation.refresh_from_db()
    assert (invitation.state, invitation.coming, invitation.replied_on) == ("accepted", 2, date(2007, 7, 2))
    assert "Invitations to events" not in delegate.read("/en/desk/").text
    officer.do(
        "add-participants",
        slug,
        state=thailand.pk,
        category="justice",
        head_count="1",
        standing="expected",
        name="Ms. Secret Name",
        function="Prosecutor",
    )
    officer.do(
        "add-participants", slug, state=thailand.pk, category="law_enforcement", head_count="40", standing="expected"
    )
    officer.do(
        "add-participants", slug, organisation=host.pk, category="civil_society", head_count="7", standing="expected"
    )
    assert "has not begun" in officer.refused("record-who-came", slug)
    assert "has not begun" in officer.refused("record-outcome", slug)

    # The event is held.
    clock(2007, 10, 4)
    officer.do("begin-activity", slug, on="2007-10-02")
    lines = list(event.participant_list.all())
    officer.do("record-who-came", slug, came=[lines[0].pk, lines[1].pk])
    officer.do(
        "change-budget-line",
        event.budget_lines.get().pk,
        purpose="Interpretation",
        currency="EUR",
        planned="1500.50",
        committed="1400",
        spent="1600",
        organisation=office.pk,
    )
    assert officer.read(f"/en/events/{slug}/preparation/").all(".late") == ["over budget"]
    counted = visitor.read(f"/en/events/{slug}/participation/")
    assert counted.all("tbody tr") == [
        "No regional group recorded 41 41",
        *("Law enforcement 40 40", "Prosecution and judiciary 1 1", "Civil society 7 0"),
        "Thailand [en] 41 41",
        "Host [en] 7 0",
    ]
    for reader in (visitor, delegate, other):
        assert "Secret Name" not in reader.read(f"/en/events/{slug}/participation/").text
        assert "Secret Name" not in reader.read(f"/en/events/{slug}/").text

    # What it produced: recommendations, a plan with its actions, a declaration, an item for others, the chair's report.
    def produce(kind: str, title: str, **fields) -> Outcome:
        officer.do(
            "record-outcome",
            slug,
            **{
                "kind": kind,
                "status": "adopted",
                "produced_on": "2007-10-04",
                "audience": "public",
                **texts("title", title),
                **fields,
            },
        )
        return Outcome.objects.latest("pk")

    recommendations = produce("recommendations", "Eight recommendations", stated_count="8")
    plan = produce("action_plan", "Plan", status="draft", audience="member_states")
    produce("declaration", "Declaration")
    produce("agreed_item", "Item", **texts("process", "Budapest Process"))
    produce("chair_report", "Chair’s report", document="CN/1")
    officer.do(
        "add-outcome-item",
        recommendations.slug,
        **texts("text", "Extradite or prosecute."),
        **texts("addressee", "States"),
        due="2008",
    )
    officer.do("add-outcome-item", plan.slug, **texts("text", "Train judges."), **texts("addressee", "Office"))
    officer.do("adopt-outcome", plan.slug, on="2007-10-04")
    officer.do(
        "change-outcome-item",
        recommendations.recommendations.get().pk,
        **texts("text", "Extradite or prosecute each offender."),
        due="2008",
    )
    page = visitor.read(f"/en/events/{slug}/")
    assert page.all("h3") == [
        *("Eight recommendations [en]", "Declaration [en]", "Item [en]", "Chair’s report [en]"),
    ]
    produced = visitor.read(f"/en/events/{slug}/outcomes/")
    assert "for: Budapest Process [en]" in produced.text
    assert "Plan [en]" in delegate.read(f"/en/events/{slug}/").all("h3")
    assert "by 2008" in produced.text.lower().replace("by: ", "by ")

    # What is shown at the Forum, and what is not any more.
    officer.do(
        "show-outcome",
        recommendations.slug,
        forum=forum.pk,
        kind="handed_out",
        on="2007-10-04",
        **texts("reason", "Many asked"),
    )
    officer.do("show-outcome", plan.slug, forum=forum.pk, kind="on_screens", on="2007-10-04", **texts("reason", "New"))
    officer.do(
        "show-document", note.slug, forum=forum.pk, kind="handed_out", on="2007-10-04", **texts("reason", "All rooms")
    )
    shown = f"/en/events/{forum.activity.slug}/shown/"
    assert visitor.read(shown).all("h3") == ["Eight recommendations [en]"]
    assert delegate.read(shown).all("h3") == ["Eight recommendations [en]", "Plan [en]", "Concept note [en]"]
    officer.do("stop-showing", Showing.objects.get(outcome=plan).pk, on="2007-10-04", **texts("reason", "Not final"))
    assert delegate.read(shown).all("h3") == ["Eight recommendations [en]", "Concept note [en]"]

    # What participants say of it: by links, without an account, counted when the form has closed.
    officer.do(
        "ask-participants",
        slug,
        opens_on="2007-10-04",
        closes_on="2007-10-20",
        threshold="3",
        audience="public",
        **texts("introduction", "Five minutes."),
    )
    form = FeedbackForm.objects.get()
    officer.do("add-feedback-question", form.slug, kind="scale", **texts("words", "Was it useful?"))
    officer.do("add-feedback-question", form.slug, kind="words", **texts("words", "What was missing?"))
    officer.do("make-feedback-links", form.slug, kind="one")
    officer.do("make-feedback-links", form.slug, kind="each", count="2")
    everybody, first, second = _links(officer, slug)
    _answer(everybody, question_1="4")
    _answer(everybody, question_1="5", question_2="More time")
    assert "Answer at least one question." in _answer(first).text
    _answer(first, question_1="3")
    assert "This link has already been used" in Client().get(first, follow=True).content.decode()
    officer.do("revoke-feedback-link", form.links.get(number=3).pk)
    assert Client().get(second, follow=True).status_code == 403
    evaluation = f"/en/events/{slug}/evaluation/"
    shown_words = visitor.read(evaluation)
    assert ("3 answers" in shown_words.text, shown_words.all(".result")) == (True, [])
    clock(2007, 10, 21)
    assert Client().get(everybody, follow=True).status_code == 403
    shown_words = visitor.read(evaluation)
    assert shown_words.all(".result h3") == ["1. Was it useful? [en]", "2. What was missing? [en]"]
    assert shown_words.all(".result > .meta") == ["3 answers · average 4.0 out of 5", "1 answer"]
    assert shown_words.all(".marks tbody tr") == ["1 0", "2 0", "3 1", "4 1", "5 1"]
    assert "More time" not in officer.read(evaluation).text

    # The event is over; its recommendations go on in the register, where the delegate reports.
    officer.do("complete-activity", slug, on="2007-10-21")
    officer.do("forget-participant-names", slug)
    assert (ParticipantName.objects.count(), event.participant_list.count()) == (0, 3)
    officer.do(
        "take-over-outcome", recommendations.slug, responsible=f"state:{thailand.slug}", due="2008", on="2007-10-21"
    )
    entry = FollowUp.objects.get()
    delegate.do(
        "report-progress",
        entry.slug,
        claims="in_progress",
        made_on="2007-10-21",
        on="2007-10-21",
        **texts("text", "A bill is before parliament."),
    )
    assert "Extradite or prosecute each offender. [en]" in visitor.read("/en/follow-up/").text
    assert "Secret" not in str(list(AuditEvent.objects.values_list("details", flat=True)))


def _links(officer: Person, slug: str) -> list[str]:
    """The links of the file that goes into letters, without the host."""
    answer = officer.client.get(f"/en/events/{slug}/evaluation/links.csv")
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert [row[2:] for row in rows[1:]] == [["No", "Open"], ["Yes", "Open"], ["Yes", "Open"]]
    return [row[1].removeprefix("http://127.0.0.1:8000") for row in rows[1:]]


def _answer(link: str, **answers: str) -> Page:
    """What somebody without an account does who was given a link."""
    client = Client()
    shown = client.get(link, follow=True)
    assert [address for address, _status in shown.redirect_chain] == ["/en/feedback/open/"]
    assert "Was it useful? [en]" in Page(shown).text
    return Page(client.post("/en/feedback/open/", answers))


# The seven events of the record: where, when, who hosted, what kinds of outcome; what is shown of them at the Forum.
SEVEN = {
    "kampala": ("2007-06-19", "2007-06-22", [], [("recommendations", "adopted"), ("action_plan", "draft")], []),
    "brasilia": ("2007-10-02", "2007-10-04", [], [("report", "adopted")], [("report", "handed_out")]),
    "bangkok": ("2007-10-02", "2007-10-04", [], [("recommendations", "adopted"), ("chair_report", "adopted")], []),
    "cape-town": ("2007-10-03", "2007-10-05", [], [("action_plan", "adopted")], []),
    "new-delhi": (
        *("2007-10-10", "2007-10-11", []),
        [("declaration", "adopted"), ("report", "adopted")],
        [("report", "handed_out"), ("declaration", "on_screens")],
    ),
    "istanbul": ("2007-10-09", "2007-10-10", ["tur"], [("agreed_item", "adopted")], []),
    "vilnius": ("2007-10-25", "2007-10-26", ["ltu"], [("conclusion", "adopted")], []),
}


def test_an_event_is_given_its_place_in_the_order_of_presentation(clock, officer):
    slug = make_event(state="authorised").activity.slug
    officer.do("describe-event", slug, order="3")
    event = Event.objects.get(activity__slug=slug)
    assert event.order == 3


# Each of the seven takes a second: one every time, the others in .ci/run.
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name == "bangkok" else pytest.mark.slow) for name in SEVEN]
)
def test_each_of_the_seven_events_runs_through_the_pages(name, clock, officer, delegate):
    starts, ends, hosts, outcomes, shown = SEVEN[name]
    forum = make_event("Forum", kind="forum", starts_on=date(2008, 2, 13), ends_on=date(2008, 2, 15))
    states = [make_state(host, slug=host) for host in hosts]
    place = make_place(name)
    given = {"kind": "event", "event_kind": "regional", "place": place.pk, "audience": "public"}
    officer.do("propose-activity", starts=starts, ends=ends, **given, **texts("title", name))
    slug = Activity.objects.get(state="proposed").slug
    officer.do("describe-event", slug, place=place.pk, hosts=[state.pk for state in states], **texts("theme", "theme"))
    officer.do("authorise-activity", slug, on="2007-06-18", mandate=make_mandate().pk)
    officer.do("invite-to-event", slug, channel="note_verbale", state_invited=delegate.user.postings.get().state_id)
    if name != "kampala":
        invitation = EventInvitation.objects.get()
        officer.do("send-event-invitation", invitation.pk, on="2007-06-19", reference="NV/1")
        delegate.do("answer-event-invitation", invitation.pk, to="declined", on="2007-06-20")
    officer.do("add-participants", slug, category="government", head_count="800", standing="expected")
    clock(2007, 11, 30)
    officer.do("complete-activity", slug, on="2007-11-30")
    event = Event.objects.get(activity__slug=slug)
    officer.do("record-who-came", slug, came=[event.participant_list.get().pk])
    for kind, status in outcomes:
        fields = {"kind": kind, "status": status, "produced_on": ends, "audience": "public"}
        officer.do("record-outcome", slug, **fields, **texts("title", kind))
        outcome = Outcome.objects.get(event=event, kind=kind)
        officer.do("add-outcome-item", outcome.slug, **texts("text", f"{name} {kind}"))
        officer.do("take-over-outcome", outcome.slug, due="2008", on="2007-11-30")
    for kind, how in shown:
        outcome = Outcome.objects.get(event=event, kind=kind)
        officer.do("show-outcome", outcome.slug, forum=forum.pk, kind=how, on="2007-11-30", **texts("reason", "R"))
    visitor = VISITOR()
    page = visitor.read(f"/en/events/{slug}/")
    assert page.all("h3") == [f"{kind} [en]" for kind, _status in outcomes]
    assert visitor.read(f"/en/events/{slug}/participation/").all("tbody tr") == ["Government 800 800"]
    assert visitor.status(f"/en/events/{forum.activity.slug}/shown/") == 200
    at_forum = visitor.read(f"/en/events/{forum.activity.slug}/shown/")
    assert at_forum.all("h3") == [f"{kind} [en]" for kind, _how in sorted(shown, key=_order(outcomes))]
    entries = visitor.read(f"/en/follow-up/?event={slug}").text
    assert all(f"{name} {kind} [en]" in entries for kind, _status in outcomes)


def _order(outcomes: list[tuple[str, str]]):
    kinds = [kind for kind, _status in outcomes]
    return lambda each: kinds.index(each[0])
