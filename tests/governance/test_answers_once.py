"""The same answer, sent many times at the same moment, is on record once: the rule, and the database behind it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connections, transaction

from palermo.accounts.states import Role
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.governance.actions.texts import respond
from palermo.governance.models import Endorsement, Response
from palermo.governance.states.endorsements import ResponseKind
from tests.factories.accounts import make_person, make_state
from tests.factories.common import text
from tests.factories.endorsements import OPENS, make_put

NOW = OPENS + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _while_open(settings):
    settings.PALERMO_TODAY = NOW


@pytest.fixture
def state():
    return make_state("Austria")


@pytest.fixture
def delegate(state):
    return make_person("Delegate", Role.DELEGATE, state=state)


def answer(endorsement: Endorsement, kind: str, words: MultilingualText | None = None, **who) -> None:
    respond(endorsement, ResponseKind(kind), text=words or MultilingualText(), read=1, **who)


def given(endorsement: Endorsement) -> list[tuple[str, int]]:
    return list(Response.objects.filter(version__endorsement=endorsement).values_list("kind", "changes"))


@pytest.mark.django_db
def test_the_same_answer_is_taken_once_and_a_change_of_mind_each_time(state, delegate):
    endorsement, who = make_put(), {"state": state, "by": delegate}
    answer(endorsement, "approval", **who)
    with pytest.raises(Refused, match=r"Your delegation has already given this reply\."):
        answer(endorsement, "approval", **who)
    answer(endorsement, "approval", text("With a word"), **who)
    answer(endorsement, "approval", **who)
    assert given(endorsement) == [("approval", 0), ("approval", 1), ("approval", 2)]


@pytest.mark.django_db
def test_the_same_comment_is_taken_once_and_another_one_each_time(state, delegate):
    endorsement, who = make_put(), {"state": state, "by": delegate}
    answer(endorsement, "comment", text("One"), **who)
    answer(endorsement, "comment", text("Two"), **who)
    with pytest.raises(Refused, match=r"Your delegation has already given this reply\."):
        answer(endorsement, "comment", text("One"), **who)
    assert given(endorsement) == [("comment", 0), ("comment", 0)]


@pytest.mark.django_db
def test_the_database_keeps_the_same_answer_once_whatever_writes_it(state):
    version = make_put().versions.get()
    same = {"version": version, "state": state, "kind": "approval", "made_at": NOW}
    Response.objects.create(number=1, **same)
    with pytest.raises(IntegrityError), transaction.atomic():
        Response.objects.bulk_create([Response(number=2, **same)])
    Response.objects.create(number=2, **{**same, "state": make_state("Brazil")})
    assert Response.objects.count() == 2


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_ten_identical_approvals_at_the_same_moment_are_one(state, delegate):
    endorsement, together = make_put(), Barrier(10)

    def approve(_number: int) -> str:
        together.wait()
        try:
            answer(Endorsement.objects.get(pk=endorsement.pk), "approval", state=state, by=delegate)
        except Refused as refused:
            return str(refused)
        finally:
            connections.close_all()
        return "taken"

    with ThreadPoolExecutor(10) as pool:
        shown = sorted(pool.map(approve, range(10)))
    assert shown == ["Your delegation has already given this reply."] * 9 + ["taken"]
    assert given(endorsement) == [("approval", 0)]
