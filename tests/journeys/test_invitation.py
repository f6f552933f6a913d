"""From the link in the mail to the desk: a password, a security key, and the record opens."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.test import override_settings
from playwright.sync_api import Browser, Page

from palermo.accounts.actions.invitations import invite_person
from palermo.accounts.links import new_link
from palermo.accounts.models import Invitation, State
from palermo.accounts.states import Role
from tests.journeys.browsing import SCREEN, Reader, Watch
from tests.journeys.looking import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
PASSWORD = "seven green umbrellas"


def _link() -> str:
    """The way to the open invitation: what the mail holds besides is tested in tests/accounts."""
    state = State.objects.get(slug="fra")
    invitation = Invitation(name="Jeanne", email="jeanne@example.org", role=Role.DELEGATE, state_for=state)
    invitation = invite_person(invitation, by="the journey")
    link, invitation.digest = new_link(invitation)
    invitation.save()
    return link.partition("/en/")[2]


def _plug_in_a_key(page: Page) -> None:
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})


@pytest.fixture
def newcomer(chromium: Browser, site: str) -> Iterator[Reader]:
    """A reader by the site's name, since keys belong to a name and not to a number."""
    context, watch = chromium.new_context(viewport=SCREEN), Watch()
    watch.over(context)
    yield Reader(context.new_page(), site.replace("127.0.0.1", "localhost"))
    context.close()
    assert watch.complaints == []
    assert {urlsplit(address).hostname for address in watch.elsewhere} == {"localhost"}


def test_from_the_link_to_the_desk(newcomer):
    with override_settings(PALERMO_SECOND_FACTOR="required"):
        _plug_in_a_key(newcomer.page)
        newcomer.open(_link())
        assert (newcomer.path, newcomer.headline()) == ("/en/invitations/open/", "You are invited")
        assert violations(newcomer.page) == []
        newcomer.page.fill("[name=password]", PASSWORD)
        newcomer.page.fill("[name=again]", PASSWORD)
        newcomer.page.get_by_role("button", name="Accept invitation").click()
        newcomer.page.wait_for_url("**/accounts/2fa/")
        assert "Restricted records require two-factor sign-in" in newcomer.text()
        newcomer.follow("Add key", within="main")
        assert violations(newcomer.page) == []
        newcomer.page.fill("[name=password]", PASSWORD)
        newcomer.page.get_by_role("button", name="Continue").click()
        newcomer.page.wait_for_url("**/webauthn/add/")
        newcomer.page.get_by_role("button", name="Add key").click()
        newcomer.page.wait_for_url("**/recovery-codes/")
        newcomer.follow("My desk", within="main")
        assert (newcomer.path, newcomer.headline()) == ("/en/desk/", "My desk")
