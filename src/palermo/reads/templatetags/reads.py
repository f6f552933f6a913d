"""Template tags for the log of reads and for downloading papers together.

{% reads_note document %}               a note that reads are logged; for the secretariat also the number of readers
                                        and the files without extracted text
{% take_papers "event_papers" slug %}   a form that downloads the papers of this address as a ZIP, in chosen languages
"""

from django import template
from django.template import Context
from django.urls import reverse

from palermo.accounts.viewer import VISITOR
from palermo.core.audiences import Audience
from palermo.core.languages import BY_CODE, LANGUAGES, Language, active_language
from palermo.library.models import Document, ExtractedText
from palermo.library.states import Extraction, Paper
from palermo.reads.read_log import PAGES, PaperRecord, count_readers
from palermo.reporting.models import Report
from palermo.speakers.models import Speaker

register = template.Library()
PAPERS: dict[type, Paper] = {Document: Paper.DOCUMENT, Report: Paper.REPORT, Speaker: Paper.CV}


@register.inclusion_tag("reads/notice.html", takes_context=True)
def reads_note(context: Context, record: PaperRecord) -> dict[str, object]:
    """The note on the log of reads on the page of a document, a report or a curriculum vitae."""
    viewer = context.get("viewer") or VISITOR
    paper = PAPERS[type(record)]
    audience = getattr(record, "audience_today", None) or getattr(record, "audience", None)
    # A curriculum vitae has no audience of its own and is never public.
    is_restricted = audience != Audience.PUBLIC
    is_counted = viewer.is_secretariat and is_restricted
    return {
        "is_restricted": is_restricted,
        "readers": count_readers(paper, record.pk) if is_counted else None,
        "address": reverse(PAGES[paper], args=[record.slug]),
        "without_text": _without_text(record) if viewer.is_secretariat and isinstance(record, Document) else [],
    }


def _without_text(document: Document) -> list[tuple[Language, str]]:
    rows = ExtractedText.objects.filter(version__document=document).exclude(state=Extraction.DONE)
    return [(BY_CODE[code], state) for code, state in rows.order_by("pk").values_list("version__language", "state")]


@register.inclusion_tag("library/papers/take.html")
def take_papers(name: str, slug: str, of_one: bool = False) -> dict[str, object]:
    """The form that downloads papers, or `of_one` its languages, as a ZIP; the reader's own is preselected."""
    return {
        "address": reverse(name, args=[slug]),
        "of_one": of_one,
        "official": LANGUAGES,
        "own": active_language().code,
    }
