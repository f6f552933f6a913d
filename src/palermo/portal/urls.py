"""Addresses of the two sites, each under its language."""

import re

from django.urls import path, register_converter

from palermo.core.languages import CODES
from palermo.events.exchange.lost import Form
from palermo.portal.letters.files import FORMS as LETTER_FORMATS
from palermo.portal.register.files import FORMATS
from palermo.portal.views import (
    account,
    activities,
    acts,
    board,
    bundles,
    calendar,
    check_in,
    checkin_devices,
    committee,
    consultations,
    contributions,
    decisions,
    desk,
    documents,
    endorsements,
    event_letters,
    events,
    feedback,
    feeds,
    files,
    floor,
    follow_ups,
    following,
    guidance,
    histories,
    invitations,
    logistics,
    mandates,
    news,
    notes,
    offline,
    participant_consents,
    people,
    preparation,
    programme_editor,
    programme_files,
    programmes,
    reads,
    registration_links,
    registrations,
    reports,
    screens,
    search,
    secretariat,
    speakers,
    speaking,
    states,
    studies,
    tools,
    topics,
    translations,
    work,
)
from palermo.reporting.states import Format

# A page of a record, also as recorded on a past day.
past = histories.with_past


class LanguageConverter:
    """One of the six codes of the record."""

    regex = "|".join(CODES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class FormatConverter(LanguageConverter):
    """One of the formats of a report."""

    regex = "|".join(Format.values)


class RegisterFormatConverter(LanguageConverter):
    """One of the formats of the register."""

    regex = "|".join(FORMATS)


class LetterFormatConverter(LanguageConverter):
    """One of the formats of a letter."""

    regex = "|".join(LETTER_FORMATS)


register_converter(LetterFormatConverter, "letter_format")


class ListFormatConverter(LanguageConverter):
    """One of the formats of a list of participants."""

    regex = "csv|docx|pdf"


register_converter(ListFormatConverter, "list_format")


class ProgrammeFormConverter(LanguageConverter):
    """One of the forms in which other systems read a programme."""

    regex = "|".join(map(re.escape, Form.values))


class YearConverter:
    """A year that a calendar has."""

    regex = "[1-9][0-9]{3}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(YearConverter, "year")
register_converter(ProgrammeFormConverter, "programme_form")
register_converter(RegisterFormatConverter, "register_format")
register_converter(LanguageConverter, "record_language")
register_converter(FormatConverter, "report_format")

urlpatterns = [
    path("search/", search.search_page, name="search"),
    path("search/suggest/", search.suggestions, name="search_suggestions"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar.ics", calendar.calendar_feed, name="calendar_feed"),
    path("calendar/<str:secret>.ics", calendar.own_calendar, name="own_calendar"),
    path("new/", news.new, name="new"),
    path("feeds/", feeds.feeds, name="feeds"),
    path("feeds/<slug:kind>.xml", feeds.feed, name="feed"),
    path("following/", following.following, name="following"),
    path("following/follow/", following.follow, name="follow"),
    path("following/<int:number>/", following.change, name="following_change"),
    path("following/tasks/", following.task_letters, name="task_letters"),
    path("following/calendar/", following.make_key, name="calendar_key_make"),
    path("following/calendar/<int:number>/revoke/", following.revoke_key, name="calendar_key_revoke"),
    path("following/leave/<str:token>/", following.leave, name="leave_letters"),
    path("events/", events.event_list, name="event_list"),
    path("events/calendar/<year:year>/", events.event_calendar, name="event_calendar"),
    path("events/places/<slug:slug>/", events.event_place, name="event_place"),
    path("events/<slug:slug>/", past(events.event_detail), name="event"),
    path("events/<slug:slug>/papers.zip", bundles.event_papers, name="event_papers"),
    path("events/<slug:slug>/programme/", programmes.event_programme, name="event_programme"),
    path("events/<slug:slug>/programme/changes/", programmes.programme_changes, name="programme_changes"),
    path("events/<slug:slug>/programme.pdf", programmes.programme_pdf, name="programme_pdf"),
    path("events/<slug:slug>/programme.ics", programmes.programme_calendar, name="programme_calendar"),
    path("events/<slug:slug>/programme.json", programmes.programme_data, name="programme_data"),
    path("events/<slug:slug>/preparation/", preparation.event_preparation, name="event_preparation"),
    path(
        "events/<slug:slug>/invitations/<int:number>/<record_language:language>.<letter_format:form>",
        event_letters.invitation_letter,
        name="invitation_letter",
    ),
    path("events/<slug:slug>/invitations/drafts.zip", event_letters.invitation_drafts, name="invitation_drafts"),
    path("events/<slug:slug>/participation/", preparation.event_participants, name="event_participants"),
    path("events/<slug:slug>/shown/", preparation.event_shown, name="event_shown"),
    path("events/<slug:slug>/evaluation/", feedback.event_evaluation, name="event_evaluation"),
    path("events/<slug:slug>/evaluation/links.csv", feedback.feedback_links_file, name="feedback_links"),
    path("feedback/open/", feedback.feedback_open, name="feedback_open"),
    path("feedback/<str:secret>/", feedback.feedback, name="feedback"),
    path("events/<slug:slug>/speakers/", speakers.event_speakers, name="event_speakers"),
    path("speakers/<slug:slug>/", speakers.speaker_detail, name="speaker"),
    path("speakers/<slug:slug>/cv/", speakers.speaker_cv, name="speaker_cv"),
    path(
        "speakers/<slug:slug>/letter/<record_language:language>.<letter_format:form>",
        speakers.speaker_letter,
        name="speaker_letter",
    ),
    path("speaking/", speaking.speaker_own, name="speaker_own"),
    path("speaking/<str:secret>/", speaking.speaker_link, name="speaker_link"),
    path("events/<slug:slug>/registration/", past(registrations.registration), name="registration"),
    path("events/<slug:slug>/registration/apply/", registrations.registration_apply, name="registration_apply"),
    path("events/<slug:slug>/registration/people/", registrations.registration_people, name="registration_people"),
    path(
        "events/<slug:slug>/registration/letters/<uuid:key>/",
        registrations.credentials_letter,
        name="credentials_letter",
    ),
    path("events/<slug:slug>/registration/badges.pdf", registrations.badges_file, name="badges_file"),
    path("events/<slug:slug>/registration/badge-keys.json", registrations.badge_keys, name="badge_keys"),
    path("events/<slug:slug>/registration/devices/", checkin_devices.door_devices, name="door_devices"),
    path("events/<slug:slug>/registration/check-in/", check_in.check_in, name="check_in"),
    path("events/<slug:slug>/registration/check-in/list.json", check_in.check_in_list, name="check_in_list"),
    path("events/<slug:slug>/registration/check-in/tell/", check_in.check_in_tell, name="check_in_tell"),
    path("events/<slug:slug>/registration/check-in/worker.js", check_in.check_in_worker, name="check_in_worker"),
    path("events/<slug:slug>/registration/check-in/app.webmanifest", check_in.check_in_app, name="check_in_app"),
    path("events/<slug:slug>/participants/", registrations.participant_list, name="participant_list"),
    path("events/<slug:slug>/participants.<list_format:form>", registrations.participant_file, name="participant_file"),
    path("registration/link/<str:secret>/", registration_links.registration_link, name="registration_link"),
    path("registration/own/<str:secret>/", participant_consents.participant_link, name="participant_link"),
    path("registration/own/", participant_consents.participant_own, name="participant_own"),
    path("registration/open/", registration_links.registration_open, name="registration_open"),
    path("events/<slug:slug>/programme/files/", programme_files.programme_files, name="programme_files"),
    path("events/<slug:slug>/<programme_form:form>", programme_files.programme_exchange, name="programme_exchange"),
    path("programmes/<slug:slug>/", past(programme_editor.programme_editor), name="programme_editor"),
    path("programmes/<slug:slug>/place/", programme_editor.programme_place, name="programme_place"),
    path("programmes/<slug:slug>/screens/", screens.programme_screens, name="programme_screens"),
    path("events/<slug:slug>/floor/", floor.event_floor, name="event_floor"),
    path("secretariat/task-templates/", logistics.task_templates, name="task_templates"),
    path("events/<slug:slug>/logistics/", logistics.event_logistics, name="event_logistics"),
    path("floor/<slug:slug>/", floor.speakers_list, name="speakers_list"),
    path("floor/<slug:slug>/chair/", floor.speakers_list_chair, name="speakers_list_chair"),
    path("floor/<slug:slug>/speaker/", floor.speakers_list_speaker, name="speakers_list_speaker"),
    path("floor/<slug:slug>/live.json", floor.speakers_list_live, name="speakers_list_live"),
    path("tools/", tools.tool_list, name="tool_list"),
    path("tools/<slug:slug>/", past(tools.tool_detail), name="tool"),
    path("studies/", studies.study_list, name="study_list"),
    path("studies/<slug:slug>/", past(studies.study_detail), name="study"),
    path("activities/<slug:slug>/", past(activities.activity_detail), name="activity"),
    path("documents/", documents.document_list, name="document_list"),
    path("documents/<slug:slug>/", past(documents.document_detail), name="document"),
    path("documents/<slug:slug>/papers.zip", bundles.document_papers, name="document_papers"),
    path("documents/<slug:slug>/<record_language:language>/", files.document_file, name="document_file"),
    path("documents/<slug:slug>/earlier/<slug:sha256>/", documents.earlier_file, name="earlier_file"),
    path("reports/", reports.report_list, name="report_list"),
    path("reports/<slug:slug>/", past(reports.report_detail), name="report"),
    path(
        "reports/<slug:slug>/<record_language:language>.<report_format:form>", reports.report_file, name="report_file"
    ),
    path("decisions/", decisions.decision_list, name="decision_list"),
    path("decisions/<slug:slug>/", past(decisions.decision_detail), name="decision"),
    path("mandates/", mandates.mandate_list, name="mandate_list"),
    path("mandates/<slug:slug>/", past(mandates.mandate_detail), name="mandate"),
    path("consultations/", consultations.consultation_list, name="consultation_list"),
    path("consultations/<slug:slug>/", past(consultations.consultation_detail), name="consultation"),
    path("consultations/<slug:slug>/papers.zip", bundles.consultation_papers, name="consultation_papers"),
    path("notes/", notes.note_list, name="note_list"),
    path("notes/<slug:slug>/", past(notes.note_detail), name="note"),
    path("guidance/", guidance.guidance_list, name="guidance_list"),
    path("guidance/topics/", topics.topic_list, name="topic_list"),
    path("guidance/topics/<slug:slug>/", topics.topic_detail, name="topic"),
    path("guidance/other-topics/", topics.other_topics, name="other_topics"),
    path("guidance/<slug:slug>/", past(guidance.guidance_detail), name="guidance"),
    path("committee/", committee.committee, name="committee"),
    path("committee/board/", board.board, name="committee_board"),
    path("committee/<slug:slug>/", past(committee.committee_meeting), name="committee_meeting"),
    path("committee/<slug:slug>/papers.zip", bundles.committee_papers, name="committee_papers"),
    path("endorsements/", endorsements.endorsement_list, name="endorsement_list"),
    path("endorsements/<slug:slug>/", past(endorsements.endorsement_detail), name="endorsement"),
    path("follow-up/", follow_ups.follow_up_list, name="follow_up_list"),
    path("follow-up/overview/", follow_ups.follow_up_overview, name="follow_up_overview"),
    path("follow-up/register.<register_format:form>", follow_ups.follow_up_file, name="follow_up_file"),
    path("follow-up/<slug:slug>/", past(follow_ups.follow_up_detail), name="follow_up"),
    path("contributions/", contributions.contribution_list, name="contribution_list"),
    path("contributions/<slug:slug>/", past(contributions.contribution_detail), name="contribution"),
    path("history/<slug:kind>/<slug:slug>/", histories.history, name="history"),
    path("states/", states.state_list, name="state_list"),
    path("states/<slug:slug>/", states.state_detail, name="state"),
    path("bundles/", offline.bundle_list, name="bundle_list"),
    path("bundles/key.pem", offline.bundle_key, name="bundle_key"),
    path("bundles/<slug:slug>/", past(offline.bundle_detail), name="bundle"),
    path("bundles/<slug:slug>.zip", offline.bundle_file, name="bundle_file"),
    path("desk/", desk.desk, name="desk"),
    path("people/", people.people, name="people"),
    path("account/", account.my_account, name="my_account"),
    path("account/sessions/end/", account.end_sessions, name="my_account_end_sessions"),
    path("invitations/open/", invitations.invitation_open, name="invitation_open"),
    path("invitations/<str:secret>/", invitations.invitation, name="invitation"),
    path("secretariat/", secretariat.secretariat_desk, name="secretariat_desk"),
    path("secretariat/work/", work.work_page, name="work"),
    path("secretariat/work/<uuid:number>/", work.work_act, name="work_act"),
    path("secretariat/reads/", reads.read_list, name="read_list"),
    path("secretariat/reads.csv", reads.reads_file, name="reads_file"),
    path("secretariat/reads/documents/<slug:slug>/", reads.document_reads, name="document_reads"),
    path("secretariat/reads/reports/<slug:slug>/", reads.report_reads, name="report_reads"),
    path("secretariat/reads/speakers/<slug:slug>/", reads.speaker_reads, name="speaker_reads"),
    path("secretariat/reads/people/<int:number>/", reads.person_reads, name="person_reads"),
    path("account/reads/", reads.own_reads, name="own_reads"),
    path("acts/<slug:act>/", acts.act, name="act"),
    path("acts/<slug:act>/<slug:slug>/", acts.act, name="act"),
    path("secretariat/translations/", translations.translation_desk, name="translation_desk"),
    path("secretariat/translations/holds/", translations.translation_confirm, name="translation_confirm"),
    path("secretariat/reports/<slug:slug>/", secretariat.report_preparation, name="report_preparation"),
    path("secretariat/reports/<slug:slug>/index/", secretariat.report_reindex, name="report_reindex"),
    path("secretariat/reports/<slug:slug>/issue/", secretariat.report_issue, name="report_issue"),
]
