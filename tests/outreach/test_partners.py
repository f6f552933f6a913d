"""The register of partners: joining, due diligence, decision, access of representatives, leaving, and who sees what."""

import re
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from palermo.accounts.actions.postings import end_posting
from palermo.accounts.models import Invitation, Organisation, Posting
from palermo.accounts.states import Role
from palermo.accounts.viewer import viewer_of
from palermo.audit.models import AuditEvent, RecordVersion
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.governance.models import FollowUp, Partner
from palermo.governance.queries.follow_ups import answers_for
from palermo.outreach.actions import partner_access as access
from palermo.outreach.actions import partners as actions
from palermo.outreach.chores import forget_applicants
from palermo.outreach.models import (
    ContributionTerms,
    DueDiligenceCheck,
    PartnerContact,
    PartnerInvitation,
    PartnerRule,
    Partnership,
)
from palermo.outreach.queries.partners import contacts_visible_to, partners_of
from palermo.outreach.rules import partners as rules
from tests.factories.accounts import make_organisation, make_person, make_state, make_user
from tests.factories.common import text
from tests.factories.governance import make_activity, make_guidance, make_mandate
from tests.factories.outreach import (
    make_application,
    make_commitment,
    make_followed_commitment,
    make_material,
    make_partner,
    make_partner_contact,
)
from tests.factories.register import make_contribution
from tests.portal.filling import act, client_of, fill, link_in, words_of
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
TODAY = date(2008, 2, 1)
REASON = MultilingualText({"en": "Reason"})
APPLICATION = {
    "name": "Canary Hotels",
    "kind": "business",
    "field": "Hotels",
    "summary": "We run hotels.\nWe train staff.",
    "website": "https://hotels.example.org",
    "contact_name": "Ana Applicant",
    "position": "Director",
    "email": "ana@hotels.example.org",
    "phone": "+66 2 000 0000",
    "is_listed": "on",
    "is_informed": "on",
    # As a browser sends a list in which nothing is chosen: not at all.
    "countries": [],
}


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = TODAY
    cache.clear()


@pytest.fixture
def office():
    return client_of(make_user(Role.SECRETARIAT))


def officer():
    return make_user(Role.SECRETARIAT)


def rule(kind="business", checks=("identity", "sanctions"), **fields):
    return PartnerRule.objects.create(kind=kind, checks=list(checks), **fields)


def check_all(partner, result="passed", by=None, **values):
    given = {"result": result, "checked_by": "Officer", "checked_on": TODAY, "source": "Register", "finding": "Nothing"}
    for check in partner.checks.all():
        actions.record_check(check, values={**given, **values}, by=by or officer())


def admission(**fields):
    return {"role": text("Trains staff"), "mandate": make_mandate(), "since_on": TODAY, **fields}


def admitted(partner=None, by=None, **fields):
    return actions.admit_partner(partner or make_application(), values=admission(**fields), by=by or officer())


def latest_verbs(number=1):
    return list(AuditEvent.objects.order_by("-sequence").values_list("verb", flat=True)[:number])


# Joining


def test_an_application_by_the_form_is_received_with_its_checks_and_confirmed_in_the_applicants_language():
    rule()
    country = make_state("Atlantis")
    fill(Client(), "/fr/partnership/apply/", **{**APPLICATION, "countries": [country.pk]})
    partner = Partnership.objects.get()
    assert (partner.status, partner.kind, partner.applied_on, partner.is_listed) == ("applied", "business", TODAY, True)
    assert dict(partner.name) == {"fr": "Canary Hotels"}
    assert dict(partner.summary) == {"fr": "We run hotels.\nWe train staff."}
    assert (partner.slug, partner.organisation, list(partner.countries.all())) == ("canary-hotels", None, [country])
    assert [(each.kind, each.result) for each in partner.checks.all()] == [
        ("identity", "pending"),
        ("sanctions", "pending"),
    ]
    contact = partner.contacts.get()
    assert (contact.name, contact.email, contact.language, contact.is_focal_point) == (
        "Ana Applicant",
        "ana@hotels.example.org",
        "fr",
        True,
    )
    letter = mail.outbox[-1]
    assert (letter.to, letter.extra_headers["Content-Language"]) == (["ana@hotels.example.org"], "fr")
    entry = AuditEvent.objects.latest("sequence")
    assert (entry.verb, entry.actor_name) == ("partner.applied", "an applicant, by the form")
    assert "Ana" not in str(entry.details)
    assert Organisation.objects.count() == 0


@pytest.mark.parametrize("missing", ["name", "kind", "field", "summary", "contact_name", "email", "is_informed"])
def test_an_incomplete_application_is_refused_at_its_field_and_nothing_is_saved(missing):
    sent = {name: value for name, value in APPLICATION.items() if name != missing}
    page = Page(Client().post("/en/partnership/apply/", sent))
    assert (len(page.all(".field.wrong")), Partnership.objects.count(), mail.outbox) == (1, 0, [])


def test_what_a_program_fills_in_is_not_kept():
    response = Client().post("/en/partnership/apply/", {**APPLICATION, "fax": "1"})
    assert (response.status_code, Partnership.objects.count()) == (302, 0)


def test_one_form_sent_twice_is_one_application_and_a_network_may_send_ten_in_an_hour():
    client = Client()
    once = "9f3c1f86-6a3e-4c0e-9f69-0c51e5a6b001"
    for _time in range(2):
        assert client.post("/en/partnership/apply/", {**APPLICATION, "once": once}).status_code == 302
    assert Partnership.objects.count() == 1
    addresses = [f"ana{number}@hotels.example.org" for number in range(9)]
    codes = [client.post("/en/partnership/apply/", {**APPLICATION, "email": each}).status_code for each in addresses]
    assert codes == [302] * 8 + [429]


def test_three_applications_a_day_with_one_address_are_received_and_confirmed_without_words_of_the_form():
    sent = [{**APPLICATION, "email": address} for address in [*["Ana@hotels.example.org"] * 4, "b@example.org"]]
    for each in sent:
        page = Page(Client().post("/en/partnership/apply/", each, follow=True))
    assert (Partnership.objects.count(), len(mail.outbox)) == (4, 4)
    letters = " ".join(letter.subject + letter.body for letter in mail.outbox)
    assert [words for words in ("Canary Hotels", "Ana Applicant", "Director") if words in letters] == []
    page = Page(Client().post("/en/partnership/apply/", {**APPLICATION, "email": "ana@hotels.example.org"}))
    assert "Several applications were sent with this e-mail address today." in page.text
    assert Partnership.objects.count() == 4


def test_the_identifier_of_a_partner_that_is_not_listed_does_not_reveal_its_name():
    fill(Client(), "/en/partnership/apply/", **{**APPLICATION, "is_listed": []})
    assert re.fullmatch(r"partner-[0-9a-f]{8}", Partnership.objects.get().slug)


def test_the_identifier_of_a_person_does_not_reveal_the_name():
    fill(Client(), "/en/partnership/apply/", **APPLICATION, is_person="on")
    assert re.fullmatch(r"partner-[0-9a-f]{8}", Partnership.objects.get().slug)


def test_a_person_who_applied_and_withdraws_is_named_nowhere(office):
    with_invitation = {"name": "Ana Canary", "email": "canary@example.org", "language": "en"}
    fill(office, "/en/acts/invite-partner/", **with_invitation)
    client = Client()
    client.get(link_in(mail.outbox[-1]), follow=True)
    personal = {"name": "Ana Canary", "summary": "Canary", "website": "https://canary.example.org", "is_person": "on"}
    written = {**APPLICATION, **personal, "contact_name": "Ana Canary", "email": "canary@example.org"}
    fill(client, "/en/partnership/invitation/", **written)
    partner = Partnership.objects.get()
    act(office, "change-partner", partner.slug, field_en="Teaching", countries=[])
    kept = [str(each.data) for each in RecordVersion.objects.filter(kind="partnerships")]
    assert ["Teaching" in words for words in kept][-1]
    act(office, "withdraw-application", partner.slug)
    partner.refresh_from_db()
    assert (dict(partner.name), dict(partner.summary), partner.website) == ({}, {}, "")
    assert (PartnerContact.objects.count(), PartnerInvitation.objects.count()) == (0, 0)
    kept = [str((each.details, each.target_id)) for each in AuditEvent.objects.all()]
    kept += [str(each.data) for each in RecordVersion.objects.all()]
    assert [words for words in kept if "canary" in words.casefold()] == []
    assert Page(office.get(partner.get_absolute_url())).one("h1") == partner.slug


def test_an_organization_that_withdraws_keeps_its_name():
    partner = make_application(name=text("Canary Hotels"))
    actions.withdraw_application(partner, by=officer())
    partner.refresh_from_db()
    assert partner.name == text("Canary Hotels")


def test_an_invitation_opens_the_filled_in_form_once(office):
    fill(
        office,
        "/en/acts/invite-partner/",
        name="Ana Invited",
        email="ana@hotels.example.org",
        language="es",
        kind="business",
    )
    invitation = PartnerInvitation.objects.get()
    letter = mail.outbox[-1]
    assert (letter.to, letter.extra_headers["Content-Language"]) == (["ana@hotels.example.org"], "es")
    link = link_in(letter)
    assert link.rsplit("/", 2)[1] not in invitation.digest
    client = Client()
    page = client.get(link, follow=True)
    assert page.redirect_chain[-1][0] == "/es/partnership/invitation/"
    fill(client, "/es/partnership/invitation/", **{k: v for k, v in APPLICATION.items() if k not in {"kind", "email"}})
    partner = Partnership.objects.get()
    assert (partner.kind, partner.contacts.get().email) == ("business", "ana@hotels.example.org")
    invitation.refresh_from_db()
    assert invitation.partnership == partner
    again = Client().get(link, follow=True)
    assert again.status_code == 403
    assert Client().get("/en/partnership/invitation/guessed/", follow=True).status_code == 404


def test_a_new_link_ends_the_one_before_and_a_withdrawn_one_opens_nothing(office):
    fill(office, "/en/acts/invite-partner/", name="Ana", email="ana@example.org", language="en")
    key = PartnerInvitation.objects.get().pk
    act(office, "send-partner-invitation", key)
    first, second = (link_in(letter) for letter in mail.outbox[-2:])
    assert [Client().get(link, follow=True).status_code for link in (first, second)] == [404, 200]
    act(office, "withdraw-partner-invitation", key)
    page = Client().get(second, follow=True)
    assert (page.status_code, "This invitation was withdrawn." in words_of(page)) == (403, True)
    assert "Ana" not in words_of(office.get("/en/partnership/applications/"))


def test_an_expired_invitation_says_so(settings, office):
    fill(office, "/en/acts/invite-partner/", name="Ana", email="ana@example.org", language="en")
    settings.PALERMO_TODAY = date(2008, 3, 3)
    page = Client().get(link_in(mail.outbox[-1]), follow=True)
    assert (page.status_code, "This invitation expired on 2 March 2008." in words_of(page)) == (403, True)


def test_an_applicant_follows_and_withdraws_the_application_by_the_link():
    fill(Client(), "/en/partnership/apply/", **APPLICATION)
    client, link = Client(), link_in(mail.outbox[-1])
    assert "Application received" in words_of(client.get(link, follow=True))
    page = fill(client, "/en/partnership/application/")
    assert "Your application was withdrawn." in page
    partner = Partnership.objects.get()
    assert (partner.status, partner.decided_on, PartnerContact.objects.count()) == ("withdrawn", TODAY, 0)
    entry = AuditEvent.objects.latest("sequence")
    assert (entry.verb, entry.actor_name) == ("partner.withdrawn", "an applicant, by their link")
    assert Client().get(link, follow=True).status_code == 404


# Due diligence and decision


def test_the_secretariat_records_who_checked_what_and_the_page_shows_what_is_missing(office):
    rule()
    partner = make_application(kind="business", name=text("Hotels"))
    assert "Without result : Identity" in words_of(office.get(partner.get_absolute_url())).replace(":", " :").replace(
        "  ", " "
    )
    check = partner.checks.get(kind="identity")
    act(
        office,
        "record-check",
        check.pk,
        result="passed",
        checked_by="A. Officer",
        checked_on="31 January 2008",
        source="Company register",
    )
    check.refresh_from_db()
    assert (check.result, check.checked_by, check.checked_on, check.source) == (
        "passed",
        "A. Officer",
        date(2008, 1, 31),
        "Company register",
    )
    entry = AuditEvent.objects.latest("sequence")
    assert (entry.verb, entry.target_kind) == ("due_diligence.recorded", "due-diligence-checks")
    words = words_of(office.get(partner.get_absolute_url()))
    assert ("Company register" in words, "Identity and registration, Sanctions" in words) == (True, False)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"checked_by": ""}, "Enter who did the check and when."),
        ({"checked_on": date(2008, 2, 2)}, "2 February 2008 is in the future."),
        ({"source": ""}, "Enter the source on which the check relies."),
        ({"result": "concern", "finding": ""}, "Describe what was found."),
    ],
)
def test_a_result_without_what_it_rests_on_is_refused(values, sentence):
    rule()
    partner = make_application(kind="business")
    with pytest.raises(Refused, match=re.escape(sentence)):
        check_all(partner, **values)
    assert {each.result for each in partner.checks.all()} == {"pending"}


def test_nobody_is_admitted_before_every_required_check_has_a_result():
    rule()
    partner, by = make_application(kind="business"), officer()
    with pytest.raises(Refused, match="no result yet: Identity and registration and Sanctions lists"):
        admitted(partner, by)
    check_all(partner, by=by)
    actions.record_check(
        partner.checks.get(kind="sanctions"),
        values={"result": "failed", "checked_by": "O", "checked_on": TODAY, "source": "List", "finding": "Listed"},
        by=by,
    )
    with pytest.raises(Refused, match="not acceptable: Sanctions lists"):
        admitted(partner, by)
    assert Partnership.objects.get().status == "applied"


def test_a_later_check_of_the_same_kind_counts_and_concerns_need_a_reason():
    rule(checks=["conduct"])
    partner, by = make_application(kind="business"), officer()
    check_all(partner, result="failed", by=by)
    found = {"kind": "conduct", "checked_by": "O", "checked_on": TODAY, "source": "Press", "finding": "A dispute"}
    actions.add_check(partner, values={**found, "result": "concern"}, by=by)
    with pytest.raises(Refused, match="raised concerns: Conduct and reputation"):
        admitted(partner, by)
    assert admitted(partner, by, reason=REASON).status == "admitted"
    assert [each.number for each in partner.checks.order_by("number")] == [1, 2]


def test_guidance_of_member_states_is_required_where_the_rule_says_so():
    rule(kind="donor", checks=[], needs_guidance=True)
    partner, by = make_application(kind="donor"), officer()
    with pytest.raises(Refused, match="Choose the guidance or the endorsement"):
        admitted(partner, by)
    guidance = make_guidance()
    assert admitted(partner, by, guidance=guidance).guidance == guidance


def test_a_stricter_rule_applies_to_applications_received_before():
    partner = make_application(kind="business")
    assert partner.checks.count() == 0
    rule(checks=["labour"])
    with pytest.raises(Refused, match="no result yet: Labour practices"):
        admitted(partner)


def test_a_mandate_must_be_in_force_and_the_first_day_not_in_the_future():
    partner, by = make_application(), officer()
    ended = make_mandate(ended_on=date(2008, 1, 1), state="fulfilled")
    with pytest.raises(Refused, match="ended on"):
        admitted(partner, by, mandate=ended)
    with pytest.raises(Refused, match="Enter since when it is a partner"):
        admitted(partner, by, since_on=date(2008, 2, 2))


def test_admission_by_the_form_adds_the_organization_and_invites_the_contact(office):
    mandate = make_mandate()
    partner = make_application(name=text("Canary Hotels"), kind="business", contact="ana@hotels.example.org")
    act(office, "admit-partner", partner.slug, role_en="Trains staff", mandate=mandate.slug, since="2008-01")
    partner.refresh_from_db()
    organisation = Organisation.objects.get(kind="private")
    assert (partner.status, partner.organisation, str(partner.since)) == ("admitted", organisation, "2008-01")
    assert (organisation.name, organisation.kind) == (partner.name, "private")
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.role, invitation.organisation, invitation.state) == (
        "ana@hotels.example.org",
        "partner",
        organisation,
        "sent",
    )
    assert sorted(letter.subject for letter in mail.outbox) == [
        "Invitation to Palermo",
        "Your application was accepted",
    ]
    verbs = set(AuditEvent.objects.values_list("verb", flat=True))
    assert {"partner.admitted", "organisation.created", "invitation.sent"} <= verbs


def test_an_organization_on_record_is_named_and_an_unknown_one_is_refused(office):
    known = make_organisation("Canary Hotels")
    partner, mandate = make_application(name=text("Other name"), kind="business"), make_mandate()
    given = {"role_en": "Role", "mandate": mandate.slug, "since": "2008-01-31", "organisation_kind": "private"}
    page = Page(office.post(f"/en/acts/admit-partner/{partner.slug}/", {**given, "organisation": "Unheard"}))
    assert "No organization has the name or identifier “Unheard”." in page.text
    act(office, "admit-partner", partner.slug, **given, organisation="canary hotels [fr]")
    partner.refresh_from_db()
    assert (partner.organisation, Organisation.objects.filter(kind="private").count()) == (known, 0)


def test_a_partner_that_is_not_listed_is_admitted_without_an_organization(office):
    partner = make_application(is_listed=False, contact="ana@hotels.example.org")
    page = Page(office.get(f"/en/acts/admit-partner/{partner.slug}/"))
    assert page.soup.select("[name=organisation]") == []
    act(office, "admit-partner", partner.slug, role_en="Role", mandate=make_mandate().slug, since="2008-01-31")
    partner.refresh_from_db()
    assert (partner.organisation, Organisation.objects.filter(kind="civil_society").count()) == (None, 0)
    with pytest.raises(Refused, match="does not agree to be listed"):
        admitted(make_application(is_listed=False), organisation=make_organisation())


def test_a_declined_applicant_is_sent_the_reason(office):
    partner = make_application(contact="ana@hotels.example.org", language="ru")
    act(office, "decline-partner", partner.slug, reason_ru="Причина", reason_en="A reason")
    partner.refresh_from_db()
    letter = mail.outbox[-1]
    assert (partner.status, partner.decided_on) == ("declined", TODAY)
    assert (letter.to, "Причина" in letter.body) == (["ana@hotels.example.org"], True)
    with pytest.raises(Refused, match="not awaiting a decision"):
        admitted(partner)


def test_the_personal_data_of_a_declined_application_are_deleted_on_request(office):
    partner = make_application(is_person=True, name=text("Ana Canary"))
    invited = {"sent_at": clock.now(), "expires_at": clock.now(), "ended_at": clock.now(), "digest": "1"}
    PartnerInvitation.objects.create(name="Ana", email="ana@example.org", partnership=partner, **invited)
    other = PartnerInvitation.objects.create(name="B", email="b@example.org", **{**invited, "digest": "2"})
    contact = partner.contacts.get()
    with pytest.raises(Refused, match="Record first that they no longer do"):
        access.remove_contact(contact, by=officer())
    actions.decline_partner(partner, reason=REASON, by=officer())
    act(office, "remove-contact", contact.pk)
    partner.refresh_from_db()
    assert (dict(partner.name), partner.contacts.count(), list(PartnerInvitation.objects.all())) == ({}, 0, [other])


def test_what_is_personal_in_applications_that_came_to_nothing_is_deleted_half_a_year_later(settings):
    long_ago, later = date(2007, 8, 3), date(2007, 8, 4)
    old, recent = (
        make_application(status="declined", decided_on=day, is_person=True, name=text("Ana Canary"))
        for day in (long_ago, later)
    )
    organisation = make_application(status="declined", decided_on=long_ago, name=text("Hotels"))
    waiting, admitted_one = make_application(applied_on=long_ago), make_partner(is_person=True)
    make_partner_contact(admitted_one)
    for number, day in enumerate((1, 5), 1):
        sent = {"sent_at": datetime(2007, 7, day, tzinfo=UTC), "expires_at": datetime(2007, 8, day, tzinfo=UTC)}
        PartnerInvitation.objects.create(name="Ana", email="ana@example.org", digest=str(number), **sent)
    assert forget_applicants.func() == 3
    for each in (old, recent, organisation, waiting, admitted_one):
        each.refresh_from_db()
    assert [each.contacts.count() for each in (old, recent, organisation, waiting, admitted_one)] == [0, 1, 0, 1, 1]
    assert [bool(each.name) for each in (old, recent, organisation, waiting, admitted_one)] == [
        *(False, True, True, True, True),
    ]
    assert [each.digest for each in PartnerInvitation.objects.all()] == ["2"]
    assert latest_verbs(3) == ["partner_invitation.deleted", "partner.applicant_deleted", "partner.applicant_deleted"]
    assert forget_applicants.func() == 0


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"role": MultilingualText()}, "Enter the agreed role."),
        ({"mandate": None}, "Choose the mandate"),
        ({"since_on": None}, "Enter since when it is a partner"),
        ({"since_on": date(2008, 2, 2)}, "Enter since when it is a partner"),
        ({"kind": "donor"}, "Choose the guidance or the endorsement"),
    ],
)
def test_what_an_admission_requires_is_not_edited_away(values, sentence):
    rule(kind="donor", checks=[], needs_guidance=True)
    partner = make_partner(role=text("Role"), mandate=make_mandate())
    with pytest.raises(Refused, match=sentence):
        actions.change_partner(partner, values=values, countries=[], by=officer())
    ended = make_mandate(ended_on=date(2008, 1, 1), state="fulfilled")
    with pytest.raises(Refused, match="ended on"):
        actions.change_partner(partner, values={"mandate": ended}, countries=[], by=officer())
    partner.refresh_from_db()
    assert (partner.role, partner.kind, partner.since_on) == (text("Role"), "ngo", date(2007, 6, 1))


def test_a_partner_whose_mandate_ended_or_whose_kind_has_a_new_rule_is_edited_still():
    partner = make_partner(
        kind="donor", role=text("Role"), mandate=make_mandate(ended_on=date(2008, 1, 1), state="fulfilled")
    )
    rule(kind="donor", checks=[], needs_guidance=True)
    actions.change_partner(partner, values={"website": "https://example.org"}, countries=[], by=officer())
    partner.refresh_from_db()
    assert partner.website == "https://example.org"


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SECRETARIAT])
def test_only_the_secretariat_checks_and_decides(role):
    partner, user = make_application(), make_user(role)
    for act_on in (
        lambda: actions.admit_partner(partner, values=admission(), by=user),
        lambda: actions.decline_partner(partner, reason=REASON, by=user),
        lambda: actions.withdraw_application(partner, by=user),
        lambda: actions.add_check(partner, values={}, by=user),
        lambda: actions.change_partner_rule(PartnerRule(), values={"kind": "ngo"}, by=user),
        lambda: actions.invite_partner(PartnerInvitation(name="A", email="a@example.org"), by=user),
    ):
        with pytest.raises(Refused, match="Only the secretariat may manage the register of partners"):
            act_on()


# Representatives


def representative(partner, **fields):
    """Somebody with an account who acts for the organization of a partner, and is its contact."""
    user = make_person("Representative", Role.PARTNER, organisation=partner.organisation)
    make_partner_contact(partner, user=user, email=user.email, **fields)
    return user


def accept(letter):
    """Take up the invitation of a letter with a new account; gives the client, signed in."""
    client, password = Client(), "violet canal under nine bridges"
    client.get(link_in(letter), follow=True)
    written = {"name": "Ana", "language": "en", "password": password, "again": password}
    assert client.post("/en/invitations/open/", written).status_code == 302
    return client


def invitation_letter():
    return next(letter for letter in mail.outbox if letter.subject == "Invitation to Palermo")


@pytest.mark.parametrize("is_listed", [True, False])
def test_whoever_accepts_the_invitation_acts_for_the_partner_and_sees_its_desk(office, is_listed):
    partner = make_application(name=text("Hotels"), contact="ana@hotels.example.org", is_listed=is_listed)
    act(office, "admit-partner", partner.slug, role_en="Role", mandate=make_mandate().slug, since="2008-01-31")
    client = accept(invitation_letter())
    partner.refresh_from_db()
    contact = partner.contacts.get()
    posting = Posting.objects.get(role=Role.PARTNER)
    assert (contact.user, posting.organisation) == (posting.user, partner.organisation)
    assert list(partners_of(viewer_of(posting.user))) == [partner]
    page = Page(client.get("/en/desk/"))
    assert "Representative of a partner" in page.text
    assert [words for words in page.all("main h3") if "Hotels" in words] == ["Hotels [en]"]


def test_leaving_ends_the_access_of_all_representatives_and_open_invitations():
    partner = make_partner(organisation=make_organisation())
    first, colleague = representative(partner), make_person("Other", Role.PARTNER, organisation=partner.organisation)
    elsewhere = representative(make_partner(organisation=make_organisation()))
    access.invite_contact(make_partner_contact(partner, number=2, email="new@example.org"), by=officer())
    actions.end_partnership(partner, on=TODAY, reason=REASON, by=first)
    partner.refresh_from_db()
    assert (partner.status, partner.left_on) == ("left", TODAY)
    assert [bool(viewer_of(user).roles) for user in (first, colleague, elsewhere)] == [False, False, True]
    assert Invitation.objects.get().state == "withdrawn"
    assert list(partners_of(viewer_of(first))) == []
    assert mail.outbox[-1].subject == "End of the partnership"


def test_a_person_who_acts_for_two_partners_without_organization_keeps_access_to_the_other():
    user = make_person("Person", Role.PARTNER)
    one, other = (make_partner(is_listed=False) for _time in range(2))
    for partner in (one, other):
        make_partner_contact(partner, user=user, email=user.email)
    actions.end_partnership(one, on=TODAY, reason=REASON, by=user)
    assert list(partners_of(viewer_of(user))) == [other]
    actions.end_partnership(other, on=TODAY, reason=REASON, by=officer())
    assert viewer_of(user).roles == frozenset()


def test_an_end_in_the_future_before_the_beginning_or_without_reason_is_refused():
    partner, by = make_partner(), officer()
    for on, reason, sentence in (
        (date(2008, 2, 2), REASON, "is in the future"),
        (date(2007, 5, 31), REASON, "must not end before it begins"),
        (TODAY, MultilingualText(), "Enter the reason."),
    ):
        with pytest.raises(Refused, match=sentence):
            actions.end_partnership(partner, on=on, reason=reason, by=by)
    assert Partnership.objects.get().status == "admitted"


def test_representatives_edit_their_own_entry_and_contacts_and_nobody_elses():
    partner = make_partner(organisation=make_organisation(), is_listed=True)
    other = make_partner(organisation=make_organisation())
    client = client_of(representative(partner))
    act(client, "change-own-entry", partner.slug, summary_en="New words", is_listed=[], countries=[])
    partner.refresh_from_db()
    assert (partner.summary["en"], partner.is_listed) == ("New words", False)
    act(client, "add-contact", partner.slug, name="Colleague", email="colleague@example.org", language="ar")
    colleague = partner.contacts.get(name="Colleague")
    act(client, "end-contact", colleague.pk)
    colleague.refresh_from_db()
    assert colleague.ended_on == TODAY
    foreign = make_partner_contact(other)
    for path in (f"change-own-entry/{other.slug}", f"add-contact/{other.slug}", f"end-partnership/{other.slug}"):
        page = Page(client.get(f"/en/acts/{path}/"))
        assert page.all("main .nothing") == ["You can act only for the partner that you represent."]
    assert client.get(f"/en/acts/change-contact/{foreign.pk}/").status_code == 404
    assert client.get(f"/en/acts/invite-contact/{colleague.pk}/", follow=True).status_code == 200
    with pytest.raises(Refused, match="Only the secretariat"):
        access.invite_contact(colleague, by=make_user(Role.PARTNER))


def test_a_contact_who_leaves_loses_access_and_the_secretariat_deletes_the_personal_data():
    partner = make_partner(organisation=make_organisation())
    user = representative(partner)
    contact, by = partner.contacts.get(), officer()
    with pytest.raises(Refused, match="Record first that they no longer do"):
        access.remove_contact(contact, by=by)
    access.end_contact(contact, by=by)
    assert viewer_of(user).roles == frozenset()
    access.remove_contact(contact, by=by)
    assert PartnerContact.objects.count() == 0


def test_an_account_that_acts_for_the_organization_already_is_connected_without_a_new_invitation():
    partner = make_partner(organisation=make_organisation())
    user = make_person("Known", Role.PARTNER, organisation=partner.organisation)
    contact = make_partner_contact(partner, email=user.email.upper())
    access.invite_contact(contact, by=officer())
    contact.refresh_from_db()
    assert (contact.user, Invitation.objects.count()) == (user, 0)


def test_a_contact_whose_address_is_corrected_or_who_leaves_keeps_no_open_invitation():
    partner, by = make_partner(organisation=make_organisation()), officer()
    contact = make_partner_contact(partner, email="wrong@example.org")
    access.invite_contact(contact, by=by)
    access.change_contact(contact, values={"email": "WRONG@example.org", "name": "Ana"}, by=by)
    assert Invitation.objects.get().state == "sent"
    contact = access.change_contact(contact, values={"email": "right@example.org"}, by=by)
    assert (Invitation.objects.get().state, contact.invitation) == ("withdrawn", None)
    access.invite_contact(contact, by=by)
    access.end_contact(contact, by=by)
    assert set(Invitation.objects.values_list("email", "state")) == {
        ("wrong@example.org", "withdrawn"),
        ("right@example.org", "withdrawn"),
    }


def test_an_invitation_that_another_contact_shares_stays_open_when_an_address_is_corrected():
    by = officer()
    contacts = [make_partner_contact(make_partner(is_listed=False), email="ana@example.org") for _time in range(2)]
    for contact in contacts:
        access.invite_contact(contact, by=by)
    access.change_contact(contacts[0], values={"email": "other@example.org"}, by=by)
    assert Invitation.objects.get().state == "sent"


def test_the_address_of_a_contact_with_an_account_stays():
    partner = make_partner(organisation=make_organisation())
    user = representative(partner)
    with pytest.raises(Refused, match="with an account of the previous e-mail address"):
        access.change_contact(partner.contacts.get(), values={"email": "other@example.org"}, by=officer())
    assert partner.contacts.get().email == user.email


def test_a_contact_who_leaves_loses_the_account_of_the_same_address_that_was_not_connected():
    partner = make_partner(organisation=make_organisation())
    user, colleague = (make_person(name, Role.PARTNER, organisation=partner.organisation) for name in ("A", "B"))
    contact = make_partner_contact(partner, email=user.email)
    access.end_contact(contact, by=officer())
    assert [partners_of(viewer_of(each)).count() for each in (user, colleague)] == [0, 1]


def test_an_accepted_invitation_connects_only_the_partners_for_which_the_person_was_invited(office):
    invited, other = make_partner("Hotels", is_listed=False), make_partner("Other", is_listed=False)
    contact = make_partner_contact(invited, email="ana@example.org")
    make_partner_contact(other, email="ana@example.org")
    act(office, "invite-contact", contact.pk)
    accept(invitation_letter())
    contact.refresh_from_db()
    assert list(partners_of(viewer_of(contact.user))) == [invited]


def test_who_is_a_representative_no_more_acts_for_no_partner_by_another_posting():
    partners = [make_partner(organisation=make_organisation()), make_partner(is_listed=False)]
    for partner in partners:
        user = representative(partner)
        Posting.objects.create(user=user, role=Role.DELEGATE, state=make_state(), since_on=date(2007, 1, 1))
        make_followed_commitment(
            partnership=None if partner.organisation else partner, organisation=partner.organisation
        )
        assert (partners_of(viewer_of(user)).count(), follow_up_entries(user)) == (1, 1)
        end_posting(Posting.objects.get(user=user, role=Role.PARTNER), on=TODAY, by=officer())
        viewer = viewer_of(user)
        assert (partners_of(viewer).count(), contacts_visible_to(viewer).count(), follow_up_entries(user)) == (0, 0, 0)


def follow_up_entries(user):
    """How many entries of the follow-up register a person answers for."""
    return FollowUp.objects.filter(answers_for(viewer_of(user)), is_for_each_state=False).count()


def test_the_link_of_an_application_opens_nothing_once_its_partner_is_admitted(office):
    fill(Client(), "/en/partnership/apply/", **{**APPLICATION, "is_listed": []})
    link, partner = link_in(mail.outbox[-1]), Partnership.objects.get()
    assert Client().get(link, follow=True).status_code == 200
    act(office, "admit-partner", partner.slug, role_en="Role", mandate=make_mandate().slug, since="2008-01-31")
    page = Client().get(link, follow=True)
    assert (page.status_code, "Canary Hotels" in words_of(page)) == (404, False)


def test_the_link_of_an_application_opens_nothing_once_its_contact_has_ended(office):
    fill(Client(), "/en/partnership/apply/", **APPLICATION)
    link = link_in(mail.outbox[-1])
    act(office, "end-contact", PartnerContact.objects.get().pk)
    assert Client().get(link, follow=True).status_code == 404


def test_no_name_or_address_of_a_person_is_in_the_log_or_in_a_version(office):
    fill(Client(), "/en/partnership/apply/", **APPLICATION)
    partner = Partnership.objects.get()
    act(office, "add-contact", partner.slug, name="Ana Second", email="ana2@example.org", language="en")
    fill(office, "/en/acts/invite-partner/", name="Ana Third", email="ana3@example.org", language="en")
    kept = [str((each.details, each.target_id)) for each in AuditEvent.objects.all()]
    kept += [str(each.data) for each in RecordVersion.objects.all()]
    assert [words for words in kept if re.search(r"Ana |ana\d?@", words)] == []


# Who sees what


def hidden_words(partner):
    """Where the name, the contact and the findings of a partner appear to a reader."""
    return {
        "list": "/en/partners/",
        "search in list": "/en/partners/?find=Canaryfield",
        "own": partner.get_absolute_url(),
        "history": f"/en/history/partnerships/{partner.slug}/",
        "map": "/en/partners/?chart=map&as=csv",
        "sitemap": "/sitemap.xml",
        "applications": "/en/partnership/applications/",
    }


def places_naming(partner, client, words):
    found = {name: client.get(address).content.decode() for name, address in hidden_words(partner).items()}
    return {name for name, page in found.items() if words in page}


def outsiders():
    clients = [Client(), *(client_of(make_user(role)) for role in Role if role != Role.SECRETARIAT)]
    return [*clients, client_of(representative(make_partner(organisation=make_organisation())))]


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "applied"},
        {"status": "declined", "decided_on": TODAY},
        {"status": "withdrawn", "decided_on": TODAY},
        {"status": "admitted", "is_listed": False},
    ],
)
def test_applications_and_unlisted_partners_are_seen_by_nobody_else(fields, office):
    partner = make_partner("Canaryname", field=text("Canaryfield"), **fields)
    partner.countries.add(make_state("Canaryland"))
    for client in outsiders():
        assert places_naming(partner, client, "Canaryname") == set()
        assert places_naming(partner, client, "Canaryland") == set()
        assert client.get(partner.get_absolute_url()).status_code == 404
    assert "own" in places_naming(partner, office, "Canaryname")


def test_checks_and_contacts_are_seen_by_the_secretariat_and_contacts_by_the_partner(office):
    partner = make_partner("Public name", organisation=make_organisation("Public name"))
    own = client_of(representative(partner, position="Canaryposition"))
    DueDiligenceCheck.objects.create(
        partnership=partner,
        number=1,
        kind="conduct",
        result="passed",
        checked_by="Canarychecker",
        checked_on=TODAY,
        source="Canarysource",
    )
    for client in outsiders():
        for word in ("Canaryposition", "Canarychecker", "Canarysource"):
            assert places_naming(partner, client, word) == set()
        assert "own" in places_naming(partner, client, "Public name")
    assert places_naming(partner, own, "Canaryposition") == {"own"}
    assert places_naming(partner, own, "Canarysource") == set()
    assert places_naming(partner, office, "Canarysource") == {"own"}


def test_the_reason_of_the_end_is_for_the_partner_and_the_secretariat(office):
    partner = make_partner(status="left", left_on=TODAY, reason=text("Canaryreason"))
    for client in outsiders():
        assert places_naming(partner, client, "Canaryreason") == set()
    assert "This is a former partner." in words_of(Client().get(partner.get_absolute_url()))
    assert "own" in places_naming(partner, office, "Canaryreason")


def test_why_a_partner_is_admitted_in_spite_of_concerns_is_for_the_secretariat_alone(office):
    partner = make_partner(organisation=make_organisation(), reason=text("Canaryreason"))
    own = client_of(representative(partner))
    assert places_naming(partner, own, "Canaryreason") == set()
    assert "own" in places_naming(partner, office, "Canaryreason")


def test_a_visitor_finds_partners_by_word_kind_country_letter_and_status():
    here = make_state("Atlantis", slug="atl")
    zebra, alpha = make_partner("Zebra Hotels", kind="business"), make_partner("Alpha Aid", kind="ngo")
    zebra.countries.add(here)
    former = make_partner("Former Films", status="left", left_on=TODAY, reason=text("R"))
    hidden = make_partner("Hidden House", is_listed=False)
    hidden.countries.add(here)

    def names(query=""):
        return Page(Client().get(f"/en/partners/{query}")).all("ul.papers h2")

    assert names() == ["Alpha Aid [en]", "Zebra Hotels [en]"]
    assert names("?find=zebra") == names("?country=atl") == names("?kind=business") == ["Zebra Hotels [en]"]
    assert names("?find=hidden") == []
    assert names("?status=left") == ["Former Films [en]"]
    assert names("?status=applied&country=nowhere") == ["Alpha Aid [en]", "Zebra Hotels [en]"]
    assert [former.display_name(), alpha.kind] == ["Former Films [en]", "ngo"]
    table = Client().get("/en/partners/?chart=map&as=csv").content.decode()
    assert [line.split(",")[1].strip() for line in table.strip().splitlines()[1:]] == ["1"]


def test_the_page_of_a_partner_has_its_joint_activities_commitments_and_acknowledged_contributions():
    organisation = make_organisation("Hotels")
    partner = make_partner("Hotels", organisation=organisation)
    joint, secret = (
        make_activity("Joint training", mandate=make_mandate()),
        make_activity("Canarysecret", audience=Audience.SECRETARIAT),
    )
    for activity in (joint, secret):
        Partner.objects.create(activity=activity, organisation=organisation, role="support")
    make_commitment("Train all staff", partnership=partner)
    make_commitment("Canaryunread", partnership=partner, status="made", decided_on=None)
    make_contribution("Open", organisation=organisation)
    quiet = make_contribution("Quiet", organisation=organisation)
    ContributionTerms.objects.create(contribution=quiet, is_acknowledged=False)
    page = Page(Client().get(partner.get_absolute_url()))
    assert page.all("ul.papers h3") == ["Train all staff [en]", "Joint training [en]", "Open [en]"]
    own = Page(client_of(representative(partner)).get(partner.get_absolute_url()))
    assert [words for words in own.all("ul.papers h3") if "Quiet" in words or "Canaryunread" in words] == [
        "Canaryunread [en]",
        "Quiet [en]",
    ]


def test_the_desk_shows_commitments_material_and_contributions_of_the_own_partner_alone():
    organisation = make_organisation("Hotels")
    partner = make_partner("Hotels", organisation=organisation)
    other = make_partner("Canaryother", organisation=make_organisation("Canaryother"))
    make_commitment("Train all staff", partnership=partner, due_on=date(2008, 6, 1))
    make_commitment("Canaryother promise", partnership=other)
    make_material("Poster for partners", is_for_partners=True)
    make_material("Canaryposter", is_for_partners=False, status="draft", published_on=None)
    page = Page(client_of(representative(partner)).get("/en/desk/"))
    assert "Canary" not in page.text
    assert page.all("main h2")[:3] == ["Action required", "Your commitments", "Material for partners"]
    assert page.all("main h3") == [
        "Train all staff [en]",
        "Poster for partners [en]",
        "Hotels [en]",
    ]


# Logos


def png(size=(1200, 300), mode="RGB", form="PNG"):
    written = BytesIO()
    Image.new(mode, size, "white").save(written, form)
    return written.getvalue()


def upload(client, partner, content, name="logo.png"):
    path = f"/en/acts/set-logo/{partner.slug}/"
    file = SimpleUploadedFile(name, content, "image/png")
    return client.post(path, {"upload": file, "permission_en": "By the director"}, follow=True)


def test_a_logo_is_drawn_anew_and_shown_only_with_permission(office, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    partner = make_partner()
    upload(office, partner, png(form="JPEG"), "logo.jpg")
    partner.refresh_from_db()
    shown = Client().get(f"/en/partners/{partner.slug}/logo.png")
    picture = Image.open(BytesIO(shown.content))
    assert (shown.status_code, shown["Content-Type"], picture.format, picture.size) == (
        200,
        "image/png",
        "PNG",
        (640, 160),
    )
    Partnership.objects.filter(pk=partner.pk).update(logo_permission={})
    assert Client().get(f"/en/partners/{partner.slug}/logo.png").status_code == 404
    Partnership.objects.filter(pk=partner.pk).update(logo_permission={"en": "Yes"}, is_listed=False)
    assert Client().get(f"/en/partners/{partner.slug}/logo.png").status_code == 404


@pytest.mark.parametrize("content", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", png()[:60], b"\0" * 3_000_000])
def test_what_is_no_picture_is_refused_in_a_sentence(office, settings, tmp_path, content):
    settings.MEDIA_ROOT = tmp_path
    partner = make_partner()
    page = Page(upload(office, partner, content))
    partner.refresh_from_db()
    assert (len(page.all(".field.wrong")), partner.logo, list(tmp_path.rglob("*.png"))) == (1, "", [])


def test_the_logo_is_removed_with_its_permission(office):
    partner = make_partner(logo="0" * 64, logo_permission=text("Yes"))
    act(office, "remove-logo", partner.slug)
    partner.refresh_from_db()
    assert (partner.logo, dict(partner.logo_permission)) == ("", {})
    with pytest.raises(Refused, match="has no logo"):
        rules.check_may_remove_logo(officer(), partner)


# Numbers


def test_the_directory_and_the_pages_take_a_constant_number_of_queries(django_assert_num_queries, office):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries(client, address):
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as counted:
            assert client.get(address).status_code == 200
        return len(counted)

    def more():
        for _time in range(4):
            partner = make_partner(f"Partner {_time}", organisation=make_organisation())
            partner.countries.add(make_state(), make_state())
            make_application(kind="business")
            make_commitment(partnership=partner)

    rule()
    more()
    addresses = ["/en/partners/", "/en/partners/?kind=ngo", "/en/partnership/applications/"]
    readers = [Client(), office]
    before = [[queries(reader, each) for each in addresses[: 2 + (reader is office)]] for reader in readers]
    more()
    after = [[queries(reader, each) for each in addresses[: 2 + (reader is office)]] for reader in readers]
    assert before == after
