"""The status of a text follows from the times of the acts: never from the order of rows, nor from when one looks."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.core.instants import instants_shown_as
from palermo.governance.standing import Answer, Move, PutText, Terms, compute_standing, deadline_of
from palermo.governance.states.endorsements import Electorate, EndorsementState, ProcedureKind, ResponseKind

APPROVAL, OBJECTION, COMMENT, EXPLANATION = (
    *(ResponseKind.APPROVAL, ResponseKind.OBJECTION),
    *(ResponseKind.COMMENT, ResponseKind.EXPLANATION),
)
OPEN, APPROVED, BROKEN, NOT_APPROVED = (
    *(EndorsementState.OPEN, EndorsementState.APPROVED),
    *(EndorsementState.BROKEN, EndorsementState.NOT_APPROVED),
)
VIENNA = ZoneInfo("Europe/Vienna")
OPENS, CLOSES = datetime(2008, 2, 7, 17, tzinfo=UTC), datetime(2008, 2, 10, 17, tzinfo=UTC)
SECOND = timedelta(seconds=1)
LATER = CLOSES + timedelta(days=30)
FOUR = frozenset({"aut", "bra", "chn", "dza"})
SILENCE = Terms(ProcedureKind.SILENCE)
MEETING = Terms(ProcedureKind.MEETING)
HALF_OF_ALL = Terms(ProcedureKind.WRITTEN, 1, 2, Electorate.ALL, FOUR)
TWO_THIRDS_OF_THOSE_ANSWERING = Terms(ProcedureKind.WRITTEN, 2, 3, Electorate.ANSWERING)


def put(*answers: Answer, moves: tuple[Move, ...] = (), opens=OPENS, closes=CLOSES) -> PutText:
    return PutText(opens, closes, moves, answers)


def says(kind: str, at: datetime, state: str = "aut", number: int = 1) -> Answer:
    return Answer(number, state, kind, at)


def result(text: PutText, terms: Terms, now: datetime = LATER) -> tuple:
    found = compute_standing(text, terms, now)
    return found.state, found.at


# By silence


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (OPENS - SECOND, (OPEN, None)),
        (OPENS, (OPEN, None)),
        (CLOSES - timedelta(microseconds=1), (OPEN, None)),
        (CLOSES, (APPROVED, CLOSES)),
        (LATER, (APPROVED, CLOSES)),
    ],
)
def test_silence_is_approval_at_the_instant_of_the_deadline(now, expected):
    assert result(put(), SILENCE, now) == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (OPENS - timedelta(microseconds=1), (APPROVED, CLOSES)),
        (OPENS, (BROKEN, OPENS)),
        (CLOSES - SECOND, (BROKEN, CLOSES - SECOND)),
        (CLOSES - timedelta(microseconds=1), (BROKEN, CLOSES - timedelta(microseconds=1))),
        (CLOSES, (APPROVED, CLOSES)),
        (CLOSES + SECOND, (APPROVED, CLOSES)),
    ],
)
def test_an_objection_counts_from_the_opening_until_and_not_at_the_deadline(at, expected):
    assert result(put(says(OBJECTION, at)), SILENCE) == expected


def test_the_first_objection_breaks_the_silence_whatever_comes_later():
    first, second = CLOSES - 3 * SECOND, CLOSES - 2 * SECOND
    text = put(says(OBJECTION, second, "bra", 2), says(OBJECTION, first), says(APPROVAL, CLOSES - SECOND, "aut", 3))
    assert result(text, SILENCE) == (BROKEN, first)
    assert result(text, SILENCE, first) == (BROKEN, first)
    assert result(text, SILENCE, first - SECOND) == (OPEN, None)


def test_of_two_answers_of_a_state_at_the_same_instant_the_higher_number_counts():
    at = CLOSES - SECOND
    taken_back = put(says(APPROVAL, at, "aut", 2), says(OBJECTION, at, "aut", 1))
    made = put(says(APPROVAL, at, "aut", 1), says(OBJECTION, at, "aut", 2))
    another = put(says(OBJECTION, at, "aut", 1), says(APPROVAL, at, "bra", 2))
    assert [result(text, SILENCE) for text in (taken_back, made, another)] == [
        *((APPROVED, CLOSES), (BROKEN, at), (BROKEN, at)),
    ]


def test_comments_and_explanations_break_nothing():
    text = put(says(COMMENT, OPENS), says(EXPLANATION, OPENS, number=2), says(APPROVAL, OPENS, number=3))
    assert result(text, SILENCE) == (APPROVED, CLOSES)


# In writing


def test_a_share_of_all_is_reached_at_an_instant_and_then_stands():
    first, second = OPENS + SECOND, OPENS + 2 * SECOND
    text = put(says(APPROVAL, first), says(APPROVAL, second, "bra", 2), says(OBJECTION, second + SECOND, "bra", 3))
    assert [result(text, HALF_OF_ALL, now) for now in (first, second, LATER)] == [
        *((OPEN, None), (APPROVED, second), (APPROVED, second)),
    ]


def test_an_approval_taken_back_before_the_share_is_reached_does_not_count():
    text = put(
        says(APPROVAL, OPENS),
        says(OBJECTION, OPENS + SECOND, number=2),
        says(APPROVAL, OPENS + 2 * SECOND, "bra", 3),
    )
    assert result(text, HALF_OF_ALL, CLOSES - SECOND) == (OPEN, None)
    assert result(text, HALF_OF_ALL) == (NOT_APPROVED, CLOSES)


def test_two_approvals_in_the_same_second_reach_the_share_together():
    at = CLOSES - SECOND
    text = put(says(APPROVAL, at), says(APPROVAL, at, "bra", 2))
    assert result(text, HALF_OF_ALL) == (APPROVED, at)


def test_a_state_that_is_not_asked_adds_nothing_to_the_share():
    text = put(says(APPROVAL, OPENS), says(APPROVAL, OPENS, "xxx", 2))
    assert result(text, HALF_OF_ALL) == (NOT_APPROVED, CLOSES)


def test_nobody_asked_is_no_approval():
    assert result(put(), Terms(ProcedureKind.WRITTEN, 1, 2, Electorate.ALL, frozenset())) == (NOT_APPROVED, CLOSES)


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ("", NOT_APPROVED),
        ("A", APPROVED),
        ("AO", NOT_APPROVED),
        ("AAO", APPROVED),
        ("AAOC", APPROVED),
        ("AAOO", NOT_APPROVED),
    ],
)
def test_a_share_of_those_answering_is_known_at_the_deadline_only(kinds, expected):
    named = {"A": APPROVAL, "O": OBJECTION, "C": COMMENT}
    text = put(*(says(named[kind], OPENS, f"state-{n}", n) for n, kind in enumerate(kinds)))
    assert result(text, TWO_THIRDS_OF_THOSE_ANSWERING, CLOSES - SECOND) == (OPEN, None)
    assert result(text, TWO_THIRDS_OF_THOSE_ANSWERING, CLOSES) == (expected, CLOSES)


# At a meeting, and without a deadline


@pytest.mark.parametrize("terms", [SILENCE, HALF_OF_ALL, TWO_THIRDS_OF_THOSE_ANSWERING, MEETING])
def test_without_a_deadline_answers_decide_nothing(terms):
    text = put(says(OBJECTION, OPENS), says(APPROVAL, OPENS, "bra", 2), says(APPROVAL, OPENS, "chn", 3), closes=None)
    assert result(text, terms) == (OPEN, None)


def test_at_a_meeting_nothing_is_decided_by_answers():
    assert result(put(says(OBJECTION, OPENS)), MEETING) == (OPEN, None)


# Extensions


def test_an_extension_made_before_the_deadline_moves_it():
    later = CLOSES + timedelta(days=2)
    text = put(says(OBJECTION, CLOSES + SECOND), moves=(Move(1, CLOSES - SECOND, later),))
    assert result(text, SILENCE) == (BROKEN, CLOSES + SECOND)
    assert result(put(moves=text.moves), SILENCE) == (APPROVED, later)


@pytest.mark.parametrize("late", [timedelta(), SECOND])
def test_an_extension_made_at_or_after_the_deadline_moves_nothing(late):
    text = put(says(OBJECTION, CLOSES + 2 * SECOND), moves=(Move(1, CLOSES + late, CLOSES + timedelta(days=2)),))
    assert result(text, SILENCE) == (APPROVED, CLOSES)


def test_a_second_extension_counts_before_the_deadline_that_the_first_one_set():
    first, second = CLOSES + timedelta(days=1), CLOSES + timedelta(days=2)
    in_time, late = Move(2, CLOSES + SECOND, second), Move(2, first, second)
    assert deadline_of(CLOSES, [in_time, Move(1, CLOSES - SECOND, first)]) == second
    assert deadline_of(CLOSES, [late, Move(1, CLOSES - SECOND, first)]) == first


def test_an_extension_never_shortens():
    assert deadline_of(CLOSES, [Move(1, OPENS, CLOSES - timedelta(hours=1))]) == CLOSES


def test_an_extension_after_the_silence_was_broken_mends_nothing():
    text = put(says(OBJECTION, OPENS), moves=(Move(1, OPENS + SECOND, CLOSES + SECOND),))
    assert result(text, SILENCE) == (BROKEN, OPENS)


# Clocks that are changed


@pytest.mark.parametrize(
    ("opens", "shown"),
    [
        (datetime(2008, 3, 28, 12, tzinfo=VIENNA), datetime(2008, 3, 31, 13)),
        (datetime(2007, 10, 26, 12, tzinfo=VIENNA), datetime(2007, 10, 29, 11)),
    ],
)
def test_across_a_change_of_clocks_72_hours_are_72_hours(opens, shown):
    closes = opens.astimezone(UTC) + timedelta(hours=72)
    assert closes.astimezone(VIENNA).replace(tzinfo=None) == shown
    assert result(put(opens=opens, closes=closes), SILENCE, closes - SECOND) == (OPEN, None)
    assert result(put(opens=opens, closes=closes.astimezone(VIENNA)), SILENCE, closes) == (APPROVED, closes)


def test_in_the_hour_that_comes_twice_the_instant_counts_and_not_the_clock():
    first, second = instants_shown_as(datetime(2007, 10, 28, 2, 30), "Europe/Vienna")
    opens = first - timedelta(hours=72)
    # Both stand at 02:45 and 02:30 on a clock in Vienna: the objection comes after the one deadline, before the other.
    objection = says(OBJECTION, (first + timedelta(minutes=15)).astimezone(VIENNA))
    assert result(put(objection, opens=opens, closes=first.astimezone(VIENNA)), SILENCE) == (APPROVED, first)
    broken = (BROKEN, first + timedelta(minutes=15))
    assert result(put(objection, opens=opens, closes=second.astimezone(VIENNA)), SILENCE) == broken


# Whatever the acts

moments = st.integers(-5, 15).map(lambda n: OPENS + n * (CLOSES - OPENS) / 10)
answers = st.builds(Answer, st.just(0), st.sampled_from(sorted(FOUR)), st.sampled_from(list(ResponseKind)), moments)
moves = st.builds(
    lambda made, later: Move(0, made, made + later), moments, st.integers(1, 5).map(lambda n: timedelta(hours=12 * n))
)
terms = st.sampled_from([SILENCE, HALF_OF_ALL, TWO_THIRDS_OF_THOSE_ANSWERING, MEETING])


def _numbered(rows: list) -> tuple:
    return tuple(row._replace(number=number) for number, row in enumerate(rows, 1))


@st.composite
def texts(draw) -> PutText:
    return PutText(
        OPENS, CLOSES, _numbered(draw(st.lists(moves, max_size=4))), _numbered(draw(st.lists(answers, max_size=12)))
    )


END = OPENS + timedelta(days=60)


@given(texts(), terms, st.randoms())
def test_the_order_of_rows_is_of_no_account(text, procedure, random):
    shuffled = PutText(
        OPENS,
        CLOSES,
        tuple(random.sample(text.moves, len(text.moves))),
        tuple(random.sample(text.answers, len(text.answers))),
    )
    assert compute_standing(shuffled, procedure, END) == compute_standing(text, procedure, END)


@given(texts(), terms)
def test_what_is_made_at_or_after_the_deadline_or_before_the_opening_never_counts(text, procedure):
    found = compute_standing(text, procedure, END)
    in_time = tuple(a for a in text.answers if OPENS <= a.made_at < found.deadline)
    before = tuple(move for move in text.moves if move.made_at < found.deadline)
    assert compute_standing(PutText(OPENS, CLOSES, before, in_time), procedure, END) == found


@given(texts(), terms, st.timedeltas(timedelta(), timedelta(days=3650)))
def test_asked_at_any_time_after_the_deadline_the_answer_is_the_same(text, procedure, since):
    found = compute_standing(text, procedure, END)
    assert compute_standing(text, procedure, found.deadline + since) == found


@given(texts(), terms, moments, moments)
def test_what_is_decided_is_never_undone(text, procedure, one, other):
    earlier, later = (compute_standing(text, procedure, now) for now in sorted((one, other)))
    if not earlier.is_open:
        assert (later.state, later.at) == (earlier.state, earlier.at)


@given(texts(), terms)
def test_a_result_falls_between_the_opening_and_the_deadline(text, procedure):
    found = compute_standing(text, procedure, END)
    assert found.is_open == (procedure is MEETING)
    assert found.at is None or OPENS <= found.at <= found.deadline
