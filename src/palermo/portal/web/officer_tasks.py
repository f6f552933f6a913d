"""What an officer does next: whatever waits for an act of the secretariat, each with that act beside it."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Model, Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palermo.accounts.models import User
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.dates import PartialDate
from palermo.core.first_rows import FirstRows, first_of
from palermo.core.languages import active_language
from palermo.core.records import address_of, name_of
from palermo.core.speech.numbers import format_integer
from palermo.core.text import MultilingualText, as_heading, plain
from palermo.events.queries.events import UNCONFIRMED, events_unconfirmed
from palermo.events.queries.register import follow_ups_visible_to, with_origin
from palermo.follow_ups.desks import ProgressRow, waiting_for_review
from palermo.follow_ups.filters import SETTLED_STATES
from palermo.follow_ups.words import origin_name
from palermo.governance.models import (
    Activity,
    Correction,
    Endorsement,
    FollowUp,
    Guidance,
    Meeting,
    RequestForAssistance,
)
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.queries.assistance import assistance_proposed, assistance_to_answer
from palermo.governance.queries.endorsements import endorsements_to_announce
from palermo.governance.queries.guidance import corrections_visible_to, guidance_waiting
from palermo.governance.queries.mandates import activities_under_ended_mandates, mandates_visible_to
from palermo.governance.queries.meetings import meetings_visible_to
from palermo.governance.states.activities import ActivityState
from palermo.governance.states.assistance import AssistanceStatus
from palermo.governance.states.follow_ups import FollowUpOrigin
from palermo.governance.states.guidance import CorrectionState
from palermo.governance.web.open_endorsements import add_standings
from palermo.governance.web.views.consultations import WITH_MEMBER_STATES
from palermo.library.models import Document
from palermo.library.queries import documents_visible_to
from palermo.library.states import DocumentState
from palermo.logistics.models import LogisticsTask
from palermo.logistics.queries.tasks import tasks_visible_to
from palermo.logistics.states import TaskState
from palermo.outreach.models import Adaptation, CampaignAction, Commitment, Material
from palermo.outreach.queries.campaigns import (
    adaptations_visible_to,
    campaign_actions_visible_to,
    material_visible_to,
    with_makers,
)
from palermo.outreach.queries.commitments import commitments_awaiting_confirmation
from palermo.outreach.states.campaigns import MaterialStatus, ReportStatus
from palermo.outreach.states.commitments import CommitmentStatus
from palermo.registration.models import Accreditation, Registration
from palermo.registration.web.asked import applications_to_decide, registrations_to_review
from palermo.reporting.models import Report
from palermo.reporting.queries import reports_visible_to, reports_with_sections_of
from palermo.reporting.states import ReportState
from palermo.returns.models import Return
from palermo.returns.queries.returns import returns_visible_to
from palermo.returns.states.returns import ReturnStatus
from palermo.site.action_pages import ActionLink, named_action_links_for_each
from palermo.site.listing import DUE_FIRST, STARTS_FIRST
from palermo.toolkit.models import ReaderFeedback, TextRound, Uptake
from palermo.toolkit.queries.discussion import rounds_to_answer
from palermo.toolkit.queries.feedback import open_feedback
from palermo.toolkit.queries.uptake import uptakes_visible_to
from palermo.toolkit.states.uptake import UptakeStatus
from palermo.treaties.models import LawArticle, StateCorrection
from palermo.treaties.models.participants import name_on
from palermo.treaties.queries.corrections import state_corrections_visible_to
from palermo.treaties.queries.laws import laws_visible_to
from palermo.treaties.queries.participation import with_participants
from palermo.treaties.states.corrections import StateCorrectionStatus
from palermo.treaties.states.laws import LawStatus

# Of each kind so many; the lists have them all.
SHOWN = 5
# How far ahead an officer's own tasks are shown, and how long a meeting is a recent one.
AHEAD, RECENT = timedelta(weeks=4), timedelta(days=60)
MEETINGS_SHOWN = 3
WORDS_SHOWN = 16
ON_MEETING = ("record-guidance", "add-point", "summarise-meeting")


class Task(NamedTuple):
    """Something to be done: what it is about, by when or since when, and what the officer may do about it now."""

    title: MultilingualText | str
    address: str
    day: PartialDate | date | None = None
    is_due: bool = False
    note: str = ""
    ways: Iterable[ActionLink] = ()


class TaskGroup(NamedTuple):
    """Tasks of one kind, and where all of them are."""

    heading: str
    tasks: FirstRows
    address: str = ""


class Desk(NamedTuple):
    """An officer at their desk."""

    viewer: Viewer
    person: User
    today: date

    def group[Record: Model](
        self,
        heading: str,
        records: QuerySet[Record] | FirstRows,
        acts: tuple[str, ...],
        task_of: Callable[[Record], Task],
        address: str = "",
    ) -> TaskGroup:
        """The first of these records as tasks, each with those of the acts that may be done to it."""
        first = records if isinstance(records, FirstRows) else first_of(records, SHOWN)
        links = named_action_links_for_each(acts, list(first), self.viewer, self.person)
        tasks = [task_of(each)._replace(ways=ways) for each, ways in zip(first, links, strict=True)]
        return TaskGroup(heading, FirstRows(tasks, first.more), address)


def tasks_of_officer(viewer: Viewer, person: User) -> list[TaskGroup]:
    """What waits, the officer's own tasks first; kinds of which nothing waits are left out."""
    desk = Desk(viewer, person, clock.today())
    groups = (make(desk) for make in GROUPS)
    return [group for group in groups if group.tasks]


def _own_tasks(desk: Desk) -> TaskGroup:
    tasks = tasks_visible_to(desk.viewer).filter(owner=desk.viewer.user_id, state=TaskState.OPEN)
    soon = tasks.filter(due_on__lte=desk.today + AHEAD).select_related("event__activity").order_by("due_on", "pk")
    return desk.group(_("Your preparation tasks"), soon, ("do-task",), _own_task, reverse("desk_timeline"))


def _own_task(task: LogisticsTask) -> Task:
    return Task(task.title, task.get_absolute_url(), task.due_on, is_due=True, note=task.event.display_name())


def _own_sections(desk: Desk) -> TaskGroup:
    reports = reports_with_sections_of(desk.viewer).order_by("cutoff_on", "slug")
    return desk.group(_("Your sections of reports"), reports, (), _own_section, reverse("report_list"))


def _own_section(report: Report) -> Task:
    number: int = getattr(report, "own_sections", 0)
    note = _("Sections: %(count)s") % {"count": format_integer(number, active_language().code)}
    return Task(report.title, reverse("report_clearance", args=[report.slug]), note=note)


def _results(desk: Desk) -> TaskGroup:
    closed = endorsements_to_announce(desk.viewer, clock.now()).select_related("body", "procedure")
    first = first_of(closed, SHOWN)
    over = FirstRows([each for each in add_standings(first) if not each.standing.is_open], first.more)
    return desk.group(_("Results to announce"), over, ("announce-result",), _result, reverse("endorsement_list"))


def _result(endorsement: Endorsement) -> Task:
    return Task(
        endorsement.title, endorsement.get_absolute_url(), endorsement.result, note=plain(endorsement.body.name)
    )


def _past_events(desk: Desk) -> TaskGroup:
    past = events_unconfirmed(desk.viewer, desk.today).order_by("activity__starts_on", "activity__slug")
    activities = activities_visible_to(desk.viewer).filter(event__in=past).select_related("lead")
    acts = ("complete-activity", "cancel-activity")
    address = f"{reverse('event_list')}?when={UNCONFIRMED}"
    rows = activities.order_by("starts_on", "slug")
    return desk.group(_("Past events to confirm"), rows, acts, _activity, address)


def _past_meetings(desk: Desk) -> TaskGroup:
    past = meetings_visible_to(desk.viewer).filter(took_place=False, cancelled_on=None, ends_on__lt=desk.today)
    return desk.group(_("Past meetings to confirm"), past.order_by("starts_on", "slug"), ("confirm-meeting",), _meeting)


def _registrations(desk: Desk) -> TaskGroup:
    waiting = registrations_to_review(desk.viewer).order_by("event__activity__starts_on", "slug")
    return desk.group(_("Registrations to review"), waiting, (), _registration)


def _registration(registration: Registration) -> Task:
    activity = registration.event.activity
    number: int = getattr(registration, "waiting", 0)
    count = _("Persons: %(count)s") % {"count": format_integer(number, active_language().code)}
    address = reverse("participant_list", args=[activity.slug])
    return Task(activity.title, f"{address}?state=registered", activity.starts, note=count)


def _applications(desk: Desk) -> TaskGroup:
    acts = ("approve-application", "refuse-application")
    return desk.group(
        _("Applications for accreditation"),
        applications_to_decide(desk.viewer).order_by("asked_at", "pk"),
        acts,
        _application,
    )


def _application(accreditation: Accreditation) -> Task:
    day = timezone.localdate(accreditation.asked_at)
    note = accreditation.registration.event.display_name()
    return Task(accreditation.name, accreditation.get_absolute_url(), day, note=note)


def _commitments(desk: Desk) -> TaskGroup:
    acts = ("confirm-commitment", "decline-commitment")
    address = f"{reverse('commitment_list')}?status={CommitmentStatus.MADE}"
    return desk.group(
        _("Commitments to confirm"), commitments_awaiting_confirmation(desk.viewer), acts, _commitment, address
    )


def _commitment(commitment: Commitment) -> Task:
    return Task(commitment.title, commitment.get_absolute_url(), commitment.made_on, note=plain(commitment.maker_name))


def _progress(desk: Desk) -> TaskGroup:
    waiting = waiting_for_review(desk.viewer)
    records = FirstRows([each.progress for each in waiting[:SHOWN]], waiting.more + max(len(waiting) - SHOWN, 0))
    tasks = {each.progress.pk: _progress_task(each) for each in waiting}
    return desk.group(
        _("Progress reports to review"),
        records,
        ("accept-progress", "query-progress"),
        lambda progress: tasks[progress.pk],
        reverse("follow_up_list"),
    )


def _progress_task(row: ProgressRow) -> Task:
    progress = row.progress
    by = progress.state_by.short_name_on(progress.made_on) if progress.state_by else None
    by = by or (progress.organisation.name if progress.organisation else None)
    claims = _("Status reported: %(status)s") % {"status": progress.get_claims_display()}
    note = " · ".join(filter(None, (plain(by) if by else "", claims)))
    return Task(row.row.words, progress.get_absolute_url(), progress.made_on, note=note)


def _follow_ups_of_nobody(desk: Desk) -> TaskGroup:
    nobody = {"responsible_state": None, "responsible_organisation": None, "responsible_body": None}
    entries = follow_ups_visible_to(desk.viewer).filter(**nobody, is_for_each_state=False)
    # Of a commitment, those that made it are responsible.
    entries = entries.exclude(origin=FollowUpOrigin.COMMITMENT).exclude(state__in=SETTLED_STATES)
    return desk.group(
        _("Follow-up to be assigned"),
        with_origin(entries).order_by(DUE_FIRST, "slug"),
        ("assign-follow-up",),
        _entry,
        f"{reverse('follow_up_list')}?nobody=1",
    )


def _entry(entry: FollowUp) -> Task:
    return Task(entry.wording, entry.get_absolute_url(), entry.due, is_due=True, note=origin_name(entry))


def _guidance(desk: Desk) -> TaskGroup:
    waiting = guidance_waiting(desk.viewer).select_related("meeting").order_by("-given_on", "slug")
    acts = ("answer-guidance", "make-mandate-from-guidance")
    return desk.group(_("Guidance awaiting a reply"), waiting, acts, _guidance_task, reverse("guidance_list"))


def _guidance_task(guidance: Guidance) -> Task:
    note = guidance.meeting.display_name() if guidance.meeting else ""
    return Task(as_heading(guidance.topic), guidance.get_absolute_url(), guidance.given, note=note)


def _corrections(desk: Desk) -> TaskGroup:
    proposed = corrections_visible_to(desk.viewer).filter(state=CorrectionState.PROPOSED)
    proposed = proposed.select_related("guidance__meeting", "state_by").prefetch_related("state_by__former_names")
    acts = ("accept-correction", "decline-correction")
    return desk.group(_("Corrections to decide"), proposed.order_by("made_at", "slug"), acts, _correction)


def _correction(correction: Correction) -> Task:
    note = plain(correction.state_by.name_today)
    about = as_heading(correction.guidance.topic)
    return Task(about, address_of(correction), timezone.localdate(correction.made_at), note=note)


def _laws(desk: Desk) -> TaskGroup:
    proposed = laws_visible_to(desk.viewer).filter(status=LawStatus.PROPOSED)
    proposed = proposed.prefetch_related("state__former_names").order_by("supplied_on", "slug")
    return desk.group(_("Proposed provisions of law"), proposed, ("accept-law", "decline-law"), _law)


def _law(law: LawArticle) -> Task:
    return Task(law.title, address_of(law), law.supplied_on, note=plain(law.state.name_today))


def _state_corrections(desk: Desk) -> TaskGroup:
    proposed = state_corrections_visible_to(desk.viewer).filter(status=StateCorrectionStatus.PROPOSED)
    proposed = proposed.prefetch_related("state__former_names").order_by("proposed_on", "slug")
    acts = ("accept-state-correction", "decline-state-correction")
    return desk.group(_("Corrections to the entries of States"), proposed, acts, _state_correction)


def _state_correction(correction: StateCorrection) -> Task:
    note = plain(correction.state.name_today)
    return Task(correction.display_name(), address_of(correction), correction.proposed_on, note=note)


def _assistance_proposed(desk: Desk) -> TaskGroup:
    proposed = with_participants(assistance_proposed(desk.viewer)).order_by("asked_on", "slug")
    return desk.group(
        _("Proposed requests for assistance"), proposed, ("accept-assistance", "refuse-assistance"), _assistance
    )


def _assistance_unanswered(desk: Desk) -> TaskGroup:
    waiting = with_participants(assistance_to_answer(desk.viewer)).order_by(DUE_FIRST, "asked_on", "slug")
    address = f"{reverse('assistance_list')}?status={AssistanceStatus.OPEN}"
    acts = ("offer-assistance", "decline-assistance")
    return desk.group(_("Requests for assistance without an offer"), waiting, acts, _assistance, address)


def _assistance(request: RequestForAssistance) -> Task:
    note = plain(name_on(request.participant, request.asked_on))
    return Task(request.title, request.get_absolute_url(), request.asked_on, note=note)


def _uptakes(desk: Desk) -> TaskGroup:
    reported = uptakes_visible_to(desk.viewer).filter(status=UptakeStatus.REPORTED)
    reported = reported.select_related("tool__activity").order_by("reported_on", "slug")
    return desk.group(_("Reported uses of tools"), reported, ("confirm-uptake", "decline-uptake"), _uptake)


def _uptake(uptake: Uptake) -> Task:
    return Task(uptake.display_name(), address_of(uptake), uptake.reported_on, note=plain(uptake.tool.activity.title))


def _material(desk: Desk) -> TaskGroup:
    submitted = material_visible_to(desk.viewer).filter(status=MaterialStatus.SUBMITTED)
    return desk.group(_("Campaign material to review"), submitted.order_by("slug"), (), _material_task)


def _material_task(material: Material) -> Task:
    return Task(material.title, material.get_absolute_url(), note=material.campaign.display_name())


def _adaptations(desk: Desk) -> TaskGroup:
    reported = adaptations_visible_to(desk.viewer).filter(status=ReportStatus.REPORTED)
    rows = with_makers(reported).select_related("material__campaign__activity").order_by("pk")
    return desk.group(
        _("Reported adaptations of campaign material"), rows, ("confirm-adaptation", "decline-adaptation"), _adaptation
    )


def _adaptation(adaptation: Adaptation) -> Task:
    note = adaptation.material.display_name()
    return Task(adaptation.display_name(), adaptation.get_absolute_url(), adaptation.since_on, note=note)


def _campaign_actions(desk: Desk) -> TaskGroup:
    reported = campaign_actions_visible_to(desk.viewer).filter(status=ReportStatus.REPORTED)
    rows = with_makers(reported).select_related("campaign__activity").order_by("starts_on", "pk")
    acts = ("confirm-campaign-action", "decline-campaign-action")
    return desk.group(_("Reported activities of campaigns"), rows, acts, _campaign_action)


def _campaign_action(action: CampaignAction) -> Task:
    note = " · ".join((plain(action.maker_name), action.campaign.display_name()))
    return Task(action.title, action.get_absolute_url(), action.starts, note=note)


def _returns_to_receive(desk: Desk) -> TaskGroup:
    approved = returns_visible_to(desk.viewer).filter(status=ReturnStatus.APPROVED).order_by("approved_on", "slug")
    return desk.group(
        _("National returns to receive"), approved, ("receive-return",), _national_return, reverse("return_list")
    )


def _returns_to_accept(desk: Desk) -> TaskGroup:
    waiting = returns_visible_to(desk.viewer).filter(status__in=[ReturnStatus.RECEIVED, ReturnStatus.ANSWERED])
    rows = waiting.order_by("received_on", "slug")
    return desk.group(
        _("National returns to review"),
        rows,
        ("accept-return", "query-return"),
        _national_return,
        reverse("return_list"),
    )


def _national_return(national_return: Return) -> Task:
    day = national_return.received_on or national_return.approved_on
    note = str(ReturnStatus(national_return.status).label)
    return Task(national_return.display_name(), national_return.get_absolute_url(), day, note=note)


def _comments(desk: Desk) -> TaskGroup:
    rounds = rounds_to_answer(desk.viewer).order_by("closes_at", "slug")
    return desk.group(_("Comments on tools"), rounds, ("close-text-round", "answer-text-round"), _round_task)


def _round_task(round: TextRound) -> Task:
    number = round.unanswered  # type: ignore[attr-defined]  # counted by `rounds_to_answer`
    note = ngettext("%(count)s comment to respond to", "%(count)s comments to respond to", number)
    count = format_integer(number, active_language().code)
    return Task(round.display_name(), address_of(round), round.opened_on, note=note % {"count": count})


def _reader_feedback(desk: Desk) -> TaskGroup:
    acts = ("answer-reader-feedback", "close-reader-feedback")
    return desk.group(_("Feedback of readers on tools"), open_feedback(desk.viewer), acts, _reader_feedback_task)


def _reader_feedback_task(feedback: ReaderFeedback) -> Task:
    note = Truncator(feedback.words).words(WORDS_SHOWN)
    return Task(feedback.display_name(), address_of(feedback), feedback.sent_on, note=note)


def _proposals(desk: Desk) -> TaskGroup:
    proposed = activities_visible_to(desk.viewer).filter(state=ActivityState.PROPOSED).select_related("lead")
    board = f"{reverse('committee_board')}?state={ActivityState.PROPOSED}"
    acts = ("authorise-activity", "give-up-activity")
    return desk.group(
        _("Proposals awaiting authority"), proposed.order_by(STARTS_FIRST, "slug"), acts, _activity, board
    )


def _activity(activity: Activity) -> Task:
    lead = plain(activity.lead.name) if activity.lead else ""
    note = " · ".join(filter(None, (str(activity.get_kind_display()), lead)))
    return Task(activity.title, activity.get_absolute_url(), activity.starts, note=note)


def _activities_past_mandate(desk: Desk) -> TaskGroup:
    activities = activities_under_ended_mandates(desk.viewer)
    mandates = Prefetch("mandate", mandates_visible_to(desk.viewer))
    address = f"{reverse('mandate_list')}?show=ended"
    acts = ("complete-activity", "cancel-activity")
    rows = activities.prefetch_related(mandates).order_by(STARTS_FIRST, "slug")
    return desk.group(_("Ongoing although their mandate ended"), rows, acts, _past_mandate_task, address)


def _past_mandate_task(activity: Activity) -> Task:
    mandate = activity.mandate
    ended_on, note = (mandate.ended_on, mandate.display_name()) if mandate else (None, "")
    return Task(activity.title, activity.get_absolute_url(), ended_on, note=note)


def _drafts(desk: Desk) -> TaskGroup:
    drafts = documents_visible_to(desk.viewer).filter(state=DocumentState.DRAFT).order_by("-dated_on", "slug")
    return desk.group(_("Documents to issue"), drafts, ("issue-document",), _draft, reverse("document_list"))


def _draft(document: Document) -> Task:
    return Task(document.title, document.get_absolute_url(), document.dated, note=str(document.get_kind_display()))


def _reports(desk: Desk) -> TaskGroup:
    prepared = reports_visible_to(desk.viewer).filter(state=ReportState.PREPARED).order_by("cutoff_on", "slug")
    return desk.group(_("Reports in preparation"), prepared, (), _report, reverse("report_list"))


def _report(report: Report) -> Task:
    address = reverse("report_preparation", args=[report.slug])
    return Task(report.title, address, report.cutoff_on, note=_("Cut-off date"))


GROUPS: tuple[Callable[[Desk], TaskGroup], ...] = (
    *(
        _own_tasks,
        _own_sections,
        _results,
        _past_events,
        _past_meetings,
        _registrations,
        _applications,
        _commitments,
        _progress,
        _follow_ups_of_nobody,
        _guidance,
        _corrections,
        _laws,
        _state_corrections,
        _assistance_proposed,
        _assistance_unanswered,
        _returns_to_receive,
        _returns_to_accept,
        _uptakes,
        _comments,
        _reader_feedback,
        _material,
        _adaptations,
        _campaign_actions,
    ),
    *(_proposals, _activities_past_mandate, _drafts, _reports),
)


def recent_meetings(viewer: Viewer, person: User) -> TaskGroup:
    """The latest meetings with Member States, each with what is recorded of it."""
    desk = Desk(viewer, person, clock.today())
    held = meetings_visible_to(viewer).filter(kind__in=WITH_MEMBER_STATES, cancelled_on=None)
    held = held.filter(ends_on__range=(desk.today - RECENT, desk.today)).order_by("-ends_on", "-starts_at", "slug")
    first = FirstRows(held[:MEETINGS_SHOWN])
    return desk.group(_("Recent consultations"), first, ON_MEETING, _meeting)


def _meeting(meeting: Meeting) -> Task:
    return Task(name_of(meeting), meeting.get_absolute_url(), meeting.ends_on)
