"""Every table of moves is played, state × role × move, and drawn with the act that makes each move."""

import contextlib
import itertools

import pytest
from django.db import transaction

from palermo.accounts.permissions import MAY
from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.config.reference.states import MACHINES, page, tables
from palermo.core.refusals import Refused
from tests.architecture.state_tables import TABLES, TODAY
from tests.factories.accounts import make_user

MOVES = dict(tables())
# As many plays as all other tables together.
LARGE = {"SPEAKER_MOVES"}


def test_every_table_of_moves_is_played_here():
    assert MOVES.keys() == TABLES.keys()
    assert all(TABLES[name].moves is moves for name, moves in MOVES.items())


def test_every_table_of_moves_is_drawn():
    assert {id(machine.moves) for machine in MACHINES} == {id(moves) for moves in MOVES.values()}
    assert len(MACHINES) == len(MOVES)


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_every_state_has_its_row_and_every_move_its_act(machine):
    assert set(machine.moves) == set(type(machine.first))
    moves = [(before, after) for before in machine.moves for after in machine.moves[before]]
    assert [move for move in moves if not machine.acts(*move)] == []


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_the_acts_drawn_are_those_of_who_may_make_the_move(machine):
    """The first act named for a move is the one that is played: the same people may do it."""
    [table] = [table for table in TABLES.values() if table.moves is machine.moves]
    for before in machine.moves:
        for after in machine.moves[before]:
            assert MAY[machine.acts(before, after)[0]] == table.may(after.value), (before, after)


def test_every_move_is_on_the_page():
    drawn = page()
    for machine in MACHINES:
        for before in machine.moves:
            assert all(f"    {before.value} --> {after.value}: " in drawn for after in machine.moves[before])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=pytest.mark.slow if name in LARGE else []) for name in TABLES],
)
def test_every_state_times_role_times_move(name, settings):
    """A move is made exactly where the table has it, by those who may; what is refused leaves no trace."""
    settings.PALERMO_TODAY = TODAY
    table, users = TABLES[name], {role: make_user(role) for role in [*Role, None]}
    allowed, expected = set(), set()
    for before in table.moves:
        record = table.make(before.value, users)
        acts = AuditEvent.objects.count()
        for after, role in itertools.product(table.moves, users):
            if after in table.moves[before] and role in table.may(after.value):
                expected.add((before, after, role))
            # Each move is made of the record as it was made, and undone.
            with contextlib.suppress(Refused), transaction.atomic():
                table.move(type(record)._base_manager.get(pk=record.pk), after.value, users[role])
                allowed.add((before, after, role))
                transaction.set_rollback(True)
                continue
            record.refresh_from_db()
            assert (getattr(record, table.field), AuditEvent.objects.count()) == (before.value, acts)
    assert allowed == expected
