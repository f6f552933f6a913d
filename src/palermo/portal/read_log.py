"""The log of reads as pages and files show it: its filters, and each row with the title of its paper."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Max, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from palermo.accounts.viewer import Viewer
from palermo.core.languages import BY_CODE, CODES, Language
from palermo.core.text import MultilingualText
from palermo.library.models import Read
from palermo.library.queries import documents_visible_to
from palermo.library.states import Paper, ReadBy
from palermo.reporting.queries import reports_visible_to
from palermo.speakers.models import Speaker
from palermo.speakers.queries import speaker_proposals_visible_to

VISIBLE = {
    Paper.DOCUMENT: documents_visible_to,
    Paper.REPORT: reports_visible_to,
    Paper.CV: speaker_proposals_visible_to,
}
PAGES = {Paper.DOCUMENT: "document_reads", Paper.REPORT: "report_reads", Paper.CV: "speaker_reads"}
A_DAY = timedelta(days=1)


class Row(NamedTuple):
    """A read, with the day on the installation's clocks; `title` and `address` where the paper is still there."""

    read: Read
    day: date
    at: datetime
    language: Language
    title: MultilingualText | None
    address: str
    reads_address: str


def filters_from(query: QueryDict) -> dict[str, str]:
    """The filters of the log that an address asks for; what makes no sense is left out."""
    possible = {"language": CODES, "by": ReadBy.values, "paper": Paper.values}
    found = {name: query.get(name, "") for name, values in possible.items() if query.get(name) in values}
    found |= {name: query[name] for name in ("since", "until") if _day(query.get(name, ""))}
    found |= {"person": query["person"]} if query.get("person", "").isdecimal() and len(query["person"]) < 19 else {}
    return found | ({"slug": query["slug"]} if query.get("slug") else {})


def _day(written: str) -> date | None:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return None
    # At the ends of the calendar there is no midnight on every clock.
    return day if 1900 <= day.year < 3000 else None


def filter_reads(reads: QuerySet[Read], asked: Mapping[str, str]) -> QuerySet[Read]:
    """The reads that the filters leave; the days from and until are both included."""
    reads = reads.filter(**{name: asked[name] for name in ("language", "by", "paper", "slug") if name in asked})
    if "person" in asked:
        reads = reads.filter(reader=int(asked["person"]))
    if since := _day(asked.get("since", "")):
        reads = reads.filter(at__gte=_midnight(since))
    if until := _day(asked.get("until", "")):
        reads = reads.filter(at__lt=_midnight(until + A_DAY))
    return reads


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def read_rows(reads: Iterable[Read], viewer: Viewer) -> list[Row]:
    """Rows with the papers' titles, where the viewer still sees them: one query for each kind of paper."""
    reads = list(reads)
    papers = _papers(reads, viewer)
    return [_row(read, papers.get((read.paper, read.record))) for read in reads]


def _papers(reads: list[Read], viewer: Viewer) -> dict[tuple[str, int], Any]:
    found = {}
    for paper, visible_to in VISIBLE.items():
        if wanted := {read.record for read in reads if read.paper == paper}:
            found |= {(paper, record.pk): record for record in visible_to(viewer).filter(pk__in=wanted)}
    return found


def _row(read: Read, record: Any) -> Row:
    here = timezone.localtime(read.at)
    reads_address = reverse(PAGES[Paper(read.paper)], args=[record.slug]) if record else ""
    title, address = (title_of(record), record.get_absolute_url()) if record else (None, "")
    return Row(read, here.date(), here, BY_CODE[read.language], title, address, reads_address)


def title_of(record: Any) -> MultilingualText:
    """What a paper is called: a curriculum vitae by whose it is."""
    found: MultilingualText = record.name if isinstance(record, Speaker) else record.title
    return found


def by_reader(reads: QuerySet[Read]) -> QuerySet[Read, dict[str, object]]:
    """Who has read, for whom they acted, how often, and when last: those who read last first."""
    people = reads.order_by().values("reader", "reader_name", "acting_for")
    return people.annotate(times=Count("pk"), last=Max("at")).order_by("-last", "reader", "acting_for", "reader_name")


def count_readers(paper: Paper, record: int) -> int:
    """By how many people a paper was read, as far back as the log is kept."""
    return Read.objects.filter(paper=paper, record=record).order_by().values("reader").distinct().count()
