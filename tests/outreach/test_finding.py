"""Who finds partners, and what hangs on them: by the search, in the very act that changes it."""

from datetime import date

import pytest

from palermo.accounts.models import Invitation
from palermo.accounts.states import Role
from palermo.accounts.viewer import VISITOR, viewer_of
from palermo.core import clock
from palermo.outreach.actions.partner_access import connect_account
from palermo.outreach.models import PartnerContact
from palermo.portal.search_results import rows_of
from palermo.search.actions import follow, index_records, reindex_due
from palermo.search.queries import SearchRequest, search
from tests.factories.accounts import make_organisation, make_person, make_state, make_user
from tests.factories.common import text
from tests.factories.outreach import make_commitment, make_material, make_partner, make_partner_contact, make_plan

pytestmark = pytest.mark.django_db
DAY = date(2008, 2, 1)
GONE = {"status": "left", "left_on": DAY, "reason": text("Merged")}


@pytest.fixture(autouse=True)
def _day(settings):
    settings.PALERMO_TODAY = DAY


def found(user, words: str) -> set[tuple[str, int]]:
    result = search(viewer_of(user), SearchRequest(words=words))
    assert result.total == len(result.hits)
    return {(hit.kind, hit.record.pk) for hit in result.hits}


def test_one_who_is_not_listed_is_found_by_its_own_people_and_the_secretariat_alone():
    organisation = make_organisation("Plain name")
    partner = make_partner("alphaword", organisation=organisation, summary=text("betaword"), is_listed=False)
    index_records("partnerships", [partner.pk])
    own = make_person("Own", Role.PARTNER, organisation=organisation)
    seat = make_person("Seat", Role.COMMITTEE_MEMBER, organisation=organisation)
    others = make_person("Others", Role.PARTNER, organisation=make_organisation())
    readers = [own, make_user(Role.SECRETARIAT), seat, others, make_user(Role.DELEGATE), None]
    assert [len(found(reader, "betaword")) for reader in readers] == [1, 1, 0, 0, 0, 0]


def test_an_application_is_found_by_the_person_who_acts_for_it_while_they_do():
    partner = make_partner("alphaword", status="applied", is_listed=True)
    commitment = make_commitment("alphaword promise", partnership=partner, status="made", decided_on=None)
    follow([("partnerships", partner.pk), ("commitments", commitment.pk)])
    user = make_user(Role.PARTNER)
    assert (found(user, "alphaword"), found(None, "alphaword")) == (set(), set())
    contact = PartnerContact.objects.create(partnership=partner, number=1, name="Person", user=user)
    assert found(user, "alphaword") == {("partnerships", partner.pk), ("commitments", commitment.pk)}
    assert found(make_user(Role.PARTNER), "alphaword") == set()
    contact.ended_on = DAY
    contact.save()
    assert found(user, "alphaword") == set()


def test_a_commitment_and_a_plan_of_one_who_is_not_listed_name_it_to_nobody_else():
    partner = make_partner("alphaword", is_listed=False)
    made = make_commitment("betaword", partnership=partner), make_plan("betaword", partnership=partner)
    follow([("commitments", made[0].pk), ("action-plans", made[1].pk)])
    assert found(None, "betaword") == set()
    partner.is_listed = True
    partner.save()
    follow([("partnerships", partner.pk)])
    edition = made[1].editions.get()
    expected = {("commitments", made[0].pk), ("action-plans", made[1].pk), ("plan-editions", edition.pk)}
    assert found(None, "betaword") == expected


def test_the_people_of_a_state_find_its_draft_and_others_find_none():
    state = make_state("Utopia")
    plan = make_plan("alphaword", measures=1, state=state, status="draft")
    follow([("action-plans", plan.pk)])
    edition = plan.editions.get()
    own = make_person("Own", Role.FOCAL_POINT, state=state)
    other = make_person("Other", Role.FOCAL_POINT, state=make_state())
    plan_alone = {("action-plans", plan.pk)}
    both = {*plan_alone, ("plan-editions", edition.pk)}
    readers = [own, make_user(Role.SECRETARIAT), other, None]
    assert [found(reader, "alphaword") for reader in readers] == [both, both, plan_alone, plan_alone]


def test_cleared_material_is_found_by_partners_before_it_is_published_to_all():
    material = make_material("alphaword", status="cleared", is_for_partners=True, published_on=None)
    index_records("campaign-material", [material.pk])
    partner = make_person("Partner", Role.PARTNER, organisation=make_organisation())
    expected = {("campaign-material", material.pk)}
    readers = [partner, make_user(Role.SECRETARIAT), make_user(Role.DELEGATE), None]
    assert [found(reader, "alphaword") for reader in readers] == [expected, expected, set(), set()]


def test_material_is_found_by_the_secretariat_alone_from_the_day_after_its_rights_end(settings):
    material = make_material("alphaword", rights_until_on=DAY)
    index_records("campaign-material", [material.pk])
    office = make_user(Role.SECRETARIAT)
    assert [len(found(reader, "alphaword")) for reader in (None, office)] == [1, 1]
    settings.PALERMO_TODAY = date(2008, 2, 2)
    reindex_due()
    assert [search(reader, SearchRequest(words="alphaword")).total for reader in (VISITOR, viewer_of(office))] == [0, 1]


def test_who_accepts_an_invitation_finds_the_entry_of_their_partner_at_once():
    partner = make_partner("alphaword", is_listed=False)
    index_records("partnerships", [partner.pk])
    user = make_user(Role.PARTNER)
    contact = make_partner_contact(partner, email=user.email)
    user.postings.update(organisation=None)
    assert found(user, "alphaword") == set()
    contact.invitation = Invitation.objects.create(email=user.email, role=Role.PARTNER, proposed_at=clock.now())
    contact.save()
    connect_account(contact.invitation, by=user)
    assert found(user, "alphaword") == {("partnerships", partner.pk)}
    user.postings.update(role=Role.FOCAL_POINT, state=make_state())
    assert found(user, "alphaword") == set()


def test_results_say_who_is_a_partner_no_more(rf):
    partners = [make_partner("alphaword"), make_partner("alphaword", kind="business", **GONE)]
    index_records("partnerships", [partner.pk for partner in partners])
    hits = search(VISITOR, SearchRequest(words="alphaword")).hits
    labels = {row.hit.record.pk: row.what for row in rows_of(hits, rf.get("/en/search/"))}
    assert labels == {
        partners[0].pk: "Non-governmental organization",
        partners[1].pk: "Business · Partnership ended",
    }
