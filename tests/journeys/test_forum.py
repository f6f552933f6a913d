"""The Forum at a browser, for each kind of reader: who proposes, who is asked, who registers, who looks on."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from playwright.sync_api import expect

from palermo.events.models import Event
from palermo.governance.models import Activity
from palermo.programme.models import Screen
from palermo.registration.models import Participant
from palermo.speakers.models import Speaker
from tests.factories.registrations import PDF, make_registration
from tests.journeys.browsing import visit
from tests.journeys.doing import by_keys, do, send
from tests.journeys.furnishing import furnish
from tests.journeys.looking import sticking_out, violations
from tests.portal.filling import link_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FORUM = "events/vienna-forum/"
NAME = "Ms. Invented Alpha"


@pytest.fixture(autouse=True)
def _now(settings, site):
    settings.PALERMO_TODAY = datetime(2008, 1, 31, 12, tzinfo=UTC)


def answers_in_arabic(make, link: str) -> None:
    """The invited person, without script and without an account, from the right."""
    invited = make("ar", java_script_enabled=False)
    page = invited.open_address(link)
    assert (page.locator("html").get_attribute("dir"), sticking_out(page)) == ("rtl", 0)
    shown = {"answer": "accept", "interest": "no", "written_in": "en", "biography": "She was born and became a judge."}
    send(page, **shown, publication="on")
    expect(page.locator("form.act")).to_have_count(0)


def test_a_speaker_from_a_delegations_proposal_to_a_consent_withdrawn(reader):
    delegate, officer, visitor = reader(), reader(), reader("zh-hans")
    delegate.sign_in("delegate")
    delegate.open(f"{FORUM}speakers/")
    proposal = {"name": NAME, "function": "Judge", "topic": "Protecting witnesses", "reason": "Thirty years"}
    do(delegate, "Nominate a speaker", **proposal, interest="no", sector="government", gender="woman")
    address = delegate.path.removeprefix("/en/")
    assert "It is visible to you and the secretariat until shared" in delegate.text()
    visitor.open(address, status=404)
    officer.sign_in("secretariat")
    page = officer.open(address)
    for act in ("Add to longlist and share", "Add to shortlist", "Record decision"):
        do(officer, act)
    assert violations(page) == []
    do(officer, "Invite", answer_by="2008-02-08", email="alpha@example.org", language="ar")
    answers_in_arabic(reader, link_in(mail.outbox[-1]))
    officer.open(address)
    do(officer, "Confirm speaker")
    visitor.open(f"{FORUM}speakers/")
    assert NAME not in visitor.text()
    do(officer, "Publish name and biography")
    visitor.open(f"{FORUM}speakers/")
    visitor.follow(NAME)
    assert ("She was born" in visitor.text(), "Thirty years" in visitor.text()) == (True, False)
    # The lasting link, from the mail that followed the answer.
    again = reader("ar", java_script_enabled=False)
    page = again.open_address(link_in(mail.outbox[-1]))
    assert page.locator("[name=publication]").is_checked()
    send(page, publication="")
    visitor.open(address, status=404)
    assert Speaker.objects.get(name__en=NAME).publication_consent == "withdrawn"


def test_a_member_of_the_committee_proposes_an_event_and_nobody_for_it_before_a_mandate(reader):
    member = reader("fr")
    member.sign_in("committee")
    page = member.open("acts/propose-activity/")
    given = {"kind": "event", "event_kind": "regional", "starts": "2008-06", "audience": "public"}
    send(page, **given, title_fr="Atelier régional", title_en="Regional workshop")
    proposed = Activity.objects.get(state="proposed", title__en="Regional workshop")
    assert member.path == f"/fr/events/{proposed.slug}/"
    # Where the mandate is missing, the chain says so.
    assert page.locator(".chain .gap").count() == 1
    page = member.open(f"acts/propose-speaker/{proposed.slug}/")
    assert page.locator("form.act").count() == 0
    assert Speaker.objects.filter(event__activity=proposed).count() == 0


def test_a_mission_registers_its_delegation_by_keys_and_the_secretariat_lets_it_in(reader, tmp_path):
    make_registration(Event.objects.get(activity__slug="vienna-forum"))
    (tmp_path / "credentials.pdf").write_bytes(PDF)
    delegate, officer = reader(), reader()
    delegate.sign_in("delegate")
    delegate.open(f"{FORUM}registration/")
    delegate.follow("Register a participant")
    delegate.page.locator("[name=role]").select_option("head")
    delegate.page.locator("[name=honorific]").focus()
    by_keys(delegate.page, "H.E. Ms.", "Ana", "Silva", "Minister of Justice")
    delegate.open(f"{FORUM}registration/")
    do(delegate, "Submit letter of credentials", upload=tmp_path / "credentials.pdf")
    officer.sign_in("secretariat")
    page = officer.open(f"{FORUM}participants/")
    for act in ("Accredit", "Issue badge"):
        visit(page.get_by_role("main").get_by_role("link", name=act).last)
        send(page)
        officer.open(f"{FORUM}participants/")
    assert officer.take("Badge (PDF)").startswith(b"%PDF-")
    page = officer.open(f"{FORUM}registration/check-in/")
    expect(page.locator("#desk[data-ready]")).to_have_count(1)
    page.locator("#who").fill("silva")
    page.keyboard.press("Enter")
    page.locator("#desk-offered button").press("Enter")
    expect(page.locator("#desk-result")).to_contain_text("Checked in")
    expect(page.locator("#desk-state")).to_have_attribute("data-waiting", "0")
    delegate.open(f"{FORUM}participants/")
    assert "checked in" in delegate.page.locator("#participant-1").inner_text()
    assert delegate.take("credentials.pdf") == PDF
    assert Participant.objects.get().role == "head"


def test_an_organisation_applies_in_chinese_without_script_and_registers_by_its_link(reader):
    make_registration(Event.objects.get(activity__slug="vienna-forum"))
    charity, officer = reader("zh-hans", java_script_enabled=False), reader()
    page = charity.open(f"{FORUM}registration/apply/")
    asked = {
        "category": "organisation",
        "kind": "civil_society",
        "name": "示例慈善会",
        "about": "我们为受害人提供庇护。",
    }
    send(page, **asked, contact_name="陈", contact_email="charity@example.org", language="zh-hans")
    officer.sign_in("secretariat")
    officer.open(f"{FORUM}registration/organisations/")
    visit(officer.page.get_by_role("main").get_by_role("link", name="Approve application"))
    send(officer.page, places="1")
    page = charity.open_address(link_in(mail.outbox[-1]))
    assert charity.headline() == "示例慈善会"
    send(page, family_name="陈", given_name="丽", is_listed="on")
    assert page.locator("ul.papers h3").all_inner_texts() == ["丽 陈"]
    # One place is one place: the sentence says so, and nobody is added.
    send(page, family_name="王")
    assert Participant.objects.count() == 1
    assert page.locator(".nothing").count() == 1


def test_a_focal_point_and_the_public_find_the_open_part_and_nothing_more(reader):
    furnish()
    focal, visitor = reader(), reader("ar")
    focal.sign_in("focal-point")
    for each in (focal, visitor):
        page = each.open(f"{FORUM}speakers/")
        assert page.locator(".speakers h3").all_inner_texts() == [
            "Published [en]" if each is focal else "Published [ar]"
        ]
        assert page.locator("#balance").count() == 0
        page = each.open(f"{FORUM}programme/")
        assert page.locator(".programme > li").count() > 0
        assert each.open(f"{FORUM}participants/").locator("#participant-1").count() == 0
    assert violations(visitor.page) == []
    screen = visitor.open_address(f"/screens/{Screen.objects.get(slug='door').key}/")
    expect(screen.locator("h1, h2").first).to_be_visible()
