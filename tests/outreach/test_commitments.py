"""Commitments: who makes, confirms and sees them, their entry in the register, and what is reported on them."""

import csv
from datetime import date

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from palermo.accounts.states import Role
from palermo.accounts.viewer import VISITOR
from palermo.audit.models import AuditEvent
from palermo.core.audiences import Audience
from palermo.core.dates import PartialDate
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.governance.actions import follow_ups
from palermo.governance.models import FollowUp, ProgressReport
from palermo.governance.states.follow_ups import FollowUpState
from palermo.outreach.actions import commitments as actions
from palermo.outreach.models import Commitment, PartnerContact
from palermo.outreach.notices.commitments import notify_of_decision, remind_of_due_dates
from palermo.outreach.web.commitment_rows import charts_of_commitments
from tests.factories.accounts import make_organisation, make_state, make_user
from tests.factories.activities import make_event, make_outcome
from tests.factories.common import text
from tests.factories.outreach import make_commitment, make_partner, make_partner_contact
from tests.portal.filling import act, client_of, words_of
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
TODAY = date(2008, 2, 1)


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = TODAY
    cache.clear()


def member_of(role, *, state=None, organisation=None):
    """Somebody with one posting, for this State or organization."""
    user = make_user(role)
    user.postings.update(state=state, organisation=organisation)
    return user


def representative_of(partner):
    """Somebody with an account who represents a partner that is no organization of the record."""
    user = make_user(Role.PARTNER)
    user.postings.update(organisation=None)
    PartnerContact.objects.create(
        partnership=partner, number=1, name="Rep", email=user.email, user=user, is_focal_point=True
    )
    return user


def recorded(title="Promise", **fields):
    """A commitment recorded as the secretariat does, with its entry in the register."""
    party = {} if {"state", "organisation", "partnership"} & fields.keys() else {"group": text(f"{title} group")}
    commitment = Commitment(
        **{"title": text(title), "text": text(f"{title} text"), "made_on": date(2007, 10, 5), **party, **fields}
    )
    return actions.record_commitment(commitment, by="test")


def headings(address, user=None):
    return Page((client_of(user) if user else Client()).get(address)).all("main h2 a")


def test_the_secretariat_records_a_commitment_which_is_then_in_the_follow_up_register():
    event, state = make_event("Forum"), make_state("Atlantis")
    outcome = make_outcome(event, audience=Audience.PUBLIC)
    office = client_of(make_user(Role.SECRETARIAT))
    values = {"state": state.pk, "title_en": "Train police", "text_en": "Train all police", "due": "2008-12"}
    occasion = {"activity": event.activity.slug, "outcome": outcome.slug, "made": "5 October 2007"}
    office.get("/en/acts/record-commitment/")
    answer = office.post(
        "/en/acts/record-commitment/", {**values, **occasion, "audience": "public", "indicator_en": "Officers trained"}
    )
    assert answer.status_code == 302, words_of(answer)
    commitment = Commitment.objects.get()
    assert (commitment.number, commitment.status, commitment.maker, commitment.outcome) == (
        1,
        "recorded",
        state,
        outcome,
    )
    entry = commitment.follow_up
    assert (entry.origin, entry.responsible_state, str(entry.due)) == ("commitment", state, "2008-12")
    assert answer.url == f"/en/commitments/{event.activity.slug}-commitment-1/"
    page = Page(Client().get(f"/en/follow-up/{entry.slug}/"))
    assert page.one("h1") == "Commitment 1"
    assert "Train all police" in page.text
    row = Page(Client().get("/en/follow-up/?origin=commitment"))
    assert row.all("main h2 a") == ["Train all police"]
    assert "Commitment 1, Train police · Responsible: Atlantis" in row.text.replace(" [en]", "")
    assert headings("/en/commitments/") == ["Train police"]
    verbs = AuditEvent.objects.order_by("sequence").values_list("verb", flat=True)
    assert [verb for verb in verbs if verb.startswith(("commitment", "follow_up"))] == [
        "commitment.recorded",
        "follow_up.taken_over",
    ]


def test_a_delegate_makes_a_commitment_for_the_own_state_only_and_the_secretariat_confirms():
    state, other = make_state("Atlantis"), make_state()
    delegate = member_of(Role.DELEGATE, state=state)
    client = client_of(delegate)
    answer = client.post(
        "/en/acts/make-commitment/", {"state": state.pk, "title_en": "T", "text_en": "X", "made": "2008"}
    )
    assert answer.status_code == 302, words_of(answer)
    commitment = Commitment.objects.get()
    assert (commitment.state, commitment.status, commitment.follow_up) == (state, "made", None)
    foreign = Commitment(state=other, title=text("T"), text=text("X"), made_on=TODAY)
    with pytest.raises(Refused, match=r"^Make a commitment for your own State, organization or partner\.$"):
        actions.make_commitment(foreign, by=delegate)
    assert headings("/en/commitments/", delegate) == ["T"]
    assert headings("/en/commitments/") == []
    assert Client().get(commitment.get_absolute_url()).status_code == 404
    assert client_of(member_of(Role.DELEGATE, state=other)).get(commitment.get_absolute_url()).status_code == 404
    office = client_of(make_user(Role.SECRETARIAT))
    assert "Commitments to confirm" in Page(office.get("/en/desk/")).all("h3")
    act(office, "confirm-commitment", commitment.slug)
    commitment.refresh_from_db()
    assert (commitment.status, commitment.follow_up.responsible_state) == ("recorded", state)
    assert headings("/en/commitments/") == ["T"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"made_on": date(2009, 1, 1)}, "1 January 2009 is in the future."),
        ({"due_on": date(2007, 1, 1)}, "it cannot be due on 1 January 2007."),
    ],
)
def test_what_does_not_hold_together_is_not_recorded(fields, sentence):
    with pytest.raises(Refused, match=sentence):
        recorded(**fields)
    assert not Commitment.objects.exists()


def test_an_outcome_of_another_event_and_a_partner_not_admitted_are_refused():
    outcome = make_outcome(make_event())
    with pytest.raises(Refused, match=r"^Choose an outcome of the same event\.$"):
        recorded(activity=make_event().activity, outcome=outcome)
    with pytest.raises(Refused, match=r"^Choose a partner that has been admitted\.$"):
        recorded(partnership=make_partner(status="applied"))


def test_a_form_with_bad_input_says_where_and_keeps_nothing():
    office = client_of(make_user(Role.SECRETARIAT))
    answer = office.post(
        "/en/acts/record-commitment/",
        {"title_en": "T", "text_en": "X", "made": "2008", "activity": "nowhere", "partnership": "none"},
    )
    words = words_of(answer)
    assert "No record has the title or identifier “nowhere”." in words
    assert "No record has the title or identifier “none”." in words
    assert not Commitment.objects.exists()


def test_those_that_made_a_commitment_withdraw_it_with_a_reason_and_its_entry_is_closed():
    state = make_state()
    delegate = member_of(Role.DELEGATE, state=state)
    commitment = recorded(state=state)
    act(client_of(delegate), "withdraw-commitment", commitment.slug, reason_en="No budget")
    commitment.refresh_from_db()
    entry = commitment.follow_up
    assert (commitment.status, dict(commitment.reason)) == ("withdrawn", {"en": "No budget"})
    assert (entry.state, entry.state_on) == ("not_pursued", TODAY)
    assert Client().get(commitment.get_absolute_url()).status_code == 404
    assert Client().get(f"/en/follow-up/{entry.slug}/").status_code == 404
    with pytest.raises(Refused, match="was withdrawn on 1 February 2008"):
        actions.change_commitment(commitment, values={}, by="test")


def test_a_change_of_party_and_date_is_taken_up_by_the_register():
    first, second = make_state(), make_state()
    commitment = recorded(state=first, due_on=date(2008, 5, 1))
    values = {"state": second, "due_on": date(2008, 9, 1)}
    actions.change_commitment(commitment, values=values, by=make_user(Role.SECRETARIAT))
    entry = FollowUp.objects.get()
    assert (entry.responsible_state, entry.due_on) == (second, date(2008, 9, 1))


def test_a_partner_that_is_no_organization_reports_is_queried_and_replies():
    partner = make_partner("Ferry lines", kind="business")
    person = representative_of(partner)
    commitment = recorded("Train crews", partnership=partner, due_on=date(2008, 1, 1))
    entry, client = commitment.follow_up, client_of(person)
    page = Page(client.get(commitment.get_absolute_url()))
    assert page.one(".margin .due") == "no result on record"
    assert "overdue" not in page.text
    assert f"/en/acts/report-progress/{entry.slug}/" in [a["href"] for a in page.soup.select("nav.acts a")]
    act(
        client,
        "report-progress",
        entry.slug,
        claims="in_progress",
        text_en="Two crews trained",
        link="https://a.example/",
    )
    report = ProgressReport.objects.get()
    assert (report.by_party, report.organisation, report.state) == (True, None, "reported")
    # Not reviewed yet: those that reported and the secretariat see it.
    for reader, sees in (
        (person, True),
        (make_user(Role.SECRETARIAT), True),
        (None, False),
        (make_user(Role.PARTNER), False),
    ):
        reading = client_of(reader) if reader else Client()
        assert ("Two crews trained" in Page(reading.get(commitment.get_absolute_url())).text) is sees
    office = client_of(make_user(Role.SECRETARIAT))
    act(office, "query-progress", report.pk, review_en="Which crews?")
    assert [letter.to for letter in mail.outbox] == [[person.email]]
    assert "The secretariat has a question about your report on a commitment." in mail.outbox[0].body
    page = Page(Client().get(commitment.get_absolute_url()))
    assert "Ferry lines" in page.one("#progress-1 .meta")
    assert "Question from the secretariat: Which crews?" in page.text.replace(" [en]", "")
    act(client, "report-progress", entry.slug, claims="done", text_en="Crews of all lines")
    act(office, "accept-progress", ProgressReport.objects.get(number=2).pk)
    entry.refresh_from_db()
    assert entry.state == "done"


def test_those_that_made_a_commitment_read_its_history_with_their_reports():
    partner = make_partner("Ferry lines")
    person, stranger = representative_of(partner), representative_of(make_partner())
    entry = recorded("Train crews", partnership=partner).follow_up
    act(client_of(person), "report-progress", entry.slug, claims="in_progress", text_en="Two crews trained")
    address = f"/en/history/follow-up/{entry.slug}/"
    pages = [client_of(reader).get(address) for reader in (person, stranger)]
    assert [page.status_code for page in pages] == [200, 200]
    assert ["Two crews trained" in Page(page).text for page in pages] == [True, False]


def test_only_those_that_made_a_commitment_report_on_it():
    commitment = recorded(partnership=make_partner("Ferry lines"))
    stranger = representative_of(make_partner())
    with pytest.raises(Refused, match=r"^Progress can be reported by those responsible, Ferry lines"):
        follow_ups.report_progress(
            commitment.follow_up, claims=FollowUpState.DONE, text=text("X"), on=TODAY, by=stranger
        )


def test_lists_pages_files_and_register_hide_what_a_reader_must_not_see():
    shown = recorded("Open promise")
    hidden = {
        "awaiting": make_commitment("Canarywaiting", status="made", decided_on=None),
        "declined": make_commitment("Canarydeclined", status="declined", reason=text("Canaryreason")),
        "restricted": recorded("Canaryrestricted", audience=Audience.MEMBER_STATES),
        "unlisted": recorded("Canaryunlisted", partnership=make_partner("Canaryfirm", is_listed=False)),
    }
    addresses = [
        *("/en/commitments/", "/en/commitments/?find=Canary", "/en/follow-up/", "/en/follow-up/?find=Canary"),
        *("/en/commitments/commitments.csv", "/en/follow-up/register.csv", "/en/calendar/", "/en/search/?q=Canary"),
        "/sitemap.xml",
    ]
    for role in (None, Role.PARTNER):
        client = client_of(make_user(role)) if role else Client()
        for address in addresses:
            answer = client.get(address)
            content = b"".join(answer) if answer.streaming else answer.content
            assert b"Canarywaiting" not in content, address
            found = [
                name
                for name, each in hidden.items()
                if f"Canary{name}".encode() in content or each.slug.encode() in content
            ]
            assert found == [], address
        assert [client.get(each.get_absolute_url()).status_code for each in hidden.values()] == [404] * 4
        assert client.get(shown.get_absolute_url()).status_code == 200
    delegate = client_of(make_user(Role.DELEGATE))
    assert Page(delegate.get("/en/commitments/")).all("main h2 a") == ["Open promise [en]", "Canaryrestricted [en]"]


def test_a_restricted_event_is_not_named_by_a_public_commitment():
    event = make_event("Canaryevent", audience=Audience.MEMBER_STATES)
    commitment = recorded(activity=event.activity)
    pages = ["/en/commitments/", commitment.get_absolute_url(), f"/en/follow-up/{commitment.follow_up.slug}/"]
    for address in [*pages, "/en/commitments/commitments.csv", f"/en/commitments/?event={event.activity.slug}"]:
        answer = Client().get(address)
        content = b"".join(answer) if answer.streaming else answer.content
        assert b"Canaryevent" not in content, address
    office = client_of(make_user(Role.SECRETARIAT))
    assert "Canaryevent" in Page(office.get(commitment.get_absolute_url())).text


def test_the_list_is_narrowed_by_event_party_status_progress_and_due_date():
    event = make_event("Forum")
    business = make_partner("Firm", kind="business")
    recorded("At forum", activity=event.activity, due_on=date(2008, 1, 15))
    recorded("Of firm", partnership=business, due_on=date(2008, 2, 20))
    recorded("Of State", state=make_state())
    recorded("Of agency", organisation=make_organisation())

    def found(query):
        return sorted(words.removesuffix(" [en]") for words in headings(f"/en/commitments/?{query}"))

    assert found(f"event={event.activity.slug}") == ["At forum"]
    assert found("party=business") == ["Of firm"]
    assert found("party=group") == ["At forum"]
    assert found("party=state") == ["Of State"]
    assert found("party=organisation-of-record") == ["Of agency"]
    assert found("due=late") == ["At forum"]
    assert found("due=4") == ["Of firm"]
    assert found("due=none") == ["Of State", "Of agency"]
    assert found("progress=open&find=firm") == ["Of firm"]
    assert found("party=nonsense&due=nonsense") == ["At forum", "Of State", "Of agency", "Of firm"]


def test_the_chart_leads_to_no_state_that_no_commitment_is_in(client):
    recorded()
    cache.clear()
    chart = charts_of_commitments(VISITOR)["progress"]
    assert [part.label.address for part in chart.parts if part.number] == ["/en/commitments/?progress=open"]
    assert {part.label.address for part in chart.parts if not part.number} == {""}


def test_the_table_has_one_line_for_each_commitment_of_the_list():
    recorded("First", due_on=date(2008, 1, 15), indicator=text("=1+1"))
    lines = b"".join(Client().get("/en/commitments/commitments.csv?due=late")).decode("utf-8-sig").splitlines()
    rows = list(csv.DictReader(lines))
    assert [(row["Title"], row["Indicator"], row["After the due date"], row["Progress"]) for row in rows] == [
        ("First [en]", "'=1+1 [en]", "no result on record", "Open")
    ]
    assert b"".join(Client().get("/en/commitments/commitments.xlsx")).startswith(b"PK")
    assert Client().get("/en/commitments/commitments.exe").status_code == 404


def test_those_that_made_a_commitment_are_written_to_four_weeks_before_it_is_due():
    state = make_state()
    delegate = member_of(Role.DELEGATE, state=state)
    recorded("Soon", state=state, due_on=date(2008, 2, 29))
    recorded("Later", state=state, due_on=date(2008, 3, 1))
    settled = recorded("Settled", state=state, due_on=date(2008, 2, 29))
    FollowUp.objects.filter(pk=settled.follow_up_id).update(state="done", state_on=TODAY)
    assert remind_of_due_dates() == 1
    assert [(letter.to, "Soon" in letter.body) for letter in mail.outbox] == [([delegate.email], True)]


def test_a_reminder_is_made_up_for_and_sent_once_for_each_due_date(settings):
    state = make_state()
    delegate = member_of(Role.DELEGATE, state=state)
    commitment = recorded("Soon", state=state, due_on=date(2008, 2, 20))
    recorded("Passed", state=state, due_on=date(2008, 1, 31))
    assert [remind_of_due_dates() for _time in range(2)] == [1, 0]
    follow_ups.change_due(commitment.follow_up, due=PartialDate(date(2008, 3, 20)), reason=text("Later"), by="test")
    assert remind_of_due_dates() == 0
    settings.PALERMO_TODAY = date(2008, 2, 25)
    assert [remind_of_due_dates() for _time in range(2)] == [1, 0]
    assert [letter.to for letter in mail.outbox] == [[delegate.email]] * 2
    assert ["20 February 2008" in mail.outbox[0].body, "20 March 2008" in mail.outbox[1].body] == [True, True]


def test_a_contact_without_account_is_written_to_in_their_language_with_the_address_of_the_page():
    partner = make_partner("Firm")
    make_partner_contact(partner, email="contact@example.org", language="fr", is_focal_point=True)
    commitment = make_commitment(partnership=partner)
    notify_of_decision.enqueue(commitment.pk)
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [(["contact@example.org"], "Votre engagement")]
    address = f"/fr{commitment.get_absolute_url().removeprefix('/en')}"
    assert mail.outbox[0].body.splitlines()[-1].endswith(address)
    assert "lien personnel" not in mail.outbox[0].body


def test_the_due_date_of_the_register_is_shown_wherever_the_commitment_is():
    partner = make_partner("Ferry lines")
    representative = client_of(representative_of(partner))
    late = recorded("Moved", partnership=partner, due_on=date(2008, 3, 1))
    recorded("Kept", partnership=partner, due_on=date(2008, 5, 1))
    follow_ups.change_due(late.follow_up, due=PartialDate(date(2008, 9, 1)), reason=text("Later"), by="test")
    office = client_of(make_user(Role.SECRETARIAT))
    for address in (partner.get_absolute_url(), late.get_absolute_url(), "/en/feeds/commitments.xml"):
        words = office.get(address).text
        assert ("1 September 2008" in words, "1 March 2008" in words) == (True, False), address
    desk = representative.get("/en/desk/").text
    assert desk.index("Kept [en]") < desk.index("Moved [en]")
    act(office, "change-commitment", late.slug, title_en="Other words")
    late.refresh_from_db()
    late.follow_up.refresh_from_db()
    assert (late.follow_up.due_on, late.due_on, late.title["en"]) == (date(2008, 9, 1), date(2008, 9, 1), "Other words")
    actions.change_commitment(late, values={"title": text("By another way")}, by="test")
    late.follow_up.refresh_from_db()
    assert late.follow_up.due_on == date(2008, 9, 1)


def test_a_commitment_is_on_the_page_of_its_event_and_a_withdrawn_one_is_not():
    event = make_event("Forum")
    recorded("Standing", activity=event.activity)
    actions.withdraw_commitment(recorded("Gone", activity=event.activity), reason=text("R"), by="test")
    page = Page(Client().get(f"/en/events/{event.activity.slug}/outcomes/"))
    assert [words for words in page.all("h3 a") if words.startswith(("Standing", "Gone"))] == ["Standing [en]"]
    actions.decline_commitment(make_commitment(status="made", decided_on=None), reason=text("R"), by="test")


def test_a_decision_needs_a_reason_and_is_made_once():
    commitment = make_commitment(status="made", decided_on=None)
    with pytest.raises(Refused, match=r"^Enter the reason\.$"):
        actions.decline_commitment(commitment, reason=MultilingualText(), by="test")
    actions.confirm_commitment(commitment, by="test")
    with pytest.raises(Refused, match=r"^This commitment is not awaiting confirmation\.$"):
        actions.confirm_commitment(commitment, by="test")
