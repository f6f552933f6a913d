"""The back office of what Member States decide and the initiative does. States and their dates change by acts."""

from collections.abc import Callable

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSetGroup

from palermo.accounts.actors import Actor
from palermo.accounts.backoffice.choosers import record_chooser
from palermo.accounts.backoffice.forms import RecordForm
from palermo.accounts.backoffice.viewsets import RecordViewSet, record_group, record_viewset
from palermo.core import clock
from palermo.governance.actions.activities import propose_activity
from palermo.governance.actions.bodies import save_seat
from palermo.governance.actions.mandates import change_mandate, make_mandate
from palermo.governance.actions.procedures import change_endorsement, change_procedure
from palermo.governance.models import (
    ActionPoint,
    Activity,
    AgendaItem,
    Attendance,
    Body,
    Briefing,
    Decision,
    DonorContribution,
    Endorsement,
    FollowUp,
    Guidance,
    Initiative,
    Mandate,
    Meeting,
    MeetingChange,
    MeetingPaper,
    Membership,
    OperativeParagraph,
    Partner,
    PointRaised,
    Procedure,
    ProgressReport,
    ReportDue,
    Session,
    SessionPart,
    Topic,
)
from palermo.treaties.models import Treaty


@hooks.register("register_admin_viewset")
def governance() -> list[RecordViewSet | ModelViewSetGroup]:
    """Bodies and meetings, decisions and mandates, activities and what they cost and owe."""
    viewsets = [
        *_decisions(),
        *_mandates(),
        *_guidance(),
        *_endorsements(),
        *_meetings(),
        *_meeting_topics(),
        *_meeting_details(),
        *_activities(),
        *_contributions(),
        *_register(),
        *_bodies(),
        *_sessions(),
        *_memberships(),
        *_treaties_and_initiative(),
    ]
    return record_group("governance", _("Governance"), icon="clipboard-list", order=200, viewsets=viewsets)


@hooks.register("register_admin_viewset")
def governance_choosers() -> list[ChooserViewSet]:
    """The dialogues in which one record of many is chosen."""
    return [
        record_chooser(Session, label=_("Choose a session"), related=("body",)),
        record_chooser(Meeting, label=_("Choose a meeting")),
        record_chooser(AgendaItem, label=_("Choose an agenda item")),
        record_chooser(Decision, label=_("Choose a decision")),
        record_chooser(OperativeParagraph, label=_("Choose a paragraph"), related=("decision",)),
        record_chooser(Guidance, label=_("Choose guidance")),
        record_chooser(Endorsement, label=_("Choose an endorsement")),
        record_chooser(Mandate, label=_("Choose a mandate")),
        record_chooser(Activity, label=_("Choose an activity")),
        record_chooser(DonorContribution, label=_("Choose a contribution"), related=("organisation", "state")),
    ]


def _propose(form: RecordForm, *, by: Actor) -> Activity:
    """A new activity is a proposal, from here as from everywhere."""
    activity = propose_activity(form.instance, on=clock.today(), by=by)
    activity.documents.set(form.cleaned_data["documents"])
    return activity


def _seat(form: RecordForm, *, by: Actor) -> Membership:
    """A seat is taken, changed or left by an action, which knows the other seats of the body."""
    return save_seat(form.instance, seen=form.seen, by=by)


def _change(action: Callable[..., Model]) -> Callable[..., Model]:
    """Save a changed record by an action that asks what may still change."""
    return lambda form, *, by: action(form.instance, seen=form.seen, by=by)


def _decisions() -> list[RecordViewSet]:
    return [
        record_viewset(
            Decision,
            label=_("Decision"),
            plural=_("Decisions"),
            icon="doc-full",
            fields=[
                *("slug", "body", "session", "kind", "number", "temporary_number"),
                *("title", "preamble", "wording"),
                *("endorses", "document", "audience"),
            ],
            columns=["state", "adopted_on", "audience"],
            filters=["state", "kind", "audience"],
        ),
        record_viewset(
            OperativeParagraph,
            label=_("Operative paragraph"),
            plural=_("Operative paragraphs"),
            fields=["number", "text", "reported"],
            parents=["decision"],
            related=["decision"],
        ),
    ]


def _mandates() -> list[RecordViewSet]:
    return [
        record_viewset(
            Mandate,
            label=_("Mandate"),
            plural=_("Mandates"),
            icon="key",
            fields=[
                *("slug", "title", "text", "aim", "paragraph", "guidance", "endorsement", "addressee_organisation"),
                *("addressee_body", "ask", "in_force_from", "due", "due_session", "conditions", "audience"),
            ],
            columns=["state", "in_force_from", "due_on"],
            filters=["state", "ask", "audience"],
            add=lambda form, *, by: make_mandate(form.instance, by=by),
            change=_change(change_mandate),
        ),
    ]


def _guidance() -> list[RecordViewSet]:
    return [
        record_viewset(
            Guidance,
            label=_("Guidance"),
            plural=_("Guidance"),
            icon="comment",
            fields=["slug", "meeting", "given", "kind", "about", "topic", "text", "under", "audience"],
            columns=["kind", "given_on"],
            filters=["kind", "about", "audience"],
        ),
        record_viewset(
            Topic,
            label=_("Topic"),
            plural=_("Topics"),
            icon="tag",
            fields=["slug", "name", "order"],
            columns=["order"],
        ),
    ]


def _endorsements() -> list[RecordViewSet]:
    return [
        record_viewset(
            Endorsement,
            label=_("Endorsement"),
            plural=_("Endorsements"),
            icon="check",
            fields=[
                *("slug", "body", "title", "text", "document", "procedure", "put_on", "put_at"),
                *("target", "under", "audience"),
            ],
            columns=["state", "put_on", "target_on"],
            filters=["state", "procedure", "audience"],
            change=_change(change_endorsement),
        ),
        record_viewset(
            Procedure,
            label=_("Procedure"),
            plural=_("Procedures"),
            icon="clipboard-list",
            fields=[
                *("slug", "body", "name", "kind", "basis", "minimum_hours", "time_zone", "needs_all_languages"),
                *("numerator", "denominator", "electorate", "objections_read_by"),
            ],
            columns=["kind"],
            filters=["kind"],
            change=_change(change_procedure),
        ),
    ]


def _meetings() -> list[RecordViewSet]:
    return [
        record_viewset(
            Meeting,
            label=_("Meeting"),
            plural=_("Meetings"),
            icon="date",
            fields=[
                *("slug", "kind", "body", "session", "title", "place", "starts_on", "ends_on"),
                *(
                    "starts_at",
                    "ends_at",
                    "time_zone",
                    "room",
                    "link",
                    "languages",
                    "chair",
                    "scheduled_on",
                    "took_place",
                ),
                *("audience", "summary"),
            ],
            columns=["starts_on", "kind", "audience"],
            filters=["kind", "audience"],
        ),
    ]


def _meeting_topics() -> list[RecordViewSet]:
    return [
        record_viewset(
            AgendaItem,
            label=_("Agenda item"),
            plural=_("Agenda items"),
            fields=["order", "number", "title", "documents"],
            parents=["meeting", "session"],
        ),
        record_viewset(
            Briefing,
            label=_("Briefing"),
            plural=_("Briefings"),
            fields=["number", "topic", "text"],
            parents=["meeting"],
        ),
        record_viewset(
            PointRaised,
            label=_("Point raised"),
            plural=_("Points raised"),
            fields=["number", "about", "text"],
            parents=["meeting"],
        ),
    ]


def _meeting_details() -> list[RecordViewSet]:
    return [
        record_viewset(
            MeetingChange,
            label=_("Change of a meeting"),
            plural=_("Changes of the meeting"),
            fields=[
                *("number", "decided_on", "previous_starts_on", "previous_ends_on", "previous_starts_at"),
                *("previous_place", "reason"),
            ],
            parents=["meeting"],
        ),
        record_viewset(
            MeetingPaper,
            label=_("Meeting document"),
            plural=_("Documents"),
            fields=["document", "is_report"],
            parents=["meeting"],
            related=["document"],
        ),
        record_viewset(
            Attendance,
            label=_("Attendance"),
            plural=_("Attendance"),
            fields=["organisation", "state", "head_count"],
            parents=["meeting"],
            related=["organisation", "state"],
        ),
        record_viewset(
            ActionPoint,
            label=_("Action point"),
            plural=_("Action points"),
            fields=["number", "text"],
            parents=["meeting"],
        ),
    ]


def _activities() -> list[RecordViewSet]:
    return [
        record_viewset(
            Activity,
            label=_("Activity"),
            plural=_("Activities"),
            icon="list-ul",
            fields=[
                *("slug", "kind", "title", "summary", "lead", "part_of", "starts", "ends"),
                *("audience", "documents"),
            ],
            # What an activity is cannot change once there is an event, a tool or a study of it.
            fields_on_change=["title", "summary", "lead", "part_of", "starts", "ends", "audience", "documents"],
            columns=["kind", "state", "starts_on", "audience"],
            filters=["kind", "state", "audience"],
            add=_propose,
        ),
        record_viewset(
            Partner,
            label=_("Partner"),
            plural=_("Partners"),
            fields=["order", "organisation", "state", "role"],
            parents=["activity"],
            related=["organisation", "state"],
        ),
    ]


def _contributions() -> list[RecordViewSet]:
    return [
        record_viewset(
            DonorContribution,
            label=_("Contribution"),
            plural=_("Contributions"),
            icon="plus-inverse",
            fields=[
                *("slug", "organisation", "state", "purpose", "amount", "currency", "earmark", "given"),
                *("period_from", "period_until", "activities", "audience"),
            ],
            columns=["given_on", "audience"],
            filters=["audience"],
            related=["organisation", "state"],
        ),
        record_viewset(
            ReportDue,
            label=_("Report due"),
            plural=_("Reports due"),
            icon="warning",
            fields=[
                *("slug", "subject", "mandate", "responsible", "body", "session", "days_before", "readers"),
                *("contribution", "due", "scheduled_on", "condition", "document", "audience"),
            ],
            columns=["due_on", "audience"],
            filters=["audience"],
        ),
    ]


def _register() -> list[RecordViewSet]:
    """Who is responsible, the due date and the state change by acts, with a reason."""
    return [
        record_viewset(
            FollowUp,
            label=_("Follow-up entry"),
            plural=_("Follow-up"),
            icon="tasks",
            fields=[
                *("slug", "origin", "about", "responsible_organisation", "responsible_state", "responsible_body"),
                *("is_for_each_state", "taken_over_on", "due", "note"),
            ],
            fields_on_change=["about", "note"],
            columns=["state", "due_on", "origin"],
            filters=["state", "origin", "about"],
        ),
        record_viewset(
            ProgressReport,
            label=_("Progress report"),
            plural=_("Progress reports"),
            fields=["number", "organisation", "state_by", "made_on", "claims", "text", "link", "evidence"],
            parents=["follow_up"],
            related=["follow_up"],
        ),
    ]


def _bodies() -> list[RecordViewSet]:
    return [
        record_viewset(
            Body,
            label=_("Body"),
            plural=_("Bodies"),
            icon="group",
            fields=[
                "slug",
                "name",
                "short_name",
                "kind",
                "purpose",
                "role",
                "composition",
                "bold_recommendations",
                "parent",
            ],
            columns=["kind"],
            filters=["kind"],
        ),
    ]


def _sessions() -> list[RecordViewSet]:
    return [
        record_viewset(
            Session,
            label=_("Session"),
            plural=_("Sessions"),
            icon="calendar-alt",
            fields=[
                *("slug", "body", "number", "name", "locative", "place", "starts_on", "ends_on"),
                *("precision", "provisional_agenda"),
            ],
            columns=["starts_on", "ends_on"],
            related=["body"],
        ),
        record_viewset(
            SessionPart,
            label=_("Later part of the session"),
            plural=_("Later parts of the session"),
            fields=["number", "kind", "name", "locative", "place", "starts_on", "ends_on", "precision"],
            parents=["session"],
            related=["session", "place"],
        ),
    ]


def _memberships() -> list[RecordViewSet]:
    return [
        record_viewset(
            Membership,
            label=_("Member"),
            plural=_("Members"),
            fields=["organisation", "order", "seat", "capacity", "since_on", "until_on"],
            parents=["body"],
            related=["body", "organisation"],
            add=_seat,
            change=_seat,
        ),
    ]


def _treaties_and_initiative() -> list[RecordViewSet]:
    return [
        record_viewset(
            Treaty,
            label=_("Treaty"),
            plural=_("Treaties"),
            icon="doc-full-inverse",
            fields=["slug", "name", "short_name", "citation", "supplements"],
        ),
        record_viewset(
            Initiative,
            label=_("Initiative"),
            plural=_("Initiative"),
            icon="site",
            fields=[
                *(
                    "slug",
                    "name",
                    "short_name",
                    "purpose",
                    "subject",
                    "brings_together",
                    "treaty",
                    "launched",
                    "launched_at",
                ),
                *("launched_by", "governing_body", "steering_committee", "public_site", "member_states_site"),
            ],
        ),
    ]
