"""For each act that can be undone, a record to which it is done and what is written."""

from collections.abc import Callable
from datetime import date
from functools import partial

from django.db.models import Model

from palermo.knowledge.models import DatasetEdition, Study
from palermo.logistics.models import TaskTemplate, TemplateTask
from palermo.outreach.models import DueDiligenceCheck, PartnerRule
from palermo.programme.models import Programme
from palermo.reporting.models import DocumentType
from palermo.reporting.outline import outline_named
from tests.factories.accounts import make_organisation, make_state, make_user
from tests.factories.activities import make_event, make_outcome, make_tool
from tests.factories.assistance import make_assistance, make_offer, make_proposed_assistance
from tests.factories.common import text
from tests.factories.consultations import make_note, make_topic
from tests.factories.contributions import make_expenditure, make_gift, make_payment, make_result
from tests.factories.discussion import make_comment, make_frozen, make_round
from tests.factories.endorsements import make_put
from tests.factories.figures import make_indicator
from tests.factories.governance import (
    make_activity,
    make_amendment,
    make_body,
    make_decision,
    make_draft,
    make_guidance,
    make_mandate,
    make_meeting,
)
from tests.factories.knowledge import (
    make_agreement,
    make_code_list,
    make_dataset,
    make_dataset_edition,
    make_list_edition,
    make_practice,
    make_source,
    make_study,
)
from tests.factories.laws import make_law, make_proposal, make_review, make_state_correction
from tests.factories.library import make_document
from tests.factories.occasions import make_edition, make_occasion, make_presentation, make_stage
from tests.factories.outreach import (
    make_adaptation,
    make_application,
    make_campaign,
    make_campaign_action,
    make_followed_commitment,
    make_material,
    make_partner,
    make_plan,
    make_pledging,
    make_reach,
)
from tests.factories.outreach import make_release as make_press_release
from tests.factories.plans import (
    make_draft_edition,
    make_evaluation,
    make_lesson,
    make_measure_progress,
    make_progress_round,
    make_section,
)
from tests.factories.preparation import make_budget_line, make_event_invitation, make_feedback
from tests.factories.press import make_advice, make_cutting, make_kit_item, make_step
from tests.factories.programmes import (
    make_day,
    make_item,
    make_part,
    make_programme,
    make_programme_person,
    make_release,
    make_room,
)
from tests.factories.register import (
    make_action_point,
    make_entry,
    make_recommendation,
    make_report,
    make_report_recommendation,
)
from tests.factories.returns import SMALL, make_questionnaire_edition, make_round_invitation
from tests.factories.returns import make_round as make_data_round
from tests.factories.screens import make_notice, make_screen, make_task
from tests.factories.texts import make_published_version
from tests.factories.tool_texts import make_drafter, make_tool_version
from tests.factories.training import make_course, make_planned_training, make_training
from tests.factories.treaties import make_action, make_statement, make_treaty
from tests.factories.uptakes import make_reported_uptake, make_uptake
from tests.portal.filling import six

REASON = six("reason", "By mistake")
NOTE = {
    "kind": "invitation",
    "reference": "CU 2008/9",
    "to_all_member_states": "on",
    "dated_on": "2008-01-30",
    "addressees": [],
}
MANDATE = {"title_en": "Study", "ask": "act", "in_force_from": "2008-01-20", "audience": "public"}

LAW = {"title_en": "Provision", "covered": ["fraud"], "not_covered": ["child"], "supplied_by": "source"}
LAW |= {"source": "Gazette", "checked_on": "2008-01-10"}
COMMITMENT = {**six("title", "Train crews"), **six("text", "Train all crews"), "made": "2008-01-10", "due": "2008-12"}
PLEDGING = {"opens_on": "2008-01-10", "closes_on": "2008-02-28"}
UPTAKE = {"kind": "taught", "evidence_en": "Curriculum"}
MATERIAL = {**six("title", "Poster"), **six("text", "Words"), "kind": "poster", "depicts": "drawn", "licence": "cc0"}
TRAINING = {"starts_on": "2008-01-14", "ends_on": "2008-01-15", "link": "https://example.org/course"}
PERIOD = {"period_from": "2007-08-01", "period_until": "2007-09-30"}
SPENT = {"amount": "10", "currency": "EUR", **PERIOD}
REVIEW = {"mechanism_en": "Review", "stage": "planned", "audience": "public"}

ASSISTANCE = {**six("title", "Training"), **six("summary", "Trainers"), "field": "training", "audience": "public"}
ASSISTANCE |= {"asked_on": "2008-01-09"}

ACTION = {"kind": "accession", "deposited_on": "2005-05-05"}
STATEMENT = {"made_on": "2005-05-05", **six("summary", "A summary")}

CHECK = {"result": "passed", "checked_by": "Officer", "checked_on": "2008-01-30", "source": "Register"}

type Case = Callable[[], tuple[object, dict[str, object]]]


def on(make: Callable[[], Model], key: str = "pk", **written: object) -> Case:
    """A record that is made, known by this field, and what is written of it."""
    return lambda: (getattr(make(), key), written)


def new(**written: object) -> Case:
    """What is written of something new."""
    return lambda: (None, written)


def forum():
    """An event that is authorized and ahead."""
    days = {"starts_on": date(2008, 2, 13), "ends_on": date(2008, 2, 15)}
    return make_event("Forum", kind="forum", state="authorised", **days)


def past_event():
    """An event that is over."""
    return make_event(starts_on=date(2007, 10, 2), ends_on=date(2007, 10, 4))


def on_event(**written: object) -> Case:
    """On an event that is ahead."""
    return lambda: (forum().activity.slug, written)


def _questionnaire_draft():
    return make_questionnaire_edition(status="draft", published_on=None, digest="")


def _indicator_draft():
    words = {name: text("Words") for name in ("title", "definition", "method", "comparability")}
    return make_indicator().editions.create(number=2, unit="persons", **words)


def _plan_section():
    """The second, empty section of a draft."""
    return make_section(make_draft_edition(), "Prosecution", key="goal-9")


def _measure():
    """The second measure of a draft."""
    return make_draft_edition(measures=2).measures.get(key="measure-2")


def _lesson_to_take_up():
    """A lesson of an edition that was followed by a draft."""
    lesson = make_lesson()
    make_draft_edition(lesson.evaluation.edition.plan)
    return lesson


def programme() -> Programme:
    """A programme of such an event."""
    return make_programme(forum())


def _session_held():
    """A session of an event that is over, in its published programme."""
    of = make_programme(past_event(), days=0)
    item = make_item(of, day=make_day(of, date(2007, 10, 2)).day)
    make_release(of)
    return item


def _presented(**written: object):
    shown = make_presentation()
    return shown.pk, {"occasion": shown.occasion.slug, **written}


def _document_type(**fields: object):
    """A copy of a document type, with nothing changed."""
    outline = outline_named("research")
    written = {"slug": "our-research", "base": "research", "content": outline.content, **fields}
    return DocumentType.objects.create(title=text("Our research"), **written)


def _draft_material():
    return make_material(status="draft", checked_by="", checked_on=None, published_on=None)


def _submitted_material():
    return make_material(status="submitted", checked_by="", checked_on=None, published_on=None)


def _reported_adaptation():
    return make_adaptation(status="reported", decided_on=None)


def _reported_action():
    return make_campaign_action(status="reported", decided_on=None)


def _held():
    return make_meeting(on=date(2008, 1, 10))


def _ahead():
    return make_meeting(on=date(2008, 2, 6))


def _committee():
    body = make_body(kind="steering_committee")
    return make_meeting(kind="committee", on=date(2008, 1, 10), body=body, audience="steering_committee")


def _with_mandate(make: Callable[[], Model], key: str = "slug") -> Case:
    return lambda: (getattr(make(), key), MANDATE | {"addressee_organisation": make_organisation().pk})


def _supported():
    activity = make_activity()
    activity.partners.create(organisation=make_organisation("Support"), role="support", order=1)
    return activity


def _invited():
    return make_event_invitation(forum(), state="planned")


def _task_of_template() -> TemplateTask:
    return TemplateTask.objects.create(template=_template(), title=text("Task"), days_before=10)


def _template() -> TaskTemplate:
    return TaskTemplate.objects.create(slug="own", kind="briefing", title=text("Own"))


def _action() -> Model:
    return make_action(make_treaty())


def _new_name() -> str:
    return make_state().short_name["en"]


def _statement() -> Model:
    return make_statement(make_treaty(), make_state())


def _study() -> Study:
    """A study under a mandate."""
    return make_study(activity=make_activity(kind="study", mandate=make_mandate()))


def _study_contribution() -> Model:
    return _study().contributions.create(number=1, organisation=make_organisation(), role="analysis")


def _ethics_review() -> Model:
    return _study().ethics_reviews.create(number=1, body=text("Board"))


def _research_edition() -> DatasetEdition:
    source = make_source()
    return make_dataset_edition(make_dataset(source), agreement=make_agreement(source, purposes=["research"]))


def _use_of_data() -> Model:
    return _study().datasets.create(edition=_research_edition())


def _study_draft(status: str = "draft") -> Model:
    dates = {} if status == "draft" else {"circulated_on": date(2008, 1, 20), "comments_until": date(2008, 2, 20)}
    return _study().drafts.create(number=1, document=make_document(), status=status, **dates)


CASES: dict[str, Case] = {
    # Documents
    "assign-symbol": on(make_document, "slug", symbol="E/CN.15/2008/1"),
    # Decisions
    "record-decision": lambda: (
        None,
        {"body": make_body().pk, "on": "2008-01-20", "audience": "public"}
        | six("title", "Title")
        | {"text_en": "Preamble.\n1. Requests a study."},
    ),
    "draft-decision": lambda: (
        None,
        {"body": make_body().pk, "audience": "public"} | six("title", "Title") | {"text_en": "1. Requests a study."},
    ),
    "adopt-decision": on(make_draft, "slug", on="late 2007-11"),
    "propose-amendment": on(make_draft, "slug", proposed_on="2008-01-20", text_en="1. Words"),
    "set-aside-decision": on(make_draft, "slug", on="2008-01-31", **REASON),
    "number-decision": on(lambda: make_decision(number="", temporary_number="L.5"), "slug", number="16/2"),
    "supersede-decision": lambda: (make_decision("Old").slug, {"successor": make_decision("New").pk}),
    "decide-amendment": on(make_amendment, "slug", state="accepted", on="2008-01-31"),
    # Mandates
    "make-mandate-from-paragraph": _with_mandate(lambda: make_decision().paragraphs.get(), "pk"),
    "make-mandate-from-decision": lambda: (
        (decision := make_decision()).slug,
        MANDATE | {"addressee_organisation": make_organisation().pk, "paragraph": decision.paragraphs.get().pk},
    ),
    "make-mandate-from-guidance": _with_mandate(make_guidance),
    "make-mandate-from-endorsement": _with_mandate(
        lambda: make_put(state="approved", result_on=date(2008, 1, 10), put_on=date(2007, 12, 1))
    ),
    # Meetings and notes
    "schedule-meeting": new(
        kind="consultation", starts_on="2008-03-06", audience="member_states", agenda_en="1 Opening\n2 Other matters"
    ),
    "confirm-meeting": on(_held, "slug"),
    "add-briefing": on(_held, "slug", **six("topic", "research"), **six("text", "Told")),
    "add-point": on(_held, "slug", **six("text", "Raised")),
    "summarise-meeting": on(_held, "slug", **six("summary", "It was short")),
    "record-guidance": on(_held, "slug", kind="concern", **six("topic", "data"), **six("text", "Too little")),
    "record-attendance": lambda: (
        (meeting := _committee()).slug,
        {"present": [meeting.body.memberships.create(organisation=make_organisation(), order=1).organisation_id]},
    ),
    "add-action-point": lambda: (
        _committee().slug,
        {"organisation": make_organisation().pk} | six("text", "Write the report"),
    ),
    "write-note": on(_ahead, "slug", **NOTE),
    "write-note-on-text": on(make_put, "slug", **NOTE | {"kind": "endorsement"}),
    "change-note": on(lambda: make_note(meeting=_ahead()), "slug", **NOTE),
    "discard-note": on(lambda: make_note(meeting=_ahead()), "slug"),
    # Activities and events
    "propose-activity": new(
        kind="event", event_kind="launch", starts="mid 2008", audience="public", **six("title", "Expert meeting")
    ),
    "propose-activity-under-mandate": on(make_mandate, "slug", kind="study", audience="public", title_en="Study"),
    "authorise-activity": lambda: (make_activity().slug, {"on": "2008-01-31", "mandate": make_mandate().pk}),
    "coordinate-activity": lambda: (_supported().slug, {"lead": make_organisation("Lead").pk, "supporting": []}),
    "begin-activity": on(lambda: make_activity(mandate=make_mandate()), "slug", on="2008-01-31"),
    "complete-activity": on(lambda: make_activity(mandate=make_mandate()), "slug", on="2008-01-31"),
    "cancel-activity": on(lambda: make_activity(mandate=make_mandate()), "slug", on="2008-01-31"),
    "give-up-activity": on(make_activity, "slug", on="2008-01-31"),
    "move-event": on_event(starts="2008-03-13", ends="2008-03-15", decided_on="2008-01-10"),
    "describe-event": lambda: (
        forum().activity.slug,
        {"theme_en": "trafficking", "hosts": [make_state().pk], "co_organisers": [make_organisation().pk]},
    ),
    "add-budget-line": on_event(purpose="Interpretation", currency="EUR", planned="1000.50"),
    "change-budget-line": on(lambda: make_budget_line(forum()), planned="2000"),
    "remove-budget-line": on(lambda: make_budget_line(forum())),
    "invite-to-event": lambda: (forum().activity.slug, {"channel": "letter", "organisation": make_organisation().pk}),
    "change-event-invitation": on(_invited, seats="3"),
    "remove-event-invitation": on(_invited),
    "ask-participants": lambda: (past_event().activity.slug, {"opens_on": "2008-01-31", "closes_on": "2008-02-15"}),
    "change-feedback": on(
        lambda: make_feedback(past_event(), closes_on=date(2008, 2, 10)), "slug", closes_on="2008-02-15"
    ),
    "add-feedback-question": on(
        lambda: make_feedback(past_event(), closes_on=date(2008, 2, 10)), "slug", **six("words", "Was it useful?")
    ),
    "change-feedback-question": on(
        lambda: make_feedback(past_event(), closes_on=date(2008, 2, 10)).questions.first(), words_en="Other"
    ),
    "remove-feedback-question": on(lambda: make_feedback(past_event(), closes_on=date(2008, 2, 10)).questions.first()),
    "record-outcome": lambda: (past_event().activity.slug, {"kind": "declaration", **six("title", "Declaration")}),
    "change-outcome": on(lambda: make_outcome(past_event()), "slug", **six("title", "Other")),
    "adopt-outcome": on(lambda: make_outcome(past_event(), status="draft"), "slug", on="2008-01-20"),
    "add-outcome-item": on(lambda: make_outcome(past_event()), "slug", **six("text", "States should cooperate")),
    "change-outcome-item": on(make_recommendation, **six("text", "Other words")),
    # Treaties
    "record-treaty": lambda: (None, {**six("name", "Convention"), "effect_delay": "30"}),
    "change-treaty": lambda: (make_treaty().slug, {"depositary_number": "IV-11"}),
    "import-treaty-list": lambda: (
        make_treaty().slug,
        {"pasted": f"Participant,Signature\n{_new_name()},1 Oct 2007", "as_at": "2007-12-31"},
    ),
    "record-treaty-action": lambda: (make_treaty().slug, {"state": make_state().pk, **ACTION}),
    "correct-treaty-action": on(_action, **ACTION, **REASON),
    "remove-treaty-action": on(_action, **REASON),
    "record-statement": lambda: (make_treaty().slug, {"state": make_state().pk, "kind": "declaration", **STATEMENT}),
    "correct-statement": on(_statement, "slug", **STATEMENT, **REASON),
    "record-objection": lambda: (_statement().slug, {"state": make_state().pk, **STATEMENT}),
    "withdraw-statement": on(_statement, "slug", **STATEMENT),
    # Press room
    "add-press-release": new(**six("title", "Forum"), **six("body", "The Forum opens.")),
    "change-press-release": on(make_press_release, "slug", **six("title", "Forum")),
    "add-kit-item": lambda: (None, {**six("title", "Facts"), "number": 7, "document": make_document().slug}),
    "change-kit-item": on(make_kit_item, **six("title", "Facts")),
    "remove-kit-item": on(make_kit_item),
    "add-cutting": new(title="Forum opens", outlet="Gazette", published="2008-01-20"),
    "change-cutting": on(make_cutting, "slug", title="Forum opens"),
    "remove-cutting": on(make_cutting, "slug", **REASON),
    # What you can do
    "add-advice": new(audience="school", **six("introduction", "What schools can do")),
    "change-advice": on(make_advice, "audience", **six("introduction", "What travellers can do")),
    "add-advice-step": on(make_advice, "audience", **six("title", "Look twice")),
    "change-advice-step": on(make_step, **six("title", "Look twice")),
    "remove-advice-step": lambda: (make_advice(steps=2).steps.get(number=2).pk, {}),
    # Texts of tools
    "arrange-finder": lambda: (
        make_published_version().tool.activity.slug,
        {"roles": ["police", "judge"], "topics": [make_topic().slug]},
    ),
    # Questionnaires and rounds of data collection
    "add-questionnaire": new(**six("title", "Questionnaire")),
    "change-questionnaire": lambda: (make_questionnaire_edition().questionnaire.slug, six("title", "Other title")),
    "begin-questionnaire-edition": lambda: (make_questionnaire_edition().questionnaire.slug, {"begin_with": "example"}),
    "change-questionnaire-edition": on(_questionnaire_draft, text=SMALL.replace("Victims", "Persons")),
    "remove-questionnaire-edition": on(_questionnaire_draft),
    "plan-round": lambda: (None, {**six("title", "Round"), "edition": make_questionnaire_edition().pk, "year": "2007"}),
    "change-round": on(make_data_round, "slug", due_on="2008-06-30"),
    "remove-round": on(partial(make_data_round, status="planned"), "slug"),
    "choose-return-agreement": on(
        partial(make_round_invitation, agreement=None), **six("agreement_title", "Agreement"), signed_on="2008-01-05"
    ),
    "withdraw-round-invitation": on(make_round_invitation),
    # Indicators
    "begin-indicator-edition": on(make_indicator, "slug"),
    "change-indicator-edition": on(_indicator_draft, **six("title", "Other title")),
    "discard-indicator-edition": on(_indicator_draft),
    # Action plans
    "add-plan": new(**six("title", "Plan"), **six("group", "Religious leaders"), level="faith"),
    "change-plan": on(make_plan, "slug", level="sector"),
    "begin-plan-edition": on(partial(make_plan, measures=2), "slug"),
    "change-plan-edition": on(make_draft_edition, drafted_on="2008-01-05"),
    "abandon-plan-edition": on(make_draft_edition, **REASON),
    "add-plan-section": on(make_draft_edition, **six("heading", "Protection")),
    "change-plan-section": on(_plan_section, **six("heading", "Protection")),
    "move-plan-section": on(_plan_section, after=""),
    "remove-plan-section": on(_plan_section),
    "add-measure": on(make_draft_edition, **six("text", "Open a shelter")),
    "change-measure": on(_measure, **six("text", "Open a shelter")),
    "move-measure": on(_measure, after=""),
    "remove-measure": on(_measure),
    "import-measures": on(make_draft_edition, pasted="key,text_en\nmeasure-1,Other words\n,One more\n"),
    "open-progress-round": lambda: (make_plan(measures=1).editions.get().pk, {}),
    "change-progress-round": on(make_progress_round, due_on="2008-02-20"),
    "close-progress-round": on(make_progress_round),
    "reopen-progress-round": on(partial(make_progress_round, status="closed"), **REASON),
    "change-measure-progress": on(make_measure_progress, status="done"),
    "add-plan-evaluation": lambda: (
        make_plan(measures=1).editions.get().pk,
        {"kind": "final", "made": "2008-01", **six("evaluator", "Institute"), **six("findings", "It works")},
    ),
    "change-plan-evaluation": on(make_evaluation, **six("findings", "It works")),
    "remove-plan-evaluation": on(make_evaluation),
    "add-lesson": on(make_evaluation, **six("text", "Involve judges")),
    "change-lesson": on(make_lesson, **six("text", "Involve judges")),
    "take-up-lesson": lambda: (_lesson_to_take_up().pk, {"measure": "measure-1"}),
    "remove-lesson": on(make_lesson),
    # Code lists
    "add-code-list": new(**six("title", "Forms of exploitation")),
    "change-code-list": on(make_code_list, "slug", **six("title", "Means")),
    "change-list-edition": on(
        partial(make_list_edition, None, "code", status="draft"), source="Protocol", licence="None"
    ),
    # Use of tools
    "record-commitment": new(**COMMITMENT, group_en="Religious leaders", audience="public"),
    "change-commitment": on(make_followed_commitment, "slug", **six("title", "Another title")),
    "withdraw-commitment": on(make_followed_commitment, "slug", **REASON),
    "open-pledging": on_event(**PLEDGING),
    "change-pledging": lambda: (make_pledging().activity.slug, {"closes_on": "2008-03-31"}),
    "record-uptake": lambda: (make_tool().activity.slug, {"state": str(make_state().pk), **UPTAKE}),
    "change-uptake": on(make_uptake, "slug", **UPTAKE),
    "remove-uptake": on(make_uptake, "slug", **REASON),
    "confirm-uptake": on(make_reported_uptake, "slug"),
    "decline-uptake": on(make_reported_uptake, "slug", **six("answer", "No such use")),
    # Data
    "add-data-source": new(**six("name", "Police"), kind="state", audience="public"),
    "change-data-source": on(make_source, "slug", **six("name", "Another name")),
    "add-data-agreement": on(
        make_source, "slug", **six("title", "Agreement"), purposes=["research"], audience="public"
    ),
    "change-data-agreement": on(make_agreement, "slug", **six("title", "Another title")),
    "sign-data-agreement": on(
        partial(make_agreement, status="draft"), "slug", signed_on="2008-01-10", starts_on="2008-01-10"
    ),
    "end-data-agreement": on(make_agreement, "slug", **REASON),
    "add-dataset": on(make_source, "slug", **six("title", "Victims"), layout="unodc", audience="public"),
    "change-dataset": on(make_dataset, "slug", **six("title", "Another title")),
    # Campaigns and their material
    "describe-campaign": lambda: (make_campaign().activity.slug, {**six("aim", "Another aim"), "countries": []}),
    "evaluate-campaign": lambda: (make_campaign().activity.slug, six("evaluation", "Few took part")),
    "add-material": lambda: (make_campaign().activity.slug, MATERIAL),
    "change-material": on(_draft_material, "slug", **six("title", "Another title")),
    "submit-material": on(_draft_material, "slug"),
    "clear-material": on(_submitted_material, "slug", shows_no_victim="on"),
    "return-material": on(make_material, "slug", **REASON),
    "record-adaptation": lambda: (make_material().slug, {**six("group", "Schools"), **six("text", "Shorter")}),
    "confirm-adaptation": on(_reported_adaptation),
    "decline-adaptation": on(_reported_adaptation, **six("answer", "No such text")),
    "change-adaptation": on(make_adaptation, language="pt"),
    "remove-adaptation": on(make_adaptation, **REASON),
    "record-campaign-action": lambda: (
        make_campaign().activity.slug,
        {**six("group", "Schools"), **six("title", "Screening"), "kind": "screening", "starts": "2008-01-20"},
    ),
    "confirm-campaign-action": on(_reported_action),
    "decline-campaign-action": on(_reported_action, **six("answer", "It did not take place")),
    "change-campaign-action": on(make_campaign_action, kind="talk"),
    "remove-campaign-action": on(make_campaign_action, **REASON),
    "add-reach": on(make_campaign_action, unit="visitors", count="12", **six("source", "Count")),
    "remove-reach": on(lambda: make_reach(make_campaign_action()), **REASON),
    # Texts of tools
    "add-drafter": lambda: (make_tool().activity.slug, {"user": make_user("committee_member").pk}),
    "remove-drafter": on(make_drafter),
    "change-version": on(make_tool_version, "slug", **six("name", "Another name")),
    # Editions and occasions
    "begin-edition": lambda: (make_tool(state="under_way").activity.slug, {"state": "revised", "due": "2008-06"}),
    "move-edition": on(
        make_edition, stage="consultation", until_on="2008-03-04", **six("consulted", "States"), **REASON
    ),
    "change-stage": on(make_stage, began_on="2007-11-01", **REASON),
    "remove-stage": on(make_stage, **REASON),
    "record-occasion": new(**six("title", "Assembly"), starts="2008-04"),
    "change-occasion": on(make_occasion, "slug", **six("title", "Conference"), starts="2008-05"),
    "record-presentation": lambda: (make_edition().pk, {"occasion": make_occasion().slug}),
    "change-presentation": lambda: _presented(comment_count="7"),
    "remove-presentation": on(make_presentation, **REASON),
    # Accounts of contributions
    "record-payment": on(make_gift, "slug", paid_on="2007-07-01", amount="10", currency="EUR"),
    "change-payment": on(make_payment, amount="20"),
    "remove-payment": on(make_payment, **REASON),
    "record-expenditure": lambda: (make_payment().contribution.slug, {**SPENT, **six("purpose", "Travel")}),
    "change-expenditure": lambda: (make_expenditure().pk, {"amount": "20", **six("reason", "Advance")}),
    "remove-expenditure": on(make_expenditure, **REASON),
    "record-contribution-result": on(make_gift, "slug", **PERIOD, **six("text", "A network")),
    "change-contribution-result": on(make_result, **six("text", "Another result")),
    "remove-contribution-result": on(make_result, **REASON),
    "edit-contribution-terms": on(make_gift, "slug", sector="15150"),
    # Comments on tools
    "prepare-text-round": lambda: (make_frozen().tool.activity.slug, {"kind": "states", "states": []}),
    "change-text-round": on(lambda: make_round(state="prepared"), "slug", kind="other", states=[]),
    "close-text-round": on(make_round, "slug"),
    "comment-on-passage": on(make_round, "slug", passage="a1-1", language="en", text="A comment"),
    "decline-comment": on(make_comment, **six("response", "Covered")),
    "reconsider-comment": on(lambda: make_comment(state="declined"), **REASON),
    # Training
    "add-course": lambda: (make_tool().activity.slug, {"title_en": "Course"}),
    "change-course": on(make_course, "slug", title_en="Changed"),
    "remove-course": on(make_course, "slug", **REASON),
    "add-training": lambda: (make_course().slug, {**TRAINING, "state": str(make_state().pk)}),
    "change-training": on(make_planned_training, "slug", **TRAINING),
    "hold-training": on(make_planned_training, "slug"),
    "count-learners": on(make_training, "slug", sex="women", profession="police", count="8"),
    "evaluate-training": on(
        make_training, "slug", opens_on="2008-01-18", closes_on="2008-03-01", threshold="5", audience="public"
    ),
    "cancel-training": on(make_planned_training, "slug", **REASON),
    # Partners
    "add-partner-rule": new(kind="business", checks=["identity"]),
    "change-partner-rule": on(
        lambda: PartnerRule.objects.create(kind="ngo", checks=["identity"]), "kind", checks=["conduct"]
    ),
    "record-check": on(
        lambda: DueDiligenceCheck.objects.create(partnership=make_application(), number=1, kind="identity"), **CHECK
    ),
    "add-check": on(make_application, "slug", kind="conduct", **CHECK),
    "remove-logo": on(lambda: make_partner(logo="0" * 64, logo_permission=text("Yes")), "slug"),
    "change-partner": on(
        lambda: make_partner(mandate=make_mandate()), "slug", countries=[], **six("role", "Another role")
    ),
    # National law and reviews
    "record-law": lambda: (make_state().slug, {**LAW, "treaty": make_treaty().slug}),
    "change-law": on(make_law, "slug", **LAW),
    "accept-law": on(make_proposal, "slug"),
    "decline-law": on(make_proposal, "slug", **six("answer", "No such provision")),
    "accept-state-correction": on(make_state_correction, "slug"),
    "decline-state-correction": on(make_state_correction, "slug", **six("answer", "It is as it was deposited")),
    "record-review": lambda: (make_state().slug, {**REVIEW, "treaty": make_treaty().slug}),
    "change-review": on(make_review, "slug", **REVIEW),
    # Technical assistance
    "record-assistance": lambda: (None, {**ASSISTANCE, "state": make_state().pk, "treaty": make_treaty().slug}),
    "record-assistance-on-review": on(make_review, "slug", **ASSISTANCE),
    "accept-assistance": on(make_proposed_assistance, "slug", **six("answer", "Welcome")),
    "refuse-assistance": on(make_proposed_assistance, "slug", **six("answer", "Elsewhere")),
    "change-assistance": on(make_assistance, "slug", **six("title", "Another title")),
    "offer-assistance": lambda: (make_assistance().slug, {"state": make_state().pk, **six("text", "Experts")}),
    "accept-offer": on(make_offer),
    "decline-offer": on(make_offer),
    "withdraw-offer": on(make_offer, **six("answer", "No funds")),
    "record-assistance-result": lambda: (
        make_offer(status="accepted").request.slug,
        {"delivered": "2008-01", **six("result", "A course")},
    ),
    "decline-assistance": on(make_assistance, "slug", **six("answer", "No funds")),
    "withdraw-assistance": on(make_assistance, "slug", **six("answer", "Done by ourselves")),
    "reopen-assistance": lambda: (make_assistance(status="withdrawn").slug, REASON),
    # Follow-up
    "take-over-recommendation": on(make_recommendation),
    "take-over-report-recommendation": on(
        lambda: make_report_recommendation(report=make_report(state="prepared", issued_on=None))
    ),
    "take-over-action-point": on(make_action_point),
    "move-follow-up": on(make_entry, "slug", to="done", on="2008-01-31", **REASON),
    "reschedule-follow-up": on(make_entry, "slug", due="2008-06", **REASON),
    "assign-follow-up": lambda: (make_entry().slug, {"about": make_topic().pk, **REASON}),
    # Studies and good practices
    "describe-study": on(lambda: _study().activity, "slug", **six("question", "Why?")),
    "add-study-contribution": lambda: (
        _study().activity.slug,
        {"organisation": make_organisation().pk, "role": "analysis"},
    ),
    "change-study-contribution": on(_study_contribution, role="review"),
    "remove-study-contribution": on(_study_contribution, **REASON),
    "submit-ethics-review": on(lambda: _study().activity, "slug", **six("body", "Board")),
    "decide-ethics-review": on(_ethics_review, result="approved"),
    "change-ethics-review": on(_ethics_review, reference="2008/1"),
    "use-dataset": lambda: (_study().activity.slug, {"dataset": _research_edition().dataset.slug}),
    "change-dataset-use": on(_use_of_data, **six("use", "Counts")),
    "remove-dataset-use": on(_use_of_data, **REASON),
    "add-study-draft": lambda: (_study().activity.slug, {"document": make_document().slug}),
    "change-study-draft": on(_study_draft, **six("note", "Note")),
    "remove-study-draft": on(_study_draft),
    "close-study-draft": on(lambda: _study_draft("circulated")),
    "add-practice": new(
        states=[], **six("title", "Open doors"), **six("summary", "Done"), field="data", audience="public"
    ),
    "change-practice": on(lambda: make_practice(carried_out_by=text("Agency")), "slug", states=[], field="data"),
    # Programme and screens
    "begin-programme": on_event(changeover_minutes="10"),
    "change-programme": on(programme, "slug", changeover_minutes="20"),
    "add-programme-day": on(programme, "slug", day="2008-02-15"),
    "change-programme-day": on(lambda: programme().days.get(), **six("title", "First day")),
    "remove-programme-day": on(lambda: make_day(programme(), date(2008, 2, 15))),
    "add-room": on(programme, "slug", **six("name", "Hall")),
    "change-room": on(lambda: make_room(programme()), seats="300"),
    "remove-room": on(lambda: make_room(programme())),
    "add-programme-person": on(programme, "slug", **six("name", "Person")),
    "change-programme-person": on(lambda: make_programme_person(programme()), **six("function", "Judge")),
    "remove-programme-person": on(lambda: make_programme_person(programme())),
    "add-programme-item": lambda: (
        programme().slug,
        {"kind": "plenary", "papers": make_document(symbol="E/1").symbol, **six("title", "Opening")},
    ),
    "change-programme-item": on(lambda: make_item(programme()), starts_at="9:30", ends_at="10:30"),
    "place-programme-item": on(lambda: make_item(programme()), starts_at="9:30", ends_at="10:30"),
    "remove-programme-item": on(lambda: make_item(programme())),
    "add-programme-part": lambda: (
        (item := make_item(programme())).pk,
        {"person": make_programme_person(item.programme).pk, "role": "speaker"},
    ),
    "change-programme-part": on(lambda: make_part(make_item(programme())), minutes="15"),
    "remove-programme-part": on(lambda: make_part(make_item(programme()))),
    "summarize-session": on(_session_held, **six("summary", "It was agreed."), summary_audience="public"),
    "add-screen": on(programme, "slug", name="Foyer", kind="foyer"),
    "change-screen": on(lambda: make_screen(programme()), name="Entrance"),
    "write-notice": lambda: (
        (of := programme()).slug,
        {"text_en": "Lunch", "priority": "information", "screens": [make_screen(of).pk]},
    ),
    "change-notice": on(lambda: make_notice(programme(), state="draft"), text_en="Dinner"),
    # Logistics
    "take-first-tasks": on_event(keys=["forum/rooms", "forum/host-agreement"]),
    "add-task": on_event(title_en="Book a room", days_before="20"),
    "change-task": on(lambda: make_task(forum()), days_before="12"),
    "do-task": on(lambda: make_task(forum()), on="2008-01-20"),
    "drop-task": on(lambda: make_task(forum()), on="2008-01-20"),
    "reopen-task": on(lambda: make_task(forum(), state="done")),
    "begin-task-templates": new(),
    "add-task-template": new(title_en="Small meeting", kind="briefing"),
    "change-task-template": on(_template, "slug", title_en="Other"),
    "add-template-task": on(_template, "slug", title_en="Book a room", days_before="20"),
    "change-template-task": on(_task_of_template, days_before="12"),
    "remove-template-task": on(_task_of_template),
    # Reports
    "copy-document-type": new(base="research", title_en="Our research"),
    "change-document-type": on(_document_type, "slug", word_limit="2000"),
    "activate-document-type": on(_document_type, "slug"),
    "retire-document-type": on(lambda: _document_type(state="active"), "slug"),
    "delete-document-type": on(_document_type, "slug"),
}
