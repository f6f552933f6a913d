"""What national returns ask of each person, on their desk."""

import pytest

from palermo.accounts.states import Role
from palermo.returns.actions import return_people
from palermo.returns.actions import returns as actions
from tests.factories.accounts import make_person, make_state
from tests.factories.returns import make_return_query
from tests.portal.filling import client_of, words_of
from tests.returns.people import DAY, begin, fill_all, make_cast, received

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = DAY


def desk(person) -> str:
    return words_of(client_of(person).get("/en/desk/"))


def test_the_focal_point_begins_and_fills_in():
    cast = make_cast()
    assert "Return to be begun" in desk(cast.focal)
    assert "Begin the return" in desk(cast.focal)
    begin(cast)
    page = desk(cast.focal)
    assert "Return to be begun" not in page
    assert "Atlantis [en], 2007 31 March 2008" in page
    assert "To be filled in" in page
    stranger = make_person("Stranger", Role.FOCAL_POINT, state=make_state("Lemuria"))
    assert "Atlantis" not in desk(stranger)


def test_the_delegation_approves_the_secretariat_receives_and_accepts():
    cast = make_cast()
    national_return = begin(cast)
    fill_all(client_of(cast.focal), national_return)
    assert "Awaiting the approval" not in desk(cast.delegate)
    actions.complete_return(national_return, by=cast.focal)
    assert "Awaiting the approval of your delegation" in desk(cast.delegate)
    assert "Awaiting the approval" not in desk(cast.focal)
    assert "National returns to receive" not in desk(cast.officer)
    actions.approve_return(national_return, by=cast.delegate)
    assert "National returns to receive Atlantis [en], 2007" in desk(cast.officer)
    actions.receive_return(national_return, by=cast.officer)
    page = desk(cast.officer)
    assert "National returns to receive" not in page
    assert "National returns to review Atlantis [en], 2007" in page


def test_a_query_is_shown_to_those_who_may_answer_it_alone():
    cast = make_cast()
    national_return = begin(cast)
    ministry = make_person("Ministry", Role.FOCAL_POINT, state=cast.state)
    block = national_return.blocks.get(table="convicted")
    return_people.assign_tables(national_return, person=ministry, tables=[block], by=cast.focal)
    assert "To be filled in" in desk(ministry)
    national_return.status, national_return.completed_on, national_return.digest = "queried", DAY, "0" * 64
    national_return.save()
    make_return_query(national_return, table="detected")
    assert "Query to be answered" in desk(cast.focal)
    assert "Query to be answered" not in desk(ministry)
    make_return_query(national_return, table="convicted", cell="total.figure")
    assert "Query to be answered" in desk(ministry)


def test_nothing_is_asked_once_it_is_accepted():
    cast = make_cast()
    national_return = received(cast)
    actions.accept_return(national_return, by=cast.officer)
    for person in (cast.focal, cast.delegate, cast.officer):
        assert "Atlantis [en], 2007" not in desk(person).partition("Updates")[0]
