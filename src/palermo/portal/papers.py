"""Documents as pages show them: only those the reader may see, with their languages but without their texts."""

from django.db.models import F, Prefetch, QuerySet
from django.urls import reverse

from palermo.accounts.viewer import Viewer
from palermo.core.languages import BY_CODE, CODES, active_language
from palermo.core.speech.lists import say_list
from palermo.governance.models import Meeting, MeetingPaper
from palermo.governance.states.bodies import MeetingKind
from palermo.library.models import Document, LanguageVersion
from palermo.library.queries import document_seen_by, documents_visible_to

VERSIONS = Prefetch("versions", LanguageVersion.objects.defer("text"))


def papers(viewer: Viewer) -> QuerySet[Document]:
    """Documents the viewer may see, each with the languages it is held in."""
    return documents_visible_to(viewer).prefetch_related(VERSIONS)


def paper_of(viewer: Viewer, field: str = "document") -> Prefetch:
    """The document a record points to; None in its place for a reader who may not see it."""
    return Prefetch(field, papers(viewer))


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


def languages_of(document: Document) -> dict[str, str]:
    """Code → address of each language the document is held in, in the official order: its file, else its text."""
    held = {version.language: version for version in document.versions.all()}
    return {code: _address(document, held[code]) for code in CODES if code in held}


def only_in(document: Document) -> str:
    """The languages of a document that is not meant for all six, by their own names; nothing where it is."""
    names = [BY_CODE[code].name for code in document.languages_expected]
    return say_list(names, active_language().code) if len(names) < len(CODES) else ""


def _address(document: Document, version: LanguageVersion) -> str:
    if version.file:
        return reverse("document_file", args=[document.slug, version.language])
    return f"{reverse('document', args=[document.slug])}?text={version.language}"
