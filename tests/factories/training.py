"""Courses, training sessions, their participants, trainers and certificates."""

from datetime import date

from palermo.site.signing import own_key
from palermo.toolkit.certificates.statements import Statement, digest_of_name, new_code, sign_statement
from palermo.toolkit.models import Certificate, Course, LearnerGroup, Tool, Trainer, TrainingSession
from tests.factories.accounts import make_place, make_state
from tests.factories.activities import make_tool
from tests.factories.common import number, text


def make_course(title: str = "Course", *, tool: Tool | None = None, **fields) -> Course:
    """A course under a tool."""
    return Course.objects.create(
        **{"slug": f"course-{number()}", "title": text(title), "tool": tool or make_tool(), **fields}
    )


def make_training(course: Course | None = None, **fields) -> TrainingSession:
    """A session of a course, held in January 2008 by a State at a place."""
    if "organisation" not in fields:
        fields.setdefault("state", make_state())
    if fields.get("status") == "cancelled":
        fields.setdefault("cancelled_on", date(2008, 1, 10))
    if "link" not in fields:
        fields.setdefault("place", make_place("Lakeside"))
    given = {"slug": f"training-{number()}", "status": "held"}
    days = {"starts_on": date(2008, 1, 14), "ends_on": date(2008, 1, 18)}
    return TrainingSession.objects.create(**{**given, **days, "course": course or make_course(), **fields})


def make_planned_training(course: Course | None = None, **fields) -> TrainingSession:
    """A session that has begun and is not yet said to have been held."""
    return make_training(course, status="planned", **fields)


def make_learners(session: TrainingSession | None = None, count: int = 12, **fields) -> LearnerGroup:
    """Participants of a session."""
    session = session or make_training()
    given = {"sex": "women", "profession": "police", "number": session.learners.count() + 1}
    return LearnerGroup.objects.create(**{**given, "session": session, "count": count, **fields})


def make_trainer(name: str = "Trainer", **fields) -> Trainer:
    """Somebody in the register who has not been asked for their consent."""
    return Trainer.objects.create(**{"name": name, "email": f"trainer{number()}@example.org", **fields})


def make_certificate(name: str = "Ana Ruiz", *, session: TrainingSession | None = None, **fields) -> Certificate:
    """A certificate that was issued to this name."""
    session, salt = session or make_training(), "00"
    code, issued = new_code(), date(2008, 1, 20)
    digest = digest_of_name(name, salt)
    facts = ("localhost", "Course", session.slug, "2008-01-14/2008-01-18", "12", "en", issued.isoformat(), salt, digest)
    signed = sign_statement(Statement(code, *facts), own_key())
    given = {"language": "en", "issued_on": issued, "statement": signed.text, "signature": signed.signature.hex()}
    return Certificate.objects.create(**{"code": code, "session": session, **given, **fields})
