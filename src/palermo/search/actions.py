"""Keeping the index in step with the record. No act of people: nothing here is written to the log."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import batched

from django.db import connection, transaction
from django.db.models import Max

from palermo.core import clock
from palermo.search import places
from palermo.search.analyser.version import VERSION
from palermo.search.drafting import NewEntry, entry_words, new_entries
from palermo.search.engines.choice import engine_of
from palermo.search.models import IndexEntry, IndexStanding, IndexText
from palermo.search.sources import SOURCES, Pks, SearchSource
from palermo.search.vocabulary import learn

AT_ONCE = 200
# The first time, how far back to look for records that opened on a date.
_AT_FIRST = timedelta(days=366)
# A record by the slug and the primary key with which `audit.versions` names it.
type Root = tuple[str, int]


def index_records(kind: str, pks: Iterable[int]) -> int:
    """Reindex these records, in the transaction of the change; deleted ones are removed. Returns the number of entries
    written: unchanged ones are skipped.
    """
    return sum(_index(SOURCES[kind], some) for some in batched(dict.fromkeys(pks), AT_ONCE))


@transaction.atomic(savepoint=False)
def _index(source: SearchSource, pks: Sequence[int], *, afresh: bool = False) -> int:
    wanted = {(each.entry.record, each.entry.language): each for each in new_entries(source, pks)}
    there = {(e.record, e.language): e for e in IndexEntry.objects.filter(kind=source.slug, record__in=pks)}
    same = {k for k, e in there.items() if not afresh and k in wanted and wanted[k].entry.digest == e.digest}
    gone = [entry for key, entry in there.items() if key not in same]
    new = [entry for key, entry in wanted.items() if key not in same]
    if gone or new:
        _replace(gone, new, {key: entry.id for key, entry in there.items()})
    return len(new)


def _replace(gone: Sequence[IndexEntry], new: Sequence[NewEntry], had: dict[tuple[int, str], int]) -> None:
    engine = engine_of(connection)
    _lock_numbering()
    ids = [entry.id for entry in gone]
    _forget(ids)
    _number(new, had)
    # Words under a new number are of a table of entries that was emptied by itself, as by `flush`.
    engine.erase(connection, {*ids, *(each.entry.id for each in new)})
    IndexEntry.objects.bulk_create([each.entry for each in new], batch_size=AT_ONCE)
    texts = [IndexText.of(each.entry.id, each.draft.text) for each in new if each.draft.text]
    IndexText.objects.bulk_create(texts, batch_size=AT_ONCE)
    engine.write(connection, [entry_words(each) for each in new])
    learn(each.draft.title for each in new)


def _lock_numbering() -> None:
    """Numbers are given by one transaction at a time. On SQLite all writing is."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(7265001)")


def _number(new: Sequence[NewEntry], had: dict[tuple[int, str], int]) -> None:
    """Give each entry the number it had if its day is the same, else the next of its day."""
    waiting: dict[int, list[IndexEntry]] = defaultdict(list)
    for entry, _draft in new:
        before = had.get((entry.record, entry.language))
        if before is not None and places.is_of(before, entry.day):
            entry.id = before
        else:
            waiting[places.first_of(entry.day)].append(entry)
    for first, entries in waiting.items():
        inside = IndexEntry.objects.filter(id__gte=first, id__lt=first + places.A_DAY)
        taken = [inside.aggregate(last=Max("id"))["last"] or first - 1]
        taken += [e.id for e, _ in new if e.id is not None and first <= e.id < first + places.A_DAY]
        for at, entry in enumerate(entries, start=max(taken) + 1):
            entry.id = at


def follow(roots: Iterable[Root]) -> None:
    """Index what hangs on these records, given by slug and primary key as by `audit.versions`."""
    changed: dict[str, list[int]] = defaultdict(list)
    for slug, pk in roots:
        changed[slug].append(pk)
    for source in SOURCES.values():
        pks = [pk for slug, of in source.follows.items() for pk in _following_pks(of, changed.get(slug, ()))]
        if pks:
            index_records(source.slug, pks)


def _following_pks(of: Callable[[Pks], Pks], roots: Sequence[int]) -> Iterator[int]:
    for some in batched(roots, AT_ONCE):
        yield from of(some)


@transaction.atomic
def reindex_due() -> int:
    """Index what is read by others since the last time because a day has come; how many. For the schedule, daily."""
    standing, _new = IndexStanding.objects.get_or_create(id=1, defaults={"analyser": VERSION})
    today = clock.today()
    first = standing.turned_on or today - _AT_FIRST
    written_anew = sum(
        index_records(source.slug, source.turning(min(first, today), today))
        for source in SOURCES.values()
        if source.turning
    )
    standing.turned_on = today
    standing.save(update_fields=["turned_on"])
    return written_anew


def rebuild(announce: Callable[[str], None] = lambda sentence: None) -> int:
    """Reindex every record, in batches, while search stays available. Returns the number of entries.

    Each batch is one transaction that takes the old rows of its records out and puts new ones in, so that a reader
    finds each record before, during and after. What a newer analyser makes is found as soon as its batch is done.
    """
    for source in SOURCES.values():
        pks = list(source.model._default_manager.order_by("pk").values_list("pk", flat=True))
        for some in batched(pks, AT_ONCE):
            _index(source, some, afresh=True)
        _take_out_gone(source)
        announce(f"{source.slug}: {IndexEntry.objects.filter(kind=source.slug).count():,} entries")
    _take_out(IndexEntry.objects.exclude(kind__in=SOURCES).values_list("id", flat=True))
    engine_of(connection).tidy(connection)
    _note_rebuilt()
    return IndexEntry.objects.count()


def _take_out_gone(source: SearchSource) -> None:
    there = source.model._default_manager.values("pk")
    _take_out(IndexEntry.objects.filter(kind=source.slug).exclude(record__in=there).values_list("id", flat=True))


def _take_out(ids: Iterable[int]) -> None:
    for some in batched(list(ids), AT_ONCE):
        with transaction.atomic():
            engine_of(connection).erase(connection, some)
            _forget(some)


def _forget(ids: Sequence[int]) -> None:
    IndexText.objects.filter(entry__in=ids).delete()
    IndexEntry.objects.filter(id__in=ids).delete()


def _note_rebuilt() -> None:
    with transaction.atomic():
        standing, _new = IndexStanding.objects.get_or_create(id=1)
        standing.analyser, standing.rebuilt_at = VERSION, clock.now()
        standing.turned_on = standing.turned_on or clock.today()
        standing.save()


def differences(source: SearchSource) -> Iterator[str]:
    """What the index has otherwise than the record: for `palermo search check`."""
    pks = list(source.model._default_manager.order_by("pk").values_list("pk", flat=True))
    seen: set[tuple[int, str]] = set()
    for some in batched(pks, AT_ONCE):
        there = {(e.record, e.language): e for e in IndexEntry.objects.filter(kind=source.slug, record__in=some)}
        for entry, _draft in new_entries(source, some):
            seen.add((entry.record, entry.language))
            known = there.get((entry.record, entry.language))
            if known is None or known.digest != entry.digest:
                yield f"{entry} is {'not in the index' if known is None else 'outdated in the index'}."
    for record, language in IndexEntry.objects.filter(kind=source.slug).values_list("record", "language"):
        if (record, language) not in seen:
            yield f"{source.slug} {record} ({language}) should not be in the index."
