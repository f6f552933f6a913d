"""An installation that was just made, for an initiative on another subject, named in two languages: whatever is asked
for answers.
"""

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from palermo.accounts.models import User
from palermo.accounts.viewer import viewer_of
from palermo.config.cli import init
from palermo.core.text import MultilingualText
from palermo.governance.models import Initiative
from palermo.site.action_pages import action_address
from tests.portal.clicking import Walk, reader
from tests.slices import ACTIONS, urlpatterns

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

HEAD = "head@example.org"
READERS = ["", HEAD]
NAME = MultilingualText({"fr": "Initiative pour les zones humides", "es": "Iniciativa para los humedales"})


@pytest.fixture(autouse=True)
def _installation(settings):
    """What `palermo init` makes on an empty database, and the first record of its secretariat."""
    settings.PALERMO_TODAY = None
    init._begin(User(email=HEAD, name="Head", is_staff=True, is_superuser=True), "a long enough sentence")
    Initiative.objects.create(slug="wetlands", name=NAME)


@pytest.mark.parametrize("who", READERS)
def test_whatever_it_offers_to_be_clicked_answers(who):
    assert Walk(reader(who), is_sample=True).go("/en/").faults == []


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("who", READERS)
def test_no_address_and_no_act_fails(who, language):
    client = reader(who)
    with translation.override(language):
        addresses = [*_plain_addresses(), *(_acts(User.objects.get(email=who)) if who else ())]
    assert len(addresses) >= 100
    assert {address: status for address in addresses if (status := _status(client, address)) >= 500} == {}


def _status(client: Client, address: str) -> int:
    answer = client.get(address, follow=True)
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer.status_code


def _plain_addresses() -> list[str]:
    """Every address that is complete by itself."""
    found = []
    for pattern in urlpatterns:
        try:
            found += [reverse(pattern.name)] if getattr(pattern, "name", None) else []
        except NoReverseMatch:
            continue
    return sorted({each for each in found if "/logout/" not in each})


def _acts(person: User) -> list[str]:
    """The page of every act, for the first record that there is where it is on one."""
    records = {act: act.records(viewer_of(person)).first() if act.records else None for act in ACTIONS.values()}
    return [action_address(act, record) for act, record in records.items() if record or not act.records]
