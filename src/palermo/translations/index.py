"""Keeps the index of gaps in step with the history: it is brought there whenever somebody looks, from what is new.

The history is never read as a whole again: only records with versions since the last look are.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import batched, groupby

from django.db import transaction
from django.db.models import Q, QuerySet, Subquery

from palermo.audit.models import ChainHead, RecordVersion
from palermo.core import clock
from palermo.core.dates import DatePrecision, PartialDate
from palermo.core.digests import digest_of_text
from palermo.core.read_only import ignore_unwritable
from palermo.translations.confirmed import confirmations
from palermo.translations.deadlines import Root, deadlines
from palermo.translations.models import TextGap, TextGapMark
from palermo.translations.pages import PAGE, pages_gaps, state_query
from palermo.translations.texts import Gap, Holds, Version, gaps_of

AT_ONCE = 500
# Acts that run beside one another may write versions in another order than they end: so far back is looked again.
OVERLAP = 5_000
VERSION = ("root_kind", "root", "kind", "record", "pk", "change", "data")


State = tuple[int, int, date, str]


def update_gap_index() -> str:
    """Bring the index up to date with the record; return a word that changes whenever the index may have changed.

    Where nothing can be written the index stays as it is.
    """
    with ignore_unwritable():
        indexed, now = _index_states()
        if indexed != now:
            with transaction.atomic():
                TextGapMark.objects.get_or_create(pk=1)
                mark = TextGapMark.objects.select_for_update().get(pk=1)
                now = _index_states()[1]
                _catch_up(mark, now)
        return repr(now)
    return ""


def _index_states() -> tuple[State | None, State]:
    """The state the index was made from and the state now: the last version and act, the day, and the pages."""
    page_state = state_query()
    head = ChainHead.objects.order_by().values("sequence")[:1]
    last = RecordVersion.objects.order_by("-pk").values("pk")[:1]
    marks = TextGapMark.objects.annotate(last=Subquery(last), head=Subquery(head), **page_state)
    mark = marks.values("version", "entry", "day", "pages", "last", "head", *page_state).first()
    if mark is None:
        TextGapMark.objects.get_or_create(pk=1)
        return None, _index_states()[1]
    pages = "|".join(str(mark[name]) for name in page_state)[:200]
    indexed = (mark["version"], mark["entry"], mark["day"], mark["pages"])
    return indexed, (mark["last"] or 0, mark["head"] or 0, clock.today(), pages)


def _catch_up(mark: TextGapMark, now: State) -> None:
    version, entry, day, pages = now
    is_changed = (mark.version, mark.entry) != (version, entry)
    if is_changed or mark.day is None:
        _index_records(mark, version)
    if mark.pages != pages:
        TextGap.objects.filter(kind=PAGE).delete()
        TextGap.objects.bulk_create(_row((PAGE, gap.record), gap) for gap in pages_gaps())
    if is_changed or mark.day != day:
        _index_deadlines(day)
    mark.version, mark.entry, mark.day, mark.pages = now
    mark.save()


def _index_records(mark: TextGapMark, until: int) -> None:
    if mark.version == 0:
        TextGap.objects.exclude(kind=PAGE).delete()
        _add(_histories(RecordVersion.objects.filter(pk__lte=until)))
        return
    late = Q(pk__gt=mark.version - OVERLAP, entry__gt=mark.entry)
    new = RecordVersion.objects.filter(Q(pk__gt=mark.version) | late, pk__lte=until).order_by()
    roots = list(new.values_list("root_kind", "root").distinct())
    for kind, group in groupby(sorted(roots), key=lambda root: root[0]):
        for some in batched([root for _kind, root in group], AT_ONCE):
            TextGap.objects.filter(root_kind=kind, root__in=some).delete()
            _add(_histories(RecordVersion.objects.filter(root_kind=kind, root__in=some)))


def _histories(versions: QuerySet[RecordVersion]) -> Iterator[tuple[Root, list[Gap]]]:
    """The gaps of each record, from all its versions."""
    confirmed = confirmations()
    rows = versions.order_by("root_kind", "root", "kind", "record", "pk").values_list(*VERSION)
    holds: Holds = lambda key, words: key in confirmed and confirmed[key] == digest_of_text(words)  # noqa: E731 -- read once for all
    for root, group in groupby(rows.iterator(chunk_size=2000), key=lambda row: row[:2]):
        if gaps := gaps_of((Version(*row[2:]) for row in group), holds):
            yield root, gaps


def _add(gaps_by_root: Iterable[tuple[Root, list[Gap]]]) -> None:
    rows = (_row(root, gap) for root, gaps in gaps_by_root for gap in gaps)
    for some in batched(rows, AT_ONCE):
        TextGap.objects.bulk_create(some)


def _row(root: Root, gap: Gap) -> TextGap:
    return TextGap(root_kind=root[0], root=root[1], **gap._asdict())


def _index_deadlines(today: date) -> None:
    """Save the deadlines that have changed."""
    new = deadlines(today)
    rows = TextGap.objects.exclude(due_on=None).order_by().distinct()
    columns = rows.values_list("root_kind", "root", "due_on", "due_precision")
    old = {(kind, root): PartialDate(day, DatePrecision(precision)) for kind, root, day, precision in columns if day}
    changed = {root: new.get(root) for root in new.keys() | old.keys() if new.get(root) != old.get(root)}
    by_day: dict[tuple[str, PartialDate | None], list[int]] = {}
    for (kind, root), day in changed.items():
        by_day.setdefault((kind, day), []).append(root)
    for (kind, day), roots in by_day.items():
        for some in batched(roots, AT_ONCE):
            found = TextGap.objects.filter(root_kind=kind, root__in=some)
            found.update(due_on=day and day.value, due_precision=day.precision if day else DatePrecision.DAY)
