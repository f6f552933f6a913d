"""One more row, with everything a page shows beside it, for each list and each detail page."""

from dataclasses import replace
from datetime import date, timedelta

from palermo.accounts.models import FormerName, Place, State
from palermo.accounts.states import Role
from palermo.core.audiences import Audience
from palermo.core.dates import PartialDate
from palermo.events.models import Rescheduling, Showing
from palermo.governance.actions.follow_ups import assign_follow_up, change_due
from palermo.governance.models import (
    ActionPoint,
    AgendaItem,
    Attendance,
    Briefing,
    DonorContribution,
    FollowUp,
    Initiative,
    MeetingPaper,
    Membership,
    OperativeParagraph,
    Partner,
    ReportDue,
    RequestForAssistance,
    Session,
)
from palermo.library.models import Document, DocumentAlias, LanguageVersion
from palermo.library.read_log import note_reads, served_version
from palermo.library.states import ReadBy
from palermo.outreach.models import Commitment
from palermo.reporting.frozen import freeze, thaw
from palermo.reporting.models import IssuedText, Report, StatedRecord
from palermo.reporting.tree import Source
from tests.factories.accounts import (
    make_group,
    make_group_membership,
    make_invitation,
    make_organisation,
    make_person,
    make_place,
    make_state,
    make_user,
)
from tests.factories.activities import make_event, make_outcome, make_study, make_tool
from tests.factories.assistance import make_assistance, make_offer, make_proposed_assistance
from tests.factories.common import number, text
from tests.factories.consultations import (
    make_change,
    make_correction,
    make_mission,
    make_note,
    make_point,
)
from tests.factories.endorsements import CLOSES, OPENS, make_extension, make_put, make_response, make_version
from tests.factories.governance import (
    make_activity,
    make_body,
    make_decision,
    make_endorsement,
    make_guidance,
    make_mandate,
    make_meeting,
)
from tests.factories.laws import make_review
from tests.factories.library import make_document
from tests.factories.occasions import make_edition, make_presentation
from tests.factories.outreach import make_followed_commitment, make_partner
from tests.factories.register import make_contribution, make_entry, make_progress, make_report_due, make_topic
from tests.factories.treaties import make_treaty
from tests.reporting.spoken_examples import example

DAY, AHEAD = date(2007, 7, 16), date(2008, 5, 5)


def paper(**fields):
    """A document in two languages."""
    document = make_document("Paper", words="Words", **fields)
    LanguageVersion.objects.create(document=document, language="fr", text="Mots")
    return document


def read(document: Document | None = None) -> None:
    """That somebody was given a restricted paper."""
    document = document or paper(audience="member_states")
    note_reads([served_version(document.versions.all()[0], ReadBy.PAGE)], by=make_user("delegate"))


def event(**fields):
    """An event with an outcome that has recommendations and a document."""
    made = make_event("Event", place=make_place(state=make_state()), **fields)
    outcome = make_outcome(made, recommendations=2, audience=Audience.PUBLIC, document=paper())
    Showing.objects.create(outcome=outcome, forum=make_event("Forum", kind="forum"), kind="handed_out")
    return made


def mandate(**fields):
    """A mandate due, with an event done, guidance given and a text put under it."""
    made = make_mandate("Mandate", due_on=date(2008, 8, 31), due_precision="day", **fields)
    event(mandate=made)
    make_activity("Study", mandate=made)
    make_guidance(under=made)
    make_endorsement(under=made)
    report_due(mandate=made)
    return made


def report_due(**fields):
    session = Session.objects.create(
        slug=f"session-{number()}", body=make_body(), number=number(), name=text("session"), starts_on=DAY, ends_on=DAY
    )
    return ReportDue.objects.create(
        slug=f"due-{number()}",
        subject=text("subject"),
        body=session.body,
        session=session,
        responsible=make_organisation(),
        **fields,
    )


def stated(kind, slug):
    """A paragraph of a public report that states a record."""
    report = Report.objects.create(
        slug=f"report-{number()}",
        blueprint="progress",
        title=text("Report"),
        cutoff_on=DAY,
        audience=Audience.PUBLIC,
        state="issued",
        issued_on=DAY,
    )
    return StatedRecord.objects.create(report=report, paragraph=number(), kind=kind, record_id=slug)


def partner(activity):
    Partner.objects.create(activity=activity, state=make_state(), role="host")
    Partner.objects.create(activity=activity, organisation=make_organisation(), role="support")


# What a detail page shows one more of.


def on_event(made):
    outcome = make_outcome(made, recommendations=2, audience=Audience.PUBLIC, document=paper())
    Showing.objects.create(outcome=outcome, forum=make_event("Forum", kind="forum"), kind="on_screens")
    stated("outcomes", outcome.slug)
    stated("events", made.activity.slug)
    partner(made.activity)
    made.activity.documents.add(paper())
    Rescheduling.objects.create(
        event=made,
        decided_on=DAY + timedelta(days=number()),
        decided_at=make_meeting(audience=Audience.PUBLIC),
        previous_title=text("Before"),
        previous_starts_on=DAY,
    )


def on_tool(made):
    make_offer(make_assistance(tool=made.activity))
    edition = make_edition("consultation", tool=made, state="final", due_on=DAY, document=paper())
    make_presentation(edition=edition)
    make_event("Experts", kind="expert_meeting", part_of=made.activity)
    partner(made.activity)
    made.activity.documents.add(paper())
    stated("tools", made.activity.slug)


def on_study(made):
    partner(made.activity)
    made.activity.documents.add(paper())
    stated("studies", made.activity.slug)


def on_activity(made):
    partner(made)
    made.documents.add(paper())
    make_activity("Part", part_of=made, mandate=made.mandate)
    stated("activities", made.slug)


def on_document(made):
    DocumentAlias.objects.create(document=made, symbol=f"A/{number()}", kind="double")
    make_decision(document=made)
    make_outcome(make_event(), document=made, audience=Audience.PUBLIC)
    MeetingPaper.objects.create(meeting=make_meeting(audience=Audience.PUBLIC), document=made)
    make_activity(mandate=make_mandate()).documents.add(made)
    stated("documents", made.slug)


def on_decision(made):
    paragraph = OperativeParagraph.objects.create(decision=made, number=number(), text=text("paragraph"))
    mandate(paragraph=paragraph)
    make_decision(endorses=made)
    stated("decisions", made.slug)


def on_mandate(made):
    make_offer(make_assistance(mandate=made))
    event(mandate=made)
    make_study(mandate=made)
    make_guidance(under=made)
    make_endorsement(under=made)
    report_due(mandate=made, document=paper())
    stated("mandates", made.slug)


def on_meeting(made):
    make_point(meeting=made, about=make_topic())
    make_change(made, on=DAY, previous_place=make_place())
    make_note(meeting=made, state="issued")
    item = AgendaItem.objects.create(meeting=made, number=str(number()), title=text("Item"))
    item.documents.add(paper())
    MeetingPaper.objects.create(meeting=made, document=paper())
    MeetingPaper.objects.create(meeting=made, document=paper(), is_report=True)
    Briefing.objects.create(meeting=made, number=number(), topic=text("topic"), text=text("told"))
    Attendance.objects.create(meeting=made, organisation=make_organisation())
    Attendance.objects.create(meeting=made, state=make_state())
    action_point(made, responsible_organisation=make_organisation())
    action_point(made, responsible_state=make_state())
    mandate(guidance=make_guidance(meeting=made))
    mandate(endorsement=make_endorsement(put_at=made))
    make_decision(adopted_at=made)
    stated("meetings", made.slug)


def action_point(meeting, **fields):
    entry = FollowUp.objects.create(
        slug=f"entry-{number()}", origin="action_point", taken_over_on=DAY, due_on=DAY, due_precision="day", **fields
    )
    return ActionPoint.objects.create(meeting=meeting, number=number(), text=text("Point"), follow_up=entry)


def on_topic(made):
    """Guidance that led to an event with outcomes, guidance that waits, a point, an entry of the register."""
    given = make_guidance(about=made, meeting=make_meeting())
    mandate(guidance=given)
    stated("guidance", given.slug)
    make_guidance(about=made)
    make_point(about=made)
    if made:
        make_entry(about=made)


def topic():
    on_topic(make_topic())


def note(**fields):
    made = make_note(state="issued", **fields)
    on_note(made)
    make_note()
    return made


def on_note(made):
    made.enclosures.add(paper())
    made.addressees.add(make_mission())


def on_guidance(made):
    make_correction(guidance=made)
    make_correction(guidance=made, state="accepted")
    mandate(guidance=made)
    stated("guidance", made.slug)


def on_endorsement(made):
    """One more version, answered, and one more event under what came of it."""
    made.document = paper()
    make_version(made, what_changed=text("All"))
    make_extension(made, made_at=OPENS, closes_at=CLOSES + timedelta(days=1))
    for kind in ("objection", "approval", "comment"):
        make_response(made, kind, words="Words", made_at=OPENS)
    under = mandate(endorsement=made)
    moved = event(mandate=under)
    Rescheduling.objects.create(
        event=moved, decided_on=date(2007, 12, 1), previous_title=text("Before"), previous_starts_on=DAY
    )
    stated("endorsements", made.slug)


def on_report(made):
    """One more record of each of three kinds behind the summary."""
    records = (("events", make_event().activity), ("decisions", make_decision()), ("documents", paper()))
    sources = (*_issued_report(made).summary[0].sources, *(Source(kind, record.slug) for kind, record in records))
    IssuedText.objects.filter(report=made).update(content=freeze(_stating(_issued_report(made), sources)))


def _issued_report(made):
    return thaw(IssuedText.objects.get(report=made).content)


def _stating(statement, sources):
    return replace(statement, summary=(replace(statement.summary[0], sources=tuple(sources)),))


# One more row of a list, and on a desk one of everything.


def committee_meeting():
    on_meeting(make_meeting(kind="committee", place=make_place()))
    committee = Initiative.objects.select_related("steering_committee").first()
    if committee is None:
        committee = Initiative.objects.create(
            slug="initiative", name=text("Initiative"), steering_committee=make_body()
        )
    Membership.objects.create(body=committee.steering_committee, organisation=make_organisation())
    left = Membership(body=committee.steering_committee, organisation=make_organisation(), until_on=DAY)
    left.save()


def on_the_board():
    """A proposal and an authorized event that meet, each with support, and the agencies to choose from."""
    committee_meeting()
    for fields in ({"state": "proposed"}, {}):
        made = make_event(place=_place_of_plans(), lead=make_organisation(), starts_on=AHEAD, ends_on=AHEAD, **fields)
        partner(made.activity)
    make_activity("Proposal no date", lead=make_organisation(), audience=Audience.STEERING_COMMITTEE)


def _place_of_plans():
    return Place.objects.filter(slug="place-of-plans").first() or make_place(slug="place-of-plans")


def consultation():
    on_meeting(make_meeting(place=make_place(), on=DAY + timedelta(days=number() % 50)))
    on_meeting(make_meeting(place=make_place(), on=date(2008, 2, 6)))


def endorsement():
    """One without a text, one open, one whose deadline has passed and that nobody has settled, one closed."""
    make_endorsement(document=paper(), target_on=date(2008, 3, 1))
    written = make_put(kind="written", document=paper(), opens_at=OPENS - timedelta(days=30))
    make_response(written, "comment", words="Words")
    make_response(written, "objection")
    make_put(opens_at=OPENS - timedelta(days=30), closes_at=OPENS - timedelta(days=20))
    mandate(endorsement=make_endorsement(state="approved", result_on=date(2007, 9, 30), document=paper()))


def on_a_desk():
    consultation()
    committee_meeting()
    endorsement()
    mandate()
    report_due()
    make_activity("Proposal", lead=make_organisation(), audience=Audience.STEERING_COMMITTEE)
    make_document("Draft", state="draft", issued_on=None)
    paper(issued_on=date(2008, 1, 20))
    make_guidance(given_on=date(2008, 1, 20))
    ended = make_mandate(state="lapsed", ended_on=date(2008, 1, 1))
    make_activity("Left over", mandate=ended)
    make_progress(entry(), state_by=make_state())
    make_assistance()
    make_proposed_assistance()


def issued_report():
    made = Report.objects.create(
        slug=f"issued-{number()}",
        blueprint="progress",
        title=text("Issued report"),
        cutoff_on=DAY,
        audience=Audience.PUBLIC,
        state="issued",
        issued_on=DAY,
        meeting=make_meeting(audience=Audience.PUBLIC),
    )
    IssuedText.objects.create(report=made, language="en", content=freeze(_stating(example("en"), ())))
    return made


def tool():
    on_tool(make_tool())


def study():
    on_study(make_study())


def entry() -> FollowUp:
    "An follow-up entry that is late, with everything that its row or its page shows of it."
    return make_entry(
        responsible_state=make_state(), about=make_topic(), due_on=DAY, note=text("note"), state="in_progress"
    )


def on_entry(entry: FollowUp) -> None:
    """What is reported on it, with evidence, and what was changed about it."""
    make_progress(entry, state_by=make_state(), evidence=make_document(words="words"), review=text("review"))
    change_due(entry, due=PartialDate(DAY), reason=text("reason"), by=make_user(Role.SECRETARIAT))
    assign_follow_up(entry, responsible=make_state(), about=None, reason=text("reason"), by=make_user(Role.SECRETARIAT))


def commitment() -> Commitment:
    """A commitment at an event, of a partner that is an organization, with a report on it."""
    firm = make_partner(kind="business", organisation=make_organisation())
    made = make_followed_commitment(activity=make_event().activity, partnership=firm, due_on=DAY)
    make_followed_commitment(state=make_state(), audience="member_states")
    return made


def on_commitment(commitment: Commitment) -> None:
    """What is reported on it, with evidence, and a paragraph that states it."""
    make_progress(commitment.follow_up, by_party=True, evidence=make_document(words="words"), review=text("review"))
    stated("commitments", commitment.slug)


def contribution() -> DonorContribution:
    """A contribution with an amount, of a State that had another name."""
    return make_contribution(amount=1000, currency="EUR", earmark=text("earmark"), given_on=DAY)


def on_contribution(contribution: DonorContribution) -> None:
    """Activities funded and what is owed for it."""
    contribution.activities.add(make_event().activity)
    make_report_due(contribution=contribution, document=make_document(), responsible=make_organisation())


def assistance() -> RequestForAssistance:
    """A request with an offer, under a treaty and with a tool."""
    return make_offer(make_assistance(tool=make_tool().activity, treaty=make_treaty())).request


def on_assistance(request: RequestForAssistance) -> None:
    """Offers of a State that had another name and of an organization."""
    make_offer(request)
    make_offer(request, organisation=make_organisation())


def on_state(state: State) -> None:
    """A former name, a group, an event in it, what it answers for and what it gave."""
    FormerName.objects.create(state=state, until_on=DAY + timedelta(days=number()), short_name=text("Once"))
    make_group_membership(make_group(), state)
    make_event(place=make_place(state=state), starts_on=DAY)
    make_entry(responsible_state=state, due_on=DAY)
    make_contribution(state=state, given_on=DAY)
    make_offer(make_assistance(state=state, review=make_review(state=state)))
    make_offer(make_assistance(), state=state)


def person():
    """Somebody with a posting and somebody invited, in a State of their own."""
    state = make_state()
    make_person("Delegate", Role.DELEGATE, state=state)
    return make_invitation("Invited", state_for=state)
