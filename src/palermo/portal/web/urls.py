"""Addresses of pages that several slices compose."""

from django.urls import path, register_converter

from palermo.portal.web.views import (
    account,
    bundles,
    calendar,
    data,
    desk,
    desk_timeline,
    documents,
    events,
    invitations,
    people,
    reports,
    search,
    secretariat,
    state_figures,
    statements,
    states,
)
from palermo.reporting.states import Format
from palermo.site.converters import WordConverter


class FormatConverter(WordConverter):
    """One of the formats of a report."""

    regex = "|".join(Format.values)


class YearConverter:
    """A year that a calendar has."""

    regex = "[1-9][0-9]{3}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(YearConverter, "year")
register_converter(FormatConverter, "report_format")

urlpatterns = [
    path("search/", search.search_page, name="search"),
    path("search/suggest/", search.suggestions, name="search_suggestions"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar.ics", calendar.calendar_feed, name="calendar_feed"),
    path("calendar/<str:secret>.ics", calendar.own_calendar, name="own_calendar"),
    path("events/", events.event_list, name="event_list"),
    path("events/calendar/", events.event_timeline, name="event_timeline"),
    path("events/calendar/<year:year>/", events.event_calendar, name="event_calendar"),
    path("events/places/<slug:slug>/", events.event_place, name="event_place"),
    path("events/<slug:slug>/", events.event_detail, name="event"),
    path("events/<slug:slug>/outcomes/", events.event_outcomes, name="event_outcomes"),
    path("events/<slug:slug>/documents/", events.event_documents, name="event_documents"),
    path("events/<slug:slug>/papers.zip", bundles.event_papers, name="event_papers"),
    path("data/", data.data_overview, name="data_overview"),
    path("documents/", documents.document_list, name="document_list"),
    path("documents/<slug:slug>/", documents.document_detail, name="document"),
    path("documents/<slug:slug>/papers.zip", bundles.document_papers, name="document_papers"),
    path("documents/<slug:slug>/earlier/<slug:sha256>/", documents.earlier_file, name="earlier_file"),
    path("reports/", reports.report_list, name="report_list"),
    path("reports/<slug:slug>/", reports.report_detail, name="report"),
    path(
        "reports/<slug:slug>/<record_language:language>.<report_format:form>", reports.report_file, name="report_file"
    ),
    path("consultations/<slug:slug>/papers.zip", bundles.consultation_papers, name="consultation_papers"),
    path("committee/<slug:slug>/papers.zip", bundles.committee_papers, name="committee_papers"),
    path("states/", states.state_list, name="state_list"),
    path("states/<slug:slug>/", states.state_detail, name="state"),
    path("states/<slug:slug>/figures/", state_figures.state_figures, name="state_figures"),
    path("desk/", desk.desk, name="desk"),
    path("desk/timeline/", desk_timeline.desk_timeline, name="desk_timeline"),
    path("people/", people.people, name="people"),
    path("accessibility/", statements.accessibility, name="accessibility"),
    path("privacy/", statements.privacy, name="privacy"),
    path("contact/", statements.contact, name="contact"),
    path("account/", account.my_account, name="my_account"),
    path("account/mail/", account.own_mail_page, name="my_account_mail"),
    path("account/mail/<str:secret>/", account.own_mail_shown, name="my_account_mail_shown"),
    path("account/sessions/end/", account.end_sessions, name="my_account_end_sessions"),
    path("invitations/open/", invitations.invitation_open, name="invitation_open"),
    path("invitations/<str:secret>/", invitations.invitation, name="invitation"),
    path("secretariat/", secretariat.manage, name="secretariat_desk"),
    path("secretariat/deadlines/", secretariat.deadlines_page, name="deadlines"),
    path("secretariat/deliverables/", secretariat.deliverables_page, name="deliverables"),
    path("secretariat/reports/<slug:slug>/", secretariat.report_preparation, name="report_preparation"),
    path("secretariat/reports/<slug:slug>/index/", secretariat.report_reindex, name="report_reindex"),
    path("secretariat/reports/<slug:slug>/issue/", secretariat.report_issue, name="report_issue"),
]
