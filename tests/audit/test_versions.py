"""Versions: every save leaves one, tied to the act's entry; the record as it was on a day can be read again."""

import itertools
from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import Q

from palermo.accounts.models import Organisation, Posting, State
from palermo.accounts.states import Role
from palermo.accounts.viewer import VISITOR, viewer_of
from palermo.audit import triggers
from palermo.audit.actions import record
from palermo.audit.models import AuditEvent, RecordVersion
from palermo.audit.queries import as_recorded, version_condition, versions_visible_to
from palermo.audit.versioned_models import data_of, instance_of
from palermo.core.audiences import Audience
from palermo.core.dates import PartialDate
from palermo.core.kinds import all_kinds, kind_of, slug_of
from palermo.events.models import BudgetLine, EventInvitation, FeedbackForm, Outcome, Showing
from palermo.figures.models import IndicatorEdition, Release, ReleaseDecision
from palermo.figures.states.releases import PUBLISHED as PUBLISHED_RELEASES
from palermo.figures.states.releases import ReleaseStatus
from palermo.governance.models import (
    Activity,
    Correction,
    Decision,
    DonorContribution,
    Endorsement,
    FollowUp,
    Guidance,
    Mandate,
    Meeting,
    NoteVerbale,
    OperativeParagraph,
    ProgressReport,
    ReportDue,
    RequestForAssistance,
)
from palermo.governance.states.activities import ActivityState
from palermo.governance.states.decisions import DecisionState
from palermo.knowledge.models import Agreement, Dataset, DatasetEdition, DraftComment, GoodPractice, Source, StudyDraft
from palermo.knowledge.states.datasets import DatasetEditionStatus
from palermo.knowledge.states.practices import PracticeStatus
from palermo.knowledge.states.studies import StudyDraftStatus
from palermo.library.actions.documents import issue_document
from palermo.library.models import Document, DocumentReader
from palermo.logistics.models import LogisticsTask, TaskTemplate
from palermo.offline.models import OfflineBundle
from palermo.outreach.models import ActionPlan, Adaptation, CampaignAction, Commitment, Material, Partnership, Reach
from palermo.outreach.states.campaigns import MaterialStatus, ReportStatus
from palermo.outreach.states.commitments import CommitmentStatus
from palermo.programme.models import Programme, ProgrammeRelease
from palermo.registration.models import Registration
from palermo.reporting.models import DocumentType, Report
from palermo.speakers.models import Speaker
from palermo.toolkit.models import LearnerGroup, ToolVersion, Uptake
from palermo.toolkit.states.uptake import UptakeStatus
from palermo.treaties.models import LawArticle, Review, StateCorrection
from palermo.treaties.states.corrections import StateCorrectionStatus
from palermo.treaties.states.laws import LawStatus
from tests.factories.accounts import make_state, make_user
from tests.factories.activities import make_event, make_outcome, make_tool
from tests.factories.assistance import make_assistance, make_proposed_assistance
from tests.factories.common import number, text
from tests.factories.figures import key_of, make_indicator
from tests.factories.figures import make_release as make_figure_release
from tests.factories.governance import (
    make_activity,
    make_body,
    make_decision,
    make_endorsement,
    make_guidance,
    make_mandate,
    make_meeting,
)
from tests.factories.knowledge import (
    make_agreement,
    make_dataset,
    make_dataset_edition,
    make_practice,
    make_source,
    make_study,
)
from tests.factories.laws import make_law, make_review, make_state_correction
from tests.factories.library import make_document
from tests.factories.offline import make_bundle
from tests.factories.outreach import (
    make_adaptation,
    make_campaign_action,
    make_commitment,
    make_material,
    make_partner,
    make_plan,
    make_reach,
)
from tests.factories.preparation import make_budget_line, make_event_invitation, make_feedback, make_showing
from tests.factories.programmes import make_programme, make_release
from tests.factories.registrations import make_registration
from tests.factories.releases import make_draft as make_release_draft
from tests.factories.screens import make_task
from tests.factories.speakers import make_published
from tests.factories.tool_texts import make_passage, make_published_version, make_tool_version
from tests.factories.training import make_course, make_learners, make_training
from tests.factories.uptakes import make_uptake
from tests.slices import OF_THE_SITE

pytestmark = pytest.mark.django_db

# Why the versions of these are not kept.
NOT_KEPT = {
    "AuditEvent": "the log itself",
    "ChainHead": "the log itself",
    "RecordVersion": "the versions themselves",
    "FileRefusal": "can quote a file, deleted on a day",
    "Installation": "what this database is, once",
    "InstallationKey": "what tells the key of this installation; the log has when it changed",
    "User": "a person",
    "Posting": "a person's",
    "Invitation": "a person's",
    "ParticipantName": "a person's",
    "PressContact": "a person's",
    "FeedbackLink": "what opens a form",
    "FeedbackSheet": "of somebody whom nobody knows, never changed",
    "FeedbackAnswer": "of somebody whom nobody knows, never changed",
    "ReportParagraph": "the order of a report being written; the log has each move",
    "ReportSection": "the same",
    "TextRevision": "a version itself, never changed",
    "ParagraphComment": "on a report being written; the log has when it was resolved",
    "Clearance": "of a version that it keeps, never changed",
    "WordExport": "of a report being written, never changed",
    "WordImport": "the same",
    "Suggestion": "on a report being written; the log has who decided on it",
    "StrayComment": "the same",
    "ReportCorrection": "of a corrigendum being written; the log has each change",
    "DocumentSlot": "of a report being written; the log has each change",
    "Code": "of an edition that does not change once it is published",
    "CodeMappingRow": "of a mapping that does not change once it is published",
    "SpeakerContact": "a person's",
    "ExpertDetails": "a person's",
    "PledgeContact": "a person's",
    "ExpertLink": "a person's",
    "SpeakerLink": "a person's",
    "SurvivorDeclaration": "a person's, told to those who act on it alone",
    "SurvivorOfficer": "a person's; the log has it",
    "Participant": "a person's, deleted on a day that was promised",
    "Accreditation": "names a person, deleted with them",
    "CredentialsLetter": "names people, deleted with them",
    "Badge": "a person's, deleted with them",
    "CheckIn": "a person's, deleted with them",
    "Trainer": "a person’s, gone when they withdraw their consent",
    "TrainerLink": "a person’s",
    "PartnerContact": "a person’s",
    "PartnerInvitation": "a person’s",
    "EditionFigure": "made of the rows of an edition, and again from them",
    "EditionStep": "never changed once its edition is checked",
    "Finding": "as many as a file has faults; the log has who explained which",
    "Certificate": "never changed but by its revocation, which the log has",
    "DoorDevice": "what opens check-in; the log has what was done to it",
    "TaskReminder": "that a letter went",
    "ReaderFeedback": "of somebody whom nobody knows; the log has who settled it",
    "VersionSection": "derived from a frozen version",
    "DownloadCount": "a number that grows",
    "MaterialDownload": "a number that grows",
    "StatedRecord": "derived from the report",
    "IssuedFile": "frozen",
    "IssuedText": "frozen",
    "ParticipantNeed": "deleted on its day, and seen by those named alone",
    "Read": "a log of its own, which forgets",
    "ExtractedText": "derived from the file",
    "IndexEntry": "derived from the record",
    "IndexText": "derived from the record",
    "IndexStanding": "derived from the record",
    "TitleWord": "derived from the record",
    "WordPart": "derived from the record",
    "FigureOrigin": "never changed once its release is published",
    "ReleaseSeries": "made of the bundle of its release, and again from it",
    "Return": "the State’s, of which the secretariat sees what was approved; corrected by another one",
    "ReturnBlock": "the same",
    "ReturnFigure": "the same; its changes are kept with the return for the State alone",
    "FigureChange": "a log of its own, for the State alone",
    "ReturnAttachment": "the same as the return",
    "ReturnQuery": "the same",
    "ReturnReceipt": "never changed",
    "ReturnReading": "a log of its own",
    "ReturnContributor": "a person’s",
    "Passage": "the order of a text being written; the log has each move",
    "PassageText": "a version itself, never changed",
    "VersionText": "frozen",
}


def versions_of(instance) -> list[RecordVersion]:
    return list(RecordVersion.objects.filter(kind=slug_of(type(instance)), record=instance.pk))


def digest_of_words(words: dict[str, str]) -> str:
    return words["en"].removesuffix(" [en]")


def backdate(instance, *days: date) -> None:
    """Let the versions of a record have been written at noon of these days."""
    for version, day in zip(versions_of(instance), days, strict=True):
        RecordVersion.objects.filter(pk=version.pk).update(at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


def test_every_model_of_the_record_is_kept_or_says_why_not():
    ours = {
        m for m in apps.get_models() if m.__module__.startswith("palermo.") and m._meta.app_label not in OF_THE_SITE
    }
    assert {model.__name__ for model in ours - {kind.model for kind in all_kinds() if kind.is_versioned}} == set(
        NOT_KEPT
    )


def test_each_save_leaves_a_version():
    state = make_state()
    state.member_since = date(1955, 12, 14)
    state.save()
    assert [(v.change, v.data.get("member_since")) for v in versions_of(state)] == [("+", None), ("~", "1955-12-14")]


def test_a_version_holds_what_the_database_has_not_what_the_instance_had():
    decision = make_decision()
    stale = Decision.objects.get(pk=decision.pk)
    Decision.objects.filter(pk=decision.pk).update(number="99/1")
    stale.temporary_number, stale.state = "L.5", "never saved"
    stale.save(update_fields=["temporary_number"])
    last = versions_of(decision)[-1]
    assert (last.data["number"], last.data["temporary_number"], last.data["state"]) == ("99/1", "L.5", decision.state)


def test_a_row_taken_away_leaves_a_last_version():
    decision = make_decision()
    paragraph = OperativeParagraph.objects.create(decision=decision, number=7, text={"en": "Decides"})
    pk = paragraph.pk
    paragraph.delete()
    removed = RecordVersion.objects.filter(kind="operative-paragraphs", record=pk).last()
    assert (removed.change, removed.data["text"]) == ("-", {"en": "Decides"})


def test_links_to_many_are_part_of_a_version():
    activity, document = make_event().activity, make_document()
    activity.documents.add(document)
    document.activities.remove(activity)
    assert [v.data["documents"] for v in versions_of(activity)][-2:] == [[document.pk], []]


def test_rows_are_told_on_the_page_of_their_record():
    event = make_event()
    decision = make_decision()
    paragraph = OperativeParagraph.objects.create(decision=decision, number=7, text={"en": "Decides"})
    shown = {(v.root_kind, v.root) for each in (event, paragraph) for v in versions_of(each)}
    assert shown == {("activities", event.pk), ("decisions", decision.pk)}


def test_versions_are_tied_to_the_entry_of_the_act():
    document = make_document(words="Text", state="draft", issued_on=None)
    with transaction.atomic():
        record("document.drafted", document, by="a test")
    issue_document(document, on=date(2007, 4, 27), by="a test")
    entries = list(AuditEvent.objects.filter(target_kind="documents").order_by("sequence"))
    text_of_it = versions_of(document.versions.get())
    assert [(v.entry, v.at) for v in versions_of(document)] == [(e.sequence, e.at) for e in entries]
    assert [(v.entry, v.at) for v in text_of_it] == [(entries[0].sequence, entries[0].at)]


def test_what_is_written_after_the_entry_is_tied_to_it_as_well(transactional_db):
    state = make_state()
    with transaction.atomic():
        entry = record("state.changed", state, by="a test")
        state.save()
    assert [v.entry for v in versions_of(state)] == [None, entry.sequence]


def test_an_act_that_is_undone_leaves_no_version(transactional_db):
    state = make_state()

    @transaction.atomic
    def failing_act():
        state.save()
        record("state.changed", state, by="a test")
        raise ValueError("after its entry")

    with pytest.raises(ValueError, match="after its entry"):
        failing_act()
    with transaction.atomic():
        other = make_state(slug="zzz")
        record("state.made", other, by="a test")
    assert ([v.change for v in versions_of(state)], len(versions_of(other))) == (["+"], 1)


@pytest.mark.parametrize("change", ["delete", "data", "entry"])
def test_database_refuses_to_change_or_remove_a_version(change):
    triggers.remove(connection)
    triggers.install(connection)
    state = make_state()
    with transaction.atomic():
        record("state.made", state, by="a test")
    version = RecordVersion.objects.filter(pk=versions_of(state)[0].pk)
    with pytest.raises(IntegrityError, match=triggers.SENTENCE), transaction.atomic():
        version.delete() if change == "delete" else version.update(**{change: 5})
    assert version.get().data == data_of(state)


def test_a_version_makes_the_record_it_was():
    event = make_event()
    activity = event.activity
    activity.starts = PartialDate.parse("2007-09")
    activity.save()
    for each in (activity, event, make_decision(), make_document()):
        stored = type(each).objects.get(pk=each.pk)
        made = instance_of(versions_of(each)[-1])
        assert {f.attname: getattr(made, f.attname) for f in stored._meta.concrete_fields} == {
            f.attname: getattr(stored, f.attname) for f in stored._meta.concrete_fields
        }
        assert made == stored


def test_a_version_of_a_record_with_a_field_called_version_makes_it_too():
    document_type = DocumentType.objects.create(slug="ours", base="research", title=text("Ours"), version=3)
    assert instance_of(versions_of(document_type)[-1]).version == 3


def test_the_record_as_it_stood_when_a_day_was_over():
    decision = make_decision("First")
    decision.title = text("Second")
    decision.save()
    Decision.objects.get(pk=decision.pk).save()
    backdate(decision, date(2007, 4, 27), date(2007, 5, 2), date(2007, 5, 2))
    days = {
        day: [digest_of_words(v.data["title"]) for v in as_recorded(Decision, on=date(2007, *day))]
        for day in ((4, 26), (4, 27), (5, 1), (5, 2), (12, 31))
    }
    assert days == {(4, 26): [], (4, 27): ["First"], (5, 1): ["First"], (5, 2): ["Second"], (12, 31): ["Second"]}


def test_what_was_taken_away_is_not_recorded_any_more():
    state = make_state()
    pk = state.pk
    state.delete()
    RecordVersion.objects.filter(kind="states", record=pk, change="+").update(at=datetime(2007, 1, 1, tzinfo=UTC))
    RecordVersion.objects.filter(kind="states", record=pk, change="-").update(at=datetime(2007, 3, 1, tzinfo=UTC))
    found = [as_recorded(type(state), on=day).filter(record=pk).count() for day in (date(2007, 2, 1), date(2007, 3, 1))]
    assert found == [1, 0]


CONDITIONS = [
    (Q(state="adopted"), {"a", "b"}),
    (~Q(state="draft"), {"a", "b"}),
    (Q(audience__in=["public"]), {"a"}),
    (Q(adopted_on__gte=date(2008, 1, 1)), {"b"}),
    (Q(adopted_on=None), {"c"}),
    (Q(adopted_on__isnull=False) & ~Q(number="16/1"), {"b"}),
    (Q(number="16/1") | Q(state="draft"), {"a", "c"}),
]


@pytest.mark.parametrize(("condition", "expected"), CONDITIONS, ids=[str(c) for c, _e in CONDITIONS])
def test_versions_are_chosen_by_their_fields_in_the_database(condition, expected):
    body = make_decision(slug="a", number="16/1", adopted_on=date(2007, 4, 27), audience="public").body
    make_decision(slug="b", number="16/2", body=body, adopted_on=date(2008, 4, 18), audience="member_states")
    make_decision(slug="c", number="", body=body, state="draft", adopted_on=None, audience="secretariat")
    found = as_recorded(Decision, on=date(9999, 1, 1)).filter(version_condition(Decision, condition))
    assert {version.data["slug"] for version in found} == expected
    assert {d.slug for d in Decision.objects.filter(condition)} == expected


def titles(versions) -> set[str]:
    return {digest_of_words(version.data["title"]) for version in versions}


def test_who_was_not_to_read_a_text_reads_it_never():
    decision = make_decision("draft", state=DecisionState.DRAFT, adopted_on=None, audience="secretariat")
    decision.title = text("still secret")
    decision.save()
    decision.title, decision.state, decision.adopted_on = text("adopted"), DecisionState.ADOPTED, date(2007, 4, 27)
    decision.audience = Audience.PUBLIC
    decision.save()
    officer = viewer_of(make_user(Role.SECRETARIAT))
    assert titles(versions_visible_to(VISITOR, Decision)) == {"adopted"}
    assert titles(versions_visible_to(officer, Decision)) == {"draft", "still secret", "adopted"}


def test_to_restrict_a_record_restricts_its_past():
    document = make_document("open", audience=Audience.PUBLIC)
    assert titles(versions_visible_to(VISITOR, Document)) == {"open"}
    document.audience = Audience.MEMBER_STATES
    document.save()
    assert titles(versions_visible_to(VISITOR, Document)) == set()


def test_what_is_told_on_a_page_was_for_the_readers_of_that_page_then():
    decision = make_decision(audience=Audience.SECRETARIAT)
    paragraph = OperativeParagraph.objects.create(decision=decision, number=7, text={"en": "secret wording"})
    with transaction.atomic():
        record("decision.drafted", decision, by="a test")
    decision.audience = Audience.PUBLIC
    decision.save()
    paragraph.text = {"en": "open wording"}
    paragraph.save()
    seen = versions_visible_to(VISITOR, OperativeParagraph).filter(record=paragraph.pk)
    assert [version.data["text"]["en"] for version in seen] == ["open wording"]


def test_what_has_no_page_of_its_own_is_for_the_secretariat():
    make_state()
    assert versions_visible_to(VISITOR, Organisation).count() == 0
    assert versions_visible_to(viewer_of(make_user(Role.DELEGATE)), Organisation).count() == 0


def decisions():
    body = make_body()
    last = make_decision(body=body)
    for audience in Audience:
        for state in ("draft", "not_adopted"):
            make_decision(body=body, state=state, adopted_on=None, audience=audience)
        make_decision(body=body, audience=audience)
        make_decision(body=body, state="superseded", superseded_by=last, audience=audience)


def documents():
    for audience in Audience:
        make_document(state="draft", issued_on=None, audience=audience)
        make_document(audience=audience)
        make_document(state="withdrawn", withdrawn_on=date(2007, 8, 1), audience=audience)
        for state, on in (("draft", None), ("issued", date(2007, 6, 1))):
            named = make_document(state=state, issued_on=on, audience=audience)
            for posting in Posting.objects.all():
                DocumentReader.objects.create(document=named, user=posting.user, named_on=date(2007, 6, 1))
    for to in (Audience.PUBLIC, Audience.MEMBER_STATES, Audience.STEERING_COMMITTEE):
        for on in (date(2007, 6, 1), date(2100, 1, 1)):
            make_document(audience=Audience.SECRETARIAT, opens_on=on, opens_to=to)


def activities():
    mandate = make_mandate()
    for audience in Audience:
        for state in ActivityState:
            make_activity(state=state, mandate=mandate, authorised_on=date(2007, 5, 1), audience=audience)


def reports():
    for audience in Audience:
        for on in (None, date(2008, 3, 1)):
            state = "issued" if on else "prepared"
            days = {"cutoff_on": date(2008, 2, 1), "issued_on": on}
            Report.objects.create(
                slug=f"report-{number()}", blueprint="progress", title=text("R"), state=state, audience=audience, **days
            )


def notes():
    for audience in Audience:
        for state, on in (("draft", None), ("issued", date(2007, 8, 1))):
            NoteVerbale.objects.create(
                slug=f"note-{number()}",
                reference=f"NV {number()}",
                kind="invitation",
                meeting=make_meeting(audience=audience),
                dated_on=date(2007, 8, 1),
                state=state,
                issued_on=on,
            )


def corrections():
    own = Posting.objects.filter(role=Role.DELEGATE).values_list("state", flat=True).first()
    for audience in Audience:
        for state, on in (("proposed", None), ("accepted", date(2007, 8, 1)), ("declined", date(2007, 8, 1))):
            for by in (make_state(), State.objects.filter(pk=own).first() or make_state()):
                Correction.objects.create(
                    slug=f"correction-{number()}",
                    guidance=make_guidance(audience=audience),
                    state_by=by,
                    text=text("C"),
                    made_at=datetime(2007, 7, 1, tzinfo=UTC),
                    state=state,
                    decided_on=on,
                )


def progress():
    own = State.objects.filter(postings__role=Role.DELEGATE).first() or make_state()
    for audience in Audience:
        outcome = make_outcome(make_event(), recommendations=1, audience=audience)
        entry = FollowUp.objects.create(
            slug=f"entry-{number()}", origin="recommendation", taken_over_on=date(2007, 10, 5)
        )
        outcome.recommendations.update(follow_up=entry)
        for place, (state, on) in enumerate((("reported", None), ("accepted", date(2008, 1, 15))) * 2):
            ProgressReport.objects.create(
                follow_up=entry,
                number=place + 1,
                state_by=own if place < 2 else make_state(),
                made_on=date(2008, 1, 10),
                claims="in_progress",
                text=text("P"),
                state=state,
                reviewed_on=on,
            )


def releases():
    for audience in Audience:
        for state, on in (("released", None), ("withdrawn", date(2007, 8, 1))):
            make_release(make_programme(), audience, state=state, withdrawn_on=on)


def for_each_audience(make):
    return lambda: [make(audience=audience) for audience in Audience]


def bundles():
    return [make_bundle(audience) for audience in Audience if audience != Audience.SECRETARIAT]


def contribution(audience):
    DonorContribution.objects.create(slug=f"gift-{number()}", state=make_state(), purpose=text("P"), audience=audience)


def report_due(audience):
    ReportDue.objects.create(slug=f"due-{number()}", subject=text("S"), body=make_body(), audience=audience)


def of_events(make):
    """Of an event for each audience."""
    return for_each_audience(lambda audience: make(make_event(audience=audience)))


def invitations():
    for audience in Audience:
        for state in ("planned", "sent", "accepted", "withdrawn"):
            make_event_invitation(make_event(audience=audience), state=state)
        for posting in Posting.objects.filter(role=Role.DELEGATE):
            make_event_invitation(make_event(audience=audience), state_invited=posting.state)


def showings():
    for audience in Audience:
        make_showing(make_outcome(make_event(), audience=audience))
        made = make_showing(make_document(audience=audience))
        make_showing(make_document(audience=audience), withdrawn_on=date(2008, 1, 1), withdrawal_reason=text("R"))
        make_showing(make_document(audience=Audience.PUBLIC), make_event(audience=audience, kind="forum"))
        assert made.document


def make_task_template() -> None:
    TaskTemplate.objects.create(slug="template", title=text("Template"))


def laws():
    """Recorded, proposed by a State, and decided."""
    for status in LawStatus:
        make_law(status=status)


def state_corrections():
    """Proposed, accepted and declined."""
    for status in StateCorrectionStatus:
        make_state_correction(status=status)


def assistance():
    """Recorded for each audience, proposed, and a proposal that was declined."""
    for audience in Audience:
        make_assistance(audience=audience)
        make_proposed_assistance(audience=audience)
        make_assistance(audience=audience, status="declined", recorded_on=None)


def uptakes():
    """Recorded, reported by a State, and declined, of tools for each audience."""
    for audience in Audience:
        for status in UptakeStatus:
            make_uptake(tool=make_tool(audience=audience), status=status)


def figure_releases():
    """In each status; what passed the gate is there with its bundle."""
    for status in ReleaseStatus:
        if status in PUBLISHED_RELEASES:
            release = make_figure_release({key_of("victims", "aut", 2006): 40})
            gone = {"withdrawn_on": date(2008, 1, 1), "reason": text("R")} if status == "withdrawn" else {}
            for name, value in {"status": status, **gone}.items():
                setattr(release, name, value)
            release.save()
        else:
            release = make_release_draft(status=status)
        decided_at = datetime(2008, 1, 1, tzinfo=UTC)
        release.decisions.create(attempt=1, person=make_user(), verdict="approved", decided_at=decided_at)


def indicator_editions():
    """Published and a draft."""
    published = make_indicator()
    published.editions.create(number=2, title=text("T"), unit="persons")


def practices():
    """In each status and for each audience."""
    for audience, status in itertools.product(Audience, PracticeStatus):
        gone = {"withdrawn_on": date(2008, 1, 1), "reason": text("R")} if status == "withdrawn" else {}
        make_practice(audience=audience, status=status, **gone)


def study_drafts():
    """In each status and for each audience, of a study that everybody sees; with a comment of a delegate's State."""
    study = make_study(activity=make_activity(kind="study", mandate=make_mandate()))
    state = State.objects.filter(postings__role=Role.DELEGATE).first() or make_state()
    for place, (audience, status) in enumerate(itertools.product(Audience, StudyDraftStatus), 1):
        dates = {} if status == "draft" else {"circulated_on": date(2008, 1, 1), "comments_until": date(2008, 1, 1)}
        draft = study.drafts.create(number=place, document=make_document(), audience=audience, status=status, **dates)
        draft.comments.create(number=1, state=state, text="Words", made_on=date(2008, 1, 1))


def material():
    """In each status and for each audience, offered to partners or not."""
    for audience, status in itertools.product(Audience, MaterialStatus):
        gone = {"withdrawn_on": date(2008, 1, 1), "reason": text("R")} if status == "withdrawn" else {}
        for is_for_partners in (False, True):
            make_material(audience=audience, status=status, is_for_partners=is_for_partners, **gone)


def of_reports(make):
    """Reported, recorded and declined."""
    return lambda: [make(status=status) for status in ReportStatus]


def tool_versions():
    """Frozen and published for each audience, of a tool that everybody sees."""
    tool = make_tool(audience=Audience.PUBLIC)
    make_passage(tool=tool)
    make_tool_version(tool)
    for audience in Audience:
        make_published_version(tool, audience=audience)


def training_for(audience):
    """A training session under a tool for an audience."""
    return make_training(make_course(tool=make_tool(audience=audience)))


def commitments():
    """In each state, for each audience, of a group and of a partner that is not listed."""
    for audience in Audience:
        for status in CommitmentStatus:
            make_commitment(status=status, audience=audience)
        make_commitment(audience=audience, partnership=make_partner(is_listed=False))


def partnerships():
    """Listed and not listed, in each status."""
    for status, values in {
        "applied": {},
        "admitted": {},
        "declined": {"decided_on": date(2008, 1, 5)},
        "withdrawn": {"decided_on": date(2008, 1, 5)},
        "left": {"left_on": date(2008, 1, 5), "reason": text("Reason")},
    }.items():
        for is_listed in (True, False):
            make_partner(status=status, is_listed=is_listed, **values)


def agreements():
    """In each status and for each audience."""
    for audience in Audience:
        make_agreement(status="draft", audience=audience)
        make_agreement(audience=audience)
        make_agreement(status="ended", ended_on=date(2008, 1, 5), reason=text("Reason"), audience=audience)


def dataset_editions():
    """In each status, of datasets for each audience."""
    for audience in Audience:
        dataset = make_dataset(audience=audience)
        for status in DatasetEditionStatus:
            make_dataset_edition(dataset, status=status, reason=text("Reason"))


# What makes a record in each state and for each audience.
STANDINGS = {
    Partnership: partnerships,
    Activity: activities,
    BudgetLine: of_events(make_budget_line),
    EventInvitation: invitations,
    FeedbackForm: for_each_audience(lambda audience: make_feedback(audience=audience)),
    Showing: showings,
    OfflineBundle: bundles,
    Correction: corrections,
    Commitment: commitments,
    Decision: decisions,
    Document: documents,
    DonorContribution: for_each_audience(contribution),
    Endorsement: for_each_audience(make_endorsement),
    Guidance: for_each_audience(make_guidance),
    Mandate: for_each_audience(make_mandate),
    TaskTemplate: make_task_template,
    LawArticle: laws,
    StateCorrection: state_corrections,
    Uptake: uptakes,
    ToolVersion: tool_versions,
    Material: material,
    GoodPractice: practices,
    IndicatorEdition: indicator_editions,
    Release: figure_releases,
    ReleaseDecision: figure_releases,
    StudyDraft: study_drafts,
    DraftComment: study_drafts,
    Adaptation: of_reports(make_adaptation),
    CampaignAction: of_reports(make_campaign_action),
    Reach: of_reports(lambda **fields: make_reach(make_campaign_action(**fields))),
    ActionPlan: for_each_audience(lambda audience: make_plan(audience=audience)),
    LearnerGroup: for_each_audience(lambda audience: make_learners(training_for(audience))),
    Source: for_each_audience(lambda audience: make_source(audience=audience)),
    Agreement: agreements,
    Dataset: for_each_audience(lambda audience: make_dataset(audience=audience)),
    DatasetEdition: dataset_editions,
    Review: for_each_audience(lambda audience: make_review(audience=audience)),
    RequestForAssistance: assistance,
    LogisticsTask: for_each_audience(lambda audience: make_task(make_event(audience=audience))),
    Meeting: for_each_audience(make_meeting),
    NoteVerbale: notes,
    ProgressReport: progress,
    Registration: for_each_audience(lambda audience: make_registration(make_event(audience=audience))),
    Programme: for_each_audience(lambda audience: make_programme(make_event(audience=audience))),
    ProgrammeRelease: releases,
    Speaker: for_each_audience(lambda audience: make_published(event=make_event(audience=audience))),
    Outcome: for_each_audience(lambda audience: make_outcome(make_event(), audience=audience)),
    Report: reports,
    ReportDue: for_each_audience(report_due),
}


def test_who_reads_versions_is_tested_for_every_model_that_says_so():
    assert set(STANDINGS) == {kind.model for kind in all_kinds() if kind.past_visible_to and kind.version_condition}


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize("model", STANDINGS, ids=slug_of)
def test_the_latest_versions_a_reader_sees_are_the_records_they_see(model, role):
    """In each state and for each audience: what says who reads versions agrees with what says who reads records."""
    user = make_user(role) if role else None
    STANDINGS[model]()
    viewer = viewer_of(user)
    visible = set(kind_of(model).past_visible_to(viewer).values_list("pk", flat=True))
    latest = as_recorded(model, on=date(9999, 1, 1)).values("pk")
    seen = versions_visible_to(viewer, model)
    assert set(seen.filter(pk__in=latest).values_list("record", flat=True)) == visible
    assert set(seen.values_list("record", flat=True)) == visible
