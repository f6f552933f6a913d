"""A page of every address of the site, for the tests that look at all of them."""

from collections.abc import Callable
from functools import partial

from django.db.models import Model
from django.urls import reverse
from django.utils import translation

from palermo.accounts.models import Invitation, Posting
from palermo.floor.models import FloorRequest
from palermo.following.leaving import leaving_path
from palermo.library.models import DocumentReader, LanguageVersion
from palermo.logistics.models import LogisticsTask
from palermo.programme.models import ProgrammeItem, ScreenNotice
from palermo.registration.models import Accreditation, Badge, Participant
from palermo.reporting.models import ReportParagraph, ReportSection
from palermo.toolkit.models import Certificate, Edition, Passage, VersionSection
from tests.journeys.furnishing import (
    BRIEFING,
    COPY,
    LINK,
    LINK_OF_A_TRAINER,
    LINK_OF_AN_APPLICANT,
    LINK_OF_AN_INVITED_PARTNER,
    LINK_OF_AN_ORGANISATION,
    LINK_OF_THE_DELEGATE,
    LINK_TO_ANSWER,
    LINK_TO_CONSENTS,
    LIST,
)
from tests.slices import urlpatterns


def _number(model: type[Model], **chosen: object) -> int:
    return model._default_manager.filter(**chosen).order_by("pk").values_list("pk", flat=True)[0]


def of(model: type[Model], **chosen: object) -> Callable[[], int]:
    """The number of a row, which is known only when the page is looked at."""
    return partial(_number, model, **chosen)


def of_code() -> str:
    """The code of a certificate, which differs each time."""
    return Certificate.objects.values_list("code", flat=True)[0]


def key(model: type[ReportSection] | type[ReportParagraph]) -> Callable[[], str]:
    """The key of what an officer added to the report that is being prepared."""
    return lambda: str(model._default_manager.filter(report__slug=BRIEFING).values_list("key", flat=True)[0])


def key_in_text() -> str:
    """The key of the first paragraph of the model law, which is known only once its text is begun."""
    passages = Passage.objects.filter(tool__activity__slug="model-law", kind="paragraph")
    return str(passages.order_by("pk").values_list("key", flat=True)[0])


def section() -> str:
    """The key of the first chapter of a version of the model law."""
    first = VersionSection.objects.filter(version__tool__activity__slug="model-law", version__number=1)
    return str(first.order_by("position").values_list("page", flat=True)[0])


# Every name of the portal's addresses with the records whose pages are looked at; a test holds the list complete.
RECORDS: dict[str, list[list[object]]] = {
    "search": [[]],
    "calendar": [[]],
    "updates": [[]],
    "accessibility": [[]],
    "privacy": [[]],
    "contact": [[]],
    "feeds": [[]],
    "following": [[]],
    "event_list": [[]],
    "event_timeline": [[]],
    "event_calendar": [[2007]],
    "event_place": [["bangkok"], ["vienna"]],
    "event": [["bangkok-2007"], ["new-delhi-2007"], ["vienna-forum"], ["proposed-example-2008"]],
    "event_programme": [["vienna-forum"]],
    "programme_changes": [["vienna-forum"]],
    "programme_files": [["vienna-forum"]],
    "programme_editor": [["vienna-forum"]],
    "event_preparation": [["proposed-example-2008"], ["vienna-forum"]],
    "event_participants": [["vienna-forum"]],
    "event_outcomes": [["bangkok-2007"], ["vienna-forum"]],
    "event_documents": [["bangkok-2007"]],
    "event_shown": [["vienna-forum"]],
    "event_evaluation": [["bangkok-2007"]],
    "event_speakers": [["vienna-forum"], ["bangkok-2007"]],
    "speaker": [["vienna-forum-speaker-2"], ["a-published-speaker"]],
    "registration": [["vienna-forum"]],
    "people_address": [["vienna-forum"]],
    "registration_organisations": [["vienna-forum"]],
    "check_in": [["vienna-forum"]],
    "door_devices": [["vienna-forum"]],
    "participant_list": [["vienna-forum"]],
    "bundle_list": [[]],
    "bundle": [["a-bundle"]],
    "programme_screens": [["vienna-forum"]],
    "event_floor": [["vienna-forum"]],
    "event_logistics": [["vienna-forum"]],
    "task_templates": [[]],
    "speaker_reads": [["vienna-forum-speaker-2"]],
    "speakers_list": [[LIST]],
    "speakers_list_chair": [[LIST]],
    "speakers_list_speaker": [[LIST]],
    "tool_list": [[]],
    "tool": [["training-manual"]],
    "course": [["a-course"]],
    "training_list": [[]],
    "training_session": [["a-training-session"], ["a-training-session-to-come"]],
    "issue_certificates": [["a-training-session"]],
    "trainer_list": [[]],
    "trainer": [["a-trainer"]],
    "partner_list": [[]],
    "partner": [["a-partner"], ["an-applicant"]],
    "partner_apply": [[]],
    "partner_application_received": [[]],
    "partner_applications": [[]],
    "evaluation": [["a-training-session"]],
    "verify_certificate": [[]],
    "study_list": [[]],
    "study": [["global-research"]],
    "activity": [["an-activity"]],
    "document_list": [[]],
    "document": [["bangkok-recommendations"], ["committee-report-2008-01-17"], ["committee-report-2007-05-23"]],
    "report_list": [[]],
    "document_types": [[]],
    "document_type": [["forum"], [COPY]],
    "document_type_preview": [[COPY]],
    "report": [["progress-2008"], ["briefing-2008-01-31"]],
    "decision_list": [[]],
    "decision": [["ccpcj-16-1"], ["ccpcj-16-2"]],
    "mandate_list": [[]],
    "mandate": [["regional-events"], ["vienna-forum"]],
    "consultation_list": [[]],
    "consultation": [["consultation-2007-09-07"], ["consultation-2008-02-06"]],
    "guidance_list": [[]],
    "guidance": [["regional-events-2007-06-18"]],
    "committee": [[]],
    "committee_board": [[]],
    "committee_meeting": [["committee-2008-01-17"]],
    "endorsement_list": [[]],
    "endorsement": [["forum-provisional-programme"]],
    "note_list": [[]],
    "topic_list": [[]],
    "topic": [["regional-activities"]],
    "other_topics": [[]],
    "follow_up_list": [[]],
    "follow_up_overview": [[]],
    "follow_up": [["bangkok-recommendations-1"]],
    "contribution_list": [[]],
    "contribution": [["united-arab-emirates-launch"]],
    "assistance_list": [[]],
    "assistance_request": [["example-training-2008"], ["example-police-2007"]],
    "treaty_list": [[]],
    "treaty_comparison": [[]],
    "treaty": [["trafficking-protocol"]],
    "treaty_gaps": [["trafficking-protocol"]],
    "occasion": [["parliamentary-forum-2008"]],
    "occasion_list": [[]],
    "tool_unused": [["model-law"]],
    "tool_text": [["model-law"], ["training-manual"]],
    "tool_outline": [["model-law"]],
    "passage_history": [["model-law", key_in_text]],
    "import_tool_text": [["model-law", "en"]],
    "tool_rounds": [["model-law"]],
    "tool_round": [["model-law", 1]],
    "round_table": [["model-law", 2]],
    "tool_version": [["model-law", 1]],
    "tool_chapter": [["model-law", 1, section]],
    "send_tool_feedback": [["model-law", 1, section]],
    "tool_comparison": [["model-law"]],
    "tool_feedback": [["model-law"]],
    "treaty_participant": [["trafficking-protocol", "aut"]],
    "state_list": [[]],
    "state": [["tha"], ["tur"]],
    "history": [["decisions", "ccpcj-16-1"], ["meetings", "consultation-2007-09-07"]],
    "desk": [[]],
    "desk_timeline": [[]],
    "deadlines": [[]],
    "deliverables": [[]],
    "people": [[]],
    "my_account": [[]],
    "secretariat_desk": [[]],
    "work": [[]],
    "translation_desk": [[]],
    "read_list": [[]],
    "document_reads": [["committee-report-2008-01-17"]],
    "report_reads": [["briefing-2008-01-31"]],
    "person_reads": [[1]],
    "own_reads": [[]],
    "act": [
        ["propose-activity"],
        ["authorise-activity", "proposed-example-2008"],
        ["authorise-activity", "bangkok-2007"],
        ["begin-activity", "vienna-forum"],
        ["end-mandate", "vienna-forum"],
        ["supersede-decision", "ccpcj-16-1"],
        ["close-endorsement", "forum-provisional-programme"],
        ["cancel-meeting", "consultation-2008-02-06"],
        ["confirm-meeting", "consultation-2008-02-06"],
        ["withdraw-document", "bangkok-recommendations"],
        ["coordinate-activity", "proposed-example-2008"],
        ["record-attendance", "committee-2008-01-17"],
        ["add-action-point", "committee-2008-01-17"],
        ["draft-decision"],
        ["issue-document", "kampala-draft-action-plan"],
        ["edit-document", "kampala-draft-action-plan"],
        ["assign-symbol", "bangkok-recommendations"],
        ["restrict-document", "bangkok-recommendations"],
        ["derestrict-document", "committee-report-2008-01-17"],
        ["call-off-opening", "committee-report-2007-05-23"],
        ["name-reader", "committee-report-2008-01-17"],
        ["remove-reader", of(DocumentReader)],
        ["replace-version", of(LanguageVersion, document__slug="bangkok-recommendations")],
        ["record-law", "aut"],
        ["record-review", "aut"],
        ["record-treaty"],
        ["change-treaty", "trafficking-protocol"],
        ["import-treaty-list", "trafficking-protocol"],
        ["record-assistance"],
        ["request-assistance"],
        ["record-occasion"],
        ["change-occasion", "parliamentary-forum-2008"],
        ["begin-edition", "model-law"],
        ["move-edition", of(Edition, tool__activity__slug="handbook-parliamentarians", order=1)],
        ["record-presentation", of(Edition, tool__activity__slug="training-manual")],
        ["offer-assistance", "example-legislation-2008"],
        ["propose-person"],
        ["invite-person"],
        ["send-invitation", of(Invitation, state="proposed")],
        ["send-invitation-again", of(Invitation, state="sent")],
        ["withdraw-invitation", of(Invitation, state="sent")],
        ["end-posting", of(Posting, role="delegate")],
        ["name-focal-point", of(Posting, role="delegate", is_mission_focal_point=False)],
        ["relieve-focal-point", of(Posting, is_mission_focal_point=True)],
        ["put-text-to-member-states"],
        ["schedule-meeting"],
        ["move-meeting", "consultation-2008-02-06"],
        ["write-note", "consultation-2008-02-06"],
        ["record-guidance", "consultation-2007-09-07"],
        ["narrow-mandate", "regional-events"],
        ["move-event", "vienna-forum"],
        ["add-programme-item", "vienna-forum"],
        ["add-programme-part", of(ProgrammeItem, slug="panel")],
        ["release-programme", "vienna-forum"],
        ["describe-event", "vienna-forum"],
        ["draft-concept-note", "vienna-forum"],
        ["add-budget-line", "vienna-forum"],
        ["invite-to-event", "vienna-forum"],
        ["add-participants", "vienna-forum"],
        ["record-who-came", "bangkok-2007"],
        ["record-outcome", "bangkok-2007"],
        ["change-outcome", "bangkok-recommendations"],
        ["add-outcome-item", "kampala-draft-action-plan"],
        ["show-outcome", "bangkok-recommendations"],
        ["show-document", "bangkok-recommendations"],
        ["ask-participants", "vienna-forum"],
        ["add-feedback-question", "bangkok-2007"],
        ["make-feedback-links", "bangkok-2007"],
        ["propose-speaker", "vienna-forum"],
        ["add-course", "training-manual"],
        ["add-training", "a-course"],
        ["change-training", "a-training-session-to-come"],
        ["count-learners", "a-training-session"],
        ["add-trainer"],
        ["change-trainer", "a-trainer"],
        ["invite-partner"],
        ["add-partner-rule"],
        ["admit-partner", "an-applicant"],
        ["add-check", "an-applicant"],
        ["decline-partner", "an-applicant"],
        ["add-contact", "a-partner"],
        ["set-logo", "a-partner"],
        ["end-partnership", "a-partner"],
        ["change-partner", "a-partner"],
        ["evaluate-training", "a-training-session-to-come"],
        ["revoke-certificate", of_code],
        ["name-survivor-officer", "vienna-forum"],
        ["share-speaker", "vienna-forum-speaker-1"],
        ["change-speaker", "vienna-forum-speaker-2"],
        ["choose-speaker", "vienna-forum-speaker-3"],
        ["invite-speaker", "vienna-forum-speaker-4"],
        ["put-speaker-into-programme", "vienna-forum-speaker-4"],
        ["change-speaker-consent", "a-published-speaker"],
        ["open-registration", "new-delhi-2007"],
        ["change-registration", "vienna-forum"],
        ["open-device", "vienna-forum"],
        ["set-registration-category", "vienna-forum"],
        ["register-participant", "vienna-forum"],
        ["hand-in-letter", "vienna-forum"],
        ["invite-organisation", "vienna-forum"],
        ["issue-badges", "vienna-forum"],
        ["release-participants", "vienna-forum"],
        ["change-participant", of(Participant, family_name="Sample")],
        ["accredit-participant", of(Participant, family_name="Waiting")],
        ["refuse-participant", of(Participant, family_name="Waiting")],
        ["withdraw-participant", of(Participant, family_name="Example")],
        ["revoke-badge", of(Badge)],
        ["approve-application", of(Accreditation, state="applied")],
        ["refuse-application", of(Accreditation, state="applied")],
        ["report-progress", "bangkok-recommendations-1"],
        ["build-bundle"],
        ["withdraw-bundle", "a-bundle"],
        ["add-screen", "vienna-forum"],
        ["write-notice", "vienna-forum"],
        ["publish-notice", of(ScreenNotice, state="draft")],
        ["open-speakers-list", of(ProgrammeItem, slug="panel")],
        ["ask-for-floor", LIST],
        ["limit-speakers", LIST],
        ["move-request", of(FloorRequest, delegation__slug="tha")],
        ["take-first-tasks", "vienna-forum"],
        ["add-task", "vienna-forum"],
        ["do-task", of(LogisticsTask, slug="interpreters")],
        ["follow-opening", "vienna-forum"],
        ["record-need", "vienna-forum"],
        ["begin-task-templates"],
        ["add-task-template"],
        ["open-device", "vienna-forum"],
        ["draft-concept-note", "vienna-forum"],
        ["withdraw-outcome", "bangkok-recommendations"],
        ["copy-document-type"],
        ["change-document-type", COPY],
        ["activate-document-type", COPY],
        ["retire-document-type", COPY],
        ["delete-document-type", COPY],
    ],
    "add_outline_section": [[COPY]],
    "change_outline_section": [[COPY, "outcome"]],
    "report_preparation": [["progress-2008"], [BRIEFING]],
    "write_report": [[BRIEFING]],
    "report_clearance": [[BRIEFING]],
    "report_suggestions": [[BRIEFING]],
    "report_issue": [[BRIEFING]],
    "cleared_version": [[BRIEFING, 1]],
    "add_report_section": [[BRIEFING]],
    "rename_report_section": [[BRIEFING, key(ReportSection)]],
    "paragraph_versions": [[BRIEFING, key(ReportParagraph)]],
}
# Files and feeds, addresses that only take what a form sends, and notes verbales and corrigenda, of which the
# demonstration has none.
WITHOUT_A_PAGE = {
    *("report_corrections", "note", "follow_up_file", "calendar_feed", "own_calendar", "feed", "subject_feed"),
    *("reads_file", "bundle_file", "bundle_key", "treaty_file", "treaty_record_file", "gap_note", "tool_uptake_file"),
    *("tool_version_file", "tool_draft_file", "partner_logo"),
    *("certificate_key", "revoked_certificates", "evaluation_links"),
    *("treaty_comparison_file", "treaty_gaps_file", "gap_notes"),
    # These lead on.
    "new",
    # These take what a form sends.
    *("discard_draft", "undo", "write_paragraph", "write_passage", "export_to_word"),
    # Of files that come back, which the demonstration has none of.
    *("word_import", "word_import_file"),
    *("document_file", "document_alternative", "document_page_picture", "earlier_file", "report_file"),
    "feedback_links",
    "round_table_file",
    *("speaker_cv", "speaker_letter"),
    *("invitation_letter", "invitation_drafts"),
    *("programme_pdf", "programme_calendar", "programme_data", "programme_place", "programme_exchange"),
    # What the script of speakers' lists asks for.
    "speakers_list_live",
    *("document_papers", "consultation_papers", "committee_papers", "event_papers"),
    *(
        "task_letters",
        "follow",
        "following_change",
        "calendar_key_make",
        "calendar_key_revoke",
        "my_account_end_sessions",
    ),
    *("work_act", "translation_confirm", "report_reindex", "search_suggestions"),
    *("participant_file", "credentials_letter", "badges_file", "badge_keys"),
    *("check_in_list", "check_in_arrivals", "check_in_worker", "check_in_app"),
    # Looked at by a visitor, who applies and opens the link of an organization.
    *("registration_apply", "registration_link", "registration_open", "participant_link", "participant_own"),
    # Looked at by a visitor, who opens the links of letters.
    *("invitation", "invitation_open", "leave_letters", "feedback", "feedback_open"),
    *("speaker_link", "speaker_own", "trainer_link", "trainer_own", "round_link", "round_own"),
    *("tool_feedback_reply", "tool_feedback_open"),
    *("partner_application", "partner_application_link", "partner_invitation", "partner_invitation_link"),
}
ELSEWHERE = [
    "",
    "news/new-delhi-declaration/",
    "about/",
    "about/mandate/",
    "events/vienna-forum/programme/?as=rooms",
    "search/?q=2007",
    "search/?q=nowhere",
    "people/?find=nobody",
    "secretariat/import/",
    "secretariat/translations/import/",
    "programmes/vienna-forum/import/",
    "events/vienna-forum/preparation/import/",
    "events/vienna-forum/registration/import/",
    "secretariat/translations/?language=ar&what=missing",
    "secretariat/translations/?language=fr&what=stale",
    "accounts/logout/",
    "accounts/password/change/",
    "accounts/2fa/",
    "accounts/2fa/totp/activate/",
    "accounts/2fa/recovery-codes/generate/",
    "accounts/2fa/webauthn/",
    "accounts/2fa/webauthn/add/",
    "nowhere/",
]
FOR_A_VISITOR = [
    "",
    "events/bangkok-2007/",
    "events/vienna-forum/programme/",
    "events/vienna-forum/shown/",
    "events/vienna-forum/registration/",
    "events/vienna-forum/registration/apply/",
    "events/vienna-forum/participants/",
    f"registration/link/{LINK_OF_AN_ORGANISATION}/",
    "registration/link/of-nobody/",
    "reports/",
    "search/?q=2007",
    "new/",
    "accounts/login/",
    "accounts/password/reset/",
    "accounts/password/reset/done/",
    "documents/no-such-document/",
    f"invitations/{LINK}/",
    f"invitations/{LINK_OF_THE_DELEGATE}/",
    "invitations/of-nobody/",
    "feedback/of-nobody/",
    "events/vienna-forum/speakers/",
    "speakers/a-published-speaker/",
    f"speaking/{LINK_TO_ANSWER}/",
    f"speaking/{LINK_TO_CONSENTS}/",
    "speaking/of-nobody/",
    f"trainers/link/{LINK_OF_A_TRAINER}/",
    "trainers/link/of-nobody/",
    "commenting/of-nobody/",
    f"partnership/application/{LINK_OF_AN_APPLICANT}/",
    "partnership/application/of-nobody/",
    f"partnership/invitation/{LINK_OF_AN_INVITED_PARTNER}/",
    "partnership/apply/",
    "partners/",
    "partners/a-partner/",
    "tool-feedback/of-nobody/",
    "occasions/",
]
FOR_A_DELEGATE = [
    "desk/",
    "people/",
    "account/",
    "documents/committee-report-2007-05-23/",
    "account/reads/",
    "following/",
    "new/",
    "acts/propose-person/",
    "acts/register-participant/vienna-forum/",
    "consultations/consultation-2008-02-06/",
    "events/vienna-forum/speakers/",
    "events/vienna-forum/floor/",
    "speakers/vienna-forum-speaker-2/",
    "acts/propose-speaker/vienna-forum/",
    "acts/advise-on-speaker/vienna-forum-speaker-2/",
    f"floor/{LIST}/",
    "secretariat/",
    f"invitations/{LINK_OF_THE_DELEGATE}/",
]


def by_reader(language: str, *, every_nth_act: int = 1) -> dict[str, list[str]]:
    """Who looks at which pages; the secretariat, who can open every one, at all of them."""
    with translation.override(language):
        every_page = [
            _address(name, values)
            for name, each in RECORDS.items()
            for values in (each[::every_nth_act] if name == "act" else each)
        ]
        leaving = leaving_path(1, "daily").removeprefix(f"/{language}/")
    return {
        "secretariat": every_page + ELSEWHERE,
        "delegate": FOR_A_DELEGATE,
        "": [*FOR_A_VISITOR, leaving],
    }


def _address(name: str, values: list[object]) -> str:
    """Without the language."""
    path = reverse(name, args=[value() if callable(value) else value for value in values])
    return path.partition("/")[2].partition("/")[2]


def names() -> set[str]:
    """The names of the portal's addresses."""
    return {pattern.name for pattern in urlpatterns if getattr(pattern, "name", None)}
