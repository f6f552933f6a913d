"""Pages of an event's preparation need as many queries for three rows as for one, and are hidden from others."""

import pytest

from palermo.accounts.states import Role
from palermo.core.dates import PartialDate
from tests.factories.accounts import make_organisation, make_state
from tests.factories.activities import make_event, make_outcome
from tests.factories.governance import make_mandate
from tests.factories.preparation import (
    make_budget_line,
    make_event_invitation,
    make_feedback,
    make_group,
    make_link,
    make_sheet,
    make_showing,
)
from tests.factories.register import make_contribution
from tests.portal.programme_pages import client_of, questions
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db


def _preparation(event):
    make_budget_line(event, state=make_state())
    make_budget_line(event, contribution=make_contribution())
    make_group(event, "Somebody", state=make_state(), organisation=make_organisation())
    make_event_invitation(event)
    person = make_group(event, "Invited", state=make_state())
    make_event_invitation(event, channel="letter", participant=person)


def _shown(event):
    made = make_outcome(make_event(), audience="public")
    make_showing(made, event)


def _evaluation(event):
    form = getattr(event, "feedback", None) or make_feedback(event, audience="public", threshold=3)
    make_link(form)
    for _sheet in range(3):
        make_sheet(form, 4, words="Words")


PAGES = {
    "preparation": (_preparation, "regional"),
    "participation": (_preparation, "regional"),
    "shown": (_shown, "forum"),
    "evaluation": (_evaluation, "regional"),
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_as_often_for_three_rows_as_for_one(page):
    more, kind = PAGES[page]
    event, office = make_event(kind=kind), client_of(Role.SECRETARIAT)
    more(event)
    address = f"/en/events/{event.activity.slug}/{page}/"
    for_one = questions(office, address)
    more(event)
    more(event)
    assert questions(office, address) <= for_one


def test_the_register_is_offered_the_date_that_the_outcome_itself_says():
    item = make_outcome(make_event(), recommendations=1).recommendations.get()
    item.due = PartialDate.parse("mid 2008")
    item.save()
    form = client_of(Role.SECRETARIAT).get(f"/en/acts/take-over-recommendation/{item.pk}/").context["form"]
    assert str(form.initial["due"]) == "mid 2008"


@pytest.mark.parametrize("page", [*PAGES, "evaluation/links.csv"])
def test_there_is_no_page_of_an_event_that_a_reader_may_not_see(page):
    event = make_event(kind="forum", audience="secretariat")
    _preparation(event)
    make_feedback(event, audience="public")
    address = f"/en/events/{event.activity.slug}/{page}{'' if '.' in page else '/'}"
    statuses = {role: client_of(role).get(address).status_code for role in (None, Role.DELEGATE)}
    closed = {"preparation": 302, "evaluation/links.csv": 302}.get(page, 404)
    assert statuses == {None: closed, Role.DELEGATE: 403 if "csv" in page else 404}


def test_many_invitations_are_searched_by_name_or_number_and_filtered_by_status():
    event, office = make_event(mandate=make_mandate()), client_of(Role.SECRETARIAT)
    for number in range(26):
        make_event_invitation(event, state_invited=make_state(f"Land {number:02}"))
    agency = make_organisation("Agency")
    make_event_invitation(
        event, state_invited=None, organisation=agency, channel="letter", state="planned", reference="R/7"
    )
    address = f"/en/events/{event.activity.slug}/preparation/"

    def listed(**asked) -> list[str]:
        return Page(office.get(address, asked)).all("main li[id^=invitation-] h3")

    assert (len(listed()), len(listed(page=2))) == (25, 2)
    assert listed(find="land 07") == ["Land 07 [en]"]
    assert listed(find="r/7") == listed(state="planned") == ["Agency [en]"]
    assert listed(find="land 07", state="planned") == []
    page = Page(office.get(address, {"find": "nobody"}))
    assert page.all("main .nothing") == ["No budget lines yet.", "No invitations match your selection. Show all."]
