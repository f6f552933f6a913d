"""Invitations: who may do what to whose, and what a link opens, once, for one person, for seven days."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.test import Client

from palermo.accounts.actions import invitations as invitations_actions
from palermo.accounts.actions import postings
from palermo.accounts.models import Invitation, Posting, User
from palermo.accounts.queries import invitations_visible_to, postings_visible_to
from palermo.accounts.rules import invitations
from palermo.accounts.rules import postings as postings_rules
from palermo.accounts.states import InvitationState, Role
from palermo.accounts.viewer import VISITOR, viewer_of
from palermo.audit.models import AuditEvent
from palermo.core.digests import digest_of_text
from palermo.core.languages import BY_DJANGO_CODE
from palermo.core.refusals import Refused
from palermo.core.rules import can
from tests.factories.accounts import make_invitation, make_organisation, make_person, make_state, make_user

pytestmark = pytest.mark.django_db

NOW = datetime(2008, 1, 31, 12, tzinfo=UTC)
TODAY = NOW.date()
PASSWORD = "seven green umbrellas"
HERE, ELSEWHERE = "here", "elsewhere"
# For whom the invitation or the posting is, in words; and who may do what to it. Typed here, not taken from the code.
PROPOSE, INVITE, WITHDRAW, REMOVE = "propose", "invite", "withdraw", "remove"
ALL = {PROPOSE, INVITE, WITHDRAW, REMOVE}
MAY = {
    ("officer", HERE): ALL,
    ("officer", ELSEWHERE): ALL,
    ("focal point of the mission", HERE): ALL,
    ("focal point of the mission", ELSEWHERE): set(),
    ("delegate", HERE): {PROPOSE},
    ("delegate", ELSEWHERE): set(),
    ("former focal point", HERE): set(),
    ("national focal point", HERE): set(),
    ("focal point of an agency", HERE): set(),
    ("committee member", HERE): set(),
    ("nobody", HERE): set(),
}


@pytest.fixture(autouse=True)
def _now(settings):
    settings.PALERMO_TODAY = NOW


@pytest.fixture
def home():
    return make_state("Home")


@pytest.fixture
def leader(home):
    return make_person("Leader", Role.DELEGATE, leads=True, state=home)


def someone(who: str, state) -> User:
    if who == "former focal point":
        user = make_person(who, Role.DELEGATE, leads=True, state=state)
        user.postings.update(until_on=date(2008, 1, 1))
        return user
    made = {
        "officer": lambda: make_user(Role.SECRETARIAT),
        "focal point of the mission": lambda: make_person(who, Role.DELEGATE, leads=True, state=state),
        "delegate": lambda: make_person(who, Role.DELEGATE, state=state),
        "national focal point": lambda: make_person(who, Role.FOCAL_POINT, state=state),
        "focal point of an agency": lambda: make_person(
            who, Role.COMMITTEE_MEMBER, leads=True, organisation=make_organisation()
        ),
        "committee member": lambda: make_user(Role.COMMITTEE_MEMBER),
        "nobody": make_user,
    }
    return made[who]()


@pytest.mark.parametrize(("who", "where"), MAY, ids=lambda value: value)
@pytest.mark.parametrize("role", [Role.DELEGATE, Role.FOCAL_POINT])
def test_who_may_do_what_to_whom(home, who, where, role):
    user = someone(who, home)
    state = home if where == HERE else make_state("Elsewhere")
    offered = Invitation(role=role, state_for=state)
    kept = make_invitation(role=role, state_for=state)
    posting = make_person("Colleague", role, state=state).postings.get()
    may = {
        PROPOSE: can(invitations.check_can_propose, user, offered),
        INVITE: can(invitations.check_can_invite, user, offered) and can(invitations.check_can_send, user, kept),
        WITHDRAW: can(invitations.check_can_withdraw, user, kept),
        REMOVE: can(postings_rules.check_can_end_posting, user, posting),
    }
    assert {act for act, yes in may.items() if yes} == MAY[who, where]


@pytest.mark.parametrize("role", [Role.DELEGATE, Role.FOCAL_POINT, Role.SECRETARIAT, Role.COMMITTEE_MEMBER])
def test_an_agency_invites_its_own_members_only(role):
    agency = make_organisation("Agency")
    leader = make_person("Leader", Role.COMMITTEE_MEMBER, leads=True, organisation=agency)
    place = {"state_for": make_state()} if role in {Role.DELEGATE, Role.FOCAL_POINT} else {}
    within = Invitation(role=role, organisation=agency, **place)
    assert can(invitations.check_can_invite, leader, within) == (role == Role.COMMITTEE_MEMBER)
    assert not can(
        invitations.check_can_invite, leader, Invitation(role=role, organisation=make_organisation(), **place)
    )


def test_the_focal_point_of_an_agency_of_the_secretariat_touches_no_officer():
    agency = make_organisation("Office")
    leader = make_person("Leader", Role.COMMITTEE_MEMBER, leads=True, organisation=agency)
    officer = make_person("Officer", Role.SECRETARIAT, organisation=agency).postings.get()
    assert not can(postings_rules.check_can_end_posting, leader, officer)
    assert officer not in postings_visible_to(viewer_of(leader))


def test_only_the_secretariat_says_who_is_the_focal_point(home, leader):
    delegate = make_person("Delegate", Role.DELEGATE, state=home).postings.get()
    led = Invitation(role=Role.DELEGATE, state_for=home, is_mission_focal_point=True)
    assert not can(invitations.check_can_invite, leader, led)
    with pytest.raises(Refused, match=r"Only the secretariat may name the focal point of a mission or agency\."):
        postings.name_focal_point(delegate, by=leader)
    with pytest.raises(Refused, match=r"Only the secretariat can end the posting of a mission focal point\."):
        postings.end_posting(leader.postings.get(), on=TODAY, by=leader)
    officer = make_user(Role.SECRETARIAT)
    assert postings.name_focal_point(delegate, by=officer).is_mission_focal_point
    assert can(invitations.check_can_invite, delegate.user, Invitation(role=Role.DELEGATE, state_for=home))
    postings.relieve_focal_point(delegate, by=officer)
    assert not can(invitations.check_can_invite, delegate.user, Invitation(role=Role.DELEGATE, state_for=home))


def test_a_mission_sees_its_own_people_and_invitations_only(home, leader):
    own = make_invitation(state_for=home)
    make_invitation("Stranger", state_for=make_state("Elsewhere"))
    make_user(Role.DELEGATE)
    assert list(invitations_visible_to(viewer_of(leader))) == [own]
    assert list(postings_visible_to(viewer_of(leader))) == [leader.postings.get()]
    assert invitations_visible_to(VISITOR).count() == postings_visible_to(VISITOR).count() == 0
    assert invitations_visible_to(viewer_of(make_user(Role.SECRETARIAT))).count() == 2


def test_whoever_proposed_somebody_takes_that_back_until_it_is_sent(home, leader):
    delegate = make_person("Delegate", Role.DELEGATE, state=home)
    first, second = (
        invitations_actions.propose_person(new(email=f"{name}@example.org", state_for=home), by=delegate)
        for name in "ab"
    )
    assert invitations_actions.withdraw_invitation(first, by=delegate).state == InvitationState.WITHDRAWN
    invitations_actions.send_invitation(second, by=leader)
    with pytest.raises(Refused, match="Only the focal point of the mission or agency and the secretariat"):
        invitations_actions.withdraw_invitation(second, by=delegate)


def new(**fields) -> Invitation:
    return Invitation(**{"name": "Newcomer", "email": "new@example.org", "role": Role.DELEGATE, **fields})


def secret_in(letter) -> str:
    return re.search(r"/invitations/([\w-]{43})/", letter.body).group(1)


def sent(state, by, **fields) -> tuple[Invitation, str]:
    """An invitation on its way, and the secret of its link."""
    invitation = invitations_actions.invite_person(new(state_for=state, **fields), by=by)
    return Invitation.objects.get(pk=invitation.pk), secret_in(mail.outbox[-1])


def opened(secret: str, client: Client | None = None) -> tuple[Client, str]:
    client = client or Client()
    response = client.get(f"/en/invitations/{secret}/", follow=True)
    assert response.redirect_chain == [("/en/invitations/open/", 302)]
    return client, response.content.decode()


TAKEN = {"name": "New Delegate", "language": "ar", "password": PASSWORD, "again": PASSWORD}


def test_the_way_of_an_invitation(home, leader):
    delegate = make_person("Delegate", Role.DELEGATE, state=home)
    proposed = invitations_actions.propose_person(new(state_for=home), by=delegate)
    assert (proposed.state, proposed.digest, [m.recipients() for m in mail.outbox]) == (
        InvitationState.PROPOSED,
        "",
        [[leader.email]],
    )
    invitations_actions.send_invitation(proposed, by=leader)
    secret = secret_in(mail.outbox[-1])
    client, page = opened(secret)
    assert "You are invited" in page
    client.post("/en/invitations/open/", TAKEN)
    user = User.objects.get(email="new@example.org")
    posting = Posting.objects.get(user=user)
    assert (user.name, user.language, user.is_staff) == ("New Delegate", "ar", False)
    assert user.check_password(PASSWORD)
    assert (posting.role, posting.state, posting.since_on, posting.is_mission_focal_point) == (
        Role.DELEGATE,
        home,
        TODAY,
        False,
    )
    assert client.session["_auth_user_id"] == str(user.pk)
    assert list(AuditEvent.objects.order_by("sequence").values_list("verb", "actor_name")) == [
        ("invitation.proposed", "Delegate"),
        ("invitation.sent", "Leader"),
        ("account.created", "New Delegate"),
        ("invitation.accepted", "New Delegate"),
    ]
    assert "new@example.org" not in str(AuditEvent.objects.filter(verb__startswith="invitation").values_list("details"))


def test_a_command_invites_too(home):
    invitation = invitations_actions.invite_person(new(state_for=home), by="palermo invite")
    assert (invitation.proposed_by, invitation.sent_by, invitation.state) == (None, None, InvitationState.SENT)


def test_the_secret_lies_nowhere_but_in_the_mail(home, leader):
    invitation, secret = sent(home, leader)
    assert invitation.digest == digest_of_text(secret)
    client, page = opened(secret)
    assert secret not in page
    assert secret not in str(dict(client.session))
    assert all(secret not in str(row) for row in AuditEvent.objects.values_list("details"))


def test_the_pages_of_an_invitation_are_kept_nowhere_and_tell_nobody(home, leader):
    _invitation, secret = sent(home, leader)
    client = Client()
    answers = [client.get(address) for address in (f"/en/invitations/{secret}/", "/en/invitations/open/")]
    # The second holds no secret, and the form on it must say where it comes from.
    assert [answer["Referrer-Policy"] for answer in answers] == ["no-referrer", "same-origin"]
    assert [answer["X-Robots-Tag"] for answer in answers] == ["noindex", "noindex"]
    assert all("no-store" in answer["Cache-Control"] for answer in answers)


def test_a_link_is_used_once(home, leader):
    _invitation, secret = sent(home, leader)
    client, _page = opened(secret)
    client.post("/en/invitations/open/", TAKEN)
    again, page = opened(secret)
    assert "This invitation has already been accepted. If you accepted it, sign in." in page
    answer = again.post("/en/invitations/open/", {**TAKEN, "name": "Thief"})
    assert (answer.status_code, User.objects.filter(name="Thief").count()) == (403, 0)


def test_an_expired_link_opens_nothing(home, leader, settings):
    _invitation, secret = sent(home, leader)
    settings.PALERMO_TODAY = NOW + timedelta(days=7, seconds=-1)
    assert "You are invited" in opened(secret)[1]
    settings.PALERMO_TODAY = NOW + timedelta(days=7)
    client, page = opened(secret)
    assert "This invitation expired on 7 February 2008." in page
    client.post("/en/invitations/open/", TAKEN)
    assert not User.objects.filter(email="new@example.org").exists()


def test_a_withdrawn_link_opens_nothing(home, leader):
    invitation, secret = sent(home, leader)
    invitations_actions.withdraw_invitation(invitation, by=leader)
    client, page = opened(secret)
    assert "This invitation was withdrawn." in page
    client.post("/en/invitations/open/", TAKEN)
    assert not User.objects.filter(email="new@example.org").exists()


def test_sent_again_the_first_link_opens_nothing(home, leader):
    invitation, first = sent(home, leader)
    invitations_actions.send_invitation(invitation, by=leader)
    second = secret_in(mail.outbox[-1])
    assert "This link is not valid." in opened(first)[1]
    assert "You are invited" in opened(second)[1]


def test_a_made_up_link_and_none_at_all_open_nothing():
    assert "This link is not valid." in opened("x" * 43)[1]
    assert Client().get("/en/invitations/open/").status_code == 404


def test_in_another_persons_session_it_is_not_taken_up(home, leader):
    _invitation, secret = sent(home, leader)
    client = Client()
    client.force_login(make_user(Role.DELEGATE))
    _client, page = opened(secret, client)
    assert "Sign out, then open the link in the e-mail again." in page
    assert client.post("/en/invitations/open/", TAKEN).status_code == 403
    assert Invitation.objects.get().state == InvitationState.SENT


def test_with_an_account_already_the_posting_is_added_after_signing_in(home, leader):
    old = make_user(Role.COMMITTEE_MEMBER)
    old.set_password(PASSWORD)
    old.save()
    _invitation, secret = sent(home, leader, email=old.email.upper())
    client, page = opened(secret)
    assert "Your address already has an account." in page
    client.post("/en/invitations/open/", TAKEN)
    assert old.postings.count() == 1
    client.post("/en/accounts/login/?next=/en/invitations/open/", {"login": old.email, "password": PASSWORD})
    page = client.get("/en/invitations/open/").content.decode()
    assert "You are signed in with the address of this invitation." in page
    client.post("/en/invitations/open/")
    assert set(old.postings.values_list("role", "state")) == {(Role.COMMITTEE_MEMBER, None), (Role.DELEGATE, home.pk)}
    assert User.objects.get(pk=old.pk).check_password(PASSWORD)


def test_a_closed_account_is_opened_by_the_secretariat_only(home, leader):
    closed = make_user(is_active=False)
    _invitation, secret = sent(home, leader, email=closed.email)
    client, page = opened(secret)
    assert "The account for this address is closed. Ask the secretariat to reopen it." in page
    assert client.post("/en/invitations/open/", TAKEN).status_code == 403
    assert not closed.postings.exists()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"password": "short", "again": "short"}, "too short"),
        ({"password": "123456789012", "again": "123456789012"}, "entirely numeric"),
        ({"password": "new@example.org", "again": "new@example.org"}, "too similar"),
        ({"again": "another one of mine"}, "The passwords do not match."),
        ({"name": ""}, "Enter a value."),
    ],
)
def test_a_weak_password_is_said_on_the_form(home, leader, written, said):
    _invitation, secret = sent(home, leader)
    client, _page = opened(secret)
    page = client.post("/en/invitations/open/", TAKEN | written).content.decode()
    assert said in page
    assert not User.objects.filter(email="new@example.org").exists()


def test_nobody_is_invited_twice_or_to_what_they_have(home, leader):
    sent(home, leader)
    with pytest.raises(Refused, match=r"This address has already been invited\."):
        invitations_actions.invite_person(new(state_for=home, email="NEW@example.org"), by=leader)
    colleague = make_person("Colleague", Role.DELEGATE, state=home)
    with pytest.raises(Refused, match=r"The person at this address already has that posting\."):
        invitations_actions.invite_person(new(state_for=home, email=colleague.email), by=leader)


@pytest.mark.parametrize(
    ("language", "prefix", "place"),
    [("ar", "/ar/", "Home [ar]"), ("zh-hans", "/zh-hans/", "Home [zh]")],
)
def test_the_mail_is_in_the_language_of_the_invited(home, leader, language, prefix, place):
    sent(home, leader, language=language)
    letter = mail.outbox[-1]
    assert letter.recipients() == ["new@example.org"]
    assert f"{prefix}invitations/" in letter.body
    assert place in letter.body
    assert letter.extra_headers == {
        "Auto-Submitted": "auto-generated",
        "Content-Language": BY_DJANGO_CODE[language].tag,
    }


def test_removal_closes_everything_at_once(home, leader):
    user = make_person("Colleague", Role.DELEGATE, state=home)
    user.set_password(PASSWORD)
    user.save()
    client = Client()
    client.post("/en/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert client.get("/en/desk/").status_code == 200
    postings.end_posting(user.postings.get(), on=TODAY, by=leader)
    assert viewer_of(user).audiences == VISITOR.audiences
    assert client.get("/en/desk/")["Location"].startswith("/en/accounts/login/")


def test_who_has_another_posting_stays_signed_in_and_reads_only_by_it(home, leader):
    user = make_person("Colleague", Role.DELEGATE, state=home)
    Posting.objects.create(user=user, role=Role.FOCAL_POINT, state=home, since_on=date(2007, 1, 1))
    client = Client()
    client.force_login(user)
    postings.end_posting(user.postings.get(role=Role.DELEGATE), on=TODAY, by=leader)
    assert client.get("/en/guidance/").status_code == 403
    assert client.get("/en/account/").status_code == 200


def test_people_may_be_removed_on_the_day_on_which_they_came(home, leader):
    user = make_person("Mistake", Role.DELEGATE, state=home)
    user.postings.update(since_on=TODAY)
    assert postings.end_posting(user.postings.get(), on=TODAY, by=leader).until_on == TODAY
    assert viewer_of(user).audiences == VISITOR.audiences
