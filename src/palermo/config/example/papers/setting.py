"""Gives the documents of a demonstration files to read, in the background: the start does not wait for them.

The record of the initiative holds what each of these documents is, not its text. The papers say in other words what the
record says, each page with a mark; no report draws on them.
"""

from django.utils.translation import gettext as _
from django.utils.translation import override

from palermo.config.example.papers.docx import docx_of
from palermo.config.example.papers.paper import MARK, Paper, read_blocks
from palermo.config.example.papers.pdf import pdf_of
from palermo.core.languages import BY_CODE, Language
from palermo.core.speech.dates import format_day
from palermo.core.text import MultilingualText
from palermo.core.work import background
from palermo.governance.models import Meeting
from palermo.library.actions.versions import NewFile, replace_version
from palermo.library.models import Document, LanguageVersion
from palermo.library.states import VersionStatus
from palermo.library.words import WORD

BY = "palermo demo"
# Reports of the Steering Committee differ in day and place alone.
COMMITTEE_REPORT = "committee-report"


def set_papers_later() -> None:
    """Have a paper set for every document that has a text here."""
    for slug in Document.objects.order_by("slug").values_list("slug", flat=True):
        if read_blocks(_text_name(slug), BY_CODE["en"]):
            set_papers.enqueue(slug)


@background
def set_papers(slug: str) -> int:
    """Set the paper of a document in each language in which it has no file yet; gives how many."""
    document = Document.objects.get(slug=slug)
    versions = document.versions.filter(file="").order_by("pk")
    return sum(_set_paper(document, version) for version in versions)


def _set_paper(document: Document, version: LanguageVersion) -> bool:
    paper = paper_of(document, BY_CODE[version.language])
    if paper is None:
        return False
    name = f"{document.slug}.{version.language}"
    replace_version(
        version,
        text="",
        file=NewFile(pdf_of(paper), f"{name}.pdf", "application/pdf"),
        alternative=NewFile(docx_of(paper), f"{name}.docx", WORD),
        status=VersionStatus(version.status),
        reason=MultilingualText(MARK),
        translator=version.translator,
        dated_on=version.dated_on,
        by=BY,
    )
    return True


def paper_of(document: Document, language: Language) -> Paper | None:
    """The paper of a document in a language; None where there is no text for it."""
    blocks = read_blocks(_text_name(document.slug), language)
    day = document.dated_on or document.issued_on
    if not blocks or day is None:
        return None
    with override(language.django_code):
        return Paper(
            language=language,
            day=day,
            kind=document.get_kind_display(),
            title=document.title[language.code],
            facts=_facts(document, language),
            blocks=blocks,
        )


def _facts(document: Document, language: Language) -> list[tuple[str, str]]:
    """Its date, and where the meeting was of which it is the report."""
    meeting = Meeting.objects.filter(papers__document=document, papers__is_report=True).select_related("place").first()
    facts = [(_("Date"), format_day(document.dated, language.code))] if document.dated else []
    if meeting and meeting.place:
        facts.append((_("Place"), meeting.place.name[language.code]))
    return [*facts, (_("Audience"), str(document.audience_today.label))]


def _text_name(slug: str) -> str:
    return COMMITTEE_REPORT if slug.startswith(COMMITTEE_REPORT) else slug
