"""The treaties of the demonstration: their files give the numbers that the depositary's lists give."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

import palermo
from palermo.treaties.states.participation import ActionKind, DelayUnit
from palermo.treaties.status import Action, Delay, Effect, Participant, TreatyRule, TreatyStatus

RECORD = Path(palermo.__file__).parent / "record"
UNION = Participant(0, is_organisation=True)
CUTOFF, SESSION, LATEST = date(2008, 1, 31), date(2008, 10, 8), date(2014, 3, 21)


def read(slug: str) -> dict:
    return yaml.safe_load((RECORD / f"demonstration/treaties/{slug}.yaml").read_text(encoding="utf-8"))


STATES = {path.stem: place for place, path in enumerate(sorted((RECORD / "world/states").glob("*.yaml")), 1)}


def status_of(slug: str) -> TreatyStatus:
    treaty = read(slug)
    effects = {
        ActionKind(rule["kind"]): Effect(
            Delay(rule["delay"], DelayUnit(rule["unit"])), rule.get("waits_for_entry", True)
        )
        for rule in treaty["effect_rules"]
    }
    rule = TreatyRule(
        instruments=treaty["instruments_needed"],
        delay=Delay(treaty["entry_delay"], DelayUnit(treaty["entry_delay_unit"])),
        enters_after_parent=treaty.get("enters_after_parent", False),
        ends_with_parent=treaty.get("ends_with_parent", False),
        effects=effects,
    )
    actions = [
        Action(
            Participant(STATES[each["state"]]) if "state" in each else UNION,
            ActionKind(each["kind"]),
            each["deposited_on"],
            each.get("stated_effect_on"),
        )
        for each in treaty["actions"]
    ]
    parent = status_of(treaty["supplements"]) if "supplements" in treaty else None
    return TreatyStatus(rule, tuple(actions), treaty["known_until"], parent)


@pytest.fixture(scope="module")
def statuses() -> dict[str, TreatyStatus]:
    slugs = ("untoc", "trafficking-protocol", "smuggling-protocol", "firearms-protocol")
    return {slug: status_of(slug) for slug in slugs}


@pytest.mark.parametrize(
    ("slug", "numbers"),
    [
        ("untoc", (185, 147, 179, 6)),
        ("trafficking-protocol", (167, 117, 159, 8)),
        ("smuggling-protocol", (152, 112, 138, 14)),
        ("firearms-protocol", (123, 52, 109, 14)),
    ],
)
def test_participants_signatures_parties_and_who_signed_only_at_the_latest_date(statuses, slug, numbers):
    counts = statuses[slug].counts(LATEST)
    assert (counts.participants, counts.signed, counts.parties, counts.signed_only) == numbers


@pytest.mark.parametrize(("slug", "parties"), [("untoc", [139, 147, 179]), ("trafficking-protocol", [116, 124, 159])])
def test_parties_as_at_the_cut_off_the_session_and_the_latest_date(statuses, slug, parties):
    assert [statuses[slug].counts(day).parties for day in (CUTOFF, SESSION, LATEST)] == parties


def test_the_instruments_by_which_159_became_parties_to_the_protocol(statuses):
    standings = statuses["trafficking-protocol"].standings(LATEST).values()
    kinds = [each.consent.kind for each in standings if each.consent]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        ActionKind.RATIFICATION: 107,
        ActionKind.ACCESSION: 48,
        ActionKind.ACCEPTANCE: 2,
        ActionKind.APPROVAL: 1,
        ActionKind.SUCCESSION: 1,
    }


def test_entry_into_force_is_the_day_that_it_truly_was(statuses):
    assert {slug: status.entry_into_force for slug, status in statuses.items()} == {
        "untoc": date(2003, 9, 29),
        "trafficking-protocol": date(2003, 12, 25),
        "smuggling-protocol": date(2004, 1, 28),
        "firearms-protocol": date(2005, 7, 3),
    }


def test_entry_into_force_is_the_day_of_registration(statuses):
    assert {slug: read(slug)["registered_on"] for slug in statuses} == {
        slug: status.entry_into_force for slug, status in statuses.items()
    }


def test_the_convention_entered_into_force_no_later_than_any_protocol_and_binds_all_parties_to_one(statuses):
    for day in (CUTOFF, SESSION, LATEST):
        for status in statuses.values():
            assert status.parties_without_parent(day) == set()
    convention, protocol = statuses["untoc"], statuses["trafficking-protocol"]
    assert len(convention.parties(LATEST) - protocol.parties(LATEST)) == 20


def test_the_organization_is_a_party_at_the_cut_off(statuses):
    standing = statuses["trafficking-protocol"].standing(UNION, CUTOFF)
    assert (standing.deposited_on, standing.effect_on) == (date(2006, 9, 6), date(2006, 10, 6))


def test_the_successor_is_bound_since_it_is_a_state(statuses):
    standing = statuses["trafficking-protocol"].standing(Participant(STATES["mne"]), CUTOFF)
    assert (standing.deposited_on, standing.effect_on) == (date(2006, 10, 23), date(2006, 6, 3))


@pytest.mark.parametrize("slug", ["trafficking-protocol", "smuggling-protocol", "firearms-protocol"])
def test_a_denunciation_of_the_convention_entails_that_of_its_protocols(statuses, slug):
    protocol, albania = statuses[slug], Participant(STATES["alb"])
    notified = Action(albania, ActionKind.WITHDRAWAL, date(2010, 3, 4))
    convention = statuses["untoc"]
    left = replace(convention, actions=(*convention.actions, notified))
    after = replace(protocol, parent=left)
    assert protocol.parties(LATEST) - after.parties(LATEST) == {albania}
    assert [albania in after.parties(day) for day in (date(2011, 3, 3), date(2011, 3, 4))] == [True, False]


def laws_in(folder: str) -> dict[str, dict]:
    found = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in (RECORD / folder / "laws").glob("*.yaml")]
    return {law["id"]: law for law in found}


def test_every_provision_has_its_source_and_was_in_force_on_the_day_of_the_story():
    laws = laws_in("demonstration")
    assert len({law["state"] for law in laws.values()}) == 36
    assert [slug for slug, law in laws.items() if not law["source"] or law["supplied_by"] != "source"] == []
    assert [slug for slug, law in laws.items() if str(law["since"]) > "2008-02-01" or "until" in law] == []


def test_what_followed_has_later_law_alone_and_the_end_of_an_earlier_one():
    earlier, later = laws_in("demonstration"), laws_in("followed")
    assert [slug for slug, law in later.items() if str(law["since"]) <= "2008-02-01"] == ["tha-act-2540"]
    ended = later["tha-act-2540"]
    assert ended.pop("until") == later["tha-act-2551"]["since"] == date(2008, 6, 5)
    assert ended.pop("checked_on") == date(2008, 6, 5)
    before = dict(earlier["tha-act-2540"])
    assert before.pop("checked_on") == date(2008, 2, 1)
    assert ended == before


def test_a_provision_of_the_demonstration_was_checked_by_the_last_day_of_what_is_known_of_it():
    assert {str(law["checked_on"]) for law in laws_in("demonstration").values()} == {"2008-02-01"}
    later = laws_in("followed").values()
    assert [law["id"] for law in later if not str(law["since"])[:4] <= str(law["checked_on"])[:4] <= "2015"] == []


def test_provisions_are_known_to_lack_elements_only_where_the_law_says_so():
    lacking = {
        slug: sorted(each["element"] for each in law.get("elements", ()) if each.get("is_covered") is False)
        for slug, law in (laws_in("demonstration") | laws_in("followed")).items()
    }
    assert {slug: elements for slug, elements in lacking.items() if elements} == {
        "bra-penal-code-231": ["labour", "organs", "practices", "servitude", "slavery"],
        "gbr-sexual-offences-act-57": ["labour", "organs"],
    }


def test_a_reservation_on_disputes_is_on_record_of_14_states_on_the_day_of_the_story():
    statements = [yaml.safe_load(path.read_text("utf-8")) for path in (RECORD / "demonstration/statements").glob("*")]
    made = {
        each["state"]
        for each in statements
        if each["kind"] == "reservation" and each["made_on"] <= date(2008, 2, 1) and "15(2)" in each["provision"]
    }
    assert len(made) == 14
