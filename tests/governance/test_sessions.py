"""Sessions are held in parts: what is adopted at one, or held while it sits, lies within a part of it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from palermo.accounts.states import Role
from palermo.core.dates import PartialDate
from palermo.core.refusals import Refused
from palermo.governance.actions import decisions
from palermo.governance.models import Meeting, Session, SessionPart
from tests.factories.accounts import make_user
from tests.factories.calendar import make_session
from tests.factories.common import text
from tests.factories.governance import make_body, make_decision, make_draft, make_meeting

pytestmark = pytest.mark.django_db
DAYS = "23–27 April 2007; late November 2007"


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


@pytest.fixture
def session() -> Session:
    """A session of five days in April, reconvened in late November."""
    session = make_session(date(2007, 4, 23), body=make_body(), name=text("sixteenth session"))
    SessionPart.objects.create(session=session, **LATE_NOVEMBER)
    return session


LATE_NOVEMBER = {
    "number": 1,
    "name": text("reconvened session"),
    "starts_on": date(2007, 11, 21),
    "ends_on": date(2007, 11, 30),
    "precision": "late_month",
}


def outside(day: str) -> str:
    return (
        f"The session “sixteenth session [en]” was held on these days: {DAYS}. {day} is not among them. "
        "Correct the date, or record that part of the session."
    )


@pytest.mark.parametrize(
    ("written", "part"),
    [
        ("2007-04-23", None),
        ("2007-04-27", None),
        ("2007-04", None),
        ("2007", None),
        ("2007-11-21", "reconvened session [en]"),
        ("2007-11-30", "reconvened session [en]"),
        ("late 2007-11", "reconvened session [en]"),
        ("2007-11", "reconvened session [en]"),
    ],
)
def test_a_decision_is_adopted_within_a_part_of_its_session(written, part, session, officer):
    draft = make_draft(body=session.body, session=session)
    decision = decisions.adopt_decision(draft, on=PartialDate.parse(written), by=officer)
    assert decision.sat_at == (session.parts.get() if part else session)
    assert str(decision.sat_at.name) == (part or "sixteenth session [en]")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2007-04-22", "22 April 2007"),
        ("2007-04-28", "28 April 2007"),
        ("2007-09", "September 2007"),
        ("2007-11-20", "20 November 2007"),
        ("2007-12-01", "1 December 2007"),
        ("mid 2007-11", "mid-November 2007"),
        ("2006", "2006"),
    ],
)
def test_a_decision_is_not_adopted_on_other_days(written, said, session, officer):
    draft = make_draft(body=session.body, session=session)
    with pytest.raises(Refused) as refusal:
        decisions.adopt_decision(draft, on=PartialDate.parse(written), by=officer)
    assert str(refusal.value) == outside(said)
    draft.refresh_from_db()
    assert (draft.state, draft.adopted_on) == ("draft", None)


def test_a_decision_of_no_session_is_adopted_on_any_day(session, officer):
    draft = make_draft(body=session.body)
    assert decisions.adopt_decision(draft, on=PartialDate(date(2007, 8, 1)), by=officer).sat_at is None


def test_an_adopted_decision_cannot_be_moved_to_a_session_that_did_not_sit_then(session):
    decision = make_decision(body=session.body, adopted_on=date(2007, 8, 1), paragraphs=0)
    decision.session = session
    with pytest.raises(ValidationError) as error:
        decision.full_clean()
    assert error.value.message_dict == {"session": [outside("1 August 2007")]}


def test_a_part_keeps_the_days_on_which_something_took_place(session):
    make_decision(body=session.body, session=session, adopted_on=date(2007, 11, 29), number="16/2", paragraphs=0)
    part = session.parts.get()
    part.ends_on, part.precision = date(2007, 11, 28), "day"
    with pytest.raises(ValidationError) as error:
        part.full_clean()
    assert error.value.messages == [
        "Decision 16/2 was adopted at this session on 29 November 2007. That day must lie within a part of it."
    ]
    part.starts_on, part.ends_on = date(2007, 11, 29), date(2007, 11, 30)
    part.full_clean()


def test_a_session_keeps_the_days_of_its_plenary_meetings(session):
    make_meeting(on=date(2007, 4, 27), kind="plenary", session=session)
    make_meeting(on=date(2007, 8, 1), kind="intersessional", session=session)
    session.full_clean()
    session.ends_on = date(2007, 4, 26)
    with pytest.raises(ValidationError) as error:
        session.full_clean()
    assert error.value.messages == [
        "A plenary meeting of this session was held on 27 April 2007. That day must lie within a part of it."
    ]


def test_a_later_part_begins_after_the_regular_one(session):
    part = SessionPart(session=session, **LATE_NOVEMBER | {"number": 2, "starts_on": date(2007, 4, 27)})
    with pytest.raises(ValidationError) as error:
        part.full_clean()
    assert error.value.message_dict == {
        "starts_on": [
            "The regular part of the session ends on 27 April 2007, so this part must begin on a later day than "
            "27 April 2007."
        ]
    }


@pytest.mark.parametrize(
    ("kind", "first", "last", "refused"),
    [
        ("plenary", date(2007, 4, 23), date(2007, 4, 24), None),
        ("plenary", date(2007, 4, 27), date(2007, 4, 28), "28 April 2007"),
        ("plenary", date(2007, 8, 1), date(2007, 8, 1), "1 August 2007"),
        ("intersessional", date(2007, 8, 1), date(2007, 8, 1), None),
        ("consultation", date(2007, 6, 18), date(2007, 6, 18), None),
    ],
)
def test_a_plenary_meeting_is_held_while_its_session_sits(kind, first, last, refused, session):
    meeting = Meeting(slug="m", kind=kind, session=session, starts_on=first, ends_on=last, audience="public")
    if refused is None:
        meeting.full_clean()
        return
    with pytest.raises(ValidationError) as error:
        meeting.full_clean()
    assert error.value.message_dict == {"session": [outside(refused)]}
