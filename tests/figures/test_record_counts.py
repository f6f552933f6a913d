"""Indicators counted in the record: as the public sees it on a day, each with the way to its records."""

from datetime import date

import pytest

from palermo.figures.record_counts import legislation_of, ratification_of, reach_on
from palermo.treaties.states.laws import Coverage, Element
from tests.factories.accounts import make_group, make_group_membership, make_organisation, make_state
from tests.factories.activities import make_tool
from tests.factories.laws import make_law, make_proposal
from tests.factories.training import make_course, make_learners, make_planned_training, make_training
from tests.factories.treaties import make_action, make_treaty
from tests.factories.uptakes import make_reported_uptake, make_uptake

pytestmark = pytest.mark.django_db
DAY = date(2008, 2, 1)


def test_ratification_is_as_at_a_day_and_as_far_as_the_record_knows():
    treaty, group = make_treaty(), make_group(kind="regional")
    alba, cora, dora = make_state("Alba"), make_state("Cora"), make_state("Dora")
    for state in (alba, cora, dora):
        make_group_membership(group, state)
    make_action(treaty, alba, on=date(2004, 3, 9))
    make_action(treaty, cora, kind="signature", on=date(2004, 3, 9))
    make_action(treaty, make_organisation(), on=date(2005, 1, 1))
    make_action(treaty, dora, on=date(2009, 1, 1))
    found = ratification_of(treaty, DAY)
    assert (found.members, found.parties, found.organisations) == (3, 2, 1)
    assert [tuple(each) for each in found.regions] == [(group.display_name(), 3, 1, 1)]
    assert [(each.on, each.parties) for each in found.changes] == [(date(2004, 3, 9), 1), (date(2005, 1, 1), 2)]
    assert found.address == treaty.get_absolute_url()
    treaty.known_until = date(2004, 12, 31)
    treaty.save()
    earlier = ratification_of(treaty, DAY)
    assert (earlier.day, earlier.parties) == (date(2004, 12, 31), 1)


def test_legislation_says_what_is_known_what_the_state_says_and_what_is_not_known():
    treaty = make_treaty()
    known, said, silent, outside = (make_state(name) for name in ("Known", "Said", "Silent", "Outside"))
    for state in (known, said, silent):
        make_action(treaty, state)
    make_law(state=known, treaty=treaty, elements={Element.FORCE: True, Element.FRAUD: False})
    make_law(state=said, treaty=treaty, supplied_by="state", source="", elements={Element.FORCE: True})
    make_law(state=outside, treaty=treaty, elements={Element.FORCE: True})
    # Neither in force, nor in the record.
    make_law(state=silent, treaty=treaty, since_on=date(2009, 1, 1), elements={Element.FORCE: True})
    make_proposal(state=silent, treaty=treaty, elements={Element.FORCE: True})
    found = legislation_of(treaty, DAY)
    assert found.parties == 3
    assert found.states == {Coverage.KNOWN: 1, Coverage.SAID: 1, Coverage.NOT_KNOWN: 1}
    elements = dict(found.elements)
    assert elements[Element.FORCE] == {Coverage.KNOWN: 1, Coverage.SAID: 1, Coverage.NOT_KNOWN: 1}
    assert elements[Element.FRAUD] == {Coverage.LACKING: 1, Coverage.NOT_KNOWN: 2}
    assert found.without_law.endswith(f"/treaties/{treaty.slug}/gaps/?kind=no_law")
    assert (found.has_law, found.checks) == (True, (date(2008, 1, 10), date(2008, 1, 10), 0))
    later = legislation_of(treaty, date(2026, 12, 2))
    assert (later.has_law, later.checks) == (True, (date(2008, 1, 10), date(2008, 1, 10), 3))


def test_tools_and_training_are_counted_as_the_public_sees_them():
    tool, restricted = make_tool(), make_tool(audience="member_states")
    make_uptake(tool=tool, state=(user := make_state()))
    make_uptake(tool=tool, state=user, kind="cited")
    make_uptake(tool=tool, organisation=make_organisation())
    make_uptake(tool=tool, since_on=date(2008, 3, 1))
    make_reported_uptake(tool=tool)
    make_uptake(tool=restricted)
    course = make_course(tool=tool)
    make_learners(make_training(course), 12)
    make_learners(make_training(course), 3)
    make_planned_training(course)
    make_learners(make_training(make_course(tool=restricted)), 50)
    make_learners(make_training(course, starts_on=date(2008, 3, 1), ends_on=date(2008, 3, 2)), 70)
    reach = reach_on(DAY)
    assert [(each.low, each.high) for each in (reach.tools, reach.states, reach.organisations, reach.sessions)] == [
        (1, 1),
        (1, 1),
        (1, 1),
        (2, 2),
    ]
    # How many the small session had is not for the public.
    assert (reach.participants.low, reach.participants.high) == (13, 16)
    assert reach.participants.address.endswith("/training/")
