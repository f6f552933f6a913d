"""Topics, points raised, corrections of the notes and notes verbales."""

from datetime import UTC, date, datetime

from palermo.accounts.models import Organisation
from palermo.governance.models import Correction, MeetingChange, NoteVerbale, PointRaised, Topic
from palermo.governance.states.bodies import NoteState
from palermo.governance.states.guidance import CorrectionState
from tests.factories.accounts import make_organisation, make_state
from tests.factories.common import number, text
from tests.factories.governance import make_guidance, make_meeting


def make_topic(name: str = "Topic", **fields) -> Topic:
    return Topic.objects.create(**{"slug": f"topic-{number()}", "name": text(name), **fields})


def make_point(words: str = "Point", **fields) -> PointRaised:
    meeting = fields.pop("meeting", None) or make_meeting()
    return PointRaised.objects.create(**{"meeting": meeting, "number": number(), "text": text(words), **fields})


def make_change(meeting, *, on: date, **fields) -> MeetingChange:
    planned = {"previous_starts_on": date(2007, 6, 11), "previous_ends_on": date(2007, 6, 11)}
    return MeetingChange.objects.create(meeting=meeting, number=number(), decided_on=on, **{**planned, **fields})


def make_mission(name: str = "Permanent mission", **fields) -> Organisation:
    state = fields.pop("state", None) or make_state()
    return make_organisation(name, kind="permanent_mission", state=state, **fields)


def make_correction(words: str = "Correction", **fields) -> Correction:
    state = fields.pop("state", CorrectionState.PROPOSED)
    return Correction.objects.create(
        **{
            "slug": f"correction-{number()}",
            "guidance": fields.pop("guidance", None) or make_guidance(meeting=make_meeting()),
            "state_by": fields.pop("state_by", None) or make_state(),
            "text": text(words),
            "made_at": datetime(2007, 6, 20, 12, tzinfo=UTC),
            "state": state,
            "decided_on": None if state == CorrectionState.PROPOSED else date(2007, 6, 21),
            **fields,
        }
    )


def make_note(**fields) -> NoteVerbale:
    """A draft about a meeting, with a reference of its own by default."""
    if not fields.keys() & {"meeting", "endorsement"}:
        fields["meeting"] = make_meeting()
    state = fields.pop("state", NoteState.DRAFT)
    return NoteVerbale.objects.create(
        **{
            "slug": f"note-{number()}",
            "reference": f"CU 2007/{number()}",
            "kind": "invitation",
            "dated_on": date(2007, 6, 1),
            "state": state,
            "issued_on": date(2007, 6, 1) if state == NoteState.ISSUED else None,
            "text": text("Note") if state == NoteState.ISSUED else {},
            **fields,
        }
    )
