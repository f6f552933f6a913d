"""Acts change who finds a document in the very transaction of the act."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from palermo.accounts.states import Role
from palermo.accounts.viewer import VISITOR, viewer_of
from palermo.core.audiences import Audience
from palermo.library.actions.audiences import derestrict_document, restrict_document
from palermo.library.actions.documents import issue_document, withdraw_document
from palermo.library.actions.readers import name_reader, remove_reader
from palermo.search.actions import index_records, reindex_due
from palermo.search.queries import SearchRequest, search, suggest
from tests.factories.accounts import make_organisation, make_person, make_state, make_user
from tests.factories.common import text
from tests.factories.library import make_document

pytestmark = pytest.mark.django_db
DAY = date(2008, 2, 1)
WHY = text("Because")


@pytest.fixture(autouse=True)
def _day(settings):
    settings.PALERMO_TODAY = DAY


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


@pytest.fixture
def delegate():
    return make_user(Role.DELEGATE)


def made(**fields):
    document = make_document("alphaword", words="betaword", **fields)
    index_records("documents", [document.pk])
    return document


def counts(*users) -> list[int]:
    """How many of the documents each of them finds; nobody's is a visitor's."""
    viewers = [viewer_of(user) if user else VISITOR for user in users]
    totals = [search(viewer, SearchRequest(words="betaword")).total for viewer in viewers]
    assert totals == [len(suggest(viewer, "alphaw")) for viewer in viewers]
    return totals


def test_restricting_takes_it_from_readers_in_the_act(officer, delegate):
    document = made(audience=Audience.PUBLIC)
    assert counts(None, delegate, officer) == [1, 1, 1]
    with transaction.atomic():
        restrict_document(document, to=Audience.MEMBER_STATES, reason=WHY, by=officer)
        assert counts(None, delegate, officer) == [0, 1, 1]


def test_opening_on_a_day_lets_it_be_found_from_that_day(officer, delegate, settings):
    document = made(audience=Audience.SECRETARIAT)
    tomorrow = DAY + timedelta(days=1)
    derestrict_document(document, to=Audience.MEMBER_STATES, on=tomorrow, reason=WHY, by=officer)
    assert counts(None, delegate, officer) == [0, 0, 1]
    settings.PALERMO_TODAY = tomorrow
    reindex_due()
    assert counts(None, delegate, officer) == [0, 1, 1]


def test_a_draft_is_found_by_others_once_it_is_issued_and_no_more_when_withdrawn(officer):
    document = made(audience=Audience.PUBLIC, state="draft", issued_on=None, symbol="E/CN.15/2008/3")
    assert counts(None, officer) == [0, 1]
    issue_document(document, on=DAY, by=officer)
    assert counts(None, officer) == [1, 1]
    withdraw_document(document, reason=WHY, on=DAY, by=officer)
    assert counts(None, officer) == [0, 1]


def test_named_readers_find_it_while_they_are_named_and_act_for_somebody(officer, delegate):
    document = made(audience=Audience.SECRETARIAT)
    state, agency = make_state(), make_organisation()
    of_state = make_person("Of the State", Role.DELEGATE, state=state)
    of_agency = make_person("Of the agency", Role.COMMITTEE_MEMBER, organisation=agency)
    named = make_user(Role.FOCAL_POINT)
    assert counts(of_state, of_agency, named, delegate) == [0, 0, 0, 0]
    for reader in (state, agency, named):
        name_reader(document, reader=reader, on=DAY, by=officer)
    assert counts(of_state, of_agency, named, delegate, None) == [1, 1, 1, 0, 0]
    named.postings.update(until_on=date(2008, 1, 1))
    assert counts(of_state, of_agency, named) == [1, 1, 0]
    remove_reader(document.readers.get(state=state), reason=WHY, by=officer)
    assert counts(of_state, of_agency) == [0, 1]


def test_one_who_leaves_a_delegation_finds_no_more_of_what_it_reads(officer):
    state = make_state()
    person = make_person("Delegate", Role.DELEGATE, state=state)
    document = made(audience=Audience.SECRETARIAT)
    name_reader(document, reader=state, on=DAY, by=officer)
    assert counts(person) == [1]
    person.postings.update(until_on=date(2008, 1, 1))
    assert counts(person) == [0]


def test_a_correction_is_offered_only_from_titles_within_reach(officer, delegate):
    document = make_document("Zanzibarium", audience=Audience.SECRETARIAT)
    index_records("documents", [document.pk])
    offered = [[s.title for s in suggest(viewer_of(user), "Zanzibaruim")] for user in (officer, delegate)]
    assert offered == [["Zanzibarium [en]"], []]
