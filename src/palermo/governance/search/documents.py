"""Documents: the text of each language version, or the words of its file; every symbol."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.db.models.signals import post_save

from palermo.core.dates import recorded_date
from palermo.core.kinds import kind_of, slug_of
from palermo.governance.models import Decision, Meeting, MeetingPaper, Session
from palermo.governance.states.decisions import NEVER_ADOPTED
from palermo.library.models import Document, DocumentReader, ExtractedText, LanguageVersion
from palermo.search import reach
from palermo.search.actions import index_records
from palermo.search.sources import Draft, Pks, SearchSource, same, searchable
from palermo.search.wording import drafts_of, is_readable_by, through

JOINED = (
    Prefetch("versions", LanguageVersion.objects.select_related("extracted")),
    "aliases",
    Prefetch("decisions", Decision.objects.select_related("body")),
    Prefetch("meeting_papers", MeetingPaper.objects.select_related("meeting__body")),
    Prefetch("agenda_of", Session.objects.select_related("body")),
)


def _drafts(documents: QuerySet) -> Iterator[Draft]:
    for document in documents.prefetch_related(*JOINED):
        texts = {version.language: _words(version) for version in document.versions.all()}
        symbols = [document.symbol, *(alias.symbol for alias in document.aliases.all()), document.job_number]
        yield from drafts_of(
            document,
            document.title,
            texts,
            symbols=tuple(symbol for symbol in symbols if symbol),
            body=_body(document),
            on=document.dated or recorded_date(document, "issued_on"),
            audience=document.audience_today,
        )


def _words(version: LanguageVersion) -> str:
    """Its text, or what was taken out of the very file that it has now."""
    return version.text or version.words_of_file


def _body(document: Document) -> str:
    """The body whose decision it is, or before which it is: where all its readers may know that."""
    adopted = (each for each in document.decisions.all() if each.state not in NEVER_ADOPTED)
    meetings = (paper.meeting for paper in document.meeting_papers.all())
    before: list[Decision | Meeting] = [*adopted, *meetings]
    bodies = [each.body for each in before if is_readable_by(each.audience, document.audience_today)]
    bodies += [session.body for session in document.agenda_of.all()]
    return next((body.slug for body in bodies if body), "")


def _readers(pks: Pks) -> Mapping[int, Iterable[str]]:
    named: dict[int, list[str]] = defaultdict(list)
    for each in DocumentReader.objects.filter(document__in=list(pks)):
        if each.user_id:
            named[each.document_id].append(reach.person(each.user_id))
        elif each.state_id:
            named[each.document_id].append(reach.state(each.state_id))
        elif each.organisation_id:
            named[each.document_id].append(reach.organisation(each.organisation_id))
    return named


def _turning_documents(first: date, last: date) -> Pks:
    days = (first, last)
    turned = Document.objects.filter(Q(opens_on__range=days) | Q(readers__named_on__range=days))
    return turned.order_by().values_list("pk", flat=True).distinct()


def _index_extracted_text(sender: type[ExtractedText], instance: ExtractedText, **_: object) -> None:
    """The words of a file come later than the file, and are no version of anything."""
    index_records(slug_of(Document), [instance.version.document_id])


post_save.connect(_index_extracted_text, sender=ExtractedText)

searchable(
    SearchSource(
        kind_of(Document),
        _drafts,
        {
            "documents": same,
            "decisions": through(Document, "decisions"),
            "meetings": through(Document, "meeting_papers__meeting"),
        },
        readers=_readers,
        turning=_turning_documents,
    )
)
