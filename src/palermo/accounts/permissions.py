"""Who may do what: the one table that rules ask and docs/reference/access.md shows."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.accounts.actors import Actor
from palermo.accounts.states import Role
from palermo.accounts.viewer import viewer_of
from palermo.core.refusals import Refused


class Permission(models.TextChoices):
    """Permission for one kind of act; its label completes the sentence "Only … may …"."""

    CHANGE_RECORD = "change_record", _("change the record")
    MAKE_ACCOUNT = "make_account", _("create an account")
    CLOSE_ACCOUNT = "close_account", _("close an account")
    PROPOSE_PERSON = "propose_person", _("propose a colleague for an account")
    INVITE_PERSON = "invite_person", _("invite a colleague of the mission or agency")
    ACCEPT_INVITATION = "accept_invitation", _("accept an invitation addressed to oneself")
    WITHDRAW_INVITATION = "withdraw_invitation", _("withdraw an invitation")
    END_POSTING = "end_posting", _("end a posting")
    NAME_FOCAL_POINT = "name_focal_point", _("name the focal point of a mission or agency")
    ISSUE_DOCUMENT = "issue_document", _("issue a document")
    WITHDRAW_DOCUMENT = "withdraw_document", _("withdraw a document")
    RESTRICT_DOCUMENT = "restrict_document", _("restrict a document")
    DERESTRICT_DOCUMENT = "derestrict_document", _("extend the audience of a document")
    NAME_READERS = "name_readers", _("name individual readers of a document")
    REPLACE_VERSION = "replace_version", _("replace the text or file of a document")
    ASSIGN_SYMBOL = "assign_symbol", _("assign a symbol to a document")
    DRAFT_DECISION = "draft_decision", _("record a draft decision")
    ADOPT_DECISION = "adopt_decision", _("record the adoption of a decision")
    SET_ASIDE_DECISION = "set_aside_decision", _("record that a draft was not adopted")
    SUPERSEDE_DECISION = "supersede_decision", _("record that a decision is superseded")
    NUMBER_DECISION = "number_decision", _("number a decision")
    PROPOSE_AMENDMENT = "propose_amendment", _("record an amendment")
    DECIDE_AMENDMENT = "decide_amendment", _("record the result of an amendment")
    MAKE_MANDATE = "make_mandate", _("record a mandate")
    NARROW_MANDATE = "narrow_mandate", _("amend a mandate")
    END_MANDATE = "end_mandate", _("close a mandate")
    SCHEDULE_MEETING = "schedule_meeting", _("schedule a meeting")
    MOVE_MEETING = "move_meeting", _("move a meeting")
    CANCEL_MEETING = "cancel_meeting", _("cancel a meeting")
    RECORD_MEETING = "record_meeting", _("record what happened at a meeting")
    RELEASE_MEETING_REPORT = "release_meeting_report", _("share the report of a meeting with Member States")
    ISSUE_NOTE = "issue_note", _("issue a note verbale")
    RECORD_GUIDANCE = "record_guidance", _("record guidance")
    ANSWER_GUIDANCE = "answer_guidance", _("reply to guidance")
    CORRECT_NOTES = "correct_notes", _("propose a correction to meeting notes")
    DECIDE_CORRECTION = "decide_correction", _("accept or decline a correction")
    PUT_TEXT = "put_text", pgettext_lazy("may", "submit a text to Member States")
    EXTEND_DEADLINE = "extend_deadline", _("extend a deadline")
    RESPOND = "respond", _("reply for a Member State")
    CLOSE_ENDORSEMENT = "close_endorsement", _("record the result of an endorsement")
    ANNOUNCE_RESULT = "announce_result", _("announce the result of an endorsement")
    PROPOSE_ACTIVITY = "propose_activity", _("propose an activity")
    COORDINATE_ACTIVITY = "coordinate_activity", _("name the lead and partners of an activity")
    AUTHORISE_ACTIVITY = "authorise_activity", _("authorize an activity")
    MOVE_ACTIVITY = "move_activity", _("change the status of an activity")
    RESCHEDULE_EVENT = "reschedule_event", _("move or rename an event")
    EDIT_PROGRAMME = "edit_programme", _("change the programme of an event")
    RELEASE_PROGRAMME = "release_programme", _("publish or withdraw a version of a programme")
    PREPARE_EVENT = "prepare_event", _("prepare an event")
    ANSWER_EVENT_INVITATION = "answer_event_invitation", _("reply to an invitation to an event")
    SUMMARIZE_SESSION = "summarize_session", _("record the summary of a session")
    RECORD_OUTCOME = "record_outcome", _("record the outcomes of an event")
    SHOW_AT_FORUM = "show_at_forum", _("choose what is presented at the Forum")
    ASK_FEEDBACK = "ask_feedback", _("request feedback from participants of an event")
    PROPOSE_SPEAKER = "propose_speaker", _("nominate a speaker for an event")
    ADVISE_ON_SPEAKER = "advise_on_speaker", _("comment on nominated speakers")
    LIST_SPEAKER = "list_speaker", _("shortlist nominated speakers, share them for comments and invite them")
    CHOOSE_SPEAKER = "choose_speaker", _("record the selection of speakers")
    PUBLISH_SPEAKER = "publish_speaker", _("publish the speakers")
    NAME_SURVIVOR_OFFICER = (
        "name_survivor_officer",
        _("name the officers who act on declarations by survivors"),
    )
    OPEN_REGISTRATION = "open_registration", _("open or change registration for an event")
    REGISTER_PARTICIPANT = "register_participant", _("register participants")
    DECIDE_PARTICIPANT = "decide_participant", _("accredit or refuse participants and organizations")
    ISSUE_BADGE = "issue_badge", _("issue or revoke badges")
    CHECK_IN = "check_in", _("check in participants")
    OPEN_DEVICE = "open_device", _("authorize or revoke a check-in device")
    RELEASE_PARTICIPANTS = "release_participants", _("publish or withdraw a list of participants")
    MANAGE_SCREENS = "manage_screens", _("manage the screens of an event")
    PUBLISH_NOTICE = "publish_notice", _("publish or withdraw an announcement on the screens")
    KEEP_SPEAKERS_LIST = "keep_speakers_list", _("manage a list of speakers")
    ASK_FOR_FLOOR = "ask_for_floor", _("request the floor")
    KEEP_TEMPLATES = "keep_templates", _("manage preparation templates")
    PLAN_LOGISTICS = "plan_logistics", _("plan the preparation of an event")
    RECORD_NEED = "record_need", _("record the requirements of a participant")
    TAKE_OVER = "take_over", _("add an entry to the follow-up register")
    CHANGE_FOLLOW_UP = "change_follow_up", _("change an entry of the follow-up register")
    REPORT_PROGRESS = "report_progress", _("report progress")
    REVIEW_PROGRESS = "review_progress", _("accept or query a progress report")
    RECORD_TREATY = "record_treaty", _("record treaty actions and statements")
    IMPORT_TABLE = "import_table", _("import data")
    PREPARE_REPORT = "prepare_report", _("prepare a report")
    CHANGE_REPORT = "change_report", _("change a report")
    CHANGE_DOCUMENT_TYPE = "change_document_type", _("change a document type")
    ISSUE_REPORT = "issue_report", _("issue a report")
    BUILD_BUNDLE = "build_bundle", _("build or withdraw an offline package")
    RECORD_LAW = "record_law", _("record national law")
    PROPOSE_LAW = "propose_law", _("propose a provision of the law of a State")
    PROPOSE_STATE_CORRECTION = "propose_state_correction", _("propose a correction to the entry of a State")
    RECORD_REVIEW = "record_review", _("record a review")
    RECORD_ASSISTANCE = "record_assistance", _("record requests for assistance and their results")
    REQUEST_ASSISTANCE = "request_assistance", _("request assistance")
    OFFER_ASSISTANCE = "offer_assistance", _("offer assistance")
    ANSWER_OFFER = "answer_offer", _("accept or decline an offer of assistance")
    RECORD_UPTAKE = "record_uptake", _("record the use of tools")
    REPORT_UPTAKE = "report_uptake", _("report the use of a tool")
    WRITE_TOOL = "write_tool", _("write and publish the texts of tools")
    MOVE_EDITION = "move_edition", _("record the stages of an edition of a tool")
    RECORD_OCCASION = "record_occasion", _("record occasions at which tools are presented")
    COMMENT_ON_TOOL = "comment_on_tool", _("comment on the texts of tools")
    KEEP_COURSES = "keep_courses", _("record courses")
    RECORD_TRAINING = "record_training", _("record training sessions and their participants")
    ISSUE_CERTIFICATE = "issue_certificate", _("issue or revoke certificates of training")
    KEEP_TRAINERS = "keep_trainers", _("manage the register of trainers")
    KEEP_PARTNERS = "keep_partners", _("manage the register of partners")
    REPORT_AS_PARTNER = "report_as_partner", _("report for a partner")
    KEEP_COMMITMENTS = "keep_commitments", _("record commitments")
    MAKE_COMMITMENT = "make_commitment", _("make a commitment")
    KEEP_PLANS = "keep_plans", _("record action plans and their progress")
    RUN_CAMPAIGN = "run_campaign", _("manage campaigns and their material")
    REPORT_CAMPAIGN = "report_campaign", _("report activities of a campaign and adaptations of its material")
    PUBLISH_PRESS = "publish_press", _("publish press releases")
    EDIT_ADVICE = "edit_advice", _("edit the pages “What you can do”")
    KEEP_CONTRIBUTIONS = "keep_contributions", _("record payments, expenditure and results of contributions")
    KEEP_LISTS = "keep_lists", _("manage code lists and mappings")
    KEEP_SOURCES = "keep_sources", _("manage sources of data and agreements")
    KEEP_DATASETS = "keep_datasets", _("receive, check and accept data")
    KEEP_STUDIES = "keep_studies", _("manage studies")
    COMMENT_ON_STUDY = "comment_on_study", _("comment on drafts of studies")
    KEEP_PRACTICES = "keep_practices", _("publish or withdraw good practices")
    KEEP_ROUNDS = "keep_rounds", _("manage questionnaires and rounds of data collection")
    FILL_RETURN = "fill_return", _("fill in a national return")
    APPROVE_RETURN = "approve_return", _("approve a national return")
    QUERY_RETURN = "query_return", _("receive, query and accept national returns")
    KEEP_INDICATORS = "keep_indicators", _("manage indicators")
    PREPARE_RELEASE = "prepare_release", _("prepare and propose releases of figures")
    APPROVE_RELEASE = "approve_release", _("approve or return releases of figures")
    WITHDRAW_RELEASE = "withdraw_release", _("withdraw releases of figures")
    MANAGE_WORK = "manage_work", _("retry or cancel a background task")


SECRETARIAT = frozenset({Role.SECRETARIAT})
WITH_THE_COMMITTEE = SECRETARIAT | {Role.COMMITTEE_MEMBER}
DELEGATES = frozenset({Role.DELEGATE})
IN_THE_ROOM = SECRETARIAT | DELEGATES
MISSIONS = WITH_THE_COMMITTEE | DELEGATES
REPORTERS = WITH_THE_COMMITTEE | {Role.DELEGATE, Role.FOCAL_POINT}
WITH_PARTNERS = REPORTERS | {Role.PARTNER}
PARTNERS = SECRETARIAT | {Role.PARTNER}
FROM_STATES = frozenset({Role.DELEGATE, Role.FOCAL_POINT})
MAY: dict[Permission, frozenset[Role]] = {
    **dict.fromkeys(Permission, SECRETARIAT),
    Permission.PROPOSE_ACTIVITY: WITH_THE_COMMITTEE,
    Permission.COORDINATE_ACTIVITY: WITH_THE_COMMITTEE,
    Permission.ANSWER_EVENT_INVITATION: MISSIONS,
    Permission.RESPOND: DELEGATES,
    Permission.PROPOSE_SPEAKER: MISSIONS,
    Permission.ADVISE_ON_SPEAKER: DELEGATES,
    Permission.CORRECT_NOTES: DELEGATES,
    Permission.ASK_FOR_FLOOR: IN_THE_ROOM,
    Permission.REPORT_PROGRESS: WITH_PARTNERS,
    Permission.PROPOSE_LAW: DELEGATES,
    Permission.PROPOSE_STATE_CORRECTION: DELEGATES,
    Permission.REQUEST_ASSISTANCE: MISSIONS,
    Permission.OFFER_ASSISTANCE: MISSIONS,
    Permission.ANSWER_OFFER: MISSIONS,
    Permission.REPORT_UPTAKE: WITH_PARTNERS,
    Permission.COMMENT_ON_TOOL: MISSIONS,
    Permission.RECORD_TRAINING: REPORTERS,
    Permission.ISSUE_CERTIFICATE: REPORTERS,
    Permission.PROPOSE_PERSON: MISSIONS,
    Permission.REGISTER_PARTICIPANT: MISSIONS,
    Permission.ACCEPT_INVITATION: WITH_PARTNERS,
    Permission.REPORT_AS_PARTNER: PARTNERS,
    Permission.MAKE_COMMITMENT: WITH_PARTNERS,
    Permission.KEEP_PLANS: WITH_PARTNERS,
    Permission.REPORT_CAMPAIGN: WITH_PARTNERS,
    Permission.COMMENT_ON_STUDY: WITH_PARTNERS,
    Permission.FILL_RETURN: FROM_STATES,
    Permission.APPROVE_RETURN: DELEGATES,
}
# Besides, the focal point of a mission or an agency does these, for its own people.
AS_FOCAL_POINT = frozenset({Permission.INVITE_PERSON, Permission.WITHDRAW_INVITATION, Permission.END_POSTING})
FOCAL_POINTS = _(
    "Only the focal point of the mission or agency and the secretariat may %(act)s. Please contact one of them."
)
REFUSALS: dict[frozenset[Role], Promise] = {
    SECRETARIAT: _("Only the secretariat may %(act)s. Please contact the secretariat."),
    WITH_THE_COMMITTEE: _(
        "Only the secretariat and members of the Steering Committee may %(act)s. Please contact one of them."
    ),
    DELEGATES: _("Only delegates of Member States may %(act)s. Ask your mission’s focal point for an account."),
    IN_THE_ROOM: _(
        "Only delegates of Member States and the secretariat may %(act)s. Ask your mission’s focal point "
        "for an account."
    ),
    MISSIONS: _("Only members of missions and agencies and the secretariat may %(act)s. Please contact one of them."),
    REPORTERS: _("Only representatives of States and organizations and the secretariat may %(act)s."),
    WITH_PARTNERS: _("Only representatives of States, organizations and partners and the secretariat may %(act)s."),
    FROM_STATES: _("Only the national data focal point and delegates of the State may %(act)s."),
    PARTNERS: _("Only representatives of the partner and the secretariat may %(act)s. Please contact the secretariat."),
}


def check_may(user: Actor, permission: Permission) -> None:
    """Refuse an act to someone whose postings do not give it.

    `user` is a person, or the name of a command run by an administrator, which may do anything.
    """
    if isinstance(user, str):
        return
    viewer = viewer_of(user)
    if viewer.roles & MAY[permission] or (permission in AS_FOCAL_POINT and viewer.is_mission_focal_point):
        return
    refusal = FOCAL_POINTS if permission in AS_FOCAL_POINT else REFUSALS[MAY[permission]]
    raise Refused(str(refusal) % {"act": permission.label})
