"""States, places and organizations."""

from palermo.accounts.models import FormerName, GroupMembership, Organisation, Place, RegionalGroup, State
from palermo.record.schema import Children, Kind, Table, choice, day, ref, text, text6, yes_no

FORMER_NAME = Table(
    noun="a former name",
    model=FormerName,
    parent="state",
    key=("until_on",),
    parts=(
        day("until_on", "the day from which it was no longer in use"),
        text6("short_name", "the short name"),
        text6("formal_name", "the formal name"),
        text6("list_name", "the form in lists, in the languages in which it is another"),
    ),
)

STATES = Kind(
    folder="states",
    description="One State, under its United Nations names; the id is its ISO 3166 alpha-3 code in small letters.",
    table=Table(
        noun="a State",
        model=State,
        parts=(
            text6("short_name", "the short name"),
            text6("formal_name", "the formal name"),
            text6("list_name", "the form in lists, in the languages in which it is another"),
            yes_no("is_member", "false for a State that is no Member of the United Nations"),
            day("exists_since", "the day on which it became a State, where that was after 1 January 2000"),
            day("member_since", "the day it became a Member State of the United Nations"),
            Children("former_names", FORMER_NAME, "names it bore before"),
        ),
    ),
)

GROUP_MEMBERSHIP = Table(
    noun="a State in a group",
    model=GroupMembership,
    parent="group",
    key=("state_id", "purpose", "since_on"),
    parts=(
        ref("state", State, "the State"),
        choice("purpose", "the purpose of the membership"),
        day("since", "the first day; not written where it is as old as the group or the State", attribute="since_on"),
        day("until", "the day from which it no longer is", attribute="until_on"),
    ),
)

REGIONAL_GROUPS = Kind(
    folder="regional-groups",
    description="One group in which States sit and speak, with its members over time.",
    table=Table(
        noun="a group of States",
        model=RegionalGroup,
        parts=(
            text6("name", "the name"),
            choice("kind", "whether it is a regional group of the United Nations"),
            Children("members", GROUP_MEMBERSHIP, "the States in it"),
        ),
    ),
)

PLACES = Kind(
    folder="places",
    description="One place where meetings and events are held.",
    table=Table(
        noun="a place",
        model=Place,
        parts=(
            text6("name", "the name"),
            text6("locative", "“in” the place, inflected as each language does, as used in a sentence"),
            ref("state", State, "the State in which it lies"),
            text("time_zone", "the time zone of its hours, by its IANA name"),
        ),
    ),
)

ORGANISATIONS = Kind(
    folder="organisations",
    description="One organization: an agency, a government department, an association, a business.",
    table=Table(
        noun="an organization",
        model=Organisation,
        parts=(
            text6("name", "the official name"),
            text6("acronym", "the acronym, in the languages that use one"),
            choice("kind", "what kind of organization"),
            ref("state", State, "the State it belongs to, where it belongs to one"),
        ),
    ),
)
