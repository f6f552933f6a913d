"""The administration of what Member States decide and the initiative does: corrections, and what no act records.

Decisions, mandates, texts, meetings and activities are recorded on the site; states and their dates change by acts.
"""

from collections.abc import Callable

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.chooser import ChooserViewSet

from palermo.accounts.actors import Actor
from palermo.governance.actions.bodies import save_seat
from palermo.governance.actions.mandates import change_mandate
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
from palermo.governance.states.activities import UNFINISHED
from palermo.site.administration.choosers import record_chooser
from palermo.site.administration.forms import RecordForm
from palermo.site.administration.viewsets import MenuEntry, RecordViewSet, record_group, record_viewset
from palermo.site.forms.fields import LanguagesField
from palermo.site.forms.model_fields import form_field


class MeetingForm(RecordForm):
    """The languages of interpretation are ticked."""

    languages = form_field(Meeting, "languages", LanguagesField, help_text="")


@hooks.register("register_admin_viewset")
def governance() -> list[MenuEntry]:
    """Decisions and mandates with what led to them, meetings, activities and what they owe; bodies among settings."""
    viewsets = [*_decisions(), *_mandates(), *_meetings(), *_activities(), *_follow_up(), *_bodies(), *_settings()]
    label = _("Decisions & mandates")
    return record_group("governance", label, icon="clipboard-list", order=300, viewsets=viewsets)


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


def _save_by(action: Callable[..., Model]) -> Callable[..., Model]:
    """Save by an action that asks what may change."""

    def save(form: RecordForm, *, by: Actor) -> Model:
        return action(form.instance, seen=form.seen, by=by)

    return save


def _decisions() -> list[RecordViewSet]:
    decision = record_viewset(
        Decision,
        fields=[
            *("body", "session", "kind", "number", "temporary_number", "title", "preamble", "wording", "endorses"),
            *("document", "audience"),
        ],
        adds=False,
        by_act={"number-decision": ["number"]},
        columns=["state", "adopted_on", "audience"],
        filters=["state", "kind", "audience"],
        related=["body"],
    )
    paragraph = record_viewset(
        OperativeParagraph, fields=["number", "text", "reported"], parents=["decision"], related=["decision__body"]
    )
    return [decision, paragraph]


def _mandates() -> list[RecordViewSet]:
    mandate = record_viewset(
        Mandate,
        fields=[
            *("title", "text", "aim", "paragraph", "guidance", "endorsement", "addressee_organisation"),
            *("addressee_body", "ask", "in_force_from", "due", "due_session", "conditions", "audience"),
        ],
        adds=False,
        columns=["state", "in_force_from", "due_on"],
        filters=["state", "ask", "audience"],
        change=_save_by(change_mandate),
    )
    # What was said at a meeting is recorded from the page of the meeting.
    guidance = record_viewset(
        Guidance,
        fields=["meeting", "given", "kind", "about", "topic", "text", "under", "audience"],
        fields_on_adding=["slug", "given", "kind", "about", "topic", "text", "under", "audience"],
        columns=["kind", "given_on"],
        filters=["kind", "about", "audience"],
    )
    endorsement = record_viewset(
        Endorsement,
        fields=["body", "title", "text", "document", "procedure", "under", "audience"],
        adds=False,
        columns=["state", "put_on", "target_on"],
        filters=["state", "procedure", "audience"],
        change=_save_by(change_endorsement),
    )
    return [mandate, guidance, endorsement]


def _meetings() -> list[RecordViewSet]:
    plan = ["starts_on", "ends_on", "starts_at", "ends_at", "time_zone", "place", "room", "link"]
    meeting = record_viewset(
        Meeting,
        fields=[
            *("kind", "body", "session", "title", *plan, "languages", "chair", "scheduled_on", "took_place"),
            *("audience", "summary"),
        ],
        form=MeetingForm,
        adds=False,
        by_act={"move-meeting": plan},
        columns=["starts_on", "kind", "audience"],
        filters=["kind", "audience"],
    )
    change_fields = ["decided_on", "previous_starts_on", "previous_ends_on", "previous_starts_at", "previous_place"]
    return [
        meeting,
        record_viewset(AgendaItem, fields=["order", "number", "title", "documents"], parents=["meeting", "session"]),
        record_viewset(Briefing, fields=["topic", "text"], parents=["meeting"], adds=False),
        record_viewset(PointRaised, fields=["about", "text"], parents=["meeting"], adds=False),
        record_viewset(MeetingChange, fields=[*change_fields, "reason"], parents=["meeting"], adds=False),
        record_viewset(MeetingPaper, fields=["document", "is_report"], parents=["meeting"], related=["document"]),
        record_viewset(
            Attendance,
            fields=["organisation", "state", "head_count"],
            parents=["meeting"],
            related=["organisation", "state"],
        ),
        record_viewset(ActionPoint, fields=["text"], parents=["meeting"], adds=False),
    ]


def _activities() -> list[RecordViewSet]:
    activity = record_viewset(
        Activity,
        fields=["title", "summary", "lead", "part_of", "starts", "ends", "audience", "documents"],
        adds=False,
        by_act={"coordinate-activity": ["lead"], "move-event": ["starts", "ends"]},
        columns=["kind", "state", "starts_on", "audience"],
        filters=["kind", "state", "audience"],
    )
    partner = record_viewset(
        Partner,
        fields=["order", "organisation", "state", "role"],
        parents=["activity"],
        # Of others, partners are named on the site.
        belongs_to=lambda activity: activity.state not in UNFINISHED,
        related=["organisation", "state"],
    )
    contribution = record_viewset(
        DonorContribution,
        fields=[
            *("organisation", "state", "purpose", "amount", "currency", "earmark", "given", "period_from"),
            *("period_until", "activities", "audience"),
        ],
        columns=["given_on", "audience"],
        filters=["audience"],
        related=["organisation", "state"],
    )
    report_due = record_viewset(
        ReportDue,
        fields=[
            *("subject", "mandate", "responsible", "body", "session", "days_before", "readers", "contribution", "due"),
            *("scheduled_on", "condition", "document", "audience"),
        ],
        columns=["due_on", "audience"],
        filters=["audience"],
    )
    return [activity, partner, contribution, report_due]


def _follow_up() -> list[RecordViewSet]:
    """Who is responsible, the due date and the state change by acts, with a reason."""
    entry = record_viewset(
        FollowUp,
        fields=["about", "note"],
        adds=False,
        by_act={"assign-follow-up": ["about"]},
        # Where an entry comes from gives it its name; three of these are known by slices above.
        related=["action_point", "recommendation", "report_recommendation", "commitment"],
        columns=["state", "due_on", "origin"],
        filters=["state", "origin", "about"],
    )
    progress = record_viewset(ProgressReport, fields=["text"], parents=["follow_up"], adds=False, related=["follow_up"])
    return [entry, progress]


def _bodies() -> list[RecordViewSet]:
    body = record_viewset(
        Body,
        fields=["name", "short_name", "kind", "purpose", "role", "composition", "bold_recommendations", "parent"],
        columns=["kind"],
        filters=["kind"],
        setting=110,
    )
    session = record_viewset(
        Session,
        fields=[
            *("body", "number", "name", "locative", "place", "starts_on", "ends_on", "precision"),
            "provisional_agenda",
        ],
        columns=["starts_on", "ends_on"],
        related=["body"],
        setting=120,
    )
    part = record_viewset(
        SessionPart,
        fields=["number", "kind", "name", "locative", "place", "starts_on", "ends_on", "precision"],
        parents=["session"],
        related=["session", "place"],
    )
    seat = record_viewset(
        Membership,
        fields=["organisation", "order", "seat", "capacity", "since_on", "until_on"],
        parents=["body"],
        related=["body", "organisation"],
        add=_save_by(save_seat),
        change=_save_by(save_seat),
    )
    return [body, session, part, seat]


def _settings() -> list[RecordViewSet]:
    procedure = record_viewset(
        Procedure,
        fields=[
            *("body", "name", "kind", "basis", "minimum_hours", "time_zone", "needs_all_languages", "numerator"),
            *("denominator", "electorate", "objections_read_by"),
        ],
        columns=["kind"],
        filters=["kind"],
        change=_save_by(change_procedure),
        setting=130,
    )
    initiative = record_viewset(
        Initiative,
        fields=[
            *("name", "short_name", "purpose", "subject", "brings_together", "treaty", "launched", "launched_at"),
            *("launched_by", "governing_body", "steering_committee", "public_site", "member_states_site"),
        ],
        setting=100,
    )
    topic = record_viewset(Topic, fields=["name", "order"], columns=["order"], setting=140)
    return [initiative, procedure, topic]
