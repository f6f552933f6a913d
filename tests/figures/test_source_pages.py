"""The page of a source of data: what it gave, how that was mapped, its findings, and the releases that use it."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from palermo.accounts.states import Role
from palermo.figures.models import FigureOrigin
from palermo.knowledge.models import EditionStep
from tests.factories.accounts import make_person, make_state, make_user
from tests.factories.common import text
from tests.factories.figures import make_release
from tests.factories.knowledge import (
    make_agreement,
    make_code_mapping,
    make_dataset,
    make_dataset_edition,
    make_list_edition,
    make_source,
)
from tests.factories.releases import make_proposed
from tests.factories.returns import make_return
from tests.figures.reported import reported_figures

pytestmark = pytest.mark.django_db


def page_of(reader, source):
    response = reader.get(source.get_absolute_url())
    assert response.status_code == 200
    return BeautifulSoup(response.content, "lxml")


def words_of(element):
    return " ".join(element.get_text(" ").split()) if element else ""


def listed(page, heading):
    return [words_of(each) for each in page.select(f"#{heading} + ul > li")]


def client_of(user):
    reader = Client()
    reader.force_login(user)
    return reader


@pytest.fixture
def source():
    return make_source("Ministry", state=make_state("Alba"))


def test_editions_stand_with_agreement_mappings_and_findings_for_those_who_may_see_them(client, source):
    agreement = make_agreement(source, title=text("Terms"), audience="public")
    hidden = make_agreement(source, title=text("Canary"), audience="secretariat")
    dataset = make_dataset(source, title=text("Table"))
    first, second = make_list_edition(None, "a"), make_list_edition(None, "b")
    mapping = make_code_mapping(first, second, {"a": "b"})
    edition = make_dataset_edition(dataset, agreement=agreement, row_count=1200, counts={"out-of-range": 14})
    EditionStep.objects.create(
        edition=edition, position=1, kind="harmonised", version="1", mapping=mapping, done_at="2008-01-10T00:00Z"
    )
    make_dataset_edition(dataset, agreement=hidden)
    make_dataset_edition(dataset, agreement=agreement, status="received")
    page = page_of(client, source)
    rows = listed(page, "given")
    assert len(rows) == 2
    assert "Canary" not in words_of(page.main)
    assert "findings" not in words_of(page.main)
    shown = next(row for row in rows if "1,200 rows" in row)
    assert "Table [en], edition 1" in shown
    assert "Agreement on data Terms [en]" in shown
    assert f"Mappings {mapping.display_name()}" in shown
    for reader in (make_user(Role.SECRETARIAT), make_person("Own", Role.FOCAL_POINT, state=source.state)):
        rows = listed(page_of(client_of(reader), source), "given")
        assert len(rows) == 3
        assert any("14 findings" in row for row in rows)
    other = make_person("Other", Role.FOCAL_POINT, state=make_state())
    assert "findings" not in words_of(page_of(client_of(other), source).main)


def test_releases_that_use_a_source_are_named_and_no_draft_is(client, source):
    release = make_release(reported_figures(("fra",), (2006,)), title=text("Published"))
    FigureOrigin.objects.filter(release=release).update(source=source)
    draft = make_proposed(title=text("Canary"))
    FigureOrigin.objects.create(release=draft, number=1, unit="persons", source=source)
    page = page_of(client, source)
    assert [row.split(" [en]")[0] for row in listed(page, "releases")] == ["Published"]
    assert "Canary" not in str(page)
    assert len(listed(page_of(client_of(make_user(Role.SECRETARIAT)), source), "releases")) == 2


def test_returns_are_named_to_their_state_and_the_secretariat(client, source):
    agreement = make_agreement(source)
    make_return(source.state, agreement=agreement, round=make_return(source.state).round, number=2, status="accepted")
    assert listed(page_of(client, source), "given") == []
    own = make_person("Own", Role.DELEGATE, state=source.state)
    assert [row.split(" National")[0] for row in listed(page_of(client_of(own), source), "given")] == [
        "Alba [en], 2007 Accepted"
    ]


def test_a_source_that_gave_nothing_has_no_such_part(client, source):
    page = page_of(client, source)
    assert page.select("#given, #releases") == []


def test_the_part_asks_the_database_a_fixed_number_of_times(client, source, django_assert_max_num_queries):
    dataset = make_dataset(source)
    make_dataset_edition(dataset)
    page_of(client, source)
    with django_assert_max_num_queries(16):
        page_of(client, source)
    for _each in range(4):
        make_dataset_edition(dataset)
    with django_assert_max_num_queries(16):
        page_of(client, source)
