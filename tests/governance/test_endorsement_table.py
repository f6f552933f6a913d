"""Every state × role × act of an endorsement: who may do what then, and nobody else."""

import contextlib
from datetime import timedelta

import pytest
from django.db import transaction

from palermo.accounts.states import Role
from palermo.core.dates import PartialDate
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.governance.actions import endorsements, texts
from palermo.governance.models import Endorsement
from palermo.governance.states.endorsements import EndorsementState, ProcedureKind, ResponseKind
from tests.factories.accounts import make_user
from tests.factories.common import text
from tests.factories.endorsements import CLOSES, OPENS, make_put, make_response
from tests.factories.governance import make_endorsement

pytestmark = pytest.mark.django_db

NOW = OPENS + timedelta(hours=48)
DAY = OPENS.date()
SILENCE, WRITTEN, MEETING = ProcedureKind.SILENCE, ProcedureKind.WRITTEN, ProcedureKind.MEETING
PAST = {"opens_at": OPENS - timedelta(hours=100), "closes_at": OPENS - timedelta(hours=20)}
CLOSED = {"put_on": PAST["opens_at"].date(), "result_on": DAY, **PAST}


def _broken_unsettled() -> Endorsement:
    made = make_put()
    make_response(made, made_at=OPENS)
    return made


# Where an endorsement can be: as recorded, and as the times of the acts have it though nobody wrote it down.
STATES = {
    "not put": lambda: make_endorsement(put_on=DAY),
    "open": make_put,
    "open at a meeting": lambda: make_put(kind=MEETING, closes_at=None),
    "over, unwritten: approved": lambda: make_put(**PAST, put_on=PAST["opens_at"].date()),
    "over, unwritten: not approved": lambda: make_put(kind=WRITTEN, **PAST, put_on=PAST["opens_at"].date()),
    "over, unwritten: broken": _broken_unsettled,
    "approved": lambda: make_put(state="approved", **CLOSED),
    "broken": lambda: make_put(state="broken", **CLOSED),
    "not_approved": lambda: make_put(kind=WRITTEN, state="not_approved", **CLOSED),
    "withdrawn": lambda: make_put(state="withdrawn", **CLOSED),
}
UNDECIDED = {"not put", "open", "open at a meeting"}
UNWRITTEN = {"over, unwritten: approved", "over, unwritten: not approved", "over, unwritten: broken"}
NOT_APPROVED = {"over, unwritten: not approved", "over, unwritten: broken", "broken", "not_approved"}
LATER = CLOSES + timedelta(days=30)


def _respond(kind):
    def act(made, user):
        posting = user.postings.first() if user else None
        state = posting.state if posting else None
        return texts.respond(made, kind, state=state, text=text("Words"), read=made.versions.count(), by=user)

    return act


ACTS = {
    "put": lambda made, user: texts.submit_text(made, text=text("Words"), closes_at=LATER, by=user),
    "put again": lambda made, user: texts.submit_new_version(
        made, text=text("Words"), what_changed=text("All"), closes_at=LATER, by=user
    ),
    "extend": lambda made, user: endorsements.extend_deadline(made, closes_at=LATER, reason=text("More"), by=user),
    "approve": _respond(ResponseKind.APPROVAL),
    "object": _respond(ResponseKind.OBJECTION),
    "comment": _respond(ResponseKind.COMMENT),
    "explain": _respond(ResponseKind.EXPLANATION),
    "settle": lambda made, user: endorsements.settle_endorsement(made, by=user),
    "record": lambda made, user: endorsements.close_endorsement(
        made, EndorsementState.NOT_APPROVED, on=PartialDate(DAY), note=MultilingualText(), by=user
    ),
    "announce": lambda made, user: endorsements.announce_result(made, by=user),
    "withdraw": lambda made, user: endorsements.withdraw_endorsement(made, on=DAY, reason=text("No"), by=user),
}
WRITTEN_DOWN = {"approved", "broken", "not_approved", "withdrawn"}
OFFICER, DELEGATE = Role.SECRETARIAT, Role.DELEGATE
# Who may do it, and in which states.
MAY = {
    "put": (OFFICER, {"not put"}),
    "put again": (OFFICER, {"open", "open at a meeting"} | NOT_APPROVED),
    "extend": (OFFICER, {"open"}),
    "approve": (DELEGATE, {"open"}),
    "object": (DELEGATE, {"open"}),
    "comment": (DELEGATE, {"open", "open at a meeting"}),
    "explain": (DELEGATE, STATES.keys() - {"not put", "withdrawn"}),
    "settle": (OFFICER, UNWRITTEN),
    "record": (OFFICER, {"not put", "open at a meeting"}),
    "announce": (OFFICER, UNWRITTEN | WRITTEN_DOWN),
    "withdraw": (OFFICER, UNDECIDED | NOT_APPROVED),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("state", STATES)
def test_an_act_is_done_by_whom_and_when_it_may_be_and_else_changes_nothing(act, state, settings):
    settings.PALERMO_TODAY = NOW
    role, states = MAY[act]
    did = set()
    made = STATES[state]()
    before = _all_of(made)
    for each in [*Role, None]:
        # Each acts on the endorsement as it was made; what they did is undone.
        with contextlib.suppress(Refused), transaction.atomic():
            ACTS[act](Endorsement.objects.get(pk=made.pk), make_user(each))
            if _all_of(made) != before:
                did.add(each)
                transaction.set_rollback(True)
                continue
        assert _all_of(made) == before
    assert did == ({role} if state in states else set())


def _all_of(made: Endorsement) -> tuple:
    """The endorsement with everything that belongs to it."""
    versions = made.versions.order_by("number")
    return (
        Endorsement.objects.filter(pk=made.pk).values().get(),
        list(versions.values()),
        [list(version.extensions.values()) for version in versions],
        [list(version.responses.order_by("number").values()) for version in versions],
    )


def test_every_act_has_its_row():
    assert MAY.keys() == ACTS.keys()
    assert {state for _role, states in MAY.values() for state in states} <= STATES.keys()
    assert set(EndorsementState.values) <= STATES.keys()
