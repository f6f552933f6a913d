"""What the translation desk shows: counts by language, and the gaps asked for, with where each is edited."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from itertools import groupby
from typing import NamedTuple

from django.core.cache import cache
from django.db.models import Count, Exists, F, Min, Model, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from wagtail.models import Page

from palermo.audit.models import RecordVersion
from palermo.audit.versioned_models import instance_of, row_label
from palermo.core import clock
from palermo.core.dates import PartialDate
from palermo.core.digests import digest_of_text
from palermo.core.kinds import find_kind, model_of, slug_of
from palermo.core.languages import BY_CODE, BY_DJANGO_CODE, CODES, LANGUAGES, Language
from palermo.core.records import field_label, name_of
from palermo.core.text import MultilingualText
from palermo.events.rules.events import OVER
from palermo.governance.models import Guidance, Meeting, NoteVerbale
from palermo.library.web.page_cache import KEPT_FOR
from palermo.programme.models import Programme
from palermo.site.administration.viewsets import VIEWSETS
from palermo.site.listing import Facets
from palermo.translations.index import update_gap_index
from palermo.translations.models import TextGap
from palermo.translations.pages import PAGE, Progress, progress_of
from palermo.translations.programmes import OF_PROGRAMMES, edit_address
from palermo.translations.texts import BIT, VERSIONS, codes_of, mask

ALL = mask(CODES)
MISSING, STALE = "missing", "stale"
WEEKS = ("1", "2", "4", "12")
# The names of records in sentences of reports: each is listed under the record that it names.
NAMES = "record-names"
NO_FILTERS: Mapping[str, str] = {}
NAMED = ("title", "name", "short_name", "subject", "topic", "purpose")
Root = tuple[str, int]
# A kind of record, with the languages that texts lack and those in which they are stale.
type CountKey = tuple[str, int, int]


class LanguageCount(NamedTuple):
    """How many texts one language lacks, and how many are older in it than their originals."""

    language: Language
    missing: int
    stale: int


@dataclass
class Text:
    """One text of a record, as a row of the desk."""

    gap: TextGap
    label: str
    words: str
    original: Language
    address: str
    missing: list[Language]
    stale: list[Language]
    digest: str = ""
    ways: list[tuple[Language, str, str]] = field(default_factory=list)


@dataclass
class RecordRow:
    """One record with its texts that lack something."""

    name: MultilingualText | str | Promise
    kind: str
    due: PartialDate | None
    texts: list[Text]
    query: str

    @property
    def is_in_languages(self) -> bool:
        """Whether the name is a text of the record, to be shown in the reader's language."""
        return isinstance(self.name, MultilingualText)


def present_counts() -> Counter[CountKey]:
    """The counts of all gaps, the index being brought up to date; kept until the record changes."""
    state = sha256(update_gap_index().encode()).hexdigest()
    return cache.get_or_set(f"translations:{state}", count_gaps, KEPT_FOR) or Counter()


def count_gaps(filters: Mapping[str, str] = NO_FILTERS) -> Counter[CountKey]:
    """How many gaps there are by kind of record, missing and stale languages: all other numbers come from it.

    Of the filters, only the deadline and the record count: the others are what the numbers are for.
    """
    narrowed = _on_time(_open_gaps(), filters).order_by()
    rows = narrowed.values_list("root_kind", "missing", "stale").annotate(n=Count("pk"))
    return Counter({(kind, missing, stale): n for kind, missing, stale, n in rows})


def facets_of_gaps(counts: Mapping[CountKey, int]) -> Facets:
    """In which languages texts of which kinds are missing, and in which they are outdated."""
    rows = {
        (code, kind, what)
        for kind, missing, stale in counts
        for what, bits in ((MISSING, missing), (STALE, stale))
        for code in CODES
        if bits & BIT[code]
    }
    return Facets(("language", "kind", "what"), frozenset(rows))


def weeks_with_gaps(filters: Mapping[str, str]) -> list[str]:
    """The periods within which something is due that the other filters leave."""
    others = {name: value for name, value in filters.items() if name != "due"}
    first = gaps(others).order_by().aggregate(first=Min("due_on"))["first"]
    return [weeks for weeks in WEEKS if first and first <= clock.today() + timedelta(weeks=int(weeks))]


def _open_gaps() -> QuerySet[TextGap]:
    """The gaps that can still be closed: the programme of an event that is over stays as it was."""
    over = Programme.objects.filter(event__activity__state__in=OVER).order_by().values("pk")
    return TextGap.objects.exclude(root_kind=slug_of(Programme), root__in=over)


def by_language(counts: Mapping[CountKey, int]) -> list[LanguageCount]:
    """The counts of each language."""
    rows = []
    for language in LANGUAGES:
        bit = BIT[language.code]
        missing = sum(n for (_kind, lacks, _stale), n in counts.items() if lacks & bit)
        stale = sum(n for (_kind, _lacks, old), n in counts.items() if old & bit)
        rows.append(LanguageCount(language, missing, stale))
    return rows


def kinds_of(keys: Iterable[CountKey]) -> list[tuple[str, str]]:
    """The kinds of record that lack something, as choices."""
    return sorted(((kind, kind_name(kind)) for kind in {key[0] for key in keys}), key=lambda choice: choice[1])


def kind_name(kind: str) -> str:
    """The name of a kind of record."""
    if kind == PAGE:
        return _("Editorial page")
    model = model_of(kind)
    return str(model._meta.verbose_name)


def number_of(counts: Mapping[CountKey, int], filters: Mapping[str, str]) -> int | None:
    """How many gaps the filters leave; None where the counts do not say it."""
    if filters.keys() & {"due", "record"}:
        return None
    bits, what, kind = BIT.get(filters.get("language", ""), ALL), filters.get("what"), filters.get("kind")
    masks = {MISSING: (bits, 0), STALE: (0, bits)}.get(what or "", (bits, bits))
    rows = ((key, n) for key, n in counts.items() if kind in {None, key[0]})
    return sum(n for (_kind, missing, stale), n in rows if missing & masks[0] or stale & masks[1])


def gaps(filters: Mapping[str, str]) -> QuerySet[TextGap]:
    """The gaps that the filters leave: what is due first comes first, then by record."""
    bits = BIT.get(filters.get("language", ""), ALL)
    rows = _open_gaps().annotate(lacks=F("missing").bitand(bits), old=F("stale").bitand(bits))
    lacks, old = Q(lacks__gt=0), Q(old__gt=0)
    rows = rows.filter({MISSING: lacks, STALE: old}.get(filters.get("what", ""), lacks | old))
    if filters.get("kind"):
        rows = rows.filter(root_kind=filters["kind"])
    return _on_time(rows, filters).order_by(
        F("due_on").asc(nulls_last=True), "root_kind", "root", "kind", "record", "field"
    )


def _on_time(rows: QuerySet[TextGap], filters: Mapping[str, str]) -> QuerySet[TextGap]:
    """The gaps of the record that is named, and those due within the weeks asked for."""
    if filters.get("record"):
        rows = rows.filter(root_kind=filters["kind"], root=int(filters["record"]))
    if filters.get("due"):
        rows = rows.filter(due_on__lte=clock.today() + timedelta(weeks=int(filters["due"])))
    return rows


def gaps_by_record(gaps: list[TextGap], language: str) -> list[RecordRow]:
    """The gaps of one page by record, by at most four questions, and one for each kind whose names are among them."""
    own, roots = versions_of(gaps)
    named = _named_records(roots.values())
    pages = progress_of(gap.record for gap in gaps if gap.kind == PAGE)
    records = []
    for (kind, pk), group in groupby(gaps, key=lambda gap: (gap.root_kind, gap.root)):
        rows = list(group)
        texts = [
            _page(gap, pages, language) if kind == PAGE else _text(gap, own[gap.version], language) for gap in rows
        ]
        name = pages[pk][0].title if kind == PAGE else named.get(pk) if kind == NAMES else None
        name = name or record_name(roots.get((kind, pk)), kind)
        records.append(RecordRow(name, kind_name(kind), rows[0].due, texts, f"kind={kind}&record={pk}"))
    return records


def versions_of(gaps: Iterable[TextGap]) -> tuple[dict[int, RecordVersion], dict[Root, RecordVersion]]:
    """The versions that gaps were found in, by number, and the last one of each record that they belong to."""
    of_records = [gap for gap in gaps if gap.root_kind != PAGE]
    by_kind: dict[str, set[int]] = {}
    for gap in of_records:
        by_kind.setdefault(gap.root_kind, set()).add(gap.root)
    roots = Q(pk__in=[])
    for kind, pks in by_kind.items():
        roots |= Q(kind=kind, record__in=pks)
    later = RecordVersion.objects.filter(kind=OuterRef("kind"), record=OuterRef("record"), pk__gt=OuterRef("pk"))
    wanted = Q(pk__in=[gap.version for gap in of_records]) | (roots & ~Exists(later))
    versions = list(RecordVersion.objects.filter(wanted).order_by("pk")) if of_records else []
    return {each.pk: each for each in versions}, {(each.kind, each.record): each for each in versions}


def _named_records(versions: Iterable[RecordVersion]) -> dict[int, str]:
    """By the number of a name in reports, what the record that it names is called."""
    ids: dict[str, dict[str, int]] = defaultdict(dict)
    for version in versions:
        if version.kind == NAMES:
            ids[_slug_of_files(version.data["kind"])][version.data["record_id"]] = version.record
    found: dict[int, str] = {}
    for kind in filter(None, map(find_kind, ids)):
        records = kind.with_names(kind.model._base_manager.filter(**{f"{kind.key[0]}__in": list(ids[kind.slug])}))
        found |= {ids[kind.slug][kind.key_of(each)]: name_of(each) for each in records}
    return found


def _slug_of_files(folder: str) -> str:
    """The slug of the kind whose record files lie in a folder."""
    return "organizations" if folder == "organisations" else folder.replace("_", "-")


def record_name(version: RecordVersion | None, kind: str) -> MultilingualText | str:
    """The title or name of a record, in the languages it has; else its kind and day."""
    if version is None:  # older than the history
        return kind_name(kind)
    model = model_of(version.kind)
    if model in {Meeting, Guidance, NoteVerbale}:
        return instance_of(version).display_name()
    texts = (version.data.get(name) for name in NAMED)
    words: dict[str, str] = next((text for text in texts if isinstance(text, dict)), {})
    return MultilingualText(words) or version.data.get("slug") or kind_name(version.kind)


def _text(gap: TextGap, version: RecordVersion, language: str) -> Text:
    model = model_of(gap.kind)
    words = "" if gap.field == VERSIONS else version.data[gap.field][gap.original]
    return Text(
        gap=gap,
        label=text_label(gap, version),
        words=words,
        original=BY_CODE[gap.original],
        address=_edit_address(model, gap, version),
        digest=digest_of_text(words) if words else "",
        missing=_languages(gap.missing, language),
        stale=_languages(gap.stale, language),
    )


def _edit_address(model: type[Model], gap: TextGap, version: RecordVersion) -> str:
    if model in OF_PROGRAMMES:
        return edit_address(model, gap.record, version.data)
    if gap.field == VERSIONS:
        # Texts and files are added and replaced on the document's own page.
        return reverse("document", args=[version.data["slug"]])
    return VIEWSETS[model].edit_address(model(pk=gap.record))


def text_label(gap: TextGap, version: RecordVersion) -> str:
    """Which text of its record: "Title", "Operative paragraph 4: Text"."""
    label = _("Language versions") if gap.field == VERSIONS else field_label(model_of(gap.kind), gap.field)
    if gap.kind == gap.root_kind:
        return label
    part = f"{kind_name(gap.kind)} {row_label(version.data)}".strip()
    return _("%(part)s: %(text)s") % {"part": part, "text": label}


def _languages(mask: int, language: str) -> list[Language]:
    """The languages that a number stands for; of these only `language`, if it is given."""
    return [BY_CODE[code] for code in codes_of(mask & BIT.get(language, ALL))]


def _page(gap: TextGap, pages: Mapping[int, tuple[Page, dict[str, Progress]]], language: str) -> Text:
    page, progress = pages[gap.record]
    ways = [(BY_CODE[code], _state(progress[code]), progress[code].address) for code in CODES if code in progress]
    ways = [way for way in ways if way[0].code != gap.original]
    return Text(
        gap=gap,
        label=_("Page"),
        words="",
        original=BY_DJANGO_CODE[page.locale.language_code],
        address=reverse("wagtail_localize:submit_page_translation", args=[page.pk]),
        missing=_languages(gap.missing, language),
        stale=_languages(gap.stale, language),
        ways=ways,
    )


def _state(progress: Progress) -> str:
    if progress.is_by_hand:
        return _("entered manually")
    return _("%(done)d of %(parts)d segments") % {"done": progress.done, "parts": progress.parts}
