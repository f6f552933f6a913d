"""What is done to the register: taking over, naming who is responsible, moving, reporting progress, reviewing it.

An origin is a recommendation of an event or a report, an action point of a meeting or a commitment. This slice knows
only action points, so it asks of an origin no more than its `number`, its `follow_up` and the record it belongs to.
"""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.accounts.models import Organisation, State
from palermo.accounts.viewer import VISITOR, viewer_of
from palermo.audit.actions import AuditEntry, record, record_all
from palermo.core.dates import PartialDate
from palermo.core.slugs import free_id
from palermo.core.text import MultilingualText
from palermo.governance.models import Body, FollowUp, ProgressReport, Topic
from palermo.governance.models.follow_ups import FollowUpSource
from palermo.governance.queries.follow_ups import seats_of
from palermo.governance.rules import follow_ups
from palermo.governance.states.follow_ups import Everybody, FollowUpOrigin, FollowUpState, ProgressState
from palermo.library.models import Document

RESPONSIBLE_FIELDS = ("responsible_state", "responsible_organisation", "responsible_body", "is_for_each_state")
Responsible = Organisation | State | Body | Everybody | None

# What each model of an origin is called in the register, and the record that its number counts in; a commitment has an
# id of its own.
ORIGINS = {
    "recommendation": (FollowUpOrigin.RECOMMENDATION, "outcome"),
    "reportrecommendation": (FollowUpOrigin.REPORT, "report"),
    "actionpoint": (FollowUpOrigin.ACTION_POINT, "meeting"),
    "commitment": (FollowUpOrigin.COMMITMENT, ""),
}
LONGEST = 90


def open_entry(
    origin: FollowUpSource,
    *,
    on: date,
    responsible: Responsible = None,
    due: PartialDate | None = None,
    about: Topic | None = None,
    by: Actor,
) -> FollowUp:
    """Take a saved recommendation, action point or commitment over into the register.

    Parameters
    ----------
    origin
        An `events.Recommendation`, a `reporting.ReportRecommendation`, an `ActionPoint` or an `outreach.Commitment`.
    on
        The day on which it is taken over.
    responsible
        The organization, the State or the body that is to do it, where one is named.
    due, about
        By when, and under which topic it is listed.

    Raises
    ------
    Refused
        Where it is in the register already, or the day is still to come.
    """
    return open_entries([origin], on=on, responsible=responsible, due=due, about=about, by=by)[0]


@transaction.atomic
def open_entries(
    origins: Iterable[FollowUpSource],
    *,
    on: date,
    responsible: Responsible = None,
    due: PartialDate | None = None,
    about: Topic | None = None,
    by: Actor,
) -> list[FollowUp]:
    """Take several over in one go, all with the same due date, topic and responsible."""
    opened = []
    for each in origins:
        origin: FollowUpSource = type(each)._default_manager.select_for_update().get(pk=each.pk)
        follow_ups.check_can_take_over(by, origin, on)
        entry = FollowUp(slug=_new_id(origin), origin=_kind_of(origin)[0], taken_over_on=on)
        entry.about, entry.due = about, due
        _name_responsible(entry, responsible)
        entry.save(force_insert=True)
        each.follow_up = origin.follow_up = entry
        origin.save(update_fields=["follow_up"])
        opened.append(entry)
    record_all([AuditEntry("follow_up.taken_over", entry, _facts(entry, on)) for entry in opened], by=by)
    return opened


def _kind_of(origin: FollowUpSource) -> tuple[FollowUpOrigin, str]:
    return ORIGINS[str(origin._meta.model_name)]


def _new_id(origin: FollowUpSource) -> str:
    parent_field = _kind_of(origin)[1]
    if not parent_field:
        return free_id(FollowUp, str(getattr(origin, "slug", "")))
    parent = getattr(origin, parent_field)
    return free_id(FollowUp, f"{parent.slug[:LONGEST]}-{origin.number}")


def _name_responsible(entry: FollowUp, responsible: Responsible) -> None:
    """Put who is responsible where it belongs: one of four fields, the others empty."""
    entry.responsible_state = responsible if isinstance(responsible, State) else None
    entry.responsible_organisation = responsible if isinstance(responsible, Organisation) else None
    entry.responsible_body = responsible if isinstance(responsible, Body) else None
    entry.is_for_each_state = responsible is Everybody.EACH_STATE


def _facts(entry: FollowUp, on: date) -> dict[str, object]:
    return {
        "on": on.isoformat(),
        "responsible": _slug_of_responsible(entry),
        "due": str(entry.due or ""),
        "about": entry.about.slug if entry.about else "",
    }


def _slug_of_responsible(entry: FollowUp) -> str:
    if entry.is_for_each_state:
        return Everybody.EACH_STATE.value
    one = entry.responsible_state or entry.responsible_organisation or entry.responsible_body
    return one.slug if one else ""


@transaction.atomic
def assign_follow_up(
    entry: FollowUp, *, responsible: Responsible, about: Topic | None, reason: MultilingualText, by: Actor
) -> FollowUp:
    """Name who is responsible for an entry, and the topic under which it is listed."""
    entry = FollowUp.objects.select_for_update().get(pk=entry.pk)
    follow_ups.check_may_change_follow_up(by, entry)
    before, topic = _slug_of_responsible(entry), entry.about.slug if entry.about else ""
    _name_responsible(entry, responsible)
    entry.about = about
    entry.save(update_fields=[*RESPONSIBLE_FIELDS, "about"])
    now = {"responsible": _slug_of_responsible(entry), "about": about.slug if about else ""}
    earlier = {"responsible": before, "about": topic}
    record("follow_up.assigned", entry, by=by, **now, before=earlier, reason=dict(reason))
    return entry


@transaction.atomic
def change_due(entry: FollowUp, *, due: PartialDate | None, reason: MultilingualText, by: Actor) -> FollowUp:
    """Give an entry another due date, or none."""
    entry = FollowUp.objects.select_for_update().get(pk=entry.pk)
    follow_ups.check_can_change_due(by, entry)
    before, entry.due = entry.due, due
    entry.save(update_fields=["due_on", "due_precision"])
    record("follow_up.rescheduled", entry, by=by, due=str(due or ""), before=str(before or ""), reason=dict(reason))
    return entry


@transaction.atomic
def move_follow_up(
    entry: FollowUp,
    to: FollowUpState,
    *,
    on: date,
    reason: MultilingualText,
    note: MultilingualText | None = None,
    by: Actor,
) -> FollowUp:
    """Change the state of an entry, with a reason and, where there is one, the result; also reopen a settled entry."""
    entry = FollowUp.objects.select_for_update().get(pk=entry.pk)
    follow_ups.check_can_move_follow_up(by, entry, to, on)
    before, earlier = entry.state, dict(entry.note)
    entry.state, entry.state_on, entry.note = to, on, note or entry.note
    entry.save(update_fields=["state", "state_on", "note"])
    notes = {"note": dict(entry.note), "note_before": earlier} if note else {}
    record(
        "follow_up.moved", entry, by=by, state=to.value, on=on.isoformat(), before=before, reason=dict(reason), **notes
    )
    return entry


@transaction.atomic
def close_with_origin(entry: FollowUp, *, on: date, reason: MultilingualText, by: Actor) -> FollowUp:
    """Close the entry of a commitment that is withdrawn; who may do so is decided where it is withdrawn."""
    entry = FollowUp.objects.select_for_update().get(pk=entry.pk)
    if entry.is_settled:
        return entry
    before, entry.state, entry.state_on = entry.state, FollowUpState.NOT_PURSUED, on
    entry.save(update_fields=["state", "state_on"])
    details = {"state": entry.state.value, "on": on.isoformat(), "before": before, "reason": dict(reason)}
    record("follow_up.moved", entry, by=by, **details)
    return entry


@transaction.atomic
def report_progress(
    entry: FollowUp,
    *,
    claims: FollowUpState,
    text: MultilingualText,
    on: date,
    link: str = "",
    evidence: Document | None = None,
    in_their_name: bool = False,
    by: Actor,
) -> ProgressReport:
    """Record a report on the progress of an entry by those responsible for it.

    The secretariat reports what it knows itself, or with `in_their_name` what those responsible reported to it.
    """
    entry = FollowUp.objects.select_for_update().get(pk=entry.pk)
    follow_ups.check_can_report_progress(by, entry, claims, on)
    progress = ProgressReport(follow_up=entry, claims=claims, text=text, made_on=on, link=link, evidence=evidence)
    progress.number = (entry.progress.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    _name_reporter(progress, entry, by, in_their_name)
    progress.save(force_insert=True)
    details = {"number": progress.number, "claims": claims.value, "text": dict(text), "link": link}
    record("follow_up.reported", entry, by=by, on=on.isoformat(), evidence=evidence.slug if evidence else "", **details)
    return progress


def _name_reporter(progress: ProgressReport, entry: FollowUp, by: Actor, in_their_name: bool) -> None:
    """The State or the organization that reports; where a body is responsible, the member's own organization."""
    viewer = VISITOR if isinstance(by, str) else viewer_of(by)
    if (viewer.is_secretariat or isinstance(by, str)) and not in_their_name:
        return
    progress.by_party = entry.origin == FollowUpOrigin.COMMITMENT
    progress.state_by = entry.responsible_state
    if entry.is_for_each_state and viewer.state_ids:
        progress.state_by_id = min(viewer.state_ids)
    progress.organisation = entry.responsible_organisation
    if entry.responsible_body and viewer.organisation_ids:
        seats = seats_of(viewer).filter(body=entry.responsible_body).order_by("order", "pk")
        progress.organisation_id = seats.values_list("organisation_id", flat=True).first()


@transaction.atomic
def accept_progress(
    progress: ProgressReport, *, on: date, review: MultilingualText | None = None, by: Actor
) -> ProgressReport:
    """Accept what was reported: the entry takes the state that the report claims."""
    progress, entry = _lock_progress(progress)
    follow_ups.check_can_accept_progress(by, progress, entry, on)
    _review(progress, ProgressState.ACCEPTED, on, review or MultilingualText())
    before = entry.state
    if progress.claims != before:
        entry.state, entry.state_on = progress.claims, on
        entry.save(update_fields=["state", "state_on"])
    record(
        "follow_up.accepted", entry, by=by, number=progress.number, on=on.isoformat(), before=before, state=entry.state
    )
    return progress


@transaction.atomic
def query_progress(progress: ProgressReport, *, on: date, review: MultilingualText, by: Actor) -> ProgressReport:
    """Ask those responsible about what was reported; the entry stays as it is."""
    progress, entry = _lock_progress(progress)
    follow_ups.check_can_query_progress(by, progress, review, on)
    _review(progress, ProgressState.QUERIED, on, review)
    record("follow_up.queried", entry, by=by, number=progress.number, on=on.isoformat(), question=dict(review))
    return progress


def _lock_progress(progress: ProgressReport) -> tuple[ProgressReport, FollowUp]:
    entry = FollowUp.objects.select_for_update().get(pk=progress.follow_up_id)
    return ProgressReport.objects.select_for_update().get(pk=progress.pk), entry


def _review(progress: ProgressReport, state: ProgressState, on: date, review: MultilingualText) -> None:
    progress.state, progress.reviewed_on, progress.review = state, on, review
    progress.save(update_fields=["state", "reviewed_on", "review"])
