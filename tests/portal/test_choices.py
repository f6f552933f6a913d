"""What forms offer to choose from: nothing whose name stands only in records that the reader may not see."""

from datetime import date

import pytest
from django.test import Client

from palermo.accounts.models import Organisation, Place, User
from palermo.accounts.states import Role
from palermo.accounts.viewer import VISITOR, viewer_of
from palermo.core.audiences import Audience
from palermo.core.rules import can
from palermo.governance.models import Partner
from palermo.portal.visible_names import organisations_visible_to, places_visible_to
from palermo.site.action_pages import action_address
from tests.factories.accounts import make_organisation, make_place
from tests.factories.activities import make_event
from tests.factories.governance import make_activity, make_mandate, make_meeting
from tests.factories.library import make_document
from tests.factories.register import make_entry
from tests.slices import ACTIONS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]

ACCOUNTS = {
    Role.SECRETARIAT: "secretariat@example.org",
    Role.DELEGATE: "delegate@example.org",
    Role.COMMITTEE_MEMBER: "committee@example.org",
    Role.FOCAL_POINT: "focal-point@example.org",
}
PLANTED = "Kestrel"


@pytest.fixture
def planted() -> list[str]:
    """Organizations, a place and a document of the secretariat's alone, each in every relation it can have."""
    only = {"audience": Audience.SECRETARIAT}
    names = [f"{PLANTED} {each}" for each in ("lead", "partner", "addressee", "chair", "responsible", "nowhere")]
    lead, partner, addressee, chair, responsible, _nowhere = [make_organisation(name) for name in names]
    mandate = make_mandate(addressee_organisation=addressee, **only)
    activity = make_activity(f"{PLANTED} activity", mandate=mandate, lead=lead, **only)
    Partner.objects.create(activity=activity, organisation=partner, role="support")
    make_meeting(chair=chair, place=make_place(f"{PLANTED} hall"), **only)
    make_entry(responsible_organisation=responsible, **only)
    make_event(f"{PLANTED} event", mandate=mandate, place=make_place(f"{PLANTED} town"), **only)
    make_document(f"{PLANTED} paper", **only)
    return names


def account(role: Role) -> User:
    return User.objects.get(email=ACCOUNTS[role])


def forms_of(user: User) -> list[str]:
    """The addresses of all forms that this person may open: each act, on the first record of its model it allows."""
    viewer, found = viewer_of(user), []
    for act in ACTIONS.values():
        records = [None] if act.records is None else act.records(viewer)[:40]
        allowed = [each for each in records if can(act.check, user, each)]
        found += [action_address(act, each) for each in allowed[:1]]
    return found


@pytest.mark.parametrize("role", [Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.FOCAL_POINT])
def test_no_form_offers_a_name_that_stands_only_where_the_reader_may_not_read(planted, role):
    user, client = account(role), Client()
    client.force_login(user)
    leaks = []
    for address in forms_of(user):
        answer = client.get(address)
        assert answer.status_code == 200, address
        if PLANTED in answer.content.decode():
            leaks.append(address)
    assert leaks == []


def test_the_secretariat_is_offered_every_organization_and_place(planted):
    client = Client()
    client.force_login(account(Role.SECRETARIAT))
    form = client.get("/en/acts/propose-activity/").context["form"]
    names = {name for _value, name in form.fields["lead"].choices}
    assert {f"{name} [en]" for name in planted} - names == set()
    places = {name for _value, name in form.fields["place"].choices if name.startswith(PLANTED)}
    assert places == {f"{PLANTED} hall [en]", f"{PLANTED} town [en]"}


def test_the_committee_is_offered_who_leads_what_it_may_read():
    leads, place = make_organisation("Known"), make_place("Known town")
    only = {"audience": Audience.STEERING_COMMITTEE}
    make_event("Proposal", state="proposed", authorised_on=None, lead=leads, place=place, **only)
    committee, delegate = viewer_of(account(Role.COMMITTEE_MEMBER)), viewer_of(account(Role.DELEGATE))
    asked = Organisation.objects.filter(pk=leads.pk), Place.objects.filter(pk=place.pk)
    seen = [
        (
            organisations_visible_to(viewer).filter(pk__in=asked[0]).exists(),
            places_visible_to(viewer).filter(pk__in=asked[1]).exists(),
        )
        for viewer in (committee, delegate, VISITOR)
    ]
    assert seen == [(True, True), (False, False), (False, False)]


@pytest.mark.parametrize(("role", "status"), [(None, 404), (Role.COMMITTEE_MEMBER, 404), (Role.SECRETARIAT, 200)])
def test_a_place_has_a_page_for_those_who_may_know_of_it(planted, role, status):
    client = Client()
    if role:
        client.force_login(account(role))
    town = Place.objects.get(name__en=f"{PLANTED} town [en]")
    assert client.get(f"/en/events/places/{town.slug}/").status_code == status


def test_one_always_finds_ones_own_organization():
    viewer = viewer_of(account(Role.COMMITTEE_MEMBER), on=date(2008, 2, 1))
    own = set(viewer.organisation_ids)
    assert own
    assert set(organisations_visible_to(viewer).filter(pk__in=own).values_list("pk", flat=True)) == own
