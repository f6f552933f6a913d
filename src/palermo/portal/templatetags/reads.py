"""What a page says of the log of reads, and how papers are taken away together.

{% told_of_reads document %}     that reads are written down; to the secretariat, by how many people it was read and
                                 which of its files have no words
{% take_papers "event_papers" slug %}   a form: the papers behind this address, in the languages one chooses, as a ZIP
"""

from django import template
from django.template import Context
from django.urls import reverse

from palermo.accounts.viewer import VISITOR
from palermo.core.audiences import Audience
from palermo.core.languages import BY_CODE, LANGUAGES, Language, active_language
from palermo.library.models import Document, ExtractedText
from palermo.library.states import Extraction, Paper
from palermo.portal.read_log import PAGES, PaperRecord, count_readers
from palermo.reporting.models import Report
from palermo.speakers.models import Speaker

register = template.Library()
PAPERS: dict[type, Paper] = {Document: Paper.DOCUMENT, Report: Paper.REPORT, Speaker: Paper.CV}


@register.inclusion_tag("portal/reads/told.html", takes_context=True)
def told_of_reads(context: Context, record: PaperRecord) -> dict[str, object]:
    """The note on reads of a document, a report or a curriculum vitae."""
    viewer = context.get("viewer") or VISITOR
    paper = PAPERS[type(record)]
    audience = getattr(record, "audience_today", None) or getattr(record, "audience", None)
    # A curriculum vitae has no audience of its own: it is never for everybody.
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
def take_papers(name: str, slug: str) -> dict[str, object]:
    """The reader's own language is chosen to begin with."""
    return {"address": reverse(name, args=[slug]), "official": LANGUAGES, "own": active_language().code}
