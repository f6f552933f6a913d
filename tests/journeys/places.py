"""A page of every address of the site, for the tests that look at all of them."""

from django.urls import reverse
from django.utils import translation

from palermo.portal.urls import urlpatterns

# Every name of the portal's addresses with the records whose pages are looked at; a test holds the list complete.
RECORDS: dict[str, list[list[object]]] = {
    "search": [[]],
    "calendar": [[]],
    "event_list": [[]],
    "event_calendar": [[2007]],
    "event_place": [["bangkok"], ["vienna"]],
    "event": [["bangkok-2007"], ["new-delhi-2007"], ["vienna-forum"], ["proposed-example-2008"]],
    "tool_list": [[]],
    "tool": [["training-manual"]],
    "study_list": [[]],
    "study": [["global-research"]],
    "activity": [["an-activity"]],
    "document_list": [[]],
    "document": [["bangkok-recommendations"], ["committee-report-2008-01-17"]],
    "report_list": [[]],
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
    "state_list": [[]],
    "state": [["tha"], ["tur"]],
    "history": [["decisions", "ccpcj-16-1"], ["meetings", "consultation-2007-09-07"]],
    "desk": [[]],
    "people": [[]],
    "my_account": [[]],
    "secretariat_desk": [[]],
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
        ["withdraw-document", "bangkok-recommendations"],
        ["coordinate-activity", "proposed-example-2008"],
        ["record-attendance", "committee-2008-01-17"],
        ["add-action-point", "committee-2008-01-17"],
        ["draft-decision"],
        ["invite-person"],
        ["put-text-to-member-states"],
        ["schedule-meeting"],
        ["move-meeting", "consultation-2008-02-06"],
        ["write-note", "consultation-2008-02-06"],
        ["record-guidance", "consultation-2007-09-07"],
        ["narrow-mandate", "regional-events"],
        ["move-event", "vienna-forum"],
        ["report-progress", "bangkok-recommendations-1"],
    ],
    "report_preparation": [["progress-2008"], ["briefing-2008-01-31"]],
}
# Files, addresses that only take what a form sends, and notes verbales, of which the demonstration has none.
WITHOUT_A_PAGE = {
    *("note", "follow_up_file", "calendar_feed", "document_file", "report_file"),
    *("document_papers", "consultation_papers", "committee_papers", "event_papers", "reads_file"),
    # An invitation's link leads to a page only where there is one: tests/journeys/test_invitation.py.
    *("invitation", "invitation_open", "my_account_end_sessions"),
    *("report_reindex", "report_issue", "search_suggestions"),
}
ELSEWHERE = [
    "",
    "news/",
    "news/new-delhi-declaration/",
    "about/",
    "about/mandate/",
    "search/?q=2007",
    "search/?q=nowhere",
    "accounts/logout/",
    "accounts/password/change/",
    "accounts/2fa/",
    "accounts/2fa/totp/activate/",
    "accounts/2fa/recovery-codes/generate/",
    "nowhere/",
]
FOR_A_VISITOR = [
    "",
    "events/bangkok-2007/",
    "reports/",
    "accounts/login/",
    "accounts/password/reset/",
    "accounts/password/reset/done/",
    "documents/no-such-document/",
]
FOR_A_DELEGATE = ["desk/", "people/", "acts/propose-person/", "consultations/consultation-2008-02-06/", "secretariat/"]


def by_reader(language: str) -> dict[str, list[str]]:
    """Who looks at which pages; the secretariat, who can open every one, at all of them."""
    return {"secretariat": _every_page(language), "delegate": FOR_A_DELEGATE, "": FOR_A_VISITOR}


def _every_page(language: str) -> list[str]:
    with translation.override(language):
        records = [reverse(name, args=values) for name, each in RECORDS.items() for values in each]
    return [address.removeprefix(f"/{language}/") for address in records] + ELSEWHERE


def names() -> set[str]:
    """The names of the portal's addresses."""
    return {pattern.name for pattern in urlpatterns if getattr(pattern, "name", None)}
