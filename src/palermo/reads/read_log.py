"""The log of reads as pages and files show it: its filters, and each row with the title of its paper."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import NamedTuple, TypedDict

from django.db.models import Count, Max, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from palermo.accounts.viewer import Viewer
from palermo.core.languages import BY_CODE, CODES, Language
from palermo.core.text import MultilingualText
from palermo.library.models import Document, Read
from palermo.library.queries import documents_visible_to
from palermo.library.states import Paper, ReadBy
from palermo.reporting.models import Report
from palermo.reporting.queries import reports_visible_to
from palermo.site.listing import date_filter
from palermo.site.unknown_choices import note_what_is_not_followed
from palermo.speakers.models import Speaker
from palermo.speakers.queries import speaker_proposals_visible_to

type PaperRecord = Document | Report | Speaker
VISIBLE: dict[Paper, Callable[[Viewer], QuerySet[PaperRecord]]] = {
    Paper.DOCUMENT: documents_visible_to,
    Paper.REPORT: reports_visible_to,
    Paper.CV: speaker_proposals_visible_to,
}
PAGES = {Paper.DOCUMENT: "document_reads", Paper.REPORT: "report_reads", Paper.CV: "speaker_reads"}
A_DAY = timedelta(days=1)


class ReadRow(NamedTuple):
    """A read, with the day on the installation's clocks; `title` and `address` where the paper is still there."""

    read: Read
    day: date
    at: datetime
    language: Language
    title: MultilingualText | None
    address: str
    reads_address: str


class ReaderRow(TypedDict):
    """Somebody who has read, for whom they acted, how often, and when last."""

    reader: int
    reader_name: str
    acting_for: str
    times: int
    last: datetime


def filters_from(request: HttpRequest) -> dict[str, str]:
    """The filters of the log in an address; what makes no sense is an error at its field."""
    names = ("language", "by", "paper", "since", "until", "person", "slug")
    found = {name: value for name in names if (value := request.GET.get(name, "")) and _makes_sense(name, value)}
    # A day that cannot be read has a sentence of its own at its field.
    note_what_is_not_followed(request, ("language", "by", "paper", "person"), found)
    return found


def _makes_sense(name: str, value: str) -> bool:
    match name:
        case "language":
            return value in CODES
        case "by":
            return value in ReadBy.values
        case "paper":
            return value in Paper.values
        case "since" | "until":
            return date_filter(value) is not None
        case "person":
            return value.isdecimal() and len(value) < 19
        case _:
            return bool(value)


def filter_reads(reads: QuerySet[Read], filters: Mapping[str, str]) -> QuerySet[Read]:
    """The reads that the filters leave; the days from and until are both included."""
    reads = reads.filter(**{name: filters[name] for name in ("language", "by", "paper", "slug") if name in filters})
    if "person" in filters:
        reads = reads.filter(reader=int(filters["person"]))
    if since := date_filter(filters.get("since", "")):
        reads = reads.filter(at__gte=_midnight(since.first_day))
    if until := date_filter(filters.get("until", "")):
        reads = reads.filter(at__lt=_midnight(until.value + A_DAY))
    return reads


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def read_rows(reads: Iterable[Read], viewer: Viewer) -> list[ReadRow]:
    """Rows with the papers' titles, where the viewer still sees them: one query for each kind of paper."""
    reads = list(reads)
    papers = _papers(reads, viewer)
    return [_row(read, papers.get((read.paper, read.record))) for read in reads]


def _papers(reads: list[Read], viewer: Viewer) -> dict[tuple[str, int], PaperRecord]:
    papers: dict[tuple[str, int], PaperRecord] = {}
    for paper, visible_to in VISIBLE.items():
        if wanted := {read.record for read in reads if read.paper == paper}:
            papers |= {(paper, record.pk): record for record in visible_to(viewer).filter(pk__in=wanted)}
    return papers


def _row(read: Read, record: PaperRecord | None) -> ReadRow:
    here = timezone.localtime(read.at)
    reads_address = reverse(PAGES[Paper(read.paper)], args=[record.slug]) if record else ""
    title, address = (title_of(record), record.get_absolute_url()) if record else (None, "")
    return ReadRow(read, here.date(), here, BY_CODE[read.language], title, address, reads_address)


def title_of(record: PaperRecord) -> MultilingualText:
    """The title of a paper; of a curriculum vitae, the name of the person."""
    return record.name if isinstance(record, Speaker) else record.title


def by_reader(reads: QuerySet[Read]) -> QuerySet[Read, ReaderRow]:
    """Who has read, for whom they acted, how often, and when last: those who read last first."""
    people = reads.order_by().values("reader", "reader_name", "acting_for")
    return people.annotate(times=Count("pk"), last=Max("at")).order_by("-last", "reader", "acting_for", "reader_name")


def count_readers(paper: Paper, record: int) -> int:
    """The number of people who read a paper, as far back as the log is kept."""
    return Read.objects.filter(paper=paper, record=record).order_by().values("reader").distinct().count()
