"""People of a State, of a ministry and of the secretariat act on one return at the same moment."""

from contextlib import suppress
from functools import partial

import pytest

from palermo.returns.actions.filling import save_figures
from palermo.returns.actions.return_attachments import add_attachment, remove_attachment
from palermo.returns.actions.return_queries import ask_about_return
from palermo.returns.actions.returns import correct_return, open_return
from palermo.returns.actions.rounds import withdraw_invitation
from palermo.returns.attachments import AttachedFile, open_attachment
from palermo.returns.entries import Entry
from palermo.returns.models import Return, ReturnFigure, RoundInvitation
from palermo.returns.notices.rounds import remind_of_returns
from palermo.returns.states.returns import ReturnStatus
from tests.factories.accounts import make_state
from tests.factories.knowledge import make_agreement, make_source
from tests.factories.returns import make_return, make_round, make_round_invitation
from tests.returns.people import DAY
from tests.together import do_together

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
CONVICTED = ("convicted", "total.figure")
OFFICE, STATE = "palermo work", "an officer of the State"
BEGUN = "The return of this State has already been begun. Open it in the list of returns."


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = DAY


def test_what_several_save_at_once_is_all_kept_and_nothing_is_overwritten():
    national_return = make_return()
    cells = ["total.total", "female.total", "male.total", "total.adult", "total.child"]
    acts = [
        partial(save_figures, national_return, {("detected", cell): Entry("count", number)}, seen=0, by=STATE)
        for number, cell in enumerate(cells, 1)
    ]
    same = [
        partial(save_figures, national_return, {CONVICTED: Entry("count", number)}, seen=0, by=STATE)
        for number in (7, 8, 9)
    ]
    done = do_together([*acts, *same])
    assert [(each.changed, len(each.conflicts)) for each in done[:5]] == [(1, 0)] * 5
    assert sorted((each.changed, len(each.conflicts)) for each in done[5:]) == [(0, 1), (0, 1), (1, 0)]
    [kept] = [each for each in done[5:] if each.changed]
    value = (7, 8, 9)[done[5:].index(kept)]
    stored = {row.cell: row.value for row in ReturnFigure.objects.filter(table="detected")}
    assert stored == {cell: number for number, cell in enumerate(cells, 1)}
    assert ReturnFigure.objects.get(table="convicted").value == value
    shown = [each.conflicts[CONVICTED].found.value for each in done[5:] if each.conflicts]
    assert shown == [value, value]


def test_a_return_is_begun_once_or_its_invitation_withdrawn():
    invitation = make_round_invitation()
    done = do_together([partial(open_return, invitation, by=STATE)] * 4)
    assert sorted(map(str, done)) == sorted([BEGUN] * 3 + [str(Return.objects.get())])
    for _time in range(3):
        invitation = make_round_invitation(invitation.round, make_state())
        begin = partial(open_return, invitation, by=STATE)
        # Which of them is first is left to chance.
        with suppress(RoundInvitation.DoesNotExist):
            do_together([begin, partial(withdraw_invitation, invitation, by=OFFICE)])
        begun = Return.objects.filter(state=invitation.state).exists()
        assert RoundInvitation.objects.filter(pk=invitation.pk).exists() == begun


def test_numbers_of_queries_and_files_follow_one_another():
    draft, sent = make_return(), make_return(status=ReturnStatus.RECEIVED)
    asking = [partial(ask_about_return, sent, text=f"Query {number}", by=OFFICE) for number in range(4)]
    file = AttachedFile(b"Figures", "figures.txt")
    attaching = [partial(add_attachment, draft, file=file, by=STATE) for _number in range(4)]
    done = do_together([*asking, *attaching])
    assert sorted(each.number for each in done[:4]) == [1, 2, 3, 4]
    assert sorted(each.number for each in done[4:]) == [1, 2, 3, 4]
    sent.refresh_from_db()
    assert sent.status == ReturnStatus.QUERIED


def test_a_return_is_corrected_once():
    accepted = make_return(status=ReturnStatus.ACCEPTED)
    done = do_together([partial(correct_return, accepted, reason="An error", by=STATE)] * 3)
    assert sorted(isinstance(each, Return) for each in done) == [False, False, True]
    assert list(Return.objects.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_a_file_that_is_attached_while_an_equal_one_is_removed_is_kept():
    file, other = AttachedFile(b"Figures", "figures.txt"), make_return()
    attached = add_attachment(make_return(), file=file, by=STATE)
    for _time in range(4):
        add = partial(add_attachment, other, file=file, by=STATE)
        attached, _return = do_together([add, partial(remove_attachment, attached, by=STATE)])
        with open_attachment(attached.digest) as kept:
            assert kept.read() == b"Figures"


def test_a_letter_of_reminder_is_written_once():
    round_ = make_round(due_on=DAY)
    state = make_state()
    invitation = make_round_invitation(round_, state, agreement=make_agreement(make_source(state=state)))
    do_together([remind_of_returns] * 3)
    invitation.refresh_from_db()
    assert invitation.reminded_on == [DAY.isoformat()]
