"""Drafts and decisions: amended, adopted, set aside, numbered; each by the secretariat, each only when it may be."""

import contextlib
import itertools
from datetime import date

import pytest

from palermo.accounts.states import Role
from palermo.accounts.viewer import viewer_of
from palermo.audit.models import AuditEvent
from palermo.core.dates import PartialDate
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.governance.actions import amendments, decisions
from palermo.governance.models import Amendment
from palermo.governance.queries.decisions import amendments_visible_to, decisions_visible_to, paragraphs_visible_to
from palermo.governance.states.decisions import AmendmentState, DecisionState
from palermo.governance.wording import whole_text
from tests.factories.accounts import make_user
from tests.factories.common import number, text
from tests.factories.governance import (
    make_amendment,
    make_body,
    make_decision,
    make_draft,
    make_ended_mandate,
    make_mandate,
)

pytestmark = pytest.mark.django_db
DAY = date(2007, 8, 1)
ROLES = [*Role, None]


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


def last_entry():
    event = AuditEvent.objects.order_by("sequence").last()
    return event.verb, event.target_id, event.details


def amendment_to(decision, words="New words", **fields) -> Amendment:
    given = {"paragraph": decision.paragraphs.first(), "text": text(words), "proposed_on": DAY}
    return Amendment(slug=f"amendment-{number()}", decision=decision, **{**given, **fields})


# The Steering Committee's decisions


def test_a_committee_decides_only_under_a_mandate_in_force(officer):
    draft = make_draft(body=make_body("Committee", kind="committee"))
    with pytest.raises(Refused, match=r"^No mandate allows Committee \[en\] to take this decision: it acts only under"):
        decisions.adopt_decision(draft, on=PartialDate(DAY), by=officer)
    ended = make_ended_mandate(on=date(2007, 7, 1))
    with pytest.raises(Refused, match=r"The mandate “Ended mandate \[en\]” was not in force on 1 August 2007\."):
        decisions.adopt_decision(draft, on=PartialDate(DAY), under=ended, by=officer)
    mandate = make_mandate()
    decisions.adopt_decision(draft, on=PartialDate(DAY), under=mandate, by=officer)
    draft.refresh_from_db()
    assert (draft.state, draft.under) == ("adopted", mandate)
    assert last_entry()[2] == {"on": "2007-08-01", "under": mandate.slug}


def test_a_decision_is_not_adopted_on_a_day_to_come(officer, settings):
    settings.PALERMO_TODAY = DAY
    with pytest.raises(Refused, match=r"The date of adoption, 2 August 2007, is in the future\."):
        decisions.adopt_decision(make_draft(), on=PartialDate(date(2007, 8, 2)), by=officer)


def test_a_draft_is_not_adopted_over_an_open_amendment(officer):
    amendment = make_amendment()
    with pytest.raises(Refused, match=r"An amendment to this draft is still pending\."):
        decisions.adopt_decision(amendment.decision, on=PartialDate(DAY), by=officer)
    amendments.decide_amendment(amendment, AmendmentState.WITHDRAWN, on=DAY, by=officer)
    decisions.adopt_decision(amendment.decision, on=PartialDate(DAY), by=officer)


# Numbers


def test_a_number_is_given_once_and_the_temporary_one_stays(officer):
    decision = make_decision(number="", temporary_number="L.5")
    decisions.number_decision(decision, number="16/2", by=officer)
    decision.refresh_from_db()
    assert (decision.number, decision.temporary_number) == ("16/2", "L.5")
    assert last_entry() == ("decision.numbered", decision.slug, {"number": "16/2", "temporary_number": "L.5"})
    with pytest.raises(Refused, match=r"This decision already has the number 16/2\."):
        decisions.number_decision(decision, number="16/3", by=officer)


def test_a_bad_or_taken_number_is_not_given(officer):
    body = make_body()
    make_decision("Other", body=body, number="16/1")
    decision = make_decision(body=body, number="")
    with pytest.raises(
        Refused,
        match=r"“sixteen” is not the number of a decision\. Use one of the forms of the body: session and number "
        r"\(16/1\), with a part \(31/16 A\), year and number \(2006/27\), number and session \(3363 \(XXX\)\), "
        r"or number and year \(1325 \(2000\)\)\.",
    ):
        decisions.number_decision(decision, number="sixteen", by=officer)
    with pytest.raises(Refused, match=r"“Other \[en\]” already has the number 16/1\."):
        decisions.number_decision(decision, number="16/1", by=officer)
    with pytest.raises(Refused, match=r"A draft has a temporary number\."):
        decisions.number_decision(make_draft(), number="16/1", by=officer)


# Amendments


def test_an_accepted_amendment_replaces_the_words_and_keeps_the_earlier_ones(officer):
    draft = make_draft()
    paragraph = draft.paragraphs.get()
    before, only_english = paragraph.text, MultilingualText({"en": "New words"})
    amendment = amendments.propose_amendment(amendment_to(draft, text=only_english), by=officer)
    amendments.decide_amendment(amendment, AmendmentState.ACCEPTED, on=DAY, by=officer)
    paragraph.refresh_from_db()
    amendment.refresh_from_db()
    # What the amendment does not say in French, the draft says no longer.
    assert paragraph.text == only_english
    assert (amendment.state, amendment.decided_on, amendment.previous_text) == ("accepted", DAY, before)


@pytest.mark.parametrize("state", [AmendmentState.REJECTED, AmendmentState.WITHDRAWN])
def test_an_amendment_that_was_not_accepted_changes_nothing(officer, state):
    amendment = make_amendment("New words")
    before = amendment.paragraph.text
    amendments.decide_amendment(amendment, state, on=DAY, by=officer)
    amendment.paragraph.refresh_from_db()
    assert (amendment.paragraph.text, amendment.previous_text) == (before, MultilingualText())
    assert last_entry()[:2] == (f"amendment.{state}", amendment.slug)


def test_an_amendment_of_the_whole_text_is_taken_apart_into_paragraphs(officer):
    draft = make_draft(paragraphs=2, preamble=MultilingualText({"en": "Recalling,"}))
    paragraphs = {n: MultilingualText({"en": f"Old {n}"}) for n in (1, 2)}
    for each in draft.paragraphs.all():
        each.text = paragraphs[each.number]
        each.save()
    assert whole_text(draft) == MultilingualText({"en": "Recalling,\n\n1. Old 1\n\n2. Old 2"})
    new = MultilingualText({"en": "Noting,\n\n1. New 1\n2. Old 2\n3. New 3", "fr": "Notant,\n1. Un\n2. Deux\n3. Trois"})
    amendment = amendments.propose_amendment(amendment_to(draft, paragraph=None, text=new), by=officer)
    amendments.decide_amendment(amendment, AmendmentState.ACCEPTED, on=DAY, by=officer)
    draft.refresh_from_db()
    assert draft.preamble == MultilingualText({"en": "Noting,", "fr": "Notant,"})
    assert [(each.number, each.text["en"]) for each in draft.paragraphs.all()] == [
        (1, "New 1"),
        (2, "Old 2"),
        (3, "New 3"),
    ]


@pytest.mark.parametrize(
    "words", [{"en": "No numbers"}, {"en": "1. A\n2. B", "fr": "1. A"}, {"en": "2. B\n1. A"}, {"en": "1. A", "fr": "A"}]
)
def test_a_whole_text_whose_paragraphs_cannot_be_told_apart_is_refused(officer, words):
    amendment = amendment_to(make_draft(), paragraph=None, text=MultilingualText(words))
    with pytest.raises(Refused, match=r"Begin each paragraph on a new line with its number and a full stop \(1\."):
        amendments.propose_amendment(amendment, by=officer)


def test_an_amendment_of_the_whole_does_not_drop_a_paragraph_that_others_hang_on(officer):
    draft = make_draft(paragraphs=2)
    make_amendment(decision=draft, paragraph=draft.paragraphs.get(number=2))
    whole = make_amendment(decision=draft, paragraph=None, text=MultilingualText({"en": "1. Only one"}))
    with pytest.raises(Refused, match=r"The amendment removes a paragraph that has other amendments or mandates\."):
        amendments.decide_amendment(whole, AmendmentState.ACCEPTED, on=DAY, by=officer)
    whole.refresh_from_db()
    assert (whole.state, draft.paragraphs.count()) == ("proposed", 2)


def test_an_amendment_changes_something_of_its_own_draft(officer):
    draft = make_draft()
    same = amendment_to(draft, text=draft.paragraphs.get().text)
    with pytest.raises(Refused, match=r"The proposed text is identical to the present one\."):
        amendments.propose_amendment(same, by=officer)
    with pytest.raises(Refused, match=r"That paragraph is not part of this draft\."):
        amendments.propose_amendment(amendment_to(draft, paragraph=make_draft().paragraphs.get()), by=officer)


def test_an_amendment_is_not_decided_before_it_was_proposed(officer):
    with pytest.raises(Refused, match="The amendment was proposed on 20 April 2007;"):
        amendments.decide_amendment(make_amendment(), AmendmentState.REJECTED, on=date(2007, 4, 19), by=officer)


# Who sees drafts


def test_a_draft_set_aside_and_its_amendments_stay_with_the_secretariat(officer):
    aside = make_draft(state="not_adopted")
    make_amendment(decision=aside)
    for role in ROLES:
        viewer = viewer_of(make_user(role))
        seen = [decisions_visible_to(viewer), amendments_visible_to(viewer), paragraphs_visible_to(viewer)]
        assert [rows.count() for rows in seen] == ([1, 1, 1] if role == Role.SECRETARIAT else [0, 0, 0])


# Every state × role × act

ACTS = {
    "adopt": lambda decision, by: decisions.adopt_decision(decision, on=PartialDate(DAY), by=by),
    "set aside": lambda decision, by: decisions.set_aside_decision(decision, on=DAY, reason=text("Why"), by=by),
    "number": lambda decision, by: decisions.number_decision(decision, number=f"16/{number()}", by=by),
    "supersede": lambda decision, by: decisions.supersede_decision(decision, successor=make_decision(), by=by),
    "propose an amendment": lambda decision, by: amendments.propose_amendment(amendment_to(decision), by=by),
}
POSSIBLE = {
    DecisionState.DRAFT: {"adopt", "set aside", "propose an amendment"},
    DecisionState.NOT_ADOPTED: set(),
    DecisionState.ADOPTED: {"number", "supersede"},
    DecisionState.SUPERSEDED: {"number"},
}


def decision_in(state):
    adopted = {} if state in {"adopted", "superseded"} else {"adopted_on": None}
    superseded = {"superseded_by": make_decision()} if state == "superseded" else {}
    return make_decision(state=state, number="", **adopted, **superseded)


@pytest.mark.parametrize("state", DecisionState)
def test_every_role_times_every_act_on_a_decision(state):
    users, allowed = {role: make_user(role) for role in ROLES}, set()
    for role, act in itertools.product(ROLES, ACTS):
        with contextlib.suppress(Refused):
            ACTS[act](decision_in(state), users[role])
            allowed.add((role, act))
    assert allowed == {(Role.SECRETARIAT, act) for act in POSSIBLE[state]}


@pytest.mark.parametrize("decision_state", DecisionState)
def test_every_state_of_an_amendment_times_role_times_what_becomes_of_it(decision_state):
    """Only a proposed amendment to what is still a draft is decided, and only by the secretariat."""
    users, allowed, expected = {role: make_user(role) for role in ROLES}, set(), set()
    for before, after, role in itertools.product(AmendmentState, AmendmentState, ROLES):
        decided_on = None if before == AmendmentState.PROPOSED else DAY
        amendment = make_amendment(decision=decision_in(decision_state), state=before, decided_on=decided_on)
        is_possible = before == AmendmentState.PROPOSED != after and decision_state == DecisionState.DRAFT
        if is_possible and role == Role.SECRETARIAT:
            expected.add((before, after, role))
        with contextlib.suppress(Refused):
            amendments.decide_amendment(amendment, after, on=DAY, by=users[role])
            allowed.add((before, after, role))
    assert allowed == expected
