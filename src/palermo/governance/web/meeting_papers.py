"""Papers of meetings as pages show them."""

from django.db.models import F, Prefetch, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.governance.models import Meeting, MeetingPaper
from palermo.governance.states.bodies import MeetingKind
from palermo.library.models import Document
from palermo.library.queries import document_seen_by
from palermo.library.web.papers import paper_of, papers


def papers_of_meetings(viewer: Viewer) -> Prefetch:
    """A meeting's papers, those before it first; a paper the reader may not see is not in it at all."""
    rows = MeetingPaper.objects.filter(document_seen_by(viewer, "document__"))
    return Prefetch("papers", rows.prefetch_related(paper_of(viewer)))


def committee_reports(viewer: Viewer) -> QuerySet[Document]:
    """Reports of the Steering Committee's meetings that the viewer may have, the latest first."""
    of_meetings = MeetingPaper.objects.filter(is_report=True, meeting__kind=MeetingKind.COMMITTEE)
    reports = papers(viewer).filter(pk__in=of_meetings.values("document"))
    return reports.order_by(F("dated_on").desc(nulls_last=True), "slug")


def split_papers(meeting: Meeting) -> tuple[list[Document], list[Document]]:
    """The papers before a meeting, and the reports of it."""
    rows = list(meeting.papers.all())
    return [row.document for row in rows if not row.is_report], [row.document for row in rows if row.is_report]
