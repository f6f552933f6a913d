"""Every page, form and file with all optional data missing, for readers of whom nothing optional is known either."""

import sys
import traceback
from collections.abc import Iterator

import pytest
from django.core.signals import got_request_exception
from django.db import transaction
from django.test import Client
from django.utils import translation

from palermo.accounts.models import User
from palermo.accounts.states import Role
from palermo.accounts.viewer import Viewer, viewer_of
from palermo.site.action_pages import action_address
from tests.factories.accounts import make_user
from tests.portal import test_walk as walk
from tests.portal.canaries import Cage
from tests.portal.stripping import strip_record
from tests.slices import ACTIONS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cage"), pytest.mark.slow]

# How many records an act is asked for.
RECORDS = 2


def bare_reader(role: Role | None) -> Client:
    """Somebody without a State, an organization, a name or a time zone; a visitor without a role."""
    client = Client(raise_request_exception=False)
    if role:
        user = make_user(role)
        user.name = ""
        user.save()
        client.force_login(user)
    return client


class Errors:
    """Where the site failed, each place once, with the first address at which it did."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        got_request_exception.connect(self._note)

    def _note(self, request, **_: object) -> None:
        place = "".join(traceback.format_exception(*sys.exc_info(), limit=-3))
        self.found.setdefault(place, f"{request.method} {request.get_full_path()}")


def _acts(viewer: Viewer) -> Iterator[str]:
    """The pages of all acts, each for some of the records that the reader sees."""
    for act in ACTIONS.values():
        records = act.records(viewer).order_by("pk")[:RECORDS] if act.records else [None]
        for record in records:
            yield action_address(act, record)


def test_no_page_or_form_of_a_sample_fails(cage):
    _walk(cage, Role.SECRETARIAT, every=8)


@pytest.mark.full
@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: role or "visitor")
def test_no_page_or_form_fails(cage, role):
    _walk(cage, role, every=1)


def _walk(cage: Cage, role: Role | None, *, every: int) -> None:
    """Ask for one in so many of all addresses, and send one in so many of the forms of acts as it is opened."""
    client = bare_reader(role)
    strip_record()
    errors = Errors()
    with translation.override("en"):
        addresses = walk._addresses(cage, with_pasts=False)
    for address in ["/en/", *addresses[::every]]:
        answer = client.get(address)
        if answer.streaming:
            walk._body(answer)
    if role:
        with translation.override("en"):
            acts = list(_acts(viewer_of(User.objects.get(name=""))))
        for address in acts[::every]:
            client.get(address)
            with transaction.atomic():
                client.post(address, {})
                transaction.set_rollback(True)
    assert errors.found == {}, "\n".join(f"{address}\n{place}" for place, address in errors.found.items())
