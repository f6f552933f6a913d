"""The status of a text submitted to Member States, computed from the times of acts alone.

It uses neither the database nor a clock: the caller gives the instant, and every instant after the deadline gives the
same result. An act counts from the opening until, and not at, the deadline.
"""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from itertools import groupby
from typing import NamedTuple

from palermo.governance.states.endorsements import COUNTED, Electorate, EndorsementState, ProcedureKind, ResponseKind


class Move(NamedTuple):
    """An extension: when it was made, and the deadline it sets."""

    number: int
    made_at: datetime
    closes_at: datetime


class Answer(NamedTuple):
    """What a State answered, and when."""

    number: int
    state: Hashable
    kind: str
    made_at: datetime


class OwnReply(NamedTuple):
    """What the reader's delegation answered, and on which day where the procedure sets its deadlines."""

    kind: ResponseKind
    day: date


@dataclass(frozen=True)
class Terms:
    """What decides: the kind of the procedure and, in writing, which share of whom must approve."""

    kind: str
    numerator: int = 1
    denominator: int = 2
    electorate: str = Electorate.ALL
    electors: frozenset[Hashable] = frozenset()


@dataclass(frozen=True)
class PutText:
    """A text as it was put: between which instants States answer, how the deadline was moved, what they answered."""

    opens_at: datetime
    closes_at: datetime | None = None
    moves: tuple[Move, ...] = ()
    answers: tuple[Answer, ...] = field(default=())

    def known_at(self, now: datetime) -> "PutText":
        """The text as it was at an instant, every time in one time zone.

        Times of one zone compare by what its clocks show, and those show some times twice.
        """
        moves = (Move(m.number, _utc(m.made_at), _utc(m.closes_at)) for m in self.moves)
        # The database gives times in UTC: then there is nothing to convert, and an answer stays the one it is.
        answers = (a if a.made_at.tzinfo is UTC else a._replace(made_at=_utc(a.made_at)) for a in self.answers)
        return replace(
            self,
            opens_at=_utc(self.opens_at),
            closes_at=_utc(self.closes_at) if self.closes_at else None,
            moves=tuple(move for move in moves if move.made_at <= now),
            answers=tuple(answer for answer in answers if answer.made_at <= now),
        )


class Standing(NamedTuple):
    """What it has come to: the state and the instant it came to it, the deadline in force, and who stands where."""

    state: EndorsementState
    at: datetime | None
    deadline: datetime | None
    approving: frozenset[Hashable] = frozenset()
    objecting: frozenset[Hashable] = frozenset()

    @property
    def is_open(self) -> bool:
        """Whether nothing has been decided yet."""
        return self.state == EndorsementState.OPEN


def compute_standing(put: PutText, terms: Terms, now: datetime) -> Standing:
    """Where the text stands at `now`.

    Without a deadline, and at a meeting, nothing is decided by answers: somebody records what the meeting decided.
    """
    now = _utc(now)
    known = put.known_at(now)
    deadline = deadline_of(known.closes_at, known.moves)
    answers = timely_answers(known.answers, known.opens_at, deadline)
    state, at = EndorsementState.OPEN, None
    if deadline is not None and terms.kind != ProcedureKind.MEETING:
        state, at = _decide_state(answers, terms, deadline, is_over=now >= deadline)
    return Standing(state, at, deadline, *_positions(answers))


def deadline_of(closes_at: datetime | None, moves: Iterable[Move]) -> datetime | None:
    """The deadline in force: an extension counts only if it was made before the deadline that it moves."""
    deadline = closes_at
    for move in sorted(moves, key=lambda move: (move.made_at, move.number)):
        if deadline is not None and move.made_at < deadline < move.closes_at:
            deadline = move.closes_at
    return deadline


def timely_answers(answers: Iterable[Answer], opens_at: datetime, deadline: datetime | None) -> list[Answer]:
    """Approvals and objections made in time, in the order in which they were made."""
    made_in_time = (
        answer
        for answer in answers
        if answer.kind in COUNTED and opens_at <= answer.made_at and (deadline is None or answer.made_at < deadline)
    )
    return sorted(made_in_time, key=lambda answer: (answer.made_at, answer.number))


def _decide_state(
    answers: list[Answer], terms: Terms, deadline: datetime, *, is_over: bool
) -> tuple[EndorsementState, datetime | None]:
    """The state of the text and since when: decided by an answer, by the deadline, or not yet."""
    is_silence = terms.kind == ProcedureKind.SILENCE
    if is_silence and (broken_at := _first_objection(answers)):
        return EndorsementState.BROKEN, broken_at
    if not is_silence and (reached_at := _share_reached(answers, terms)):
        return EndorsementState.APPROVED, reached_at
    if not is_over:
        return EndorsementState.OPEN, None
    is_approved = is_silence or _is_approved_by_those_answering(answers, terms)
    return (EndorsementState.APPROVED if is_approved else EndorsementState.NOT_APPROVED), deadline


def _first_objection(answers: list[Answer]) -> datetime | None:
    """The instant that broke the silence; nothing that comes later mends it."""
    objections = (at for at, held in _moments(answers) if ResponseKind.OBJECTION in held.values())
    return next(objections, None)


def _share_reached(answers: list[Answer], terms: Terms) -> datetime | None:
    """The instant at which enough of all Member States approved."""
    if terms.electorate != Electorate.ALL or not terms.electors:
        return None
    approving: set[Hashable] = set()
    for at, held in _moments(answers):
        for state, kind in held.items():
            (approving.add if kind == ResponseKind.APPROVAL else approving.discard)(state)
        if _is_share(len(approving & terms.electors), len(terms.electors), terms):
            return at
    return None


def _is_approved_by_those_answering(answers: list[Answer], terms: Terms) -> bool:
    approving, objecting = _positions(answers)
    answering = len(approving) + len(objecting)
    return terms.electorate == Electorate.ANSWERING and answering > 0 and _is_share(len(approving), answering, terms)


def _is_share(part: int, whole: int, terms: Terms) -> bool:
    return part * terms.denominator >= whole * terms.numerator


def _moments(answers: list[Answer]) -> Iterator[tuple[datetime, dict[Hashable, str]]]:
    """Each instant at which States answered, and what each of these holds then: of two answers, the later number."""
    for at, group in groupby(answers, key=lambda answer: answer.made_at):
        yield at, {answer.state: answer.kind for answer in group}


def _positions(answers: list[Answer]) -> tuple[frozenset[Hashable], frozenset[Hashable]]:
    """Who approves and who objects: of a State's answers, the latest counts."""
    kinds = {answer.state: answer.kind for answer in answers}
    approving = frozenset(state for state, kind in kinds.items() if kind == ResponseKind.APPROVAL)
    return approving, frozenset(kinds) - approving


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
