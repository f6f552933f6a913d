"""Sources of data: who sees which, and what their pages show."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from palermo.accounts.states import Role
from palermo.core.audiences import Audience
from palermo.knowledge.models import Source
from tests.factories.accounts import make_organisation, make_state, make_user
from tests.factories.common import text
from tests.factories.knowledge import make_agreement, make_dataset, make_source
from tests.portal.filling import client_of
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
WRITTEN = {"name_en": "Police of Atlantis", "kind": "state", "audience": "public"}


def names(client, address="/en/data/sources/"):
    return Page(client.get(address)).all("main ul.papers h2")


def test_the_secretariat_adds_a_source_and_everybody_sees_a_public_one():
    state, office = make_state("Atlantis"), client_of(make_user(Role.SECRETARIAT))
    response = office.post(
        "/en/acts/add-data-source/", {**WRITTEN, "state": state.pk, "website": "https://example.org"}
    )
    assert response.status_code == 302
    source = Source.objects.get()
    assert (source.slug, source.state, source.audience) == ("police-of-atlantis", state, "public")
    assert names(Client()) == ["Police of Atlantis"]


def test_a_source_is_of_a_state_or_of_an_organization():
    office = client_of(make_user(Role.SECRETARIAT))
    both = {**WRITTEN, "state": make_state().pk, "organisation": make_organisation().pk}
    response = office.post("/en/acts/add-data-source/", both)
    assert "Choose a State or an organization, not both." in Page(response).text
    assert not Source.objects.exists()


def test_readers_see_the_sources_of_their_audience_and_their_own():
    own_state, agency = make_state(), make_organisation()
    for audience in Audience:
        make_source(f"For {audience}", audience=audience)
    make_source("Of the State", state=own_state, audience="secretariat")
    make_source("Of the agency", organisation=agency, audience="secretariat")
    focal_point, partner = make_user(Role.FOCAL_POINT), make_user(Role.PARTNER)
    focal_point.postings.update(state=own_state)
    partner.postings.update(organisation=agency)
    assert names(Client()) == ["For public [en]"]
    assert sorted(names(client_of(focal_point))) == ["For public [en]", "Of the State [en]"]
    assert sorted(names(client_of(partner))) == ["For public [en]", "Of the agency [en]"]
    assert len(names(client_of(make_user(Role.SECRETARIAT)))) == len(Audience) + 2


def test_a_list_counts_only_the_datasets_that_its_reader_may_see():
    source = make_source("Police")
    make_dataset(source)
    make_dataset(source, audience="secretariat")
    make_source("Without data")
    assert Page(Client().get("/en/data/sources/")).all("main p.meta")[-2:] == ["1 dataset", "no datasets"]
    office = Page(client_of(make_user(Role.SECRETARIAT)).get("/en/data/sources/"))
    assert office.all("main p.meta")[-2:] == ["2 datasets", "no datasets"]


def test_a_page_of_a_source_shows_the_agreements_and_datasets_that_its_reader_may_see():
    source = make_source("Police")
    make_agreement(source, title=text("Open terms"), audience="public")
    make_agreement(source, title=text("Restricted terms"), audience="secretariat")
    make_agreement(source, title=text("Unsigned terms"), audience="public", status="draft")
    make_dataset(source, title=text("Open figures"))
    make_dataset(source, title=text("Restricted figures"), audience="secretariat")
    address = f"/en/data/sources/{source.slug}/"
    assert Page(Client().get(address)).all("main h3") == ["Open figures [en]", "Open terms [en]"]
    assert len(Page(client_of(make_user(Role.SECRETARIAT)).get(address)).all("main h3")) == 5


def test_lists_are_searched_and_narrowed():
    make_source("Police of Atlantis", kind="state")
    make_source("University of Atlantis", kind="research")
    client = Client()
    assert names(client, "/en/data/sources/?find=university") == ["University of Atlantis [en]"]
    assert names(client, "/en/data/sources/?kind=state") == ["Police of Atlantis [en]"]
    nothing = client.get("/en/data/sources/?find=nothing")
    assert "No sources of data match your selection." in Page(nothing).text
    assert BeautifulSoup(nothing.content, "lxml").select_one("main a[href='/en/data/sources/']") is not None
