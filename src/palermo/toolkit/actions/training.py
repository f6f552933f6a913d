"""What is done to courses, training sessions and the numbers of their participants."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.accounts.models import State
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.rows import insert_row, lock_row, next_number, save_row, set_values
from palermo.core.slugs import free_id, free_slug
from palermo.core.text import MultilingualText
from palermo.events.actions.feedback import begin_evaluation
from palermo.events.models import FeedbackForm
from palermo.library.models import Document
from palermo.toolkit.models import Course, LearnerGroup, Tool, Trainer, TrainingSession
from palermo.toolkit.rules import training as rules
from palermo.toolkit.states.training import TrainingStatus

# As much of the course’s identifier as stands in that of a session.
LONGEST = 80


@transaction.atomic
def add_course(course: Course, *, materials: Sequence[Document] = (), by: Actor) -> Course:
    """Record a course under a tool."""
    rules.check_may_add_course(by, course.tool)
    course.slug = course.slug or free_slug(Course, course.title, f"{course.tool.activity.slug}-course")
    insert_row(course)
    course.materials.set(materials)
    record("course.added", course, by=by, tool=course.tool.activity.slug)
    return course


@transaction.atomic
def change_course(
    course: Course, *, values: Mapping[str, object], materials: Sequence[Document] = (), by: Actor
) -> Course:
    """Edit a course; `values` are fields of the model."""
    course = lock_row(course, "tool__activity")
    rules.check_may_change_course(by, course)
    set_values(course, values)
    save_row(course)
    course.materials.set(materials)
    record("course.changed", course, by=by)
    return course


@transaction.atomic
def remove_course(course: Course, *, reason: MultilingualText, by: Actor) -> Tool:
    """Take a course off the record that was never given; the log and its history keep it, with the reason."""
    course = lock_row(course, "tool__activity")
    rules.check_may_remove_course(by, course)
    tool, slug = course.tool, course.slug
    course.delete()
    record("course.removed", tool, by=by, course=slug, reason=dict(reason))
    return tool


@transaction.atomic
def add_training(session: TrainingSession, *, trainers: Sequence[Trainer] = (), by: Actor) -> TrainingSession:
    """Record a session of a course, planned until it is said to have been held."""
    rules.check_can_add_training(by, session)
    session.status = TrainingStatus.PLANNED
    session.slug = session.slug or free_id(
        TrainingSession, f"{session.course.slug[:LONGEST]}-{session.starts_on.isoformat()}"
    )
    insert_row(session)
    session.trainers.set(trainers)
    record("training.added", session, by=by, **_facts(session))
    return session


@transaction.atomic
def change_training(
    session: TrainingSession, *, values: Mapping[str, object], trainers: Sequence[Trainer] = (), by: Actor
) -> TrainingSession:
    """Edit a session; `values` are fields of the model."""
    session = _lock(session)
    rules.check_may_change_training(by, session)
    before = _facts(session)
    set_values(session, values)
    rules.check_can_change_training(by, session)
    save_row(session)
    session.trainers.set(trainers)
    record("training.changed", session, by=by, before=before, **_facts(session))
    return session


@transaction.atomic
def hold_training(session: TrainingSession, *, by: Actor) -> TrainingSession:
    """Record that a session was held."""
    session = _lock(session)
    rules.check_may_hold_training(by, session)
    session.status = TrainingStatus.HELD
    session.save(update_fields=["status"])
    record("training.held", session, by=by)
    return session


@transaction.atomic
def cancel_training(session: TrainingSession, *, reason: MultilingualText, by: Actor) -> TrainingSession:
    """Record that a planned session will not take place, with the reason."""
    session = _lock(session)
    rules.check_can_cancel_training(by, session, reason)
    session.status, session.reason, session.cancelled_on = TrainingStatus.CANCELLED, reason, clock.today()
    session.save(update_fields=["status", "reason", "cancelled_on"])
    record("training.cancelled", session, by=by, reason=dict(reason))
    return session


@transaction.atomic
def count_learners(
    session: TrainingSession, *, sex: str, profession: str, state: State | None, count: int, by: Actor
) -> TrainingSession:
    """Enter how many participants were of one sex, profession and State, instead of the number before; 0 removes it."""
    session = _lock(session)
    rules.check_may_count_learners(by, session)
    group = session.learners.filter(sex=sex, profession=profession, state=state).first()
    if group is None:
        number = next_number(session.learners)
        group = LearnerGroup(session=session, number=number, sex=sex, profession=profession, state=state)
    if count:
        group.count = count
        save_row(group)
    elif group.pk:
        group.delete()
    # The log has no small counts: its entries are read by more people than the counts.
    record("training.counted", session, by=by)
    return session


@transaction.atomic
def evaluate_training(session: TrainingSession, *, form: FeedbackForm, by: Actor) -> FeedbackForm:
    """Give a session its feedback form; questions and links come next, as for an event."""
    session = _lock(session)
    rules.check_can_evaluate_training(by, session, form.audience)
    form.slug = free_id(FeedbackForm, session.slug)
    session.evaluation = begin_evaluation(form, title=session.course.title, by=by)
    session.save(update_fields=["evaluation"])
    record("training.evaluated", session, by=by, form=form.slug)
    return form


def _lock(session: TrainingSession) -> TrainingSession:
    return lock_row(session, "course__tool__activity", "place", "state", "organisation")


def _facts(session: TrainingSession) -> dict[str, object]:
    """What the log says of a session."""
    return {
        "course": session.course.slug,
        "participant": session.participant.slug,
        "starts_on": session.starts_on.isoformat(),
        "ends_on": session.ends_on.isoformat(),
    }
