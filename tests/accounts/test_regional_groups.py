"""The regional groups divide the Member States: each State counts once, on any day, on every page."""

import re
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

import palermo.record
from palermo.accounts.models import GroupMembership, RegionalGroup, State
from palermo.accounts.queries import regional_group_by_state, states_by_regional_group, states_on
from palermo.accounts.states import GroupKind, GroupPurpose
from palermo.record.importing import import_folder
from tests.factories.accounts import make_group, make_group_membership, make_state

pytestmark = pytest.mark.django_db
WORLD = Path(palermo.record.__file__).parent / "world"
NOW = date(2026, 12, 2)
# Members of the United Nations: https://www.un.org/en/about-us/growth-in-un-membership
MEMBERS = {date(2000, 12, 31): 189, date(2007, 6, 18): 192, NOW: 193}


def assert_partition(day: date) -> None:
    parts = states_by_regional_group(day)
    counted = [state for part in parts for state in part.states]
    assert sorted(counted) == sorted(states_on(day).values_list("pk", flat=True))
    assert [bool(part.states) for part in parts] == [True] * len(parts)
    held = {state: part.group for part in parts if part.group for state in part.states}
    assert held == regional_group_by_state(day)


def test_the_groups_of_the_world_divide_its_member_states_on_any_day():
    import_folder(WORLD, by="a test")
    for day, number in MEMBERS.items():
        assert sum(len(part.states) for part in states_by_regional_group(day)) == number
    for day in (date(year, month, 30) for year in range(1990, 2027) for month in (5, 9)):
        assert_partition(day)
    assert [(part.slug, len(part.states)) for part in states_by_regional_group(NOW)] == [
        ("african", 54),
        ("asia-pacific", 53),
        ("eastern-european", 23),
        ("latin-american-and-caribbean", 33),
        ("western-european-and-other", 29),
        ("none", 1),
    ]
    slugs = dict(State.objects.values_list("pk", "slug"))
    found = {slugs[pk]: part.slug for part in states_by_regional_group(NOW) for pk in part.states}
    special = ("tur", "usa", "isr", "kir", "cyp", "pse", "vat")
    assert [found.get(slug) for slug in special] == [
        *("western-european-and-other",) * 3,
        "none",
        "asia-pacific",
        None,
        None,
    ]
    before = {slugs[pk]: part.slug for part in states_by_regional_group(date(2000, 5, 29)) for pk in part.states}
    assert before["isr"] == "none"


@pytest.mark.parametrize("seed", range(8))
def test_groups_divide_the_states_of_any_record(seed):
    random = Random(seed)
    kinds = [GroupKind.REGIONAL, GroupKind.REGIONAL, GroupKind.REGIONAL, GroupKind.OTHER]
    groups = [make_group(f"Group {at}", slug=f"group-{at}", kind=kind) for at, kind in enumerate(kinds)]
    start = date(2000, 1, 1)
    for at in range(12):
        since = random.choice([None, start + timedelta(days=random.randrange(3000))])
        state = make_state(f"State {at}", slug=f"state-{at}", member_since=since, is_member=bool(since or at % 4))
        for group in random.sample(groups, random.randrange(4)):
            begun = random.choice([None, start + timedelta(days=random.randrange(3000))])
            ended = random.choice([None, (begun or start) + timedelta(days=random.randrange(1, 3000))])
            purpose = random.choice(GroupPurpose.values)
            make_group_membership(group, state, since_on=begun, until_on=ended, purpose=purpose)
    for days in range(0, 6000, 250):
        assert_partition(start + timedelta(days=days))


def test_of_two_groups_for_elections_the_later_one_counts():
    state = make_state("One", slug="one")
    earlier, later = make_group("A", slug="a"), make_group("B", slug="b")
    make_group_membership(later, state, since_on=date(2005, 1, 1))
    make_group_membership(earlier, state)
    assert regional_group_by_state(NOW) == {state.pk: later}
    assert (RegionalGroup.objects.count(), GroupMembership.objects.count()) == (2, 2)


def test_pages_agree_on_the_number_of_states_in_a_group(client, settings):
    settings.PALERMO_TODAY = NOW
    import_folder(WORLD, by="a test")
    assert "53 States" in client.get("/en/states/?group=asia-pacific").text
    headings = re.findall(r"<h2>([^<]+)\s*<small>(\d+)</small>", client.get("/en/states/?by=group").text)
    assert [(name.strip(), int(number)) for name, number in headings] == [
        ("African States", 54),
        ("Asia-Pacific States", 53),
        ("Eastern European States", 23),
        ("Latin American and Caribbean States", 33),
        ("Western European and other States", 29),
    ]
