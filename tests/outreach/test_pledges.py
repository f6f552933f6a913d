"""Commitments made by the form of an event, without an account, and what their makers do by their link."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connections
from django.test import Client
from django.urls import reverse

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent, RecordVersion
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.digests import digest_of_text
from palermo.core.refusals import Refused
from palermo.governance.models import ProgressReport
from palermo.outreach.actions import commitments as actions
from palermo.outreach.models import Commitment, PledgeContact, Pledging
from palermo.programme.web.screens.data import data_of
from tests.factories.accounts import make_user
from tests.factories.activities import make_event
from tests.factories.common import text
from tests.factories.outreach import make_partner, make_pledging
from tests.factories.programmes import make_programme
from tests.factories.screens import make_screen
from tests.outreach.test_commitments import representative_of
from tests.portal.filling import act, client_of, held, words_of
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
TODAY = date(2008, 2, 1)
NAME, ADDRESS = "Canaryspeaker Person", "canaryspeaker@example.org"


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = TODAY
    cache.clear()


def send(client, pledging, **written):
    """Open the form as a person does, fill it in and send it."""
    address = f"/en/events/{pledging.activity.slug}/pledge/"
    values = held(Page(client.get(address)).soup.select_one("form.act"))
    given = {"title": "Preach in all parishes", "group": "Parishes of the coast", "name": NAME, "email": ADDRESS}
    return client.post(address, {**values, **given, **written})


def link_of(answer):
    found = re.search(r"https?://[^/]+(/en/pledges/[\w-]+/)", answer.content.decode())
    assert found
    return found[1]


def opened(link):
    """A browser in which the personal link was opened."""
    client = Client()
    assert client.get(link).headers["Location"] == "/en/pledges/own/"
    return client


def by_link(client, act_name, **written):
    prefixed = {f"{act_name}-{name}": value for name, value in written.items()}
    return client.post("/en/pledges/own/", {"act": act_name, **prefixed})


def test_a_person_without_account_pledges_and_the_secretariat_confirms():
    pledging = make_pledging(on_screens=True)
    answer = send(Client(), pledging, due="December 2008", is_shown_on_screens="on")
    link = link_of(answer)
    commitment = Commitment.objects.get()
    assert (commitment.status, commitment.speaker, dict(commitment.group)) == (
        "made",
        NAME,
        {"en": "Parishes of the coast"},
    )
    assert (commitment.activity, str(commitment.due), commitment.made_on) == (pledging.activity, "2008-12", TODAY)
    contact = PledgeContact.objects.get()
    secret = link.split("/")[-2]
    assert contact.digest == digest_of_text(secret)
    assert secret not in str(AuditEvent.objects.values_list("details", flat=True))
    screen = f"/en/events/{pledging.activity.slug}/commitments/screen/"
    assert Page(Client().get(screen)).all("li .title") == []
    act(client_of(make_user(Role.SECRETARIAT)), "confirm-commitment", commitment.slug)
    assert Page(Client().get(screen)).all("li") == [f"Preach in all parishes Parishes of the coast · {NAME}"]
    assert [letter.to for letter in mail.outbox] == [[ADDRESS]]
    assert "Your commitment has been recorded." in mail.outbox[0].body


def test_a_form_that_is_sent_twice_makes_one_commitment():
    pledging, client = make_pledging(), Client()
    address = f"/en/events/{pledging.activity.slug}/pledge/"
    values = held(Page(client.get(address)).soup.select_one("form.act"))
    values |= {"title": "T", "group": "G", "name": "N"}
    assert [link_of(client.post(address, values)) for _time in range(2)] == [f"/en/pledges/{values['key']}/"] * 2
    assert Commitment.objects.count() == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_form_that_is_sent_at_the_same_moment_makes_one_commitment():
    pledging, together = make_pledging(), Barrier(4)
    address = f"/en/events/{pledging.activity.slug}/pledge/"
    values = held(Page(Client().get(address)).soup.select_one("form.act"))
    values |= {"title": "T", "group": "G", "name": "N"}

    def pledge(client):
        together.wait()
        try:
            return link_of(client.post(address, values))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        links = list(pool.map(pledge, [Client() for _time in range(4)]))
    assert links == [f"/en/pledges/{values['key']}/"] * 4
    assert Commitment.objects.count() == 1


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ({"website": "https://spam.example/"}, "Leave this field empty."),
        ({"title": ""}, "Your commitment in one sentence: Enter a value."),
        ({"due": "soon"}, "soon"),
        ({"due": "1 January 2007"}, "it cannot be due on 1 January 2007."),
        ({"email": "nowhere"}, "Enter a valid email address."),
        ({"key": "short"}, "Enter a valid value."),
    ],
)
def test_bad_input_keeps_nothing(written, sentence):
    answer = send(Client(), make_pledging(), **written)
    assert answer.status_code == 200
    assert sentence.casefold() in words_of(answer).casefold()
    assert not Commitment.objects.exists()
    assert not PledgeContact.objects.exists()


def test_the_form_is_open_on_its_days_and_only_at_events_that_the_reader_may_see():
    def status(pledging):
        return Client().get(f"/en/events/{pledging.activity.slug}/pledge/").status_code

    assert status(make_pledging()) == 200
    assert status(make_pledging(opens_on=date(2008, 2, 2))) == 403
    assert status(make_pledging(closes_on=date(2008, 1, 31))) == 403
    restricted = make_event("Canaryevent", audience=Audience.MEMBER_STATES)
    assert status(make_pledging(restricted)) == 404
    without = make_event()
    assert Client().get(f"/en/events/{without.activity.slug}/pledge/").status_code == 404
    assert Client().get(f"/en/events/{without.activity.slug}/commitments/screen/").status_code == 404


def test_too_many_commitments_from_one_network_are_refused():
    pledging = make_pledging()
    statuses = [send(Client(), pledging).status_code for _time in range(121)]
    assert statuses == [200] * 120 + [429]


def test_by_the_link_a_person_corrects_withdraws_and_reports():
    client = opened(link_of(send(Client(), make_pledging())))
    assert by_link(client, "change", title="Preach in each parish", text="On Sundays").status_code == 302
    commitment = Commitment.objects.get()
    assert (dict(commitment.title), dict(commitment.text)) == (
        {"en": "Preach in each parish"},
        {"en": "On Sundays"},
    )
    by_link(client, "report", claims="done", progress="Too early")
    assert not ProgressReport.objects.exists()
    actions.confirm_commitment(commitment, by="test")
    by_link(client, "change", title="Something else")
    commitment.refresh_from_db()
    assert dict(commitment.title) == {"en": "Preach in each parish"}
    assert by_link(client, "report", claims="in_progress", progress="Ten sermons").status_code == 302
    report = ProgressReport.objects.get()
    assert (report.by_party, report.claims, dict(report.text)) == (True, "in_progress", {"en": "Ten sermons"})
    assert "Ten sermons" in Page(client.get("/en/pledges/own/")).text
    assert "Ten sermons" not in Page(Client().get(commitment.get_absolute_url())).text
    assert "Reason: Enter a value." in words_of(by_link(client, "withdraw", reason=""))
    assert by_link(client, "withdraw", reason="We moved").status_code == 302
    commitment.refresh_from_db()
    assert (commitment.status, commitment.follow_up.state) == ("withdrawn", "not_pursued")


def test_a_correction_by_the_link_keeps_the_other_languages():
    client = opened(link_of(send(Client(), make_pledging())))
    titles, texts = {"en": "Preach", "fr": "Prêcher"}, {"en": "On Sundays\nand feasts", "fr": "Le dimanche"}
    Commitment.objects.update(title=titles, text=texts)
    by_link(client, "change", title="Preach more", text="On Sundays\r\nand feasts", due="")
    commitment = Commitment.objects.get()
    assert (dict(commitment.title), dict(commitment.text)) == ({**titles, "en": "Preach more"}, texts)
    by_link(client, "change", title="Preach more", text="", due="")
    commitment.refresh_from_db()
    assert dict(commitment.text) == {"en": "Preach more", "fr": "Le dimanche"}


def test_words_shown_in_another_language_keep_it_when_the_page_is_sent():
    client = opened(link_of(send(Client(), make_pledging(), text="On Sundays")))
    page = Page(client.get("/fr/pledges/own/"))
    shown = next(held(form) for form in page.soup.select("form.act") if form.select_one("[name=change-title]"))
    assert client.post("/fr/pledges/own/", {**shown, "change-due": "2008-12"}).status_code == 302
    commitment = Commitment.objects.get()
    assert (str(commitment.due), dict(commitment.title), dict(commitment.text)) == (
        "2008-12",
        {"en": "Preach in all parishes"},
        {"en": "On Sundays"},
    )
    client.post("/fr/pledges/own/", {**shown, "change-title": "Prêcher", "change-text": ""})
    commitment.refresh_from_db()
    assert (dict(commitment.title), dict(commitment.text)) == (
        {"en": "Preach in all parishes", "fr": "Prêcher"},
        {"en": "On Sundays", "fr": "Prêcher"},
    )


def test_contact_details_are_shown_to_the_secretariat_alone_and_can_be_deleted():
    event = make_event("Forum")
    pledging = make_pledging(event)
    link = link_of(send(Client(), pledging))
    commitment = Commitment.objects.get()
    assert commitment.speaker == ""
    commitment = actions.confirm_commitment(commitment, by="test")
    pages = [
        *(commitment.get_absolute_url(), "/en/commitments/", f"/en/follow-up/{commitment.follow_up.slug}/"),
        *(f"/en/events/{event.activity.slug}/outcomes/", f"/en/history/commitments/{commitment.slug}/"),
        *("/en/commitments/commitments.csv", "/en/search/?q=Canaryspeaker"),
    ]
    for role in (None, *(role for role in Role if role != Role.SECRETARIAT)):
        client = client_of(make_user(role)) if role else Client()
        for address in pages:
            answer = client.get(address)
            content = b"".join(answer) if answer.streaming else answer.content
            assert (NAME.encode() in content, ADDRESS.encode() in content) == (False, False), (role, address)
    office = client_of(make_user(Role.SECRETARIAT))
    assert ADDRESS in Page(office.get(commitment.get_absolute_url())).text
    assert ADDRESS.encode() not in b"".join(office.get("/en/commitments/commitments.csv"))
    client = opened(link)
    assert client.post("/en/pledges/own/", {"act": "erase"}).status_code == 200
    assert not PledgeContact.objects.exists()
    assert Client().get(link, follow=True).status_code == 404
    assert client.get("/en/pledges/own/").status_code == 404
    assert NAME not in str(list(AuditEvent.objects.values_list("details", flat=True)))


@pytest.mark.parametrize("by_secretariat", [False, True])
def test_deleting_contact_details_deletes_the_name_on_the_page_on_screens_and_in_versions(by_secretariat):
    pledging = make_pledging(on_screens=True)
    link = link_of(send(Client(), pledging, is_shown_on_screens="on"))
    client, office = opened(link), client_of(make_user(Role.SECRETARIAT))
    by_link(client, "change", title="Preach", text="", due="", is_shown_on_screens="on")
    commitment = actions.confirm_commitment(Commitment.objects.get(), by="test")
    screen = f"/en/events/{pledging.activity.slug}/commitments/screen/"
    assert Page(Client().get(screen)).all("li") == [f"Preach Parishes of the coast · {NAME}"]
    assert NAME in Page(Client().get(commitment.get_absolute_url())).text
    if by_secretariat:
        act(office, "erase-pledge-contact", commitment.slug)
    else:
        client.post("/en/pledges/own/", {"act": "erase"})
    commitment.refresh_from_db()
    assert (commitment.speaker, commitment.is_shown_on_screens, commitment.status) == ("", False, "recorded")
    assert Page(Client().get(screen)).all("li") == []
    history = f"/en/history/commitments/{commitment.slug}/"
    for address in (commitment.get_absolute_url(), history):
        assert NAME not in Page(office.get(address)).text
    assert NAME not in str(list(RecordVersion.objects.values_list("data", flat=True)))


def test_by_the_link_a_person_withdraws_a_recorded_commitment_from_screens():
    pledging = make_pledging(on_screens=True)
    client = opened(link_of(send(Client(), pledging, is_shown_on_screens="on")))
    commitment = actions.confirm_commitment(Commitment.objects.get(), by="test")
    assert "Do not show on screens" in Page(client.get("/en/pledges/own/")).all("button.second")
    page = Page(client.post("/en/pledges/own/", {"act": "screens"}, follow=True))
    assert page.one("[role=status]") == "Your commitment and your name are no longer shown on screens."
    assert "Do not show on screens" not in page.all("button.second")
    commitment.refresh_from_db()
    assert (commitment.speaker, commitment.is_shown_on_screens, commitment.status) == ("", False, "recorded")
    again = client.post("/en/pledges/own/", {"act": "screens"})
    assert "This commitment is not shown on screens." in words_of(again)
    assert PledgeContact.objects.get().name == NAME


def test_the_secretariat_sends_a_new_link_and_the_one_before_opens_nothing():
    link = link_of(send(Client(), make_pledging()))
    office, commitment = client_of(make_user(Role.SECRETARIAT)), Commitment.objects.get()
    act(office, "send-pledge-link", commitment.slug)
    found = re.search(r"(/en/pledges/\S+)", mail.outbox[-1].body)
    assert found
    assert Client().get(link, follow=True).status_code == 404
    assert Client().get(found[1], follow=True).status_code == 200
    act(office, "erase-pledge-contact", commitment.slug)
    assert Client().get(found[1], follow=True).status_code == 404


def test_a_representative_pledges_by_form_for_their_partner():
    pledging, partner = make_pledging(), make_partner("Ferry lines")
    client = client_of(representative_of(partner))
    address = f"/en/events/{pledging.activity.slug}/pledge/"
    page = Page(client.get(address))
    assert page.all("select[name=party] option, [name=group]") == ["Ferry lines [en]"]
    values = held(page.soup.select_one("form.act"))
    client.post(address, {**values, "title": "Train crews", "name": "Rep"})
    assert Commitment.objects.get().partnership == partner


def test_a_pledge_for_a_partner_gives_no_link_and_letters_go_to_its_contacts():
    pledging, partner = make_pledging(), make_partner("Ferry lines")
    client = client_of(representative_of(partner))
    address = f"/en/events/{pledging.activity.slug}/pledge/"
    values = held(Page(client.get(address)).soup.select_one("form.act"))
    written = {**values, "title": "Train crews", "name": NAME, "email": ADDRESS}
    pages = [client.post(address, written) for _time in range(2)]
    commitment = Commitment.objects.get()
    assert [("/en/pledges/" in page.content.decode()) for page in pages] == [False, False]
    assert commitment.get_absolute_url() in pages[0].content.decode()
    link = f"/en/pledges/{values['key']}/"
    assert Client().get(link, follow=True).status_code == 404
    actions.confirm_commitment(commitment, by="test")
    assert [letter.to for letter in mail.outbox] == [[partner.contacts.get().email]]
    by_link(opened(link), "withdraw", reason="R")
    commitment.refresh_from_db()
    assert commitment.status == "recorded"
    with pytest.raises(Refused, match="Links are sent for commitments of groups only"):
        actions.send_pledge_link(commitment, by=make_user(Role.SECRETARIAT))


def test_too_many_acts_by_one_link_are_refused():
    clients = [opened(link_of(send(Client(), make_pledging()))) for _time in range(2)]
    statuses = [by_link(clients[0], "change", title=f"Title {number}").status_code for number in range(21)]
    assert statuses == [302] * 20 + [429]
    assert by_link(clients[1], "change", title="Other").status_code == 302


def test_screens_show_only_what_is_recorded_for_everybody_and_agreed_to():
    pledging = make_pledging(on_screens=True)
    common = {"activity": pledging.activity, "group": text("G"), "made_on": TODAY, "is_shown_on_screens": True}

    def recorded(title, **fields):
        commitment = Commitment(**{**common, "title": text(title), "text": text("X"), **fields})
        return actions.record_commitment(commitment, by="test")

    recorded("Shown")
    recorded("Canarynot", is_shown_on_screens=False)
    recorded("Canaryrestricted", audience=Audience.MEMBER_STATES)
    recorded("Canaryunlisted", group=text("").__class__(), partnership=make_partner("P", is_listed=False))
    actions.withdraw_commitment(recorded("Canarywithdrawn"), reason=text("R"), by="test")
    screen = f"/en/events/{pledging.activity.slug}/commitments/screen/"
    assert Page(client_of(make_user(Role.SECRETARIAT)).get(screen)).all("li .title") == ["Shown [en]"]
    foyer = make_screen(make_programme(pledging.activity.event))
    assert [each["title"]["en"] for each in data_of(foyer, clock.now())["shown"]] == ["Shown [en]"]
    assert Page(Client().get(reverse("screen", args=[foyer.key]))).one(".screen-shown") == "التزام Shown [ar] G [ar]"
    pledging.on_screens = False
    pledging.save()
    assert Page(Client().get(screen)).all("li .title") == []


def test_the_secretariat_opens_and_changes_the_form_of_an_event():
    event, office = make_event("Forum"), client_of(make_user(Role.SECRETARIAT))
    slug = event.activity.slug
    wrong = {"opens_on": "15 January 2008", "closes_on": "1 January 2008"}
    answer = office.post(f"/en/acts/open-pledging/{slug}/", wrong)
    assert "The form must not close before it opens. Check the two dates." in words_of(answer)
    assert not Pledging.objects.exists()
    act(
        office, "open-pledging", slug, opens_on="15 January 2008", closes_on="29 February 2008", introduction_en="Hello"
    )
    pledging = Pledging.objects.get()
    assert (pledging.closes_on, pledging.on_screens) == (date(2008, 2, 29), False)
    page = Page(Client().get(f"/en/events/{slug}/outcomes/"))
    assert [a["href"] for a in page.soup.select("p.actions a")] == [f"/en/events/{slug}/pledge/"]
    act(office, "change-pledging", slug, on_screens="on")
    pledging.refresh_from_db()
    assert pledging.on_screens
    verbs = [entry.verb for entry in AuditEvent.objects.order_by("sequence") if entry.verb.startswith("pledging")]
    assert verbs == ["pledging.opened", "pledging.changed"]
