"""Who is registered, accredited and badged for an event, within its dates and quotas; and what the log says of it."""

import json
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from palermo.accounts.models import Posting
from palermo.accounts.states import Role
from palermo.accounts.viewer import VISITOR, viewer_of
from palermo.audit.chain import find_faults
from palermo.audit.models import AuditEvent, RecordVersion
from palermo.core.refusals import Refused
from palermo.library.actions.versions import NewFile
from palermo.registration.actions import badges, participants, registrations
from palermo.registration.models import Accreditation, Badge, CredentialsLetter, Participant, Registration
from palermo.registration.queries.registrations import letters_visible_to, participants_visible_to
from palermo.registration.tokens import verify_token
from tests.factories.accounts import make_organisation, make_state, make_user
from tests.factories.activities import make_event
from tests.factories.common import number, text
from tests.factories.registrations import (
    FIRST,
    LAST,
    PDF,
    make_accreditation,
    make_badges,
    make_check_in,
    make_letter,
    make_participant,
    make_registration,
)

pytestmark = pytest.mark.django_db
DAYS = {"valid_from": FIRST, "valid_until": LAST}


@pytest.fixture(autouse=True)
def _today(settings, tmp_path):
    settings.PALERMO_TODAY = datetime(2008, 1, 25, 12, tzinfo=UTC)
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def office():
    return make_user(Role.SECRETARIAT)


@pytest.fixture
def delegate():
    return make_user(Role.DELEGATE)


def state_of(user):
    return user.postings.get().state


def new(registration, state, family_name="", role="adviser", **fields):
    """Somebody of a name of their own, unless one is given."""
    return Participant(
        registration=registration,
        category="delegation",
        state_for=state,
        role=role,
        given_name="Ana",
        family_name=family_name or f"Silva {number()}",
        **fields,
    )


def test_registration_is_opened_once_by_the_secretariat(office, delegate):
    event = make_event("Forum", starts_on=FIRST, ends_on=LAST)
    terms = {"opens_on": date(2008, 1, 1), "closes_on": date(2008, 2, 1), "delete_on": date(2008, 5, 1)}
    terms["purpose"] = text("Badges")
    with pytest.raises(Refused, match="Only the secretariat"):
        registrations.open_registration(event, Registration(**terms), categories=["delegation"], by=delegate)
    made = registrations.open_registration(event, Registration(**terms), categories=["delegation"], by=office)
    assert [each.category for each in made.categories.all()] == ["delegation"]
    with pytest.raises(Refused, match=r"This event already has a registration\. Edit that one\."):
        registrations.open_registration(event, Registration(**terms), categories=[], by=office)


def test_names_are_not_kept_longer_than_was_told(office):
    registration = make_registration()
    terms = {name: getattr(registration, name) for name in ("opens_on", "closes_on", "purpose")}
    later = date(2009, 1, 1)
    assert registrations.change_registration(registration, **terms, delete_on=later, by=office).delete_on == later
    make_participant(registration)
    with pytest.raises(Refused, match=r"Participants were informed that names are deleted on 1 January 2009\."):
        registrations.change_registration(registration, **terms, delete_on=date(2009, 1, 2), by=office)
    assert (
        registrations.change_registration(registration, **terms, delete_on=date(2008, 6, 1), by=office).delete_on.year
        == 2008
    )
    with pytest.raises(ValidationError):
        registrations.change_registration(registration, **terms, delete_on=date(2008, 2, 1), by=office)


def test_a_mission_registers_its_own_people_while_registration_is_open(delegate, office, settings):
    registration = make_registration()
    made = participants.register_participant(new(registration, state_of(delegate)), by=delegate)
    assert (made.number, made.state) == (1, "registered")
    with pytest.raises(Refused, match="your own State"):
        participants.register_participant(new(registration, make_state()), by=delegate)
    with pytest.raises(Refused, match="your own State"):
        participants.register_participant(
            Participant(registration=registration, category="staff", family_name="X"), by=delegate
        )
    settings.PALERMO_TODAY = datetime(2008, 2, 11, tzinfo=UTC)
    with pytest.raises(Refused, match="Registration is open from 1 January 2008 to 10 February 2008"):
        participants.register_participant(new(registration, state_of(delegate)), by=delegate)
    assert participants.register_participant(new(registration, state_of(delegate)), by=office).number == 2


@pytest.mark.parametrize("role", [None, Role.FOCAL_POINT])
def test_others_register_nobody(role):
    with pytest.raises(
        Refused, match=r"Only members of missions and agencies and the secretariat may register participants\."
    ):
        participants.register_participant(new(make_registration(), make_state()), by=make_user(role))


def test_a_member_of_the_committee_registers_people_of_the_agency():
    user, registration = make_user(Role.COMMITTEE_MEMBER), make_registration()
    own = user.postings.get().organisation
    person = {"registration": registration, "category": "organisation", "family_name": "Silva"}
    assert participants.register_participant(Participant(organisation=own, **person), by=user).number == 1
    with pytest.raises(Refused, match="your own State or organization"):
        participants.register_participant(Participant(organisation=make_organisation(), **person), by=user)


def test_quotas_hold_for_each_and_for_all_and_a_withdrawal_frees_a_place(office):
    registration = make_registration()
    one, other = make_state(), make_state()
    registrations.set_category(registration, category="delegation", is_open=True, most_each=2, most=3, by=office)
    first = participants.register_participant(new(registration, one), by=office)
    participants.register_participant(new(registration, one), by=office)
    with pytest.raises(Refused, match="All 2 places are taken"):
        participants.register_participant(new(registration, one), by=office)
    participants.register_participant(new(registration, other), by=office)
    with pytest.raises(Refused, match="All 3 places are taken"):
        participants.register_participant(new(registration, other), by=office)
    participants.withdraw_participant(first, by=office)
    assert participants.register_participant(new(registration, one), by=office).number == 4


def test_whoever_withdrew_a_registration_restores_it_as_for_somebody_new(delegate, office):
    registration, state = make_registration(), state_of(delegate)
    registrations.set_category(registration, category="delegation", is_open=True, most_each=1, most=3, by=office)
    person = make_participant(registration, state_for=state, state="accredited")
    participants.withdraw_participant(person, by=delegate)
    other = participants.register_participant(new(registration, state), by=delegate)
    with pytest.raises(Refused, match="All 1 places are taken"):
        participants.restore_participant(person, by=delegate)
    participants.withdraw_participant(other, by=delegate)
    restored = participants.restore_participant(person, by=delegate)
    assert (restored.state, restored.number) == ("registered", person.number)
    verbs = AuditEvent.objects.filter(verb__startswith="participant.").order_by("pk").values_list("verb", flat=True)
    assert list(verbs)[-3:] == ["participant.registered", "participant.withdrawn", "participant.restored"]
    with pytest.raises(Refused, match="“registered” can become"):
        participants.restore_participant(person, by=delegate)


def test_nobody_restores_for_another_delegation_or_after_the_last_day(delegate, settings):
    registration = make_registration()
    person = make_participant(registration, state_for=state_of(delegate), state="withdrawn")
    with pytest.raises(Refused, match="your own State or organization"):
        participants.restore_participant(person, by=make_user(Role.DELEGATE))
    settings.PALERMO_TODAY = datetime(2008, 2, 12, 12, tzinfo=UTC)
    with pytest.raises(Refused, match="Registration is open from"):
        participants.restore_participant(person, by=delegate)


def test_a_category_that_is_shut_takes_nobody(office):
    registration = make_registration()
    registrations.set_category(registration, category="delegation", is_open=False, most_each=None, most=None, by=office)
    with pytest.raises(Refused, match="Registration is not open for: Delegation of a Member State"):
        participants.register_participant(new(registration, make_state()), by=office)


def test_a_delegation_has_one_head(office):
    registration, state = make_registration(), make_state()
    head = participants.register_participant(new(registration, state, role="head"), by=office)
    with pytest.raises(Refused, match=r"This delegation already has a head\."):
        participants.register_participant(new(registration, state, role="head"), by=office)
    second = participants.register_participant(new(registration, state), by=office)
    with pytest.raises(Refused, match=r"This delegation already has a head\."):
        participants.change_participant(second, role="head", by=office)
    with pytest.raises(IntegrityError), transaction.atomic():
        Participant.objects.filter(pk=second.pk).update(role="head")
    participants.change_participant(head, role="alternate", by=office)
    assert participants.change_participant(second, role="head", by=office).role == "head"


def test_a_delegate_is_accredited_once_the_credentials_are_there(office, delegate):
    registration = make_registration()
    made = participants.register_participant(new(registration, state_of(delegate)), by=delegate)
    with pytest.raises(Refused, match="No letter of credentials"):
        participants.accredit_participant(made, by=office)
    make_letter(registration, make_state())
    with pytest.raises(Refused, match="No letter of credentials"):
        participants.accredit_participant(made, by=office)
    letter = CredentialsLetter(registration=registration, state_for=state_of(delegate))
    participants.hand_in_letter(letter, file=NewFile(PDF, "letter.pdf", "application/pdf"), by=delegate)
    with pytest.raises(Refused, match="Only the secretariat"):
        participants.accredit_participant(made, by=delegate)
    assert participants.accredit_participant(made, by=office).state == "accredited"
    with pytest.raises(Refused):
        participants.refuse_participant(made, reason="Late", by=office)


def test_a_refusal_has_its_reason_and_is_final(office):
    made = make_participant(make_registration(), state="registered")
    with pytest.raises(ValidationError):
        participants.refuse_participant(made, reason="", by=office)
    refused = participants.refuse_participant(made, reason="Not nominated", by=office)
    assert (refused.state, refused.reason, refused.decided_on) == ("refused", "Not nominated", date(2008, 1, 25))
    with pytest.raises(Refused, match=r"This registration was refused or withdrawn\."):
        participants.change_participant(made, family_name="Other", by=office)


def test_a_letter_is_the_senders_and_the_secretariats(delegate, office):
    registration = make_registration()
    own, other = make_letter(registration, state_of(delegate)), make_letter(registration, make_state())
    assert set(letters_visible_to(viewer_of(delegate))) == {own}
    assert set(letters_visible_to(viewer_of(office))) == {own, other}
    assert set(letters_visible_to(VISITOR)) == set()
    with pytest.raises(Refused, match="your own State"):
        participants.hand_in_letter(
            CredentialsLetter(registration=registration, state_for=make_state()),
            file=NewFile(PDF, "letter.pdf", "application/pdf"),
            by=delegate,
        )


def test_people_are_seen_by_their_mission_and_nobody_else(delegate, office):
    registration = make_registration()
    own = make_participant(registration, state_for=state_of(delegate))
    other = make_participant(registration, state_for=make_state())
    # A person of the same State who comes as the press is none of the mission's.
    press = make_participant(
        registration,
        category="media",
        state_for=state_of(delegate),
        accreditation=make_accreditation(registration, category="media"),
    )
    assert set(participants_visible_to(viewer_of(delegate))) == {own}
    assert set(participants_visible_to(viewer_of(office))) == {own, other, press}
    assert set(participants_visible_to(viewer_of(make_user(Role.FOCAL_POINT)))) == set()
    Posting.objects.update(until_on=date(2007, 6, 1))
    assert set(participants_visible_to(viewer_of(delegate))) == set()


def test_an_application_is_decided_once_and_the_link_is_mailed(office, mailoutbox):
    registration = make_registration()
    application = Accreditation(
        registration=registration,
        category="organisation",
        name="Charity",
        kind="civil_society",
        contact_name="Ana Silva",
        contact_email="ana@example.org",
    )
    applied = participants.apply_for_accreditation(application, by="an application")
    person = Participant(registration=registration, category="organisation", family_name="S", accreditation=applied)
    with pytest.raises(Refused, match="not accredited"):
        participants.register_participant(person, by=applied)
    participants.approve_accreditation(applied, places=1, by=office)
    approved = Accreditation.objects.get(pk=applied.pk)
    assert [(mail.to, "/registration/link/" in mail.body) for mail in mailoutbox] == [(["ana@example.org"], True)]
    assert len(approved.digest) == 64
    assert approved.digest not in mailoutbox[0].body
    participants.register_participant(person, by=approved)
    with pytest.raises(Refused, match="All 1 places are taken"):
        participants.register_participant(
            Participant(registration=registration, category="organisation", family_name="T", accreditation=approved),
            by=approved,
        )
    with pytest.raises(Refused):
        participants.refuse_accreditation(approved, reason="Late", by=office)


def test_a_refused_application_gets_its_reason(office, mailoutbox):
    application = make_accreditation(make_registration())
    with pytest.raises(ValidationError):
        participants.refuse_accreditation(application, reason="", by=office)
    participants.refuse_accreditation(application, reason="Outside the scope", by=office)
    assert "Outside the scope" in mailoutbox[0].body
    assert Accreditation.objects.get().digest == ""


def test_badges_are_made_for_the_accredited_and_a_lost_one_is_another(office):
    registration = make_registration()
    person, waiting = make_participant(registration, "Sure"), make_participant(registration, state="registered")
    with pytest.raises(Refused, match=r"Only accredited people can have a badge\."):
        badges.issue_badge(waiting, **DAYS, by=office)
    (badge,) = badges.issue_badges(registration, **DAYS, by=office)
    assert (badge.participant_id, badge.issue) == (person.pk, 1)
    assert badges.issue_badges(registration, **DAYS, by=office) == []
    with pytest.raises(Refused, match=r"This person already has a badge\."):
        badges.issue_badge(person, **DAYS, by=office)
    badges.revoke_badge(badge, by=office)
    with pytest.raises(Refused, match=r"This badge has already been revoked\."):
        badges.revoke_badge(badge, by=office)
    second = badges.issue_badge(person, **DAYS, by=office)
    keys = Registration.objects.get().public_keys.split()
    claims = [verify_token(each.token, keys) for each in (Badge.objects.get(issue=1), second)]
    assert [(each.number, each.issue, each.category) for each in claims] == [(1, 1, "delegation"), (1, 2, "delegation")]


def test_a_name_that_changes_takes_the_badge_with_it(office):
    registration = make_registration()
    person = make_participant(registration, "Misspelt")
    make_badges(registration)
    participants.change_participant(person, is_listed=True, by=office)
    assert Badge.objects.filter(revoked_at=None).count() == 1
    participants.change_participant(person, family_name="Spelt", by=office)
    assert Badge.objects.filter(revoked_at=None).count() == 0


def test_who_has_come_is_not_withdrawn(office):
    person = make_participant(make_registration())
    arrival = make_check_in(person)
    with pytest.raises(Refused, match=r"This person has been checked in\."):
        participants.withdraw_participant(person, by=office)
    badges.undo_check_in(arrival, by=office)
    assert participants.withdraw_participant(person, by=office).state == "withdrawn"


def test_a_secret_installation_key_stands_in_no_row(office, settings):
    registration = make_registration()
    make_participant(registration)
    make_badges(registration)
    assert settings.SECRET_KEY not in json.dumps(list(Registration.objects.values()), default=str)


def test_neither_the_log_nor_any_version_has_a_word_of_a_person(office, delegate, mailoutbox):
    """Everything that is done to somebody, from the first day to the last: the log cannot forget, so it never knew."""
    registration = make_registration()
    state = state_of(delegate)
    words = {"honorific": "Canaryms.", "function": "Canaryminister", "given_name": "Canarygiven"}
    person = Participant(
        registration=registration,
        category="delegation",
        state_for=state,
        role="head",
        family_name="Canaryfamily",
        **words,
    )
    participants.register_participant(person, by=delegate)
    participants.change_participant(person, family_name="Canarychanged", function="Canaryother", by=delegate)
    letter = CredentialsLetter(registration=registration, state_for=state)
    participants.hand_in_letter(letter, file=NewFile(PDF + b"Canary", "canary.pdf", "application/pdf"), by=delegate)
    participants.accredit_participant(person, by=office)
    badge = badges.issue_badge(person, **DAYS, by=office)
    badges.revoke_badge(badge, by=office)
    shown = {"name": "Canary Media", "contact_name": "Canarycontact", "contact_email": "canary@example.org"}
    application = Accreditation(
        registration=registration, category="media", kind="private", about="Canaryabout", **shown
    )
    participants.apply_for_accreditation(application, by="an application")
    participants.approve_accreditation(application, places=None, by=office)
    by_link = Participant(
        registration=registration, category="media", family_name="Canarylink", accreditation=application
    )
    participants.register_participant(by_link, by=Accreditation.objects.get())
    participants.refuse_participant(by_link, reason="Canaryreason", by=office)
    participants.withdraw_participant(person, by=delegate)
    kept = [*AuditEvent.objects.values(), *RecordVersion.objects.values()]
    written = json.dumps(kept, default=str, ensure_ascii=False).lower()
    assert AuditEvent.objects.filter(verb__startswith="participant.").count() == 6
    assert "canary" not in written
    assert letter.sha256 not in written
    assert str(letter.key) not in written
    assert find_faults() == []
