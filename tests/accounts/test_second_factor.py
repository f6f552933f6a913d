"""Without the second factor that is required, everybody reads and acts as a visitor, by every path."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client

from palermo.accounts.actions.accounts import EDITORIAL_GROUPS
from palermo.accounts.models import Installation
from palermo.accounts.states import InstallationKind, Role
from palermo.config import environment
from palermo.config import settings as written
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.governance.models import Meeting
from palermo.library.actions.versions import set_file
from palermo.library.models import LanguageVersion
from tests.factories.accounts import make_user
from tests.factories.common import text
from tests.factories.governance import make_guidance, make_meeting
from tests.factories.library import make_document

pytestmark = pytest.mark.django_db

PASSWORD = "seven green umbrellas"
SECRET = "JBSWY3DPEHPK3PXP"
MFA, LOGIN = "/en/accounts/2fa/", "/en/accounts/login/"


@pytest.fixture(autouse=True)
def _required(settings):
    settings.PALERMO_SECOND_FACTOR = "required"


def someone(role: Role | None = Role.DELEGATE, **fields):
    user = make_user(role, **fields)
    user.set_password(PASSWORD)
    user.save()
    return user


def code(step: int = 0) -> str:
    period = 30
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // period + step))


def signed_in(user) -> Client:
    client = Client()
    shown = client.post(LOGIN, {"login": user.email, "password": PASSWORD})
    assert shown.status_code == 302, shown.content.decode()
    return client


def with_factor(user) -> Client:
    """Signed in with the password and a code."""
    TOTP.activate(user, SECRET)
    client = signed_in(user)
    shown = client.post(f"{MFA}authenticate/", {"code": code()})
    assert shown.status_code == 302, shown.content.decode()
    assert "_auth_user_id" in client.session, shown["Location"]
    return client


@pytest.fixture
def paper():
    document = make_document("Restricted paper", words="canary", audience=Audience.MEMBER_STATES)
    version = LanguageVersion(document=document, language="fr")
    set_file(version, b"canary", name="canary.txt", media_type="text/plain")
    version.save()
    return document


CANARY = re.compile("canary|Restricted paper")
CLOSED = ["desk/", "guidance/", "consultations/", "notes/", "people/", "acts/propose-person/", "endorsements/"]


@pytest.mark.parametrize("role", [Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.SECRETARIAT])
def test_the_password_alone_leads_from_every_closed_room_to_the_page_that_mends_it(role):
    client = signed_in(someone(role))
    rooms = CLOSED if role == Role.DELEGATE else ["desk/"]
    rooms = [*rooms, "secretariat/"] if role == Role.SECRETARIAT else rooms
    for room in rooms:
        assert client.get(f"/en/{room}")["Location"] == MFA, room
        assert client.post(f"/en/{room}")["Location"] == MFA, room
    page = client.get(MFA).content.decode()
    assert "Restricted records require two-factor sign-in." in page
    assert client.get("/en/account/").status_code == 200


def test_open_pages_files_feeds_and_lists_show_what_a_visitor_reads(paper):
    make_meeting(title=text("canary meeting"), on=clock.today(), audience=Audience.MEMBER_STATES)
    make_guidance(audience=Audience.MEMBER_STATES)
    addresses = ["documents/", "calendar/", "calendar.ics", "events/", "follow-up/", "decisions/", "mandates/", ""]
    client, visitor, delegate = signed_in(someone()), Client(), with_factor(someone())
    for address in addresses:
        page, left = (each.get(f"/en/{address}") for each in (client, visitor))
        assert page.status_code == left.status_code, address
        assert not CANARY.search(page.content.decode()), address
    for address in (f"/en/documents/{paper.slug}/", f"/en/documents/{paper.slug}/fr/"):
        assert [_status(each, address) for each in (client, visitor, delegate)] == [404, 404, 200]
    # What is sought is there for those who showed their second factor.
    for address in ("documents/", "calendar.ics"):
        assert CANARY.search(delegate.get(f"/en/{address}").content.decode()), address


def _status(client: Client, address: str) -> int:
    response = client.get(address)
    # A file is closed when it has been read to its end.
    assert response.streaming is False or list(response.streaming_content)
    return response.status_code


def test_acts_are_those_of_a_visitor():
    officer = someone(Role.SECRETARIAT, is_staff=True)
    meeting = make_meeting()
    address = f"/en/acts/cancel-meeting/{meeting.slug}/"
    written = {"on": "2007-06-01", "reason_en": "canary"}
    assert signed_in(officer).post(address, written)["Location"] == MFA
    assert Meeting.objects.get().cancelled_on is None
    assert with_factor(officer).get(address).status_code == 200


def test_the_administration_asks_for_it_too():
    officer = someone(Role.SECRETARIAT, is_staff=True)
    officer.groups.set(Group.objects.filter(name__in=EDITORIAL_GROUPS))
    assert signed_in(officer).get("/admin/")["Location"] == "/en/accounts/2fa/"
    assert with_factor(officer).get("/admin/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_setting_one_up_opens_the_rooms_gives_recovery_codes_and_ends_the_sessions_from_before():
    user = someone()
    before, client = signed_in(user), signed_in(user)
    client.post("/en/account/mail/")
    client.get(mailed_link())
    # A delicate change: asked for the password once more.
    asked = client.get(f"{MFA}totp/activate/")["Location"]
    client.post(asked, {"password": PASSWORD, "next": f"{MFA}totp/activate/"})
    client.get(f"{MFA}totp/activate/")
    secret = client.session["mfa.totp.secret"]
    client.post(f"{MFA}totp/activate/", {"code": format_hotp_value(hotp_value(secret, int(time.time()) // 30))})
    assert set(Authenticator.objects.filter(user=user).values_list("type", flat=True)) == {"totp", "recovery_codes"}
    assert client.get("/en/desk/").status_code == 200
    assert before.get("/en/desk/")["Location"].startswith(LOGIN)


def test_a_session_that_did_not_go_through_it_shows_it_first_and_changes_nothing_about_it():
    user = someone()
    client = Client()
    client.force_login(user)
    TOTP.activate(user, SECRET)
    assert client.get("/en/desk/")["Location"] == f"{MFA}reauthenticate/?next=%2Fen%2Fdesk%2F"
    for address in ("totp/deactivate/", "webauthn/add/", "recovery-codes/"):
        assert client.get(f"{MFA}{address}")["Location"].startswith(f"{MFA}reauthenticate/?next="), address
    client.post(f"{MFA}reauthenticate/", {"code": code()})
    assert client.get("/en/desk/").status_code == 200


def test_giving_the_factor_up_closes_the_rooms_at_once():
    user = someone()
    client = with_factor(user)
    assert client.get("/en/desk/").status_code == 200
    Authenticator.objects.filter(user=user).delete()
    assert client.get("/en/desk/")["Location"] == MFA


def test_signing_in_with_it_needs_the_code():
    user = someone()
    TOTP.activate(user, SECRET)
    client = signed_in(user)
    assert "_auth_user_id" not in client.session
    client.post(f"{MFA}authenticate/", {"code": "000000"})
    assert "_auth_user_id" not in client.session
    assert client.get("/en/desk/")["Location"].startswith(LOGIN)


def test_a_recovery_code_opens_once():
    user = someone()
    TOTP.activate(user, SECRET)
    codes = RecoveryCodes.activate(user).get_unused_codes()
    client = signed_in(user)
    client.post(f"{MFA}authenticate/", {"code": codes[0]})
    assert client.get("/en/desk/").status_code == 200
    again = signed_in(user)
    again.post(f"{MFA}authenticate/", {"code": codes[0]})
    assert again.get("/en/desk/")["Location"].startswith(LOGIN)


def test_a_demonstration_account_needs_none_in_a_demonstration_only():
    user = someone(is_demonstration=True)
    assert signed_in(user).get("/en/desk/")["Location"] == MFA
    Installation.objects.create(kind=InstallationKind.REAL)
    assert signed_in(user).get("/en/desk/")["Location"] == MFA
    Installation.objects.update(kind=InstallationKind.DEMONSTRATION)
    assert signed_in(user).get("/en/desk/").status_code == 200


def test_where_it_is_only_offered_the_password_is_enough(settings):
    settings.PALERMO_SECOND_FACTOR = "offered"
    assert signed_in(someone()).get("/en/desk/").status_code == 200


def test_pages_for_keys_bring_no_script_that_the_policy_forbids():
    user = someone()
    client = with_factor(user)
    client.post(f"{MFA}reauthenticate/", {"code": code(1)})
    page = client.get(f"{MFA}webauthn/add/")
    assert page.status_code == 200
    text = page.content.decode()
    inline = [part for part in text.split("<script")[1:] if "src=" not in part.split(">")[0]]
    assert inline
    assert all('type="application/json"' in part.split(">")[0] for part in inline)
    assert "unsafe-inline" not in page["Content-Security-Policy"]


def test_required_is_what_an_installation_has_by_itself():
    assert environment.one_of("PALERMO_NOT_SET", ("required", "offered")) == "required"
    assert written.PALERMO_SECOND_FACTOR == "required"


ADDING = [f"{MFA}totp/activate/", f"{MFA}webauthn/add/"]


def mailed_link() -> str:
    return re.search(r"https?://[^/]+(/\S+/account/mail/\S+)", mail.outbox[-1].body)[1]


@pytest.mark.parametrize("needed", ["required", "offered"])
def test_with_a_password_alone_nobody_sets_up_the_first_factor(needed, settings):
    settings.PALERMO_SECOND_FACTOR = needed
    user = someone()
    thief, owner = signed_in(user), signed_in(user)
    for client in (thief, owner):
        client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})
    for address in ADDING:
        assert thief.get(address)["Location"] == "/en/account/mail/", address
        assert thief.post(address, {"code": code()})["Location"] == "/en/account/mail/", address
    thief.post("/en/account/mail/")
    asked_by_thief = mailed_link()
    assert mail.outbox[-1].to == [user.email]
    # The owner follows the thief's link in a browser of their own, which gives neither of them anything.
    assert owner.get(asked_by_thief)["Location"] == "/en/account/mail/"
    assert [each.get(ADDING[0])["Location"] for each in (thief, owner)] == ["/en/account/mail/"] * 2
    owner.post("/en/account/mail/")
    assert owner.get(mailed_link())["Location"] == MFA
    assert [owner.get(address).status_code for address in ADDING] == [200, 200]
    assert thief.get(ADDING[0])["Location"] == "/en/account/mail/"
    # It holds once, and for the person to whom it was sent.
    assert signed_in(someone()).get(mailed_link())["Location"] == "/en/account/mail/"
    assert not Authenticator.objects.exists()


def test_a_link_to_a_new_password_is_proof_enough(client):
    user = someone()
    client.post("/en/accounts/password/reset/", {"email": user.email})
    link = re.search(r"https?://[^/]+(/\S+/password/reset/key/\S+)", mail.outbox[-1].body)[1]
    form = client.get(link, follow=True).request["PATH_INFO"]
    client.post(form, {"password1": "eight green umbrellas", "password2": "eight green umbrellas"})
    client.post(LOGIN, {"login": user.email, "password": "eight green umbrellas"})
    client.post("/en/accounts/reauthenticate/", {"password": "eight green umbrellas"})
    assert client.get(ADDING[0]).status_code == 200


def test_links_by_mail_are_few():
    client = signed_in(someone())
    assert [client.post("/en/account/mail/").status_code for _time in range(6)] == [200] * 5 + [429]
    assert len(mail.outbox) == 5
